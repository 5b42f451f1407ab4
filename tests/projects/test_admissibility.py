"""An application is admitted point by point: what is computed is told as such, an exception has its reason, a no has its recourse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.projects.models import Admissibility, Call, Check, Deposit
from ententes.projects.queries.admissibility import Point, admissible, admitted, checked, counting, points
from ententes.projects.queries.norms import EXAMPLE
from ententes.projects.states import CHECKLIST
from tests.cast import NOW, TODAY, Cast

from .making import adopt_norms, complete, deposited, make_application, make_call, make_framework

pytestmark = pytest.mark.django_db
REFUSAL: dict[str, Any] = {"admissible": False, "codes": ["territory"], "words": "Le projet est ailleurs.", "recourse": "répondez-nous."}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def received(cast: Cast) -> Deposit:
    """What the stranger deposited under norms in force, in a continuous call."""
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    return deposited(complete(make_application(cast, cast.stranger), cast.stranger), cast.stranger)


def answer_all(cast: Cast, deposit: Deposit, reply: str = "yes") -> None:
    for one in checked(deposit):
        if one.computed is None:
            acts.check(deposit, point=one.point.key, reply=reply, words="Vu.", by=cast.coordination, when=NOW)


def test_what_can_be_computed_is_and_the_rest_waits_for_an_answer(received: Deposit) -> None:
    found = {one.point.key: (one.computed, one.reply) for one in checked(received)}
    assert {key for key, (computed, _reply) in found.items() if computed} == {"form", "time", "promoter", "amounts", "own"}
    assert {reply for _computed, reply in found.values()} == {"yes", ""}
    sentences = {one.point.key: one.sentence for one in checked(received)}
    assert "l’appel est continu" in sentences["time"]
    assert "L’aide demandée" in sentences["amounts"]


def test_a_budget_beyond_a_cap_and_a_promoter_without_a_rate_are_computed_as_no(cast: Cast, received: Deposit) -> None:
    beyond = complete(make_application(cast, cast.stranger, received.call, kind="private"), cast.stranger)
    found = {one.point.key: one for one in checked(deposited(beyond, cast.stranger))}
    assert [(found[key].reply, "n’est pas admissible" in found[key].sentence) for key in ("promoter", "amounts")] == [("no", True)] * 2


def test_without_norms_on_the_day_of_the_deposit_money_is_checked_by_hand(cast: Cast) -> None:
    bare = deposited(complete(make_application(cast, cast.stranger), cast.stranger), cast.stranger)
    found = {one.point.key: one for one in checked(bare)}
    assert [(found[key].computed, found[key].reply) for key in ("promoter", "amounts", "own")] == [(None, "")] * 3
    assert "à la main" in found["own"].sentence


def test_an_answer_keeps_its_evidence_who_gave_it_and_what_was_answered_before(cast: Cast, received: Deposit) -> None:
    proof = SimpleUploadedFile("registre.txt", b"immatriculee", "text/plain")
    acts.check(received, point="neq", reply="no", words="Introuvable", by=cast.coordination, when=NOW)
    acts.check(received, point="neq", reply="yes", words="Vu au registre", file=proof, by=cast.coordination, when=NOW)
    one = next(one for one in checked(received) if one.point.key == "neq")
    assert (one.reply, one.words, one.filename, cast.coordinator.name in one.capacity) == ("yes", "Vu au registre", "registre.txt", True)
    assert Check.objects.count() == 2
    bad = SimpleUploadedFile("x.exe", b"MZ\x90\0")
    for changed, sentence in (
        ({"point": "dragon"}, "n’est pas de la liste"),
        ({"reply": "oui"}, "n’existe pas"),
        ({"words": "x" * 5001}, "au plus"),
        ({"file": bad}, "x.exe"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.check(received, **{"point": "neq", "reply": "yes", "by": cast.coordination, "when": NOW} | changed)
    with pytest.raises(Refused, match="C’est la coordination"):
        acts.check(received, point="neq", reply="yes", by=cast.manager_term, when=NOW)
    assert Check.objects.count() == 2


def test_a_computed_point_is_answered_otherwise_only_with_a_reason_and_the_computing_stays_told(cast: Cast, received: Deposit) -> None:
    with pytest.raises(Refused, match="est calculé"):
        acts.check(received, point="own", reply="no", by=cast.coordination, when=NOW)
    acts.check(received, point="own", reply="no", words="La caisse se retire.", by=cast.coordination, when=NOW)
    one = next(one for one in checked(received) if one.point.key == "own")
    assert (one.computed, one.reply, one.excepted, "La mise de fonds" in one.sentence) == (True, "no", True, True)
    acts.check(received, point="own", reply="", by=cast.coordination, when=NOW)
    assert next(one for one in checked(received) if one.point.key == "own").reply == "yes"


def test_a_yes_wants_every_point_answered_and_writes_to_the_promoter(cast: Cast, received: Deposit) -> None:
    assert admissible(received) is None
    with pytest.raises(Refused, match="n’ont pas de réponse"):
        acts.pronounce(received, admissible=True, by=cast.coordination, when=NOW)
    answer_all(cast, received)
    acts.check(received, point="territory", reply="no", by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match=r"Des points ont « non » pour réponse.*Le projet se déroule"):
        acts.pronounce(received, admissible=True, by=cast.coordination, when=NOW)
    acts.check(received, point="territory", reply="na", by=cast.coordination, when=NOW)
    said = acts.pronounce(received, admissible=True, by=cast.coordination, when=NOW)
    assert (admissible(received), [one.pk for one in admitted(received.call.deposits)]) == (True, [received.pk])
    assert {one["reply"] for one in said.checked} == {"yes", "na"}
    letter = Letter.objects.filter(recipient=cast.stranger).latest("pk")
    assert (letter.subject.startswith("Demande admissible"), letter.reply_to) == (True, cast.coordinator.email)


def test_a_no_has_reasons_words_and_a_recourse_and_a_later_verdict_takes_its_place(cast: Cast, received: Deposit) -> None:
    for left_out, sentence in (("codes", "au moins un motif"), ("words", "le promoteur le lira"), ("recourse", "pas d’accord")):
        with pytest.raises(Refused, match=sentence):
            acts.pronounce(received, **REFUSAL | {left_out: [] if left_out == "codes" else " "}, by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="C’est la coordination"):
        acts.pronounce(received, **REFUSAL, by=cast.worker_term, when=NOW)
    acts.pronounce(received, **REFUSAL, by=cast.coordination, when=NOW)
    letter = Letter.objects.filter(recipient=cast.stranger).latest("pk")
    assert [words in letter.text for words in ("hors du territoire", "Le projet est ailleurs.", "répondez-nous.")] == [True] * 3
    assert cast.coordinator.name not in letter.text
    assert (admissible(received), list(admitted(received.call.deposits))) == (False, [])
    answer_all(cast, received)
    acts.pronounce(received, admissible=True, by=cast.coordination, when=NOW)
    assert (admissible(received), Admissibility.objects.count()) == (True, 2)


def test_once_pronounced_it_is_no_longer_written_and_before_the_closing_nothing_is_pronounced(cast: Cast, received: Deposit) -> None:
    acts.pronounce(received, **REFUSAL, by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="est prononcée depuis"):
        acts.answer(received.application, section="projet", answers={"summary": "x"}, person=cast.stranger, when=NOW)
    dated: Call = acts.publish(make_call(cast, closes_at=NOW + timedelta(days=1)), by=cast.coordination, when=NOW)
    waiting = deposited(complete(make_application(cast, cast.stranger, dated), cast.stranger), cast.stranger)
    with pytest.raises(Refused, match="L’appel reçoit jusqu’au"):
        acts.pronounce(waiting, **REFUSAL, by=cast.coordination, when=NOW)
    acts.pronounce(waiting, **REFUSAL, by=cast.coordination, when=NOW + timedelta(days=1, seconds=1))


def test_only_the_last_deposit_of_what_is_not_withdrawn_is_examined_and_counts(cast: Cast, received: Deposit) -> None:
    second = deposited(received.application, cast.stranger)
    assert [one.pk for one in counting(received.call.deposits)] == [second.pk]
    with pytest.raises(Refused, match="le dernier dépôt qui compte"):
        acts.check(received, point="neq", reply="yes", by=cast.coordination, when=NOW)
    acts.withdraw(second.application, person=cast.stranger, when=NOW)
    second.refresh_from_db()
    with pytest.raises(Refused, match="est retirée"):
        acts.pronounce(second, **REFUSAL, by=cast.coordination, when=NOW)
    assert list(counting(received.call.deposits)) == []


def test_the_coordination_writes_the_checklist_of_a_call_until_it_is_published(cast: Cast) -> None:
    call = make_call(cast, waived_because="x")
    assert [one.key for one in points(call)] == [key for key, _words, _test in CHECKLIST]
    own = [Point("time", "À temps", "in_time"), Point("four", " Un four? ", "")]
    for wrong, sentence in (
        ([], "de 1 à 60 points"),
        ([Point("a", " ", "")], "de 1 à 300"),
        ([Point("a", "x", "magic")], "qui se vérifient"),
        ([own[0], own[0]], "qui se vérifient"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.set_checklist(call, found=wrong, by=cast.coordination, when=NOW)
    call = acts.publish(acts.set_checklist(call, found=own, by=cast.coordination, when=NOW), by=cast.coordination, when=NOW)
    assert points(call) == [own[0], Point("four", "Un four?", "")]
    with pytest.raises(Refused, match="ne se modifie plus"):
        acts.set_checklist(call, found=own, by=cast.coordination, when=NOW)
    made = deposited(complete(make_application(cast, cast.stranger, call), cast.stranger), cast.stranger)
    assert [(one.point.key, one.reply) for one in checked(made)] == [("time", "yes"), ("four", "")]
