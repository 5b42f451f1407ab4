"""What partners promised and brought, year by year, and what is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from ententes.agreements.models import Agreement

from ..models import Contribution
from ..states import Kind, Nature


@dataclass(frozen=True, slots=True)
class Promise:
    """One contribution, as a light row."""

    pk: int
    party: int
    name: str
    year: int
    nature: str
    pledged: int
    received: int
    due_on: date | None
    objective: str
    territory: str
    project: str

    @property
    def left(self) -> int:
        return self.pledged - self.received

    def is_late(self, on: date) -> bool:
        return self.due_on is not None and self.due_on < on and self.left > 0

    @property
    def in_money(self) -> bool:
        return self.nature == Nature.MONEY

    @property
    def earmark(self) -> str:
        """What it is meant for, in its own words."""
        return " · ".join(one for one in (self.objective, self.territory, self.project) if one)


def promises(agreement: Agreement, party: int | None = None) -> list[Promise]:
    """Every contribution of an agreement, or of one party, year by year. One query."""
    rows = Contribution.objects.filter(agreement=agreement, **({"party": party} if party else {}))
    rows = rows.annotate(
        pledged=Sum("entries__cents", filter=Q(entries__kind=Kind.PLEDGED), default=0),
        received=Sum("entries__cents", filter=Q(entries__kind=Kind.RECEIVED), default=0),
    ).order_by("party", "year", "pk")
    columns = ("pk", "party", "party__organisation__name", "year", "nature", "pledged", "received", "due_on")
    names = ("objective__title", "territory__name", "project")
    return [Promise(*row[:8], *(one or "" for one in row[8:])) for row in rows.values_list(*columns, *names)]


@dataclass(frozen=True, slots=True)
class Told:
    """What was promised and received together, in cents."""

    pledged: int = 0
    received: int = 0

    @property
    def left(self) -> int:
        return self.pledged - self.received


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner with what it promised and brought: in money by year and in all, in kind, and what is late."""

    pk: int
    name: str
    by_year: dict[int, Told]
    in_all: Told
    in_kind: Told
    late: tuple[Promise, ...]


def partners(agreement: Agreement, on: date) -> list[Partner]:
    """The parties that promised something, the largest promise first, then those that fund or sign without any. Two queries."""
    found = promises(agreement)
    held: dict[int, list[Promise]] = {}
    for one in found:
        held.setdefault(one.party, []).append(one)
    rows = agreement.parties.order_by("-is_funder", "pk").values_list("pk", "organisation__name", "is_funder", "is_signatory")
    shown = [(pk, name) for pk, name, funds, signs in rows if pk in held or funds or signs]
    made = [_partner(pk, name, held.get(pk, []), on) for pk, name in shown]
    return sorted(made, key=lambda one: (not held.get(one.pk), -one.in_all.pledged))


def _partner(pk: int, name: str, held: list[Promise], on: date) -> Partner:
    money = [one for one in held if one.in_money]
    years = sorted({one.year for one in money})
    late = tuple(one for one in held if one.is_late(on))
    by_year = {year: told(one for one in money if one.year == year) for year in years}
    return Partner(pk, name, by_year, told(money), told(one for one in held if not one.in_money), late)


def told(found: Iterable[Promise]) -> Told:
    rows = list(found)
    return Told(sum(one.pledged for one in rows), sum(one.received for one in rows))
