"""Grids as typed values: blocks, criteria, thresholds; an example; what a set of notes gives under one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from ..states import HIGHEST, Tie

MOST_BLOCKS = len(ascii_uppercase)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is scored, with its weight in the hundred and what a note means (`guide`)."""

    title: str
    weight: int
    guide: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Criteria that go together. `minimum` is the least share of its weight, in percent, without which a project does not pass."""

    title: str
    criteria: tuple[Criterion, ...]
    minimum: int = 0
    letter: str = ""

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.criteria)


@dataclass(frozen=True, slots=True)
class Scale:
    """A whole grid: its blocks, the score out of a hundred from which a project passes, and what settles ties, in order.

    `wide` is the gap between two notes, in points, beyond which a session says why it agreed. A tie is `("block", "A")` or
    `("territory", "")`; the order of deposit comes last without being written.
    """

    blocks: tuple[Block, ...] = ()
    threshold: int = 0
    wide: int = 2
    ties: tuple[tuple[str, str], ...] = ()

    @property
    def weight(self) -> int:
        return sum(one.weight for one in self.blocks)

    @property
    def criteria(self) -> list[Criterion]:
        return [one for block in self.blocks for one in block.criteria]

    def as_data(self) -> dict[str, Any]:
        """Plain values, as they are kept."""
        return {
            "threshold": self.threshold,
            "wide": self.wide,
            "ties": [list(one) for one in self.ties],
            "blocks": [
                {
                    "title": block.title,
                    "minimum": block.minimum,
                    "criteria": [{"title": one.title, "weight": one.weight, "guide": one.guide} for one in block.criteria],
                }
                for block in self.blocks
            ],
        }


def lettered(scale: Scale) -> Scale:
    """The same, its blocks lettered and its criteria known by their place: « A1 », « B2 »."""
    return replace(scale, blocks=tuple(_lettered(scale.blocks)))


def _lettered(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for letter, block in zip(ascii_uppercase, blocks, strict=False):
        criteria = tuple(replace(one, key=f"{letter}{place}") for place, one in enumerate(block.criteria, 1))
        yield replace(block, letter=letter, criteria=criteria)


def scale_of(data: Mapping[str, Any]) -> Scale:
    """The grid that plain values say."""
    blocks = tuple(
        Block(
            title=block["title"],
            minimum=block["minimum"],
            criteria=tuple(Criterion(one["title"], one["weight"], one["guide"]) for one in block["criteria"]),
        )
        for block in data.get("blocks", ())
    )
    ties = tuple((kind, letter) for kind, letter in data.get("ties", ()))
    return lettered(Scale(blocks, data.get("threshold", 0), data.get("wide", 2), ties))


def told_ties(scale: Scale) -> list[str]:
    """What settles ties, in words and in order."""
    titles = {block.letter: block.title for block in scale.blocks}
    found = [
        _("la meilleure note au bloc %(letter)s, %(title)s") % {"letter": letter, "title": titles[letter]}
        if kind == Tie.BLOCK
        else str(Tie(kind).label)
        for kind, letter in scale.ties
    ]
    return [*found, str(Tie("deposit").label)]


@dataclass(frozen=True, slots=True)
class BlockScore:
    """What a block gives: so many points of its weight, and whether that reaches its minimum."""

    letter: str
    title: str
    score: Decimal
    weight: int
    minimum: int
    passed: bool


def weigh(scale: Scale, halves: Mapping[str, int]) -> tuple[Decimal, tuple[BlockScore, ...], bool]:
    """The score out of a hundred that notes give, block by block, and whether every threshold is reached. Exact: no rounding."""
    blocks = []
    for block in scale.blocks:
        tenths = sum(one.weight * halves[one.key] for one in block.criteria)
        passed = tenths * 100 >= block.minimum * block.weight * HIGHEST
        blocks.append(BlockScore(block.letter, block.title, Decimal(tenths) / HIGHEST, block.weight, block.minimum, passed))
    score = sum((one.score for one in blocks), Decimal(0))
    return score, tuple(blocks), score >= scale.threshold and all(one.passed for one in blocks)


EXAMPLE = lettered(
    Scale(
        threshold=60,
        ties=((str(Tie.BLOCK), "A"), (str(Tie.TERRITORY), "")),
        blocks=(
            Block(
                "Pertinence",
                (
                    Criterion(
                        "Contribution aux objectifs de l’entente",
                        15,
                        "0 aucun lien · 3 un objectif, effets plausibles · 5 plusieurs, démontrés",
                    ),
                    Criterion("Réponse à un besoin documenté; complémentarité", 10),
                    Criterion("Retombées territoriales, dont hors de la ville-centre", 5),
                ),
                50,
            ),
            Block(
                "Finalité sociale et gouvernance",
                (Criterion("Conformité aux principes, vie démocratique", 8), Criterion("Qualité de l’emploi, inclusion, jeunesse", 7)),
                50,
            ),
            Block(
                "Faisabilité",
                (
                    Criterion("Plan de travail, échéancier, équipe", 10),
                    Criterion("Montage financier équilibré et confirmé", 10),
                    Criterion("Risques et mesures", 5),
                ),
                50,
            ),
            Block(
                "Effets",
                (Criterion("Résultats mesurables, indicateurs", 10), Criterion("Effet structurant, essaimage, commercialisation", 10)),
                50,
            ),
            Block(
                "Pérennité et partenariat",
                (Criterion("Viabilité après l’aide", 6), Criterion("Engagement des partenaires", 4)),
                50,
            ),
        ),
    )
)
"""What a grid may begin with, said to be an example to validate."""
