"""Signing or refusing a written resolution from a letter: the text is read back whole, and opening the link records nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.decisions.models import interested_in
from ententes.ground import clock
from ententes.ground.links import Forged
from ententes.meetings import acts
from ententes.meetings.models import Consent, Consultation
from ententes.meetings.queries import consents
from ententes.meetings.rules import writing as rules
from ententes.web.by_link import forged, private, speak_to
from ententes.web.files import attachment
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
    if _apart(found) or (clock.today() > until and found.signed is None):
        return refusal(request, *rules.obstacles_to_answering(found, sha256=found.consultation.sha256, on=clock.today()), status=410)
    if request.method != "POST":
        return _show(request, found, token, ConsentForm(initial={"sha256": found.consultation.sha256}))
    form = ConsentForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        facts = {"signed": given["answer"] == "sign", "sha256": given["sha256"], "words": given["words"]}
        if attempt(form, lambda: acts.answer_consultation(found, **facts, when=clock.now())):
            messages.success(request, _thanks(found))
            return redirect("consent", token=token)
    return _show(request, found, token, form, 422)


def _apart(found: Consent) -> bool:
    """Whether whoever was asked declared an interest since: they read no more what is proposed."""
    return found.term.person_id in interested_in(found.consultation.matter_id)


def _thanks(consent: Consent) -> str:
    """Thanks, with the number of the resolution that the last signature made."""
    asked = Consultation.objects.select_related("resolution").get(pk=consent.consultation_id)
    if asked.resolution is None:
        return _("Merci, votre réponse est enregistrée.")
    return _("Merci. Votre signature était la dernière attendue : c’est la résolution %(number)s.") % {"number": asked.resolution.number}


def copy(request: HttpRequest, token: str) -> HttpResponseBase:
    """The frozen copy that the resolution bears on, for who is asked to sign it."""
    try:
        found, until = consents.consent_of(token)
    except Forged:
        return forged(request)
    matter = found.consultation.matter
    version = matter.versions.select_related("file").last() if matter and not _apart(found) else None
    if version is None or clock.today() > until or not found.term.runs_on(clock.today()):
        raise Http404
    return private(attachment(version.file))


def _show(request: HttpRequest, found: Consent, token: str, form: ConsentForm, status: int = 200) -> HttpResponse:
    asked = found.consultation
    obstacles = list(rules.obstacles_to_answering(found, sha256=asked.sha256, on=clock.today()))
    version = asked.matter.versions.select_related("file").last() if asked.matter else None
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
        seats=asked.consents.count(),
        signed=asked.consents.filter(signed=True).count(),
    )
