"""What is proposed about a project, its matter, and what follows the decision: documents received, the letter to the promoter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards import acts, letters, rules
from ententes.awards.queries import decided, proposal
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.web.pages import attempt, coordinating, page, refusal
from ententes.web.seen import change

from .forms import LetterForm, ProposalForm, ReceivedForm, proposed
from .projects import draw, found


def propose(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """Write what the bodies are asked to resolve."""
    one, by = found(request, agreement, project), coordinating(request)
    if request.method == "GET" and list(rules.obstacles_to_describing(one, by=by)):
        return draw(request, one)
    form = ProposalForm(agreement, request.POST or None, initial=proposed(one))
    act = lambda: acts.propose(one, **form.said, by=by, when=clock.now())  # noqa: E731
    if request.method == "POST" and form.is_valid() and change(form, one, proposed, act):
        messages.success(request, _("La proposition est enregistrée. Ce qu’une instance a déjà reçu reste comme c’était."))
        return redirect("project", agreement=agreement.slug, project=one.pk)
    status = form.refused_status if request.method == "POST" else 200
    asked = one.deposit.data["budget"].get("asked", 0) if one.deposit else 0
    return page(request, "awards/propose.html", status, form=form, project=one, asked=asked, result=proposal.budget(one.deposit))


def open_one(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """Open the matter that carries the project."""
    one = found(request, agreement, project)
    try:
        matter = acts.open_matter(one, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le dossier est ouvert. Transmettez-le pour que l’instance en reçoive la copie figée."))
    return redirect("matter", agreement=agreement.slug, matter=matter.pk)


def complete(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """Record that the awaited documents were received."""
    one, by, form = found(request, agreement, project), coordinating(request), ReceivedForm(request.POST)
    act = lambda: acts.complete(one, received_on=form.cleaned_data["received_on"], by=by, when=clock.now())  # noqa: E731
    if form.is_valid() and attempt(form, act):
        messages.success(request, _("Les documents sont reçus : la décision est ferme."))
        return redirect("project", agreement=agreement.slug, project=one.pk)
    return draw(request, one, 422, received_form=form)


def tell(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """Read back the letter to the promoter, then send it."""
    one, by, form = found(request, agreement, project), coordinating(request), LetterForm(request.POST)
    verdict = decided.decision(one)
    if not form.is_valid():
        return draw(request, one, 422, letter_form=form)
    recourse = form.cleaned_data["recourse"]
    stand: Callable[[], Any] = lambda: list(rules.obstacles_to_telling(one, verdict, recourse=recourse, by=by))  # noqa: E731
    if reasons := stand():
        for reason in reasons:
            form.add_error(None, reason)
        return draw(request, one, 422, letter_form=form)
    assert verdict is not None
    if request.POST.get("then") == "send":
        if attempt(form, lambda: acts.tell(one, recourse=recourse, by=by, when=clock.now())):
            messages.success(request, _("La décision est écrite au promoteur."))
            return redirect("project", agreement=agreement.slug, project=one.pk)
        return draw(request, one, 422, letter_form=form)
    subject, words = letters.decision_letter(one, verdict, recourse)
    return page(request, "awards/letter.html", project=one, subject=subject, words=words, recourse=recourse)
