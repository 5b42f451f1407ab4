"""What a call may still give, for the coordination alone: what others ask and are granted is nobody else's business."""

from __future__ import annotations

from django.db.models import Sum

from ententes.funding.models import LedgerEntry
from ententes.funding.queries import figures
from ententes.funding.states import Kind
from ententes.projects.models import Call


def left_of(call: Call) -> int | None:
    """The least of what the call offers less what was committed under it, and of what its envelopes have not committed.

    None where it announces no sum and draws on no envelope. Five queries for each envelope.
    """
    found = []
    if call.offered is not None:
        rows = LedgerEntry.objects.filter(use__project__deposit__call=call, kind__in=(Kind.COMMITTED, Kind.RECOVERED)).order_by()
        sums = {kind: int(cents) for kind, cents in rows.values_list("kind").annotate(cents=Sum("cents"))}
        found.append(call.offered - sums.get(Kind.COMMITTED, 0) + sums.get(Kind.RECOVERED, 0))
    envelopes = list(call.envelopes.select_related("agreement"))
    if envelopes:
        told = [figures.of_envelope(one) for one in envelopes]
        found.append(sum(one.available + one.reserved + one.recommended for one in told))
    return min(found, default=None)
