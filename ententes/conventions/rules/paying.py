"""What stands in the way of an instalment: its condition, its payment entered by one person, its approval by another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.funding.models import Shortfall
from ententes.funding.rules import obstacles_of_credits, obstacles_to_amount, obstacles_to_keeping
from ententes.ground.wording import long_date, money
from ententes.projects.states import Trigger

from ..models import Instalment, Payment
from ..states import State


def obstacles_to_meeting(instalment: Instalment, *, state: Any, met_on: date, words: str, by: Capacity, on: date) -> Iterator[str]:
    """The coordination records, with its evidence, that the condition of an instalment is met; the one before it comes first."""
    yield from obstacles_to_coordinating(instalment.convention.agreement, by=by)
    if state not in (State.IN_FORCE, State.IN_DEFAULT):
        yield _("La convention n’est pas en vigueur.")
    if instalment.cancelled_at is not None:
        yield _("Ce versement est annulé.")
    if instalment.met_at is not None:
        yield _("La condition de ce versement est déjà consignée.")
    if met_on > on:
        yield _("Une condition remplie est arrivée : sa date, le %(day)s, est à venir.") % {"day": long_date(met_on)}
    if instalment.trigger != Trigger.SIGNED and not words.strip():
        yield _("Dites ce qui montre que la condition est remplie.")
    earlier = instalment.convention.instalments.filter(position__lt=instalment.position, met_at__isnull=True, cancelled_at__isnull=True)
    if earlier.exists():
        yield _("Un versement précédent attend encore sa condition.")


def obstacles_to_paying(instalment: Instalment, *, state: Any, short: list[Shortfall]) -> Iterator[str]:
    """What holds a payment back, whoever enters or approves it."""
    if state == State.IN_DEFAULT:
        yield _("Le promoteur est en défaut : rien ne lui est versé avant que le défaut soit levé.")
    elif state != State.IN_FORCE:
        yield _("La convention n’est pas en vigueur.")
    if instalment.met_at is None:
        yield _("La condition de ce versement n’est pas encore remplie.")
    if instalment.cancelled_at is not None:
        yield _("Ce versement est annulé.")
    yield from obstacles_of_credits(short)


def obstacles_to_entering(instalment: Instalment, *, cents: int, paid_on: date, reference: str, by: Capacity, on: date) -> Iterator[str]:
    """A payment is entered once, of no more than its instalment; what was refused may be entered again."""
    convention = instalment.convention
    yield from obstacles_to_keeping(convention.agreement, by=by, on=on)
    yield from obstacles_to_amount(cents)
    if cents > instalment.cents:
        yield _("Ce versement est de %(most)s : %(cents)s le dépasserait.") % {"most": money(instalment.cents), "cents": money(cents)}
    if paid_on > on:
        yield _("Un versement est fait : sa date, le %(day)s, est à venir.") % {"day": long_date(paid_on)}
    if instalment.met_on is not None and paid_on < instalment.met_on:
        yield _("La condition n’a été remplie que le %(day)s.") % {"day": long_date(instalment.met_on)}
    standing = instalment.payments.filter(refused_at=None).select_related("entered_by").first()
    if standing is not None:
        yield _("Ce versement est déjà saisi, par %(name)s le %(day)s.") % {
            "name": standing.entered_by.name,
            "day": long_date(standing.entered_at),
        }
    same = Payment.objects.filter(instalment__convention__agreement=convention.agreement, reference=reference.strip(), refused_at=None)
    if reference.strip() and same.exists():
        yield _("Le numéro %(reference)s a déjà servi à un versement de l’entente.") % {"reference": reference.strip()[:100]}


def obstacles_to_approving(payment: Payment, *, by: Capacity, on: date) -> Iterator[str]:
    """The finances of the manager approve what another person entered, whatever else either of them holds."""
    agreement = payment.instalment.convention.agreement
    if by.finance is None or by.agreement.pk != agreement.pk or not by.holding.runs_on(on):
        yield _("Les finances de l’organisme gestionnaire approuvent les versements.")
    if payment.entered_by_id == by.person.pk:
        yield _("Vous avez saisi ce versement : une autre personne l’approuve.")
    if payment.approved_at is not None:
        yield _("Ce versement est déjà approuvé.")
    if payment.refused_at is not None:
        yield _("Ce versement a été refusé.")


def obstacles_to_refusing(payment: Payment, *, because: str, by: Capacity, on: date) -> Iterator[str]:
    """The finances send a payment back, with the reason; whoever entered it may take it back as well."""
    yield from obstacles_to_keeping(payment.instalment.convention.agreement, by=by, on=on)
    if by.finance is None and payment.entered_by_id != by.person.pk:
        yield _("Les finances de l’organisme gestionnaire refusent un versement, ou la personne qui l’a saisi le retire.")
    if payment.approved_at is not None:
        yield _("Ce versement est approuvé et inscrit au livre : il s’y corrige.")
    if payment.refused_at is not None:
        yield _("Ce versement est déjà refusé.")
    if not because.strip():
        yield _("Dites pourquoi : la personne qui l’a saisi le lira.")
