"""What the coordination has to do next for its bodies, and what it waits for from others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from ententes.committees.models import Body, Procedure
from ententes.decisions.models import Interest, Matter
from ententes.decisions.states import State as MatterState
from ententes.ground.wording import long_date

from ..models import Consultation, Item, Meeting, Minutes
from ..states import COMING, MinutesState, State
from .awaiting import Awaited, ordered, unwritten
from .before import notice_days


def of_coordination(person: Any, agreements: Iterable[int], on: date) -> list[Awaited]:
    """What somebody who coordinates has to do next: transmit, give a body its rules, call, write minutes. Six queries.

    Nothing of the matters in which they declared an interest: another one moves them.
    A meeting is called by the last day that the notice asks for; those that a dissolved body had planned are no longer.
    """
    led = list(agreements)
    meetings = Meeting.objects.filter(body__agreement__in=led)
    still = Q(state=State.OPEN) | Q(state__in=COMING, starts_at__date__gte=on)
    coming = [
        one
        for one in meetings.filter(still | Q(state=State.PLANNED)).select_related("body").order_by("starts_at", "pk")
        if one.body.runs_on(_day(one))
    ]
    rows = Matter.objects.filter(agreement__in=led, state__in=(MatterState.PREPARING, MatterState.BEFORE), stage__isnull=False)
    matters = list(rows.exclude(pk__in=Interest.objects.closing(person)).select_related("stage__body").order_by("pk"))
    rules: dict[int, list[Procedure]] = {}
    for rule in Procedure.objects.filter(body__agreement__in=led):
        rules.setdefault(rule.body_id, []).append(rule)
    return ordered(
        [
            *_to_move(matters, on),
            *_to_bring(matters, [one for one in coming if one.state == State.OPEN or _day(one) >= on], on),
            *_without_rules([one.body for one in coming] + [one.stage.body for one in matters if one.stage and one.stage.body], rules, on),
            *_to_call(coming, rules),
            *unwritten(meetings),
        ]
    )


def sitting_of(matter: Matter, on: date) -> tuple[Meeting | None, bool]:
    """The meeting to come of the body a matter is before whose agenda has it, else the next one; and whether it has it. Two queries."""
    if matter.state != MatterState.BEFORE or matter.stage is None or matter.stage.body_id is None:
        return None, False
    still = Q(state=State.OPEN) | Q(state__in=COMING, starts_at__date__gte=on)
    coming = list(Meeting.objects.filter(still, body=matter.stage.body_id).order_by("starts_at", "pk"))
    having = set(matter.items.filter(meeting__in=coming).values_list("meeting", flat=True))
    placed = next((one for one in coming if one.pk in having), None)
    return placed or next(iter(coming), None), placed is not None


def _day(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def _to_move(matters: Iterable[Matter], on: date) -> Iterator[Awaited]:
    """Matters to transmit, and those that wait for a body that is no more."""
    for one in matters:
        body = one.stage.body if one.stage else None
        gone = body is not None and not body.runs_on(on)
        if gone or one.state == MatterState.PREPARING:
            yield Awaited("send_on" if gone else "transmit", one.agreement_id, one.title, one.pk, body.name if body else "")


def _to_bring(matters: Iterable[Matter], coming: Iterable[Meeting], on: date) -> Iterator[Awaited]:
    """Matters before a body that has no meeting to come, or none whose agenda has them; what is signed in writing needs none."""
    before = [one for one in matters if one.state == MatterState.BEFORE and one.stage and one.stage.body and one.stage.body.runs_on(on)]
    by_body: dict[int, list[Meeting]] = {}
    for meeting in coming:
        by_body.setdefault(meeting.body_id, []).append(meeting)
    placed = set(Item.objects.filter(meeting__in=[one.pk for rows in by_body.values() for one in rows]).values_list("matter", flat=True))
    placed |= set(Consultation.objects.filter(matter__in=[one.pk for one in before], ended_at=None).values_list("matter", flat=True))
    for one in before:
        body = one.stage.body if one.stage else None
        if body is None or one.pk in placed:
            continue
        if body.pk in by_body:
            yield Awaited("agenda", one.agreement_id, one.title, by_body[body.pk][0].pk, body.name)
        else:
            yield Awaited("meet", one.agreement_id, one.title, body.pk, body.name)


def _without_rules(bodies: Iterable[Body], rules: dict[int, list[Procedure]], on: date) -> Iterator[Awaited]:
    """Bodies that are to meet, or that a matter awaits, and have given themselves no rules."""
    for body in {one.pk: one for one in bodies}.values():
        if body.pk not in rules and body.runs_on(on):
            yield Awaited("rules", body.agreement_id, body.name, body.pk, body.name)


def _to_call(coming: Iterable[Meeting], rules: dict[int, list[Procedure]]) -> Iterator[Awaited]:
    """Meetings that are planned and not called, by the last day of their notice."""
    for one in coming:
        if one.state != State.PLANNED or one.afterwards:
            continue
        day = _day(one)
        known = [rule for rule in rules.get(one.body_id, ()) if rule.starts_on <= day]
        rule = max(known, key=lambda each: (each.starts_on, each.pk), default=None)
        last = day - timedelta(days=notice_days(rule, is_special=one.is_special)) if rule else day
        yield Awaited("call", one.body.agreement_id, f"{one.body.name}, {long_date(day)}", one.pk, one.body.name, due=last)


def of_others(person: Any, agreements: Iterable[int], on: date) -> list[Awaited]:
    """What others have still to do in the agreements somebody coordinates: replies, written consents, signatures. Three queries."""
    led = list(agreements)
    replies = (
        Meeting.objects.filter(body__agreement__in=led, state=State.CALLED, starts_at__date__gte=on)
        .annotate(count=Count("invitations", filter=Q(invitations__reply="")))
        .filter(count__gt=0)
    )
    found = [
        Awaited("reply", agreement, name, pk, name, due=timezone.localdate(starts), count=count)
        for pk, name, agreement, starts, count in replies.values_list("pk", "body__name", "body__agreement", "starts_at", "count")
    ]
    consents = (
        Consultation.objects.filter(body__agreement__in=led, ended_at=None)
        .exclude(matter__in=Interest.objects.closing(person))
        .annotate(count=Count("consents", filter=Q(consents__signed=None)))
        .filter(count__gt=0)
    )
    found += [
        Awaited("consent", agreement, title, pk, name, due=due, count=count)
        for pk, title, name, agreement, due, count in consents.values_list(
            "pk", "title", "body__name", "body__agreement", "closes_on", "count"
        )
    ]
    unsigned = Minutes.objects.filter(meeting__body__agreement__in=led, state=MinutesState.ADOPTED).annotate(count=2 - Count("signatures"))
    found += [
        Awaited("sign", agreement, f"{name}, {long_date(starts)}", pk, name, count=count)
        for pk, name, agreement, starts, count in unsigned.filter(count__gt=0).values_list(
            "meeting", "meeting__body__name", "meeting__body__agreement", "meeting__starts_at", "count"
        )
    ]
    return ordered(found)
