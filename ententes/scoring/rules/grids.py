"""What stands in the way of writing grids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity

from ..models import Analysis, Grid
from ..queries.grids import MOST_BLOCKS, Scale
from ..states import Tie

TITLE = 200
GUIDE = 1000
MOST_CRITERIA = 20
"""Criteria of one block."""
WHOLE = 100


def obstacles_to_preparing(agreement: Agreement, *, by: Capacity, on: date) -> Iterator[str]:
    """The coordination prepares an analysis: its grid, who analyses what."""
    if not (by.coordinates and by.agreement.pk == agreement.pk):
        yield _("C’est la coordination de l’entente qui prépare l’analyse des demandes.")
    elif not by.holding.runs_on(on):
        yield _("Vous ne tenez plus ce titre.")


def obstacles_to_writing(agreement: Agreement, *, title: str, scale: Scale, by: Capacity, on: date) -> Iterator[str]:
    """A grid has a title, and makes sense."""
    yield from obstacles_to_preparing(agreement, by=by, on=on)
    if not title.strip() or len(title) > TITLE or "\0" in title:
        yield _("Une grille a un titre, de %(number)s caractères au plus.") % {"number": TITLE}
    yield from obstacles_to_scale(scale)


def obstacles_to_scale(scale: Scale) -> Iterator[str]:
    """Blocks and criteria that are named, weights that sum to a hundred, thresholds and ties that can be."""
    if not scale.blocks or any(not block.criteria for block in scale.blocks):
        yield _("Une grille a au moins un bloc, et chaque bloc au moins un critère.")
    if len(scale.blocks) > MOST_BLOCKS or any(len(block.criteria) > MOST_CRITERIA for block in scale.blocks):
        yield _("Une grille compte au plus %(blocks)s blocs, et un bloc au plus %(criteria)s critères.") % {
            "blocks": MOST_BLOCKS,
            "criteria": MOST_CRITERIA,
        }
    names = [*(one.title for one in scale.blocks), *(one.title for one in scale.criteria)]
    if any(not one.strip() or len(one) > TITLE or "\0" in one for one in names):
        yield _("Chaque bloc et chaque critère a un nom, de %(number)s caractères au plus.") % {"number": TITLE}
    if any(len(one.guide) > GUIDE or "\0" in one.guide for one in scale.criteria):
        yield _("Le guide d’un critère compte au plus %(number)s caractères.") % {"number": GUIDE}
    if any(not 1 <= one.weight <= WHOLE for one in scale.criteria):
        yield _("Le poids d’un critère est un nombre entier de 1 à 100.")
    if scale.weight != WHOLE:
        yield _("Les poids font ensemble %(sum)s : ils doivent faire 100.") % {"sum": scale.weight}
    if not 0 <= scale.threshold <= WHOLE or any(not 0 <= one.minimum <= WHOLE for one in scale.blocks):
        yield _("Un seuil va de 0 à 100.")
    if not 0 <= scale.wide <= 5:
        yield _("L’écart à motiver va de 0 à 5 points.")
    letters = {one.letter for one in scale.blocks}
    kinds = [kind for kind, _letter in scale.ties]
    known = all(letter in letters if kind == Tie.BLOCK else kind == Tie.TERRITORY for kind, letter in scale.ties)
    if not known or len(set(scale.ties)) != len(kinds):
        yield _("Une règle d’égalité nomme un bloc de la grille ou le territoire, chacun une fois.")


def obstacles_to_rewriting(grid: Grid, *, title: str, scale: Scale, by: Capacity, on: date) -> Iterator[str]:
    """A grid that an analysis follows is never changed."""
    yield from obstacles_to_writing(grid.agreement, title=title, scale=scale, by=by, on=on)
    if Analysis.objects.filter(grid=grid).exists():
        yield _("Une analyse suit cette version de la grille : elle ne change plus. Faites-en une nouvelle version.")
    if Grid.objects.filter(replaces=grid).exists():
        yield _("Une version plus récente a remplacé celle-ci.")


def obstacles_to_renewing(grid: Grid, *, by: Capacity, on: date) -> Iterator[str]:
    """A new version takes the place of the last one, once that one serves."""
    yield from obstacles_to_preparing(grid.agreement, by=by, on=on)
    if Grid.objects.filter(replaces=grid).exists():
        yield _("Une version plus récente a remplacé celle-ci.")
    elif not Analysis.objects.filter(grid=grid).exists():
        yield _("Aucune analyse ne suit encore cette version : modifiez-la.")
