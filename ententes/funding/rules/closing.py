"""What stands in the way of closing a fiscal year, and of writing in one that is closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground.days import long_date
from ententes.ground.wording import money, quoted

from ..queries.closing import Preview
from ..states import AFTER_CLOSING, Fate
from .contributions import obstacles_to_keeping

IN_THE_WAY: list[Callable[[Agreement, int], Iterator[str]]] = []
"""What the rooms above see in the way of closing a year, such as a payment under way: each says so as it starts (its `apps`)."""


def obstacles_to_entering(agreement: Agreement, *, year: int, kind: str, cents: int, dated_on: date) -> Iterator[str]:
    """In a closed year: only what settles what was promised or committed before, on a later day; what comes back; corrections."""
    last = agreement.fiscal_year(year).last_day
    said = {"year": agreement.fiscal_year(year).label, "day": long_date(last)}
    if kind in AFTER_CLOSING:
        if dated_on <= last:
            yield _("L’exercice %(year)s est fermé : ce qui s’y inscrit encore est d’après le %(day)s, ou corrige une écriture.") % said
    elif cents > 0:
        yield _("L’exercice %(year)s est fermé : plus rien ne s’y promet, ne s’y réserve ni ne s’y engage.") % said


def obstacles_to_closing(agreement: Agreement, preview: Preview, *, by: Capacity, on: date) -> Iterator[str]:
    """A year is closed once, in order, when it is over and nothing of it is left half-way."""
    yield from obstacles_to_keeping(agreement, by=by, on=on)
    if preview.closed:
        yield _("L’exercice %(year)s est déjà fermé.") % {"year": preview.label}
        return
    if on <= preview.last_day:
        yield _("L’exercice %(year)s n’est clos qu’après le %(day)s.") % {"year": preview.label, "day": long_date(preview.last_day)}
    if preview.before:
        yield _("L’exercice %(before)s n’est pas fermé : les exercices se ferment dans l’ordre.") % {"before": preview.before}
    for use, figures in preview.unsettled:
        title = _("Une affectation que vous ne pouvez lire") if use is None else quoted(use)
        if figures.reserved:
            yield _("%(use)s : %(cents)s restent réservés. Engagez-les ou libérez-les.") % {"use": title, "cents": money(figures.reserved)}
        if figures.recommended:
            yield _("%(use)s : %(cents)s restent recommandés. Ils attendent une décision, ou se libèrent.") % {
                "use": title,
                "cents": money(figures.recommended),
            }
    if preview.allotting:
        yield _("Le dossier %(matter)s, qui répartit les sommes de l’exercice, n’est pas réglé.") % {"matter": quoted(preview.allotting)}
    if preview.short:
        yield _("La réserve des crédits disponibles est invoquée : elle se lève d’abord.")
    for also in IN_THE_WAY:
        yield from also(agreement, preview.year)


def obstacles_to_fates(preview: Preview, fates: Mapping[int, tuple[str, int]]) -> Iterator[str]:
    """Each envelope with something left is carried over or given back, of the amount that was read; only what came is given back."""
    for one in preview.remainders:
        if not one.left:
            continue
        fate, seen = fates.get(one.key, ("", one.left))
        if fate not in Fate.values:
            yield _("Dites ce que devient le reste de l’enveloppe %(title)s.") % {"title": quoted(one.title)}
        if seen != one.left:
            yield _("Il reste maintenant %(left)s dans l’enveloppe %(title)s : relisez l’aperçu.") % {
                "title": quoted(one.title),
                "left": money(one.left),
            }
        if fate == Fate.RETURN and one.left > one.returnable:
            yield _("Des partenaires de l’enveloppe %(title)s, %(most)s sont reçus et libres : on ne rend pas %(left)s.") % {
                "title": quoted(one.title),
                "most": money(one.returnable),
                "left": money(one.left),
            }
