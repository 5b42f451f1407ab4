"""Finding what the visitor may read of conventions under way; anything else is not found."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from ententes.agreements.models import Agreement
from ententes.conventions.models import GrantAgreement, ProjectReport, Recovery, Repayment, ReportDeposit

BADGES = {
    "expected": "upcoming",
    "late": "late",
    "deposited": "pending",
    "to_correct": "asked",
    "accepted": "done",
    "waived": "abandoned",
    "found": "pending",
    "claimed": "asked",
    "agreed": "under_way",
    "repaid": "done",
    "written_off": "abandoned",
}
"""How each state looks, as `components/status.html` knows it."""
_READ = ("agreement", "project__deposit__application", "project__use__envelope", "project__matter")


def convention_of(request: HttpRequest, agreement: Agreement, pk: int) -> GrantAgreement:
    rows = GrantAgreement.objects.seen_by(request.user).with_state().select_related(*_READ)
    found = get_object_or_404(rows, pk=pk, agreement=agreement, sent_at__isnull=False)
    found.agreement = agreement
    return found


def report_of(request: HttpRequest, agreement: Agreement, pk: int) -> ProjectReport:
    report = get_object_or_404(ProjectReport, pk=pk, convention__agreement=agreement)
    report.convention = convention_of(request, agreement, report.convention_id)
    return report


def deposit_of(request: HttpRequest, agreement: Agreement, pk: int) -> ReportDeposit:
    """The last deposit of a report."""
    report = report_of(request, agreement, pk)
    found = get_object_or_404(report.deposits.order_by("-number")[:1])
    found.report = report
    return found


def recovery_of(request: HttpRequest, agreement: Agreement, pk: int) -> Recovery:
    recovery = get_object_or_404(Recovery, pk=pk, convention__agreement=agreement)
    recovery.convention = convention_of(request, agreement, recovery.convention_id)
    return recovery


def repayment_of(request: HttpRequest, agreement: Agreement, pk: int) -> Repayment:
    repayment = get_object_or_404(Repayment, pk=pk, recovery__convention__agreement=agreement)
    repayment.recovery = recovery_of(request, agreement, repayment.recovery_id)
    return repayment


def own_report_of(request: HttpRequest, pk: int) -> ProjectReport:
    """A report of the promoter that the visitor is."""
    report = get_object_or_404(ProjectReport, pk=pk, convention__in=GrantAgreement.objects.of_promoter(request.user))
    rows = GrantAgreement.objects.of_promoter(request.user).with_state().select_related(*_READ)
    report.convention = get_object_or_404(rows, pk=report.convention_id)
    return report


def back_to(convention: GrantAgreement) -> HttpResponse:
    return redirect("convention_follow", agreement=convention.agreement.slug, convention=convention.pk)
