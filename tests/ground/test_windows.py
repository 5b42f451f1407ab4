from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ententes.ground.windows import ASTRONOMICAL_SEASONS, KINDS, Window, season_days, window


def iso(found: Window) -> tuple[str, str, str]:
    return found.kind, found.starts_on.isoformat() if found.starts_on else "", found.ends_on.isoformat() if found.ends_on else ""


YEAR = ("2011-04-01", "2012-03-31")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("En continu", ("ongoing", *YEAR)),
        ("Continu", ("ongoing", *YEAR)),
        ("Ongoing", ("ongoing", *YEAR)),
        ("Tout au long de l’année", ("ongoing", *YEAR)),
        ("Pour toute la durée de l’entente", ("ongoing", *YEAR)),
        ("Year-round", ("ongoing", *YEAR)),
        ("En continu à partir de septembre 2011", ("ongoing", "2011-09-01", "2012-03-31")),
        ("Automne 2011, puis en continu", ("ongoing", "2011-09-01", "2012-03-31")),
        ("Printemps 2011", ("season", "2011-04-01", "2011-06-30")),
        ("Été 2011", ("season", "2011-07-01", "2011-08-31")),
        ("Automne 2011", ("season", "2011-09-01", "2011-12-31")),
        ("Hiver 2012", ("season", "2012-01-01", "2012-03-31")),
        ("Hiver 2011-2012", ("season", "2012-01-01", "2012-03-31")),
        ("à l'automne", ("season", "2011-09-01", "2011-12-31")),
        ("Fall 2011", ("season", "2011-09-01", "2011-12-31")),
        ("Janvier 2012", ("month", "2012-01-01", "2012-01-31")),
        ("mars", ("month", "2012-03-01", "2012-03-31")),
        ("Sept. 2011", ("month", "2011-09-01", "2011-09-30")),
        ("2011-09", ("month", "2011-09-01", "2011-09-30")),
        ("03/2012", ("month", "2012-03-01", "2012-03-31")),
        ("T1", ("quarter", "2011-04-01", "2011-06-30")),
        ("Q3 2011", ("quarter", "2011-07-01", "2011-09-30")),
        ("1er trimestre", ("quarter", "2011-04-01", "2011-06-30")),
        ("T4 2011-2012", ("quarter", "2012-01-01", "2012-03-31")),
        ("12 avril 2011", ("day", "2011-04-12", "2011-04-12")),
        ("le 1er avril 2011", ("day", "2011-04-01", "2011-04-01")),
        ("April 12, 2011", ("day", "2011-04-12", "2011-04-12")),
        ("2011-04-12 00:00:00", ("day", "2011-04-12", "2011-04-12")),
        ("12/04/2011", ("day", "2011-04-12", "2011-04-12")),
        ("de mai à septembre 2011", ("range", "2011-05-01", "2011-09-30")),
        ("Automne 2011 – hiver 2012", ("range", "2011-09-01", "2012-03-31")),
        ("Fall 2011 / Winter 2012", ("range", "2011-09-01", "2012-03-31")),
        ("du 12 au 16 avril 2011", ("range", "2011-04-12", "2011-04-16")),
        ("novembre à février", ("range", "2011-11-01", "2012-02-29")),
        ("mars et septembre", ("range", "2011-09-01", "2012-03-31")),
        ("from May to September 2011", ("range", "2011-05-01", "2011-09-30")),
        ("2024-2026", ("range", "2024-04-01", "2026-03-31")),
        ("à partir de janvier 2012", ("range", "2012-01-01", "2012-03-31")),
        ("fin mars 2012", ("range", "2012-03-22", "2012-03-31")),
        ("1er semestre 2011", ("range", "2011-01-01", "2011-06-30")),
        ("1er semestre", ("range", "2011-04-01", "2011-09-30")),
        ("T2 à T3", ("range", "2011-07-01", "2011-12-31")),
        ("Semaine du 12 septembre 2011", ("range", "2011-09-12", "2011-09-18")),
        ("d’ici juin 2025", ("by", "", "2025-06-30")),
        ("by June 2025", ("by", "", "2025-06-30")),
        ("avant le 1er juin 2011", ("by", "", "2011-05-31")),
        ("Avant la fin de 2011", ("by", "", "2011-12-31")),
        ("Au plus tard le 31 mars 2012", ("by", "", "2012-03-31")),
        ("X", ("year", *YEAR)),
        ("✓", ("year", *YEAR)),
        ("2011-2012", ("year", *YEAR)),
        ("2011", ("year", "2011-01-01", "2011-12-31")),
        ("Annuellement", ("recurrent", *YEAR)),
        ("Mensuel", ("recurrent", *YEAR)),
        ("2 fois par année", ("recurrent", *YEAR)),
        ("Chaque automne", ("recurrent", "2011-09-01", "2011-12-31")),
        ("Automne 11", ("season", "2011-09-01", "2011-12-31")),
        ("automne ’11", ("season", "2011-09-01", "2011-12-31")),
        ("Hiver 11-12", ("season", "2012-01-01", "2012-03-31")),
        ("T3 11-12", ("quarter", "2011-10-01", "2011-12-31")),
        ("31 mars 12", ("day", "2012-03-31", "2012-03-31")),
        ("mars-12", ("month", "2012-03-01", "2012-03-31")),
        ("Dec. 31/11", ("day", "2011-12-31", "2011-12-31")),
        ("Octobre 24", ("month", "2024-10-01", "2024-10-31")),
        ("October 24", ("day", "2011-10-24", "2011-10-24")),
        ("Saison estivale", ("season", "2011-07-01", "2011-08-31")),
        ("Mars 2012*", ("month", "2012-03-01", "2012-03-31")),
        ("D’ici la fin de l’année", ("by", "", "2012-03-31")),
        ("Year-end", ("by", "", "2012-03-31")),
        ("Reporté à 2012", ("year", "2012-01-01", "2012-12-31")),
        ("2x/an", ("recurrent", *YEAR)),
        ("Selon les besoins", ("ongoing", *YEAR)),
        ("Annuel (novembre)", ("recurrent", "2011-11-01", "2011-11-30")),
        ("Twice a year", ("recurrent", *YEAR)),
        ("", ("unspecified", "", "")),
        ("—", ("unspecified", "", "")),
        ("s.o.", ("unspecified", "", "")),
        ("N/A", ("unspecified", "", "")),
        ("Dès l’adoption", ("unreadable", "", "")),
        ("30 février 2012", ("unreadable", "", "")),
        ("En cours", ("ongoing", *YEAR)),
        ("Automne 2011 (lancement)", ("season", "2011-09-01", "2011-12-31")),
        ("Automne 2011 (à confirmer)", ("season", "2011-09-01", "2011-12-31")),
    ],
)
def test_the_words_of_a_schedule_give_their_window(words, expected):
    assert iso(window(words, 2011)) == expected


@pytest.mark.parametrize("words", ["À évaluer", "à réévaluer", "À déterminer", "Date à confirmer", "To be determined", "TBD"])
def test_what_is_to_be_assessed_asks_for_a_decision_before_its_year(words):
    assert window(words, 2012) == Window("to_be_assessed", decide_by=date(2012, 3, 31))


def test_words_without_a_year_follow_the_year_of_their_column():
    assert iso(window("Mars", 2011, month=1)) == ("month", "2011-03-01", "2011-03-31")
    assert iso(window("Mars", 2011, month=4)) == ("month", "2012-03-01", "2012-03-31")
    assert iso(window("T1", 2024, month=1)) == ("quarter", "2024-01-01", "2024-03-31")
    assert iso(window("hiver", 2024, month=7)) == ("season", "2025-01-01", "2025-03-31")


def test_seasons_can_be_those_of_the_sky():
    assert iso(window("Automne 2011", 2011, seasons=ASTRONOMICAL_SEASONS)) == ("season", "2011-09-22", "2011-12-20")
    assert iso(window("Hiver 2012", 2011, seasons=ASTRONOMICAL_SEASONS)) == ("season", "2011-12-21", "2012-03-20")


def test_the_four_seasons_cover_the_year_without_gap_or_overlap():
    spans = [season_days(season, 2011) for season in ("winter", "spring", "summer", "autumn")]
    assert spans[0][0] == date(2011, 1, 1)
    assert spans[-1][1] == date(2011, 12, 31)
    assert all((after[0] - before[1]).days == 1 for before, after in pairwise(spans))


@given(st.text(max_size=60), st.integers(1900, 2100), st.integers(1, 12))
def test_no_words_break_the_reading_of_a_schedule(words, year, month):
    found = window(words, year, month=month)
    assert found.kind in KINDS
    assert not (found.starts_on and found.ends_on) or found.starts_on <= found.ends_on


WORDS = (
    "automne hiver été mars mai 2011 2012 2011-2012 31 1er 12 T1 Q4 à au du de et - / , fin début mi- d’ici avant dès en continu chaque"
    " par année X (à évaluer) by from"
)
CALENDAR = st.sampled_from(WORDS.split())


@given(st.lists(CALENDAR, max_size=7).map(" ".join), st.integers(1, 12))
def test_no_mixture_of_the_words_of_time_breaks_it_either(words, month):
    found = window(words, 2011, month=month)
    assert found.kind in KINDS
    assert not (found.starts_on and found.ends_on) or found.starts_on <= found.ends_on
