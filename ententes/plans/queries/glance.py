"""A plan at a glance: how many actions stand where, what is coming, and what gave news lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q

from ententes.ground.french import shortened
from ententes.ground.markdown import plain

from ..models import Note, Plan, Schedule
from ..states import ENDED, Status

SOON = timedelta(days=60)
"""What « ce qui vient » looks at."""


class Coming(NamedTuple):
    """An action whose schedule closes, or that must be decided, soon. `kind` is that of the schedule's window."""

    action: int
    code: str
    text: str
    words: str
    kind: str
    day: date


class Heard(NamedTuple):
    """The latest words about an action."""

    action: int
    code: str
    action_text: str
    text: str
    status: str
    capacity: str
    day: date


@dataclass(frozen=True)
class Glance:
    """`counts`: every status in its order, with how many actions have it. `heard` is empty for whoever is no member."""

    total: int
    counts: Sequence[tuple[str, str, int]]
    coming: Sequence[Coming]
    heard: Sequence[Heard]


def glance(plan: Plan, *, today: date, members: bool, most: int = 6) -> Glance:
    """Three queries whatever the plan's length, two for the public."""
    found = dict(plan.actions.filter(removed_at__isnull=True).order_by().values_list("status").annotate(Count("pk")))
    return Glance(
        total=sum(found.values()),
        counts=[(status, str(label), found.get(status, 0)) for status, label in Status.choices],
        coming=_coming(plan, today, most),
        heard=_heard(plan, most) if members else (),
    )


def _coming(plan: Plan, today: date, most: int) -> Sequence[Coming]:
    soon = today + SOON
    closing = Q(kind__in=("day", "month", "quarter", "season", "range", "by"), ends_on__range=(today, soon))
    rows = Schedule.objects.filter(
        closing | Q(kind="to_be_assessed", decide_by__range=(today, soon)), action__plan=plan, action__removed_at__isnull=True
    ).exclude(action__status__in=ENDED)
    columns = ("action_id", "action__code", "action__text", "words", "kind", "ends_on", "decide_by")
    found = [
        Coming(action, code, text, words, kind, ends_on or decide_by)
        for action, code, text, words, kind, ends_on, decide_by in rows.order_by("action__position", "year").values_list(*columns)
    ]
    return sorted(found, key=lambda one: one.day)[:most]


def _heard(plan: Plan, most: int) -> Sequence[Heard]:
    rows = Note.objects.filter(action__plan=plan, action__removed_at__isnull=True)
    columns = ("action_id", "action__code", "action__text", "text", "status", "capacity", "dated_on")
    return [
        Heard(action, code, action_text, shortened(plain(text), 180), status, capacity, day)
        for action, code, action_text, text, status, capacity, day in rows.values_list(*columns)[:most]
    ]
