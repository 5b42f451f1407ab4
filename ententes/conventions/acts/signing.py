"""How conventions are signed, lapse, and how promoters fall in default."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.documents.models import File
from ententes.funding import acts as funding
from ententes.funding.models import LedgerEntry
from ententes.funding.queries import figures
from ententes.funding.states import Kind
from ententes.ground.act import hold, refuse_if
from ententes.ground.wording import on_record as _
from ententes.projects.states import Trigger

from .. import letters
from ..models import Default, GrantAgreement, GrantSignature, Recall
from ..rules import signing as rules
from ..states import How, Side
from .changing import apply_change, hold_change, name_again
from .paying import fall_due
from .reporting import expect

REMINDERS = 3
"""Letters at most after the first, without anybody asking for them."""
EVERY = timedelta(days=7)
"""Between two of them."""


@transaction.atomic
def sign(signature: GrantSignature, *, sha256: str, confirmed: bool, how: str, when: datetime, person: Any = None) -> GrantSignature:
    """Record that whoever was authorised signed the text of that hash, a convention or its addendum. With both it is in force.

    `person` is whoever is signed in; the link of the letter is a proof of its own.
    """
    signature = _held(signature)
    refuse_if(rules.obstacles_to_confirming(signature, person=person, confirmed=confirmed))
    refuse_if(rules.obstacles_to_signing(signature, sha256=sha256, on=timezone.localdate(when)))
    signature.signed_at, signature.how, signature.sha256 = when, How(how), sha256
    signature.save(update_fields=["signed_at", "how", "sha256"])
    _follow(signature, when)
    return signature


@transaction.atomic
def file_paper(signature: GrantSignature, *, copy: File | None, signed_on: date, by: Capacity, when: datetime) -> GrantSignature:
    """Record a signature given on paper, with its copy, on the day it was given."""
    signature = _held(signature)
    sha256 = signature.signed_text.sha256
    refuse_if(rules.obstacles_to_filing(signature, copy=copy, signed_on=signed_on, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_signing(signature, sha256=sha256, on=signed_on))
    noon = timezone.make_aware(datetime.combine(signed_on, time(12)))
    signature.signed_at = when if signed_on == timezone.localdate(when) else noon
    signature.how, signature.sha256 = How.PAPER, sha256
    signature.copy, signature.filed_by = copy, by.recorded[:300]
    signature.save(update_fields=["signed_at", "how", "sha256", "copy", "filed_by"])
    _follow(signature, when)
    return signature


def _held(signature: GrantSignature) -> GrantSignature:
    """The convention is held first, then the change whose addendum it is."""
    convention = hold(signature.convention)
    change = hold_change(signature.change) if signature.change else None
    signature = hold(signature)
    signature.convention, signature.change = convention, change
    return signature


def _follow(signature: GrantSignature, when: datetime) -> None:
    """The manager signs after the promoter; with both, what the text says is so."""
    convention, change = signature.convention, signature.change
    signed = {one.side: one for one in convention.signatures.standing(change)}
    if not all(one.signed_at for one in signed.values()):
        if signature.side == Side.PROMOTER and signed[Side.MANAGER].person is not None:
            letters.ask_to_sign(signed[Side.MANAGER], when=when)
    elif change is not None:
        apply_change(change)
        letters.tell_addendum_signed(change, when=when)
    else:
        at = max(one.signed_at for one in signed.values() if one.signed_at)
        _come_into_force(convention, timezone.localdate(at), when)


def _come_into_force(convention: GrantAgreement, on: date, when: datetime) -> None:
    """What is due at the signature falls due, the reports are expected, and the promoter is told."""
    first = convention.instalments.filter(trigger=Trigger.SIGNED, met_at=None).first()
    if first is not None:
        fall_due(first, met_on=on, words=_("Les deux parties ont signé."), by="", when=when)
    expect(convention, signed_on=on)
    letters.tell_in_force(convention, when=when)


@transaction.atomic
def recall(convention: GrantAgreement, *, reason: str, by: Capacity, when: datetime) -> Recall:
    """Take back a convention that was sent and that both have not signed yet: it is written again, and sent again.

    Its text, and what one side signed of it, are kept. Its links lead nowhere any more; those who had one are told why.
    """
    convention = hold(convention)
    state = GrantAgreement.objects.state_of(convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_recalling(convention, state=state, reason=reason, by=by))
    names = ("content", "sha256", "file", "sent_at")
    kept = {name: getattr(convention, name) for name in names}
    made = Recall.objects.create(convention=convention, reason=reason.strip(), **kept, recalled_at=when, recalled_by=by.recorded[:300])
    asked = list(convention.signatures.standing().select_related("person"))
    letters.tell_recalled(made, asked, when=when)
    for one in asked:
        one.recall = made
        one.save(update_fields=["recall"])
        name_again(one, by=by, when=when)
    convention.instalments.all().delete()
    convention.sha256, convention.file, convention.sent_at, convention.sent_by, convention.sign_by = "", None, None, "", None
    convention.reminded_at, convention.reminders = None, 0
    convention.save(update_fields=["sha256", "file", "sent_at", "sent_by", "sign_by", "reminded_at", "reminders"])
    return made


@transaction.atomic
def release_lapsed(convention: GrantAgreement, *, by: Capacity, when: datetime) -> LedgerEntry:
    """Give back to its envelope the money of a convention that its promoter did not sign in time, and tell them."""
    convention = hold(convention)
    on = timezone.localdate(when)
    state = GrantAgreement.objects.state_of(convention, on)
    refuse_if(rules.obstacles_to_releasing(convention, state=state, by=by))
    use = convention.project.use
    assert use is not None
    words = _("Convention %(number)s caduque : non signée le %(day)s") % {
        "number": convention.number,
        "day": (convention.sign_by or on).isoformat(),
    }
    entry = funding.release(use, kind=str(Kind.COMMITTED), cents=figures.of_use(use).to_pay, words=words, by=by, when=when)
    convention.released_at = when
    convention.save(update_fields=["released_at"])
    letters.tell_lapsed(convention, when=when)
    return entry


@transaction.atomic
def declare_default(convention: GrantAgreement, *, reason: str, by: Capacity, when: datetime) -> Default:
    """Record that a promoter does not keep what it signed, and tell it: nothing is paid to it until this is lifted."""
    convention = hold(convention)
    state = GrantAgreement.objects.state_of(convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_defaulting(convention, state=state, reason=reason, by=by))
    made = Default.objects.create(convention=convention, reason=reason.strip(), declared_at=when, declared_by=by.recorded[:300])
    letters.tell_default(made, when=when)
    return made


@transaction.atomic
def lift_default(convention: GrantAgreement, *, because: str, by: Capacity, when: datetime) -> Default:
    """Record that a promoter keeps again what it signed."""
    convention = hold(convention)
    state = GrantAgreement.objects.state_of(convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_lifting(convention, state=state, because=because, by=by))
    found: Default = convention.defaults.get(lifted_at=None)
    found.lifted_at, found.lifted_by, found.lifted_because = when, by.recorded[:300], because.strip()
    found.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    return found


def remind_signatories(*, when: datetime) -> int:
    """Write again to promoters who have not signed: every seven days, three times at most, and no more once the delay is over.

    The worker calls it; each convention is a transaction of its own.
    """
    unsigned = GrantSignature.objects.standing().filter(
        side=Side.PROMOTER,
        signed_at=None,
        person__is_active=True,
        convention__sent_at__lte=when - EVERY,
        convention__reminders__lt=REMINDERS,
        convention__sign_by__gte=timezone.localdate(when),
        convention__terminated_at=None,
        convention__released_at=None,
    )
    return sum(_remind(pk, when) for pk in list(unsigned.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, when: datetime) -> int:
    signature = GrantSignature.objects.select_related("convention").get(pk=pk)
    convention = hold(signature.convention)
    last = convention.reminded_at or convention.sent_at
    if signature.signed_at is not None or convention.reminders >= REMINDERS or last is None or when - last < EVERY:
        return 0  # another worker, or the signature, came in between
    convention.reminders += 1
    convention.reminded_at = when
    convention.save(update_fields=["reminders", "reminded_at"])
    letters.ask_to_sign(GrantSignature.objects.get(pk=pk), when=when, again=True)
    return 1
