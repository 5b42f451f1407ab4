"""Reading, commenting and signing minutes from the link of a letter, without signing in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.models import Term
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.links import Forged
from ententes.meetings import acts
from ententes.meetings.models import Minutes
from ententes.meetings.queries import links
from ententes.meetings.states import MinutesState
from ententes.people.models import Person
from ententes.web.by_link import forged, private, speak_to
from ententes.web.pages import page, refusal

from .views import reading, signing


class _Closed(Exception):
    """A link that opens nothing now, with the answer."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.answer = answer


def _opened(request: HttpRequest, token: str) -> tuple[Minutes, Person]:
    """What a link names, while its person is still of the body or signs for it."""
    try:
        thing, whose = links.read("minutes_link", token)
        kept = Minutes.objects.select_related("meeting__body__agreement", "meeting__chair", "meeting__secretary", "resolution").get(
            pk=thing
        )
        person = Person.objects.get(pk=whose, is_active=True)
    except (Forged, Minutes.DoesNotExist, Person.DoesNotExist):
        raise _Closed(forged(request)) from None
    speak_to(person, request)
    meeting = kept.meeting
    of_body = Term.objects.in_force(clock.today()).filter(seat__body=meeting.body, person=person).exists()
    charged = meeting.body.charges.filter(person=person, ends_on=None).exists()
    if not (of_body or charged or person.pk in (meeting.chair_id, meeting.secretary_id)) or kept.state == MinutesState.DRAFT:
        why = _("Ce lien ne sert plus : vous n’êtes plus de cette instance, ou son procès-verbal n’est pas transmis.")
        raise _Closed(private(refusal(request, why, status=410)))
    return kept, person


def read(request: HttpRequest, token: str) -> HttpResponse:
    """The minutes as the person of the letter reads them. Opening the link records nothing."""
    return _show(request, token)


def _show(request: HttpRequest, token: str, status: int = 200, reasons: Any = ()) -> HttpResponse:
    try:
        kept, person = _opened(request, token)
    except _Closed as closed:
        return closed.answer
    context = reading(kept, person) | {"meeting": kept.meeting, "body": kept.meeting.body, "name": person.name, "token": token}
    context["remarks"] = [one for one in context["remarks"] if one.person_id == person.pk]
    return private(page(request, "minutes/by_letter.html", status, reasons=reasons, typed=request.POST, **context))


def remark(request: HttpRequest, token: str) -> HttpResponse:
    """What the person of the letter thinks of the draft."""
    try:
        kept, person = _opened(request, token)
        acts.remark(kept, person=person, capacity=_as(kept, person), text=request.POST.get("text", ""), when=clock.now())
    except _Closed as closed:
        return closed.answer
    except Refused as refused:
        return _show(request, token, 422, refused.reasons)
    messages.success(request, _("Merci, votre remarque est enregistrée."))
    return private(redirect("minutes_link", token=token))


def _as(kept: Minutes, person: Person) -> str:
    """The capacity of somebody on the body, as it is recorded; their charge where they have no seat."""
    body = kept.meeting.body
    rows = (
        Term.objects.in_force(timezone.localdate(clock.now())).filter(seat__body=body, person=person).select_related("seat__body", "person")
    )
    term = rows.first()
    charge = None if term else body.charges.filter(person=person).order_by("-starts_on").first()
    return Capacity(body.agreement, term=term, charge=charge).recorded if term or charge else body.name


def sign(request: HttpRequest, token: str) -> HttpResponse:
    """The signature of the person of the letter."""
    try:
        kept, person = _opened(request, token)
    except _Closed as closed:
        return closed.answer
    if reasons := signing(request, kept, person):
        return _show(request, token, 422, reasons)
    return private(redirect("minutes_link", token=token))
