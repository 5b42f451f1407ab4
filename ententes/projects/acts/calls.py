"""What happens to calls: they are drafted, revised, published, prolonged, cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.funding.models import Envelope
from ententes.ground.act import hold, refuse_if

from ..models import Call, Prolongation
from ..queries.admissibility import plain, points
from ..rules import calls as rules


@transaction.atomic
def draft(
    agreement: Agreement,
    *,
    title: str,
    words: str,
    opens_at: datetime,
    closes_at: datetime | None = None,
    envelopes: Sequence[Envelope] = (),
    offered: int | None = None,
    each: int | None = None,
    wants_letter: bool = False,
    analysed_by: Body | None = None,
    waived_because: str = "",
    by: Capacity,
    when: datetime,
) -> Call:
    """Record a call that nobody but the coordination reads yet."""
    refuse_if(rules.obstacles_to_keeping_calls(agreement, by=by, on=timezone.localdate(when)))
    call = Call(agreement=agreement, begun_at=when)
    return _put(call, title, words, opens_at, closes_at, envelopes, offered, each, wants_letter, analysed_by, waived_because)


@transaction.atomic
def revise(
    call: Call,
    *,
    title: str,
    words: str,
    opens_at: datetime,
    closes_at: datetime | None = None,
    envelopes: Sequence[Envelope] = (),
    offered: int | None = None,
    each: int | None = None,
    wants_letter: bool = False,
    analysed_by: Body | None = None,
    waived_because: str = "",
    by: Capacity,
    when: datetime,
) -> Call:
    """Record a draft as the coordination leaves it."""
    call = hold(call)
    refuse_if(rules.obstacles_to_revising(call, by=by, on=timezone.localdate(when)))
    return _put(call, title, words, opens_at, closes_at, envelopes, offered, each, wants_letter, analysed_by, waived_because)


@transaction.atomic
def publish(call: Call, *, by: Capacity, when: datetime) -> Call:
    """Record that anybody reads the call from now on; it opens and closes by the clock, and its checklist is settled."""
    call = hold(call)
    refuse_if(rules.obstacles_to_publishing(call, by=by, when=when))
    call.published_at, call.checklist = when, plain(points(call))
    call.save(update_fields=["published_at", "checklist"])
    return call


@transaction.atomic
def prolong(call: Call, *, closes_at: datetime, reason: str, by: Capacity, when: datetime) -> Prolongation:
    """Record that a call receives for longer; what it said before stays told."""
    call = hold(call)
    refuse_if(rules.obstacles_to_prolonging(call, closes_at=closes_at, reason=reason, by=by, when=when))
    assert call.closes_at is not None
    told = Prolongation.objects.create(
        call=call, closed_at=call.closes_at, closes_at=closes_at, reason=reason.strip(), at=when, capacity=by.recorded[:300]
    )
    call.closes_at = closes_at
    call.save(update_fields=["closes_at"])
    return told


@transaction.atomic
def cancel(call: Call, *, reason: str, by: Capacity, when: datetime) -> Call:
    """Record that a call receives nothing any more; once published it stays readable, with the reason."""
    call = hold(call)
    refuse_if(rules.obstacles_to_cancelling(call, reason=reason, by=by, when=when))
    call.cancelled_at, call.cancelled_because = when, reason.strip()
    call.save(update_fields=["cancelled_at", "cancelled_because"])
    return call


def _put(
    call: Call,
    title: str,
    words: str,
    opens_at: datetime,
    closes_at: datetime | None,
    envelopes: Sequence[Envelope],
    offered: int | None,
    each: int | None,
    wants_letter: bool,
    analysed_by: Body | None,
    waived_because: str,
) -> Call:
    refuse_if(
        rules.obstacles_to_wording(
            call.agreement,
            title=title,
            words=words,
            opens_at=opens_at,
            closes_at=closes_at,
            envelopes=envelopes,
            offered=offered,
            each=each,
            analysed_by=analysed_by,
            waived_because=waived_because,
        )
    )
    call.title, call.words, call.waived_because = title.strip(), words.replace("\r\n", "\n").strip(), waived_because.strip()
    call.opens_at, call.closes_at, call.wants_letter, call.analysed_by = opens_at, closes_at, wants_letter, analysed_by
    call.offered, call.each = offered, each
    call.save()
    call.envelopes.set(envelopes)
    return call
