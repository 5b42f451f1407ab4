"""What is missing is asked by a day, answered beside the deposit even after the closing, and reminded of until it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.projects.models import Application, Completion, CompletionRequest, Deposit
from ententes.projects.queries.admissibility import checked
from ententes.projects.queries.completions import completed
from ententes.projects.queries.norms import EXAMPLE
from ententes.projects.queries.pieces import received as pieces_of
from ententes.projects.queries.standing import rows
from tests.cast import NOW, TODAY, Cast

from .making import adopt_norms, complete, deposited, make_application, make_call, make_framework

pytestmark = pytest.mark.django_db
DUE = TODAY + timedelta(days=12)
AFTER = NOW + timedelta(days=13)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def deposit(cast: Cast) -> Deposit:
    """Under norms, in a call that closed an hour after."""
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    call = acts.publish(make_call(cast, closes_at=NOW + timedelta(hours=1)), by=cast.coordination, when=NOW)
    return deposited(complete(make_application(cast, cast.stranger, call), cast.stranger), cast.stranger)


@pytest.fixture
def asked(cast: Cast, deposit: Deposit) -> CompletionRequest:
    said: dict[str, Any] = {"words": "La résolution manque.", "sections": ["projet", "budget"], "due_on": DUE}
    return acts.ask_completion(deposit, **said, by=cast.coordination, when=NOW + timedelta(hours=2))


def quote(name: str = "resolution.txt", content: bytes = b"resolu") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/plain")


def state(deposit: Deposit) -> str:
    return rows(Application.objects.filter(pk=deposit.application_id))[0].state


def test_what_is_asked_is_written_to_the_promoter_and_answered_beside_the_deposit_after_the_closing(
    cast: Cast, deposit: Deposit, asked: CompletionRequest
) -> None:
    letter = Letter.objects.filter(recipient=cast.stranger).latest("pk")
    assert [
        one in letter.text
        for one in ("La résolution manque.", "5\N{NO-BREAK SPACE}décembre\N{NO-BREAK SPACE}2011", "Le projet", "même si l’appel est fermé")
    ] == [True] * 4
    assert (state(deposit), rows(Application.objects.all())[0].due_on) == ("incomplete", DUE)
    frozen = dict(deposit.data)
    budget = deposit.data["budget"] | {"own": 400_000, "asked": 600_000}
    made = acts.complete(
        asked,
        words="La voici.",
        answers={"projet": {"summary": "Mieux dit."}},
        budget=budget,
        files=[("resolution", quote())],
        person=cast.stranger,
        when=NOW + timedelta(days=3),
    )
    deposit.refresh_from_db()
    assert deposit.data == frozen
    whole = completed(deposit)
    assert (whole["answers"]["summary"], whole["budget"], whole["norms"]) == ("Mieux dit.", budget, frozen["norms"])
    assert [(one.kind, one.completion_id) for one in pieces_of(deposit)] == [("resolution", made.pk)]
    assert (len(made.sha256), state(deposit)) == (64, "completed")
    assert "6 000 $" in next(one.sentence for one in checked(deposit) if one.point.key == "amounts").replace("\N{NO-BREAK SPACE}", " ")
    assert Letter.objects.latest("pk").subject.startswith("Complément reçu")


def test_only_what_is_asked_is_corrected_by_those_who_write_and_until_the_end_of_the_day(
    cast: Cast, deposit: Deposit, asked: CompletionRequest
) -> None:
    by: dict[str, Any] = {"person": cast.stranger, "when": NOW + timedelta(days=1)}
    for given, sentence in (
        ({}, "Rien n’est écrit"),
        ({"answers": {"portee": {"viability": "x"}}}, "n’a pas demandé que cette partie"),
        ({"answers": {"projet": {"viability": "x"}}}, "n’est pas de la demande"),
        ({"budget": deposit.data["budget"] | {"own": 1}}, "ne couvre pas le coût total"),
        ({"files": [("dragon", quote())]}, "ce qu’est cette pièce"),
        ({"files": [("quote", quote("x.exe", b"MZ\x90\0"))]}, "x.exe"),
        ({"words": "x" * 5001}, "au plus"),
        ({"words": "x", "person": cast.manager}, "Vous n’écrivez pas"),
        ({"words": "x", "when": AFTER}, "attendu jusqu’au 5.décembre.2011 inclusivement"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.complete(asked, **by | given)
    assert not Completion.objects.exists()
    last_moment = NOW.replace(month=12, day=6, hour=4, minute=59, second=59)
    assert acts.complete(asked, words="À temps.", person=cast.stranger, when=last_moment).pk


def test_nothing_is_pronounced_while_it_is_awaited_and_incomplete_only_once_its_day_passed_without_an_answer(
    cast: Cast, deposit: Deposit, asked: CompletionRequest, settings: Any
) -> None:
    refusal: dict[str, Any] = {"admissible": False, "codes": ["incomplete"], "words": "La résolution manque.", "recourse": "répondez."}
    with pytest.raises(Refused, match="Un complément est attendu d’ici le"):
        acts.pronounce(deposit, **refusal, by=cast.coordination, when=NOW + timedelta(days=2))
    settings.ENTENTES_TODAY = DUE + timedelta(days=1)
    assert state(deposit) == "overdue"
    acts.pronounce(deposit, **refusal, by=cast.coordination, when=AFTER)
    assert state(deposit) == "inadmissible"
    other = deposited(complete(make_application(cast, cast.stranger, deposit.call), cast.stranger), cast.stranger)
    with pytest.raises(Refused, match="ne se prononce qu’une fois passé"):
        acts.pronounce(other, **refusal, by=cast.coordination, when=AFTER)


def test_the_coordination_asks_once_at_a_time_for_a_day_to_come_and_may_take_it_back(cast: Cast, deposit: Deposit) -> None:
    said: dict[str, Any] = {"words": "Les états financiers.", "due_on": DUE, "by": cast.coordination, "when": NOW}
    for wrong, sentence in (
        ({"words": " "}, "Dites ce qui manque"),
        ({"sections": ["dragon"]}, "n’est pas de la demande"),
        ({"due_on": TODAY}, "un jour à venir"),
        ({"due_on": TODAY + timedelta(days=400)}, "d’ici un an"),
        ({"by": cast.manager_term}, "C’est la coordination"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.ask_completion(deposit, **said | wrong)
    asked = acts.ask_completion(deposit, **said)
    with pytest.raises(Refused, match="déjà demandé"):
        acts.ask_completion(deposit, **said)
    acts.take_back(asked, by=cast.coordination, when=NOW)
    assert state(deposit) == "deposited"
    with pytest.raises(Refused, match="ne demande plus"):
        acts.complete(asked, words="x", person=cast.stranger, when=NOW)
    again = acts.ask_completion(deposit, **said)
    acts.complete(again, words="Les voici.", person=cast.stranger, when=NOW)
    with pytest.raises(Refused, match="a déjà répondu"):
        acts.take_back(again, by=cast.coordination, when=NOW)


def test_reminders_are_two_at_most_and_stop_at_the_answer(cast: Cast, deposit: Deposit, asked: CompletionRequest) -> None:
    days = [acts.remind_incomplete(when=asked.at + timedelta(days=day)) for day in range(14)]
    assert days == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0]
    assert Letter.objects.filter(subject__startswith="Rappel").count() == 2
    CompletionRequest.objects.update(reminders=0, reminded_at=None)
    acts.complete(asked, words="Voici.", person=cast.stranger, when=NOW + timedelta(days=2))
    assert acts.remind_incomplete(when=asked.at + timedelta(days=6)) == 0


def test_a_withdrawn_or_newly_deposited_application_is_reminded_of_nothing_and_completed_no_more(
    cast: Cast, deposit: Deposit, asked: CompletionRequest
) -> None:
    deposited(deposit.application, cast.stranger)
    assert acts.remind_incomplete(when=asked.at + timedelta(days=6)) == 0
    with pytest.raises(Refused, match="déposée de nouveau depuis"):
        acts.complete(asked, words="x", person=cast.stranger, when=NOW)


def test_files_are_joined_by_their_bytes_and_a_deposit_keeps_those_it_named(cast: Cast) -> None:
    made = complete(make_application(cast, cast.stranger), cast.stranger)
    first = acts.join(made, kind="quote", file=quote("devis.txt", b"un devis"), person=cast.stranger, when=NOW)
    kept = deposited(made, cast.stranger)
    assert [(one["name"], one["sha256"]) for one in kept.data["pieces"]] == [("devis.txt", first.file.sha256)]
    acts.take_out(first, person=cast.stranger, when=NOW)
    second = deposited(made, cast.stranger)
    assert (second.data["pieces"], list(pieces_of(second)), [one.pk for one in pieces_of(kept)]) == ([], [], [first.pk])
    with pytest.raises(Refused, match="déjà retirée"):
        acts.take_out(first, person=cast.stranger, when=NOW)
    for given, sentence in (
        ({"kind": "dragon"}, "ce qu’est cette pièce"),
        ({"file": quote("x.exe", b"MZ\x90\0")}, "x.exe"),
        ({"person": cast.coordinator}, "Vous n’écrivez pas"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.join(made, **{"kind": "quote", "file": quote(), "person": cast.stranger, "when": NOW} | given)
