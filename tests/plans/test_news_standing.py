"""What is computed of an action: a pure function of its status, its schedules, its news and the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ententes.ground.windows import KINDS, window
from ententes.plans.queries.standing import KINDS as FLAGS
from ententes.plans.queries.standing import WAITING, Flag, Span, months_after, standing
from ententes.plans.states import Status

TODAY = date(2011, 11, 23)


def span(words: str, year: int = 2011) -> Span:
    read = window(words, year)
    return Span(year, read.kind, read.starts_on, read.ends_on, read.decide_by)


def flags(*spans: Span, status: str = Status.UPCOMING, today: date = TODAY, news: date | None = None, cadence: int = 3) -> list[Flag]:
    return list(standing(status, spans, today=today, cadence=cadence, last_news_on=news))


def test_a_window_that_is_over_makes_an_action_late_from_the_next_day() -> None:
    summer = span("Été 2011")
    assert flags(summer, today=date(2011, 8, 31), news=date(2011, 8, 1)) == [Flag("nearing", date(2011, 8, 31))]
    assert flags(summer, today=date(2011, 9, 1), news=date(2011, 8, 1)) == [Flag("late", date(2011, 9, 1))]


@pytest.mark.parametrize("status", [Status.DONE, Status.PARTLY_DONE, Status.POSTPONED, Status.ABANDONED])
def test_what_ended_is_neither_late_nor_silent_nor_near(status: str) -> None:
    assert [flags(span(words), status=status) for words in ("Été 2011", "En continu", "Novembre 2011", "")] == [[]] * 4


def test_an_ongoing_action_is_never_late_and_expects_news_each_quarter() -> None:
    ongoing = span("En continu")
    assert flags(ongoing, today=date(2011, 6, 30)) == []
    assert flags(ongoing, today=date(2011, 7, 1)) == [Flag("silent", date(2011, 4, 1))]
    assert flags(ongoing, today=date(2011, 11, 22), news=date(2011, 8, 23)) == []
    assert flags(ongoing, today=date(2011, 11, 23), news=date(2011, 8, 23)) == [Flag("silent", date(2011, 8, 23))]
    assert flags(ongoing, today=date(2013, 3, 31), news=date(2013, 3, 1)) == []


def test_a_body_may_give_news_less_often() -> None:
    assert flags(span("En continu"), cadence=6, today=date(2011, 9, 30)) == []
    assert flags(span("En continu"), cadence=6, today=date(2011, 10, 1)) == [Flag("silent", date(2011, 4, 1))]


def test_a_window_expects_news_only_once_it_has_begun() -> None:
    autumn = span("Automne 2011")
    assert flags(autumn, today=date(2011, 8, 31)) == []
    assert flags(autumn, today=date(2011, 11, 30)) == []
    assert flags(autumn, today=date(2011, 12, 1)) == [Flag("silent", date(2011, 9, 1)), Flag("nearing", date(2011, 12, 31))]


def test_thirty_days_before_its_last_day_a_schedule_is_near() -> None:
    month = span("Janvier 2012")
    assert flags(month, today=date(2011, 12, 31)) == []
    assert flags(month, today=date(2012, 1, 1)) == [Flag("nearing", date(2012, 1, 31))]
    assert flags(span("En continu"), span("Avril 2012", 2012), today=date(2012, 3, 31), news=date(2012, 3, 1)) == [
        Flag("nearing", date(2012, 4, 30))
    ]


def test_to_be_assessed_asks_for_a_decision_from_ninety_days_before_its_year() -> None:
    spans = (span("En continu"), span("À évaluer", 2012))
    assert flags(*spans, today=date(2011, 12, 31), news=date(2011, 12, 1)) == []
    assert flags(*spans, today=date(2012, 1, 1), news=date(2011, 12, 1)) == [Flag("decide", date(2012, 3, 31))]
    assert flags(*spans, today=date(2012, 6, 1), news=date(2012, 5, 1)) == [Flag("decide", date(2012, 3, 31))]
    assert flags(*spans, today=date(2012, 2, 1), status=Status.DONE) == [Flag("decide", date(2012, 3, 31))]
    assert flags(*spans, today=date(2012, 2, 1), status=Status.ABANDONED) == []


def test_a_blank_asks_a_question_until_its_year_is_over() -> None:
    spans = (span("Janvier 2012"), span("", 2012))
    assert flags(*spans) == [Flag("unclear")]
    assert flags(*spans, today=date(2013, 4, 1)) == []


def test_a_window_before_the_year_of_its_column_is_unclear_and_not_late() -> None:
    assert flags(span("Mars 2011")) == [Flag("unclear")]


def test_the_schedule_of_the_running_year_is_the_one_that_counts() -> None:
    spans = (span("Printemps 2011"), span("En continu", 2012))
    assert flags(*spans)[0] == Flag("late", date(2011, 7, 1))
    assert flags(*spans, today=date(2012, 4, 2), news=date(2012, 4, 1)) == []


def test_one_deadline_column_counts_for_the_years_that_follow() -> None:
    assert flags(span("Juin 2013"), today=date(2013, 6, 30), news=date(2013, 6, 1)) == [Flag("nearing", date(2013, 6, 30))]
    assert flags(span("Juin 2013"), today=date(2013, 7, 1), news=date(2013, 6, 30)) == [Flag("late", date(2013, 7, 1))]


def test_an_open_question_comes_first() -> None:
    due = date(2011, 12, 9)
    assert standing(Status.DONE, [span("Été 2011")], today=TODAY, cadence=3, asked_for=due) == (Flag("asked", due),)
    assert standing(Status.UPCOMING, [span("Été 2011")], today=TODAY, cadence=3, asked_for=due)[0] == Flag("asked", due)


def test_being_near_alone_asks_nothing_of_anybody() -> None:
    assert set(FLAGS) - {"nearing"} == WAITING


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2011, 11, 30), 3, date(2012, 2, 29)),
        (date(2011, 12, 31), 1, date(2012, 1, 31)),
        (date(2011, 8, 31), 1, date(2011, 9, 30)),
        (date(2011, 1, 15), 12, date(2012, 1, 15)),
    ],
)
def test_months_end_where_their_month_does(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected


days = st.dates(date(2009, 1, 1), date(2014, 12, 31))


@given(
    st.sampled_from(Status.values),
    st.lists(
        st.tuples(st.integers(2009, 2014), st.sampled_from(KINDS), st.none() | days, st.none() | days, st.none() | days),
        max_size=4,
        unique_by=lambda row: row[0],
    ),
    days,
    st.integers(1, 12),
    st.none() | days,
)
def test_any_rows_give_ordered_flags_and_nothing_is_late_before_its_day(
    status: str, spans: list[Span], today: date, cadence: int, news: date | None
) -> None:
    found = standing(status, spans, today=today, cadence=cadence, last_news_on=news)
    assert [flag.kind for flag in found] == sorted((flag.kind for flag in found), key=FLAGS.index)
    late = [flag for flag in found if flag.kind == "late"]
    assert all(flag.day and flag.day <= today and flag.day - timedelta(days=1) in [row[3] for row in spans] for flag in late)
    if all(row[1] in ("ongoing", "recurrent") for row in spans):
        assert late == []
