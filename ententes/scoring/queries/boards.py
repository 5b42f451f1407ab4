"""What the coordination follows of an analysis: each file with its analysts, who has not signed, scored or locked, what was agreed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q

from ententes.agreements.models import Agreement
from ententes.committees.models import Term
from ententes.projects.queries.admissibility import admitted

from ..models import Analysis, Assignment, Declaration, Grid, Opinion
from ..states import Standing
from .files import closed_to, standings
from .grids import scale_of
from .results import Result, results


@dataclass(frozen=True, slots=True)
class Seated:
    """An analyst of a file, and where they are with it."""

    assignment: int
    name: str
    standing: Any
    nature: str = ""


@dataclass(slots=True)
class FileRow:
    """One admissible application on the board."""

    deposit: int
    application: int
    title: str
    promoter: str
    analysts: list[Seated] = field(default_factory=list)
    result: Result | None = None
    opinions: int = 0
    answered: int = 0

    @property
    def ready(self) -> bool:
        """Whether a session may take the file up: it has analysts, and each has locked."""
        counted = [one for one in self.analysts if one.standing != Standing.INTERESTED]
        return bool(counted) and all(one.standing == Standing.LOCKED for one in counted)


def board(analysis: Analysis, person: Any) -> list[FileRow]:
    """The files of an analysis, but those that are closed to the reader, in order of deposit. A constant number of queries."""
    rows = admitted(analysis.call.deposits).exclude(closed_to(person)).order_by("number")
    columns = ("pk", "application", "application__title", "application__promoter")
    found = {pk: FileRow(pk, application, title, promoter) for pk, application, title, promoter in rows.values_list(*columns)}
    given = Assignment.objects.filter(deposit__in=list(found), ended_at=None).select_related("deposit", "person").order_by("pk")
    where = standings(given)
    declared = {
        (application, who): nature
        for application, who, nature in analysis_interests(analysis).values_list("application", "person", "nature")
    }
    for one in given:
        nature = declared.get((one.deposit.application_id, one.person_id), "")
        found[one.deposit_id].analysts.append(Seated(one.pk, one.person.name, where[one.pk], nature))
    for deposit, asked, answered in (
        Opinion.objects.filter(deposit__in=list(found), withdrawn_at=None)
        .order_by("deposit")
        .values("deposit")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
        .values_list("deposit", "asked", "answered")
    ):
        found[deposit].opinions, found[deposit].answered = asked, answered
    for each in results(analysis.call):
        if each.deposit in found and each.score is not None:
            found[each.deposit].result = each
    return list(found.values())


def analysis_interests(analysis: Analysis) -> Any:
    """The interests declared in the applications of an analysed call."""
    return Declaration.objects.filter(application__call=analysis.call_id, interested=True)


def withdrawn(analysis: Analysis) -> dict[int, list[str]]:
    """Who withdrew from each application of an analysed call for an interest. One query."""
    found: dict[int, list[str]] = {}
    for application, name in analysis_interests(analysis).order_by("application", "pk").values_list("application", "person__name"):
        found.setdefault(application, [])
        found[application] += [name] if name not in found[application] else []
    return found


def analysts_of(analysis: Analysis, on: date) -> list[tuple[int, str]]:
    """Those who may be given files: who sits on the body that day, the coordination left out. One query."""
    coordinates = analysis.call.agreement.coordinations.in_force(on).values("person")
    rows = Term.objects.in_force(on).filter(seat__body=analysis.body, person__is_active=True).exclude(person__in=coordinates)
    return list(rows.order_by("seat__position", "seat", "role", "pk").values_list("pk", "person__name"))


@dataclass(frozen=True, slots=True)
class GridRow:
    """One grid as a light row."""

    pk: int
    title: str
    version: int
    threshold: int
    analyses: int
    replaced: bool


def grids_of(agreement: Agreement) -> list[GridRow]:
    """The grids of an agreement, by title then version. One query."""
    rows = Grid.objects.filter(agreement=agreement).annotate(served=Count("analyses")).order_by("title", "version", "pk")
    return [
        GridRow(pk, title, version, scale_of(values).threshold, served, later is not None)
        for pk, title, version, values, served, later in rows.values_list("pk", "title", "version", "values", "served", "replaced_by")
    ]
