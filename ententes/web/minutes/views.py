"""Reading minutes, saying what one thinks of a draft, signing what was adopted, and taking them away as a document."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.states import Office
from ententes.exporting.document import TEXT_FORMATS
from ententes.exporting.minutes import made
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Minutes
from ententes.meetings.queries.minutes import offices_of, shown
from ententes.meetings.rules import after as rules
from ententes.meetings.states import MinutesState
from ententes.web.faces import faces
from ententes.web.files import attachment
from ententes.web.pages import page
from ententes.web.recording import may_record, recording

from .finding import drawn, meeting_of, minutes_of, written


def minutes(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """The minutes of a meeting, or what waits before there are any."""
    return show(request, agreement, meeting)


def show(request: Any, agreement: Agreement, meeting: int, status: int = 200, reasons: Any = ()) -> HttpResponse:
    """The page, with the reasons of a refusal and what was typed where there is one. A constant number of queries."""
    found = meeting_of(request, agreement, meeting)
    records = may_record(request, found)
    kept = minutes_of(request, found)
    # The tabs lead to pages of the body's own members.
    tabs = faces(agreement, found, "minutes") if records or _sits(request, found) else []
    context: dict[str, Any] = {
        "meeting": found,
        "body": found.body,
        "records": records,
        "reasons": reasons,
        "typed": request.POST,
        "tabs": tabs,
    }
    now = clock.now()
    if kept is None:
        by = recording(request, found)
        obstacles = list(rules.obstacles_to_composing(found, by=by, when=now)) if records else []
        return page(request, "minutes/none.html", status, obstacles=obstacles, **context)
    context |= reading(kept, request.user)
    if records:
        by = recording(request, found)
        context["not_sending"] = list(rules.obstacles_to_sending(kept, by=by, when=now))
    return page(request, "minutes/minutes.html", status, **context)


def _sits(request: Any, meeting: Any) -> bool:
    return any(one.coordinates or (one.body is not None and one.body.pk == meeting.body_id) for one in request.capacities)


def reading(kept: Minutes, person: Any) -> dict[str, Any]:
    """What is read of minutes, by their page or by the link of a letter: sections, remarks, corrections, signatures."""
    remarks = list(kept.remarks.select_related("person", "resolution"))
    adopted = kept.state in (MinutesState.ADOPTED, MinutesState.SIGNED)
    signatures = list(kept.signatures.select_related("person"))
    offices = dict(Office.choices)
    mine = offices_of(kept, person, clock.today()) if adopted and person.is_authenticated else []
    taken = {one.office for one in signatures}
    signed = any(one.person_id == person.pk for one in signatures)
    return {
        "minutes": kept,
        "sections": drawn(shown(kept, person)),
        "remarks": [one for one in remarks if not one.is_correction],
        "corrections": [one for one in remarks if one.is_correction],
        "adopted": adopted,
        "signatures": [(offices[one.office], one) for one in signatures],
        "offices": [] if signed else [(one, offices[one]) for one in mine if one not in taken],
    }


def remark(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Say what one thinks of a draft."""
    kept = written(request, agreement, meeting)
    by = recording(request, kept.meeting)
    try:
        acts.remark(kept, person=by.person, capacity=by.recorded, text=request.POST.get("text", ""), when=clock.now())
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("Merci, votre remarque est enregistrée."))
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def sign(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Sign adopted minutes over the hash that was read."""
    kept = written(request, agreement, meeting)
    if reasons := signing(request, kept, request.user):
        return show(request, agreement, meeting, 422, reasons)
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def signing(request: Any, kept: Minutes, person: Any) -> list[str]:
    """Sign as what the form says; the reasons of a refusal, none once it is done."""
    if request.POST.get("read") != "1":
        return [_("Dites que vous avez relu le texte.")]
    said = {"office": request.POST.get("office", ""), "sha256": request.POST.get("sha256", "")}
    try:
        acts.sign(kept, person=person, **said, when=clock.now(), printed=partial(_printed))
    except Refused as refused:
        return refused.reasons
    messages.success(request, _("Votre signature est enregistrée."))
    return []


def _printed(kept: Minutes) -> bytes:
    return made(kept, kept.sections, format="pdf").content


def document(request: Any, agreement: Agreement, meeting: int, format: str) -> HttpResponse:
    """The minutes as a document, without what the visitor may not read. Signed and whole, it is the copy that was kept."""
    if format not in TEXT_FORMATS:
        raise Http404
    kept = written(request, agreement, meeting)
    return leaving(kept, request.user, format)


def leaving(kept: Minutes, person: Any, format: str) -> HttpResponse:
    sections = [one for _place, one in shown(kept, person)]
    if format == "pdf" and kept.file is not None and len(sections) == len(kept.sections):
        return attachment(kept.file)
    found = made(kept, sections, format=format)
    response = HttpResponse(found.content, content_type=found.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.filename}"'
    return response
