"""What an amendment changes to contributions: all of it in one transaction, or none of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.agreements import acts as agreements
from ententes.agreements.models import Amendment, Party
from ententes.committees.queries import Capacity
from ententes.ground.act import refuse_if

from .. import rules
from ..models import Contribution, Ledger, LedgerEntry
from ..queries import amending
from ..queries.amending import Cell, Place
from ..states import Kind, Nature
from .ledger import append, hold_ledger


@transaction.atomic
def amend_contributions(
    amendment: Amendment,
    *,
    becomes: Mapping[Place, int],
    read: Mapping[Place, int],
    by: Capacity,
    when: datetime,
    newcomers: Sequence[tuple[str, Mapping[tuple[int, str], int]]] = (),
    due_on: Mapping[int, date] | None = None,
    words: str = "",
) -> list[LedgerEntry]:
    """Record what an amendment makes of what is promised, from its first day: what is more is promised anew, what is less is taken back.

    `becomes` and `read` are, by place, what is wanted and what was read before. `newcomers` are named: they fund the agreement from then
    on. `due_on` is, by year, when what is promised anew is expected.
    """
    agreement, on = amendment.agreement, timezone.localdate(when)
    ledger = hold_ledger(agreement)
    wanted = dict(becomes)
    for name, promised in newcomers:
        party = agreements.name_party(agreement, name=name, is_funder=True, joined_by=amendment)
        wanted |= {(party.pk, year, nature): cents for (year, nature), cents in promised.items()}
    parties = {one.pk: one for one in agreement.parties.select_related("organisation", "left_by")}
    found = amending.cells(agreement, parties, {place[1] for place in wanted})
    facts: dict[str, Any] = {"found": found, "becomes": wanted, "read": read, "parties": parties}
    refuse_if(rules.obstacles_to_amending_contributions(amendment, ledger, **facts, by=by, on=on))
    said: dict[str, Any] = {"amendment": amendment, "words": words.strip() or amendment.title, "by": by, "when": when}
    made: list[LedgerEntry] = []
    for place, cents in amending.changed(found, wanted).items():
        made += _changed(ledger, parties[place[0]], place, found[place], cents, (due_on or {}).get(place[1]), said)
    return made


def _changed(
    ledger: Ledger, party: Party, place: Place, cell: Cell, cents: int, due_on: date | None, said: Mapping[str, Any]
) -> list[LedgerEntry]:
    _party, year, nature = place
    told = {"kind": Kind.PLEDGED, "year": year, "dated_on": said["amendment"].in_force_on, **said}
    if cents < cell.pledged:
        firsts = Contribution.objects.in_bulk([key for key, _part in amending.taken_back(cell, cents)])
        return [
            append(ledger, **told, cents=-part, contribution=firsts[key], corrects=firsts[key].entries.filter(kind=Kind.PLEDGED).first())
            for key, part in amending.taken_back(cell, cents)
        ]
    if nature == Nature.MONEY and not party.is_funder:
        agreements.mark_party(party, is_signatory=party.is_signatory, is_funder=True, is_manager=party.is_manager)
    promised = Contribution.objects.create(
        agreement=ledger.agreement,
        party=party,
        year=year,
        nature=nature,
        due_on=due_on,
        words=said["words"],
        amendment=said["amendment"],
        recorded_at=said["when"],
    )
    return [append(ledger, **told, cents=cents - cell.pledged, contribution=promised)]
