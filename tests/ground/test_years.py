from datetime import date

import pytest

from ententes.ground.years import FiscalYear


@pytest.mark.parametrize(
    ("day", "month", "label"),
    [
        (date(2011, 3, 31), 4, "2010-2011"),
        (date(2011, 4, 1), 4, "2011-2012"),
        (date(2011, 12, 31), 1, "2011"),
        (date(2012, 6, 30), 7, "2011-2012"),
    ],
)
def test_a_day_falls_in_the_year_that_began_last(day, month, label):
    assert FiscalYear.of(day, month).label == label


@pytest.mark.parametrize("month", range(1, 13))
def test_a_year_ends_the_day_before_the_next_begins(month):
    year = FiscalYear(2011, month)
    assert (year.next.first_day - year.last_day).days == 1
    assert year.first_day in year
    assert year.last_day in year
    assert year.next.first_day not in year
