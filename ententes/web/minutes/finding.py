"""The minutes that an address names, and what of them the visitor may read."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.meetings.models import Meeting, Minutes
from ententes.meetings.queries.minutes import may_read
from ententes.web.recording import may_keep
from ententes.web.rich import html


def meeting_of(request: Any, agreement: Agreement, pk: int) -> Meeting:
    """A meeting of the agreement, whether or not the visitor sits on its body: adopted minutes may be read by others."""
    rows = Meeting.objects.filter(body__agreement=agreement).select_related("body__agreement", "chair", "secretary")
    return get_object_or_404(rows, pk=pk)


def minutes_of(request: Any, meeting: Meeting) -> Minutes | None:
    """The minutes the visitor may read. None where the body's own members wait for them; 404 for anybody else."""
    minutes = Minutes.objects.filter(meeting=meeting).select_related("resolution", "file").first()
    if minutes is not None:
        minutes.meeting = meeting
        if may_read(minutes, request.user, request.capacities, records=may_keep(request, meeting), on=clock.today()):
            return minutes
    if not Meeting.objects.seen_by(request.user).filter(pk=meeting.pk).exists():
        raise Http404
    return None


def written(request: Any, agreement: Agreement, meeting: int) -> Minutes:
    """The minutes that the visitor may read, there already."""
    minutes = minutes_of(request, meeting_of(request, agreement, meeting))
    if minutes is None:
        raise Http404
    return minutes


def drawn(sections: Any) -> list[dict[str, Any]]:
    """Sections as pages draw them."""
    return [
        {
            "place": place,
            "title": one["title"],
            "html": html(one["text"]),
            "in_camera": one.get("in_camera", False),
            "withdrawn": one.get("withdrawn", False),
            "open": not one.get("fixed") and not one.get("withdrawn"),
        }
        for place, one in sections
    ]
