"""What notes give under a grid, and the order they put files in: laws that hold for every grid and every set of notes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from ententes.scoring.queries.grids import EXAMPLE, Block, Criterion, Scale, lettered, scale_of, weigh
from ententes.scoring.queries.results import Contender, order
from ententes.scoring.states import HIGHEST

drawn = settings(max_examples=100, deadline=None)
seeds = st.integers(min_value=0, max_value=2**32)
TOGETHER = 20


def any_scale(chance: Random) -> Scale:
    """A grid whose weights sum to a hundred."""
    cuts = sorted(chance.sample(range(1, 100), chance.randrange(1, 8)))
    weights = [after - before for before, after in pairwise([0, *cuts, 100])]
    criteria = [Criterion("x", one) for one in weights]
    blocks, rest = [], criteria
    while rest:
        size = chance.randrange(1, len(rest) + 1)
        blocks.append(Block("b", tuple(rest[:size]), chance.choice((0, 50, chance.randrange(101)))))
        rest = rest[size:]
    ties = [("block", "ABCDEFGH"[chance.randrange(len(blocks))]), ("territory", "")]
    chance.shuffle(ties)
    return lettered(Scale(tuple(blocks), chance.choice((0, 60, chance.randrange(101))), 2, tuple(ties[: chance.randrange(3)])))


def any_notes(chance: Random, scale: Scale) -> dict[str, int]:
    low = chance.choice((0, 0, 5, 8))
    return {one.key: chance.randrange(low, HIGHEST + 1) for one in scale.criteria}


def test_the_example_sums_to_a_hundred_and_comes_back_as_it_was_kept() -> None:
    assert (EXAMPLE.weight, [one.weight for one in EXAMPLE.blocks]) == (100, [30, 15, 25, 20, 10])
    assert scale_of(EXAMPLE.as_data()) == EXAMPLE
    assert [one.key for one in EXAMPLE.criteria][:5] == ["A1", "A2", "A3", "B1", "B2"]


def test_a_score_is_the_sum_of_weights_times_notes_and_a_block_below_its_minimum_stops_it() -> None:
    everywhere = {one.key: 7 for one in EXAMPLE.criteria}
    score, blocks, passed = weigh(EXAMPLE, everywhere)
    assert (score, passed, [one.score for one in blocks]) == (Decimal(70), True, [Decimal(n) for n in ("21", "10.5", "17.5", "14", "7")])
    score, blocks, passed = weigh(EXAMPLE, everywhere | {"E1": 4, "E2": 6})
    assert (score, blocks[-1].score, blocks[-1].passed, passed) == (Decimal("67.8"), Decimal("4.8"), False, False)
    at_the_edge = weigh(EXAMPLE, everywhere | {"E1": 5, "E2": 5})
    assert (at_the_edge[1][-1].passed, at_the_edge[2]) == (True, True)
    assert weigh(EXAMPLE, {one.key: 6 for one in EXAMPLE.criteria})[::2] == (Decimal(60), True)


@drawn
@given(seeds)
def test_scores_stay_between_zero_and_a_hundred_are_the_sum_of_their_blocks_and_grow_with_each_note(seed: int) -> None:
    chance = Random(seed)
    for _one in range(TOGETHER):
        scale = any_scale(chance)
        notes = any_notes(chance, scale)
        score, blocks, passed = weigh(scale, notes)
        assert score == sum(one.score for one in blocks)
        assert 0 <= score <= 100
        assert all(0 <= one.score <= one.weight for one in blocks)
        raised = chance.choice(scale.criteria)
        more = weigh(scale, notes | {raised.key: min(HIGHEST, notes[raised.key] + 1)})
        assert more[0] >= score
        assert more[2] or not passed
        assert weigh(scale, dict.fromkeys(notes, HIGHEST))[0] == 100
        assert passed == (score >= scale.threshold and all(one.score * 100 >= one.minimum * one.weight for one in blocks))


@drawn
@given(seeds)
def test_the_ranking_is_one_total_order_whatever_the_order_it_reads_files_in(seed: int) -> None:
    chance = Random(seed)
    for _one in range(TOGETHER):
        scale = any_scale(chance)
        few = [any_notes(chance, scale) for _each in range(chance.randrange(1, 3))]  # few sets of notes for many files: ties abound
        files = []
        for place in range(1, chance.randrange(2, 8)):
            score, blocks, passed = weigh(scale, chance.choice(few))
            by_letter = {one.letter: one.score for one in blocks}
            files.append(Contender(place * 10, place, score, passed, by_letter, chance.random() < 0.5))
        ranked = order(scale, files)
        shuffled = chance.sample(files, len(files))
        assert order(scale, shuffled) == ranked
        assert sorted(one.deposit for one, _tie in ranked) == [one.deposit for one in files]
        for (one, tie), (other, theirs) in pairwise(ranked):
            assert (one.passed, one.score) >= (other.passed, other.score)
            if (one.passed, one.score) == (other.passed, other.score):
                assert all((tie, theirs))
                assert set(tie.split("; ")) & set(theirs.split("; "))
        for one, tie in ranked:
            alone = sum((one.passed, one.score) == (each.passed, each.score) for each in files) == 1
            assert bool(tie) != alone


def file(place: int, a: str, b: str, first_aid: bool = False, passed: bool = True) -> Contender:
    return Contender(place, place, Decimal(a) + Decimal(b), passed, {"A": Decimal(a), "B": Decimal(b)}, first_aid)


def test_each_tie_says_the_rule_that_settled_it() -> None:
    scale = replace(EXAMPLE, ties=(("block", "A"), ("territory", "")))
    files = [file(1, "40", "40"), file(2, "40", "40", first_aid=True), file(3, "50", "30"), file(4, "40", "40"), file(5, "45", "45")]
    told = [(one.deposit, tie) for one, tie in order(scale, [*files, file(6, "60", "39", passed=False)])]
    block, territory, deposit = "meilleure note au bloc A", "territoire qui n’a encore rien reçu", "ordre de dépôt"
    assert told == [(5, ""), (3, block), (2, f"{block}; {territory}"), (1, f"{territory}; {deposit}"), (4, deposit), (6, "")]
