"""What stands in the way of each thing that can happen to a matter, with the mandate and its clause where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements import rules as agreements
from ententes.agreements.models import Agreement, Amendment, Party
from ententes.committees.models import Body, Mandate
from ententes.committees.queries import Capacity, charged
from ententes.committees.rules import obstacles_to_coordinating, obstacles_to_ending_mandate, obstacles_to_giving_mandate
from ententes.committees.states import Office
from ententes.ground import clock
from ententes.ground.days import long_date
from ententes.ground.wording import quoted

from .models import Interest, Matter, Resolution, Stage
from .queries.chain import RANKS, Link, recommends_only
from .states import ENDED, MOVES, RESOLVED, Kind, Move, Outcome, State


def ground_of(stage: Stage) -> str:
    """The mandate a stage rests on, quoted with its clause; empty for what no mandate says."""
    if not stage.words:
        return ""
    clause = " " + _("(article %(number)s)") % {"number": stage.clause} if stage.clause else ""
    return quoted(stage.words) + clause


def obstacles_to_opening(
    agreement: Agreement, *, title: str, links: Sequence[Link], by: Capacity, revises: Matter | None = None
) -> Iterator[str]:
    """A matter has a title and a chain that ends with a body's last word; what it revises was settled."""
    yield from obstacles_to_coordinating(agreement, by=by)
    if not title.strip():
        yield _("Le titre du dossier est obligatoire.")
    if not links:
        yield _("Aucun mandat de l’entente ne dit qui propose, adopte ou décide d’un tel objet : choisissez l’instance qui décide.")
    elif not links[-1].is_last:
        yield _("La chaîne ne finit par aucune instance qui adopte, détermine, choisit ou décide.")
    if any(link.body and link.body.agreement_id != agreement.pk for link in links):
        yield _("Une instance d’une autre entente ne peut pas recevoir ce dossier.")
    for link in links:
        if link.body:
            yield from _dissolved(link.body, clock.today())
    if revises is not None and revises.state != State.SETTLED:
        yield _("On ne révise que ce qui a été adopté; « %(title)s » ne l’est pas.") % {"title": revises.title}


def obstacles_to_transmitting(matter: Matter, *, by: Capacity, on: date | None = None) -> Iterator[str]:
    """A matter goes to a body that is known, alive and not only its author."""
    yield from obstacles_to_coordinating(matter.agreement, by=by)
    yield from _not_allowed(matter, Move.TRANSMIT)
    stage = matter.stage
    if matter.state != State.PREPARING or stage is None:
        return
    if stage.body is None:
        verbs = ", ".join(stage.verbs)
        yield _("Le texte ne dit pas quelle instance de %(organisation)s doit se prononcer : %(mandate)s. Choisissez-la d’abord.") % {
            "organisation": quoted(str(stage.organisation or _("l’entente"))),
            "mandate": ground_of(stage) or verbs,
        }
        return
    yield from _dissolved(stage.body, on or clock.today())
    voters = set(stage.body.seats.filter(votes=True, terms__isnull=False).values_list("terms__person", flat=True))
    if max((RANKS.get(verb, 0) for verb in stage.verbs), default=0) == 2 and voters and voters <= {matter.opened_by.person_id}:
        yield _("Qui prépare un dossier n’est jamais seul à l’adopter : %(body)s n’a pas d’autre membre que %(name)s.") % {
            "body": stage.body.name,
            "name": matter.opened_by.person.name,
        }
    if not stage.body.seats.filter(votes=True).exists():
        yield _("%(body)s n’a aucun siège qui vote : ajoutez ses sièges d’abord.") % {"body": stage.body.name}


def obstacles_to_freezing(matter: Matter, sha256: str) -> Iterator[str]:
    """A revision changes something of what it revises."""
    adopted = matter.revises.versions.last() if matter.revises else None
    if adopted is not None and adopted.sha256 == sha256:
        yield _("Rien n’a changé depuis ce qui est en vigueur : cette révision n’a rien à faire adopter.")


def _dissolved(body: Body, on: date) -> Iterator[str]:
    if not body.runs_on(on) and body.dissolved_on:
        yield _("%(body)s n’existe plus depuis le %(day)s : dites quelle instance prend sa place.") % {
            "body": body.name,
            "day": long_date(body.dissolved_on),
        }


def _not_allowed(matter: Matter, move: Any) -> Iterator[str]:
    """What the table of moves refuses, with what the matter is now."""
    if move in MOVES[matter.state]:
        return
    if matter.state in ENDED and matter.ended_at:
        yield _("Ce dossier est clos depuis le %(day)s : %(state)s.") % {
            "day": long_date(timezone.localdate(matter.ended_at)),
            "state": State(matter.state).label,
        }
    elif matter.state == State.BEFORE and matter.stage and matter.stage.body:
        if gone := list(_dissolved(matter.stage.body, clock.today())):
            yield from gone
            return
        yield _("Ce dossier est devant %(body)s : il n’en bouge que par ce que cette instance résout.") % {"body": matter.stage.body.name}
    else:
        yield _("Ce dossier est en préparation : il n’est devant aucune instance.")


def obstacles_to_postponing(matter: Matter, *, by: Capacity, on: date, reasons: str) -> Iterator[str]:
    """What a body puts off is recorded by the coordination, by its chair or by its secretary, with its reasons."""
    body = matter.stage.body if matter.stage else None
    if body is None or not charged(body, by.person, on):
        yield from obstacles_to_coordinating(matter.agreement, by=by)
    yield from _said(matter, Move.POSTPONE, reasons)


def _said(matter: Matter, move: Any, reasons: str) -> Iterator[str]:
    yield from _not_allowed(matter, move)
    if not reasons.strip():
        yield _("Les motifs sont obligatoires : les instances en amont les liront.")


def obstacles_to_withdrawing(matter: Matter, *, by: Capacity, reasons: str) -> Iterator[str]:
    """Nothing that was settled is withdrawn; the reasons are told."""
    yield from obstacles_to_coordinating(matter.agreement, by=by)
    yield from _said(matter, Move.WITHDRAW, reasons)


def obstacles_to_joining(matter: Matter, *, by: Capacity) -> Iterator[str]:
    """An ended matter keeps the pieces it had."""
    yield from obstacles_to_coordinating(matter.agreement, by=by)
    if matter.state in ENDED:
        yield _("Ce dossier est clos : on n’y joint plus rien.")


def obstacles_to_resolving(
    body: Body, *, matter: Matter | None, move: str, outcome: str, resolved: str, copy: Any = None, on: date | None = None
) -> Iterator[str]:
    """A resolution says something; on a matter, it comes from the body the matter is before, and does what the table allows."""
    if on is not None and not body.runs_on(on) and body.dissolved_on:
        yield _("%(body)s n’existe plus depuis le %(day)s.") % {"body": body.name, "day": long_date(body.dissolved_on)}
    if not resolved.strip():
        yield _("Écrivez ce qui est résolu.")
    if outcome not in (Outcome.ADOPTED, Outcome.REJECTED):
        yield _("Une résolution est adoptée ou rejetée; ce qui est reporté ou retiré n’en devient pas une.")
    if matter is None:
        return
    # A matter that is still prepared may be withdrawn too, but not by a body that does not have it.
    yield from _not_allowed(matter, move if move in RESOLVED and move != Move.WITHDRAW else Move.PASS)
    if move not in RESOLVED or move == Move.POSTPONE:
        yield _("Dites ce que l’instance fait du dossier : l’adopter, le modifier, le renvoyer, le rejeter ou le retirer.")
    if matter.state == State.BEFORE and matter.stage and matter.stage.body_id != body.pk:
        before = matter.stage.body.name if matter.stage.body else ""
        yield _("Ce dossier est devant %(before)s, non devant %(body)s.") % {"before": before, "body": body.name} + _quoting(matter.stage)
    if move == Move.REJECT and recommends_only(matter) and matter.stage and matter.stage.body:
        yield _("%(body)s ne fait que recommander : un refus se recommande à son tour, et l’instance suivante le décide.") % {
            "body": matter.stage.body.name
        } + _quoting(matter.stage)
    if outcome == Outcome.REJECTED and move != Move.REJECT:
        yield _("Une proposition rejetée n’adopte rien : le dossier ne peut qu’être rejeté.")
    if copy is not None and move != Move.PASS_WITH_CHANGES:
        yield _("Seule une adoption avec modifications change le texte.")


def obstacles_to_changing(body: Body, *changed: Resolution | None) -> Iterator[str]:
    """A resolution amends or repeals adopted ones of its own body that stand."""
    for one in filter(None, changed):
        if one.body_id != body.pk or one.outcome != Outcome.ADOPTED:
            yield _("%(body)s ne modifie et n’abroge que ses propres résolutions adoptées.") % {"body": quoted(body.name)}
        elif one.repealed_by.exists():
            yield _("La résolution %(number)s est déjà abrogée.") % {"number": one.number}
    if len({one.pk for one in changed if one}) < len([one for one in changed if one]):
        yield _("Une même résolution ne peut être à la fois modifiée et abrogée.")


def _quoting(stage: Stage) -> str:
    ground = ground_of(stage)
    return " " + _("Mandat : %(mandate)s.") % {"mandate": ground} if ground else ""


def obstacles_to_sending_on(stage: Stage, *, body: Body, reason: str, by: Capacity, on: date) -> Iterator[str]:
    """Only a body that is no more gives its place, at a step that is not behind the matter, to one of the agreement that lives."""
    matter = stage.matter
    yield from obstacles_to_coordinating(matter.agreement, by=by)
    yield from _not_allowed(matter, Move.SEND_ON)
    if stage.body is None or stage.body.runs_on(on):
        yield _("Cette étape revient à %(body)s : une autre instance n’y prend sa place qu’une fois celle-là dissoute.") % {
            "body": stage.body.name if stage.body else stage.organisation or ""
        } + _quoting(stage)
    if matter.stage and stage.position < matter.stage.position:
        yield _("Cette étape est passée : ce qui y a été résolu reste.")
    if body.agreement_id != matter.agreement_id:
        yield _("Une instance d’une autre entente ne peut pas recevoir ce dossier.")
    yield from _dissolved(body, on)
    if not reason.strip():
        yield _("Dites pourquoi cette instance : la précision reste au dossier.")


def obstacles_to_rephrasing(matter: Matter, *, title: str, question: str, by: Capacity) -> Iterator[str]:
    """A matter under way has a title, and a free one its question."""
    yield from obstacles_to_coordinating(matter.agreement, by=by)
    if matter.state in ENDED:
        yield _("Ce dossier est clos : il reste comme il a été tranché.")
    if not title.strip():
        yield _("Le titre du dossier est obligatoire.")
    if matter.kind == Kind.QUESTION and not question.strip():
        yield _("Écrivez la question posée.")


def obstacles_to_choosing_body(agreement: Agreement, *, body: Body, reason: str, by: Capacity) -> Iterator[str]:
    """The coordination says which body acts, and why; the body is one of the agreement."""
    yield from obstacles_to_coordinating(agreement, by=by)
    if body.agreement_id != agreement.pk:
        yield _("Une instance d’une autre entente ne peut pas recevoir ce dossier.")
    if not reason.strip():
        yield _("Dites pourquoi cette instance : la précision reste au dossier.")


def obstacles_to_amending(
    amendment: Amendment,
    *,
    joining: Sequence[str],
    leaving: Sequence[Party],
    given: Sequence[tuple[Body, str]],
    ended: Sequence[Mandate],
    resolution: Resolution | None,
    by: Capacity,
) -> Iterator[str]:
    """The coordination records an amendment that the agreement, its bodies and the resolution that adopted it allow."""
    agreement, day = amendment.agreement, amendment.in_force_on
    yield from obstacles_to_coordinating(agreement, by=by)
    yield from agreements.obstacles_to_amending(amendment, joining=joining, leaving=leaving)
    for body, words in given:
        if body.agreement_id == agreement.pk:
            yield from obstacles_to_giving_mandate(body, words=words, on=day)
        else:
            yield _("Un avenant ne donne de mandat qu’aux instances de son entente.")
    for mandate in ended:
        if mandate.body.agreement_id == agreement.pk:
            yield from obstacles_to_ending_mandate(mandate, on=day)
        else:
            yield _("Un avenant ne met fin qu’aux mandats de son entente.")
    if resolution is not None and (resolution.agreement_id != agreement.pk or resolution.outcome != Outcome.ADOPTED):
        yield _("La résolution qui adopte un avenant est une résolution adoptée de son entente.")


def obstacles_to_delivering(resolution: Resolution, *, to: Any, by: Capacity, on: date) -> Iterator[str]:
    """The coordination and the secretary of the body deliver extracts; what was taken in camera does not leave by a link."""
    keeps = by.body is not None and by.body.pk == resolution.body_id and charged(by.body, by.person, on, Office.SECRETARY)
    if by.agreement.pk != resolution.agreement_id or not (by.coordinates or keeps):
        yield _("Délivrent des extraits : la coordination de l’entente et le secrétariat de l’instance.")
    if resolution.in_camera:
        yield _("Une résolution prise à huis clos ne s’envoie pas par un lien : remettez-en l’extrait en main propre.")
    if not to.is_active:
        yield _("Le compte de %(name)s est fermé.") % {"name": to.name}


def obstacles_to_declaring(matter: Matter, *, person: Any, nature: str) -> Iterator[str]:
    """An interest has a nature and is declared once."""
    if not nature.strip():
        yield _("Dites la nature de l’intérêt.")
    if Interest.objects.filter(matter=matter, person=person, lifted_at=None).exists():
        yield _("%(name)s a déjà déclaré un intérêt dans ce dossier.") % {"name": person.name}


def obstacles_to_lifting(interest: Interest, *, by: Capacity, because: str) -> Iterator[str]:
    """The coordination records that an interest no longer stands, with its reason."""
    yield from obstacles_to_coordinating(interest.matter.agreement, by=by)
    if interest.lifted_at is not None:
        yield _("Cette déclaration est déjà levée.")
    if not because.strip():
        yield _("Dites pourquoi l’intérêt ne tient plus.")
