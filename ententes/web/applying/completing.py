"""What is added to an application beside what is written in it: files joined, and the answer to what the coordination asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.projects.models import Application, CompletionRequest
from ententes.projects.queries import completions as queries
from ententes.projects.queries.norms import norms_of
from ententes.projects.rules import completions as rules
from ententes.projects.states import Section
from ententes.web.files import attachment
from ententes.web.pages import attempt, page, refusal

from .forms import AnswersForm, BudgetForm, CompletionForm, PieceForm, shown
from .writing import application_of, draw


def join(request: HttpRequest, application: int) -> HttpResponse:
    """Join a file to the application."""
    found = application_of(request, application)
    form = PieceForm(request.POST, request.FILES)
    if form.is_valid() and attempt(form, lambda: acts.join(found, **form.cleaned_data, person=request.user, when=clock.now())):
        messages.success(request, _("La pièce est jointe. Elle partira avec le prochain dépôt."))
        return redirect("application", application=found.pk)
    return draw(request, found, 422, form)


def piece(request: HttpRequest, application: int, enclosed: int) -> HttpResponseBase:
    """A file joined, to be saved."""
    found = application_of(request, application)
    return attachment(get_object_or_404(found.pieces.select_related("file"), pk=enclosed).file)


def take_out(request: HttpRequest, application: int, enclosed: int) -> HttpResponse:
    """Leave a file out of the next deposit."""
    found = application_of(request, application)
    one = get_object_or_404(found.pieces.all(), pk=enclosed)
    try:
        acts.take_out(one, person=request.user, when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("La pièce est retirée. Un dépôt déjà reçu la garde."))
    return redirect("application", application=found.pk)


def complete(request: HttpRequest, application: int, asked: int) -> HttpResponse:
    """Answer what the coordination asked: words, files, and the parts it named, written again."""
    found = application_of(request, application)
    wanted = _wanted(found, asked)
    sent = request.method == "POST"
    form = CompletionForm(request.POST if sent else None, request.FILES if sent else None)
    data = queries.completed(wanted.deposit)
    parts, budget = _parts(request, wanted, data), _budget(request, wanted, data)
    if sent and all([form.is_valid(), *(one.is_valid() for _section, one in parts), budget is None or budget.is_valid()]):
        answers = {section: _changed(one, data["answers"]) for section, one in parts}
        written = budget.said if budget is not None and budget.said != data["budget"] else {}
        by: dict[str, Any] = {"person": request.user, "when": clock.now()}
        given = {"words": form.cleaned_data["words"], "answers": answers, "budget": written, "files": form.given}
        if attempt(form, lambda: acts.complete(wanted, **given, **by)):
            messages.success(request, _("Le complément est reçu; un accusé de réception part à votre adresse."))
            return redirect("application", application=found.pk)
    return page(
        request,
        "applying/complete.html",
        422 if sent else 200,
        application=found,
        wanted=wanted,
        form=form,
        parts=[(Section(section).label, one) for section, one in parts],
        budget=budget,
        closed=list(rules.obstacles_to_completing(wanted, person=request.user, when=clock.now())),
    )


def _wanted(found: Application, asked: int) -> CompletionRequest:
    last = found.deposits.order_by("-number").first()
    if last is None:
        raise Http404
    wanted = get_object_or_404(last.completion_requests.filter(withdrawn_at=None), pk=asked)
    last.application = found
    wanted.deposit = last
    return wanted


def _parts(request: HttpRequest, wanted: CompletionRequest, data: dict[str, Any]) -> list[tuple[str, AnswersForm]]:
    sections = [one for one in wanted.sections if one != Section.BUDGET]
    return [(one, AnswersForm(one, request.POST or None, initial=dict(data["answers"]), prefix=one)) for one in sections]


def _budget(request: HttpRequest, wanted: CompletionRequest, data: dict[str, Any]) -> BudgetForm | None:
    if Section.BUDGET not in wanted.sections:
        return None
    norms = norms_of(data["norms"]) if data.get("norms") else None
    return BudgetForm(norms, request.POST or None, initial=shown(data["budget"]))


def _changed(form: AnswersForm, before: dict[str, str]) -> dict[str, str]:
    return {name: words for name, words in form.answers.items() if words.strip() != before.get(name, "")}
