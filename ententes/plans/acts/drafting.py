"""How a plan is drafted: its sections, the rows of its source, its actions with all that hangs from them, and its points to clarify.

Everything is written in bulk: a plan of 1 000 actions takes as many queries as a plan of one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ententes.agreements.models import Agreement, Objective
from ententes.committees.models import Body
from ententes.ground.french import fold, shortened
from ententes.ground.windows import Window
from ententes.organisations.models import Organisation

from ..models import Action, Plan, Point, Responsibility, Schedule, Section, SourceRow, Target
from ..states import Per, PointState, Role

BATCH = 500


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One row of a source, verbatim: its cells, the headers above them, and where it stands."""

    headers: Sequence[str]
    cells: Sequence[str]
    place: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ResponsibilityDraft:
    """Who answers for an action, in the words of the document. Unconfirmed unless said."""

    words: str
    role: str = str(Role.LEAD)
    body: Body | None = None
    organisation: Organisation | None = None
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """The words of one fiscal year, and the window computed from them."""

    year: int
    words: str
    window: Window


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """So many of something, over a period."""

    number: int
    what: str
    per: str = str(Per.UNSTATED)
    words: str = ""


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One action about to be written. `code` is given by us when empty: « O2.4 » for the fourth action of section O2."""

    section: Section
    text: str
    code: str = ""
    source_row: SourceRow | None = None
    continues: Action | None = None
    extras: Mapping[str, str] = field(default_factory=dict)
    responsibilities: Sequence[ResponsibilityDraft] = ()
    schedules: Sequence[ScheduleDraft] = ()
    targets: Sequence[TargetDraft] = ()


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A point to clarify about to be raised. With a `settlement`, it is raised and settled at once, by `person` in `capacity`."""

    kind: str
    sentence: str
    params: Mapping[str, Any] = field(default_factory=dict)
    places: Sequence[Mapping[str, Any]] = ()
    plan: Plan | None = None
    action: Action | None = None
    body: Body | None = None
    settled_by: Body | None = None
    settlement: str = ""
    person: Any = None
    capacity: str = ""


@transaction.atomic
def draft_plan(
    agreement: Agreement,
    *,
    title: str,
    year: int,
    years: Sequence[int],
    dated_on: date | None = None,
    dated_words: str = "",
    previous: Plan | None = None,
) -> Plan:
    """Record an empty draft plan for the fiscal year that starts in `year`; `years` are those its columns speak of."""
    return Plan.objects.create(
        agreement=agreement,
        title=shortened(title, 300),
        year=year,
        years=sorted({year, *years}),
        dated_on=dated_on,
        dated_words=shortened(dated_words, 100),
        previous=previous,
    )


@transaction.atomic
def add_section(
    plan: Plan,
    *,
    title: str,
    code: str = "",
    heading: str = "",
    objective: Objective | None = None,
    columns: Sequence[Mapping[str, Any]] = (),
) -> Section:
    """Record a part of the plan after those it has. `columns` are `{"kind", "header"}` and `"year"` for the column of a year."""
    last = plan.sections.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    return Section.objects.create(
        plan=plan,
        objective=objective,
        code=code[:12] or (f"O{objective.number}" if objective else f"S{position + 1}"),
        title=shortened(title, 500),
        heading=heading,
        columns=[dict(one) for one in columns],
        position=position,
    )


@transaction.atomic
def add_source_rows(plan: Plan, drafts: Sequence[RowDraft]) -> list[SourceRow]:
    """Record rows of the source, in order."""
    rows = [SourceRow(plan=plan, headers=list(one.headers), cells=list(one.cells), place=dict(one.place)) for one in drafts]
    return SourceRow.objects.bulk_create(rows, batch_size=BATCH)


def add_source_row(plan: Plan, *, headers: Sequence[str], cells: Sequence[str], place: Mapping[str, Any]) -> SourceRow:
    """Record one row of the source."""
    return add_source_rows(plan, [RowDraft(headers, cells, place)])[0]


@transaction.atomic
def add_actions(plan: Plan, drafts: Sequence[ActionDraft]) -> list[Action]:
    """Record actions in order, after those the plan has, with their responsibilities, schedules and targets.

    At most one schedule a year is kept for an action, the first. Six queries, whatever the number of actions; the database cuts those of
    several hundred rows (a thousand values in SQLite, `BATCH` rows elsewhere).
    """
    last = plan.actions.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    codes = _Codes(plan)
    actions = [
        Action(
            plan=plan,
            section=draft.section,
            source_row=draft.source_row,
            continues=draft.continues,
            code=codes.of(draft),
            text=draft.text,
            folded=fold(draft.text),
            extras=dict(draft.extras),
            position=first + number,
        )
        for number, draft in enumerate(drafts)
    ]
    Action.objects.bulk_create(actions, batch_size=BATCH)
    pairs = list(zip(actions, drafts, strict=True))
    Responsibility.objects.bulk_create(
        (
            Responsibility(
                action=action,
                body=one.body,
                organisation=one.organisation,
                words=one.words,
                role=one.role,
                is_confirmed=one.is_confirmed,
                position=position,
            )
            for action, draft in pairs
            for position, one in enumerate(draft.responsibilities)
        ),
        batch_size=BATCH,
    )
    Schedule.objects.bulk_create(
        (
            Schedule(
                action=action,
                year=year,
                words=one.words,
                kind=one.window.kind,
                starts_on=one.window.starts_on,
                ends_on=one.window.ends_on,
                decide_by=one.window.decide_by,
            )
            for action, draft in pairs
            for year, one in {one.year: one for one in reversed(draft.schedules)}.items()
        ),
        batch_size=BATCH,
    )
    Target.objects.bulk_create(
        (
            Target(action=action, number=one.number, what=shortened(one.what, 300), per=one.per, words=one.words)
            for action, draft in pairs
            for one in draft.targets
        ),
        batch_size=BATCH,
    )
    return actions


def add_action(section: Section, *, text: str, **details: Any) -> Action:
    """Record one action at the end of the plan; `details` are those of `ActionDraft`."""
    return add_actions(section.plan, [ActionDraft(section, text, **details)])[0]


class _Codes:
    """The codes of a plan, so that none is given twice."""

    def __init__(self, plan: Plan) -> None:
        self._taken = set(plan.actions.values_list("code", flat=True))
        self._next: dict[str, int] = {}

    def of(self, draft: ActionDraft) -> str:
        code = draft.code[:16]
        if not code or code in self._taken:
            stem = draft.section.code
            number = self._next.get(stem, 1)
            while f"{stem}.{number}" in self._taken:
                number += 1
            self._next[stem] = number + 1
            code = f"{stem}.{number}"
        self._taken.add(code)
        return code


@transaction.atomic
def raise_points(agreement: Agreement, drafts: Sequence[PointDraft], *, when: datetime) -> list[Point]:
    """Record points to clarify, in order; those that come with their settlement are settled at `when`."""
    points = [
        Point(
            agreement=agreement,
            plan=one.plan,
            action=one.action,
            body=one.body,
            kind=one.kind[:40],
            params=dict(one.params),
            places=[dict(place) for place in one.places],
            sentence=one.sentence,
            settled_by=one.settled_by,
            state=PointState.SETTLED if one.settlement else PointState.OPEN,
            settlement=one.settlement,
            settled_at=when if one.settlement else None,
            person=one.person if one.settlement else None,
            capacity=shortened(one.capacity, 300) if one.settlement else "",
        )
        for one in drafts
    ]
    return Point.objects.bulk_create(points, batch_size=BATCH)


def raise_point(agreement: Agreement, *, kind: str, sentence: str, when: datetime, **details: Any) -> Point:
    """Record one point to clarify; `details` are those of `PointDraft`."""
    return raise_points(agreement, [PointDraft(kind, sentence, **details)], when=when)[0]


@transaction.atomic
def withdraw_plan(plan: Plan) -> None:
    """Remove a plan on which nothing was built, with all that its drafting wrote. Notes and letters must not exist."""
    plan.points.all().delete()
    plan.actions.all().delete()
    plan.sections.all().delete()
    plan.source_rows.all().delete()
    plan.delete()
