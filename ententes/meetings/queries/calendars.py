"""Meetings as calendar events: one file a meeting, and the feed of somebody. Stable UID, a sequence that grows with each change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ..models import CalendarFeed, Meeting
from ..states import COMING, State

PAST = timedelta(days=366)
"""How far back a feed goes: a calendar keeps what it read."""
_STATUS = {State.PLANNED: "TENTATIVE", State.CANCELLED: "CANCELLED"}


def file_of(meeting: Meeting, *, when: datetime) -> bytes:
    """One meeting as a file to open in a calendar; a cancelled one takes itself back."""
    return _calendar([meeting], method="CANCEL" if meeting.state == State.CANCELLED else "PUBLISH", when=when)


def feed_of(person: Any, *, when: datetime) -> bytes:
    """What somebody's calendar reads: the meetings of the bodies they sit on, of the agreements they coordinate, and where they are guests.

    A meeting that was only planned and then cancelled was never announced, and is left out. Three queries.
    """
    invited = Q(pk__in=person.invitations.order_by().values("meeting"))
    seen = Q(pk__in=Meeting.objects.seen_by(person).order_by().values("pk"))
    rows = Meeting.objects.filter(invited | seen, starts_at__gte=when - PAST).exclude(state=State.CANCELLED, called_at=None)
    rows = rows.select_related("body__agreement").order_by("starts_at", "pk")
    return _calendar(rows, method="PUBLISH", when=when, name=_("Rencontres – %(name)s") % {"name": person.name})


def reader(key: str) -> CalendarFeed | None:
    """The feed behind a secret address, if it still answers. One query."""
    feed = CalendarFeed.objects.filter(key_sha256=fingerprint(key), revoked_at=None, person__is_active=True)
    return feed.select_related("person").first()


def fingerprint(key: str) -> str:
    """What is kept of a secret address."""
    return hashlib.sha256(key.encode()).hexdigest()


def _calendar(meetings: Iterable[Meeting], *, method: str, when: datetime, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Ententes//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", _plain(name))
    for meeting in meetings:
        calendar.add_component(_event(meeting, when))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, when: datetime) -> Event:
    body = meeting.body
    event = Event()
    event.add("uid", f"{meeting.uid}@ententes")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", when)
    # In universal time: no calendar has to know our zone, and the local hour is the same for all.
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", _plain(_("%(body)s – rencontre n° %(number)s") % {"body": body.name, "number": meeting.number}))
    event.add("status", _STATUS.get(State(meeting.state), "CONFIRMED"))
    if place := _plain(meeting.place or meeting.link):
        event.add("location", place)
    lines = [body.agreement.title]
    if meeting.link and meeting.state in COMING:
        lines.append(_("À distance : %(link)s") % {"link": meeting.link})
    if meeting.state == State.CANCELLED and meeting.why_ended:
        lines.append(_("Annulée : %(why)s") % {"why": meeting.why_ended})
    event.add("description", "\n".join(_plain(line) for line in lines))
    if settings.BASE_URL:
        event.add("url", settings.BASE_URL + reverse("meeting", kwargs={"agreement": body.agreement.slug, "meeting": meeting.pk}))
    return event


def _plain(words: str) -> str:
    """One line without control characters, which a calendar could read as another property."""
    return " ".join("".join(char if char.isprintable() else " " for char in words).split())
