"""Readings of agreements too large for a queryset: a title where there is little room, and the last year as at a day."""

from __future__ import annotations

import re
from datetime import date

from ententes.ground.french import even, shortened, tidy

from .models import Agreement

_LEADING = re.compile(
    r"(?:(?:dans |pour |sur )?(?:la |le )?(?:region|territoire)s? (?:administrative )?)?(?:de la |de l'|des |du |de |d'|la |le |les |l')?"
)
_OPENING = re.compile(
    r"(?:the )?(?:(?:entente|agreement)\b ?(?:(?:specifique|sectorielle|de partenariat|de developpement|administrative|regionale)\b ?)*"
    r"(?:(?:en matiere d[e']|portant sur|relative (?:a|au|aux)|concernant|sur|en|for|on|pour)(?<=') ?|"
    r"(?:en matiere de|portant sur|relative (?:a|au|aux)|concernant|sur|en|for|on|pour)\b ?)?(?:la |le |les |l'|the )?)?"
)
_SMALL = {"de", "du", "des", "la", "le", "les", "et", "l", "d", "en", "sur", "au", "aux"}


def short_title(title: str, field: str = "", region: str = "") -> str:
    """A title that fits in a menu: « Culture · Estrie », or the beginning of the title."""
    what = _without(_LEADING, field) or _without(_OPENING, title) or title
    where = _without(_LEADING, region)
    if where.isupper():
        parts = re.split(r"([\s\-’']+)", where.lower())
        where = "".join(part if part in _SMALL else part[:1].upper() + part[1:] for part in parts)
    what = what.lower() if what.isupper() and len(what) > 6 else what
    what = what[:1].upper() + what[1:]
    if where and even(where) not in even(what):
        return shortened(f"{shortened(what, max(20, 77 - len(where)))} · {where[:1].upper()}{where[1:]}", 80)
    return shortened(what, 80)


def _without(opening: re.Pattern[str], words: str) -> str:
    words = " ".join(tidy(words).split())
    found = opening.match(even(words))
    return re.sub(r" et (?:en |de |du |des |d['’])", " et ", words[found.end() :] if found else words)


def last_year_on(agreement: Agreement, day: date) -> int | None:
    """The last year of the agreement as at that day: as it was signed, or as the latest amendment then in force made it. One query."""
    changed = agreement.amendments.filter(in_force_on__lte=day, last_year__isnull=False).order_by("in_force_on", "pk")
    last = changed.values_list("last_year", flat=True).last()
    return agreement.last_year if last is None else last
