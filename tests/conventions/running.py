"""What the tests of conventions under way begin with: one in force whose end is known, its first instalment paid, a report written."""

from __future__ import annotations

from datetime import date
from typing import Any

from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement, Payment, ProjectReport, ReportDeposit
from ententes.projects.acts import set_norms
from ententes.projects.queries.norms import EXAMPLE
from tests.awards.making import envelope_of
from tests.cast import NOW, TODAY, Cast
from tests.projects.making import adopt_norms, make_framework

from .making import make_convention, make_finance, sent, signed_by

ENDS = date(2012, 3, 23)


def running(cast: Cast) -> GrantAgreement:
    """A convention in force of a project that ends on `ENDS`, under the norms of the example."""
    envelope_of(cast)  # before a mandate on the allocation of sums gives it a chain
    framework = make_framework(cast)
    set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    convention = make_convention(cast)
    acts.reword(convention, content=convention.content, by=cast.coordination, ends_on=ENDS)
    convention.refresh_from_db()
    convention = sent(cast, convention)
    for side in ("promoter", "manager"):
        signed_by(convention, side)
    return GrantAgreement.objects.get(pk=convention.pk)


def pay(cast: Cast, convention: GrantAgreement, position: int = 1) -> Payment:
    """An instalment that is due, entered by the coordination and approved by the finances."""
    instalment = convention.instalments.get(position=position)
    facts: dict[str, Any] = {"cents": instalment.cents, "paid_on": TODAY, "by": cast.coordination, "when": NOW}
    payment = acts.enter_payment(instalment, **facts)
    return acts.approve_payment(payment, by=make_finance(cast, f"Caisse {position}"), when=NOW)


def costs(convention: GrantAgreement, tenths: int = 10) -> dict[str, Any]:
    """The real costs: so many tenths of what was planned, with the same other sources."""
    planned = convention.project.deposit.data["budget"]
    expenses = [{"post": one["post"], "cents": one["cents"] * tenths // 10} for one in planned["expenses"]]
    return {**{name: planned.get(name, 0) for name in ("own", "in_kind")}, "expenses": expenses, "sources": planned.get("sources", [])}


def deposited(cast: Cast, report: ProjectReport, **said: Any) -> ReportDeposit:
    """The report written and deposited by the promoter."""
    facts = {"answers": {"done": "Le four est bâti.", "results": "Deux cents pains."}, "costs": {}} | said
    acts.write_report(report, **facts, person=cast.stranger, when=NOW)
    return acts.deposit_report(ProjectReport.objects.get(pk=report.pk), person=cast.stranger, when=NOW)


def reported(cast: Cast, tenths: int = 10) -> GrantAgreement:
    """A convention whose two first instalments are paid, and whose final report is accepted."""
    convention = running(cast)
    pay(cast, convention)
    acts.accept_report(deposited(cast, convention.reports.get(kind="interim")), by=cast.coordination, when=NOW)
    pay(cast, convention, 2)
    last = deposited(cast, convention.reports.get(kind="final"), costs=costs(convention, tenths))
    acts.accept_report(last, by=cast.coordination, when=NOW)
    return GrantAgreement.objects.get(pk=convention.pk)
