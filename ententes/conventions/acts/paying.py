"""How instalments fall due and are paid: entered by one person, approved by another, and only then in the ledger."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.documents.models import File
from ententes.funding import acts as funding
from ententes.funding.models import Envelope, Shortfall
from ententes.funding.queries import figures
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.ground.wording import on_record as _

from .. import letters
from ..models import GrantAgreement, Instalment, Payment
from ..rules import paying as rules
from ..states import State


@transaction.atomic
def meet(instalment: Instalment, *, met_on: date, words: str, by: Capacity, when: datetime, evidence: File | None = None) -> Instalment:
    """Record that the condition of an instalment is met, and by what it shows: it is due from then on."""
    convention, instalment = _held(instalment)
    on = timezone.localdate(when)
    state = GrantAgreement.objects.state_of(convention, on)
    refuse_if(rules.obstacles_to_meeting(instalment, state=state, met_on=met_on, words=words, by=by, on=on))
    instalment.met_file = evidence
    return fall_due(instalment, met_on=met_on, words=words, by=by.recorded[:300], when=when)


def fall_due(instalment: Instalment, *, met_on: date, words: str, by: str, when: datetime) -> Instalment:
    """The condition of an instalment that is held is met; `by` is nobody where the signatures themselves meet it."""
    instalment.met_on, instalment.met_words, instalment.met_by, instalment.met_at = met_on, words.strip(), by, when
    instalment.due_on = met_on + timedelta(days=instalment.within_days or 0)
    instalment.save(update_fields=["met_on", "met_words", "met_file", "met_by", "met_at", "due_on"])
    return instalment


@transaction.atomic
def enter_payment(
    instalment: Instalment,
    *,
    cents: int,
    paid_on: date,
    by: Capacity,
    when: datetime,
    reference: str = "",
    evidence: File | None = None,
) -> Payment:
    """Record that an instalment was paid, for another person to approve. The ledger knows nothing of it before."""
    convention, instalment = _held(instalment)
    on = timezone.localdate(when)
    refuse_if(rules.obstacles_to_entering(instalment, cents=cents, paid_on=paid_on, reference=reference, by=by, on=on))
    refuse_if(rules.obstacles_to_paying(instalment, state=GrantAgreement.objects.state_of(convention, on), short=_short(convention)))
    return Payment.objects.create(
        instalment=instalment,
        cents=cents,
        paid_on=paid_on,
        reference=shortened(reference.strip(), 100),
        evidence=evidence,
        entered_by=by.person,
        entered_as=by.recorded[:300],
        entered_at=when,
    )


@transaction.atomic
def approve_payment(payment: Payment, *, by: Capacity, when: datetime) -> Payment:
    """Record that somebody else approves a payment, write it in the ledger, and tell the promoter."""
    convention, instalment = _held(payment.instalment)
    payment = hold(payment)
    payment.instalment = instalment
    on = timezone.localdate(when)
    refuse_if(rules.obstacles_to_approving(payment, by=by, on=on))
    refuse_if(rules.obstacles_to_paying(instalment, state=GrantAgreement.objects.state_of(convention, on), short=_short(convention)))
    use = convention.project.use
    assert use is not None
    words = _("Convention %(number)s, versement %(rank)s") % {"number": convention.number, "rank": instalment.position}
    words = f"{words} · {payment.reference}" if payment.reference else words
    facts = {"paid_on": payment.paid_on, "words": words, "evidence": payment.evidence}
    payment.entry = funding.pay(use, cents=payment.cents, **facts, by=by, when=when)
    payment.approved_by, payment.approved_as, payment.approved_at = by.person, by.recorded[:300], when
    payment.save(update_fields=["entry", "approved_by", "approved_as", "approved_at"])
    letters.tell_paid(payment, when=when)
    return payment


@transaction.atomic
def refuse_payment(payment: Payment, *, because: str, by: Capacity, when: datetime) -> Payment:
    """Record that a payment that was entered does not stand, and why: it may be entered again."""
    _convention, instalment = _held(payment.instalment)
    payment = hold(payment)
    payment.instalment = instalment
    refuse_if(rules.obstacles_to_refusing(payment, because=because, by=by, on=timezone.localdate(when)))
    payment.refused_at, payment.refused_by, payment.refused_because = when, by.recorded[:300], because.strip()
    payment.save(update_fields=["refused_at", "refused_by", "refused_because"])
    return payment


@transaction.atomic
def reserve_credits(
    agreement: Agreement, *, year: int, reason: str, by: Capacity, when: datetime, envelope: Envelope | None = None
) -> Shortfall:
    """Invoke the reserve on credits, and tell the promoters whom payments would still reach."""
    short, on = funding.invoke(agreement, year=year, reason=reason, by=by, when=when, envelope=envelope), timezone.localdate(when)
    drawn = {"project__use__envelope": envelope} if envelope else {"project__use__envelope__year": year}
    unpaid = Instalment.objects.filter(cancelled_at=None).exclude(payments__approved_at__isnull=False)
    for one in GrantAgreement.objects.filter(agreement=agreement, instalments__in=unpaid, **drawn).distinct().order_by("pk"):
        if GrantAgreement.objects.state_of(one, on) in (State.IN_FORCE, State.IN_DEFAULT):
            letters.tell_reserve(one, when=when)
    return short


def _held(instalment: Instalment) -> tuple[GrantAgreement, Instalment]:
    """The convention and the instalment, that nobody else pays before the transaction ends."""
    convention = hold(instalment.convention)
    instalment = hold(instalment)
    instalment.convention = convention
    return convention, instalment


def _short(convention: GrantAgreement) -> list[Shortfall]:
    use = convention.project.use
    return figures.short_of(use.envelope) if use else []
