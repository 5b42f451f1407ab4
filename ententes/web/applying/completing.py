"""What is added to an application beside what is written in it: files joined, and the answer to what the coordination asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.act import Refused, hold
from ententes.ground.wording import moment
from ententes.projects import acts
from ententes.projects.models import Application, CompletionRequest
from ententes.projects.queries import applications
from ententes.projects.queries import completions as queries
from ententes.projects.queries.norms import norms_of
from ententes.projects.rules import completions as rules
from ententes.projects.states import Section
from ententes.web.files import attachment
from ententes.web.pages import attempt, draft_kept, page, refusal

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


@dataclass(frozen=True, slots=True)
class _Written:
    """What answers a request: words and files, the parts that were named, and the budget where it was."""

    whole: CompletionForm
    parts: list[tuple[str, AnswersForm]]
    budget: BudgetForm | None

    @property
    def each(self) -> list[Any]:
        return [self.whole, *(one for _section, one in self.parts), *([self.budget] if self.budget else [])]

    def as_now(self, data: Mapping[str, Any]) -> bool:
        """Whether the parts are still as they were shown; if not, their forms say what they have become."""
        kept = [one.compare(data["answers"]) for _section, one in self.parts]
        return all([*kept, self.budget is None or self.budget.compare(shown(data["budget"]))])


def complete(request: Any, application: int, asked: int) -> HttpResponse:
    """Answer what the coordination asked: words, files, and the parts it named, written again. Two who answer read each other first."""
    found = application_of(request, application)
    wanted = _wanted(found, asked)
    sent, draft = request.method == "POST", found.drafts.filter(section=wanted.drafted_as, person=request.user).first()
    written = _written(wanted, request.POST, request.FILES) if sent else _written(wanted, draft=draft.fields if draft else None)
    valid = [one.is_valid() for one in written.each]
    if sent and all(valid) and _given(request, wanted, written):
        messages.success(request, _("Le complément est reçu; un accusé de réception part à votre adresse."))
        return redirect("application", application=found.pk)
    overtaken = any(getattr(one, "overtaken", False) for one in written.each)
    return page(
        request,
        "applying/complete.html",
        200 if not sent else 409 if overtaken else 422,
        application=found,
        wanted=wanted,
        form=written.whole,
        parts=[(Section(section).label, one) for section, one in written.parts],
        budget=written.budget,
        drafted=moment(draft.saved_at) if draft and not sent else "",
        others=applications.others_writing(found, wanted.drafted_as, request.user),
        answered=list(wanted.completions.exclude(person=request.user).values_list("person__name", "at")),
        closed=list(rules.obstacles_to_completing(wanted, person=request.user, when=clock.now())),
    )


def _given(request: Any, wanted: CompletionRequest, written: _Written) -> bool:
    with transaction.atomic():
        wanted.deposit.application = hold(wanted.deposit.application)
        data, whole = queries.completed(wanted.deposit), written.whole
        if not written.as_now(data):
            return False
        answers = {section: _changed(one, data["answers"]) for section, one in written.parts}
        budget = written.budget.said if written.budget and written.budget.said != data["budget"] else {}
        said: dict[str, Any] = {"words": whole.cleaned_data["words"], "answers": answers, "budget": budget, "files": whole.given}
        return attempt(whole, lambda: acts.complete(wanted, **said, person=request.user, when=clock.now())) is not None


def keep_draft(request: Any, application: int, asked: int) -> HttpResponse:
    """Keep what is being typed, files aside. Nothing is answered, or the moment for the page that saves by itself."""
    wanted = _wanted(application_of(request, application), asked)
    names = {one.add_prefix(name) for one in _written(wanted, request.POST, {}).each for name in one.fields}
    fields = {name: words for name, words in request.POST.items() if name in names}
    return draft_kept(request, lambda: acts.keep_completion_draft(wanted, fields=fields, person=request.user, when=clock.now()).saved_at)


def _wanted(found: Application, asked: int) -> CompletionRequest:
    last = found.deposits.order_by("-number").first()
    if last is None:
        raise Http404
    wanted = get_object_or_404(last.completion_requests.filter(withdrawn_at=None), pk=asked)
    last.application = found
    wanted.deposit = last
    return wanted


def _written(wanted: CompletionRequest, sent: Any = None, files: Any = None, draft: Mapping[str, str] | None = None) -> _Written:
    """The forms as they were sent, or as one's draft left them, over the deposit as it is completed now."""
    data = queries.completed(wanted.deposit)
    norms = norms_of(data["norms"]) if data.get("norms") else None
    parts: list[tuple[str, AnswersForm]] = []
    for section in wanted.sections:
        if section != Section.BUDGET:
            typed = {name.removeprefix(f"{section}-"): words for name, words in (draft or {}).items() if name.startswith(f"{section}-")}
            parts.append((section, AnswersForm(section, sent, initial=data["answers"], prefix=section)))
            parts[-1][1].initial.update(typed)
    budget = BudgetForm(norms, sent, initial=shown(data["budget"]), typed=draft) if Section.BUDGET in wanted.sections else None
    return _Written(CompletionForm(sent, files, initial=draft), parts, budget)


def _changed(form: AnswersForm, before: dict[str, str]) -> dict[str, str]:
    return {name: words for name, words in form.answers.items() if words.strip() != before.get(name, "")}
