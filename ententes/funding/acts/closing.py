"""How a fiscal year is closed, in one act; and how what comes back afterwards to one of its envelopes goes on to the next year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if

from .. import rules
from ..models import Envelope, Ledger, YearClosing
from ..queries import closing, figures
from ..queries.closing import Preview
from ..queries.sharing import given_back, returnable
from ..states import Fate, Kind
from .ledger import append, hold_ledger


@transaction.atomic
def close_year(agreement: Agreement, *, year: int, fates: Mapping[int, tuple[str, int]], by: Capacity, when: datetime) -> YearClosing:
    """Record that a year is closed: what is left in each envelope is carried over or given back, and what is in none is carried over.

    `fates` gives, by the key of each envelope with something left, a `Fate` and the cents that were read: what changed meanwhile is
    refused. What was promised or committed may still be received and paid, on a later day.
    """
    envelopes = list(agreement.envelopes.filter(year=year).select_related("objective"))
    following = {one.pk: following_of(one, year + 1) for one in envelopes}
    for one in sorted((*envelopes, *following.values()), key=lambda one: one.pk):
        hold(one)
    ledger, on = hold_ledger(agreement), timezone.localdate(when)
    preview = closing.preview(agreement, year, by.person)
    refuse_if([*rules.obstacles_to_closing(agreement, preview, by=by, on=on), *rules.obstacles_to_fates(preview, fates)])
    facts: dict[str, Any] = {"dated_on": on, "by": by, "when": when}
    for remainder, envelope in zip(preview.remainders, envelopes, strict=True):
        left = remainder.left
        if left and fates[envelope.pk][0] == Fate.RETURN:
            envelope.agreement = agreement
            shared = given_back(returnable(envelope), left)
            append(ledger, **facts, kind=Kind.RETURNED, year=year, cents=left, envelope=envelope, shared=shared)
        elif left:
            _carry(ledger, left, envelope, following[envelope.pk], facts)
    if left := preview.outside.left:
        append(ledger, **facts, kind=Kind.CARRIED, year=year, cents=-left)
        append(ledger, **facts, kind=Kind.CARRIED, year=year + 1, cents=left)
    said = {"content": _said(preview, fates), "person": by.person, "capacity": by.recorded[:300], "at": when}
    return YearClosing.objects.create(agreement=agreement, year=year, **said)


def following_of(envelope: Envelope, year: int) -> Envelope:
    """The envelope of the same title in another year."""
    found, _new = Envelope.objects.get_or_create(
        agreement=envelope.agreement, year=year, title=envelope.title, defaults={"objective": envelope.objective}
    )
    return found


def hold_envelope(envelope: Envelope) -> Envelope:
    """The envelope, that nobody else draws on before the transaction ends. It is held before the ledger.

    Where its year is closed, so is the one of the next open year, to which goes what comes back.
    """
    both = [envelope]
    if closing.is_closed(envelope.agreement, envelope.year):
        both.append(following_of(envelope, closing.next_open(envelope.agreement, envelope.year)))
    held = {one.pk: hold(one) for one in sorted(both, key=lambda one: one.pk)}[envelope.pk]
    held.agreement = envelope.agreement
    return held


def pass_on(ledger: Ledger, envelope: Envelope, *, by: Capacity, when: datetime) -> None:
    """An envelope of a closed year keeps nothing: what it has again goes to that of the next open year. Both are held."""
    agreement = envelope.agreement
    if closing.is_closed(agreement, envelope.year) and (left := figures.of_envelope(envelope).available):
        facts = {"dated_on": timezone.localdate(when), "by": by, "when": when}
        _carry(ledger, left, envelope, following_of(envelope, closing.next_open(agreement, envelope.year)), facts)


def pass_on_outside(ledger: Ledger, year: int, *, by: Capacity, when: datetime) -> None:
    """The same for what is in no envelope: a correction of what was promised, earned or charged in a closed year."""
    agreement = ledger.agreement
    if closing.is_closed(agreement, year) and (left := closing.outside(agreement, year).left):
        facts: dict[str, Any] = {"kind": Kind.CARRIED, "dated_on": timezone.localdate(when), "by": by, "when": when}
        append(ledger, **facts, year=year, cents=-left)
        append(ledger, **facts, year=closing.next_open(agreement, year), cents=left)


def _carry(ledger: Ledger, cents: int, envelope: Envelope, following: Envelope, facts: dict[str, Any]) -> None:
    append(ledger, **facts, kind=Kind.CARRIED, year=envelope.year, cents=-cents, envelope=envelope)
    append(ledger, **facts, kind=Kind.CARRIED, year=following.year, cents=cents, envelope=following)


def _said(preview: Preview, fates: Mapping[int, tuple[str, int]]) -> dict[str, Any]:
    outside = preview.outside
    return {
        "envelopes": [
            {"key": one.key, "title": one.title, "left": one.left, "fate": fates[one.key][0] if one.left else ""}
            for one in preview.remainders
        ],
        "outside": {name: getattr(outside, name) for name in ("pledged", "interest", "administration", "carried", "allotted", "left")},
        "to_receive": preview.to_receive,
        "to_pay": preview.to_pay,
    }
