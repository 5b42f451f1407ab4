"""What a document says of a plan: plain rows read in a fixed number of queries, as known on one day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Mandate
from ententes.ground.markdown import plain
from ententes.ground.windows import Window
from ententes.ground.years import FiscalYear
from ententes.plans.models import Action, Note, Plan, Point, Responsibility, Schedule, Section, SourceRow, Target
from ententes.plans.queries.standing import Flag, standing
from ententes.plans.states import PointState, Status


class Scheduled(NamedTuple):
    """What the plan says of one action for one fiscal year."""

    year: int
    words: str
    window: Window


class Responsible(NamedTuple):
    """Who answers for an action: the words of the document, and the names of what they were understood to be."""

    words: str
    role: str
    body: str
    organisation: str
    is_confirmed: bool


class Counted(NamedTuple):
    """A counted target."""

    number: int
    what: str
    per: str


class News(NamedTuple):
    """A note, in plain words."""

    action: int
    dated_on: date
    capacity: str
    on_behalf_of: str
    text: str
    status: str

    @property
    def author(self) -> str:
        """« coordination de l’entente, au nom de Comité des fours »."""
        return f"{self.capacity}, {_('au nom de')} {self.on_behalf_of}" if self.on_behalf_of else self.capacity


@dataclass(slots=True)
class ActionRead:
    """One action as the document shows it. `flags` are those of `plans.queries.standing`, on the day of the document."""

    pk: int
    section: int
    source: int | None
    code: str
    text: str
    extras: Mapping[str, str]
    revision: int = 1
    scheduled: list[Scheduled] = field(default_factory=list)
    responsible: list[Responsible] = field(default_factory=list)
    counted: list[Counted] = field(default_factory=list)
    status: str = str(Status.UPCOMING)
    news: News | None = None
    flags: tuple[Flag, ...] = ()


class SourceRead(NamedTuple):
    """One row of the document the plan was read from, verbatim."""

    headers: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(slots=True)
class SectionRead:
    """One part of the plan, its columns as in the table it was read from."""

    pk: int
    code: str
    number: int | None
    title: str
    heading: str
    columns: list[dict[str, Any]]
    actions: list[ActionRead] = field(default_factory=list)


class BodyRead(NamedTuple):
    """One body of the agreement, with its mandates as written."""

    name: str
    acronym: str
    kind: str
    host: str
    constituted_from: str
    parent: str
    composition: str
    mandates: tuple[str, ...]


class PointRead(NamedTuple):
    """One point to clarify."""

    sentence: str
    settled_by: str
    state: str
    settlement: str


@dataclass(slots=True)
class PlanRead:
    """All that a document may say of a plan. `sections` hold only the actions kept by the filter; empty sections are left out."""

    agreement: Agreement
    plan: Plan
    as_of: date
    sections: list[SectionRead]
    sources: Mapping[int, SourceRead]
    rows_of_source: Mapping[int, int]
    bodies: list[BodyRead]
    objectives: list[tuple[int, str]]
    notes: list[News]
    points: list[PointRead]

    @property
    def actions(self) -> Iterable[ActionRead]:
        """Every action shown, in the order of the plan."""
        return (action for section in self.sections for action in section.actions)

    @property
    def years(self) -> list[FiscalYear]:
        """The fiscal years the plan speaks of."""
        return [self.agreement.fiscal_year(year) for year in sorted(set(self.plan.years)) or [self.plan.year]]


def read(plan: Plan, *, as_of: date, keep: Collection[int] | None = None, everything: bool = False) -> PlanRead:
    """The plan as known at the end of the day `as_of`: notes dated and written up to it, and what they made of each action.

    `keep`: the actions to show, by key; all when None. `everything`: every note and every point too, for the members' workbook.
    Fourteen queries at most, whatever the number of actions. The words of the plan are those of now: only news has a history.
    """
    agreement = plan.agreement
    sections = [
        SectionRead(row[0], row[1], row[2], row[3], row[4], row[5])
        for row in Section.objects.filter(plan=plan).values_list("pk", "code", "objective__number", "title", "heading", "columns")
    ]
    actions: dict[int, ActionRead] = {}
    rows_of_source: dict[int, int] = defaultdict(int)
    standing_in = {section.pk: section for section in sections}
    for pk, section, source, *words in (
        Action.objects.filter(plan=plan, removed_at__isnull=True)
        .order_by("section__position", "section", "position", "pk")
        .values_list("pk", "section", "source_row", "code", "text", "extras", "revision")
    ):
        if source is not None:
            rows_of_source[source] += 1
        if keep is None or pk in keep:
            actions[pk] = ActionRead(pk, section, source, *words)
            standing_in[section].actions.append(actions[pk])
    _add_details(plan, actions)
    _add_state(plan, agreement, actions, as_of)
    return PlanRead(
        agreement=agreement,
        plan=plan,
        as_of=as_of,
        sections=[section for section in sections if section.actions or keep is None],
        sources={
            pk: SourceRead(tuple(headers), tuple(cells))
            for pk, headers, cells in SourceRow.objects.filter(plan=plan).values_list("pk", "headers", "cells")
        },
        rows_of_source=rows_of_source,
        bodies=_bodies(agreement, as_of),
        objectives=list(agreement.objectives.order_by("number").values_list("number", "title")),
        notes=_all_news(plan, actions, as_of) if everything else [],
        points=_points(plan) if everything else [],
    )


def _add_details(plan: Plan, actions: Mapping[int, ActionRead]) -> None:
    of_plan = {"action__plan": plan, "action__removed_at__isnull": True}
    # A thousand actions share a few schedules and a few answers to « who? »: each is made once.
    scheduled = cache(lambda year, words, *window: Scheduled(year, words, Window(*window)))
    responsible = cache(
        lambda said, role, body, acronym, name, confirmed: Responsible(said, role, body or "", acronym or name or "", confirmed)
    )
    for pk, *row in Schedule.objects.filter(**of_plan).values_list("action", "year", "words", "kind", "starts_on", "ends_on", "decide_by"):
        if pk in actions:
            actions[pk].scheduled.append(scheduled(*row))
    for pk, *row in Responsibility.objects.filter(**of_plan).values_list(
        "action", "words", "role", "body__name", "organisation__acronym", "organisation__name", "is_confirmed"
    ):
        if pk in actions:
            actions[pk].responsible.append(responsible(*row))
    for pk, *row in Target.objects.filter(**of_plan).values_list("action", "number", "what", "per"):
        if pk in actions:
            actions[pk].counted.append(Counted(*row))


def _known(as_of: date) -> dict[str, Any]:
    """What a note must satisfy to be known on that day: dated then or before, and written before the day was over."""
    over = timezone.make_aware(datetime.combine(as_of + timedelta(days=1), time.min))
    return {"dated_on__lte": as_of, "written_at__lt": over}


_NEWS = ("action", "dated_on", "capacity", "on_behalf_of", "text", "status")


def _latest(plan: Plan, as_of: date, **also: Any) -> QuerySet[Note, tuple[Any, ...]]:
    """The latest note of each action known on that day, as light rows."""
    known = Note.objects.filter(**_known(as_of), **also)
    latest = known.filter(action=OuterRef("pk")).order_by("-dated_on", "-written_at", "-pk").values("pk")[:1]
    keys = Action.objects.filter(plan=plan, removed_at__isnull=True).annotate(latest=Subquery(latest)).order_by().values("latest")
    return Note.objects.filter(pk__in=keys).order_by().values_list(*_NEWS)


def _add_state(plan: Plan, agreement: Agreement, actions: Mapping[int, ActionRead], as_of: date) -> None:
    for row in _latest(plan, as_of):
        if row[0] in actions:
            actions[row[0]].news = _news(row)
    for row in _latest(plan, as_of, status__in=Status.values):
        if row[0] in actions:
            actions[row[0]].status = row[-1]
    cadences = dict(
        Responsibility.objects.filter(action__plan=plan, role="lead", body__cadence__isnull=False)
        .order_by("-position", "-pk")
        .values_list("action", "body__cadence")
    )

    @cache
    def flags(status: str, scheduled: tuple[Scheduled, ...], cadence: int, heard_on: date | None) -> tuple[Flag, ...]:
        spans = [(one.year, one.window.kind, one.window.starts_on, one.window.ends_on, one.window.decide_by) for one in scheduled]
        return standing(status, spans, today=as_of, cadence=cadence, month=agreement.fiscal_month, last_news_on=heard_on)

    for pk, action in actions.items():
        heard_on = action.news.dated_on if action.news else None
        action.flags = flags(action.status, tuple(action.scheduled), cadences.get(pk) or agreement.cadence, heard_on)


def _news(row: tuple[Any, ...]) -> News:
    action, dated_on, capacity, on_behalf_of, text, status = row
    return News(action, dated_on, capacity, on_behalf_of, plain(text), status)


def _all_news(plan: Plan, actions: Mapping[int, ActionRead], as_of: date) -> list[News]:
    rows = Note.objects.filter(action__plan=plan, **_known(as_of)).order_by("dated_on", "written_at", "pk").values_list(*_NEWS)
    return [_news(row) for row in rows if row[0] in actions]


def _bodies(agreement: Agreement, as_of: date) -> list[BodyRead]:
    mandates: dict[int, list[str]] = defaultdict(list)
    for body, words in Mandate.objects.in_force(as_of).filter(body__agreement=agreement).values_list("body", "words"):
        mandates[body].append(words)
    columns = (
        "pk", "name", "acronym", "kind", "parent__name", "composition",
        "host__acronym", "host__name", "constituted_from__acronym", "constituted_from__name",
    )  # fmt: skip
    return [
        BodyRead(name, acronym, kind, sigle or host or "", made_of or organisation or "", parent or "", composition, tuple(mandates[pk]))
        for pk, name, acronym, kind, parent, composition, sigle, host, made_of, organisation in Body.objects.filter(
            agreement=agreement
        ).values_list(*columns)
    ]


def _points(plan: Plan) -> list[PointRead]:
    labels = dict(PointState.choices)
    return [
        PointRead(sentence, body or "", str(labels.get(state, state)), settlement)
        for sentence, body, state, settlement in Point.objects.filter(plan=plan).values_list(
            "sentence", "settled_by__name", "state", "settlement"
        )
    ]
