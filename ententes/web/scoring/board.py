"""The analysis of a call, as the coordination prepares and follows it: who analyses what, who has not signed, scored or locked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Term
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.projects.models import Call, Deposit
from ententes.projects.queries.admissibility import counting
from ententes.scoring import acts
from ententes.scoring.models import Analysis, Assignment, Grid
from ententes.scoring.queries.boards import analysts_of, board
from ententes.web.pages import attempt, coordinating, page, refusal, whole_number
from ententes.web.seen import change

from .forms import AnalysisForm, AssignForm, ReasonForm

PER_PAGE = 50


def call_of(request: Any, agreement: Agreement, pk: int) -> Call:
    found = get_object_or_404(Call.objects.seen_by(request.user).select_related("analysed_by"), pk=pk, agreement=agreement)
    found.agreement = agreement
    return found


def analysis_of(call: Call) -> Analysis | None:
    found = Analysis.objects.filter(call=call).select_related("body", "grid").first()
    if found is not None:
        found.call = call
        found.body.agreement = call.agreement
    return found


def call_analysis(request: Any, agreement: Agreement, call: int) -> HttpResponse:
    """The board of a call; before its analysis is opened, the form that opens it. A constant number of queries."""
    found = call_of(request, agreement, call)
    analysis = analysis_of(found)
    form = _form(request.POST or None, found, analysis)
    if request.method == "POST" and form.is_valid():
        said, now, by = _said(form, agreement), clock.now(), coordinating(request)
        if analysis is None:
            done: Any = attempt(form, lambda: acts.open_analysis(found, body=said.pop("body"), **said, by=by, when=now))
        else:
            said.pop("body")
            done = change(form, analysis, _shown, lambda: acts.change_analysis(analysis, **said, by=by, when=now))
        if done:
            messages.success(request, _("L’analyse est réglée. Il reste à confier les demandes."))
            return redirect("call_analysis", agreement=agreement.slug, call=found.pk)
    return _draw(request, found, analysis, form, form.refused_status if request.method == "POST" else 200)


def _shown(row: Analysis) -> dict[str, Any]:
    return {"grid": str(row.grid_id), "due_on": row.due_on, "session_on": row.session_on}


def _form(sent: Any, call: Call, analysis: Analysis | None) -> AnalysisForm:
    grids = list(Grid.objects.filter(agreement=call.agreement, replaced_by=None))
    if analysis is not None and all(one.pk != analysis.grid_id for one in grids):
        grids.append(analysis.grid)
    asks = analysis is None and call.analysed_by is None
    bodies = list(call.agreement.bodies.filter(dissolved_on=None).values_list("pk", "name")) if asks else []
    return AnalysisForm(grids, bodies, sent, initial=_shown(analysis) if analysis else {})


def _said(form: AnalysisForm, agreement: Agreement) -> dict[str, Any]:
    given = form.cleaned_data
    body = agreement.bodies.filter(pk=whole_number(given.get("body"))).first()
    grid = Grid.objects.get(agreement=agreement, pk=given["grid"])
    return {"body": body, "grid": grid, "due_on": given["due_on"], "session_on": given["session_on"]}


def _draw(
    request: Any, call: Call, analysis: Analysis | None, form: AnalysisForm, status: int = 200, assigning: AssignForm | None = None
) -> HttpResponse:
    """A page of the files; those it shows are the ones that its form gives to an analyst."""
    rows = board(analysis, request.user) if analysis else []
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "scoring/board.html",
        status,
        call=call,
        analysis=analysis,
        form=form,
        rows=shown,
        waiting=counting(call.deposits).count() - len(rows) if analysis else 0,
        assigning=assigning or (_assigning(analysis, shown) if analysis else None),
        taking=ReasonForm(),
    )


def _assigning(analysis: Analysis, rows: Iterable[Any], given: Any = None) -> AssignForm:
    open_ones = [(one.deposit, f"{one.title} – {one.promoter}") for one in rows if one.result is None]
    return AssignForm(analysts_of(analysis, clock.today()), open_ones, given)


def assign(request: Any, agreement: Agreement, call: int) -> HttpResponse:
    """Give files to an analyst."""
    found = call_of(request, agreement, call)
    analysis = get_object_or_404(Analysis.objects.select_related("body", "grid", "call"), call=found)
    analysis.call, analysis.body.agreement = found, agreement
    form = _assigning(analysis, board(analysis, request.user), request.POST)
    if form.is_valid():
        term = Term.objects.select_related("seat__body", "person").get(pk=form.cleaned_data["term"])
        deposits = list(Deposit.objects.filter(call=found, pk__in=form.cleaned_data["deposits"]).order_by("number"))
        made = attempt(form, lambda: acts.assign(analysis, deposits=deposits, term=term, by=coordinating(request), when=clock.now()))
        if made:
            messages.success(request, _("C’est confié à %(name)s; une lettre part.") % {"name": term.person.name})
            return redirect("call_analysis", agreement=agreement.slug, call=found.pk)
    return _draw(request, found, analysis, _form(None, found, analysis), 422, form)


def unassign(request: Any, agreement: Agreement, assignment: int) -> HttpResponse:
    """Take a file back from an analyst."""
    rows = Assignment.objects.filter(analysis__call__agreement=agreement).select_related("analysis__call", "person")
    one = get_object_or_404(rows, pk=assignment)
    one.analysis.call.agreement = agreement
    try:
        acts.unassign(one, reason=request.POST.get("reason", ""), by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Cette demande n’est plus confiée à %(name)s.") % {"name": one.person.name})
    return redirect("call_analysis", agreement=agreement.slug, call=one.analysis.call_id)
