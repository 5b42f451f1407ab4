"""What a budget gives under norms: each rule with its figures, and laws that hold for every budget."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ententes.projects.queries.budget import Budget, Expense, Offer, PartnerNorms, Result, Source, compute
from ententes.projects.queries.norms import EXAMPLE, Norms
from ententes.projects.states import Promoter, SourceKind, SourceStatus

WAGES, ADMINISTRATION, DEBT = EXAMPLE.posts[0], EXAMPLE.administration_posts[0], EXAMPLE.excluded_posts[0]


def oven(**changed: object) -> Budget:
    """A sound project: 20 000 $, half of it asked."""
    sound = Budget(
        promoter="nonprofit",
        asked=1_000_000,
        expenses=(Expense(WAGES, 1_850_000), Expense(ADMINISTRATION, 150_000)),
        sources=(Source("grant", "confirmed", 300_000), Source("foundation", "asked", 200_000)),
        own=300_000,
        in_kind=200_000,
    )
    return replace(sound, **changed)  # type: ignore[arg-type]


def rule(found: Result, letter: str) -> tuple[bool, int, int | None, str]:
    one = next(one for one in found.rules if one.letter == letter)
    return one.holds, one.figure, one.limit, one.sentence.replace("\N{NO-BREAK SPACE}", " ")


def test_a_sound_budget_holds_with_each_rule_explained() -> None:
    found = compute(oven(), EXAMPLE, offer=Offer(left=1_500_000))
    assert (found.holds, found.total, found.admissible, found.financing) == (True, 2_000_000, 2_000_000, 2_000_000)
    assert [(one.letter, one.figure, one.limit) for one in found.rules] == [
        ("A", 1_000_000, 1_600_000),
        ("B", 1_000_000, 2_500_000),
        ("C", 1_300_000, 1_600_000),
        ("D", 500_000, 400_000),
        ("E", 2_000_000, 2_000_000),
        ("F", 1_000_000, 1_500_000),
        ("G", 1_000_000, None),
    ]
    assert (found.largest, found.binding) == (1_000_000, "E")
    assert rule(found, "C")[3] == (
        "Les aides publiques comptent pour 13 000 $, dont 3 000 $ d’autres sources, et restent sous 80 % de 20 000 $, soit 16 000 $."
    )


def test_administration_counts_up_to_its_share_of_the_rest_and_other_posts_do_not_count() -> None:
    found = compute(oven(expenses=(Expense(WAGES, 1_000_000), Expense(ADMINISTRATION, 300_000), Expense(DEBT, 50_000))), EXAMPLE)
    assert (found.admissible, found.administration_admitted, found.excluded) == (1_100_000, 100_000, 50_000)
    assert found.explained.replace("\N{NO-BREAK SPACE}", " ") == (
        "Sur un coût total de 13 500 $, 11 000 $ sont admissibles. 500 $ vont à des postes qui ne le sont pas. "
        "L’administration, 3 000 $, compte jusqu’à 10 % des autres dépenses admissibles, soit 1 000 $."
    )
    assert compute(oven(expenses=(Expense("Un poste que le cadre ne nomme pas", 5),)), EXAMPLE).excluded == 5


@pytest.mark.parametrize(
    ("changed", "letter", "sentence"),
    [
        ({"promoter": "private"}, "A", "Un promoteur de cette sorte (entreprise privée) n’est pas admissible"),
        ({"asked": 1_600_001}, "A", "dépasse 80 % (organisme à but non lucratif) de 20 000 $ admissibles, soit 16 000 $"),
        ({"asked": 199_999}, "B", "L’aide demandée, 1 999,99 $, est sous l’aide minimale, 2 000 $."),
        ({"asked": 2_500_001}, "B", "dépasse l’aide maximale, 25 000 $."),
        ({"asked": 1_300_001}, "C", "et dépassent 80 % de 20 000 $"),
        ({"own": 199_999}, "D", "La mise de fonds compte pour 3 999,99 $ et n’atteint pas 20 % du coût total, 20 000 $, soit 4 000 $."),
        ({"own": 300_001}, "E", "dépasse le coût total, 20 000 $, de 0,01 $."),
        ({"own": 299_999}, "E", "ne couvre pas le coût total, 20 000 $ : il manque 0,01 $."),
    ],
)
def test_a_rule_that_does_not_hold_says_by_how_much(changed: dict[str, object], letter: str, sentence: str) -> None:
    holds, _figure, _limit, said = rule(compute(oven(**changed), EXAMPLE), letter)
    assert (holds, sentence in said) == (False, True), said


def test_what_is_brought_in_kind_counts_up_to_its_share_of_what_is_required() -> None:
    found = compute(oven(own=100_000, in_kind=400_000), EXAMPLE)
    assert (found.own_required, found.own_counted, rule(found, "D")[0]) == (400_000, 300_000, False)
    assert rule(found, "D")[3].endswith("; des 4 000 $ en nature, 2 000 $ y comptent.")


def test_a_public_loan_counts_for_half_and_a_guarantee_for_nothing() -> None:
    sources = (Source("public_loan", "asked", 100_001), Source("guarantee", "confirmed", 999_999), Source("tax_credit", "expected", 7))
    assert compute(oven(sources=sources), EXAMPLE).public == 50_008


def test_an_envelope_and_a_partner_limit_too() -> None:
    found = compute(
        oven(), EXAMPLE, offer=Offer(left=900_000), partners=[PartnerNorms("Moulin", rate=2_500), PartnerNorms("Grange", maximum=800_000)]
    )
    assert (rule(found, "F")[:3], rule(found, "G")[:3]) == ((False, 1_000_000, 900_000), (False, 1_000_000, 500_000))
    assert (found.largest, found.binding) == (500_000, "G")
    assert "dépasse ce que permet Moulin, 5 000 $" in rule(found, "G")[3]
    assert compute(oven(), EXAMPLE, offer=Offer(left=-5)).largest == 0


@pytest.mark.parametrize(
    ("offer", "limit", "sentence"),
    [
        (Offer(), None, "se vérifie quand une instance se prononce"),
        (Offer(whole=900_000), 900_000, "dépasse ce que l’appel offre en tout, 9 000 $"),
        (Offer(whole=3_000_000, each=800_000), 800_000, "dépasse ce que l’appel donne au plus à un projet, 8 000 $"),
        (Offer(whole=3_000_000, each=1_000_000, left=5), 5, "dépasse ce qui reste à l’enveloppe, 0,05 $"),
        (Offer(whole=3_000_000, left=-1), 0, "dépasse ce qui reste à l’enveloppe, 0 $"),
        (Offer(whole=3_000_000), 3_000_000, "tient dans ce que l’appel offre en tout, 30 000 $"),
        (Offer(each=1_000_000), 1_000_000, "reste sous ce que l’appel donne au plus à un projet, 10 000 $"),
        (Offer(whole=3_000_000, each=1_000_000), 1_000_000, "donne à un projet, 10 000 $, et offre en tout, 30 000 $"),
        (Offer(whole=3_000_000, left=1_000_000), 1_000_000, "tient dans ce qui reste à l’enveloppe, 10 000 $"),
    ],
)
def test_what_the_call_offers_limits_the_aid_and_says_which_of_its_sums(offer: Offer, limit: int | None, sentence: str) -> None:
    holds, figure, found, said = rule(compute(oven(), EXAMPLE, offer=offer), "F")
    assert (holds, found) == (limit is None or figure <= limit, limit)
    assert sentence in said


def test_below_the_minimum_no_aid_is_allowed() -> None:
    found = compute(oven(), EXAMPLE, offer=Offer(left=199_999))
    assert (found.largest, found.binding) == (0, "B")


def test_without_limits_nothing_but_the_cost_limits() -> None:
    free = Norms(rates={"private": 10_000}, posts=("Tout",))
    found = compute(Budget("private", asked=5, expenses=(Expense("tout", 5),)), free)
    assert (found.holds, found.largest, [one.limit for one in found.rules]) == (True, 5, [5, None, None, 0, 5, None, None])


POSTS = ("un", "deux", "trois", "quatre")
TOGETHER = 100
"""Budgets made from one drawn seed: what draws each number apart spends ten times more than what computes it."""
seeds = st.integers(0, 2**32)
drawn = settings(max_examples=100, deadline=None)
"""Ten thousand budgets for each property of sums, caps and stacking."""


def amount(chance: Random, most: int = 10**9) -> int:
    return chance.choice((0, 1, chance.randrange(1_000), chance.randrange(10**6), chance.randrange(most)))


def share(chance: Random) -> int:
    return chance.choice((0, 1, 3_333, 5_000, 8_000, 10_000, chance.randrange(10_001)))


def some(chance: Random, words: list[str]) -> dict[str, int]:
    return {one: share(chance) for one in chance.sample(words, chance.randrange(4))}


def any_norms(chance: Random) -> Norms:
    return Norms(
        rates=some(chance, Promoter.values),
        stacking=some(chance, Promoter.values),
        weights=some(chance, SourceKind.values),
        minimum=chance.choice((None, chance.randrange(10**6))),
        maximum=chance.choice((None, 10**6 + amount(chance))),
        own_minimum=share(chance),
        in_kind_most=share(chance),
        posts=POSTS[:2],
        administration_posts=POSTS[2:3],
        administration_cap=chance.choice((None, share(chance))),
    )


def any_budget(chance: Random) -> Budget:
    kinds, statuses = SourceKind.values, SourceStatus.values
    return Budget(
        promoter=chance.choice(Promoter.values[:3]),
        asked=amount(chance),
        expenses=tuple(Expense(chance.choice(POSTS), amount(chance)) for _one in range(chance.randrange(5))),
        sources=tuple(Source(chance.choice(kinds), chance.choice(statuses), amount(chance, 10**7)) for _one in range(chance.randrange(3))),
        own=amount(chance, 10**7),
        in_kind=amount(chance, 10**7),
    )


def cases(seed: int) -> Iterator[tuple[Random, Budget, Norms]]:
    chance = Random(seed)
    for _one in range(TOGETHER):
        yield chance, any_budget(chance), any_norms(chance)


@drawn
@given(seeds)
def test_the_largest_aid_passes_every_rule_on_it_and_one_cent_more_does_not(seed: int) -> None:
    for chance, budget, norms in cases(seed):
        offered = [chance.choice((None, None, amount(chance) - 50)) for _one in range(3)]
        found = compute(budget, norms, offer=Offer(*offered))
        assert found.largest == 0 or (norms.minimum or 0) <= found.largest <= (norms.maximum or found.largest)
        assert found.largest <= found.admissible <= found.total
        assert found.binding in "ABCEF"
        if found.largest:
            again = compute(replace(budget, asked=found.largest), norms, offer=Offer(*offered))
            assert all(one.holds for one in again.rules if one.letter in "ABCFG")
            assert again.financing <= again.total
            beyond = compute(replace(budget, asked=found.largest + 1), norms, offer=Offer(*offered))
            assert not all(one.holds for one in beyond.rules if one.letter in "ABCFG") or beyond.financing > beyond.total


@drawn
@given(seeds)
def test_sums_balance_and_each_rule_says_what_its_figures_say(seed: int) -> None:
    for _chance, budget, norms in cases(seed):
        found = compute(budget, norms)
        assert found.total == found.excluded + found.administration + (found.admissible - found.administration_admitted)
        assert found.administration_admitted <= found.administration
        if norms.administration_cap is not None:
            rest = found.admissible - found.administration_admitted
            assert found.administration_admitted * 10_000 <= rest * norms.administration_cap
        assert found.financing == budget.asked + budget.own + budget.in_kind + sum(one.cents for one in budget.sources)
        assert budget.own <= found.own_counted <= budget.own + budget.in_kind
        assert 0 <= found.public <= sum(one.cents for one in budget.sources)
        assert [one.letter for one in found.rules] == list("ABCDEFG")
        assert all(one.sentence.endswith(".") and "%(" not in one.sentence for one in found.rules)
        by_letter = {one.letter: one for one in found.rules}
        for letter in "AC":
            limit = by_letter[letter].limit
            assert by_letter[letter].holds == (limit is None or by_letter[letter].figure <= limit)


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_more_cost_never_lowers_the_aid_and_more_money_from_elsewhere_never_raises_it(seed: int) -> None:
    for chance, budget, norms in cases(seed):
        more = amount(chance)
        found = compute(budget, norms)
        costlier = compute(replace(budget, expenses=(*budget.expenses, Expense(chance.choice(POSTS), more))), norms)
        helped = compute(replace(budget, sources=(*budget.sources, Source(chance.choice(SourceKind.values), "asked", more))), norms)
        richer = compute(replace(budget, own=budget.own + more), norms)
        assert costlier.largest >= found.largest >= helped.largest
        assert costlier.admissible >= found.admissible == helped.admissible
        assert helped.public >= found.public
        assert (richer.own_counted - found.own_counted, richer.own_required) == (more, found.own_required)
