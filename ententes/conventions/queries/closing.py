"""What is left before a convention may be closed, where its recoveries stand, and until when its papers are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.funding.models import LedgerEntry
from ententes.ground.wording import money

from ..models import GrantAgreement, Recovery
from ..states import RecoveryState, Report, ReportState
from .changes import needs_addendum, signed
from .final import money_of
from .reports import last_of, state_of

KEPT_YEARS = 7
"""Years for which the papers of a closed convention are kept: what its clauses ask of the promoter, we keep as well."""


def came_back(recovery: Recovery) -> int:
    """One query."""
    return sum(LedgerEntry.objects.filter(repayment__recovery=recovery).values_list("cents", flat=True))


def left_of(recovery: Recovery) -> int:
    return 0 if recovery.written_off_at else not_come_back(recovery)


def not_come_back(recovery: Recovery) -> int:
    """What did not come back, whether it is still awaited or was given up."""
    return recovery.cents - came_back(recovery)


def state_of_recovery(recovery: Recovery) -> Any:
    """The `RecoveryState`. One query."""
    if recovery.written_off_at is not None:
        return RecoveryState.WRITTEN_OFF
    if left_of(recovery) <= 0:
        return RecoveryState.REPAID
    if recovery.agreed_at is not None:
        return RecoveryState.AGREED
    return RecoveryState.FOUND if recovery.claimed_at is None else RecoveryState.CLAIMED


def kept_until(convention: GrantAgreement) -> date | None:
    """The last day on which the papers of a closed convention are kept."""
    if convention.closed_at is None:
        return None
    day = timezone.localdate(convention.closed_at)
    try:
        return day.replace(year=day.year + KEPT_YEARS)
    except ValueError:
        return day.replace(year=day.year + KEPT_YEARS, day=28)


def unfinished(convention: GrantAgreement, on: date) -> Iterator[str]:
    """What is left half-way. Queries grow with its reports and changes; there are few."""
    for report in convention.reports.all():
        state = state_of(report, last_of(report), on)
        if state not in (ReportState.ACCEPTED, ReportState.WAIVED):
            yield _("%(report)s : %(state)s.") % {"report": str(Report(report.kind).label).capitalize(), "state": state.label}
    if convention.terminated_at is None and not convention.reports.filter(kind=Report.FINAL).exists():
        yield _("Aucun rapport final n’est encore attendu : dites pour quand.")
    for instalment in convention.instalments.filter(cancelled_at=None, cents__gt=0):
        if not instalment.payments.filter(approved_at__isnull=False).exists():
            yield _("Le versement %(rank)s, %(cents)s, n’est ni versé ni annulé.") % {
                "rank": instalment.position,
                "cents": money(instalment.cents),
            }
    for recovery in convention.recoveries.all():
        if left := left_of(recovery):
            yield _("%(cents)s restent à récupérer.") % {"cents": money(left)}
    for change in convention.changes.all():
        if not change.outcome:
            yield _("La demande de modification %(number)s attend sa réponse.") % {"number": change.number}
        elif needs_addendum(change) and not signed(change):
            yield _("L’avenant de la demande %(number)s n’est pas signé.") % {"number": change.number}
    if (told := money_of(convention)).to_pay:
        yield _("%(cents)s restent engagés et non versés.") % {"cents": money(told.to_pay)}
