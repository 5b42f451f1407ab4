"""Reports of promoters: where each stands, what is missing of it, and who is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.projects.states import Trigger

from ..models import GrantAgreement, ProjectReport, ReportDeposit
from ..states import QUESTIONS, Report, ReportState

USUAL_DAYS = 60
"""Days after the end of a project for its final report, where no norms say."""
TRIGGERS = {str(Report.INTERIM): str(Trigger.INTERIM), str(Report.FINAL): str(Trigger.FINAL)}
"""The instalment that the acceptance of a report makes due."""


@dataclass(frozen=True, slots=True)
class Row:
    """A report in a list."""

    pk: int
    convention: int
    title: str
    promoter: str
    kind: str
    words: str
    due_on: date
    state: Any
    at: date | None
    because: str


def state_of(report: ProjectReport, last: ReportDeposit | None, on: date) -> Any:
    """The `ReportState`, from its last deposit."""
    if report.waived_at is not None:
        return ReportState.WAIVED
    if last is not None:
        if last.accepted_at is not None:
            return ReportState.ACCEPTED
        return ReportState.DEPOSITED if last.returned_at is None else ReportState.TO_CORRECT
    return ReportState.LATE if report.due_on < on else ReportState.EXPECTED


def last_of(report: ProjectReport) -> ReportDeposit | None:
    """One query."""
    return report.deposits.order_by("-number").first()


def rows(conventions: QuerySet[GrantAgreement], on: date) -> list[Row]:
    """The reports of some conventions, by the day they are due. Two queries."""
    found = list(
        ProjectReport.objects.filter(convention__in=conventions.values("pk")).select_related("convention__project").order_by("due_on", "pk")
    )
    deposits = {one.report_id: one for one in ReportDeposit.objects.filter(report__in=[one.pk for one in found]).order_by("number")}
    return [_row(one, deposits.get(one.pk), on) for one in found]


def _row(report: ProjectReport, last: ReportDeposit | None, on: date) -> Row:
    project = report.convention.project
    return Row(
        pk=report.pk,
        convention=report.convention_id,
        title=project.title,
        promoter=project.promoter,
        kind=report.kind,
        words=str(Report(report.kind).label),
        due_on=report.due_on,
        state=state_of(report, last, on),
        at=timezone.localdate(last.at) if last else None,
        because=last.returned_because if last and last.returned_at else "",
    )


def missing(report: ProjectReport) -> list[str]:
    """What a deposit needs and has not: answers, and for a final report what the project cost."""
    found = [str(label) for name, label, needed in QUESTIONS if needed and not str(report.answers.get(name, "")).strip()]
    if report.kind == Report.FINAL and not report.costs.get("expenses"):
        found.append(_("au moins une dépense"))
    return found


def calendar(convention: GrantAgreement, signed_on: date) -> list[tuple[str, date]]:
    """The reports that a convention expects, and by when: at its middle where an instalment waits for it, and after its end."""
    if convention.ends_on is None:
        return []
    norms: Mapping[str, Any] = convention.content.get("norms") or {}
    days = norms.get("final_report_days")
    found = [(str(Report.FINAL), convention.ends_on + timedelta(days=USUAL_DAYS if days is None else days))]
    if convention.instalments.filter(trigger=Trigger.INTERIM).exists():
        middle = signed_on + max(convention.ends_on - signed_on, timedelta()) // 2
        found.insert(0, (str(Report.INTERIM), middle))
    return found
