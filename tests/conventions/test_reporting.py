"""Reports of promoters: due by the calendar, reminded until deposited, returned or accepted; and the final aid from the real costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import translation

from ententes.conventions import acts
from ententes.conventions.models import Instalment, ProjectReport
from ententes.conventions.queries import reports
from ententes.conventions.queries.final import computed, final, money_of
from ententes.correspondence.models import Letter
from ententes.projects.queries.norms import EXAMPLE
from tests.cast import NOW, TODAY, Cast
from tests.funding.test_contributions import refused

from .running import ENDS, costs, deposited, pay, reported, running

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def state(report: ProjectReport, on: date = TODAY) -> str:
    report = ProjectReport.objects.get(pk=report.pk)
    return str(reports.state_of(report, reports.last_of(report), on))


def test_both_signatures_expect_the_reports_of_the_calendar(cast: Cast) -> None:
    convention = running(cast)
    told = [(one.kind, one.due_on) for one in convention.reports.all()]
    assert told == [("interim", TODAY + (ENDS - TODAY) // 2), ("final", ENDS + timedelta(days=60))]


def test_reminders_go_until_the_report_is_deposited_and_three_at_most(cast: Cast) -> None:
    convention = running(cast)
    report = convention.reports.get(kind="interim")
    begun = Letter.objects.count()
    assert acts.remind_reports(when=NOW) == 0
    sent = [acts.remind_reports(when=NOW + timedelta(days=days)) for days in (54, 55, 62, 69, 76)]
    assert (sent, Letter.objects.count() - begun) == ([1, 0, 1, 1, 0], 3)
    final = convention.reports.get(kind="final")
    deposited(cast, report)
    late = NOW + timedelta(days=(final.due_on - TODAY).days)
    assert acts.remind_reports(when=late) == 1
    deposited(cast, final, costs=costs(convention))
    assert acts.remind_reports(when=late + timedelta(days=8)) == 0
    assert state(report, date(2013, 1, 1)) == "deposited"


def test_a_report_is_written_by_its_promoter_and_lacks_nothing_when_it_is_deposited(cast: Cast) -> None:
    convention = running(cast)
    report = convention.reports.get(kind="final")
    facts: dict[str, Any] = {"answers": {}, "costs": {}, "when": NOW}
    assert "pas de l’organisme" in refused(acts.write_report, report, person=cast.worker, **facts)
    said = refused(acts.deposit_report, report, person=cast.stranger, when=NOW)
    assert ("Ce qui a été réalisé" in said, "au moins une dépense" in said) == (True, True)
    made = deposited(cast, report, costs=costs(convention))
    assert (made.number, len(made.sha256), state(report)) == (1, 64, "deposited")
    assert "ne se modifie plus" in refused(acts.write_report, report, person=cast.stranger, **facts)


def test_what_is_returned_is_corrected_and_an_accepted_interim_report_makes_its_instalment_due(cast: Cast) -> None:
    convention = running(cast)
    pay(cast, convention)
    report, by = convention.reports.get(kind="interim"), {"by": cast.coordination, "when": NOW}
    first = deposited(cast, report)
    assert "Dites pourquoi" in refused(acts.return_report, first, because=" ", **by)
    acts.return_report(first, because="Il manque les pains de seigle.", **by)
    assert state(report) == "to_correct"
    assert "a déjà sa réponse" in refused(acts.accept_report, first, **by)
    second = deposited(cast, report)
    assert refused(acts.accept_report, second, by=cast.manager_term, when=NOW)
    with translation.override("en"):
        acts.accept_report(second, **by)
    instalment = convention.instalments.get(trigger="interim")
    assert instalment.met_words == "Rapport accepté."  # the record is in French, whoever acts
    assert (state(report), instalment.met_on, instalment.due_on) == ("accepted", TODAY, TODAY)
    assert Letter.objects.filter(text__contains="pains de seigle").exists()


def test_a_project_that_costs_what_was_planned_is_paid_its_balance(cast: Cast) -> None:
    convention = reported(cast)
    told = money_of(convention)
    last = convention.instalments.get(trigger="final")
    assert (told.paid + last.cents, told.to_pay, last.due_on) == (convention.cents, last.cents, TODAY)
    assert not convention.recoveries.exists()
    assert told.justified == told.paid


def test_lower_costs_make_a_smaller_balance_and_give_the_rest_back_to_the_envelope(cast: Cast) -> None:
    convention = reported(cast, 8)
    told, last = money_of(convention), convention.instalments.get(trigger="final")
    reckoned = computed(convention, costs(convention, 8))
    assert (told.committed, last.cents) == (reckoned.aid, reckoned.aid - told.paid)
    assert reckoned.aid < convention.cents
    [binding] = [one for one in reckoned.lines if one.binding]
    assert binding.cents == reckoned.aid


def test_much_lower_costs_are_recovered(cast: Cast) -> None:
    convention = reported(cast, 5)
    told = money_of(convention)
    recovery = convention.recoveries.get()
    assert recovery.cents == told.paid - computed(convention, costs(convention, 5)).aid > 0
    assert convention.instalments.get(trigger="final").cancelled_at == NOW
    assert told.to_pay == 0


def test_the_final_aid_waits_for_the_interim_report_and_for_payments_under_way(cast: Cast) -> None:
    convention = running(cast)
    instalment = Instalment.objects.get(convention=convention, position=1)
    acts.enter_payment(instalment, cents=instalment.cents, paid_on=TODAY, by=cast.coordination, when=NOW)
    last = deposited(cast, convention.reports.get(kind="final"), costs=costs(convention))
    said = refused(acts.accept_report, last, by=cast.coordination, when=NOW)
    assert ("attend encore son approbation" in said, "Un rapport d’étape" in said) == (True, True)
    acts.waive_report(convention.reports.get(kind="interim"), because="Le projet est déjà fini.", by=cast.coordination, when=NOW)


def test_each_limit_of_the_final_aid_binds_in_its_turn() -> None:
    post = EXAMPLE.posts[0]
    cases = [
        (700_000, {"expenses": [{"post": post, "cents": 1_000_000}]}, 700_000, "Aide accordée"),
        (700_000, {"expenses": [{"post": post, "cents": 500_000}]}, 400_000, "Taux du coût réel admissible"),
        (700_000, {"expenses": [{"post": post, "cents": 1_000_000}], "sources": [{"kind": "grant", "status": "asked", "cents": 300_000}]},
         500_000, "Place laissée par le cumul"),
    ]  # fmt: skip
    for aid, given, expected, label in cases:
        found = final(aid, "nonprofit", given, EXAMPLE, 450_000)
        [binding] = [one.label for one in found.lines if one.binding]
        assert (found.aid, found.balance, str(binding)) == (expected, expected - 450_000, label)
