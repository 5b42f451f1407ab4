"""Writing minutes: composed from what was recorded, edited section by section, taken back to a version, sent to the members."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.comparing import pieces
from ententes.meetings import acts
from ententes.meetings.models import Item
from ententes.meetings.queries.minutes import mark, unread
from ententes.meetings.rules.late import Late
from ententes.web.pages import page, refusal, whole_number
from ententes.web.recording import follow_up_said, may_keep, recording

from .finding import meeting_of, written
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
    if not may_keep(request, kept.meeting):
        return refusal(request, _("Écrivent ce procès-verbal : la coordination, la présidence et le secrétariat de l’instance."))
    if not 0 <= place < len(kept.sections) or kept.sections[place].get("fixed") or place in unread(kept, request.user):
        raise Http404
    context: dict[str, Any] = {"minutes": kept, "meeting": kept.meeting, "place": place, "title": kept.sections[place]["title"]}
    if request.method != "POST":
        now = kept.sections[place]["text"]
        return page(request, "minutes/section.html", text=now, seen=mark(now), **context)
    text, seen = request.POST.get("text", ""), request.POST.get("seen", "")
    try:
        saved = acts.write_section(kept, place, text, seen=seen, by=recording(request, kept.meeting), when=clock.now())
    except Late as late:
        template = "minutes/late_here.html" if request.htmx else "minutes/section.html"
        theirs = late.row.sections[place]["text"]
        differing = pieces(theirs, text.replace("\r\n", "\n").strip())
        return page(request, template, 409, text=text, theirs=theirs, differing=differing, seen=mark(theirs), **context)
    except Refused as refused:
        if request.htmx:
            return page(request, "minutes/late_here.html", 422, reasons=refused.reasons)
        return page(request, "minutes/section.html", 422, text=text, seen=seen, reasons=refused.reasons, **context)
    if request.htmx:
        return page(request, "minutes/kept.html", seen=mark(saved.sections[place]["text"]), now=clock.now())
    messages.success(request, _("La section est enregistrée."))
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def versions(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Every version, and what changed since one of them."""
    kept = written(request, agreement, meeting)
    if not may_keep(request, kept.meeting):
        return refusal(request, _("Écrivent ce procès-verbal : la coordination, la présidence et le secrétariat de l’instance."))
    rows = list(kept.versions.select_related("person").defer("sections"))
    chosen = kept.versions.filter(number=whole_number(request.GET.get("version"))).first()
    compared = []
    if chosen is not None:
        hidden = unread(kept, request.user)
        # A follow-up given later may have added a section; none is ever taken away.
        for place, (now, then) in enumerate(zip_longest(kept.sections, chosen.sections)):
            earlier = then["text"] if then else ""
            if earlier != now["text"] and place not in hidden:
                compared.append((now["title"], pieces(earlier, now["text"])))
    return page(request, "minutes/versions.html", minutes=kept, meeting=kept.meeting, rows=rows, chosen=chosen, compared=compared)


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


def follow_up(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Say what must follow an item, while its minutes are written."""
    kept = written(request, agreement, meeting)
    rows = Item.objects.open_to(request.user).filter(meeting=meeting).select_related("meeting__body__agreement")
    item = get_object_or_404(rows, pk=whole_number(request.POST.get("item")))
    try:
        acts.give_follow_up(item, **follow_up_said(request, agreement), by=recording(request, kept.meeting), when=clock.now())
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("La suite est consignée, et sa ligne ajoutée au texte."))
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
