"""A project goes from its proposal to its decision by the chain of mandates, and its money follows the resolutions to the cent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ententes.agreements.models import Amendment, Party
from ententes.awards import acts
from ententes.awards.models import Project
from ententes.awards.queries.ahead import what_stands
from ententes.awards.queries.decided import decision
from ententes.decisions import acts as decisions
from ententes.decisions.models import Interest, Matter
from ententes.exporting.frozen import copy_of
from ententes.funding import acts as funding
from ententes.funding.queries import figures
from ententes.ground.act import Refused
from ententes.projects.acts import applications, norms
from ententes.projects.queries.norms import EXAMPLE
from ententes.scoring.models import Declaration
from tests.cast import NOW, TODAY, Cast, make_person, make_term
from tests.decisions.chains import resolve
from tests.funding.making import decided as any_resolution
from tests.funding.making import make_use
from tests.meetings.minuted import plain
from tests.projects.making import adopt_norms, make_framework

from .making import (
    AID,
    DECIDING,
    RECOMMENDING,
    carried,
    decided_project,
    envelope_of,
    make_deposit,
    make_project,
    mandate,
    opened,
    put_before,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def refused(act: Any, *given: Any, **facts: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(*given, **facts)
    return plain(" ".join(caught.value.reasons))


def money_of(project: Project) -> tuple[int, int, int]:
    """Recommended and committed for a project, and what its envelope has left."""
    told = figures.of_use(project.use) if project.use else figures.Figures()
    return told.recommended, told.committed, figures.of_envelope(project.envelope).available if project.envelope else 0


def test_a_recommendation_sets_the_aid_aside_and_the_decision_commits_it(cast: Cast) -> None:
    project = opened(cast)
    assert (project.use, decision(project)) == (None, None)
    carried(cast, project, cast.working)
    assert (money_of(project), decision(project)) == ((AID, 0, 5_000_000 - AID), None)
    last = carried(cast, project, cast.management)
    assert money_of(project) == (0, AID, 5_000_000 - AID)
    found = decision(Project.objects.get(pk=project.pk))
    assert found is not None
    assert (found.resolution, found.verdict, found.aid, found.day, found.firm) == (last, "grant", AID, TODAY, True)
    entry = project.use.entries.get(kind="committed")  # type: ignore[union-attr]
    assert (entry.resolution, sum(entry.shares.values_list("cents", flat=True))) == (last, AID)


def test_the_deciding_body_receives_what_was_recommended_with_its_dissent(cast: Cast) -> None:
    project = opened(cast)
    carried(cast, project, cast.working, dissents=["Noémie Tran"], conditions="Un four par village", votes=(4, 1, 0))
    matter = Matter.objects.get(pk=project.matter_id)
    [told] = copy_of(matter).data["recommended"]
    assert (told["body"], told["dissents"], told["votes"], told["conditions"]) == (
        cast.working.name, ["Noémie Tran"], [4, 1, 0], "Un four par village",
    )  # fmt: skip
    assert copy_of(matter).content.startswith(b"%PDF")


def test_a_refusal_and_the_waiting_list_give_back_what_was_recommended(cast: Cast) -> None:
    project = opened(cast)
    carried(cast, project, cast.working)
    assert money_of(project)[0] == AID
    why = {"reason": "exhausted", "reasons": "Il ne reste rien."}
    acts.propose(project, verdict="wait", aid=AID, envelope=envelope_of(cast), **why, by=cast.coordination, when=NOW)
    matter = put_before(cast, project)
    resolve(cast, matter, cast.management)
    project.refresh_from_db()
    found = decision(project)
    assert found is not None
    assert (money_of(project), found.verdict, found.granted, found.aid) == ((0, 0, 5_000_000), "wait", False, 0)


@pytest.mark.parametrize("move", ["return", "withdraw"])
def test_what_is_sent_back_or_withdrawn_sets_nothing_aside(cast: Cast, move: str) -> None:
    project = opened(cast)
    carried(cast, project, cast.working)
    carried(cast, project, cast.management, move)
    assert money_of(project) == (0, 0, 5_000_000)


def test_a_withdrawal_by_the_coordination_gives_the_money_back_in_the_same_transaction(cast: Cast) -> None:
    project = opened(cast)
    carried(cast, project, cast.working)
    decisions.withdraw(Matter.objects.get(pk=project.matter_id), by=cast.coordination, when=NOW, reasons="Le promoteur renonce.")
    assert money_of(project) == (0, 0, 5_000_000)


def test_a_rejection_by_the_last_body_refuses_in_its_words(cast: Cast) -> None:
    project = opened(cast)
    carried(cast, project, cast.working)
    carried(cast, project, cast.management, "reject", resolved="de rejeter le projet, faute de local")
    found = decision(Project.objects.get(pk=project.pk))
    assert found is not None
    assert (found.verdict, found.reasons, money_of(project)) == ("refuse", "de rejeter le projet, faute de local", (0, 0, 5_000_000))


def test_who_only_recommends_does_not_end_a_project(cast: Cast) -> None:
    project = opened(cast)
    matter = put_before(cast, project)
    said = refused(resolve, cast, matter, cast.working, "reject")
    assert "ne fait que recommander" in said
    assert RECOMMENDING in said


def test_nobody_decides_in_the_place_of_the_last_body(cast: Cast) -> None:
    project = opened(cast)
    matter = put_before(cast, project)
    said = refused(resolve, cast, matter, cast.management)
    assert RECOMMENDING in said
    resolve(cast, matter, cast.working)
    project.refresh_from_db()
    use, first = project.use, matter.resolutions.get()
    assert use is not None
    by = {"by": cast.coordination, "when": NOW}
    for resolution in (any_resolution(cast), first):
        assert DECIDING in refused(funding.commit, use, cents=1, resolution=resolution, **by)
    assert DECIDING in refused(funding.recommend, use, cents=1, resolution=any_resolution(cast), **by)
    line = use.entries.get()
    assert "seule une autre résolution" in refused(funding.correct, line, cents=1, words="Un clic", **by)


def test_less_is_decided_where_the_envelope_is_exhausted_in_between(cast: Cast) -> None:
    project = opened(cast)
    carried(cast, project, cast.working)
    envelope = envelope_of(cast)
    funding.reserve(make_use(cast, envelope, "Un salaire"), cents=4_000_000, by=cast.coordination, when=NOW)
    allotment = cast.agreement.allotments.get()
    funding.revise(allotment, body=cast.management, by=cast.coordination, when=NOW)
    funding.set_line(allotment, objective=envelope.objective, cents=400_000, by=cast.coordination, when=NOW)
    revision = allotment.__class__.objects.get(pk=allotment.pk).matter
    assert revision is not None
    decisions.transmit(revision, copy=copy_of(revision), by=cast.coordination, when=NOW)
    resolve(cast, revision, cast.management)
    matter = put_before(cast, project)
    said = refused(resolve, cast, matter, cast.management)
    assert "ne peut plus engager que 4 000 $" in said
    acts.propose(project, verdict="grant", aid=400_000, envelope=envelope, by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.management, "pass_with_changes", copy=copy_of(matter))
    project.refresh_from_db()
    assert money_of(project)[:2] == (0, 400_000)


def test_whoever_writes_the_application_withdraws_as_its_matter_opens(cast: Cast) -> None:
    baker = make_person("Zoé Four")
    make_term(cast.working, baker)
    project = opened(cast, make_project(cast, make_deposit(cast, baker)))
    assert list(Interest.objects.filter(matter=project.matter).values_list("person", flat=True)) == [baker.pk]
    assert not Project.objects.seen_by(baker).exists()


def test_a_proposal_gives_no_more_than_was_asked_and_says_why_it_refuses(cast: Cast) -> None:
    project = make_project(cast)
    by = {"by": cast.coordination, "when": NOW}
    envelope = envelope_of(cast)
    assert "a demandé 7 000 $" in refused(acts.propose, project, verdict="grant", aid=AID + 1, envelope=envelope, **by)
    assert "Choisissez le motif." in refused(acts.propose, project, verdict="refuse", **by)
    assert "Écrivez les conditions." in refused(acts.propose, project, verdict="conditional", aid=1, envelope=envelope, **by)
    assert "quels documents" in refused(acts.propose, project, verdict="pending", aid=1, envelope=envelope, **by)


def test_without_a_mandate_nobody_decides_projects(cast: Cast) -> None:
    project = make_project(cast)
    assert "Aucun mandat" in refused(acts.open_matter, project, by=cast.coordination, when=NOW)
    mandate(cast)
    acts.open_matter(project, by=cast.coordination, when=NOW)
    assert "Un dossier porte déjà" in refused(acts.open_matter, project, by=cast.coordination, when=NOW)


def test_a_project_without_a_call_is_born_of_the_plan(cast: Cast) -> None:
    said = {"title": "Le four communal", "promoter": "Le comité", "summary": "Un four.", "by": cast.coordination, "when": NOW}
    assert "naît du plan" in refused(acts.bear, cast.agreement, actions=[], **said)
    project = acts.bear(cast.agreement, actions=[cast.action], **said)
    assert (list(project.objectives.all()), project.deposit) == ([cast.section.objective], None)
    acts.propose(project, verdict="grant", aid=100, envelope=envelope_of(cast), by=cast.coordination, when=NOW)
    assert decision(decided_project(cast, project)).aid == 100  # type: ignore[union-attr]


def test_an_application_becomes_a_project_once(cast: Cast) -> None:
    deposit = make_deposit(cast)
    acts.begin(deposit, by=cast.coordination, when=NOW)
    assert "déjà un projet" in refused(acts.begin, deposit, by=cast.coordination, when=NOW)


def test_a_decision_that_awaits_documents_is_firm_once_they_are_received(cast: Cast) -> None:
    project = decided_project(cast, verdict="pending", awaited="Le bail signé")
    found = decision(project)
    assert found is not None
    assert (found.firm, found.awaited, money_of(project)[1]) == (False, "Le bail signé", AID)
    acts.complete(project, received_on=TODAY, by=cast.coordination, when=NOW)
    assert decision(Project.objects.get(pk=project.pk)).firm  # type: ignore[union-attr]
    assert "déjà reçus" in refused(acts.complete, project, received_on=TODAY, by=cast.coordination, when=NOW)


def test_nothing_is_granted_to_a_promoter_who_took_back_the_application(cast: Cast) -> None:
    project = opened(cast)
    carried(cast, project, cast.working)
    applications.withdraw(project.deposit.application, person=cast.stranger, when=NOW)  # type: ignore[union-attr]
    matter = put_before(cast, project)
    assert "a retiré sa demande" in refused(resolve, cast, matter, cast.management)
    assert len(what_stands(matter)) == 1
    why = {"reason": "withdrawn", "reasons": "Le promoteur renonce."}
    acts.propose(project, verdict="refuse", **why, by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.management, "pass_with_changes", copy=copy_of(matter))
    assert money_of(project) == (0, 0, 5_000_000)
    assert decision(Project.objects.get(pk=project.pk)).reason == "withdrawn"  # type: ignore[union-attr]


def test_a_framework_replaced_while_a_call_is_open_changes_nothing_for_what_was_deposited(cast: Cast) -> None:
    envelope = envelope_of(cast)
    framework = make_framework(cast)
    norms.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    deposit = make_deposit(cast)
    later = make_framework(cast, mandated=False)
    norms.set_norms(later, norms=replace(EXAMPLE, maximum=300_000), by=cast.coordination, when=NOW)
    adopt_norms(cast, later)
    project = acts.begin(deposit, by=cast.coordination, when=NOW)
    acts.propose(project, verdict="grant", aid=AID, envelope=envelope, by=cast.coordination, when=NOW)
    assert decision(decided_project(cast, project)).aid == AID  # type: ignore[union-attr]


def test_a_partner_that_leaves_after_the_decision_leaves_its_share_of_what_is_committed(cast: Cast) -> None:
    project = decided_project(cast)
    mill = Party.objects.get(organisation__name="Moulin")
    amendment = Amendment.objects.create(agreement=cast.agreement, number="1", title="Départ", in_force_on=TODAY, recorded_at=NOW)
    funding.cancel_contribution(mill.contributions.get(), amendment=amendment, words="Le moulin part", by=cast.coordination, when=NOW)
    borne = project.use.entries.get(kind="committed").shares  # type: ignore[union-attr]
    assert sum(borne.values_list("cents", flat=True)) == AID
    assert decision(project).aid == AID  # type: ignore[union-attr]


def test_whoever_declared_an_interest_while_analysing_reads_nothing_before_the_matter_opens_nor_after(cast: Cast) -> None:
    mandate(cast)
    project = make_project(cast)
    application = project.deposit.application  # type: ignore[union-attr]
    Declaration.objects.create(application=application, person=cast.coordinator, interested=True, nature="Ma sœur", at=NOW)
    assert not Project.objects.seen_by(cast.coordinator).exists()
    acts.open_matter(project, by=cast.coordination, when=NOW)
    assert Interest.objects.get().nature == "Ma sœur"
