"""Signing or refusing a written resolution from a letter: the text is read back whole, and opening the link records nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.links import Forged
from ententes.meetings import acts
from ententes.meetings.models import Consent
from ententes.meetings.queries import consents
from ententes.meetings.rules import writing as rules
from ententes.web.by_link import forged, private, speak_to
from ententes.web.pages import attempt, page, refusal

from .forms import ConsentForm


def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link, kept by no cache and no search engine: the address itself is a key."""
    return private(_consent(request, token))


def _consent(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found, until = consents.consent_of(token)
    except Forged:
        return forged(request)
    speak_to(found.term.person, request)
    if clock.today() > until and found.signed is None:
        return refusal(request, *rules.obstacles_to_answering(found, sha256=found.consultation.sha256, on=clock.today()), status=410)
    if request.method != "POST":
        return _show(request, found, token, ConsentForm(initial={"sha256": found.consultation.sha256}))
    form = ConsentForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        facts = {"signed": given["answer"] == "sign", "sha256": given["sha256"], "words": given["words"]}
        if attempt(form, lambda: acts.answer_consultation(found, **facts, when=clock.now())):
            messages.success(request, _("Merci, votre réponse est enregistrée."))
            return redirect("consent", token=token)
    return _show(request, found, token, form, 422)


def _show(request: HttpRequest, found: Consent, token: str, form: ConsentForm, status: int = 200) -> HttpResponse:
    asked = found.consultation
    obstacles = list(rules.obstacles_to_answering(found, sha256=asked.sha256, on=clock.today()))
    version = asked.matter.versions.last() if asked.matter else None
    return page(
        request,
        "consultations/answer.html",
        status,
        title=asked.body.agreement.title,
        consultation=asked,
        consent=found,
        version=version,
        token=token,
        form=form,
        obstacles=obstacles,
    )
