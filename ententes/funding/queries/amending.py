"""What is promised by partner, year and nature, as an amendment may change it: how low each may go, and what a change would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.wording import money

from ..models import Contribution
from ..states import Kind, Nature
from .allotments import pledged_for
from .closing import outside
from .sharing import bearing

Place = tuple[int, int, str]
"""A party by its key, a year, and the nature of what it promises."""


@dataclass(frozen=True, slots=True)
class Held:
    """One contribution of a place, with what may not be taken back of it: what came, or what it bears of commitments."""

    key: int
    pledged: int
    received: int
    borne: int

    @property
    def floor(self) -> int:
        return max(self.received, self.borne)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a party promises for a year, in money or in kind: one contribution or several, in their order."""

    held: tuple[Held, ...] = ()
    closed: bool = False

    @property
    def pledged(self) -> int:
        return sum(one.pledged for one in self.held)

    @property
    def received(self) -> int:
        return sum(one.received for one in self.held)

    @property
    def borne(self) -> int:
        return sum(one.borne for one in self.held)

    @property
    def floor(self) -> int:
        """The least it may become: a promise that its commitments already exceed goes no lower either."""
        return sum(min(one.floor, one.pledged) for one in self.held)


def cells(agreement: Agreement, parties: Iterable[int], years: Iterable[int]) -> dict[Place, Cell]:
    """Every place of these parties and years, with or without a promise. Three queries."""
    closed = set(agreement.year_closings.values_list("year", flat=True))
    borne = bearing(agreement)
    rows = Contribution.objects.filter(agreement=agreement).annotate(
        pledged=Sum("entries__cents", filter=Q(entries__kind=Kind.PLEDGED), default=0),
        received=Sum("entries__cents", filter=Q(entries__kind=Kind.RECEIVED), default=0),
    )
    held: dict[Place, list[Held]] = {}
    for key, party, year, nature, pledged, received in rows.order_by("pk").values_list(
        "pk", "party", "year", "nature", "pledged", "received"
    ):
        held.setdefault((party, year, nature), []).append(Held(key, int(pledged), int(received), max(0, borne.get(key, 0))))
    spread = {(party, year, str(nature)) for party in parties for year in years for nature in Nature.values}
    return {place: Cell(tuple(held.get(place, ())), place[1] in closed) for place in sorted(spread | set(held))}


def taken_back(cell: Cell, cents: int) -> list[tuple[int, int]]:
    """Which contributions give up how much so that the cell comes down to so many cents: the latest promise first."""
    found, left = [], cell.pledged - cents
    for one in reversed(cell.held):
        part = min(left, max(0, one.pledged - one.floor))
        if part > 0:
            found.append((one.key, part))
            left -= part
    return found


def changed(found: Mapping[Place, Cell], becomes: Mapping[Place, int]) -> dict[Place, int]:
    """What differs from what is promised now, in the order of the places."""
    return {place: becomes[place] for place in sorted(becomes) if becomes[place] != found.get(place, Cell()).pledged}


def where(agreement: Agreement, name: str, year: int, nature: str) -> str:
    """A place in words: « Moulin, 2011-2012, en argent »."""
    return f"{name}, {agreement.fiscal_year(year).label}, {Nature(nature).label}"


def effects(agreement: Agreement, found: Mapping[Place, Cell], becomes: Mapping[Place, int], names: Mapping[int, str]) -> list[str]:
    """What would be written, place by place, then what each year comes to. A few queries for each year that changes."""
    return list(_effects(agreement, found, becomes, names))


def _effects(agreement: Agreement, found: Mapping[Place, Cell], becomes: Mapping[Place, int], names: Mapping[int, str]) -> Iterator[str]:
    differs, totals = changed(found, becomes), dict[int, int]()
    for (party, year, nature), cents in sorted(differs.items(), key=lambda one: (names[one[0][0]], one[0])):
        now = found.get((party, year, nature), Cell()).pledged
        said = {"where": where(agreement, names[party], year, nature), "now": money(now), "then": money(cents)}
        said["gap"] = money(abs(cents - now))
        if not now:
            yield _("%(where)s : %(then)s promis de plus, où rien ne l’était.") % said
        elif cents > now:
            yield _("%(where)s : de %(now)s à %(then)s, soit %(gap)s promis de plus.") % said
        else:
            yield _("%(where)s : de %(now)s à %(then)s, soit %(gap)s de repris.") % said
        if nature == Nature.MONEY:
            totals[year] = totals.get(year, 0) + cents - now
    for year, gap in sorted(totals.items()):
        now = pledged_for(agreement, year)
        said = {"year": agreement.fiscal_year(year).label, "now": money(now), "then": money(now + gap)}
        yield _("En argent, le total promis pour %(year)s passe de %(now)s à %(then)s.") % said
        if (left := outside(agreement, year).left + gap) < 0:
            said["more"] = money(-left)
            yield _("La répartition en vigueur pour %(year)s dépasserait de %(more)s ce que l’exercice a : il faudra la réviser.") % said
