"""The calendar of an agreement: when it changes, every window computed from words is computed again, in the same transaction."""

from __future__ import annotations

from datetime import date

import pytest

from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.models import Schedule
from tests.cast import Cast

SEASONS = [["printemps", 4, 1], ["été", 7, 1], ["automne", 9, 1], ["hiver", 1, 1]]
USUAL = {"fiscal_month": 4, "cadence": 3, "seasons": SEASONS, "vocabulary": {}}


def windows(cast: Cast) -> list[tuple[str, int, date | None, date | None]]:
    rows = Schedule.objects.filter(action__plan=cast.plan).order_by("action", "year")
    return list(rows.values_list("words", "year", "starts_on", "ends_on"))


def test_nothing_moves_when_the_calendar_stays(cast: Cast) -> None:
    before = windows(cast)
    assert acts.change_calendar(cast.agreement, **USUAL) == 0
    assert windows(cast) == before


def test_seasons_and_years_follow_the_calendar_and_words_stay(cast: Cast) -> None:
    seasons = [["printemps", 3, 21], ["été", 6, 21], ["automne", 9, 22], ["hiver", 12, 21]]
    assert acts.change_calendar(cast.agreement, **USUAL | {"fiscal_month": 1, "seasons": seasons}) == 4
    assert windows(cast) == [
        ("Automne 2011", 2011, date(2011, 9, 22), date(2011, 12, 20)),
        ("En continu", 2012, date(2012, 1, 1), date(2012, 12, 31)),
        ("En continu", 2011, date(2011, 1, 1), date(2011, 12, 31)),
        ("En continu", 2012, date(2012, 1, 1), date(2012, 12, 31)),
    ]


def test_a_refused_calendar_moves_nothing(cast: Cast) -> None:
    before = windows(cast)
    with pytest.raises(Refused):
        acts.change_calendar(cast.agreement, **USUAL | {"fiscal_month": 13})
    cast.agreement.refresh_from_db()
    assert (cast.agreement.fiscal_month, windows(cast)) == (4, before)
