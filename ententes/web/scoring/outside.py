"""An opinion given from the link of a letter, without an account: an undertaking first, then the file, then the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.projects.queries import pieces
from ententes.projects.queries.applications import told
from ententes.projects.queries.completions import completed
from ententes.scoring import acts
from ententes.scoring.models import Opinion
from ententes.scoring.queries.analysts import Expired, Forged, opinion_of, outside_words
from ententes.scoring.rules import opinions as rules
from ententes.web.by_link import forged, private, speak_to
from ententes.web.files import attachment
from ententes.web.pages import attempt, page, refusal

from .forms import AnswerForm, ReasonForm


def _opened(request: HttpRequest, token: str, then: Callable[[Opinion], HttpResponseBase]) -> HttpResponseBase:
    """What a link opens, or why it no longer does."""
    try:
        found = opinion_of(token, clock.today())
    except Forged:
        return forged(request)
    except Expired as expired:
        speak_to(expired.opinion, request)
        return private(
            refusal(request, _("Ce lien ne sert plus : sa date est passée. Répondez à la lettre pour en recevoir un autre."), status=410)
        )
    speak_to(found, request)
    if found.declined_at:
        return private(page(request, "scoring/declined.html", 410, title=found.deposit.application.title))
    if (found.withdrawn_at or not found.answered_at) and (reasons := list(rules.obstacles_to_answering(found))):
        return private(refusal(request, *reasons, status=410))
    return private(then(found))


def opinion(request: HttpRequest, token: str) -> HttpResponseBase:
    """What is asked; the file once confidentiality is undertaken; the answer."""
    return _opened(request, token, lambda found: _answer(request, token, found))


def _answer(request: HttpRequest, token: str, found: Opinion) -> HttpResponseBase:
    form = AnswerForm(request.POST or None)

    def give() -> Opinion:
        return acts.give_opinion(found, answer=form.cleaned_data["answer"], when=clock.now())

    if request.method == "POST" and form.is_valid() and attempt(form, give):
        messages.success(request, _("Merci : votre avis est versé au dossier. Aucun rappel ne suivra."))
        return redirect("opinion", token=token)
    return _draw(request, token, found, form, status=422 if request.method == "POST" else 200)


def _draw(
    request: HttpRequest, token: str, found: Opinion, form: AnswerForm, declining: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    open_now = found.accepted_at is not None and found.answered_at is None
    return page(
        request,
        "scoring/opinion.html",
        status,
        found=found,
        token=token,
        title=found.deposit.application.title,
        promoter=found.deposit.application.promoter,
        of=found.deposit.call.agreement,
        words=outside_words(found),
        told=told(completed(found.deposit)) if open_now else [],
        pieces=[(each.pk, each.file.name) for each in pieces.received(found.deposit)] if open_now else [],
        form=form,
        declining=declining or ReasonForm(prefix="decline"),
    )


def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Undertake confidentiality and declare no interest."""

    def done(found: Opinion) -> HttpResponseBase:
        if reasons := list(rules.obstacles_to_accepting(found)):
            return refusal(request, *reasons, status=422)
        acts.accept_opinion(found, when=clock.now())
        return redirect("opinion", token=token)

    return _opened(request, token, done)


def decline(request: HttpRequest, token: str) -> HttpResponseBase:
    """Refuse, for an interest or another reason."""

    def done(found: Opinion) -> HttpResponseBase:
        form = ReasonForm(request.POST, prefix="decline")
        if form.is_valid() and attempt(form, lambda: acts.decline_opinion(found, because=form.cleaned_data["reason"], when=clock.now())):
            return redirect("opinion", token=token)
        return _draw(request, token, found, AnswerForm(), form, 422)

    return _opened(request, token, done)


def document(request: Any, token: str) -> HttpResponseBase:
    """The application as it was received, while the opinion is waited for."""

    return _leaving(request, token, lambda found: attachment(found.deposit.file))


def piece(request: Any, token: str, enclosed: int) -> HttpResponseBase:
    """A file that came with the application, while the opinion is waited for."""
    return _leaving(request, token, lambda found: attachment(get_object_or_404(pieces.received(found.deposit), pk=enclosed).file))


def _leaving(request: Any, token: str, taken: Callable[[Opinion], HttpResponseBase]) -> HttpResponseBase:
    def allowed(found: Opinion) -> HttpResponseBase:
        if found.accepted_at is None or found.answered_at is not None:
            return refusal(request, _("Prenez d’abord l’engagement de confidentialité."))
        return taken(found)

    return _opened(request, token, allowed)
