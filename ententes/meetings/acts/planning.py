"""How a meeting comes to be, alone or in a series, and how it is moved or cancelled."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters
from ..models import Item, Meeting
from ..queries.before import follow_ups
from ..queries.series import moments
from ..queries.usual import FOLLOW_UPS, template
from ..rules import before as rules
from ..states import State, Usual
from .agenda import _complete


@transaction.atomic
def plan(
    body: Body,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    link: str = "",
    is_special: bool = False,
    afterwards: bool = False,
    by: Capacity,
    when: datetime,
    series: uuid.UUID | None = None,
) -> Meeting:
    """Record a meeting under the next number of its body, with the agenda of its kind and what waits before it.

    `afterwards`: it was held already, and will be entered from paper.
    """
    body = hold(body)
    refuse_if(rules.obstacles_to_planning(body, starts_at=starts_at, ends_at=ends_at, link=link, afterwards=afterwards, by=by, when=when))
    last = body.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        body=body,
        number=last + 1,
        starts_at=starts_at,
        ends_at=ends_at,
        place=shortened(place, 300),
        link=link.strip(),
        is_special=is_special,
        afterwards=afterwards,
        series=series,
    )
    lines = template(body.kind, is_special=is_special)
    if follow_ups(meeting):
        lines.insert(next(place for place, line in enumerate(lines) if line.usual == Usual.INTERESTS) + 1, FOLLOW_UPS)
    Item.objects.bulk_create(
        Item(meeting=meeting, position=position, title=line.said, usual=line.usual, purpose=line.purpose, estimate=line.estimate)
        for position, line in enumerate(lines)
    )
    _complete(meeting)
    return meeting


@transaction.atomic
def plan_series(
    body: Body,
    *,
    starts_at: datetime,
    ends_at: datetime,
    every: str,
    times: int,
    place: str = "",
    link: str = "",
    by: Capacity,
    when: datetime,
) -> list[Meeting]:
    """Record meetings at regular intervals, all or none, at the same local hour; each one may then be moved alone."""
    body = hold(body)
    refuse_if(rules.obstacles_to_repeating(times=times))
    found = moments(starts_at, ends_at, every=every, times=times)

    def obstacles() -> Iterator[str]:
        seen: set[str] = set()
        for starts, ends in found:
            for reason in rules.obstacles_to_planning(body, starts_at=starts, ends_at=ends, link=link, afterwards=False, by=by, when=when):
                if reason not in seen:
                    seen.add(reason)
                    yield reason

    refuse_if(obstacles())
    series = uuid.uuid4()
    facts = {"place": place, "link": link, "by": by, "when": when, "series": series}
    return [plan(body, starts_at=starts, ends_at=ends, **facts) for starts, ends in found]  # type: ignore[arg-type]


@transaction.atomic
def reschedule(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    link: str,
    why: str = "",
    shortness: str = "",
    revision: int,
    by: Capacity,
    when: datetime,
) -> Meeting:
    """Record another time or another place, and tell everybody called.

    At another time, what they answered no longer holds and they are asked again; the notice is counted from now.
    """
    meeting = hold(meeting)
    refuse_if(
        rules.obstacles_to_rescheduling(
            meeting, starts_at=starts_at, ends_at=ends_at, link=link, shortness=shortness, revision=revision, by=by, when=when
        )
    )
    place, link, was = shortened(place, 300), link.strip(), (meeting.starts_at, meeting.ends_at)
    anew = starts_at != meeting.starts_at
    if (starts_at, ends_at, place, link) == (*was, meeting.place, meeting.link):
        return meeting
    meeting.starts_at, meeting.ends_at, meeting.place, meeting.link = starts_at, ends_at, place, link
    meeting.sequence, meeting.revision = meeting.sequence + 1, meeting.revision + 1
    if meeting.state == State.CALLED and anew:
        meeting.shortness = shortness.strip()
    meeting.save(update_fields=["starts_at", "ends_at", "place", "link", "sequence", "revision", "shortness"])
    if meeting.state == State.CALLED:
        for invitation in meeting.invitations.select_related("person", "meeting__body__agreement", "term"):
            had = bool(invitation.reply)
            if anew:
                invitation.reply, invitation.replied_at, invitation.reply_recorded_by, invitation.reminders = "", None, "", 0
                invitation.reminded_at = when
                invitation.save(update_fields=["reply", "replied_at", "reply_recorded_by", "reminders", "reminded_at"])
            letters.moved(invitation, was=was, why=why.strip(), anew=anew, had=had, signer=by.person, when=when)
    return meeting


@transaction.atomic
def cancel(meeting: Meeting, *, why: str, by: Capacity, when: datetime) -> Meeting:
    """Record that a meeting will not be held, and tell everybody called; its matters stay before the body."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_cancelling(meeting, why=why, by=by, when=when))
    called = meeting.state == State.CALLED
    meeting.state, meeting.why_ended = State.CANCELLED, why.strip()
    meeting.sequence, meeting.revision = meeting.sequence + 1, meeting.revision + 1
    meeting.save(update_fields=["state", "why_ended", "sequence", "revision"])
    if called:
        for invitation in meeting.invitations.select_related("person", "meeting__body__agreement", "term"):
            letters.cancelled(invitation, signer=by.person, when=when)
    return meeting
