"""What the entries of the ledger sum to: of a contribution, a use, an envelope, a year. A figure is never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from ententes.agreements.models import Agreement
from ententes.decisions.models import Version
from ententes.decisions.states import State

from ..models import Allotment, Envelope, LedgerEntry, Shortfall, Use
from ..states import Nature


@dataclass(frozen=True, slots=True)
class Figures:
    """What was said of some money, in cents, each kind on its own. `allotted` is what the allotment in force gives."""

    allotted: int = 0
    pledged: int = 0
    received: int = 0
    reserved: int = 0
    recommended: int = 0
    committed: int = 0
    paid: int = 0
    justified: int = 0
    recovered: int = 0
    interest: int = 0
    administration: int = 0
    carried: int = 0
    returned: int = 0

    @property
    def engaged(self) -> int:
        """What is spoken for: reserved, recommended or committed, less what came back."""
        return self.reserved + self.recommended + self.committed - self.recovered

    @property
    def available(self) -> int:
        return self.allotted + self.carried - self.engaged - self.returned

    @property
    def to_pay(self) -> int:
        return self.committed - self.paid

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def summed(rows: QuerySet[LedgerEntry], *by: str) -> dict[Any, dict[str, int]]:
    """The sums of each kind of entries, by the value of a column (or None alone). One query."""
    found: dict[Any, dict[str, int]] = {}
    for *key, kind, cents in rows.order_by().values_list(*by, "kind").annotate(cents=Sum("cents")):
        found.setdefault(key[0] if key else None, {})[kind] = int(cents)
    return found


def of_use(use: Use) -> Figures:
    """One query."""
    return Figures(**summed(use.entries.all()).get(None, {}))


def of_contribution(contribution: Any) -> Figures:
    """One query."""
    return Figures(**summed(contribution.entries.all()).get(None, {}))


def of_envelope(envelope: Envelope) -> Figures:
    """Three queries."""
    given = allotted(envelope.agreement, envelope.year).get(envelope.pk, 0)
    return Figures(allotted=given, **summed(envelope.entries.all()).get(None, {}))


def of_year(agreement: Agreement, year: int) -> Figures:
    """A whole year, in money only. Three queries."""
    rows = LedgerEntry.objects.filter(agreement=agreement, year=year).exclude(contribution__nature=Nature.IN_KIND)
    return Figures(allotted=sum(allotted(agreement, year).values()), **summed(rows).get(None, {}))


def envelopes(agreement: Agreement, year: int) -> list[tuple[Envelope, Figures]]:
    """Each envelope of a year with its figures, in the order of the objectives. Four queries."""
    rows = list(agreement.envelopes.filter(year=year).select_related("objective"))
    given = allotted(agreement, year)
    found = summed(LedgerEntry.objects.filter(envelope__in=[one.pk for one in rows]), "envelope")
    return [(one, Figures(allotted=given.get(one.pk, 0), **found.get(one.pk, {}))) for one in rows]


def uses(envelope: Envelope, person: Any) -> list[tuple[Use, Figures]]:
    """What an envelope is drawn on for, as a person may read it, each with its figures. Two queries."""
    rows = list(envelope.uses.seen_by(person).select_related("territory"))
    found = summed(envelope.entries.exclude(use=None), "use")
    return [(one, Figures(**found.get(one.pk, {}))) for one in rows]


def adopted(agreement: Agreement, year: int) -> Version | None:
    """The copy of the allotment of a year that its last settled matter froze; None where none was adopted. Two queries."""
    one = Allotment.objects.filter(agreement=agreement, year=year).select_related("matter__revises").first()
    matter = one.matter if one else None
    if matter is not None and matter.state != State.SETTLED:
        matter = matter.revises
    return Version.objects.filter(matter=matter).order_by("-number").first() if matter else None


def allotted(agreement: Agreement, year: int) -> dict[int, int]:
    """What the allotment in force gives to each envelope of a year, by its key. Two queries."""
    version = adopted(agreement, year)
    return {line["key"]: line["cents"] for line in version.data["lines"]} if version else {}


def shortfalls(agreement: Agreement, year: int) -> list[Shortfall]:
    """The clause « sous réserve des crédits disponibles », as it stands invoked for a year. One query."""
    return list(agreement.shortfalls.filter(year=year, lifted_at=None).select_related("envelope"))


def short_of(envelope: Envelope) -> list[Shortfall]:
    """The same, as it reaches an envelope: for it alone, or for its whole year. One query."""
    return [one for one in shortfalls(envelope.agreement, envelope.year) if one.envelope_id in (None, envelope.pk)]


def years(agreement: Agreement, today: date, last: int | None) -> list[int]:
    """The years that may hold money: those of the agreement, and those whose money is told already. Two queries."""
    told = {*agreement.contributions.values_list("year", flat=True), *agreement.envelopes.values_list("year", flat=True)}
    first = agreement.first_year
    term: Iterable[int] = range(first, last + 1) if first is not None and last is not None and last - first < 60 else ()
    found = {*told, *term}
    if not found:
        found = {today.year if today.month >= agreement.fiscal_month else today.year - 1}
    return sorted(found)
