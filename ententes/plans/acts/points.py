"""What happens to points to clarify: they are settled in words, dismissed, opened again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if

from ..models import Point
from ..rules import points as rules
from ..states import PointState


@transaction.atomic
def settle(point: Point, *, by: Capacity, when: datetime, text: str, resolution_words: str = "") -> Point:
    """Record how a point was settled, by whom, and by which resolution where one was taken. The document itself is never corrected."""
    point = hold(point)
    refuse_if(rules.obstacles_to_settling(point, by=by, text=text))
    words = text.strip()
    if resolution := " ".join(resolution_words.split()):
        words = f"{words}\n{resolution}"
    return _close(point, PointState.SETTLED, by, when, words)


@transaction.atomic
def dismiss(point: Point, *, by: Capacity, when: datetime, text: str = "") -> Point:
    """Record that there is nothing to settle, and why where it is said."""
    point = hold(point)
    refuse_if(rules.obstacles_to_dismissing(point, by=by))
    return _close(point, PointState.DISMISSED, by, when, text.strip())


@transaction.atomic
def reopen(point: Point, *, by: Capacity) -> Point:
    """Make a point a question again. The words that had settled it stay, for whoever settles it next."""
    point = hold(point)
    refuse_if(rules.obstacles_to_reopening(point, by=by))
    point.state, point.settled_at, point.person, point.capacity = PointState.OPEN, None, None, ""
    point.save(update_fields=["state", "settled_at", "person", "capacity"])
    return point


def _close(point: Point, state: Any, by: Capacity, when: datetime, words: str) -> Point:
    point.state, point.settlement, point.settled_at = state, words, when
    point.person, point.capacity = by.person, by.recorded
    point.save(update_fields=["state", "settlement", "settled_at", "person", "capacity"])
    return point
