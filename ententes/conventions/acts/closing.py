"""How money is recovered, how a convention ends early, and how it is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.decisions.models import Resolution
from ententes.documents.models import File
from ententes.funding import acts as funding
from ententes.funding.states import Kind
from ententes.ground.act import hold, refuse_if
from ententes.ground.wording import on_record as _

from .. import letters
from ..models import GrantAgreement, Recovery, Repayment
from ..queries.closing import not_come_back
from ..queries.final import money_of
from ..rules import closing as rules
from .reporting import cancel_instalment


@transaction.atomic
def find_recovery(convention: GrantAgreement, *, cents: int, reason: str, by: Capacity, when: datetime) -> Recovery:
    """Record that a promoter owes back what was paid to it, and why."""
    convention = hold(convention)
    refuse_if(rules.obstacles_to_finding(convention, cents=cents, reason=reason, by=by))
    facts = {"cents": cents, "reason": reason.strip(), "found_at": when, "found_by": by.recorded[:300]}
    return Recovery.objects.create(convention=convention, **facts)


@transaction.atomic
def claim(recovery: Recovery, *, due_on: date, by: Capacity, when: datetime) -> Recovery:
    """Ask the promoter for what it owes back, by a day."""
    recovery = _held(recovery)
    refuse_if(rules.obstacles_to_claiming(recovery, due_on=due_on, by=by, on=timezone.localdate(when)))
    recovery.claimed_at, recovery.claimed_by = when, by.recorded[:300]
    recovery.save(update_fields=["claimed_at", "claimed_by"])
    Repayment.objects.create(recovery=recovery, position=1, due_on=due_on, cents=recovery.cents)
    letters.claim(recovery, due_on, when=when)
    return recovery


@transaction.atomic
def agree_schedule(recovery: Recovery, *, parts: Sequence[tuple[date, int]], by: Capacity, when: datetime) -> list[Repayment]:
    """Record the schedule that was agreed for what is left; it takes the place of the one before."""
    recovery = _held(recovery)
    refuse_if(rules.obstacles_to_scheduling(recovery, parts, by=by, on=timezone.localdate(when)))
    recovery.repayments.filter(entry=None, replaced_at=None).update(replaced_at=when)
    recovery.agreed_at = when
    recovery.save(update_fields=["agreed_at"])
    first = (recovery.repayments.aggregate(last=Max("position"))["last"] or 0) + 1
    made = [
        Repayment.objects.create(recovery=recovery, position=position, due_on=day, cents=cents)
        for position, (day, cents) in enumerate(sorted(parts), start=first)
    ]
    letters.tell_schedule(recovery, made, when=when)
    return made


@transaction.atomic
def repay(repayment: Repayment, *, received_on: date, by: Capacity, when: datetime, evidence: File | None = None) -> Repayment:
    """Record that a due date was paid: the envelope has it again."""
    recovery = _held(repayment.recovery)
    repayment = hold(repayment)
    repayment.recovery = recovery
    refuse_if(rules.obstacles_to_repaying(repayment, received_on=received_on, by=by, on=timezone.localdate(when)))
    use = recovery.convention.project.use
    assert use is not None
    words = _("Convention %(number)s, remboursement %(rank)s") % {"number": recovery.convention.number, "rank": repayment.position}
    facts = {"recovered_on": received_on, "words": words, "evidence": evidence}
    repayment.entry = funding.recover(use, cents=repayment.cents, **facts, by=by, when=when)
    repayment.save(update_fields=["entry"])
    letters.tell_repaid(repayment, when=when)
    return repayment


@transaction.atomic
def write_off(recovery: Recovery, *, resolution: Resolution | None, by: Capacity, when: datetime) -> Recovery:
    """Record that a body gave up what is left of a recovery."""
    recovery = _held(recovery)
    refuse_if(rules.obstacles_to_writing_off(recovery, resolution, by=by))
    recovery.repayments.filter(entry=None, replaced_at=None).update(replaced_at=when)
    recovery.written_off, recovery.written_off_at = resolution, when
    recovery.save(update_fields=["written_off", "written_off_at"])
    letters.tell_written_off(recovery, when=when)
    return recovery


@transaction.atomic
def terminate(
    convention: GrantAgreement, *, because: str, resolution: Resolution | None, by: Capacity, when: datetime, recovered: int = 0
) -> GrantAgreement:
    """Record that a body ended a convention early: nothing more is paid, what was not paid goes back to its envelope.

    `recovered` is what is asked back of what was paid. A promoter that is dissolved is a cause like another.
    """
    convention = hold(convention)
    state = GrantAgreement.objects.state_of(convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_terminating(convention, state=state, because=because, resolution=resolution, by=by))
    for one in convention.instalments.filter(cancelled_at=None).exclude(payments__approved_at__isnull=False):
        cancel_instalment(one, because=_("La convention est résiliée."), when=when)
    convention.reports.filter(waived_at=None).exclude(deposits__accepted_at__isnull=False).update(
        waived_at=when, waived_because=_("La convention est résiliée.")
    )
    use, told = convention.project.use, money_of(convention)
    if use and told.to_pay:
        words = _("Convention %(number)s résiliée") % {"number": convention.number}
        funding.release(use, kind=str(Kind.COMMITTED), cents=told.to_pay, words=words, by=by, when=when)
    convention.terminated_at, convention.terminated_because, convention.termination = when, because.strip(), resolution
    convention.save(update_fields=["terminated_at", "terminated_because", "termination"])
    letters.tell_terminated(convention, when=when)
    if recovered:
        find_recovery(convention, cents=recovered, reason=because, by=by, when=when)
    return convention


@transaction.atomic
def close(convention: GrantAgreement, *, by: Capacity, when: datetime) -> GrantAgreement:
    """Record that nothing more is expected of either side; what was paid, and not recovered or given up, is then justified."""
    convention = hold(convention)
    on = timezone.localdate(when)
    refuse_if(rules.obstacles_to_closing(convention, state=GrantAgreement.objects.state_of(convention, on), by=by, on=on))
    use, told = convention.project.use, money_of(convention)
    given_up = sum(not_come_back(one) for one in convention.recoveries.exclude(written_off=None))
    shown = told.paid - told.recovered - told.justified - given_up
    if use and shown > 0 and convention.terminated_at is None:
        words = _("Convention %(number)s close") % {"number": convention.number}
        funding.justify(use, cents=shown, justified_on=on, words=words, by=by, when=when)
    convention.closed_at, convention.closed_by = when, by.recorded[:300]
    convention.save(update_fields=["closed_at", "closed_by"])
    letters.tell_closed(convention, when=when)
    return convention


def _held(recovery: Recovery) -> Recovery:
    convention = hold(recovery.convention)
    recovery = hold(recovery)
    recovery.convention = convention
    return recovery
