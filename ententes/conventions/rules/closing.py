"""What stands in the way of recovering money, of ending a convention early, and of closing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.funding.rules import obstacles_to_amount, obstacles_to_dating, obstacles_to_keeping
from ententes.ground.wording import money

from ..models import GrantAgreement, Recovery, Repayment
from ..queries.closing import left_of, unfinished
from ..queries.final import money_of
from ..states import RUNNING, State


def obstacles_to_resolution(convention: GrantAgreement, resolution: Resolution | None, *, what: str) -> Iterator[str]:
    """Only a resolution adopted by a body of the project does it."""
    matter = convention.project.matter
    bodies = set(matter.stages.values_list("body", flat=True)) if matter else set()
    if resolution is None:
        yield what
    elif resolution.agreement_id != convention.agreement_id or resolution.outcome != Outcome.ADOPTED:
        yield _("La résolution %(number)s n’a pas été adoptée dans cette entente.") % {"number": resolution.number}
    elif bodies and resolution.body_id not in bodies:
        yield _("La résolution %(number)s est d’une instance qui ne connaît pas de ce projet.") % {"number": resolution.number}


def obstacles_to_finding(convention: GrantAgreement, *, cents: int, reason: str, by: Capacity) -> Iterator[str]:
    """What is recovered was paid, and is not asked for twice."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    yield from obstacles_to_amount(cents)
    told = money_of(convention)
    most = told.paid - told.recovered - sum(left_of(one) for one in convention.recoveries.all())
    if cents > most:
        yield _("Il ne reste que %(most)s de versé qui ne soit ni revenu ni déjà réclamé.") % {"most": money(most)}
    if not reason.strip():
        yield _("Dites pourquoi : le promoteur le lira.")


def obstacles_to_claiming(recovery: Recovery, *, due_on: date, by: Capacity, on: date) -> Iterator[str]:
    yield from obstacles_to_coordinating(recovery.convention.agreement, by=by)
    yield from _open(recovery)
    if recovery.claimed_at is not None:
        yield _("Cette somme est déjà réclamée.")
    if due_on < on:
        yield _("Une échéance est à venir.")


def obstacles_to_scheduling(recovery: Recovery, parts: Sequence[tuple[date, int]], *, by: Capacity, on: date) -> Iterator[str]:
    """A schedule covers what is left, to the cent."""
    yield from obstacles_to_coordinating(recovery.convention.agreement, by=by)
    yield from _open(recovery)
    if recovery.claimed_at is None:
        yield _("La somme se réclame d’abord.")
    for day, cents in parts:
        yield from obstacles_to_amount(cents)
        if day < on:
            yield _("Une échéance est à venir.")
    left, told = left_of(recovery), sum(cents for _day, cents in parts)
    if told != left:
        yield _("Les échéances font %(told)s; il reste %(left)s à récupérer.") % {"told": money(told), "left": money(left)}


def obstacles_to_repaying(repayment: Repayment, *, received_on: date, by: Capacity, on: date) -> Iterator[str]:
    yield from obstacles_to_keeping(repayment.recovery.convention.agreement, by=by, on=on)
    yield from _open(repayment.recovery)
    yield from obstacles_to_dating(received_on, on=on)
    if repayment.entry_id is not None:
        yield _("Ce remboursement est déjà inscrit.")
    if repayment.replaced_at is not None:
        yield _("Un autre échéancier a remplacé celui-ci.")


def obstacles_to_writing_off(recovery: Recovery, resolution: Resolution | None, *, by: Capacity) -> Iterator[str]:
    yield from obstacles_to_coordinating(recovery.convention.agreement, by=by)
    yield from _open(recovery)
    words = _("Une somme n’est radiée que par une résolution.")
    yield from obstacles_to_resolution(recovery.convention, resolution, what=words)


def obstacles_to_terminating(
    convention: GrantAgreement, *, state: Any, because: str, resolution: Resolution | None, by: Capacity
) -> Iterator[str]:
    """A convention that both signed ends early only by a resolution; no payment is half-way."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state not in RUNNING:
        yield _("Seule une convention en vigueur se résilie.")
    yield from obstacles_to_resolution(convention, resolution, what=_("Une convention ne se résilie que par une résolution."))
    if not because.strip():
        yield _("Dites pourquoi : le promoteur le lira.")
    yield from _paying(convention)


def obstacles_to_closing(convention: GrantAgreement, *, state: Any, by: Capacity, on: date) -> Iterator[str]:
    """Nothing is left half-way: reports, instalments, recoveries, changes, money."""
    yield from obstacles_to_coordinating(convention.agreement, by=by)
    if state == State.CLOSED:
        yield _("La convention est déjà close.")
    elif state == State.IN_DEFAULT:
        yield _("Le promoteur est en défaut : le défaut se lève, ou la convention se résilie.")
    elif state not in (State.IN_FORCE, State.TERMINATED):
        yield _("Seule une convention en vigueur ou résiliée se clôt.")
    else:
        yield from unfinished(convention, on)


def _open(recovery: Recovery) -> Iterator[str]:
    if recovery.written_off_at is not None:
        yield _("Cette somme est radiée.")
    elif left_of(recovery) <= 0:
        yield _("Tout est revenu.")


def _paying(convention: GrantAgreement) -> Iterator[str]:
    for one in convention.instalments.filter(payments__approved_at=None, payments__refused_at=None, payments__isnull=False):
        yield _("Le versement %(rank)s est saisi et attend son approbation.") % {"rank": one.position}
