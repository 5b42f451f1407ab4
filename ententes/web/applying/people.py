"""Who writes an application, and its letter of intent."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.french import fold
from ententes.projects import acts
from ententes.projects.models import IntentLetter
from ententes.projects.rules import applications as rules
from ententes.web.pages import attempt, page, refusal

from .forms import ColleagueForm, LetterForm
from .writing import application_of, draw


def letter(request: Any, application: int) -> HttpResponse:
    """Write the letter of intent that the call wants first, or read it with its answer."""
    found = application_of(request, application)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data["text"]
        if attempt(form, lambda: acts.send_letter(found, text=said, person=request.user, when=clock.now())):
            messages.success(request, _("La lettre d’intention est déposée; la coordination vous répondra."))
            return redirect("application", application=found.pk)
    sent = IntentLetter.objects.filter(application=found).first()
    closed = list(rules.obstacles_to_sending_a_letter(found, text="x", person=request.user, when=clock.now()))
    status = 422 if request.method == "POST" else 200
    return page(request, "applying/letter.html", status, application=found, call=found.call, letter=sent, form=form, closed=closed)


def invite(request: Any, application: int) -> HttpResponse:
    """Let somebody else write the application. Counted by network address and by address, as every letter to a stranger is."""
    found, form = application_of(request, application), ColleagueForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        if not ratelimit.consume(request, action="apply", key=fold(said["email"])):
            form.add_error(None, _("Trop de demandes à la fois : attendez un peu, puis recommencez."))
            return draw(request, found, 429, colleague=form)
        if attempt(form, lambda: acts.invite(found, **said, person=request.user, when=clock.now())):
            messages.success(request, _("%(name)s écrit la demande avec vous; une lettre le lui dit.") % {"name": said["name"]})
            return redirect("application", application=found.pk)
    return draw(request, found, 422, colleague=form)


def dismiss(request: Any, application: int, applicant: int) -> HttpResponse:
    """Let somebody write it no longer, oneself included."""
    found = application_of(request, application)
    one = get_object_or_404(found.applicants.select_related("person"), pk=applicant)
    one.application = found
    oneself = one.person_id == request.user.pk
    try:
        acts.dismiss(one, person=request.user)
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("%(name)s n’écrit plus la demande.") % {"name": one.person.name})
    return redirect("applications") if oneself else redirect("application", application=found.pk)
