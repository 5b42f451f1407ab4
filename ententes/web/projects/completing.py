"""Asking a promoter for what an application lacks, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.web.pages import attempt, coordinating, refusal

from .examining import draw
from .examining_forms import AskForm
from .received import last_deposit


def ask(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponse:
    """Ask for what is missing, by a day; the promoter is written to."""
    last, form = last_deposit(request, agreement, application), AskForm(request.POST, prefix="ask")
    by, now = coordinating(request), clock.now()
    if form.is_valid() and attempt(form, lambda: acts.ask_completion(last, **form.cleaned_data, by=by, when=now)):
        messages.success(request, _("Le complément est demandé; une lettre part au promoteur."))
        return redirect("admissibility", agreement=agreement.slug, application=application)
    return draw(request, last, 422, asking=form)


def take_back(request: HttpRequest, agreement: Agreement, application: int, asked: int) -> HttpResponse:
    """Ask for it no longer."""
    last = last_deposit(request, agreement, application)
    found = get_object_or_404(last.completion_requests.all(), pk=asked)
    found.deposit = last
    try:
        acts.take_back(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le complément n’est plus demandé."))
    return redirect("admissibility", agreement=agreement.slug, application=application)
