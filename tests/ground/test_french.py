from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ententes.ground import french


def test_two_spellings_of_one_name_fold_to_the_same_words():
    assert french.fold("Forum Jeunesse") == french.fold("forum  jeunesse") == "forum jeunesse"
    assert french.fold("main-d’œuvre") == french.fold("Main d'oeuvre") == "main d'oeuvre"
    assert french.fold("Île\N{NO-BREAK SPACE}d’Orléans") == "ile d'orleans"
    assert french.fold("E\u0301COLE") == "ecole"


@given(st.text())
def test_even_text_keeps_its_length_whatever_the_text(text):
    assert len(french.even(text)) == len(text)


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert french.fold(french.fold(text)) == french.fold(text)


@pytest.mark.parametrize(
    ("items", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a et b"), (["a", "b", "c"], "a, b et c")],
)
def test_a_list_is_joined_with_commas_and_one_et(items, words):
    assert french.listing(items) == words


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("cinq", 5),
        ("Six", 6),
        ("vingt et un", 21),
        ("trente-deux", 32),
        ("cent", 100),
        ("1 500", 1500),
        ("12", 12),
        ("quelques", None),
        ("", None),
    ],
)
def test_a_number_is_read_from_digits_or_words(words, value):
    assert french.number(words) == value


def test_dates_are_written_with_the_first_of_the_month_as_an_ordinal():
    assert french.long_date(date(2011, 4, 1)) == "1er\N{NO-BREAK SPACE}avril\N{NO-BREAK SPACE}2011"
    assert french.long_date(date(2011, 4, 12), weekday=True) == "mardi 12\N{NO-BREAK SPACE}avril\N{NO-BREAK SPACE}2011"


@pytest.mark.parametrize(
    ("cents", "words"),
    [(123456, "1 234,56 $"), (150000, "1 500 $"), (5, "0,05 $"), (0, "0 $"), (-123456, "−1 234,56 $"), (102000000, "1 020 000 $")],
)
def test_money_is_written_as_in_quebec(cents, words):
    assert french.money_text(cents) == words.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    ("words", "cents"),
    [
        ("1 234,56 $", 123456),
        ("1234.56", 123456),
        ("$1,234.56", 123456),
        ("12 k$", 1200000),
        ("1,02 M$", 102000000),
        ("15\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}$", 1500000),
        ("à venir", None),
        ("", None),
        ("10 h", None),
    ],
)
def test_money_is_read_however_it_was_typed(words, cents):
    assert french.money_cents(words) == cents


@given(st.integers(min_value=0, max_value=10**11))
def test_money_written_then_read_is_the_same_money(cents):
    assert french.money_cents(french.money_text(cents)) == cents


def test_hours_have_no_minutes_when_full_and_two_digits_otherwise():
    nbsp = "\N{NO-BREAK SPACE}"
    assert french.time_text(time(19, 30)) == f"19{nbsp}h{nbsp}30"
    assert french.time_text(time(17, 5)) == f"17{nbsp}h{nbsp}05"
    assert french.time_text(time(10)) == f"10{nbsp}h"


def test_spaces_do_not_break_where_the_office_forbids_it():
    assert french.spaced("L'action « G.1 » : 80 % ou 5 $ ? Oui ! Non ;") == (
        "L’action «\N{NO-BREAK SPACE}G.1\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}: 80\N{NO-BREAK SPACE}% ou 5\N{NO-BREAK SPACE}$? Oui! Non;"
    )


def test_long_words_are_shortened_between_two_words():
    assert french.shortened("Répertorier les différents programmes", 20) == "Répertorier les…"
    assert french.shortened("Court", 20) == "Court"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("PLAN D'ACTION 2011-2012", "Plan d'action 2011-2012"),
        ("PLAN DE MISE EN ŒUVRE", "Plan de mise en œuvre"),
        ("Plan d’action 2011-2012", "Plan d’action 2011-2012"),
        ("PLAN D'ACTION DE CHARLEVOIX", "PLAN D'ACTION DE CHARLEVOIX"),
        ("2011-2012", "2011-2012"),
    ],
)
def test_a_title_in_capitals_is_lowered_only_when_it_holds_no_name(title, said):
    assert french.calm(title) == said
