"""Amounts as people type them, and the sharing of one to the last cent."""

from __future__ import annotations

from random import Random

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as some

from ententes.ground import money
from ententes.ground.wording import money as written

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("words", "cents"),
    [
        ("1 234,56 $", 123456),
        (f"1{NBSP}234,56{NBSP}$", 123456),
        (f"1{NARROW}234{NARROW}567,8{NARROW}$", 123456780),
        ("1234.56", 123456),
        ("1234,5", 123450),
        ("1 234 $", 123400),
        ("1234", 123400),
        ("$1,234.56", 123456),
        ("1.234,56", 123456),
        ("1,234,567", 123456700),
        ("0,05", 5),
        (",5", 50),
        ("0", 0),
        ("-", 0),
        ("–", 0),
        ("-12,50 $", -1250),
        ("−12,50", -1250),
        ("(12,50)", -1250),
        ("20 000 $ CA", 2000000),
        ("CAD 15", 1500),
        ("9 999 999 999,99", 999999999999),
    ],
)
def test_an_amount_is_read_as_people_type_it(words: str, cents: int) -> None:
    assert money.cents(words) == cents


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("1,234", f"« 1,234 » se lit de deux façons : écrivez « 1{NBSP}234{NBSP}$ » ou « 1,23{NBSP}$ »."),
        ("12.345 $", f"« 12.345 $ » se lit de deux façons : écrivez « 12{NBSP}345{NBSP}$ » ou « 12,34{NBSP}$ »."),
        ("1234,567", "« 1234,567 » a plus de deux décimales : un montant s’arrête au cent."),
        ("0,234", "« 0,234 » a plus de deux décimales : un montant s’arrête au cent."),
        ("1 234,567", "« 1 234,567 » a plus de deux décimales : un montant s’arrête au cent."),
        ("12 34", "« 12 34 » n’est pas un montant : les espaces séparent trois chiffres."),
        ("douze", "« douze » n’est pas un montant : écrivez des chiffres, comme « 1 234,56 $ »."),
        ("12 k$", "« 12 k$ » n’est pas un montant : écrivez des chiffres, comme « 1 234,56 $ »."),
        ("١٢", "« ١٢ » n’est pas un montant : écrivez des chiffres, comme « 1 234,56 $ »."),
        ("1e9", "« 1e9 » n’est pas un montant : écrivez des chiffres, comme « 1 234,56 $ »."),
        ("$", "Écrivez un montant, comme « 1 234,56 $ »."),
        ("10 000 000 000", f"Ce montant est trop grand : il doit rester sous 10{NBSP}000{NBSP}000{NBSP}000{NBSP}$."),
        ("9" * 41, "Un montant compte au plus 40 caractères."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(words: str, sentence: str) -> None:
    with override("fr"), pytest.raises(money.Unclear) as refused:
        money.cents(words)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("language", ["fr", "en"])
@settings(max_examples=500, deadline=None)
@given(some.integers(-money.MOST + 1, money.MOST - 1))
def test_what_the_pages_write_and_what_a_form_shows_are_read_back(language: str, value: int) -> None:
    with override(language):
        on_page = written(value)
        if language == "en" or abs(value) >= 100_000 or abs(value) % 100:
            assert money.cents(on_page) == value
        assert money.cents(money.typed(value)) == value


def test_money_is_written_in_the_language_of_the_page() -> None:
    with override("fr"):
        assert written(-123456) == f"−1{NBSP}234,56{NBSP}$"
    with override("en"):
        assert (written(123456), written(999999999999)) == ("$1,234.56", "$9,999,999,999.99")


def assert_balanced(amount: int, weights: list[int]) -> None:
    found, total = money.shares(amount, weights), sum(weights)
    assert sum(found) == amount
    assert money.shares(-amount, weights) == [-one for one in found]
    for share, weight in zip(found, weights, strict=True):
        assert abs(share * total - amount * weight) < total, "a share is less than a cent from its quota"
        assert weight or not share


@settings(max_examples=300, deadline=None)
@given(some.integers(-(10**11), 10**11), some.lists(some.integers(0, 10**10), min_size=1, max_size=7).filter(any))
def test_shares_sum_to_the_cent_whatever_the_weights(amount: int, weights: list[int]) -> None:
    assert_balanced(amount, weights)


@settings(max_examples=20, deadline=None)
@given(some.integers(0, 2**32))
def test_twenty_thousand_sharings_sum_to_the_cent(seed: int) -> None:
    drawn = Random(seed)
    for _case in range(1_000):
        most = 10 ** drawn.randint(1, 11)
        assert_balanced(
            drawn.randint(-most, most), [1, *(drawn.choice((0, 1, drawn.randint(0, most))) for _ in range(drawn.randint(0, 6)))]
        )


def test_equal_remainders_go_to_the_first_ones() -> None:
    assert money.shares(100, [1, 1, 1]) == [34, 33, 33]
    assert money.shares(-100, [1, 1, 1]) == [-34, -33, -33]
    assert money.shares(2, [1, 1, 1]) == [1, 1, 0]
    assert money.shares(0, [0, 0]) == [0, 0]


def test_nothing_to_share_by_and_a_negative_weight_are_errors() -> None:
    with pytest.raises(ValueError, match="nothing to share by"):
        money.shares(1, [0])
    with pytest.raises(ValueError, match="negative"):
        money.shares(1, [2, -1])


def test_a_field_of_a_form_gives_cents_or_the_sentence() -> None:
    field = money.MoneyField(required=False)
    assert (field.clean("1 234,56 $"), field.clean(""), field.prepare_value(123450)) == (123456, None, "1234,50")
    with pytest.raises(Exception, match="deux façons"):
        field.clean("1.234")
    with pytest.raises(Exception, match="sous zéro"):
        field.clean("-5")
