"""A convention under way, for the coordination and the members who may read it: reports, final aid, what is owed back, its closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, Recovery
from ententes.conventions.queries import closing, reports, results
from ententes.conventions.queries.final import computed, money_of
from ententes.conventions.rules import closing as rules
from ententes.conventions.rules import reporting as reporting_rules
from ententes.conventions.states import QUESTIONS, RUNNING, Report, ReportState
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import money
from ententes.projects.states import SourceKind
from ententes.web.files import attachment, received
from ententes.web.pages import accounting, asked, attempt, coordinating, page, refusal

from .finding import BADGES, back_to, convention_of, deposit_of, recovery_of, repayment_of, report_of
from .forms import DueForm, ExpectForm, FindForm, RepayForm, ResolutionForm, ScheduleForm, TerminateForm, WhyForm, summed


def listed(request: Any, agreement: Agreement) -> HttpResponse:
    """Every report of the agreement, by the day it is due. A constant number of queries."""
    seen = GrantAgreement.objects.seen_by(request.user).filter(agreement=agreement, closed_at=None)
    rows = reports.rows(seen, clock.today())
    order = {state: place for place, state in enumerate(("late", "deposited", "to_correct", "expected", "accepted", "waived"))}
    return page(request, "reporting/reports.html", rows=sorted(rows, key=lambda one: order[str(one.state)]), badge_of=BADGES)


def follow(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Where a convention under way stands, and what stands in the way of closing it."""
    found, today = convention_of(request, agreement, convention), clock.today()
    state, by = found.state(today), request.capacities[0]
    return page(
        request,
        "reporting/follow.html",
        convention=found,
        project=found.project,
        state=state,
        runs=state in RUNNING,
        badge_of=BADGES,
        rows=reports.rows(GrantAgreement.objects.filter(pk=found.pk), today),
        told=money_of(found),
        recoveries=[_recovery(one, today) for one in found.recoveries.select_related("written_off").prefetch_related("repayments__entry")],
        due_form=DueForm(),
        changes=list(found.changes.all()),
        obstacles=list(rules.obstacles_to_closing(found, state=state, by=by, on=today)),
        kept_until=closing.kept_until(found),
    )


def _recovery(recovery: Recovery, today: Any) -> dict[str, Any]:
    parts = [one for one in recovery.repayments.all() if one.replaced_at is None or one.entry_id]
    return {
        "row": recovery,
        "state": closing.state_of_recovery(recovery),
        "left": closing.left_of(recovery),
        "parts": [(one, one.entry_id is None and one.due_on < today) for one in parts],
    }


def report(request: Any, agreement: Agreement, report: int) -> HttpResponse:
    """A report as it was deposited, what it cost beside what was planned, and what accepting it would give."""
    return _draw(request, agreement, report)


def _draw(request: Any, agreement: Agreement, pk: int, status: int = 200, form: WhyForm | None = None) -> HttpResponse:
    found, today = report_of(request, agreement, pk), clock.today()
    last, convention, by = reports.last_of(found), found.convention, request.capacities[0]
    data: dict[str, Any] = last.data if last else {}
    state = reports.state_of(found, last, today)
    to_accept: list[str] = []
    if last is not None:
        last.report = found
        answer = reporting_rules.obstacles_to_answering(last, state=convention.state(today), by=by)
        to_accept = [*answer, *reporting_rules.obstacles_to_accepting(last)]
    final = last is not None and found.kind == Report.FINAL
    return page(
        request,
        "reporting/report.html",
        status,
        report=found,
        convention=convention,
        project=convention.project,
        words=str(Report(found.kind).label),
        state=state,
        badge_of=BADGES,
        last=last,
        answers=[(label, data["answers"].get(name, "")) for name, label, _needed in QUESTIONS] if data else [],
        results=results.read(convention.project_id, data),
        budget=_compared(convention, data["costs"]) if data else [],
        pieces=list(found.pieces.select_related("file")),
        final=computed(convention, data["costs"]) if final and state == ReportState.DEPOSITED else None,
        to_accept=to_accept,
        form=form or WhyForm(),
    )


def _compared(convention: GrantAgreement, real: dict[str, Any]) -> list[tuple[str, int, int]]:
    """Each post and each source: its name, what was planned, what it really was."""
    said = convention.project.deposit.data["budget"] if convention.project.deposit else {}
    found = []
    for lines, name in (("expenses", "post"), ("sources", "kind")):
        planned, told = summed(said.get(lines, []), name), summed(real.get(lines, []), name)
        for key in dict.fromkeys([*planned, *told]):
            label = str(SourceKind(key).label) if lines == "sources" and key in SourceKind.values else key
            found.append((label, planned.get(key, 0), told.get(key, 0)))
    for key, words in (("own", _("Mise de fonds en argent")), ("in_kind", _("Mise de fonds en nature"))):
        if said.get(key) or real.get(key):
            found.append((words, said.get(key, 0), real.get(key, 0)))
    return found


def piece(request: Any, agreement: Agreement, report: int, piece: int) -> HttpResponseBase:
    """A document joined to a deposited report, to be saved."""
    found = report_of(request, agreement, report)
    return attachment(get_object_or_404(found.pieces.select_related("file"), pk=piece).file)


def accept(request: Any, agreement: Agreement, report: int) -> HttpResponse:
    """Accept the last deposit."""
    found = deposit_of(request, agreement, report)
    done = _("Le rapport est accepté.")
    return _done(request, found.report.convention, lambda: acts.accept_report(found, by=coordinating(request), when=clock.now()), done)


def give_back(request: Any, agreement: Agreement, report: int) -> HttpResponse:
    """Return the last deposit with what is to be corrected."""
    found, form = deposit_of(request, agreement, report), WhyForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["why"]
        if attempt(form, lambda: acts.return_report(found, because=because, by=coordinating(request), when=clock.now())):
            messages.success(request, _("Le promoteur est averti de ce qui est à corriger."))
            return redirect("report", agreement=agreement.slug, report=report)
    return _draw(request, agreement, report, 422, form)


def waive(request: Any, agreement: Agreement, report: int) -> HttpResponse:
    """No longer ask for a report."""
    found, form = report_of(request, agreement, report), WhyForm(request.POST)
    if form.is_valid():
        because = form.cleaned_data["why"]
        if attempt(form, lambda: acts.waive_report(found, because=because, by=coordinating(request), when=clock.now())):
            messages.success(request, _("Ce rapport n’est plus demandé."))
            return back_to(found.convention)
    return _draw(request, agreement, report, 422, form)


def expect(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Say that a report is expected, by a day."""
    form = ExpectForm(request.POST or None, initial={"kind": Report.FINAL})
    found = convention_of(request, agreement, convention)
    words = (_("Attendre un rapport"), _("Une lettre part au promoteur; le rapport final attendu change seulement de jour."))
    return _asked(
        request,
        found,
        form,
        lambda: acts.expect_report(found, **form.cleaned_data, by=coordinating(request), when=clock.now()),
        *words,
        _("Demander le rapport"),
    )


def find(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Say that a promoter owes something back."""
    form, found = FindForm(request.POST or None), convention_of(request, agreement, convention)
    words = (_("Constater une somme à récupérer"), _("Elle se réclame ensuite par lettre."))
    return _asked(
        request,
        found,
        form,
        lambda: acts.find_recovery(found, **form.cleaned_data, by=coordinating(request), when=clock.now()),
        *words,
        _("Constater"),
    )


def claim(request: Any, agreement: Agreement, recovery: int) -> HttpResponse:
    """Ask the promoter for it."""
    found, form = recovery_of(request, agreement, recovery), DueForm(request.POST)
    if not form.is_valid():
        return refusal(request, _("Dites pour quel jour."), status=422)
    due_on = form.cleaned_data["due_on"]
    done = _("La réclamation est partie.")
    return _done(request, found.convention, lambda: acts.claim(found, due_on=due_on, by=coordinating(request), when=clock.now()), done)


def schedule(request: Any, agreement: Agreement, recovery: int) -> HttpResponse:
    """Record the schedule that was agreed."""
    found, form = recovery_of(request, agreement, recovery), ScheduleForm(request.POST or None)
    lede = _("Il reste %(left)s à récupérer : les échéances en font le compte.") % {"left": money(closing.left_of(found))}
    return _asked(
        request,
        found.convention,
        form,
        lambda: acts.agree_schedule(found, parts=form.parts, by=coordinating(request), when=clock.now()),
        _("Convenir d’un échéancier"),
        lede,
        _("Enregistrer l’échéancier"),
    )


def repay(request: Any, agreement: Agreement, repayment: int) -> HttpResponse:
    """Record that a due date was paid."""
    found = repayment_of(request, agreement, repayment)
    form = RepayForm(request.POST or None, request.FILES or None, initial={"received_on": clock.today()})

    def act() -> Any:
        given = form.cleaned_data
        evidence = received(request, given["file"])
        return acts.repay(found, received_on=given["received_on"], evidence=evidence, by=accounting(request), when=clock.now())

    words = (_("Inscrire un remboursement"), _("%(cents)s : l’enveloppe les retrouve.") % {"cents": money(found.cents)})
    return _asked(request, found.recovery.convention, form, act, *words, _("Inscrire"))


def write_off(request: Any, agreement: Agreement, recovery: int) -> HttpResponse:
    """Record that a body gave it up."""
    found = recovery_of(request, agreement, recovery)
    form = ResolutionForm(found.convention, request.user, request.POST or None)
    lede = _("Il reste %(left)s à récupérer. Seule une résolution y renonce.") % {"left": money(closing.left_of(found))}
    return _asked(
        request,
        found.convention,
        form,
        lambda: acts.write_off(found, **form.cleaned_data, by=coordinating(request), when=clock.now()),
        _("Radier une somme"),
        lede,
        _("Radier"),
    )


def terminate(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Record that a body ended a convention early."""
    found = convention_of(request, agreement, convention)
    form = TerminateForm(found, request.user, request.POST or None)

    def act() -> Any:
        given = {**form.cleaned_data, "recovered": form.cleaned_data["recovered"] or 0}
        return acts.terminate(found, **given, by=coordinating(request), when=clock.now())

    lede = _("Rien de plus ne sera versé; ce qui est engagé et non versé retourne à l’enveloppe. Par exemple, le promoteur est dissous.")
    return _asked(request, found, form, act, _("Résilier la convention"), lede, _("Résilier"))


def close(request: Any, agreement: Agreement, convention: int) -> HttpResponse:
    """Close a convention of which nothing is left half-way."""
    found = convention_of(request, agreement, convention)
    return _done(request, found, lambda: acts.close(found, by=coordinating(request), when=clock.now()), _("La convention est close."))


def _asked(request: Any, convention: GrantAgreement, form: Any, act: Callable[[], Any], title: str, lede: str, button: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and attempt(form, act) is not None:
        messages.success(request, _("C’est enregistré."))
        return back_to(convention)
    back = reverse("convention_follow", args=[convention.agreement.slug, convention.pk])
    over = _("Convention %(number)s") % {"number": convention.number}
    trail = [(_("Conventions"), reverse("conventions", args=[convention.agreement.slug]))]
    return asked(request, form, trail=trail, title=title, lede=lede, button=button, back=back, over=over)


def _done(request: Any, convention: GrantAgreement, act: Callable[[], Any], words: str) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, words)
    return back_to(convention)
