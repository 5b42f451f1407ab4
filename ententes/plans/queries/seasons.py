"""The seasons of an agreement: where each begins, and the one in which a day falls."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.french import fold
from ententes.ground.windows import DEFAULT_SEASONS

_NAMES = {"hiver": "winter", "printemps": "spring", "ete": "summer", "automne": "autumn"}
_NAMES |= {name: name for name in _NAMES.values()} | {"fall": "autumn"}


class Season(NamedTuple):
    """A season of one year, its first and last day included. `name` is ours (`winter`…), empty for a word that is none of the four."""

    word: str
    name: str
    first: date
    last: date

    @property
    def this(self) -> str:
        """« cet automne », « ce printemps », in the language of the page."""
        known = {"winter": _("cet hiver"), "spring": _("ce printemps"), "summer": _("cet été"), "autumn": _("cet automne")}
        return known.get(self.name) or _("en ce moment (%(season)s)") % {"season": self.word}


def starts(agreement: Agreement) -> Mapping[str, tuple[int, int]]:
    """The first (month, day) of each season, as `ground.windows.window` takes them; the usual ones where the agreement says nothing."""
    own = {name: (month, day) for word, month, day in agreement.seasons if (name := _NAMES.get(fold(word)))}
    return {**DEFAULT_SEASONS, **own}


def season_of(agreement: Agreement, day: date) -> Season:
    """The season of the agreement in which a day falls."""
    rows = agreement.seasons or [["printemps", 4, 1], ["été", 7, 1], ["automne", 9, 1], ["hiver", 1, 1]]
    firsts = sorted((date(year, month, first), word) for year in (day.year - 1, day.year, day.year + 1) for word, month, first in rows)
    place = max(place for place, (first, _word) in enumerate(firsts) if first <= day)
    first, word = firsts[place]
    following = firsts[place + 1][0] if place + 1 < len(firsts) else date(day.year + 2, 1, 1)
    return Season(word, _NAMES.get(fold(word), ""), first, following - timedelta(days=1))
