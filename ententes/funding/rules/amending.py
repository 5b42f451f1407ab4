"""What stands in the way of what an amendment changes to contributions, each with the partner, the year and the nature it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Amendment, Party
from ententes.committees.queries import Capacity
from ententes.ground.days import long_date
from ententes.ground.money import MOST
from ententes.ground.wording import money

from ..models import Ledger
from ..queries import figures
from ..queries.amending import Cell, Place, changed, where
from ..states import Nature
from .contributions import obstacles_to_charging, obstacles_to_keeping, obstacles_to_year


def obstacles_to_amending_contributions(
    amendment: Amendment,
    ledger: Ledger,
    *,
    found: Mapping[Place, Cell],
    becomes: Mapping[Place, int],
    read: Mapping[Place, int],
    parties: Mapping[int, Party],
    by: Capacity,
    on: date,
) -> Iterator[str]:
    """An amendment in force changes what is promised, but for what came, what is committed, and closed years.

    `becomes` and `read` are, by place, what is wanted and what was read before it was: what changed meanwhile is refused.
    """
    agreement = amendment.agreement
    yield from obstacles_to_keeping(agreement, by=by, on=on)
    if amendment.in_force_on > on:
        yield _("L’avenant %(number)s n’est en vigueur que le %(day)s.") % {
            "number": amendment.number,
            "day": long_date(amendment.in_force_on),
        }
    differs = changed(found, becomes)
    if not differs:
        yield _("Rien ne change : écrivez ce que devient au moins une promesse.")
    if any(place[0] not in parties for place in differs):
        yield _("Cet organisme n’est pas une partie de l’entente.")
        return
    for place, cents in differs.items():
        yield from _at(amendment, place, cents, found.get(place, Cell()), read.get(place), parties[place[0]], on)
    for year in sorted({place[1] for place in differs}):
        yield from obstacles_to_year(agreement, year, on=on)
        told = figures.of_year(agreement, year)
        gap = sum(cents - found[place].pledged for place, cents in differs.items() if place[1] == year and place[2] == Nature.MONEY)
        if told.administration and gap < 0:
            yield from obstacles_to_charging(agreement, ledger, charged=told.administration, base=told.pledged + gap)


def _at(amendment: Amendment, place: Place, cents: int, cell: Cell, read: int | None, party: Party, on: date) -> Iterator[str]:
    said = {"where": where(amendment.agreement, str(party), *place[1:]), "then": money(cents), "now": money(cell.pledged)}
    said |= {"received": money(cell.received), "borne": money(cell.borne)}
    if read is not None and read != cell.pledged:
        yield _("%(where)s : la promesse est maintenant de %(now)s; relisez avant d’inscrire.") % said
    if cell.closed:
        yield _("%(where)s : l’exercice est fermé, sa promesse ne change plus.") % said
    if not 0 <= cents < MOST:
        yield _("%(where)s : une promesse va de zéro à moins de %(most)s.") % {**said, "most": money(MOST)}
    elif cents > cell.pledged and party.left_by is not None and party.left_by.in_force_on <= on:
        yield _("%(where)s : cette partie a quitté l’entente par l’avenant %(number)s.") % {**said, "number": party.left_by.number}
    elif cents < cell.received:
        yield _("%(where)s : %(received)s sont déjà reçus; la promesse ne descend pas à %(then)s.") % said
    elif cents < min(cell.floor, cell.pledged):
        yield _("%(where)s : %(borne)s sont déjà engagés à même cette promesse; elle ne descend pas à %(then)s.") % said
