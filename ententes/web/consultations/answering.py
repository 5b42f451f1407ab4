"""Signing or refusing a written resolution from a letter: the text is read back whole, and opening the link records nothing."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.links import Forged
from ententes.meetings import acts
from ententes.meetings.models import Consent
from ententes.meetings.queries import consents
from ententes.meetings.rules import writing as rules
from ententes.web.pages import attempt, page, refusal

from .forms import ConsentForm


def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The page of the link, kept by no cache and no search engine: the address itself is a key."""
    response = _consent(request, token)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _consent(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found, until = consents.consent_of(token)
    except Forged:
        said = _(
            "Ce lien n’est pas valide : il a peut-être été coupé en chemin. Copiez-le en entier depuis la lettre, ou répondez à celle-ci."
        )
        return refusal(request, said, status=404)
    _speak_to(found.term.person, request)
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


def _speak_to(person: Any, request: HttpRequest) -> None:
    """Go on in the language of whom the letter was written to, unless the visitor chose one or is signed in."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.user.is_authenticated:
        translation.activate(person.language)


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
