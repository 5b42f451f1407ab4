"""What the pages of a meeting share: finding it, as whom one acts on it, and its words."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.wording import hour, span
from ententes.meetings.models import Meeting
from ententes.meetings.queries.agenda import Agenda, Document, Row
from ententes.meetings.queries.before import prepares
from ententes.meetings.states import State

LOOKS = {
    State.PLANNED: "draft",
    State.CALLED: "sent",
    State.OPEN: "under_way",
    State.CLOSED: "done",
    State.ADJOURNED: "postponed",
    State.CANCELLED: "abandoned",
}


def find(request: Any, agreement: Agreement, pk: int) -> Meeting:
    """The meeting, for those who see it: the coordination, and those who sit on its body."""
    seen = Meeting.objects.seen_by(request.user, clock.today()).select_related("body")
    found: Meeting = get_object_or_404(seen, pk=pk, body__agreement=agreement)
    found.body.agreement = agreement
    return found


def find_body(request: Any, agreement: Agreement, pk: int) -> Body:
    """A body whose meetings the visitor may see."""
    body = get_object_or_404(Body, pk=pk, agreement=agreement)
    body.agreement = agreement
    if not any(one.coordinates or (one.body is not None and one.body.pk == body.pk) for one in request.capacities):
        raise Http404
    return body


def acting(request: Any, body: Body) -> Capacity:
    """In which capacity the visitor acts on the meetings of a body: the coordination first, then their seat on it."""
    hats: list[Capacity] = list(request.capacities)
    own = [one for one in hats if one.body is not None and one.body.pk == body.pk]
    return next((one for one in hats if one.coordinates), own[0] if own else hats[0])


def may_prepare(request: Any, body: Body) -> bool:
    return prepares(body, acting(request, body), clock.today())


def state(meeting: Meeting) -> tuple[str, str]:
    """The badge of a meeting: its look, and its word."""
    words = meeting.get_state_display()
    return LOOKS[State(meeting.state)], words[:1].upper() + words[1:]


def facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "meeting": meeting,
        "body": meeting.body,
        "title": meeting.said,
        "span": span(meeting.starts_at, meeting.ends_at),
        "state": state(meeting),
    }


def points(found: Agenda, copy: Any, document: Any) -> list[dict[str, Any]]:
    """The agenda as pages draw it; `copy` and `document` give the address of a frozen copy and of a joined document."""
    return [
        {
            "row": row,
            "hour": hour(row.starts_at),
            "documents": [(one, copy(row) if one.version else document(one)) for one in row.documents],
        }
        for row in found.rows
    ]


def document_title(row: Row, one: Document) -> str:
    """What a document is called in a list: a frozen copy says its version."""
    if not one.version:
        return one.title
    return _("Copie figée du dossier, version %(version)s") % {"version": one.version}
