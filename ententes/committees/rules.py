"""What stands in the way of acts about bodies, seats and terms. Who sits where is recorded by the coordination, as each body designated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.ground.days import long_date
from ententes.ground.french import shortened
from ententes.ground.wording import quoted
from ententes.organisations.models import Territory

from .models import Body, Charge, Coordination, Finance, Mandate, Procedure, Seat, Term
from .queries import Capacity
from .states import NUMBERING_FIELDS, Majority, Office, Quorum, Role


def obstacles_to_coordinating(agreement: Agreement, *, by: Capacity) -> Iterator[str]:
    """Bodies, seats and access are kept by the coordination of that very agreement."""
    if not (by.coordinates and by.agreement.pk == agreement.pk):
        yield _("C’est la coordination de l’entente qui tient ses instances et ses accès.")


def obstacles_to_revising(body: Body, *, name: str, parent: Body | None, by: Capacity) -> Iterator[str]:
    """Two bodies of an agreement do not bear one name, and none reports to itself, however far."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    if not name.strip():
        yield _("Le nom de l’instance est obligatoire.")
    if body.agreement.bodies.filter(name=name).exclude(pk=body.pk).exists():
        yield _("Une instance porte déjà ce nom.")
    if parent is not None and parent.agreement_id != body.agreement_id:
        yield _("Une instance ne relève que d’une instance de la même entente.")
    above = dict(body.agreement.bodies.values_list("pk", "parent"))
    over = parent.pk if parent else None
    while over is not None:
        if over == body.pk:
            yield _("Une instance ne peut pas relever d’elle-même.")
            return
        over = above.pop(over, None)


def obstacles_to_dissolving(body: Body, *, on: date, by: Capacity) -> Iterator[str]:
    """A body is dissolved once, and nobody was named to it for later. Matters before it do not keep it alive: they are sent on."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    if body.dissolved_on is not None:
        yield _("Cette instance est dissoute depuis le %(day)s.") % {"day": long_date(body.dissolved_on)}
    for term in Term.objects.filter(seat__body=body, starts_on__gt=on).select_related("person"):
        yield _("%(name)s y est nommé à partir du %(day)s : mettez d’abord fin à son mandat.") % {
            "name": term.person.name,
            "day": long_date(term.starts_on),
        }


def obstacles_to_giving_mandate(body: Body, *, words: str, on: date) -> Iterator[str]:
    """A mandate is written, and given to a body that is still there when it begins."""
    if not words.strip():
        yield _("Le mandat donné à %(body)s n’est pas écrit.") % {"body": quoted(body.name)}
    if not body.runs_on(on) and body.dissolved_on:
        yield _("%(body)s n’existe plus depuis le %(day)s : aucun mandat ne s’y donne.") % {
            "body": quoted(body.name),
            "day": long_date(body.dissolved_on),
        }


def obstacles_to_ending_mandate(mandate: Mandate, *, on: date) -> Iterator[str]:
    """A mandate ends once, after it began."""
    said = quoted(shortened(mandate.words, 80))
    if mandate.ends_on is not None:
        yield _("Le mandat %(words)s prend déjà fin le %(day)s.") % {"words": said, "day": long_date(mandate.ends_on)}
    elif mandate.starts_on is not None and mandate.starts_on >= on:
        yield _("Le mandat %(words)s ne commence que le %(day)s : il ne prend pas fin avant.") % {
            "words": said,
            "day": long_date(mandate.starts_on),
        }


def obstacles_to_adding_seat(body: Body, *, label: str, by: Capacity) -> Iterator[str]:
    """A seat has a name."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    if not label.strip():
        yield _("Le siège porte un nom : celui de l’organisme ou du territoire qui désigne son titulaire, par exemple.")


def obstacles_to_standing_for(body: Body, *, territories: Iterable[Territory], by: Capacity) -> Iterator[str]:
    """A seat stands for territories of its body."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    known = set(body.territories.values_list("pk", flat=True))
    for territory in territories:
        if territory.pk not in known:
            yield _("%(territory)s n’est pas un territoire que cette instance représente.") % {"territory": territory.name}


def obstacles_to_removing_seat(seat: Seat, *, by: Capacity) -> Iterator[str]:
    """What somebody held stays in the record."""
    yield from obstacles_to_coordinating(seat.body.agreement, by=by)
    if seat.terms.exists():
        yield _("Quelqu’un a tenu ce siège : il reste au dossier. Mettez fin au mandat plutôt que d’enlever le siège.")
    if Procedure.objects.filter(required_seat=seat).exists():
        yield _("Les règles de l’instance exigent ou ont exigé que ce siège soit représenté : il reste au dossier.")


def obstacles_to_appointing(seat: Seat, *, person: Any, role: str, starts_on: date, by: Capacity) -> Iterator[str]:
    """One holder and one substitute at a time; nobody stands in for themselves; a closed account sits nowhere."""
    yield from obstacles_to_coordinating(seat.body.agreement, by=by)
    if not person.is_active:
        yield _("Le compte de %(name)s est fermé.") % {"name": person.name}
    if not seat.body.runs_on(starts_on) and seat.body.dissolved_on:
        yield _("Cette instance est dissoute depuis le %(day)s.") % {"day": long_date(seat.body.dissolved_on)}
    meeting = seat.terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).select_related("person")
    for term in meeting:
        if term.role == role:
            until = _(" jusqu’au %(day)s") % {"day": long_date(term.ends_on)} if term.ends_on else ""
            yield _("%(name)s tient ce siège à titre de %(role)s%(until)s : mettez d’abord fin à son mandat.") % {
                "name": term.person.name,
                "role": Role(role).label,
                "until": until,
            }
        elif term.person_id == person.pk:
            yield _("%(name)s tient déjà ce siège; une personne ne se remplace pas elle-même.") % {"name": person.name}


def obstacles_to_ending_term(term: Term, *, ends_on: date, by: Capacity) -> Iterator[str]:
    """A term ends once, not before it began."""
    yield from obstacles_to_coordinating(term.seat.body.agreement, by=by)
    if ends_on < term.starts_on:
        yield _("Le dernier jour précède le premier, le %(day)s.") % {"day": long_date(term.starts_on)}
    if term.ends_on is not None and term.ends_on < ends_on:
        yield _("Ce mandat a pris fin le %(day)s; nommez de nouveau plutôt que de le prolonger.") % {"day": long_date(term.ends_on)}


def obstacles_to_giving_charge(body: Body, *, office: str, person: Any, starts_on: date, by: Capacity) -> Iterator[str]:
    """One chair and one secretary at a time; either may be somebody who holds no seat."""
    yield from obstacles_to_coordinating(body.agreement, by=by)
    if not person.is_active:
        yield _("Le compte de %(name)s est fermé.") % {"name": person.name}
    if not body.runs_on(starts_on) and body.dissolved_on:
        yield _("Cette instance est dissoute depuis le %(day)s.") % {"day": long_date(body.dissolved_on)}
    meeting = body.charges.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on), office=office)
    for charge in meeting.select_related("person"):
        until = _(" jusqu’au %(day)s") % {"day": long_date(charge.ends_on)} if charge.ends_on else ""
        yield _("%(name)s a cette charge (%(office)s)%(until)s : mettez-y d’abord fin.") % {
            "name": charge.person.name,
            "office": Office(office).label,
            "until": until,
        }


def obstacles_to_ending_charge(charge: Charge, *, ends_on: date, by: Capacity) -> Iterator[str]:
    """A charge ends once, not before it began."""
    yield from obstacles_to_coordinating(charge.body.agreement, by=by)
    if ends_on < charge.starts_on:
        yield _("Le dernier jour précède le premier, le %(day)s.") % {"day": long_date(charge.starts_on)}
    if charge.ends_on is not None and charge.ends_on < ends_on:
        yield _("Cette charge a pris fin le %(day)s; donnez-la de nouveau plutôt que de la prolonger.") % {"day": long_date(charge.ends_on)}


def obstacles_to_ending_coordination(coordination: Coordination, *, ends_on: date, by: Capacity) -> Iterator[str]:
    """An agreement is never without anybody to keep it."""
    yield from obstacles_to_coordinating(coordination.agreement, by=by)
    if ends_on < coordination.starts_on:
        yield _("Le dernier jour précède le premier, le %(day)s.") % {"day": long_date(coordination.starts_on)}
    if coordination.ends_on is not None:
        yield _("Cette coordination a déjà un dernier jour.")
    next_day = ends_on + timedelta(days=1) if ends_on < date.max else ends_on
    lasting = coordination.agreement.coordinations.filter(ends_on__isnull=True, starts_on__lte=next_day, person__is_active=True)
    if not lasting.exclude(pk=coordination.pk).exists():
        yield _("C’est la dernière personne à la coordination : nommez d’abord quelqu’un d’autre.")


def obstacles_to_naming_finance(agreement: Agreement, *, person: Any, organisation: Any, by: Capacity) -> Iterator[str]:
    """Payments are entered and approved by people of an organisation that manages the agreement."""
    yield from obstacles_to_coordinating(agreement, by=by)
    if not person.is_active:
        yield _("Le compte de %(name)s est fermé.") % {"name": person.name}
    if organisation is None or not agreement.parties.filter(organisation=organisation, is_manager=True).exists():
        yield _("Les finances sont celles d’un organisme gestionnaire de l’entente : dites d’abord lequel l’est, parmi les partenaires.")
    if agreement.finances.filter(person=person, ends_on__isnull=True).exists():
        yield _("%(name)s est déjà aux finances de l’entente.") % {"name": person.name}


def obstacles_to_ending_finance(finance: Finance, *, ends_on: date, by: Capacity) -> Iterator[str]:
    """It ends once, not before it began. Payments may then wait for somebody else to be named."""
    yield from obstacles_to_coordinating(finance.agreement, by=by)
    if ends_on < finance.starts_on:
        yield _("Le dernier jour précède le premier, le %(day)s.") % {"day": long_date(finance.starts_on)}
    if finance.ends_on is not None:
        yield _("Cette personne a déjà un dernier jour aux finances.")


def obstacles_to_setting_procedure(procedure: Procedure, *, by: Capacity) -> Iterator[str]:
    """Rules start on a day of their own, can be followed with the seats there are, and number resolutions apart from one another."""
    body = procedure.body
    yield from obstacles_to_coordinating(body.agreement, by=by)
    if body.procedures.filter(starts_on=procedure.starts_on).exists():
        yield _("Des règles commencent déjà le %(day)s; celles-ci ne les remplacent pas : choisissez un autre jour.") % {
            "day": long_date(procedure.starts_on)
        }
    yield from _obstacles_to_quorum(procedure)
    if procedure.required_seat is not None and procedure.required_seat.body_id != body.pk:
        yield _("Le siège dont la présence est requise est un siège de cette instance.")
    if max(procedure.notice_days, procedure.special_notice_days) > MOST_DAYS:
        yield _("Un avis est d’au plus %(days)s jours.") % {"days": MOST_DAYS}
    if procedure.meetings_a_year is not None and not 1 <= procedure.meetings_a_year <= MOST_DAYS:
        yield _("Le nombre de rencontres attendues va de 1 à %(most)s par année.") % {"most": MOST_DAYS}
    if procedure.majority == Majority.CONSENSUS and procedure.casting_vote:
        yield _("Quand personne ne doit s’opposer, la présidence n’a pas de voix à départager.")
    yield from _obstacles_to_numbering(procedure.numbering)


MOST_DAYS = 365


def _obstacles_to_quorum(procedure: Procedure) -> Iterator[str]:
    """A number that is fixed can be reached."""
    if procedure.quorum != Quorum.COUNT:
        return
    if not procedure.quorum_number:
        yield _("Un quorum fixé dit combien de sièges il faut : au moins un.")
        return
    seats = procedure.body.seats.filter(votes=True).count()
    if not seats:
        yield _("Aucun siège de cette instance ne vote : ajoutez ses sièges avant de fixer combien il en faut.")
    elif procedure.quorum_number > seats:
        yield ngettext(
            "Un quorum de %(needed)s ne peut pas être atteint : %(seats)s siège vote.",
            "Un quorum de %(needed)s ne peut pas être atteint : %(seats)s sièges votent.",
            seats,
        ) % {"needed": procedure.quorum_number, "seats": seats}


def _obstacles_to_numbering(pattern: str) -> Iterator[str]:
    """The rank is there once; whatever else is between braces is known."""
    known = ", ".join(f"{{{field}}}" for field in NUMBERING_FIELDS)
    fields = re.findall(r"{([^{}]*)}", pattern)
    if fields.count("NN") != 1:
        yield _("La numérotation contient une fois {NN}, le rang : sans lui, deux résolutions porteraient le même numéro.")
    strange = [field for field in fields if field not in NUMBERING_FIELDS]
    if strange or re.search(r"[{}]", re.sub(r"{[^{}]*}", "", pattern)):
        yield _("La numérotation ne connaît entre accolades que %(known)s.") % {"known": known}
    if len(pattern) > 60:
        yield _("La numérotation tient en 60 caractères.")
