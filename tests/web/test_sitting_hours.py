"""The hour that a secretary types is the moment it was in that sitting, when the clock changes too."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ententes.meetings import acts
from ententes.meetings.models import Attendance, Meeting
from ententes.web.sitting.finding import given
from tests.cast import NOW, TODAY, Cast
from tests.meetings.making import called
from tests.meetings.sittings import Sitting, make_sitting

from .browsing import css, page_of, signed_in, words


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    return make_sitting(cast)


def opened(sitting: Sitting, *moment: int) -> Meeting:
    """The meeting, opened at a moment of the universal time."""
    start = datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]
    Meeting.objects.filter(pk=sitting.meeting.pk).update(opened_at=start, starts_at=start, state="open")
    return Meeting.objects.get(pk=sitting.meeting.pk)


def moments(meeting: Meeting, *typed: str) -> list[str]:
    return [f"{given(words, meeting).astimezone(UTC):%d %H:%M}" for words in typed]


def test_in_autumn_the_hour_that_comes_twice_is_the_first_one_that_follows_the_opening(sitting: Sitting) -> None:
    """On November 6, 2011, 1 h to 2 h is told twice in Québec: from 5 h and from 6 h, universal time."""
    assert moments(opened(sitting, 2011, 11, 6, 4, 30), "0:45", "1:15", "2:15") == ["06 04:45", "06 05:15", "06 07:15"]
    assert moments(opened(sitting, 2011, 11, 6, 5, 40), "1:45", "1:15", "2:15") == ["06 05:45", "06 06:15", "06 07:15"]
    assert moments(opened(sitting, 2011, 11, 6, 6, 10), "1:15", "1:05", "0:30") == ["06 06:15", "07 06:05", "07 05:30"]


def test_in_spring_the_hour_that_does_not_come_is_the_one_the_clock_went_to(sitting: Sitting) -> None:
    """On March 13, 2011, 2 h becomes 3 h in Québec: 2 h 30 never was, and is read as the half hour after the change."""
    assert moments(opened(sitting, 2011, 3, 13, 6, 30), "1:45", "2:30", "3:05") == ["13 06:45", "13 07:30", "13 07:05"]


def test_a_sitting_that_spans_midnight_and_the_change_of_hour_is_recorded_by_its_hours(cast: Cast, sitting: Sitting) -> None:
    facts: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    meeting = opened(sitting, 2011, 11, 6, 3, 0)
    for letter, hour in (("A", "23:05"), ("B", "23:10"), ("C", "0:30")):
        acts.arrive(meeting, sitting.terms[letter], at=given(hour, meeting), **facts)
    told = [f"{one.arrived_at:%d %H:%M}" for one in Attendance.objects.order_by("arrived_at")]
    assert told == ["06 03:05", "06 03:10", "06 04:30"]


def test_the_page_that_dissolves_a_body_names_its_meetings_to_come(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    meeting = called(cast)
    client, address = signed_in(cast.coordinator), f"/e/pain-et-culture/instances/{cast.working.pk}/dissoudre/"
    shown = css(page_of(client, address), f"a[href=/e/pain-et-culture/rencontres/{meeting.pk}/]")
    assert [words(one) for one in shown] == ["mercredi 14 décembre 2011, de 19 h à 21 h"]
