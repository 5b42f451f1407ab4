"""Analysts sign, declare, score alone and lock; nobody reads a score before all are locked, and an interest closes everything."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.projects import acts as projects
from ententes.scoring import acts
from ententes.scoring.models import Assignment, Consensus, Sheet
from ententes.scoring.queries import awaiting
from ententes.scoring.queries.files import interested, sheets_read_by, standing
from ententes.scoring.queries.grids import EXAMPLE, lettered
from ententes.scoring.queries.results import result, results
from tests.cast import NOW, TODAY, Cast, make_person, make_term

from .making import LATER, Round, agreed, capacity_of, give, locked, make_deposit, make_grid, make_round, marks, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def made(cast: Cast) -> Round:
    return make_round(cast)


def test_a_grid_sums_to_a_hundred_and_is_replaced_once_it_serves(made: Round) -> None:
    by: dict[str, Any] = {"by": made.cast.coordination, "when": NOW}
    first = EXAMPLE.blocks[0]
    short = lettered(replace(EXAMPLE, blocks=(replace(first, criteria=first.criteria[:2]), *EXAMPLE.blocks[1:])))
    with pytest.raises(Refused, match="font ensemble 95 : ils doivent faire 100"):
        make_grid(made.cast, scale=short)
    with pytest.raises(Refused, match="nomme un bloc de la grille"):
        make_grid(made.cast, scale=replace(EXAMPLE, ties=(("block", "Z"),)))
    grid = made.analysis.grid
    with pytest.raises(Refused, match="elle ne change plus"):
        acts.rewrite_grid(grid, title="Autre", scale=EXAMPLE, **by)
    second = acts.renew_grid(grid, **by)
    changed = acts.rewrite_grid(second, title="Autre", scale=replace(EXAMPLE, threshold=50), **by)
    made.analysis.grid.refresh_from_db()
    assert (changed.version, changed.replaces, made.analysis.grid.values["threshold"]) == (2, grid, 60)
    with pytest.raises(Refused, match="plus récente"):
        acts.renew_grid(grid, **by)
    with pytest.raises(Refused, match="modifiez-la"):
        acts.renew_grid(second, **by)
    with pytest.raises(Refused, match="C’est la coordination"):
        make_grid(made.cast, by=made.cast.worker_term)


def test_a_call_that_names_no_body_asks_which_one_analyses(made: Round) -> None:
    cast = made.cast
    by: dict[str, Any] = {"grid": made.analysis.grid, "due_on": TODAY, "by": cast.coordination, "when": NOW}
    silent = projects.publish(
        projects.draft(
            cast.agreement, title="Un autre", words="x", opens_at=NOW, waived_because="Le cadre suit.", by=cast.coordination, when=NOW
        ),
        by=cast.coordination,
        when=NOW,
    )
    with pytest.raises(Refused, match="choisissez-la"):
        acts.open_analysis(silent, body=None, **by)
    assert acts.open_analysis(silent, body=cast.management, **by).body == cast.management
    with pytest.raises(Refused, match="déjà ouverte"):
        acts.open_analysis(made.call, body=None, **by)
    with pytest.raises(Refused, match="L’appel dit qui analyse"):
        acts.open_analysis(made.call, body=cast.management, **by)


def test_files_go_to_members_of_the_body_who_did_not_write_them(made: Round) -> None:
    cast, deposit = made.cast, make_deposit(made)
    [first] = give(made, deposit, cast.worker_term)
    assert (list(Assignment.objects.of(cast.worker)), list(Assignment.objects.of(made.peer))) == ([first], [])
    letter = Letter.objects.get(recipient=cast.worker)
    assert ("Un four neuf" in letter.text, "Une demande" in letter.text) == (False, True)
    with pytest.raises(Refused, match="déjà confiée"):
        give(made, deposit, cast.worker_term)
    with pytest.raises(Refused, match="ne siège pas"):
        give(made, deposit, cast.manager_term)
    with pytest.raises(Refused, match="la coordination n’analyse pas"):
        give(made, deposit, make_term(cast.working, cast.coordinator))
    own = make_deposit(made, made.peer, "Le pain de Paul")
    with pytest.raises(Refused, match="a un intérêt"):
        give(made, own, made.peer_term)
    assert [one.person for one in interested(own)] == [made.peer]


def test_nothing_is_scored_before_confidentiality_is_signed_and_interest_declared(made: Round) -> None:
    [one] = give(made, make_deposit(made), made.cast.worker_term)
    by: dict[str, Any] = {"by": made.cast.worker_term, "when": NOW}
    assert standing(one) == "unsigned"
    with pytest.raises(Refused, match="engagement à signer"):
        acts.keep_sheet(one, marks=marks(), **by)
    with pytest.raises(Refused, match="Signez d’abord"):
        acts.declare(one, interested=False, **by)
    signed = acts.undertake(one, **by)
    assert ("Des fours communs" in signed.words, standing(one)) == (True, "undeclared")
    with pytest.raises(Refused, match="déjà signé"):
        acts.undertake(one, **by)
    acts.declare(one, interested=False, **by)
    assert standing(one) == "scoring"
    with pytest.raises(Refused, match="confié à quelqu’un d’autre"):
        acts.keep_sheet(one, marks=marks(), by=made.peer_term, when=NOW)
    with pytest.raises(Refused, match="de 0 à 5"):
        acts.keep_sheet(one, marks=marks(11), **by)
    acts.keep_sheet(one, marks={"A1": {"half": 9, "words": "Bien."}}, **by)
    with pytest.raises(Refused, match="Il manque une note à A2, A3, B1"):
        acts.lock(one, **by)
    acts.keep_sheet(one, marks=marks(), **by)
    acts.lock(one, **by)
    with pytest.raises(Refused, match="ne changent plus"):
        acts.keep_sheet(one, marks=marks(8), **by)


def test_scores_are_read_by_their_author_alone_until_every_analyst_has_locked(made: Round) -> None:
    cast, deposit = made.cast, make_deposit(made)
    first, second = give(made, deposit)
    locked(first, 8)
    acts.keep_sheet(ready(second), marks=marks(3), by=made.peer_term, when=NOW)

    def read() -> list[int]:
        everybody = (cast.worker, made.peer, cast.coordinator, cast.manager, cast.stranger, cast.technician)
        return [len(sheets_read_by(one, deposit, made.analysis)) for one in everybody]

    assert read() == [1, 1, 0, 0, 0, 0]
    with pytest.raises(Refused, match="il en manque 1"):
        acts.agree(made.analysis, deposit, marks=marks(), reasons="x", by=cast.coordination, when=NOW)
    acts.lock(second, by=made.peer_term, when=NOW)
    assert read() == [2, 2, 2, 0, 0, 0]
    with pytest.raises(Refused, match="elles restent"):
        acts.unassign(first, reason="Autrement", by=cast.coordination, when=NOW)


def test_a_session_gives_reasons_where_notes_are_far_apart_and_its_notes_give_the_result(made: Round) -> None:
    cast, deposit = made.cast, make_deposit(made)
    first, second = give(made, deposit)
    locked(first, 8), locked(second, 8, A1=3)
    by: dict[str, Any] = {"reasons": "Un projet mûr.", "by": cast.coordination, "when": NOW}
    assert result(deposit).score is None  # type: ignore[union-attr]
    with pytest.raises(Refused, match="s’écartent de plus de 2 points à A1"):
        acts.agree(made.analysis, deposit, marks=marks(7, ""), **by)
    with pytest.raises(Refused, match="Mènent la séance"):
        acts.agree(made.analysis, deposit, marks=marks(), **by | {"by": cast.worker_term})
    kept = acts.agree(
        made.analysis,
        deposit,
        marks=marks(
            7,
            "",
        )
        | {"A1": {"half": 6, "words": "Entre les deux."}},
        **by,
    )
    found = result(deposit)
    assert found is not None
    assert (found.score, found.passed, found.rank, found.reasons, found.consensus) == (Decimal("68.5"), True, 1, "Un projet mûr.", kept.pk)
    assert kept.counted.count() == 2
    with pytest.raises(Refused, match="relisez-la"):
        acts.agree(made.analysis, deposit, marks=marks(), because="Erreur", **by)
    with pytest.raises(Refused, match="est remplacée"):
        acts.agree(made.analysis, deposit, marks=marks(), seen=kept.pk, **by)
    acts.agree(made.analysis, deposit, marks=marks(2), because="Erreur de lecture", seen=kept.pk, **by)
    found = result(deposit)
    assert found is not None
    assert (found.score, found.passed, Consensus.objects.filter(deposit=deposit).count()) == (Decimal(20), False, 2)


def test_an_interest_closes_the_file_and_what_was_scored_is_set_aside_and_the_consensus_redone(made: Round) -> None:
    cast, deposit = made.cast, make_deposit(made)
    first, second = give(made, deposit)
    locked(first, 10), locked(second, 5)
    agreed(made, deposit)
    with pytest.raises(Refused, match="Dites quel est cet intérêt"):
        acts.declare(first, interested=True, by=cast.worker_term, when=LATER)
    acts.declare(first, interested=True, nature="Mon frère y travaille.", by=cast.worker_term, when=LATER)
    sheet = Sheet.objects.get(assignment=first)
    assert (sheet.set_aside_at, sheet.marks["A1"]["half"], standing(first)) == (LATER, 10, "interested")
    found = result(deposit)
    assert found is not None
    assert (found.score, found.rank) == (None, None)
    assert Consensus.objects.get(deposit=deposit).replaced_because == "Intérêt déclaré par Noémie Tran."
    assert [(one.person, one.nature) for one in interested(deposit)] == [
        (cast.worker, "Mon frère y travaille."),
        (cast.stranger, interested(deposit)[1].nature),
    ]
    assert (list(Assignment.objects.of(cast.worker)), sheets_read_by(cast.worker, deposit, made.analysis)) == ([], [])
    assert "Mon frère" in Letter.objects.filter(recipient=cast.coordinator).latest("pk").text
    with pytest.raises(Refused, match="déjà déclaré un intérêt"):
        acts.declare(first, interested=False, by=cast.worker_term, when=LATER)
    with pytest.raises(Refused, match="a un intérêt"):
        give(made, deposit, cast.worker_term)
    redone = acts.agree(made.analysis, deposit, marks=marks(5), reasons="Reprise.", by=cast.coordination, when=LATER)
    assert list(redone.counted.values_list("assignment", flat=True)) == [second.pk]


def test_an_analyst_whose_interest_is_in_what_was_not_scored_leaves_the_session_untouched(made: Round) -> None:
    deposit, other = make_deposit(made), make_deposit(made, title="Un autre four")
    [mine] = give(made, deposit, made.cast.worker_term)
    agreed(made, other)
    acts.declare(ready(mine), interested=True, nature="J’y siège.", by=made.cast.worker_term, when=LATER)
    assert [(one.deposit, one.rank) for one in results(made.call)] == [(other.pk, 1), (deposit.pk, None)]


def test_a_new_deposit_or_a_withdrawal_leaves_the_ranking(made: Round) -> None:
    deposit = make_deposit(made)
    agreed(made, deposit)
    projects.withdraw(deposit.application, person=made.cast.stranger, when=LATER)
    assert (results(made.call), result(deposit)) == ([], None)
    assert list(Assignment.objects.of(made.cast.worker)) == []


def test_the_ranking_reads_a_constant_number_of_queries(made: Round, django_assert_num_queries: Any) -> None:
    for count, title in ((1, "a"), (3, "b")):
        while len(results(made.call)) < count:
            agreed(made, make_deposit(made, make_person(f"Boulanger {title}{len(results(made.call))}"), title), 7)
        with django_assert_num_queries(3):
            assert [one.rank for one in results(made.call)] == list(range(1, count + 1))
    assert {one.tie for one in results(made.call)} == {"ordre de dépôt"}


def test_reminders_stop_once_an_analyst_locks(made: Round) -> None:
    first, second = give(made, make_deposit(made))
    locked(first)
    Letter.objects.all().delete()
    eve = NOW + timedelta(days=6)
    assert [acts.remind_analysts(when=one) for one in (NOW, eve, eve, eve + timedelta(days=3))] == [0, 1, 0, 1]
    assert {one.recipient for one in Letter.objects.all()} == {made.peer}
    locked(second)
    assert acts.remind_analysts(when=eve + timedelta(days=9)) == 0
    assert capacity_of(second).person == made.peer


def test_what_awaits_is_said_to_whoever_scores_and_to_whoever_leads_until_it_is_done(made: Round) -> None:
    cast, deposit = made.cast, make_deposit(made)
    first, second = give(made, deposit)

    def waits() -> list[int]:
        people = (cast.worker, made.peer, cast.coordinator, cast.manager)
        return [len(awaiting.to_score(one)) * 10 + len(awaiting.to_meet(one, TODAY)) for one in people]

    assert waits() == [10, 10, 0, 0]
    locked(first)
    assert waits() == [0, 10, 0, 0]
    locked(second)
    assert waits() == [0, 0, 1, 0]
    assert awaiting.to_meet(cast.coordinator, TODAY)[0].count == 1
    agreed(made, deposit)
    assert waits() == [0, 0, 0, 0]
