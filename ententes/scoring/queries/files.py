"""Who is where with which file: those that somebody analyses, those to whom one is closed, and whose scores may be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from ententes.committees.queries import charged
from ententes.committees.states import Office
from ententes.ground import clock
from ententes.projects.models import Applicant, Application, Deposit
from ententes.projects.queries.admissibility import admitted

from ..models import Analysis, Assignment, Consensus, Declaration, Sheet, Undertaking
from ..states import Standing


@dataclass(frozen=True, slots=True)
class Interested:
    """Somebody who has an interest in an application: what it is, and when it was declared (or the application begun)."""

    person: Any
    nature: str
    capacity: str
    at: datetime


def interested(deposit: Deposit) -> list[Interested]:
    """Everybody who has an interest in what was deposited: those who declared one, and those who write the application. Two queries.

    Whoever opens a matter on it declares these interests there.
    """
    declared = Declaration.objects.filter(application=deposit.application_id, interested=True).select_related("person").order_by("pk")
    found = [Interested(one.person, one.nature, one.capacity, one.at) for one in declared]
    known = {one.person.pk for one in found}
    writers = Applicant.objects.filter(application=deposit.application_id).select_related("person").order_by("pk")
    words = _("A écrit la demande de l’organisme.")
    return [*found, *(Interested(one.person, words, "", one.since) for one in writers if one.person_id not in known)]


def closed_to(person: Any, application: str = "application") -> Q:
    """The condition that a whole file is closed to somebody, on deposits or on rows that name their application otherwise.

    An interest declared in it closes it, and having written it.
    """
    declared = Declaration.objects.filter(person=person, interested=True).values("application")
    written = Applicant.objects.filter(person=person).values("application")
    return Q(**{f"{application}__in": declared}) | Q(**{f"{application}__in": written})


def leads(analysis: Analysis, person: Any, on: date) -> bool:
    """Whether somebody leads the sessions of an analysis: they coordinate, or keep the minutes of the body that analyses. Two queries."""
    if not person.is_authenticated:
        return False
    coordinates = analysis.call.agreement.coordinations.in_force(on).filter(person=person).exists()
    return coordinates or charged(analysis.body, person, on, Office.SECRETARY)


def standings(assignments: Iterable[Assignment]) -> dict[int, Any]:
    """The `Standing` of each analyst with each file, by assignment. Three queries, whatever their number."""
    rows = list(assignments)
    people, analyses = {one.person_id for one in rows}, {one.analysis_id for one in rows}
    signed = set(Undertaking.objects.filter(analysis__in=analyses, person__in=people).values_list("analysis", "person"))
    applications = {one.deposit.application_id for one in rows}
    said = Declaration.objects.filter(application__in=applications, person__in=people).order_by("pk")
    declared: dict[tuple[int, int], bool] = {}
    for application, person, has_one in said.values_list("application", "person", "interested"):
        declared[application, person] = declared.get((application, person), False) or has_one
    locked = set(
        Sheet.objects.filter(assignment__in=[one.pk for one in rows], locked_at__isnull=False).values_list("assignment", flat=True)
    )
    return {one.pk: _standing(one, signed, declared, locked) for one in rows}


def _standing(one: Assignment, signed: set[tuple[int, int]], declared: dict[tuple[int, int], bool], locked: set[int]) -> Any:
    said = declared.get((one.deposit.application_id, one.person_id))
    if said:
        return Standing.INTERESTED
    if (one.analysis_id, one.person_id) not in signed:
        return Standing.UNSIGNED
    if said is None:
        return Standing.UNDECLARED
    return Standing.LOCKED if one.pk in locked else Standing.SCORING


def standing(assignment: Assignment) -> Any:
    """The `Standing` of an analyst with a file. Three queries."""
    return standings([assignment])[assignment.pk]


def counting_sheets(deposit: Deposit) -> list[Sheet] | None:
    """The sheets that a session counts: those of every live analyst of a file; None while one of them is not locked. Two queries."""
    live = list(Assignment.objects.live().filter(deposit=deposit).values_list("pk", flat=True))
    sheets = Sheet.objects.filter(assignment__in=live, locked_at__isnull=False, set_aside_at=None)
    found = list(sheets.select_related("assignment__person").order_by("assignment"))
    return found if live and len(found) == len(live) else None


def sheets_read_by(person: Any, deposit: Deposit, analysis: Analysis) -> list[Sheet]:
    """The individual scores of a file that somebody may read: their own, and all of them once every analyst has locked theirs.

    All are for whoever leads the session and for those who scored; nobody who has an interest in the file reads any.
    """
    if not person.is_authenticated or Deposit.objects.filter(closed_to(person), pk=deposit.pk).exists():
        return []
    own = Sheet.objects.filter(assignment__in=Assignment.objects.of(person).filter(deposit=deposit)).select_related("assignment__person")
    found = counting_sheets(deposit)
    if found is not None and (leads(analysis, person, clock.today()) or any(one.assignment.person_id == person.pk for one in found)):
        return found
    return list(own)


def led_by(analysis: Analysis, person: Any, on: date) -> QuerySet[Deposit]:
    """The deposits of a call that somebody may read because they lead its analysis; none that is closed to them."""
    if not leads(analysis, person, on):
        return Deposit.objects.none()
    return admitted(analysis.call.deposits).exclude(closed_to(person))


def in_force(deposit: Deposit) -> Consensus | None:
    """What the session agreed on, as it counts now. One query."""
    return Consensus.objects.filter(deposit=deposit, replaced_at=None).first()


def is_last(deposit: Deposit) -> bool:
    """Whether a deposit is the one that counts of its application, and the application still asks. One query."""
    rows = Application.objects.filter(pk=deposit.application_id, withdrawn_at=None)
    later = Deposit.objects.filter(application=OuterRef("pk"), number__gt=deposit.number)
    return rows.filter(~Exists(later)).exists()
