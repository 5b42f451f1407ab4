"""What every page of a sitting begins with: the meeting the visitor may see, as whom they record, and the moment they give."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.meetings.models import Item, Meeting, Motion
from ententes.meetings.queries.apart import withhold
from ententes.meetings.queries.log import last_moment
from ententes.meetings.queries.minutes import hears, withdrew
from ententes.meetings.queries.quorum import sitting_day
from ententes.web.recording import may_record, recording

Draw = Callable[..., HttpResponse]


def meeting_of(request: Any, agreement: Agreement, pk: int) -> Meeting:
    """A meeting of the agreement that the visitor may see."""
    rows = Meeting.objects.seen_by(request.user).filter(body__agreement=agreement)
    return get_object_or_404(rows.select_related("body__agreement", "chair", "secretary"), pk=pk)


def item_of(request: Any, agreement: Agreement, pk: int) -> Item:
    """An item of such a meeting."""
    seen = Meeting.objects.seen_by(request.user).filter(body__agreement=agreement)
    rows = Item.objects.filter(meeting__in=seen).select_related("meeting__body__agreement", "meeting__chair", "matter__stage__body")
    return get_object_or_404(rows, pk=pk)


def motion_of(request: Any, agreement: Agreement, pk: int) -> Motion:
    """A motion of such a meeting; one that was made in camera only for who was there or records, and none for who withdrew."""
    seen = Meeting.objects.seen_by(request.user).filter(body__agreement=agreement)
    rows = Motion.objects.filter(item__meeting__in=seen).select_related(
        "item__meeting__body__agreement",
        "item__meeting__chair",
        "item__matter__stage__body",
        "mover__person",
        "seconder__person",
        "amends",
        "repeals",
        "resolution",
    )
    found = get_object_or_404(rows, pk=pk)
    hears_it = may_hear(request, found.item, may_record(request, found.item.meeting)) and not has_withdrawn(request, found.item)
    if not (said_aloud(found) or hears_it) or withhold([found.item], request.user):
        raise Http404
    return found


def may_hear(request: Any, item: Item, recorder: bool) -> bool:
    """Whether the visitor reads what was said of an item: in camera, whoever was there, and whoever records it."""
    return item.in_camera_from is None or recorder or item.pk in hears(item.meeting, request.user)


def has_withdrawn(request: Any, item: Item) -> bool:
    """Whether the visitor withdrew from an item or has an interest in its matter: they read only what was resolved aloud."""
    return item.pk in withdrew(item.meeting, request.user)


def said_aloud(motion: Motion) -> bool:
    """Whether a motion of an item in camera was settled out of it."""
    return motion.resolution is not None and not motion.resolution.in_camera


def facts(request: Any, meeting: Meeting) -> dict[str, Any]:
    """Who records, when it happened and when it is recorded, as acts take them."""
    return {"by": recording(request, meeting), "at": given(request.POST.get("at", ""), meeting), "when": clock.now()}


def given(words: str, meeting: Meeting) -> datetime:
    """The moment that a time of the clock says in that sitting, past midnight too; now without one, or where its paper left off."""
    found = re.fullmatch(r"([01]?\d|2[0-3])\s*[:hH]\s*([0-5]?\d)", words.strip())
    if found is None:
        now = clock.now()
        return (last_moment(meeting) or now) if meeting.afterwards else now
    return on_day(time(int(found[1]), int(found[2])), meeting)


def on_day(said: time, meeting: Meeting) -> datetime:
    """That time on the day of the sitting, the next day when it comes before the opening."""
    start = datetime.combine(sitting_day(meeting), said, timezone.get_current_timezone())
    if meeting.opened_at is None:
        return start
    # The hour that comes twice in autumn, then the day after; the minute of the opening is the opening.
    choices = [one.astimezone(UTC) for one in (start, start.replace(fold=1), start + timedelta(days=1))]
    minute = meeting.opened_at.astimezone(UTC).replace(second=0, microsecond=0)
    found = next((one for one in choices if one >= minute), choices[0])
    return max(found, meeting.opened_at) if found == minute else found


def back(meeting: Meeting, item: int | None = None) -> HttpResponse:
    """To the sitting, at an item."""
    address = reverse("sitting", args=[meeting.body.agreement.slug, meeting.pk])
    return redirect(f"{address}?point={item}#point" if item else address)


def doing(request: Any, act: Callable[[], Any], said: str, then: Callable[[], HttpResponse], draw: Draw) -> HttpResponse:
    """Run one act and go back; refused, the page is drawn again with its reasons and everything that was typed."""
    try:
        act()
    except Refused as refused:
        return draw(status=422, reasons=refused.reasons)
    messages.success(request, said)
    return then()
