"""The reports of a promoter, for those who wrote its application or sign for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.conventions import acts
from ententes.conventions.models import ProjectReport
from ententes.conventions.queries import reports
from ententes.conventions.queries.final import computed
from ententes.conventions.rules import reporting as rules
from ententes.conventions.states import Report, ReportState
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import moment
from ententes.web.files import attachment, received
from ententes.web.pages import draft_kept, page, refusal
from ententes.web.seen import change

from .finding import BADGES, own_report_of
from .forms import ReportForm, shown


def report(request: Any, report: int) -> HttpResponse:
    """Write a report, with what is missing of it and what was answered."""
    found = own_report_of(request, report)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        person, now, convention = request.user, clock.now(), found.convention

        def act() -> Any:
            made = acts.write_report(found, answers=form.answers, costs=form.real, results=form.achieved, person=person, when=now)
            if file := received(request, form.cleaned_data["file"]):
                acts.join_report_piece(found, file=file, title=file.name, person=person, when=now)
            return made

        def recorded(row: ProjectReport) -> dict[str, Any]:
            row.convention = convention
            return shown(row)

        if change(form, found, recorded, act):
            messages.success(request, _("Le rapport est enregistré."))
            return redirect("own_report", report=found.pk)
    return _draw(request, found, form, form.refused_status if request.method == "POST" else 200)


def _form(request: Any, found: ProjectReport) -> ReportForm:
    """The form of a report; opened, it shows one's draft where there is one, and answers to what is recorded."""
    if request.method == "POST":
        return ReportForm(found, request.POST, request.FILES)
    draft = found.drafts.filter(person=request.user).first()
    form = ReportForm(found, draft=draft.fields if draft else None)
    form.drafted_at = draft.saved_at if draft else None
    return form


def keep_draft(request: Any, report: int) -> HttpResponse:
    """Keep what is being typed. Nothing is answered, or the moment for the page that saves by itself."""
    found = own_report_of(request, report)
    names = ReportForm(found, request.POST).fields
    fields = {name: words for name, words in request.POST.items() if name in names and name != "file"}
    return draft_kept(request, lambda: acts.keep_report_draft(found, fields=fields, person=request.user, when=clock.now()).saved_at)


def _draw(request: Any, found: ProjectReport, form: ReportForm, status: int) -> HttpResponse:
    today, last = clock.today(), reports.last_of(found)
    state = reports.state_of(found, last, today)
    convention = found.convention
    closed = list(rules.obstacles_to_reporting(found, state=convention.state(today), person=request.user, by=None, on=today))
    reckoned = found.kind == Report.FINAL and bool(found.costs.get("expenses"))
    return page(
        request,
        "reporting/own_report.html",
        status,
        report=found,
        convention=convention,
        project=convention.project,
        words=str(Report(found.kind).label),
        state=state,
        badge_of=BADGES,
        form=form,
        drafted=moment(form.drafted_at) if form.drafted_at else "",
        others=list(found.drafts.exclude(person=request.user).values_list("person__name", "saved_at")),
        closed=closed,
        missing=reports.missing(found),
        returned=last if state == ReportState.TO_CORRECT else None,
        deposits=list(found.deposits.order_by("-number")),
        pieces=list(found.pieces.select_related("file")),
        final=computed(convention, found.costs) if reckoned else None,
    )


def deposit(request: Any, report: int) -> HttpResponse:
    """Deposit a report as it is recorded."""
    found = own_report_of(request, report)
    try:
        acts.deposit_report(found, person=request.user, when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le rapport est déposé. Une lettre en accuse réception."))
    return redirect("own_report", report=found.pk)


def piece(request: HttpRequest, report: int, piece: int) -> HttpResponseBase:
    """A document joined to a report, to be saved."""
    found = own_report_of(request, report)
    return attachment(get_object_or_404(found.pieces.select_related("file"), pk=piece).file)
