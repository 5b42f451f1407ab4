"""Meetings leave as calendar events that another library reads: stable identity, growing sequence, nothing injected; and feeds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from ententes.meetings import acts
from ententes.meetings.models import CalendarFeed, Meeting
from ententes.meetings.queries import calendars
from tests.cast import NOW, TODAY, Cast, make_coordination
from tests.meetings.making import at, called, planned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def read(content: bytes) -> tuple[Any, list[Any]]:
    calendar = Calendar.from_ical(content)
    return calendar, list(calendar.walk("VEVENT"))


def test_a_meeting_keeps_its_identity_and_its_sequence_grows_with_each_change(cast: Cast) -> None:
    meeting = called(cast)
    calendar, (event,) = read(calendars.file_of(meeting, when=NOW))
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"], event["UID"]) == ("PUBLISH", "CONFIRMED", 0, f"{meeting.uid}@ententes")
    assert event.decoded("DTSTART") == datetime(2011, 12, 15, 0, 0, tzinfo=UTC)
    assert (event["SUMMARY"], event["LOCATION"]) == ("Comité des fours – rencontre n° 1", "À la boulangerie")
    facts = {"ends_at": at("2011-12-20", 21), "place": "À la mairie", "link": "", "revision": meeting.revision}
    moved = acts.reschedule(meeting, starts_at=at("2011-12-20"), **facts, by=cast.coordination, when=NOW)
    gone = acts.cancel(moved, why="Tempête", by=cast.coordination, when=NOW)
    calendar, (after,) = read(calendars.file_of(gone, when=NOW))
    assert (calendar["METHOD"], after["STATUS"], after["SEQUENCE"], after["UID"]) == ("CANCEL", "CANCELLED", 2, event["UID"])


def test_a_meeting_only_planned_is_tentative(cast: Cast) -> None:
    _calendar, (event,) = read(calendars.file_of(planned(cast), when=NOW))
    assert event["STATUS"] == "TENTATIVE"


def test_what_somebody_typed_cannot_become_another_property(cast: Cast) -> None:
    meeting = planned(cast)
    nasty = "Ici\r\nATTENDEE:mailto:tous@exemple.test\x00\x07\u2028BEGIN:VALARM; \\n"
    Meeting.objects.filter(pk=meeting.pk).update(place=nasty.replace("\x00", ""), why_ended=nasty.replace("\x00", ""), state="cancelled")
    cast.working.name = "Comité\r\nDTSTART:19700101T000000Z"
    cast.working.save()
    content = calendars.file_of(Meeting.objects.select_related("body__agreement").get(pk=meeting.pk), when=NOW)
    assert not any(byte < 32 and byte not in (10, 13) for byte in content)
    calendar, (event,) = read(content)
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert ("ATTENDEE" in event, event["LOCATION"]) == (False, "Ici ATTENDEE:mailto:tous@exemple.test BEGIN:VALARM; \\n")
    assert event.decoded("DTSTART") == meeting.starts_at.astimezone(UTC)


def test_a_feed_holds_the_meetings_of_ones_bodies_and_of_nobody_elses(cast: Cast) -> None:
    mine, theirs = called(cast), called(cast, cast.management)
    quiet = acts.cancel(planned(cast, day="2011-12-20"), why="Rien", by=cast.coordination, when=NOW)
    acts.invite_guest(theirs, person=cast.stranger, by=cast.coordination, when=NOW)
    make_coordination(cast.other_agreement, cast.technician)

    def seen(person: Any) -> set[str]:
        return {str(event["UID"]) for event in read(calendars.feed_of(person, when=NOW))[1]}

    uids = {one: f"{one.uid}@ententes" for one in (mine, theirs, quiet)}
    assert (seen(cast.worker), seen(cast.manager), seen(cast.stranger), seen(cast.technician)) == (
        {uids[mine]},
        {uids[theirs]},
        {uids[theirs]},
        set(),
    )
    assert seen(cast.coordinator) == {uids[mine], uids[theirs]}  # one planned and cancelled was never announced
    assert {str(one["UID"]) for one in read(calendars.feed_of(cast.worker, when=NOW + timedelta(days=500)))[1]} == set()


def test_only_the_hash_of_an_address_is_kept_and_a_new_one_or_a_revocation_closes_it(cast: Cast) -> None:
    first = acts.make_feed(cast.worker, when=NOW)
    assert first not in repr(list(CalendarFeed.objects.values()))
    found = calendars.reader(first)
    assert found is not None
    assert found.person == cast.worker
    second = acts.make_feed(cast.worker, when=NOW)
    assert (calendars.reader(first), calendars.reader(second) is not None) == (None, True)
    acts.revoke_feeds(cast.worker, when=NOW)
    assert calendars.reader(second) is None
    third = acts.make_feed(cast.worker, when=NOW)
    cast.worker.is_active = False
    cast.worker.save()
    assert calendars.reader(third) is None


@pytest.mark.parametrize("count", [1, 3, 12])
def test_a_feed_is_read_in_a_constant_number_of_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        planned(cast, day=f"2012-01-{number + 1:02}")
    with django_assert_num_queries(1):
        calendars.feed_of(cast.worker, when=NOW)
