"""What closing a fiscal year would do, to the cent: what is left in each envelope and outside of them, and what is left half-way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum

from ententes.agreements.models import Agreement
from ententes.decisions.states import ENDED

from ..models import Allotment, Envelope, LedgerEntry, Use, YearClosing
from ..states import Kind, Nature
from . import figures
from .figures import Figures
from .sharing import returnable


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left in an envelope, and how much of it could be given back to those who put it in."""

    key: int
    title: str
    told: Figures
    returnable: int

    @property
    def left(self) -> int:
        return self.told.available

    @property
    def whole(self) -> int:
        return self.told.allotted + self.told.carried


@dataclass(frozen=True, slots=True)
class Outside:
    """What of the money of a year is in no envelope: it goes to the next year, even below nothing."""

    pledged: int
    interest: int
    administration: int
    carried: int
    allotted: int

    @property
    def whole(self) -> int:
        """All that the year has to share out."""
        return self.pledged + self.interest - self.administration + self.carried

    @property
    def left(self) -> int:
        return self.whole - self.allotted


@dataclass(frozen=True, slots=True)
class Preview:
    """A year as it would be closed. `unsettled` are uses by their titles, None where the reader may not read them."""

    year: int
    label: str
    last_day: date
    closed: YearClosing | None
    before: str
    remainders: tuple[Remainder, ...]
    outside: Outside
    unsettled: tuple[tuple[str | None, Figures], ...]
    allotting: str
    short: bool
    to_receive: int
    to_pay: int


def is_closed(agreement: Agreement, year: int) -> bool:
    """One query."""
    return YearClosing.objects.filter(agreement=agreement, year=year).exists()


def next_open(agreement: Agreement, year: int) -> int:
    """The first year after that one that is not closed. One query."""
    closed = set(YearClosing.objects.filter(agreement=agreement, year__gt=year).values_list("year", flat=True))
    following = year + 1
    while following in closed:
        following += 1
    return following


def outside(agreement: Agreement, year: int) -> Outside:
    """Four queries."""
    told = figures.of_year(agreement, year)
    rows = LedgerEntry.objects.filter(agreement=agreement, year=year, kind=Kind.CARRIED, envelope=None)
    carried = int(rows.aggregate(cents=Sum("cents"))["cents"] or 0)
    return Outside(told.pledged, told.interest, told.administration, carried, told.allotted)


def preview(agreement: Agreement, year: int, person: Any) -> Preview:
    """What closing the year would do, as a person may read it. Queries grow with its envelopes, for a year is closed once."""
    held = figures.envelopes(agreement, year)
    for envelope, _told in held:
        envelope.agreement = agreement
    remainders = tuple(_remainder(envelope, told) for envelope, told in held)
    uses = Use.objects.filter(envelope__agreement=agreement, envelope__year=year)
    seen = dict(uses.seen_by(person).values_list("pk", "title"))
    found = figures.summed(LedgerEntry.objects.filter(use__in=uses, kind__in=(Kind.RESERVED, Kind.RECOMMENDED)), "use")
    matter = Allotment.objects.filter(agreement=agreement, year=year).values_list("matter__title", "matter__state").first()
    in_money = LedgerEntry.objects.filter(agreement=agreement, year=year).exclude(contribution__nature=Nature.IN_KIND)
    told = Figures(**figures.summed(in_money).get(None, {}))
    fiscal = agreement.fiscal_year(year)
    return Preview(
        year=year,
        label=fiscal.label,
        last_day=fiscal.last_day,
        closed=YearClosing.objects.filter(agreement=agreement, year=year).first(),
        before=_before(agreement, year),
        remainders=remainders,
        outside=outside(agreement, year),
        unsettled=tuple((seen.get(key), Figures(**sums)) for key, sums in found.items() if any(sums.values())),
        allotting=matter[0] if matter and matter[0] and matter[1] not in ENDED else "",
        short=bool(figures.shortfalls(agreement, year)),
        to_receive=told.pledged - told.received,
        to_pay=told.to_pay,
    )


def _remainder(envelope: Envelope, told: Figures) -> Remainder:
    return Remainder(envelope.pk, envelope.title, told, sum(returnable(envelope).values()) if told.available > 0 else 0)


def _before(agreement: Agreement, year: int) -> str:
    """The first earlier year whose money is not closed, in words."""
    years = set(agreement.ledger_entries.filter(year__lt=year).order_by().values_list("year", flat=True).distinct())
    years -= set(agreement.year_closings.values_list("year", flat=True))
    return agreement.fiscal_year(min(years)).label if years else ""
