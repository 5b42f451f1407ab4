"""What analysis gives: the score of each application of a call, whether it passes, its rank, and the rule that settled a tie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from ententes.projects.models import Call, Deposit
from ententes.projects.queries.admissibility import admitted

from ..models import Analysis, Consensus
from ..states import Tie
from .grids import BlockScore, Scale, scale_of, weigh


@dataclass(frozen=True, slots=True)
class Result:
    """What the analysis of one application gave. Without a consensus in force, `score`, `passed` and `rank` are None.

    `reasons` are those of the consensus, `halves` its notes by criterion, in half-points; `tie` is the rule that put it before or after
    another of the same score.
    """

    deposit: int
    application: int
    title: str
    promoter: str
    score: Decimal | None = None
    passed: bool | None = None
    rank: int | None = None
    blocks: tuple[BlockScore, ...] = ()
    reasons: str = ""
    tie: str = ""
    consensus: int | None = None
    halves: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contender:
    """What the ranking reads of a file: its place among the deposits of the call is unlike any other's."""

    deposit: int
    place: int
    score: Decimal
    passed: bool
    blocks: Mapping[str, Decimal]
    first_aid: bool


def order(scale: Scale, contenders: Sequence[Contender]) -> list[tuple[Contender, str]]:
    """The contenders from the first to the last, each with the rule that parted it from the neighbour it ties with, if any.

    What passes comes before what does not, then the higher score; ties are settled by the rules of the grid, then by order of deposit.
    """
    ordered = sorted(contenders, key=lambda one: [key for key, _words in _keys(scale, one)])
    rules: dict[int, list[str]] = {}
    for one, other in pairwise(ordered):
        if (one.passed, one.score) == (other.passed, other.score):
            words = _parting(scale, one, other)
            for each in (one, other):
                rules.setdefault(each.deposit, [])
                if words not in rules[each.deposit]:
                    rules[each.deposit].append(words)
    return [(one, "; ".join(rules.get(one.deposit, ()))) for one in ordered]


def _keys(scale: Scale, one: Contender) -> list[tuple[Any, str]]:
    """What a contender is ordered by, the smallest first, each with the rule in words."""
    found: list[tuple[Any, str]] = [(not one.passed, ""), (-one.score, "")]
    for kind, letter in scale.ties:
        if kind == Tie.BLOCK:
            found.append((-one.blocks.get(letter, Decimal(0)), _("meilleure note au bloc %(letter)s") % {"letter": letter}))
        elif kind == Tie.TERRITORY:
            found.append((not one.first_aid, _("territoire qui n’a encore rien reçu")))
    return [*found, (one.place, _("ordre de dépôt"))]


def _parting(scale: Scale, one: Contender, other: Contender) -> str:
    """The first rule by which two contenders differ."""
    pairs = zip(_keys(scale, one), _keys(scale, other), strict=True)
    return next(words for (key, words), (theirs, _same) in pairs if key != theirs)


def results(call: Call) -> list[Result]:
    """Each admissible application of a call, the best first, then those without a consensus in order of deposit. Three queries."""
    analysis = Analysis.objects.filter(call=call).select_related("grid").first()
    columns = ("pk", "number", "application", "application__title", "application__promoter")
    rows = list(admitted(call.deposits).order_by("number").values_list(*columns))
    found = {pk: Result(pk, application, title, promoter) for pk, _number, application, title, promoter in rows}
    if analysis is None:
        return list(found.values())
    places = {pk: number for pk, number, *_rest in rows}
    scale = scale_of(analysis.grid.values)
    contenders = []
    agreed = Consensus.objects.filter(deposit__in=list(found), replaced_at=None).order_by("pk")
    for pk, deposit, marks, reasons, first_aid in agreed.values_list("pk", "deposit", "marks", "reasons", "first_aid"):
        halves = {key: mark["half"] for key, mark in marks.items()}
        score, blocks, passed = weigh(scale, halves)
        said: dict[str, Any] = {"score": score, "passed": passed, "blocks": blocks, "reasons": reasons, "consensus": pk, "halves": halves}
        found[deposit] = replace(found[deposit], **said)
        by_letter = {one.letter: one.score for one in blocks}
        contenders.append(Contender(deposit, places[deposit], score, passed, by_letter, first_aid))
    ranked = [replace(found.pop(one.deposit), rank=rank, tie=tie) for rank, (one, tie) in enumerate(order(scale, contenders), 1)]
    return [*ranked, *found.values()]


def result(deposit: Deposit) -> Result | None:
    """What the analysis of one deposit gave; None where it counts no more: a later one took its place, or it was withdrawn."""
    return next((one for one in results(deposit.call) if one.deposit == deposit.pk), None)
