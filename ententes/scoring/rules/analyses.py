"""What stands in the way of preparing an analysis, giving files to analysts, and what each signs and declares before opening one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity
from ententes.ground.wording import moment, quoted
from ententes.projects.models import Call, Deposit
from ententes.projects.queries.admissibility import admitted
from ententes.projects.states import CallState

from ..models import Analysis, Assignment, Declaration, Grid, Sheet, Undertaking
from ..queries.files import closed_to, in_force
from .grids import obstacles_to_preparing

REASON = 500
NATURE = 2000


def obstacles_to_opening(
    call: Call, *, body: Body | None, grid: Grid, due_on: date, session_on: date | None, by: Capacity, when: datetime
) -> Iterator[str]:
    """A published call is analysed once, by the body it names, or by the one that is chosen where it names none."""
    yield from obstacles_to_preparing(call.agreement, by=by, on=timezone.localdate(when))
    if call.published_at is None or call.cancelled_at is not None:
        yield _("Seules les demandes d’un appel publié s’analysent.")
    if Analysis.objects.filter(call=call).exists():
        yield _("L’analyse de cet appel est déjà ouverte.")
    if body is None:
        yield _("L’appel ne dit pas quelle instance analyse : choisissez-la.")
    elif body.agreement_id != call.agreement_id:
        yield _("Ce qui est nommé n’est pas de cette entente.")
    elif call.analysed_by_id and call.analysed_by_id != body.pk:
        yield _("L’appel dit qui analyse : %(body)s.") % {"body": quoted(call.analysed_by.name if call.analysed_by else "")}
    yield from _timed(call, grid, due_on, session_on)


def _timed(call: Call, grid: Grid, due_on: date, session_on: date | None) -> Iterator[str]:
    if grid.agreement_id != call.agreement_id:
        yield _("Cette grille n’est pas de cette entente.")
    if session_on is not None and session_on < due_on:
        yield _("La séance vient après le jour où les notes sont attendues : chacun note d’abord seul.")


def obstacles_to_changing(
    analysis: Analysis, *, grid: Grid, due_on: date, session_on: date | None, by: Capacity, when: datetime
) -> Iterator[str]:
    """Its days may change; its grid too, until somebody scored with it."""
    yield from obstacles_to_preparing(analysis.call.agreement, by=by, on=timezone.localdate(when))
    if grid.pk != analysis.grid_id and Sheet.objects.filter(assignment__analysis=analysis).exists():
        yield _("Quelqu’un a déjà noté avec cette grille : elle reste celle de l’analyse.")
    yield from _timed(analysis.call, grid, due_on, session_on)


def obstacles_to_assigning(analysis: Analysis, deposit: Deposit, *, term: Term, by: Capacity, when: datetime) -> Iterator[str]:
    """An admissible application goes to members of the body that analyses, who neither wrote it nor declared an interest in it."""
    day = timezone.localdate(when)
    yield from obstacles_to_preparing(analysis.call.agreement, by=by, on=day)
    call, name = analysis.call, term.person.name
    if call.closes_at is not None and call.state(when) in (CallState.ANNOUNCED, CallState.OPEN):
        yield _("L’appel reçoit jusqu’au %(moment)s : une demande peut encore changer.") % {"moment": moment(call.closes_at)}
    if term.seat.body_id != analysis.body_id or not term.runs_on(day):
        yield _("%(name)s ne siège pas à %(body)s, qui analyse.") % {"name": name, "body": quoted(analysis.body.name)}
    if call.agreement.coordinations.in_force(day).filter(person=term.person).exists():
        yield _("%(name)s coordonne l’entente : la coordination n’analyse pas, elle mène la séance.") % {"name": name}
    if not admitted(call.deposits).filter(pk=deposit.pk).exists():
        yield _("Seule une demande jugée admissible, dans son dernier dépôt, s’analyse.")
    if Deposit.objects.filter(closed_to(term.person), pk=deposit.pk).exists():
        yield _("%(name)s a un intérêt dans cette demande : elle ne peut pas lui être confiée.") % {"name": name}
    if Assignment.objects.filter(deposit=deposit, person=term.person, ended_at=None).exists():
        yield _("Cette demande est déjà confiée à %(name)s.") % {"name": name}
    if in_force(deposit):
        yield _("La séance a déjà consigné une note de consensus pour cette demande.")


def obstacles_to_unassigning(assignment: Assignment, *, reason: str, by: Capacity, when: datetime) -> Iterator[str]:
    """A file is taken back with a reason, while its analyst has not locked their scores."""
    yield from obstacles_to_preparing(assignment.analysis.call.agreement, by=by, on=timezone.localdate(when))
    if assignment.ended_at is not None:
        yield _("Ce dossier n’est plus confié à cette personne.")
    if Sheet.objects.filter(assignment=assignment, locked_at__isnull=False).exists():
        yield _("Cette personne a verrouillé ses notes : elles restent.")
    if not reason.strip() or len(reason) > REASON or "\0" in reason:
        yield _("Dites pourquoi, en %(number)s caractères au plus.") % {"number": REASON}


def obstacles_to_holding(assignment: Assignment, *, by: Capacity, when: datetime) -> Iterator[str]:
    """The analyst acts on their own file, as the member they were when it was given to them, for as long as they sit."""
    if by.person.pk != assignment.person_id or by.term is None or by.term.pk != assignment.term_id:
        yield _("Ce dossier est confié à quelqu’un d’autre.")
    elif not by.term.runs_on(timezone.localdate(when)):
        yield _("Vous ne tenez plus ce titre.")
    if assignment.ended_at is not None:
        yield _("Ce dossier ne vous est plus confié.")


def obstacles_to_undertaking(assignment: Assignment, *, by: Capacity, when: datetime) -> Iterator[str]:
    """Confidentiality is signed once for a call."""
    yield from obstacles_to_holding(assignment, by=by, when=when)
    if Undertaking.objects.filter(analysis=assignment.analysis_id, person=by.person).exists():
        yield _("Vous avez déjà signé l’engagement de confidentialité de cet appel.")


def obstacles_to_declaring(assignment: Assignment, *, interested: bool, nature: str, by: Capacity, when: datetime) -> Iterator[str]:
    """Before opening a file: no interest, said once; or an interest and its nature, at any time, even after having scored."""
    yield from obstacles_to_holding(assignment, by=by, when=when)
    if not Undertaking.objects.filter(analysis=assignment.analysis_id, person=by.person).exists():
        yield _("Signez d’abord l’engagement de confidentialité de cet appel.")
    said = Declaration.objects.filter(application=assignment.deposit.application_id, person=by.person)
    if said.filter(interested=True).exists():
        yield _("Vous avez déjà déclaré un intérêt dans cette demande.")
    elif not interested and said.exists():
        yield _("Vous avez déjà déclaré n’avoir aucun intérêt dans cette demande.")
    if interested and (not nature.strip() or len(nature) > NATURE or "\0" in nature):
        yield _("Dites quel est cet intérêt, en %(number)s caractères au plus.") % {"number": NATURE}
