"""What promoters ask to change: decided by whom the threshold says, and signed by both where the text changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ententes.awards.models import Project
from ententes.awards.queries.announced import Funded
from ententes.committees.models import Body
from ententes.conventions import acts
from ententes.conventions.models import ChangeRequest, GrantAgreement
from ententes.conventions.queries import changes, known
from ententes.conventions.queries.carried import proposed, what_stands
from ententes.conventions.queries.final import money_of
from ententes.correspondence.models import Letter
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries import standing
from ententes.documents import acts as documents
from ententes.exporting.frozen import copy_of
from ententes.exporting.funded import grant
from ententes.funding import acts as funding
from ententes.funding.models import LedgerEntry
from ententes.funding.queries import figures
from tests.awards.making import DECIDING, RECOMMENDING
from tests.cast import NOW, TODAY, Cast
from tests.decisions.chains import resolve
from tests.funding.test_contributions import refused

from .running import ENDS, pay, running

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def ask(cast: Cast, convention: GrantAgreement, kind: str, **details: Any) -> ChangeRequest:
    facts: dict[str, Any] = {"kind": kind, "words": "Le bois a monté.", "details": details}
    return acts.ask_change(convention, **facts, person=cast.stranger, when=NOW - timedelta(days=1))


def put(cast: Cast, change: ChangeRequest, proposed: str = "accepted", **said: Any) -> Matter:
    """What is proposed, and the matter that carries it."""
    acts.analyse_change(change, analysis="C’est raisonnable.", proposed=proposed, **said, by=cast.coordination, when=NOW)
    return acts.put_change(ChangeRequest.objects.get(pk=change.pk), by=cast.coordination, when=NOW)


def passed(cast: Cast, change: ChangeRequest, body: Body, move: str = "pass", **said: Any) -> ChangeRequest:
    """The matter of a change put before a body, and what the body resolves on it."""
    matter = Matter.objects.get(change_request=change)
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    resolve(cast, matter, body, move, **said)
    return ChangeRequest.objects.get(pk=change.pk)


def signed(cast: Cast, change: ChangeRequest) -> None:
    acts.send_addendum(change, printed=lambda data: b"%PDF-1.7 avenant", by=cast.coordination, when=LATER)
    change.refresh_from_db()
    for side, person in (("promoter", cast.stranger), ("manager", cast.manager)):
        one = change.signatures.get(side=side)
        acts.sign(one, sha256=change.sha256, confirmed=True, how="page", person=person, when=LATER)


def public(cast: Cast, convention: GrantAgreement) -> tuple[int, int | None]:
    """What all may read of its aid: what was decided, what it has become; and both in the open data."""
    one = Funded(convention.project_id, "Un four", "Moulin", convention.cents, "", (), "Du pain.", "Pays", "pays", NOW, TODAY)
    [told] = known.today([one])
    said = grant(told)
    assert (said["amountAwarded"], said["description"].startswith("Du pain.")) == (convention.cents // 100, True)
    assert ("dateModified" in said) == ("depuis le" in said["description"]) == (told.now is not None)
    return told.cents, told.now


def test_a_small_transfer_is_for_the_coordination_and_the_next_ones_add_up(cast: Cast) -> None:
    convention, by = running(cast), {"by": cast.coordination, "when": NOW}
    [post] = [one["post"] for one in convention.content["expenses"]]
    said: dict[str, Any] = {"kind": "posts", "words": "x", "person": cast.stranger, "when": NOW}
    assert "n’est pas du budget" in refused(acts.ask_change, convention, details={"from": "Rien", "to": "Bois", "cents": 1}, **said)
    small = ask(cast, convention, "posts", **{"from": post, "to": "Bois", "cents": 60_000})
    assert changes.decider(small, TODAY).alone
    assert "la coordination décide" in refused(put, cast, small)
    assert "attend déjà sa réponse" in refused(acts.ask_change, convention, details={}, **{**said, "kind": "scope"})
    acts.decide_change(small, outcome="accepted", reasons="", **by)
    small.refresh_from_db()
    assert not changes.needs_addendum(small)
    assert changes.posts(convention) == [{"post": post, "cents": 940_000}, {"post": "Bois", "cents": 60_000}]
    second = ask(cast, convention, "posts", **{"from": post, "to": "Bois", "cents": 60_000})
    told = refused(acts.decide_change, second, outcome="accepted", reasons="", **by)
    assert ("dépassent 10" in told, RECOMMENDING in told) == (True, True)
    put(cast, second)
    second = passed(cast, second, cast.working)
    assert (second.outcome, changes.needs_addendum(second)) == ("accepted", True)


def test_a_date_is_moved_by_the_body_that_recommends_and_an_addendum_that_both_sign(cast: Cast) -> None:
    convention = running(cast)
    due = convention.reports.get(kind="final").due_on
    change = ask(cast, convention, "date", ends_on=(ENDS + timedelta(days=40)).isoformat())
    matter = put(cast, change)
    assert not standing.changed_since(matter, matter.stages.all(), TODAY)
    change = passed(cast, change, cast.working)
    acts.send_addendum(change, printed=lambda data: b"%PDF-1.7 avenant", by=cast.coordination, when=LATER)
    change.refresh_from_db()
    first, second = (change.signatures.get(side=side) for side in ("promoter", "manager"))
    facts: dict[str, Any] = {"sha256": change.sha256, "confirmed": True, "how": "page", "when": LATER}
    assert "Le promoteur signe d’abord" in refused(acts.sign, second, person=cast.manager, **facts)
    assert "est autorisé à signer" in refused(acts.sign, first, person=cast.worker, **facts)
    acts.sign(first, person=cast.stranger, **facts)
    convention.refresh_from_db()
    assert convention.ends_on == ENDS
    copy = documents.keep(content=b"signe", name="avenant.pdf", media_type="application/pdf", by=None, when=NOW)
    acts.file_paper(second, copy=copy, signed_on=TODAY + timedelta(days=1), by=cast.coordination, when=LATER)
    convention.refresh_from_db()
    assert (convention.ends_on, convention.reports.get(kind="final").due_on) == (ENDS + timedelta(days=40), due + timedelta(days=40))


def test_an_aid_is_lowered_by_the_chain_of_mandates_that_nobody_goes_round(cast: Cast) -> None:
    convention = running(cast)
    change = ask(cast, convention, "amount", cents=convention.cents - 50_000)
    facts: dict[str, Any] = {"outcome": "accepted", "reasons": "", "by": cast.coordination, "when": NOW}
    told = refused(acts.decide_change, change, **facts)
    assert (RECOMMENDING in told, DECIDING in told) == (True, True)
    assert "Rien n’est encore proposé" in refused(acts.put_change, change, by=cast.coordination, when=NOW)
    matter = put(cast, change)
    assert not standing.changed_since(matter, matter.stages.all(), TODAY)
    assert "porte déjà cette demande" in refused(put, cast, change)
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    assert "non devant" in refused(resolve, cast, matter, cast.management)
    assert "ne fait que recommander" in refused(resolve, cast, matter, cast.working, "reject")
    resolve(cast, matter, cast.working)
    change = passed(cast, change, cast.management, conditions="Un four par village")
    assert change.resolution is not None
    assert (change.outcome, change.resolution.body, changes.granted(convention)) == ("accepted", cast.management, convention.cents)
    assert public(cast, convention) == (700_000, None)
    signed(cast, change)
    assert public(cast, convention) == (700_000, 650_000)
    assert change.content["conditions"] == "Un four par village"
    assert changes.granted(convention) == convention.cents - 50_000
    assert sum(one.cents for one in convention.instalments.all()) == convention.cents - 50_000
    assert money_of(convention).committed == convention.cents


def test_a_larger_aid_is_recommended_then_committed_by_the_resolutions_alone_and_shared_to_the_cent(cast: Cast) -> None:
    convention, aid = running(cast), 760_000
    facts: dict[str, Any] = {"kind": "amount", "words": "x", "person": cast.stranger, "when": NOW}
    assert "Les normes du dépôt permettent au plus" in refused(acts.ask_change, convention, details={"cents": aid}, **facts)
    post = convention.content["expenses"][0]["post"]
    costs = [{"post": post, "cents": 1_100_000}]
    change = ask(cast, convention, "amount", cents=aid, expenses=costs)
    matter = put(cast, change)
    assert [what for what, _said in proposed(copy_of(matter).data)] == ["Proposition", "Aide", post]
    passed(cast, change, cast.working)
    told = money_of(convention)
    assert (told.recommended, told.committed) == (aid - convention.cents, convention.cents)
    change = passed(cast, change, cast.management)
    told, use = money_of(convention), convention.project.use
    assert (told.recommended, told.committed) == (0, aid)
    assert use is not None
    for entry in use.entries.filter(kind="committed"):
        assert sum(entry.shares.values_list("cents", flat=True)) == entry.cents
    assert public(cast, convention) == (convention.cents, None)
    pay(cast, convention)
    signed(cast, change)
    assert public(cast, convention) == (convention.cents, aid)
    assert (changes.granted(convention), changes.posts(convention)) == (aid, costs)
    assert list(convention.instalments.values_list("cents", flat=True)) == [420_000, 140_000, 200_000]


def test_a_larger_aid_is_refused_where_the_envelope_is_exhausted_and_less_may_be_given(cast: Cast) -> None:
    convention = running(cast)
    use = convention.project.use
    assert use is not None
    costs = [{"post": convention.content["expenses"][0]["post"], "cents": 1_100_000}]
    below = [{**costs[0], "cents": -1}]
    assert "sous zéro" in refused(ask, cast, convention, "amount", cents=760_000, expenses=below)
    change = ask(cast, convention, "amount", cents=760_000, expenses=costs)
    matter = put(cast, change)
    other = funding.open_use(use.envelope, title="Un moulin", by=cast.coordination, when=NOW)
    funding.reserve(other, cents=figures.of_envelope(use.envelope).available - 40_000, by=cast.coordination, when=NOW)
    [stands] = what_stands(matter)
    assert "n’a plus que 400" in stands.replace("\u00a0", " ")
    assert "n’a plus que" in refused(passed, cast, change, cast.working)
    acts.analyse_change(change, analysis="Moins.", proposed="accepted", cents=740_000, by=cast.coordination, when=NOW)
    matter.refresh_from_db()
    resolve(cast, matter, cast.working, "pass_with_changes", copy=copy_of(matter))
    change = passed(cast, change, cast.management)
    assert (changes.new_aid(change), money_of(convention).committed) == (740_000, 740_000)


@pytest.mark.parametrize("move", ["return", "withdraw"])
def test_a_change_sent_back_or_withdrawn_stays_open_and_sets_nothing_aside(cast: Cast, move: str) -> None:
    convention = running(cast)
    costs = [{"post": convention.content["expenses"][0]["post"], "cents": 1_100_000}]
    change = ask(cast, convention, "amount", cents=760_000, expenses=costs)
    put(cast, change)
    passed(cast, change, cast.working)
    change = passed(cast, change, cast.management, move)
    assert (change.outcome, money_of(convention).recommended) == ("", 0)
    if move == "withdraw":
        assert acts.put_change(change, by=cast.coordination, when=NOW).pk != change.matter_id


def test_a_refusal_writes_its_reasons_to_the_promoter_whether_proposed_or_voted(cast: Cast) -> None:
    convention = running(cast)
    change = ask(cast, convention, "scope")
    assert "Dites pourquoi" in refused(put, cast, change, "refused", reasons=" ")
    put(cast, change, "refused", reasons="Hors du cadre.")
    passed(cast, change, cast.working)
    change = passed(cast, change, cast.management)
    assert (change.outcome, "Hors du cadre." in letter(cast)) == ("refused", True)
    change = ask(cast, convention, "scope")
    put(cast, change)
    passed(cast, change, cast.working)
    change = passed(cast, change, cast.management, "reject", outcome="rejected", votes=(0, 4, 0), resolved="de refuser un autre four")
    assert (change.outcome, "de refuser un autre four" in letter(cast)) == ("refused", True)


def letter(cast: Cast) -> str:
    return Letter.objects.filter(recipient=cast.stranger, subject__startswith="Réponse").latest("pk").text


def test_what_its_promoter_withdraws_is_passed_by_no_body(cast: Cast) -> None:
    convention = running(cast)
    change = ask(cast, convention, "scope")
    assert "pas de l’organisme" in refused(acts.withdraw_change, change, person=cast.worker, when=NOW)
    matter = put(cast, change)
    acts.withdraw_change(change, person=cast.stranger, when=NOW)
    assert "est à retirer" in Letter.objects.get(recipient=cast.coordinator, subject__startswith="Demande retirée").text
    assert "retirez le dossier" in what_stands(matter)[0]
    assert "retirez le dossier" in refused(passed, cast, change, cast.working)
    decisions.withdraw(Matter.objects.get(pk=matter.pk), by=cast.coordination, when=NOW, reasons="Le promoteur renonce.")


def test_an_interest_in_a_project_holds_for_its_changes_and_one_in_a_change_closes_the_project(cast: Cast) -> None:
    convention = running(cast)
    decisions.declare_interest(convention.project.matter, person=cast.worker, nature="Mon four", declared_by="x", when=NOW)  # type: ignore[arg-type]
    matter = put(cast, ask(cast, convention, "scope"))
    assert list(matter.interests.values_list("person", flat=True)) == [cast.worker.pk]
    assert GrantAgreement.objects.seen_by(cast.manager).exists()
    decisions.declare_interest(matter, person=cast.manager, nature="Mon frère", declared_by="x", when=NOW)
    seen = (GrantAgreement.objects, Project.objects, Matter.objects.filter(kind="project"))
    assert [rows.seen_by(cast.manager).exists() for rows in seen] == [False, False, False]  # type: ignore[attr-defined]
    assert not LedgerEntry.objects.seen_by(cast.manager).filter(use=convention.project.use).exists()
