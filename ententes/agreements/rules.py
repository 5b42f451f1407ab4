"""What stands in the way of acts about agreements. Who acts is settled above; what the agreement allows is settled here."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ententes.ground.french import fold

from .models import Agreement


def obstacles_to_publishing(agreement: Agreement) -> Iterator[str]:
    """What the public reads first must be there."""
    if not agreement.title.strip():
        yield _("Une entente publiée porte un titre.")


def obstacles_to_naming_party(agreement: Agreement, *, name: str, acronym: str) -> Iterator[str]:
    """An organisation is a party once, under whatever spelling or acronym."""
    if not name.strip():
        yield _("Un partenaire porte un nom.")
    said = {fold(words) for words in (name, acronym)} - {""}
    for party in agreement.parties.select_related("organisation").prefetch_related("organisation__aliases"):
        one = party.organisation
        if said & {fold(words) for words in (one.name, one.acronym, *(alias.name for alias in one.aliases.all()))}:
            yield _("« %(name)s » est déjà partenaire de l’entente.") % {"name": one.name}


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
