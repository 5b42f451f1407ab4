"""Calls for projects, as the coordination prepares them: the list, one call, and each thing that can happen to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.exporting import lists as exported
from ententes.exporting.sheets import SHEET_FORMATS
from ententes.frameworks.models import Framework
from ententes.frameworks.states import Kind
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import moment
from ententes.projects import acts
from ententes.projects.models import Call
from ententes.projects.queries import calls as queries
from ententes.projects.queries import standing
from ententes.projects.queries.admissibility import points
from ententes.projects.queries.norms import in_force, lines
from ententes.projects.rules import calls as rules
from ententes.projects.states import CallState
from ententes.web.files import taken
from ententes.web.pages import attempt, coordinating, page, refusal
from ententes.web.seen import change

from .call_forms import CallForm, CancelForm, ChecklistForm, ProlongForm, listed, shown
from .received import hidden_from

PER_PAGE = 50


def projects(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The calls of the agreement and the norms that they follow. A constant number of queries."""
    now = clock.now()
    found = in_force(agreement, clock.today())
    frameworks = Framework.objects.seen_by(request.user).filter(agreement=agreement, kind=Kind.ALLOCATION_FRAMEWORK)
    return page(
        request,
        "projects/list.html",
        rows=queries.listed(agreement, request.user, now),
        in_force=found,
        lines=lines(found.norms) if found else [],
        frameworks=list(frameworks.values_list("pk", "title")),
    )


def call_of(request: HttpRequest, agreement: Agreement, pk: int) -> Call:
    found = get_object_or_404(Call.objects.seen_by(request.user).select_related("analysed_by"), pk=pk, agreement=agreement)
    found.agreement = agreement
    return found


def call(request: HttpRequest, agreement: Agreement, call: int) -> HttpResponse:
    """One call, with what can be done to it."""
    return draw(request, call_of(request, agreement, call))


def draw(
    request: Any, found: Call, status: int = 200, prolonging: ProlongForm | None = None, cancelling: CancelForm | None = None
) -> HttpResponse:
    """The page of a call, with a form to correct when there is one."""
    now = clock.now()
    state = found.state(now)
    coordinates = any(one.coordinates for one in request.capacities)
    filters = _filters(request, request.GET)
    named = filters.named(_received(request, found))
    shown = Paginator(filters.kept(named), PER_PAGE).get_page(request.GET.get("page"))
    hidden = set(hidden_from(request.user, found.agreement)) if found.wants_letter and coordinates else set()
    letters = [one for one in standing.letters(found) if one.pk not in hidden] if found.wants_letter and coordinates else []
    first = Paginator(letters, PER_PAGE).get_page(request.GET.get("lettres"))
    obstacles = []
    if coordinates and state == CallState.DRAFT:
        obstacles = list(rules.obstacles_to_publishing(found, by=coordinating(request), when=now))
    return page(
        request,
        "projects/call.html",
        status,
        call=found,
        state=state,
        envelopes=list(found.envelopes.values_list("title", flat=True)),
        prolongations=list(found.prolongations.all()),
        opens=moment(found.opens_at),
        until=queries.until(found.closes_at) if found.closes_at else "",
        obstacles=obstacles,
        received=shown,
        filters=filters,
        fields=_fields(filters),
        sorts=[(key, words) for key, words in standing.SORTS.items() if coordinates or key != "etat"],
        chips=_chips(request.path, named, filters),
        address=f"{request.path}?{urlencode({**_fields(filters), 'page': ''})}",
        letters=first,
        letters_address=f"{request.path}?lettres=",
        formats=SHEET_FORMATS if coordinates else (),
        points=points(found),
        prolonging=prolonging or ProlongForm(prefix="prolong"),
        cancelling=cancelling or CancelForm(prefix="cancel"),
    )


def _received(request: Any, found: Call) -> list[standing.Row]:
    """The applications of a call but those that an interest closes to the visitor."""
    hidden = set(hidden_from(request.user, found.agreement)) if request.capacities else set()
    return [one for one in standing.received(found) if one.pk not in hidden] if found.published_at else []


def _filters(request: Any, query: Mapping[str, str]) -> standing.ReceivedFilters:
    """What is asked for; where an application stands is told to the coordination alone, even by what a filter would keep."""
    asked = standing.ReceivedFilters.of(query)
    if any(one.coordinates for one in request.capacities):
        return asked
    return replace(asked, state="", sort=asked.sort if asked.sort != "etat" else "promoteur")


def _fields(filters: standing.ReceivedFilters) -> dict[str, str]:
    said = {"q": filters.words, "etat": filters.state, "tri": filters.sort if filters.sort != "promoteur" else ""}
    return {name: value for name, value in said.items() if value}


def _chips(path: str, named: list[standing.Row], filters: standing.ReceivedFilters) -> list[dict[str, Any]]:
    """The links that keep the applications of one state; none where all are in the same."""
    counts = standing.counted(named)
    if len(counts) < 2 and not filters.state:
        return []
    kept = [("", _("Toutes"), len(named)), *counts]
    return [
        {
            "label": words,
            "url": f"{path}?{urlencode(_fields(replace(filters, state=key)))}#received",
            "count": number,
            "current": key == filters.state,
        }
        for key, words, number in kept
    ]


def applications_export(request: Any, agreement: Agreement, call: int, format: str) -> HttpResponse:
    """The applications received under the same filter, in the same order; recorded as taken."""
    if format not in SHEET_FORMATS:
        raise Http404
    found, filters = call_of(request, agreement, call), _filters(request, request.POST)
    rows = filters.kept(filters.named(_received(request, found)))
    made = exported.applications(found, rows, format=format, as_of=clock.today(), filter=filters.told)
    return taken(request, agreement, made, format)


def begin(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """A new call, that only the coordination reads."""
    form = CallForm(agreement, request.POST or None, initial={"opens_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        by, now = coordinating(request), clock.now()
        if made := attempt(form, lambda: acts.draft(agreement, **form.said, by=by, when=now)):
            messages.success(request, _("L’appel est préparé. Il reste à le publier."))
            return redirect("call", agreement=agreement.slug, call=made.pk)
    return page(request, "projects/write.html", 422 if request.method == "POST" else 200, form=form, call=None)


def revise(request: HttpRequest, agreement: Agreement, call: int) -> HttpResponse:
    """Write a draft again."""
    found = call_of(request, agreement, call)
    by, now = coordinating(request), clock.now()
    if reasons := list(rules.obstacles_to_revising(found, by=by, on=clock.today())):
        return refusal(request, *reasons, status=422)
    form = CallForm(agreement, request.POST or None, initial=shown(found))
    if (
        request.method == "POST"
        and form.is_valid()
        and change(form, found, shown, lambda: acts.revise(found, **form.said, by=by, when=now))
    ):
        messages.success(request, _("L’appel est enregistré."))
        return redirect("call", agreement=agreement.slug, call=found.pk)
    return page(request, "projects/write.html", form.refused_status if request.method == "POST" else 200, form=form, call=found)


def checklist(request: HttpRequest, agreement: Agreement, call: int) -> HttpResponse:
    """The points by which the applications of a call will be admitted, written until it is published."""
    found = call_of(request, agreement, call)
    by, now = coordinating(request), clock.now()
    if reasons := list(rules.obstacles_to_revising(found, by=by, on=clock.today())):
        return refusal(request, *reasons, status=422)
    form = ChecklistForm(points(found), request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and change(form, found, lambda row: listed(points(row)), lambda: acts.set_checklist(found, found=form.said, by=by, when=now))
    ):
        messages.success(request, _("La liste de contrôle est enregistrée."))
        return redirect("call", agreement=agreement.slug, call=found.pk)
    return page(request, "projects/checklist.html", form.refused_status if request.method == "POST" else 200, form=form, call=found)


def publish(request: HttpRequest, agreement: Agreement, call: int) -> HttpResponse:
    """Let anybody read the call."""
    found = call_of(request, agreement, call)
    try:
        acts.publish(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("L’appel est publié : tous peuvent le lire."))
    return redirect("call", agreement=agreement.slug, call=found.pk)


def prolong(request: HttpRequest, agreement: Agreement, call: int) -> HttpResponse:
    """A later end for a published call."""
    found, form = call_of(request, agreement, call), ProlongForm(request.POST, prefix="prolong")
    by, now = coordinating(request), clock.now()
    return _done(
        request,
        found,
        form,
        lambda: acts.prolong(found, closes_at=form.cleaned_data["closes_at"], reason=form.cleaned_data["reason"], by=by, when=now),
        _("L’appel est prolongé."),
        prolonging=form,
    )


def cancel(request: HttpRequest, agreement: Agreement, call: int) -> HttpResponse:
    """The call receives nothing any more."""
    found, form = call_of(request, agreement, call), CancelForm(request.POST, prefix="cancel")
    by, now = coordinating(request), clock.now()
    act = lambda: acts.cancel(found, reason=form.cleaned_data["reason"], by=by, when=now)  # noqa: E731
    return _done(request, found, form, act, _("L’appel est annulé."), cancelling=form)


def _done(request: HttpRequest, found: Call, form: Any, act: Callable[[], Any], said: str, **forms: Any) -> HttpResponse:
    if form.is_valid() and attempt(form, act):
        messages.success(request, said)
        return redirect("call", agreement=found.agreement.slug, call=found.pk)
    return draw(request, found, 422, **forms)
