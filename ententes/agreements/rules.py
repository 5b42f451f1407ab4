"""What stands in the way of acts about agreements. Who acts is settled above; what the agreement allows is settled here."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ententes.ground.days import long_date
from ententes.ground.french import fold
from ententes.ground.wording import quoted

from .models import Agreement, Amendment, Party
from .queries import last_year_on


def obstacles_to_publishing(agreement: Agreement) -> Iterator[str]:
    """What the public reads first must be there."""
    if not agreement.title.strip():
        yield _("Une entente publiée porte un titre.")


def obstacles_to_naming_party(agreement: Agreement, *, name: str, acronym: str) -> Iterator[str]:
    """An organisation is a party once, under whatever spelling or acronym; one that left does not come back as another."""
    if not name.strip():
        yield _("Un partenaire porte un nom.")
    said = {fold(words) for words in (name, acronym)} - {""}
    for party in agreement.parties.select_related("organisation", "left_by").prefetch_related("organisation__aliases"):
        one = party.organisation
        if said & {fold(words) for words in (one.name, one.acronym, *(alias.name for alias in one.aliases.all()))}:
            if party.left_by is None:
                yield _("« %(name)s » est déjà partenaire de l’entente.") % {"name": one.name}
            else:
                yield _("%(name)s quitte l’entente par l’avenant %(number)s : son retour ne s’inscrit pas.") % {
                    "name": quoted(one.name),
                    "number": party.left_by.number,
                }


def obstacles_to_amending(amendment: Amendment, *, joining: Sequence[str], leaving: Sequence[Party]) -> Iterator[str]:
    """An amendment has a number of its own and comes into force while the agreement runs; who joins was not there, who leaves was."""
    agreement = amendment.agreement
    if not amendment.number:
        yield _("Un avenant porte un numéro.")
    elif agreement.amendments.filter(number=amendment.number).exists():
        yield _("Un avenant porte déjà le numéro %(number)s.") % {"number": amendment.number}
    if not amendment.title:
        yield _("Dites en quelques mots l’objet de l’avenant.")
    yield from _obstacles_to_term(amendment)
    if len({fold(name) for name in joining}) < len(joining):
        yield _("Un organisme ne se joint à l’entente qu’une fois.")
    for name in joining:
        yield from obstacles_to_naming_party(agreement, name=name, acronym="")
    for party in leaving:
        named = quoted(party.organisation.name)
        if party.agreement_id != agreement.pk:
            yield _("%(name)s n’est pas partenaire de l’entente.") % {"name": named}
        elif party.left_by is not None:
            yield _("%(name)s quitte déjà l’entente par l’avenant %(number)s.") % {"name": named, "number": party.left_by.number}
        elif party.joined_by is not None and party.joined_by.in_force_on >= amendment.in_force_on:
            yield _("%(name)s ne se joint à l’entente que le %(day)s.") % {"name": named, "day": long_date(party.joined_by.in_force_on)}


def _obstacles_to_term(amendment: Amendment) -> Iterator[str]:
    """It comes into force within the term as it stands that day, and leaves the agreement a last day that has not passed."""
    agreement, day = amendment.agreement, amendment.in_force_on
    if agreement.first_year is not None and day < (first := agreement.fiscal_year(agreement.first_year).first_day):
        yield _("L’entente commence le %(day)s : un avenant n’entre pas en vigueur avant.") % {"day": long_date(first)}
    last_year = last_year_on(agreement, day)
    if last_year is not None and day > (last := agreement.fiscal_year(last_year).last_day):
        yield _("L’entente prend fin le %(day)s : un avenant entre en vigueur avant.") % {"day": long_date(last)}
    if amendment.last_year is None:
        return
    ends = agreement.fiscal_year(amendment.last_year)
    if agreement.first_year is not None and amendment.last_year < agreement.first_year:
        yield _("L’entente ne peut pas finir en %(last)s : elle commence en %(first)s.") % {
            "last": ends.label,
            "first": agreement.fiscal_year(agreement.first_year).label,
        }
    elif ends.last_day < day:
        yield _("L’exercice %(year)s est fini quand l’avenant entre en vigueur : il ne peut pas devenir le dernier.") % {"year": ends.label}


def obstacles_to_settings(*, fiscal_month: int, cadence: int, seasons: Sequence[Sequence[Any]]) -> Iterator[str]:
    """A year begins on the first of a month; seasons cut it without meeting."""
    if not 1 <= fiscal_month <= 12:
        yield _("Le premier mois de l’exercice va de 1 à 12.")
    if not 1 <= cadence <= 12:
        yield _("La cadence va de 1 à 12 mois.")
    if len(seasons) != len({word for word, _month, _day in seasons}):
        yield _("Deux saisons portent le même nom.")
    if len({(month, day) for _word, month, day in seasons}) != len(seasons):
        yield _("Deux saisons commencent le même jour.")
    for word, month, day in seasons:
        if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2011, month)[1]):
            yield _("« %(season)s » ne commence pas un jour de l’année.") % {"season": word}
