"""How a reading becomes an agreement and its plan: all of it or nothing, through the acts of the rooms below."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement, Clause, Objective
from ententes.committees import acts as committees
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import fold
from ententes.ground.windows import window
from ententes.organisations import acts as organisations
from ententes.organisations.models import Organisation
from ententes.plans import acts as plans
from ententes.plans.models import Action, Plan, Section, SourceRow
from ententes.plans.queries import seasons

from .. import corrections, rules
from ..models import Upload
from ..reading import ActionRead, MandateRead, Reading, ResponsibilityRead, RowRead, ScheduleRead
from ..states import Stage
from ..understanding import points

BUILT = ("bodies", "mandates", "organisations", "clauses", "objectives", "parties", "filings", "settled")
"""What an import keeps the primary keys of, beside its plan."""


@transaction.atomic
def build(upload: Upload, *, by: Any, when: datetime, agreement: Agreement | None = None) -> Agreement:
    """Write everything that was understood and not set aside, as a new agreement that `by` coordinates, or as a plan of the one given.

    In an agreement that exists, bodies, organisations, objectives and clauses already there are recognised, and only the others written.
    """
    upload = hold(upload)
    on = timezone.localdate(when)
    refuse_if(rules.obstacles_to_building(upload, by=by, on=on, agreement=agreement))
    reading = corrections.applied(upload.reading, upload.corrections)
    work = _Work(upload, reading, by, when, on, agreement)
    upload.agreement, upload.built, upload.stage, upload.built_at = work.agreement, work.write(), Stage.BUILT, when
    upload.save(update_fields=["agreement", "built", "stage", "built_at"])
    return work.agreement


class _Work:
    """One building: what was read, by key, and what it became."""

    def __init__(self, upload: Upload, reading: Reading, by: Any, when: datetime, on: date, agreement: Agreement | None) -> None:
        self.upload, self.reading, self.by, self.when, self.on = upload, reading, by, when, on
        plain = {"agreement": reading.as_json()["agreement"]}
        year = corrections.plan_year(plain)
        assert year is not None
        self.year: int = year
        self.title = reading.agreement.plan_title or corrections.proposed_title(plain)
        self.is_new = agreement is None
        self.agreement = self._opened() if agreement is None else agreement
        self.seasons = seasons.starts(self.agreement)
        self.built: dict[str, list[int]] = {kind: [] for kind in BUILT}
        self.organisations: dict[str, Organisation] = {}
        self.bodies: dict[str, Body] = {}
        self.clauses: dict[str, Clause] = {}
        self.sections: dict[str, Section] = {}
        self.actions: dict[str, Action] = {}

    def write(self) -> dict[str, Any]:
        """Write it all, in the order in which things lean on one another; return the primary keys of what is new."""
        self._name_organisations()
        self._add_clauses()
        self._set_up_bodies()
        plan = self._draft_plan()
        self._add_sections(plan)
        self._add_actions(plan)
        self._raise_points(plan)
        filing = agreements.file_document(self.agreement, file=self.upload.file, title=self.upload.file.name)
        self.built["filings"].append(filing.pk)
        return {"agreement": self.is_new, "plan": plan.pk, **self.built}

    def _years(self) -> list[int]:
        read = self.reading.agreement
        told = read.column_years or [year for year in read.title_years if year >= self.year]
        return sorted({self.year, *told, *(one.year for action in self.reading.actions for one in action.schedules if one.year)})

    def _opened(self) -> Agreement:
        read = self.reading.agreement
        period = read.period or self._years()
        agreement = agreements.open_agreement(
            title=read.title,
            region=read.region,
            field=read.field,
            context=read.context,
            purpose=read.purpose,
            signed=read.signed,
            first_year=min(period),
            last_year=max(period),
            fiscal_month=read.year_month,
            when=self.when,
        )
        committees.name_coordinator(agreement, person=self.by, starts_on=self.on)
        return agreement

    def _name_organisations(self) -> None:
        known = _Names()
        if not self.is_new:
            for party in self.agreement.parties.select_related("organisation").prefetch_related("organisation__aliases"):
                one = party.organisation
                known.add(one, [one.name, *(alias.name for alias in one.aliases.all())], one.acronym)
        for read in self.reading.organisations:
            found = known.find([read.name, *read.aliases], read.acronym)
            if found is None:
                found = organisations.name_organisation(name=read.name, acronym=read.acronym, aliases=read.aliases)
                self.built["organisations"].append(found.pk)
                self.built["parties"].append(agreements.add_party(self.agreement, organisation=found).pk)
            self.organisations[read.key] = found

    def _add_clauses(self) -> None:
        known = {} if self.is_new else {fold(one.number): one for one in self.agreement.clauses.all()}
        for read in self.reading.clauses:
            found = known.get(fold(read.number))
            if found is None:
                found = known[fold(read.number)] = agreements.add_clause(self.agreement, number=read.number, words=read.words)
                self.built["clauses"].append(found.pk)
            self.clauses[read.key] = self.clauses[read.number] = found

    def _set_up_bodies(self) -> None:
        known = _Names()
        if not self.is_new:
            for body in self.agreement.bodies.prefetch_related("aliases"):
                known.add(body, [body.name, *(alias.name for alias in body.aliases.all())], body.acronym)
        for read in _parents_first(self.reading.bodies):
            found = known.find([read.name, *read.aliases], read.acronym)
            if found is None:
                found = committees.set_up_body(
                    self.agreement,
                    name=read.name,
                    acronym=read.acronym,
                    kind=read.kind,
                    host=self.organisations.get(read.host),
                    parent=self.bodies.get(read.parent),
                    constituted_from=self.organisations.get(read.constituted_from),
                    composition=read.composition,
                    aliases=read.aliases,
                )
                self.built["bodies"].append(found.pk)
            self.bodies[read.key] = found
        for read in self.reading.bodies:
            self._give_mandates(self.bodies[read.key], read.mandates)

    def _give_mandates(self, body: Body, mandates: Sequence[MandateRead]) -> None:
        given = set() if body.pk in self.built["bodies"] else {fold(one.words) for one in body.mandates.all()}
        for read in mandates:
            if fold(read.words) in given:
                continue
            mandate = committees.give_mandate(
                body,
                words=read.words,
                verbs=read.verbs,
                subject=read.subject,
                subject_kind=read.subject_kind,
                addressee=read.addressee,
                addressee_body=self.bodies.get(read.addressee_key),
                addressee_organisation=self.organisations.get(read.addressee_key),
                clause=self.clauses.get(read.clause),
            )
            self.built["mandates"].append(mandate.pk)

    def _draft_plan(self) -> Plan:
        read = self.reading.agreement
        return plans.draft_plan(
            self.agreement,
            title=self.title,
            year=self.year,
            years=self._years(),
            dated_on=read.dated_on,
            dated_words=read.dated_words,
        )

    def _add_sections(self, plan: Plan) -> None:
        by_title: dict[str, Objective] = {}
        by_number: dict[int, Objective] = {}
        for one in () if self.is_new else self.agreement.objectives.all():
            by_title[fold(one.title)] = by_number[one.number] = one
        codes = {action.section: action.code.rpartition(".")[0] for action in reversed(self.reading.actions)}
        rows = {row.key: row for row in self.reading.rows}
        tables = {action.section: (rows.get(action.row), action.schedules) for action in reversed(self.reading.actions)}
        for read in self.reading.sections:
            objective = None
            if read.number is not None:
                objective = by_title.get(fold(read.title)) or by_number.get(read.number)
                if objective is None:
                    objective = agreements.add_objective(self.agreement, number=read.number, title=read.title)
                    by_title[fold(read.title)] = by_number[read.number] = objective
                    self.built["objectives"].append(objective.pk)
            row, schedules = tables.get(read.key, (None, []))
            self.sections[read.key] = plans.add_section(
                plan,
                title=read.title,
                code=codes.get(read.key, ""),
                heading=read.words,
                objective=objective,
                columns=_columns(row, schedules) if row else [],
            )

    def _add_actions(self, plan: Plan) -> None:
        drafts = [plans.RowDraft(row.headers, row.cells, dataclasses.asdict(row.place)) for row in self.reading.rows]
        written = plans.add_source_rows(plan, drafts)
        rows = {read.key: row for read, row in zip(self.reading.rows, written, strict=True)}
        actions = plans.add_actions(plan, [self._drafted(read, rows) for read in self.reading.actions])
        self.actions = {read.key: action for read, action in zip(self.reading.actions, actions, strict=True)}

    def _drafted(self, read: ActionRead, rows: dict[str, SourceRow]) -> plans.ActionDraft:
        return plans.ActionDraft(
            section=self.sections[read.section],
            text=read.text,
            code=read.code,
            source_row=rows.get(read.row),
            extras=read.extras,
            responsibilities=[
                plans.ResponsibilityDraft(one.words, one.role, self._answering(one), self.organisations.get(one.organisation))
                for one in read.responsibilities
            ],
            schedules=[self._scheduled(one) for one in read.schedules],
            targets=[plans.TargetDraft(one.number, one.what, one.per, one.words) for one in read.targets],
        )

    def _answering(self, read: ResponsibilityRead) -> Body | None:
        """The body named, or the one that the members of the organisation named constitute: to be confirmed, like the rest."""
        made_of = self.organisations.get(read.organisation)
        return self.bodies.get(read.body) or next(
            (body for body in self.bodies.values() if made_of and body.constituted_from_id == made_of.pk), None
        )

    def _scheduled(self, read: ScheduleRead) -> plans.ScheduleDraft:
        """The schedule as read; its window is taken again in an agreement that has months and seasons of its own."""
        if self.is_new and read.year:
            return plans.ScheduleDraft(read.year, read.words, read.window)
        year = read.year or self.year
        taken = window(read.words, year, month=self.agreement.fiscal_month, seasons=self.seasons)
        return plans.ScheduleDraft(year, read.words, taken)

    def _raise_points(self, plan: Plan) -> None:
        capacity = Capacity(self.agreement, coordination=self.agreement.coordinations.filter(person=self.by).first())
        of_mandates = {one.key: self.bodies[body.key] for body in self.reading.bodies for one in body.mandates}
        settlements = {key: changes.get("settlement", "").strip() for key, changes in self.upload.corrections.items()}
        with translation.override("fr"):
            drafts = [
                plans.PointDraft(
                    kind=read.kind,
                    sentence=points.sentence(read.kind, read.params),
                    params=read.params,
                    places=[dataclasses.asdict(place) for place in read.places],
                    plan=plan,
                    action=self.actions.get(read.about),
                    body=self.bodies.get(read.about) or of_mandates.get(read.about),
                    settled_by=self.bodies.get(read.settled_by),
                    settlement=settlements.get(read.key, ""),
                    person=self.by,
                    capacity=capacity.recorded,
                )
                for read in self.reading.points
            ]
        raised = plans.raise_points(self.agreement, drafts, when=self.when)
        self.built["settled"] = [point.pk for point in raised if point.settlement]


class _Names:
    """Things found again under any of their spellings; an acronym that two of them share finds none."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {}
        self._acronyms: dict[str, list[Any]] = {}

    def add(self, thing: Any, names: Iterable[str], acronym: str) -> None:
        self._names |= {fold(name): thing for name in names}
        if acronym:
            self._acronyms.setdefault(fold(acronym), []).append(thing)

    def find(self, names: Iterable[str], acronym: str) -> Any:
        for name in names:
            if found := self._names.get(fold(name)):
                return found
        sharing = self._acronyms.get(fold(acronym), [])
        return sharing[0] if len(sharing) == 1 else None


def _parents_first(bodies: Iterable[Any]) -> list[Any]:
    """Bodies in their order, each after the one it comes under."""
    waiting = {one.key: one for one in bodies}
    ordered: list[Any] = []

    def place(one: Any) -> None:
        if waiting.pop(one.key, None) is None:
            return
        if one.parent in waiting:
            place(waiting[one.parent])
        ordered.append(one)

    for one in list(waiting.values()):
        place(one)
    return ordered


_COLUMNS = {"action": "action", "collaborators": "collaborators", "deadline": "deadline", "section": "objective", "number": "code"}


def _columns(row: RowRead, schedules: Sequence[ScheduleRead]) -> list[dict[str, Any]]:
    """The columns of a source table as a section keeps them: kind, header, and the year of the column of a year."""
    years = {one.column: one.year for one in schedules if not one.deadline}
    both = "collaborators" not in row.kinds
    columns: list[dict[str, Any]] = []
    for kind, header in zip(row.kinds, row.headers, strict=True):
        if kind == "lead":
            columns.append({"kind": "responsible" if both else "lead", "header": header})
        elif kind == "year" and header in years:
            columns.append({"kind": "year", "header": header, "year": years[header]})
        else:
            columns.append({"kind": _COLUMNS.get(kind, "extra"), "header": header})
    return columns
