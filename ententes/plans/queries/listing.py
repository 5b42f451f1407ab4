"""A plan as sections of light rows: what its page shows and its exports write, in a number of queries that no plan makes grow."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Count
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.french import shortened
from ententes.ground.markdown import plain
from ententes.ground.reading import Reading
from ententes.ground.windows import Window
from ententes.ground.years import FiscalYear

from ..models import Action, Note, Plan, Point, Question, Responsibility, Schedule
from ..states import Role
from . import search
from .filters import BY_BODY, Filters
from .seasons import season_of
from .standing import OPEN, WAITING, Flag, standing

NEWS_WIDTH = 140
Cell = tuple[int, str, Window]
"""The year of a column, the words as written, and the window computed from them, as `ground.bands` takes them."""


class Answerer(NamedTuple):
    """Who answers for an action: the name to show, and the words of the document."""

    name: str
    words: str
    role: str
    body: int | None
    organisation: int | None
    is_confirmed: bool
    cadence: int | None = None
    rank: tuple[int, int, str] = (2, 0, "")


@dataclass(slots=True)
class Row:
    """One action. `cells`: one a year of the plan, in order. `news` is empty for whoever is no member; `flags` too.

    `days`: those of its news, the earliest first; for whoever is no member, only the latest.

    Rows whose answerers, cells or flags are the same share them: what is drawn of one may serve for the others.
    """

    pk: int
    section: int
    code: str
    text: str
    status: str
    revision: int
    news_on: date | None
    news: str
    extras: Mapping[str, str]
    answerers: tuple[Answerer, ...] = ()
    cells: tuple[Cell, ...] = ()
    flags: tuple[Flag, ...] = ()
    asked_for: date | None = None
    points: int = 0
    days: tuple[date, ...] = ()

    @property
    def leads(self) -> list[Answerer]:
        return [one for one in self.answerers if one.role == Role.LEAD]

    @property
    def collaborators(self) -> list[Answerer]:
        return [one for one in self.answerers if one.role != Role.LEAD]

    @property
    def asks(self) -> bool:
        """Whether it « demande une réponse »."""
        return any(flag.kind in WAITING for flag in self.flags)


@dataclass(slots=True)
class Part:
    """A part of the list: a section of the plan, or a body when the list is grouped that way (then without `heading` nor `columns`).

    `number` is that of the objective.
    """

    key: str
    code: str
    title: str
    heading: str = ""
    columns: Sequence[Mapping[str, Any]] = ()
    pk: int | None = None
    number: int | None = None
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Listing:
    """What was asked of a plan (`parts`), and what the whole plan knows: names for filters, and how many actions each would show."""

    plan: Plan
    filters: Filters
    parts: list[Part]
    total: int
    shown: int
    heard: int
    asking: int
    in_season: int
    season: str
    sections: dict[str, str]
    bodies: dict[int, str]
    organisations: dict[int, str]
    years: dict[int, str]
    counts: Counter[tuple[str, Any]]

    @property
    def words(self) -> str:
        """The filter in words, empty for the whole plan."""
        return self.filters.words(self)


def current(plans: Sequence[Plan], agreement: Agreement, today: date) -> Plan | None:
    """The plan of today's fiscal year, else the latest of them."""
    year = FiscalYear.of(today, agreement.fiscal_month).start
    return next((one for one in plans if one.year == year), max(plans, key=lambda one: one.year, default=None))


def rows(plan: Plan, filters: Filters, *, today: date, members: bool, whole: bool = False, days: bool = False) -> Listing:
    """The plan under a filter. `members` sees the words of news and the flags, and where `days` is asked, every day of news;
    `whole` also reads the other columns of each action.

    Four queries for the public, six for members, one more for each of the days, the words searched and the whole, whatever the number
    of actions.
    """
    agreement = plan.agreement
    parts = [
        Part(f"s{pk}", code, title, heading, columns, pk, number)
        for pk, code, title, heading, columns, number in plan.sections.values_list(
            "pk", "code", "title", "heading", "columns", "objective__number"
        )
    ]
    every = _actions(plan, members, whole)
    _add_answerers(plan, every)
    _add_cells(plan, agreement, every)
    if members:
        _add_flags(plan, agreement, every, today)
        if days:
            _add_days(plan, every)
    season = season_of(agreement, today)
    in_season = {row.pk for row in every.values() if _touches(row, season.first, season.last, agreement.fiscal_month)}
    listing = Listing(
        plan=plan,
        filters=filters,
        parts=parts,
        total=len(every),
        shown=0,
        heard=_heard(every.values(), agreement, today),
        asking=sum(row.asks for row in every.values()),
        in_season=len(in_season),
        season=season.this,
        sections={part.code: part.title for part in parts},
        bodies={},
        organisations={},
        years={year: agreement.fiscal_year(year).label for year in plan.years},
        counts=Counter(),
    )
    _name_answerers(listing, every.values())
    listing.filters = filters = replace(filters.known(listing), asks=filters.asks and members)
    kept = [row for row in every.values() if _wanted(row, filters, in_season, parts)]
    if filters.text:
        found = _found(plan, kept, filters.text, members)
        kept = [row for row in kept if row.pk in found]
    listing.shown = len(kept)
    listing.parts = _by_body(kept) if filters.by == BY_BODY else _by_section(parts, kept, filters)
    return listing


_COLUMNS = ("pk", "section_id", "code", "text", "status", "revision", "news__dated_on")


def _of_plan(plan: int) -> Any:
    return Action.objects.filter(plan=plan, removed_at__isnull=True).order_by("position", "pk")


_READ_ACTIONS = Reading(lambda plan: _of_plan(plan).values_list(*_COLUMNS))
_READ_ACTIONS_AND_NEWS = Reading(lambda plan: _of_plan(plan).values_list(*_COLUMNS, Left("news__text", 600)))
_READ_ANSWERERS = Reading(
    lambda plan: Responsibility.objects.filter(action__plan=plan, action__removed_at__isnull=True)
    .order_by("position", "pk")
    .values_list(
        "action_id", "words", "role", "is_confirmed", "body_id", "body__name", "body__position", "body__cadence",
        "organisation_id", "organisation__name", "organisation__acronym",
    )
)  # fmt: skip
_READ_CELLS = Reading(
    lambda plan: (
        Schedule.objects.filter(action__plan=plan, action__removed_at__isnull=True)
        .order_by()
        .values_list("action_id", "year", "words", "kind", "starts_on", "ends_on", "decide_by")
    )
)
_READ_POINTS = Reading(
    lambda plan: Point.objects.open().filter(plan=plan, action__isnull=False).order_by().values_list("action_id").annotate(Count("pk"))
)
_READ_DAYS = Reading(
    lambda plan: (
        Note.objects.filter(action__plan=plan, action__removed_at__isnull=True)
        .order_by("dated_on")
        .values_list("action_id", "dated_on")
        .distinct()
    )
)
_READ_ASKED = Reading(
    lambda plan: Question.objects.filter(OPEN, action__plan=plan).order_by("-request__due_on").values_list("action_id", "request__due_on")
)


def _actions(plan: Plan, members: bool, whole: bool) -> dict[int, Row]:
    every: dict[int, Row] = {}
    for one in (_READ_ACTIONS_AND_NEWS if members else _READ_ACTIONS)(plan.pk):
        pk, section, code, text, status, revision, news_on = one[:7]
        brief = _in_brief(one[7]) if members and one[7] else ""
        every[pk] = Row(pk, section, code, text, status, revision, news_on, brief, {}, days=(news_on,) if news_on else ())
    if whole:
        for pk, extras in _of_plan(plan.pk).values_list("pk", "extras"):
            every[pk].extras = extras
    return every


_MARKS = re.compile(r"[*_`\[\]<>&\\#]|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)


@lru_cache(4096)
def _in_brief(text: str) -> str:
    """The beginning of a note, in plain words. Reading Markdown costs a hundred times more than seeing that there is none."""
    return shortened(plain(text) if _MARKS.search(text) else text, NEWS_WIDTH)


def _add_answerers(plan: Plan, every: Mapping[int, Row]) -> None:
    by_action: defaultdict[int, list[Answerer]] = defaultdict(list)
    same: dict[tuple[Any, ...], Answerer] = {}
    for action, *said in _READ_ANSWERERS(plan.pk):
        key = tuple(said)
        if key not in same:
            words, role, confirmed, body, body_name, place, cadence, organisation, name, acronym = said
            shown = body_name or acronym or name or words
            rank = (0, place, shown) if body else (1, 0, shown)
            same[key] = Answerer(shown, words, role, body, None if body else organisation, confirmed, cadence, rank)
        by_action[action].append(same[key])
    known: dict[tuple[int, ...], tuple[Answerer, ...]] = {}
    for pk, answerers in by_action.items():
        if pk in every:
            every[pk].answerers = known.setdefault(tuple(map(id, answerers)), tuple(answerers))


def _add_cells(plan: Plan, agreement: Agreement, every: Mapping[int, Row]) -> None:
    blank = Window("unspecified")
    by_action: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    same: dict[tuple[Any, ...], Cell] = {}
    for action, *said in _READ_CELLS(plan.pk):
        key = tuple(said)
        cell = same.get(key)
        if cell is None:
            cell = same[key] = (said[0], said[1], Window(*said[2:]))
        by_action[action][said[0]] = cell
    empty: dict[int, Cell] = {year: (year, "", blank) for year in plan.years}
    known: dict[tuple[int, ...], tuple[Cell, ...]] = {}
    for row in every.values():
        own = by_action[row.pk]
        cells = [own.get(year) or empty[year] for year in plan.years]
        row.cells = known.setdefault(tuple(map(id, cells)), tuple(cells))


def _add_flags(plan: Plan, agreement: Agreement, every: Mapping[int, Row], today: date) -> None:
    for action, number in _READ_POINTS(plan.pk):
        if action in every:
            every[action].points = number
    for action, due in _READ_ASKED(plan.pk):
        if action in every:
            every[action].asked_for = due
    month = agreement.fiscal_month
    known: dict[tuple[Any, ...], tuple[Flag, ...]] = {}
    for row in every.values():
        cadence = next((one.cadence for one in row.answerers if one.role == Role.LEAD and one.cadence), agreement.cadence)
        key = (id(row.cells), row.status, cadence, row.news_on, row.asked_for)
        if key not in known:
            spans = [(year, window.kind, window.starts_on, window.ends_on, window.decide_by) for year, _words, window in row.cells]
            known[key] = standing(
                row.status, spans, today=today, cadence=cadence, month=month, last_news_on=row.news_on, asked_for=row.asked_for
            )
        row.flags = known[key]


def _add_days(plan: Plan, every: Mapping[int, Row]) -> None:
    by_action: defaultdict[int, list[date]] = defaultdict(list)
    for action, day in _READ_DAYS(plan.pk):
        by_action[action].append(day)
    for pk, days in by_action.items():
        if pk in every:
            every[pk].days = tuple(days)


def _touches(row: Row, first: date, last: date, month: int) -> bool:
    """Whether one of the windows meets those days; what must be done by a day begins with its column."""
    for year, _words, window in row.cells:
        if window.ends_on and window.ends_on >= first and (window.starts_on or FiscalYear(year, month).first_day) <= last:
            return True
    return False


def _heard(every: Iterable[Row], agreement: Agreement, today: date) -> int:
    """How many actions gave news since the quarter of the fiscal year began."""
    months = (today.year * 12 + today.month - agreement.fiscal_month) // 3 * 3 + agreement.fiscal_month - 1
    quarter = date(months // 12, months % 12 + 1, 1)
    return sum(row.news_on is not None and quarter <= row.news_on <= today for row in every)


def _name_answerers(listing: Listing, every: Iterable[Row]) -> None:
    """The bodies and organisations of the plan, in order, and how many actions each filter would show."""
    counts = listing.counts
    named: set[Answerer] = set()
    codes = {part.pk: part.code for part in listing.parts}
    for row in every:
        named.update(row.answerers)
        counts["section", codes[row.section]] += 1
        counts["status", row.status] += 1
        counts.update({("body", one.body) if one.body else ("organisation", one.organisation) for one in row.answerers})
    for one in sorted(named, key=lambda one: one.rank):
        if one.body:
            listing.bodies[one.body] = one.name
        elif one.organisation:
            listing.organisations[one.organisation] = one.name


def _wanted(row: Row, filters: Filters, in_season: set[int], parts: Sequence[Part]) -> bool:
    if filters.section and not any(part.pk == row.section and part.code == filters.section for part in parts):
        return False
    if filters.body and not any(one.body == filters.body for one in row.answerers):
        return False
    if filters.organisation and not any(one.organisation == filters.organisation for one in row.answerers):
        return False
    if filters.year and not any(year == filters.year and window.kind != "unspecified" for year, _words, window in row.cells):
        return False
    if filters.status and row.status != filters.status:
        return False
    if filters.asks and not row.asks:
        return False
    return not filters.now or row.pk in in_season


def _found(plan: Plan, kept: Iterable[Row], typed: str, members: bool) -> set[int]:
    """The actions whose words, latest note, code or answerers hold every word typed."""
    words = search.words_of(typed)
    if not words:
        return {row.pk for row in kept}
    names = {one: search.says(f"{one.name} {one.words}", words) for row in kept for one in row.answerers}
    named = {row.pk for row in kept if search.says(row.code, words) or any(names[one] for one in row.answerers)}
    return named | search.within(plan, typed, notes=members)


def _by_section(parts: list[Part], kept: Iterable[Row], filters: Filters) -> list[Part]:
    of = {part.pk: part for part in parts}
    for row in kept:
        of[row.section].rows.append(row)
    return [part for part in parts if part.rows or not filters.narrow]


def _by_body(kept: Iterable[Row]) -> list[Part]:
    """One part a body or organisation that leads, bodies first; an action led by two stands under both."""
    found: dict[tuple[tuple[int, int, str], str], Part] = {}
    nobody = Answerer(_("Sans responsable"), "", str(Role.LEAD), None, None, True, None, (3, 0, ""))
    for row in kept:
        for one in row.leads or [nobody]:
            key = f"b{one.body}" if one.body else f"o{one.organisation}" if one.organisation else f"w{one.words}"
            part = found.setdefault((one.rank, key), Part(key, "", one.name))
            if not part.rows or part.rows[-1] is not row:
                part.rows.append(row)
    return [part for _key, part in sorted(found.items(), key=lambda item: item[0])]
