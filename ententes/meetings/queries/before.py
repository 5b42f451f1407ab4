"""What a meeting that comes is made of: the rules it is held under, whom it calls, and what waits to be on its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from ententes.committees.models import Body, Charge, Procedure, Term
from ententes.committees.queries import Capacity, charged
from ententes.committees.states import Office
from ententes.decisions.models import Interest, Matter
from ententes.decisions.states import State as MatterState

from ..models import FollowUp, Item, Meeting, Minutes
from ..states import COMING, ItemState, Standing, State


def day_of(meeting: Meeting) -> date:
    """The day of the sitting, even where it ends past midnight."""
    return timezone.localdate(meeting.starts_at)


def prepares(body: Body, by: Capacity, on: date) -> bool:
    """Whether this capacity prepares the meetings of a body: the coordination, and whoever presides over it or keeps its minutes."""
    if by.agreement.pk != body.agreement_id or not by.holding.runs_on(on):
        return False
    if by.coordinates:
        return True
    return by.body is not None and by.body.pk == body.pk and charged(body, by.person, on)


def notice_days(procedure: Procedure, *, is_special: bool) -> int:
    return procedure.special_notice_days if is_special else procedure.notice_days


def first_lawful_day(procedure: Procedure, *, is_special: bool, called_at: datetime) -> date:
    """The first day on which a meeting called at that moment may be held."""
    return timezone.localdate(called_at) + timedelta(days=notice_days(procedure, is_special=is_special))


def last_notice_day(meeting: Meeting, procedure: Procedure) -> date:
    """The last day on which the meeting can be called in time."""
    return day_of(meeting) - timedelta(days=notice_days(procedure, is_special=meeting.is_special))


@dataclass(frozen=True)
class Called:
    """Somebody whom a meeting calls, and in which standing; `term` is empty for a secretary without a seat."""

    person: Any
    term: Term | None
    standing: str


def whom(meeting: Meeting) -> list[Called]:
    """Everybody who holds a seat of the body that day, holders before substitutes, then its chair and secretary. Each person once.

    Two queries.
    """
    day = day_of(meeting)
    terms = Term.objects.in_force(day).filter(seat__body=meeting.body, person__is_active=True)
    found: dict[int, Called] = {}
    # Somebody on two seats is called once, for the one that votes.
    for term in terms.select_related("person", "seat__body").order_by("role", "-seat__votes", "seat__position", "seat", "pk"):
        standing = Standing.MEMBER if term.seat.votes else Standing.OBSERVER
        found.setdefault(term.person_id, Called(term.person, term, str(standing)))
    for charge in Charge.objects.in_force(day).filter(body=meeting.body, person__is_active=True).select_related("person"):
        standing = Standing.SECRETARY if charge.office == Office.SECRETARY else Standing.OBSERVER
        found.setdefault(charge.person_id, Called(charge.person, None, str(standing)))
    return list(found.values())


def unannounced(meeting: Meeting) -> QuerySet[Item]:
    """What was put on the agenda of a called meeting, and of which no letter told those called."""
    return meeting.items.filter(announced_at=None, state=ItemState.PENDING) if meeting.state == State.CALLED else Item.objects.none()


def _not_yet_held(meeting: Meeting) -> Q:
    """Meetings of the body where something may already be on the agenda: those that come, and the one under way."""
    return Q(meeting__body=meeting.body, meeting__state__in=(*COMING, State.OPEN)) & ~Q(state=ItemState.POSTPONED)


def matters_waiting(meeting: Meeting, *, reader: Any = None) -> Sequence[Matter]:
    """Matters before the body that are on no agenda of it yet; without those whose file is closed to the reader."""
    taken = Item.objects.filter(_not_yet_held(meeting), matter__isnull=False).order_by().values("matter")
    waiting = Matter.objects.filter(state=MatterState.BEFORE, stage__body=meeting.body).exclude(pk__in=taken)
    if reader is not None:
        waiting = waiting.exclude(pk__in=Interest.objects.closing(reader))
    return list(waiting.order_by("opened_at", "pk"))


def minutes_waiting(meeting: Meeting) -> Sequence[Minutes]:
    """Minutes of earlier meetings of the body, not adopted and on no agenda of it yet."""
    taken = Item.objects.filter(_not_yet_held(meeting), minutes__isnull=False).order_by().values("minutes")
    waiting = Minutes.objects.filter(meeting__body=meeting.body, meeting__starts_at__lt=meeting.starts_at, resolution__isnull=True)
    return list(waiting.exclude(pk__in=taken).select_related("meeting").order_by("meeting__starts_at", "pk"))


def follow_ups(meeting: Meeting, *, reader: Any = None) -> Sequence[FollowUp]:
    """What earlier meetings of the body asked for and nobody has done, as somebody may read it; all of it without a reader."""
    earlier = {"item__meeting__body": meeting.body, "item__meeting__starts_at__lt": meeting.starts_at}
    rows = FollowUp.objects.filter(done_at__isnull=True, **earlier)
    if reader is not None:
        rows = rows.exclude(item__matter__in=Matter.objects.order_by().withheld_from(reader).values("pk"))
    return list(rows.select_related("item__meeting").order_by("due_on", "pk"))
