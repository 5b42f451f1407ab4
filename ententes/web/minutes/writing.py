"""Writing minutes: composed from what was recorded, edited section by section, taken back to a version, sent to the members."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.queries.minutes import hears
from ententes.meetings.rules.late import Late
from ententes.web.pages import page, refusal, whole_number
from ententes.web.recording import may_record, recording

from .finding import drawn, meeting_of, written
from .views import show


def compose(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Begin the minutes."""
    found = meeting_of(request, agreement, meeting)
    _seen(request, found)
    try:
        acts.compose_minutes(found, by=recording(request, found), when=clock.now())
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("Le procès-verbal est composé de tout ce qui a été consigné. Relisez-le, section par section."))
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def _seen(request: Any, meeting: Any) -> None:
    if not type(meeting).objects.seen_by(request.user).filter(pk=meeting.pk).exists():
        raise Http404


def section(request: Any, agreement: Agreement, meeting: int, place: int) -> HttpResponse:
    """One section and its text, kept as it is typed."""
    kept = written(request, agreement, meeting)
    if not may_record(request, kept.meeting):
        return refusal(request, _("Écrivent ce procès-verbal : la coordination, la présidence et le secrétariat de l’instance."))
    hidden = 0 <= place < len(kept.sections) and kept.sections[place].get("in_camera")
    if not 0 <= place < len(kept.sections) or (hidden and kept.sections[place]["item"] not in hears(kept.meeting, request.user)):
        raise Http404
    context: dict[str, Any] = {"minutes": kept, "meeting": kept.meeting, "place": place, "title": kept.sections[place]["title"]}
    if request.method != "POST":
        return page(request, "minutes/section.html", text=kept.sections[place]["text"], revision=kept.revision, **context)
    text = request.POST.get("text", "")
    by = recording(request, kept.meeting)
    try:
        saved = acts.write_section(kept, place, text, revision=whole_number(request.POST.get("revision")), by=by, when=clock.now())
    except Late as late:
        template = "minutes/late_here.html" if request.htmx else "minutes/section.html"
        theirs = late.row.sections[place]["text"]
        return page(request, template, 409, text=text, theirs=theirs, revision=late.row.revision, **context)
    except Refused as refused:
        return page(request, "minutes/section.html", 422, text=text, revision=kept.revision, reasons=refused.reasons, **context)
    if request.htmx:
        return page(request, "minutes/kept.html", revision=saved.revision, now=clock.now())
    messages.success(request, _("La section est enregistrée."))
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def versions(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Every version, and one of them beside what stands now."""
    kept = written(request, agreement, meeting)
    if not may_record(request, kept.meeting):
        return refusal(request, _("Écrivent ce procès-verbal : la coordination, la présidence et le secrétariat de l’instance."))
    rows = list(kept.versions.select_related("person").defer("sections"))
    chosen = kept.versions.filter(number=whole_number(request.GET.get("version"))).first()
    differing = []
    if chosen is not None:
        heard = hears(kept.meeting, request.user)
        for place, (then, now) in enumerate(zip(chosen.sections, kept.sections, strict=False)):
            if then["text"] != now["text"] and (not now.get("in_camera") or now["item"] in heard):
                differing.append((drawn([(place, then)])[0], drawn([(place, now)])[0]))
    return page(request, "minutes/versions.html", minutes=kept, meeting=kept.meeting, rows=rows, chosen=chosen, differing=differing)


def take_back(request: Any, agreement: Agreement, meeting: int, edition: int) -> HttpResponse:
    """Put the minutes back as they were in a version."""
    kept = written(request, agreement, meeting)
    version = get_object_or_404(kept.versions, number=edition)
    revision = whole_number(request.POST.get("revision"))
    try:
        acts.take_back(kept, version, revision=revision, by=recording(request, kept.meeting), when=clock.now())
    except Late:
        return show(request, agreement, meeting, 409, [_("Quelqu’un d’autre a écrit depuis : relisez avant de reprendre une version.")])
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("La version %(number)s est reprise; ce qui s’était écrit depuis est gardé.") % {"number": edition})
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def send(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Send the draft to the members."""
    kept = written(request, agreement, meeting)
    try:
        acts.send_minutes(kept, by=recording(request, kept.meeting), when=clock.now())
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("Le projet est transmis : chaque membre reçoit le lien où le lire et le commenter."))
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)
