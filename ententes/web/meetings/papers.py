"""What leaves a meeting as a file: its calendar event, a document, a frozen copy, its agenda, its complete file."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.decisions.models import Matter, Version
from ententes.exporting.sitting_papers import FORMATS, made
from ententes.ground import clock
from ententes.meetings.models import Item, ItemPiece, Meeting
from ententes.meetings.queries import calendars
from ententes.web.files import attachment, outgoing, taken

from .showing import find

CALENDAR = "text/calendar; charset=utf-8"


def calendar_file(meeting: Meeting) -> HttpResponse:
    """One meeting for a calendar."""
    name = f"rencontre-{meeting.number}.ics"
    return outgoing(calendars.file_of(meeting, when=clock.now()), name, CALENDAR)


def event(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """The meeting as a calendar event."""
    return calendar_file(find(request, agreement, meeting))


def document(request: Any, agreement: Agreement, meeting: int, paper: int) -> HttpResponseBase:
    """A document joined to a point, to be saved."""
    found = find(request, agreement, meeting)
    rows = ItemPiece.objects.filter(item__in=Item.objects.open_to(request.user)).select_related("file")
    return attachment(get_object_or_404(rows, pk=paper, item__meeting=found).file)


def copy(request: Any, agreement: Agreement, meeting: int, item: int) -> HttpResponseBase:
    """The last frozen copy of the matter of a point, for those who may read the matter."""
    found = find(request, agreement, meeting)
    row = get_object_or_404(Item, pk=item, meeting=found, matter__isnull=False)
    get_object_or_404(Matter.objects.seen_by(request.user, clock.today()), pk=row.matter_id)
    version = Version.objects.filter(matter=row.matter_id).select_related("file").last()
    if version is None:
        raise Http404
    return attachment(version.file)


def agenda(request: Any, agreement: Agreement, meeting: int, format: str) -> HttpResponse:
    """The agenda as a document. That it left is recorded."""
    return _leaving(request, agreement, find(request, agreement, meeting), format, whole=False)


def file(request: Any, agreement: Agreement, meeting: int, format: str) -> HttpResponse:
    """The agenda, the numbered list of documents, and the words of the frozen copies; as a ZIP, the documents themselves."""
    return _leaving(request, agreement, find(request, agreement, meeting), format, whole=True)


def _leaving(request: Any, agreement: Agreement, found: Meeting, format: str, *, whole: bool) -> HttpResponse:
    if format not in (FORMATS if whole else FORMATS[:2]):
        raise Http404
    printed = made(found, format=format, whole=whole, reader=request.user, day=clock.today())
    return taken(request, agreement, printed, format)
