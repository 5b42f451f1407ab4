"""Reading minutes, saying what one thinks of a draft, signing what was adopted, and taking them away as a document."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity, people_of
from ententes.committees.states import Office
from ententes.decisions.states import Outcome
from ententes.exporting.document import TEXT_FORMATS
from ententes.exporting.minutes import made
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import long_date
from ententes.meetings import acts
from ententes.meetings.models import Item, Minutes, Remark
from ententes.meetings.queries.followed import seen
from ententes.meetings.queries.minutes import ADOPTED, next_meeting, offices_of, shown, signers
from ententes.meetings.rules import after as rules
from ententes.meetings.states import COMING, ItemState, State
from ententes.people.models import Person
from ententes.web.faces import faces
from ententes.web.files import attachment, outgoing
from ententes.web.pages import page, whole_number
from ententes.web.recording import actions_of, may_keep, recording

from .finding import drawn, meeting_of, minutes_of, written


def minutes(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """The minutes of a meeting, or what waits before there are any."""
    return show(request, agreement, meeting)


def show(request: Any, agreement: Agreement, meeting: int, status: int = 200, reasons: Any = ()) -> HttpResponse:
    """The page, with the reasons of a refusal and what was typed where there is one. A constant number of queries."""
    found = meeting_of(request, agreement, meeting)
    records = may_keep(request, found)
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
        "items": [],
        "papers": [],
        "follow_ups": [],
    }
    now = clock.now()
    if kept is None:
        by = recording(request, found)
        obstacles = list(rules.obstacles_to_composing(found, by=by, when=now)) if records else []
        return page(request, "minutes/none.html", status, obstacles=obstacles, **context)
    context |= reading(kept, request.user)
    if records:
        context |= _keeping(kept, by=recording(request, found), when=now)
    if context["tabs"]:
        context["follow_ups"] = list(seen(agreement, request.user).filter(item__meeting=found))
    return page(request, "minutes/minutes.html", status, **context)


def _keeping(kept: Minutes, *, by: Capacity, when: datetime) -> dict[str, Any]:
    """What whoever keeps the minutes may do now, and what stands in the way."""
    meeting = kept.meeting
    if kept.state in ADOPTED:
        offices = dict(Office.choices)
        later = next_meeting(meeting.body)
        return {
            "papers": [(f"{office}-{one.pk}", f"{offices[office]}, {one.name}") for office, one in signers(kept, clock.today())],
            "not_correcting": list(rules.obstacles_to_asking_correction(kept, "…", later, by=by, when=when)),
            "answered_on": later.starts_at if later else None,
        }
    waiting = kept.adopted_at.filter(meeting__state__in=(*COMING, State.OPEN)).exclude(state=ItemState.POSTPONED)
    return {
        "adopting": waiting.values("meeting", "meeting__starts_at").first(),
        "not_sending": list(rules.obstacles_to_sending(kept, by=by, when=when)),
        "items": list(Item.objects.open_to(by.person).filter(meeting=meeting).values_list("pk", "title")),
        "people": people_of(meeting.body.agreement),
        "actions": actions_of(meeting.body.agreement),
    }


def _sits(request: Any, meeting: Any) -> bool:
    return any(one.coordinates or (one.body is not None and one.body.pk == meeting.body_id) for one in request.capacities)


def reading(kept: Minutes, person: Any) -> dict[str, Any]:
    """What is read of minutes, by their page or by the link of a letter: sections, remarks, corrections, signatures."""
    remarks = list(kept.remarks.select_related("person", "resolution"))
    adopted = kept.state in ADOPTED
    signatures = list(kept.signatures.select_related("person"))
    offices = dict(Office.choices)
    mine = offices_of(kept, person, clock.today()) if adopted and person.is_authenticated else []
    taken = {one.office for one in signatures}
    signed = any(one.person_id == person.pk for one in signatures)
    sections = shown(kept, person)
    return {
        "minutes": kept,
        "sections": drawn(sections),
        "partly": len(sections) < len(kept.sections) or any(one.get("withdrawn") for _place, one in sections),
        "remarks": [one for one in remarks if not one.is_correction],
        "corrections": [(one.text, _answered(kept, one)) for one in remarks if one.is_correction],
        "adopted": adopted,
        "signatures": [(offices[one.office], one) for one in signatures],
        "offices": [] if signed else [(one, offices[one]) for one in mine if one not in taken],
    }


def _answered(kept: Minutes, one: Remark) -> str:
    """What became of a correction: noted as the minutes were adopted, or asked later of the body, which answers by a resolution."""
    if one.resolution is None:
        return _("demandée; la prochaine rencontre y répond") if kept.state in ADOPTED else _("notée, à adopter avec le texte")
    fact = {"number": one.resolution.number, "day": long_date(one.resolution.taken_on)}
    if one.resolution.outcome != Outcome.ADOPTED:
        return _("refusée par la résolution %(number)s, le %(day)s") % fact
    return _("résolution %(number)s, le %(day)s") % fact


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


def correct(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Ask the body to correct what it adopted."""
    kept = written(request, agreement, meeting)
    try:
        acts.ask_correction(kept, request.POST.get("correction", ""), by=recording(request, kept.meeting), when=clock.now())
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("La correction est demandée : elle est à l’ordre du jour de la prochaine rencontre."))
    return redirect("minutes", agreement=agreement.slug, meeting=meeting)


def paper(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Write down a signature given on paper."""
    kept = written(request, agreement, meeting)
    office, _dash, pk = request.POST.get("who", "").partition("-")
    person = Person.objects.filter(pk=whole_number(pk)).first()
    try:
        day = parse_date(request.POST.get("on", ""))
    except ValueError:
        day = None
    if person is None or day is None:
        return show(request, agreement, meeting, 422, [_("Dites qui a signé, et quel jour.")])
    said: dict[str, Any] = {"person": person, "office": office, "on": day, "by": recording(request, kept.meeting)}
    try:
        acts.enter_signature(kept, **said, when=clock.now(), printed=_printed)
    except Refused as refused:
        return show(request, agreement, meeting, 422, refused.reasons)
    messages.success(request, _("La signature est consignée comme donnée sur papier."))
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
        acts.sign(kept, person=person, **said, when=clock.now(), printed=_printed)
    except Refused as refused:
        return refused.reasons
    messages.success(request, _("Votre signature est enregistrée."))
    return []


def _printed(kept: Minutes) -> bytes:
    return made(kept, kept.sections, format="pdf").content


def document(request: Any, agreement: Agreement, meeting: int, format: str) -> HttpResponse:
    """The minutes as a document, without what the visitor may not read. Signed, whole and not corrected since, it is the copy kept."""
    if format not in TEXT_FORMATS:
        raise Http404
    kept = written(request, agreement, meeting)
    return leaving(kept, request.user, format)


def leaving(kept: Minutes, person: Any, format: str) -> HttpResponse:
    sections = [one for _place, one in shown(kept, person)]
    whole = len(sections) == len(kept.sections) and not any(one.get("withdrawn") for one in sections)
    corrected = kept.remarks.filter(is_correction=True, resolution__outcome=Outcome.ADOPTED).exclude(resolution=kept.resolution_id)
    if format == "pdf" and kept.file is not None and whole and not corrected.exists():
        return attachment(kept.file)
    found = made(kept, sections, format=format)
    return outgoing(found.content, found.filename, found.media_type)
