"""What stands in the way of each thing that can happen to a project put before the bodies, in sentences."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Objective
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.rules import ground_of
from ententes.decisions.states import ENDED, State
from ententes.funding.models import Envelope
from ententes.funding.rules import obstacles_to_amount
from ententes.ground.wording import moment, money
from ententes.organisations.models import Territory
from ententes.plans.models import Action
from ententes.projects.models import Deposit
from ententes.projects.queries.admissibility import admissible
from ententes.projects.queries.budget import Result

from .models import Announcement, DecisionLetter, Project, Scenario
from .queries.decided import Decision
from .states import GRANTED, Reason, Verdict


def obstacles_to_beginning(deposit: Deposit, *, by: Capacity) -> Iterator[str]:
    """The last deposit of an application that stands, found admissible, becomes a project once."""
    yield from obstacles_to_coordinating(deposit.call.agreement, by=by)
    if not admissible(deposit):
        yield _("Cette demande n’est pas déclarée admissible.")
    if deposit.application.withdrawn_at is not None:
        yield _("Cette demande a été retirée par son promoteur.")
    if deposit.application.deposits.filter(number__gt=deposit.number).exists():
        yield _("Cette demande a été déposée de nouveau : seul le dernier dépôt compte.")
    if Project.objects.filter(deposit__application=deposit.application).exists():
        yield _("Cette demande est déjà un projet soumis aux instances.")


def obstacles_to_bearing(agreement: Agreement, *, title: str, promoter: str, actions: Sequence[Action], by: Capacity) -> Iterator[str]:
    """A project without a call is born of the plan: it has a title, somebody who carries it, and the actions it carries out."""
    yield from obstacles_to_coordinating(agreement, by=by)
    if not title.strip():
        yield _("Le titre est obligatoire.")
    if not promoter.strip():
        yield _("Dites qui porte le projet.")
    if not actions:
        yield _("Un projet sans appel naît du plan : choisissez les actions qu’il réalise.")


def obstacles_to_hanging(
    agreement: Agreement, *, actions: Sequence[Action], objectives: Sequence[Objective], territory: Territory | None
) -> Iterator[str]:
    """What a project serves is of its agreement, and still in its plans."""
    if any(one.plan.agreement_id != agreement.pk for one in actions) or any(one.agreement_id != agreement.pk for one in objectives):
        yield _("Ce que le projet sert n’est pas de cette entente.")
    if any(one.removed_at is not None for one in actions):
        yield _("Une de ces actions a été retirée du plan.")


def obstacles_to_describing(project: Project, *, by: Capacity) -> Iterator[str]:
    """What a project serves may change until its matter ends."""
    yield from obstacles_to_coordinating(project.agreement, by=by)
    if project.matter is not None and project.matter.state in ENDED:
        yield _("Le dossier de ce projet est clos : il reste comme il a été tranché.")


def obstacles_to_proposing(
    project: Project,
    *,
    verdict: str,
    aid: int,
    envelope: Envelope | None,
    conditions: str,
    awaited: str,
    reason: str,
    reasons: str,
    found: Result | None,
    by: Capacity,
) -> Iterator[str]:
    """A proposal says all that its verdict needs, and gives no more than was asked and than the norms allow."""
    yield from obstacles_to_describing(project, by=by)
    if verdict not in Verdict.values:
        yield _("Dites ce qui est proposé.")
        return
    if envelope is not None and envelope.agreement_id != project.agreement_id:
        yield _("Cette enveloppe n’est pas de cette entente.")
    if verdict in GRANTED:
        yield from obstacles_to_amount(aid)
        if envelope is None:
            yield _("Dites de quelle enveloppe vient l’aide.")
        if project.deposit is not None and aid > (asked := project.deposit.data["budget"].get("asked", 0)):
            yield _("Le promoteur a demandé %(asked)s : l’aide ne peut pas être plus grande.") % {"asked": money(asked)}
        elif found is not None and aid > found.largest:
            yield _("Les normes du dépôt permettent au plus %(largest)s. %(why)s") % {
                "largest": money(found.largest),
                "why": found.explained,
            }
    if verdict == Verdict.CONDITIONAL and not conditions.strip():
        yield _("Écrivez les conditions.")
    if verdict == Verdict.PENDING and not awaited.strip():
        yield _("Dites quels documents sont attendus.")
    if verdict not in GRANTED:
        if reason not in Reason.values:
            yield _("Choisissez le motif.")
        if not reasons.strip():
            yield _("Écrivez le motif en mots : le promoteur les lira.")


def obstacles_to_opening(project: Project, *, by: Capacity) -> Iterator[str]:
    """A proposal is put before the bodies once."""
    yield from obstacles_to_coordinating(project.agreement, by=by)
    if not project.verdict:
        yield _("Rien n’est encore proposé pour ce projet.")
    if project.matter is not None and project.matter.state not in (State.WITHDRAWN,):
        yield _("Un dossier porte déjà ce projet.")
    elif project.deposit is not None and project.deposit.application.withdrawn_at is not None:
        yield _("Cette demande a été retirée par son promoteur.")


def obstacles_to_completing(project: Project, decided: Decision | None, *, on: date, received_on: date, by: Capacity) -> Iterator[str]:
    """Awaited documents are received once, after the decision."""
    yield from obstacles_to_coordinating(project.agreement, by=by)
    if decided is None or decided.verdict != Verdict.PENDING:
        yield _("Aucun document n’est attendu par une décision.")
    elif project.completed_at is not None:
        yield _("Les documents attendus sont déjà reçus.")
    elif not decided.day <= received_on <= on:
        yield _("Les documents sont reçus entre la décision et aujourd’hui.")


def obstacles_to_telling(project: Project, found: Decision | None, *, recourse: str, by: Capacity) -> Iterator[str]:
    """The promoter is told once, after the resolution of the last body; what is not granted has its recourse."""
    yield from obstacles_to_coordinating(project.agreement, by=by)
    if project.deposit is None:
        yield _("Ce projet est né du plan : il n’y a pas de demande à laquelle répondre.")
    if found is None:
        last = project.matter.stages.select_related("body").last() if project.matter else None
        yield _("Rien ne s’écrit au promoteur avant la décision de la dernière instance.") + (
            " " + _("Mandat : %(mandate)s.") % {"mandate": ground_of(last)} if last and last.words else ""
        )
    elif not found.granted and not recourse.strip():
        yield _("Dites quel recours a le promoteur.")
    if DecisionLetter.objects.filter(project=project).exists():
        yield _("La décision a déjà été écrite au promoteur.")


def obstacles_to_announcing(
    agreement: Agreement,
    *,
    title: str,
    found: Sequence[tuple[Project, Decision | None]],
    public_at: datetime,
    by: Capacity,
    when: datetime,
) -> Iterator[str]:
    """What is announced was granted, for good, and its promoter knows; the instant is to come."""
    yield from obstacles_to_coordinating(agreement, by=by)
    if not title.strip():
        yield _("Le titre est obligatoire.")
    if not found:
        yield _("Choisissez au moins un projet accordé.")
    for project, decision in found:
        if project.agreement_id != agreement.pk:
            yield _("Un projet d’une autre entente ne s’annonce pas ici.")
        elif decision is None or not decision.granted:
            yield _("« %(title)s » n’a pas été accordé.") % {"title": project.title}
        elif not decision.firm:
            yield _("« %(title)s » attend encore des documents.") % {"title": project.title}
        elif project.deposit is not None and not DecisionLetter.objects.filter(project=project).exists():
            yield _("Le promoteur de « %(title)s » ne connaît pas encore la décision.") % {"title": project.title}
        if project.announcements.filter(cancelled_at=None).exists():
            yield _("« %(title)s » est déjà d’une annonce.") % {"title": project.title}
    yield from _to_come(public_at, when)


def obstacles_to_postponing(announcement: Announcement, *, public_at: datetime, by: Capacity, when: datetime) -> Iterator[str]:
    """Only what is not public yet gets another instant."""
    yield from _not_public(announcement, by, when)
    yield from _to_come(public_at, when)


def obstacles_to_calling_off(announcement: Announcement, *, because: str, by: Capacity, when: datetime) -> Iterator[str]:
    """What was made public stays so."""
    yield from _not_public(announcement, by, when)
    if not because.strip():
        yield _("Dites pourquoi : les partenaires le liront.")


def _not_public(announcement: Announcement, by: Capacity, when: datetime) -> Iterator[str]:
    yield from obstacles_to_coordinating(announcement.agreement, by=by)
    if announcement.cancelled_at is not None:
        yield _("Cette annonce est déjà annulée.")
    elif announcement.public_at <= when:
        yield _("Cette annonce est publique depuis le %(at)s.") % {"at": moment(announcement.public_at)}


def _to_come(public_at: datetime, when: datetime) -> Iterator[str]:
    if public_at <= when:
        yield _("Ce moment est passé : choisissez-en un à venir, pour que les partenaires soient avisés avant.")


def obstacles_to_combining(body: Body, *, title: str, lines: Mapping[int, int], known: Container[int], by: Capacity) -> Iterator[str]:
    """A scenario has a title, and gives something to projects that are before its body or come to it."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    if not title.strip():
        yield _("Le titre est obligatoire.")
    if not lines:
        yield _("Un scénario retient au moins un projet.")
    if any(key not in known for key in lines):
        yield _("Un scénario ne retient que des projets que cette instance a devant elle ou va recevoir.")
    for cents in lines.values():
        yield from obstacles_to_amount(cents)
    if Scenario.objects.filter(body=body, title=title.strip()).exists():
        yield _("Un scénario porte déjà ce titre.")


def obstacles_to_dropping(scenario: Scenario, *, by: Capacity) -> Iterator[str]:
    """The coordination composes the packets of its agreement."""
    yield from obstacles_to_coordinating(scenario.agreement, by=by)
