"""The statement of a partner: what it promised and put in, what its money paid for by year and envelope. All of them sum to the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, Sum

from ententes.agreements.models import Agreement, Party
from ententes.ground.years import FiscalYear

from ..models import LedgerEntry, Share
from ..states import SHARED, Kind, Nature
from .promises import Promise, promises


@dataclass(frozen=True, slots=True)
class Row:
    """What a partner's money did in one envelope of one year, in cents."""

    year: int
    envelope: str
    key: int
    committed: int = 0
    paid: int = 0
    recovered: int = 0
    returned: int = 0

    @property
    def spent(self) -> int:
        """What was paid, less what came back."""
        return self.paid - self.recovered


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a statement: what was promised and put in, what its envelopes had of it, and what is left of what was put in."""

    year: int
    pledged: int
    received: int
    in_kind: int
    rows: tuple[Row, ...] = field(default_factory=tuple)

    @property
    def committed(self) -> int:
        return sum(row.committed for row in self.rows)

    @property
    def paid(self) -> int:
        return sum(row.spent for row in self.rows)


@dataclass(frozen=True, slots=True)
class Statement:
    """A partner's years, in order. `promises` are its contributions."""

    years: tuple[Year, ...]
    promises: tuple[Promise, ...]

    @property
    def pledged(self) -> int:
        return sum(one.pledged for one in self.years)

    @property
    def received(self) -> int:
        return sum(one.received for one in self.years)

    @property
    def in_kind(self) -> int:
        return sum(one.in_kind for one in self.years)

    @property
    def committed(self) -> int:
        return sum(one.committed for one in self.years)

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.years)

    @property
    def beyond(self) -> int:
        """What it bears of commitments beyond its promise, since an amendment took some of it back."""
        return max(0, self.committed - sum(row.recovered for one in self.years for row in one.rows) - self.pledged)

    @property
    def returned(self) -> int:
        """What was given back to it as a year was closed."""
        return sum(row.returned for one in self.years for row in one.rows)

    @property
    def left(self) -> int:
        """What was put in and neither paid out nor given back: negative where its share was paid before it came."""
        return self.received - self.paid - self.returned


def of_party(agreement: Agreement, party: Party) -> Statement:
    """Two queries, whatever the number of entries."""
    made = promises(agreement, party.pk)
    return _statement(made, _rows(Share.objects.filter(contribution__party=party, entry__agreement=agreement)))


@dataclass(frozen=True, slots=True)
class OwnYear:
    """One fiscal year of the partner itself: what it put in and what its money paid, on the days of the facts."""

    year: FiscalYear
    received: int = 0
    paid: int = 0


def in_own_years(agreement: Agreement, party: Party, month: int) -> list[OwnYear]:
    """The same money in the fiscal years of the partner, that begin in that month. Two queries."""
    sums: dict[FiscalYear, dict[str, int]] = {}
    told = LedgerEntry.objects.filter(agreement=agreement, contribution__party=party, kind=Kind.RECEIVED)
    told = told.exclude(contribution__nature=Nature.IN_KIND).order_by().values_list("dated_on").annotate(cents=Sum("cents"))
    for day, cents in told:
        _add(sums, FiscalYear.of(day, month), "received", int(cents))
    borne = Share.objects.filter(entry__agreement=agreement, contribution__party=party, entry__kind__in=(Kind.PAID, Kind.RECOVERED))
    for day, kind, cents in borne.order_by().values_list("entry__dated_on", "entry__kind").annotate(cents=Sum("cents")):
        _add(sums, FiscalYear.of(day, month), "paid", int(cents) if kind == Kind.PAID else -int(cents))
    return [OwnYear(year, **found) for year, found in sorted(sums.items())]


def _add(sums: dict[FiscalYear, dict[str, int]], year: FiscalYear, name: str, cents: int) -> None:
    told = sums.setdefault(year, {})
    told[name] = told.get(name, 0) + cents


def unborne(agreement: Agreement) -> list[Row]:
    """What no contribution bears: interest, and sums nobody promised. One query."""
    return _rows(Share.objects.filter(contribution=None, entry__agreement=agreement))


def _rows(shares: object) -> list[Row]:
    sums = {str(kind): Sum("cents", filter=Q(entry__kind=kind), default=0) for kind in SHARED}
    order = ("entry__year", "entry__envelope__objective__number", "entry__envelope")
    found = shares.order_by(*order).values_list("entry__year", "entry__envelope__title", "entry__envelope", *order[1:2])  # type: ignore[attr-defined]
    return [Row(year, title, key, *map(int, told)) for year, title, key, _number, *told in found.annotate(**sums)]


def _statement(made: list[Promise], rows: list[Row]) -> Statement:
    years = sorted({one.year for one in made} | {one.year for one in rows})
    return Statement(tuple(_year(year, made, rows) for year in years), tuple(made))


def _year(year: int, made: Iterable[Promise], rows: Iterable[Row]) -> Year:
    mine = [one for one in made if one.year == year]
    money = [one for one in mine if one.nature == Nature.MONEY]
    kind = sum(one.received for one in mine if one.nature == Nature.IN_KIND)
    told = tuple(one for one in rows if one.year == year)
    return Year(year, sum(one.pledged for one in money), sum(one.received for one in money), kind, told)


def gaps(agreement: Agreement) -> dict[str, int]:
    """By kind, how far the shares are from the ledger: nothing at all, or something is wrong. Two queries."""
    rows = LedgerEntry.objects.filter(agreement=agreement, kind__in=SHARED).order_by()
    told = dict(rows.values_list("kind").annotate(cents=Sum("cents")))
    borne = dict(Share.objects.filter(entry__agreement=agreement).order_by().values_list("entry__kind").annotate(cents=Sum("cents")))
    found = {str(kind): int(told.get(kind, 0)) - int(borne.get(kind, 0)) for kind in SHARED}
    return {kind: gap for kind, gap in found.items() if gap}
