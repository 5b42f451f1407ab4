"""As whom somebody records what a body does, on the pages of a sitting and of its minutes."""

from __future__ import annotations

from typing import Any

from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.meetings.models import Meeting
from ententes.meetings.rules.during import obstacles_to_recording


def recording(request: Any, meeting: Meeting) -> Capacity:
    """The capacity in which the visitor records: the first that may, else the first one, whose refusal says why."""
    now = clock.now()
    hats = sorted(request.capacities, key=lambda one: (one.body is None or one.body.pk != meeting.body_id, not one.coordinates))
    return next((one for one in hats if not list(obstacles_to_recording(meeting.body, by=one, when=now))), hats[0])


def may_record(request: Any, meeting: Meeting) -> bool:
    """Whether the visitor records what the body of this meeting does; somebody without a capacity never does."""
    if not request.capacities:
        return False
    return not list(obstacles_to_recording(meeting.body, by=recording(request, meeting), when=clock.now()))
