"""Opening a written resolution, following who signed, and calling it off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.ground import clock
from ententes.meetings import acts
from ententes.meetings.models import Consultation
from ententes.meetings.queries import consents
from ententes.web.pages import attempt, coordinating, page

from .forms import ConsultForm, PaperForm, WhyForm

DAYS = 10
"""Given to sign, when the form is not told otherwise."""


def consult(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Propose a resolution in writing to the seats of a body that vote."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    beginning = {"closes_on": clock.today() + timedelta(days=DAYS), "matter": request.GET.get("matter")}
    form = ConsultForm(found, request.user, request.POST or None, initial=beginning)
    if request.method == "POST" and form.is_valid():
        by = coordinating(request)
        if made := attempt(form, lambda: acts.consult(found, **form.cleaned_data, by=by, when=clock.now())):
            messages.success(request, _("La consultation est ouverte; chaque siège qui vote reçoit sa lettre."))
            return redirect("consultation", agreement=agreement.slug, consultation=made.pk)
    return page(request, "consultations/consult.html", 422 if request.method == "POST" else 200, form=form, body=found)


def consultation(request: Any, agreement: Agreement, consultation: int) -> HttpResponse:
    """The text, who signed, and how it ended."""
    return show(request, agreement, consultation)


def show(
    request: Any, agreement: Agreement, consultation: int, form: WhyForm | None = None, paper: PaperForm | None = None, status: int = 200
) -> HttpResponse:
    rows = Consultation.objects.read_as(request.capacities).select_related("body", "matter", "resolution")
    found = get_object_or_404(rows, pk=consultation, body__agreement=agreement)
    answers = list(found.consents.select_related("term__person", "term__seat"))
    mine = next((one for one in answers if one.term.person_id == request.user.pk and one.signed is None), None)
    if mine is not None:
        mine.consultation = found
    return page(
        request,
        "consultations/consultation.html",
        status,
        consultation=found,
        rows=answers,
        answer_url=consents.path(mine) if mine and found.ended_at is None else "",
        form=form or WhyForm(),
        paper=paper or PaperForm(found),
    )


def record(request: Any, agreement: Agreement, consultation: int) -> HttpResponse:
    """Write down an answer that came on paper."""
    found = get_object_or_404(Consultation, pk=consultation, body__agreement=agreement)
    form = PaperForm(found, request.POST)
    by = coordinating(request)
    if form.is_valid():
        given = form.cleaned_data
        facts = {"signed": given["answer"] == "sign", "words": given["words"], "by": by, "when": clock.now()}
        if attempt(form, lambda: acts.record_consent(given["seat"], **facts)):
            messages.success(request, _("La réponse est consignée; la personne qui tient le siège en est avertie."))
            return redirect("consultation", agreement=agreement.slug, consultation=consultation)
    return show(request, agreement, consultation, paper=form, status=422)


def call_off(request: Any, agreement: Agreement, consultation: int) -> HttpResponse:
    """Stop a consultation, and tell why."""
    found = get_object_or_404(Consultation, pk=consultation, body__agreement=agreement)
    form = WhyForm(request.POST)
    by = coordinating(request)
    if form.is_valid() and attempt(form, lambda: acts.call_off(found, **form.cleaned_data, by=by, when=clock.now())):
        messages.success(request, _("La consultation est arrêtée; chacun en est averti."))
        return redirect("consultation", agreement=agreement.slug, consultation=consultation)
    return show(request, agreement, consultation, form, status=422)
