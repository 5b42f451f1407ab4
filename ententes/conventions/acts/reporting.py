"""Reports of promoters: expected, written, deposited, returned, accepted; and the final aid that the last one settles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.decisions.queries.register import fingerprint
from ententes.documents.models import File
from ententes.funding import acts as funding
from ententes.funding.states import Kind
from ententes.ground.act import as_typed, hold, refuse_if
from ententes.ground.french import shortened
from ententes.ground.wording import on_record as _

from .. import letters
from ..models import GrantAgreement, Instalment, ProjectReport, Recovery, ReportDeposit, ReportDraft, ReportPiece
from ..queries import reports
from ..queries.final import Final, computed, money_of
from ..rules import reporting as rules
from ..states import TO_WRITE, Report
from .paying import fall_due

REMINDERS = 3
"""Letters at most for a report, without anybody asking for them."""
EVERY = timedelta(days=7)
"""Between two of them; the first goes as many days before the report is due."""


def expect(convention: GrantAgreement, *, signed_on: date) -> list[ProjectReport]:
    """The reports that a convention now in force expects by its calendar; none while nobody said when its project ends."""
    return [
        ProjectReport.objects.create(convention=convention, kind=kind, position=position, due_on=due_on)
        for position, (kind, due_on) in enumerate(reports.calendar(convention, signed_on), start=1)
    ]


@transaction.atomic
def expect_report(convention: GrantAgreement, *, kind: str, due_on: date, by: Capacity, when: datetime) -> ProjectReport:
    """Record that a report is expected by a day, and tell the promoter; the final one that was expected only changes its day."""
    convention, state = _held(convention, when)
    refuse_if(rules.obstacles_to_expecting(convention, kind=kind, state=state, by=by))
    report = convention.reports.filter(kind=Report.FINAL).first() if kind == Report.FINAL else None
    if report is not None:
        report.due_on, report.reminders, report.reminded_at = due_on, 0, None
        report.save(update_fields=["due_on", "reminders", "reminded_at"])
    else:
        position = (convention.reports.aggregate(last=Max("position"))["last"] or 0) + 1
        report = ProjectReport.objects.create(convention=convention, kind=kind, position=position, due_on=due_on)
    letters.ask_report(report, when=when)
    return report


@transaction.atomic
def write_report(
    report: ProjectReport,
    *,
    answers: Mapping[str, str],
    costs: Mapping[str, Any],
    results: Sequence[Mapping[str, str]] = (),
    person: Any,
    when: datetime,
    by: Capacity | None = None,
) -> ProjectReport:
    """Record a report as somebody leaves it. `costs` are the real ones, as a budget has them; `results` as `ProjectReport` says."""
    report = _writable(report, person, by, when)
    refuse_if([*rules.obstacles_to_answers(answers, costs), *rules.obstacles_to_results(results, on=timezone.localdate(when))])
    report.answers, report.costs = {name: words.strip() for name, words in answers.items()}, dict(costs)
    report.results = [dict(one) for one in results]
    report.revision += 1
    report.written_at = when
    report.save(update_fields=["answers", "costs", "results", "revision", "written_at"])
    report.drafts.filter(person=person).delete()
    return report


@transaction.atomic
def keep_report_draft(report: ProjectReport, *, fields: Mapping[str, str], person: Any, when: datetime) -> ReportDraft:
    """Keep what somebody is writing in a report."""
    state = GrantAgreement.objects.state_of(report.convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_reporting(report, state=state, person=person, by=None, on=timezone.localdate(when)))
    kept = {"fields": as_typed(fields), "saved_at": when}
    return ReportDraft.objects.update_or_create(report=report, person=person, defaults=kept)[0]


@transaction.atomic
def join_report_piece(
    report: ProjectReport, *, file: File, title: str, person: Any, when: datetime, by: Capacity | None = None
) -> ReportPiece:
    """Join a document to a report that is being written."""
    report = _writable(report, person, by, when)
    return ReportPiece.objects.create(
        report=report, file=file, title=shortened(title.strip() or file.name, 300), person=person, joined_at=when
    )


@transaction.atomic
def deposit_report(report: ProjectReport, *, person: Any, when: datetime, by: Capacity | None = None) -> ReportDeposit:
    """Record a report as it was received, with its hash, and tell the promoter and the coordination."""
    report = _writable(report, person, by, when)
    refuse_if(rules.obstacles_to_depositing(report))
    pieces = list(report.pieces.order_by("pk").values_list("title", "file__sha256"))
    data = {"kind": report.kind, "due_on": report.due_on.isoformat(), "answers": report.answers, "costs": report.costs}
    data["results"] = report.results
    data["pieces"] = [{"title": title, "sha256": sha256} for title, sha256 in pieces]
    made = ReportDeposit.objects.create(
        report=report,
        number=report.deposits.count() + 1,
        data=data,
        sha256=fingerprint(data),
        person=person,
        recorded_by=by.recorded[:300] if by else "",
        at=when,
    )
    letters.tell_deposited(made, when=when)
    return made


@transaction.atomic
def return_report(deposit: ReportDeposit, *, because: str, by: Capacity, when: datetime) -> ReportDeposit:
    """Record what is to be corrected in a report, and tell the promoter, who writes it again."""
    deposit, state = _answered(deposit, when)
    refuse_if([*rules.obstacles_to_answering(deposit, state=state, by=by), *rules.obstacles_to_saying(because)])
    deposit.returned_at, deposit.returned_by, deposit.returned_because = when, by.recorded[:300], because.strip()
    deposit.save(update_fields=["returned_at", "returned_by", "returned_because"])
    letters.tell_returned(deposit, when=when)
    return deposit


@transaction.atomic
def accept_report(deposit: ReportDeposit, *, by: Capacity, when: datetime) -> ReportDeposit:
    """Record that a report is accepted: its instalment is due. The final one settles the aid from what the project really cost.

    What is granted above the final aid goes back to the envelope; what was paid above it is found to be recovered.
    """
    deposit, state = _answered(deposit, when)
    refuse_if([*rules.obstacles_to_answering(deposit, state=state, by=by), *rules.obstacles_to_accepting(deposit)])
    report, convention, on = deposit.report, deposit.report.convention, timezone.localdate(when)
    deposit.accepted_at, deposit.accepted_by = when, by.recorded[:300]
    deposit.save(update_fields=["accepted_at", "accepted_by"])
    final = None
    if report.kind == Report.FINAL:
        final = computed(convention, deposit.data["costs"])
        settle(convention, final, by=by, when=when)
    rows = convention.instalments.filter(trigger=reports.TRIGGERS[report.kind], met_at=None, cancelled_at=None)
    if (due := rows.order_by("position").first()) is not None and due.cents:
        fall_due(due, met_on=on, words=_("Rapport accepté."), by=by.recorded[:300], when=when)
    letters.tell_accepted(deposit, final, when=when)
    return deposit


def settle(convention: GrantAgreement, final: Final, *, by: Capacity, when: datetime) -> None:
    """What a final aid makes of the instalments to come and of the ledger."""
    unpaid = list(convention.instalments.filter(cancelled_at=None).exclude(payments__approved_at__isnull=False).order_by("position"))
    balance = max(final.balance, 0)
    for one in unpaid[: None if not balance else -1]:
        cancel_instalment(one, because=_("L’aide finale est réglée."), when=when)
    if balance and unpaid:
        unpaid[-1].cents = balance
        unpaid[-1].save(update_fields=["cents"])
    use, told = convention.project.use, money_of(convention)
    assert use is not None
    if (more := told.to_pay - balance) > 0:
        words = _("Convention %(number)s : l’aide finale est moindre") % {"number": convention.number}
        funding.release(use, kind=str(Kind.COMMITTED), cents=more, words=words, by=by, when=when)
    if (shown := min(final.paid, final.aid) - told.justified) > 0:
        words = _("Convention %(number)s : rapport final accepté") % {"number": convention.number}
        funding.justify(use, cents=shown, justified_on=timezone.localdate(when), words=words, by=by, when=when)
    if final.balance < 0:
        reason = _("Le projet a coûté moins que prévu : il a été versé plus que l’aide finale.")
        Recovery.objects.create(convention=convention, cents=-final.balance, reason=reason, found_at=when, found_by=by.recorded[:300])


def cancel_instalment(instalment: Instalment, *, because: str, when: datetime) -> None:
    """An instalment that will not be paid."""
    instalment.cancelled_at, instalment.cancelled_because = when, because
    instalment.save(update_fields=["cancelled_at", "cancelled_because"])


@transaction.atomic
def waive_report(report: ProjectReport, *, because: str, by: Capacity, when: datetime) -> ProjectReport:
    """Record that a report is no longer asked for, and why."""
    report = hold(report)
    state = GrantAgreement.objects.state_of(report.convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_expecting(report.convention, kind=report.kind, state=state, by=by))
    refuse_if(rules.obstacles_to_saying(because))
    report.waived_at, report.waived_because = when, because.strip()
    report.save(update_fields=["waived_at", "waived_because"])
    return report


def remind_reports(*, when: datetime) -> int:
    """Write to promoters about reports to deposit: a week before, then every week, three times at most, until it is deposited.

    The worker calls it; each report is a transaction of its own.
    """
    on = timezone.localdate(when)
    rows = ProjectReport.objects.filter(due_on__lte=on + EVERY, waived_at=None, reminders__lt=REMINDERS)
    rows = rows.filter(convention__closed_at=None, convention__terminated_at=None)
    return sum(_remind(pk, when) for pk in list(rows.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, when: datetime) -> int:
    report = hold(ProjectReport.objects.get(pk=pk))
    recent = report.reminded_at is not None and when - report.reminded_at < EVERY
    if (
        recent
        or report.reminders >= REMINDERS
        or reports.state_of(report, reports.last_of(report), timezone.localdate(when)) not in TO_WRITE
    ):
        return 0
    report.reminders += 1
    report.reminded_at = when
    report.save(update_fields=["reminders", "reminded_at"])
    letters.ask_report(report, when=when, again=True)
    return 1


def _held(convention: GrantAgreement, when: datetime) -> tuple[GrantAgreement, Any]:
    convention = hold(convention)
    return convention, GrantAgreement.objects.state_of(convention, timezone.localdate(when))


def _writable(report: ProjectReport, person: Any, by: Capacity | None, when: datetime) -> ProjectReport:
    report = hold(report)
    state = GrantAgreement.objects.state_of(report.convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_reporting(report, state=state, person=person, by=by, on=timezone.localdate(when)))
    return report


def _answered(deposit: ReportDeposit, when: datetime) -> tuple[ReportDeposit, Any]:
    convention, state = _held(deposit.report.convention, when)
    deposit = hold(deposit)
    deposit.report = hold(deposit.report)
    deposit.report.convention = convention
    return deposit, state
