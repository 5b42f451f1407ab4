"""How an entry is added to the ledger: numbered without gap, shared to the cent, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from ..models import Ledger, LedgerEntry, Share
from ..queries.closing import is_closed
from ..rules import WORDS, obstacles_to_entering
from ..states import Kind


def hold_ledger(agreement: Agreement) -> Ledger:
    """The ledger, that nobody else adds to before the transaction ends. Envelopes are held before it, never after."""
    ledger, _new = Ledger.objects.get_or_create(agreement=agreement)
    return hold(ledger)


@transaction.atomic
def append(
    ledger: Ledger,
    *,
    kind: str,
    year: int,
    cents: int,
    dated_on: date,
    by: Capacity,
    when: datetime,
    words: str = "",
    shared: Iterable[tuple[int | None, int]] = (),
    **about: Any,
) -> LedgerEntry:
    """Add an entry under the next number of a ledger that is held; `about` are the rows it concerns, `shared` who bears it.

    A closed year takes only what settles it, and corrections.
    """
    if about.get("corrects") is None and kind != Kind.CARRIED and is_closed(ledger.agreement, year):
        refuse_if(obstacles_to_entering(ledger.agreement, year=year, kind=kind, cents=cents, dated_on=dated_on))
    ledger.number += 1
    ledger.save(update_fields=["number"])
    entry = LedgerEntry.objects.create(
        agreement=ledger.agreement,
        number=ledger.number,
        kind=kind,
        year=year,
        cents=cents,
        dated_on=dated_on,
        words=shortened(words.strip(), WORDS),
        person=by.person,
        capacity=by.recorded[:300],
        at=when,
        **about,
    )
    Share.objects.bulk_create(Share(entry=entry, contribution_id=key, cents=part) for key, part in shared)
    return entry
