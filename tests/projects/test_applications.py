"""Applications are written by their enterprise alone, received to the last instant, and kept with the norms of their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from ententes.correspondence.models import Letter
from ententes.decisions.queries.register import fingerprint
from ententes.ground.act import Refused
from ententes.projects import acts
from ententes.projects.models import Applicant, Application, ApplicationDraft
from ententes.projects.queries.admissibility import counting
from ententes.projects.queries.applications import content, reckoned
from ententes.projects.queries.calls import instant
from ententes.projects.queries.norms import EXAMPLE
from ententes.projects.queries.standing import own, received
from ententes.projects.rules.applications import MOST_BEGUN, lateness
from tests.cast import NOW, TODAY, Cast, make_person

from .making import adopt_norms, complete, deposited, make_application, make_call, make_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def made(cast: Cast) -> Application:
    return complete(make_application(cast, cast.stranger), cast.stranger)


def seen(application: Application, *people: Any) -> list[bool]:
    return [Application.objects.seen_by(one).filter(pk=application.pk).exists() for one in people]


def test_a_draft_is_read_by_its_writers_alone_and_a_deposit_by_the_coordination_too(cast: Cast, made: Application) -> None:
    people = (cast.stranger, cast.coordinator, cast.manager, cast.worker, cast.opener, cast.technician)
    assert seen(made, *people) == [True, False, False, False, False, False]
    assert received(made.call) == []
    deposited(made, cast.stranger)
    assert seen(made, *people) == [True, True, False, False, False, False]
    assert [one.title for one in received(made.call)] == ["Un four neuf"]
    assert [[one.title for one in own(person)] for person in (cast.stranger, cast.coordinator)] == [["Un four neuf"], []]


def test_a_deposit_keeps_what_was_written_the_norms_of_its_day_and_writes_a_receipt(cast: Cast) -> None:
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    made = complete(make_application(cast, cast.stranger), cast.stranger)
    kept = deposited(made, cast.stranger)
    assert (kept.at, kept.number, kept.person) == (NOW, 1, cast.stranger)
    assert kept.data["norms"] == EXAMPLE.as_data()
    assert (kept.sha256, kept.norms_from is not None) == (fingerprint(kept.data), True)
    letter = Letter.objects.get(recipient=cast.stranger)
    assert (kept.receipt in letter.subject, kept.sha256 in letter.text, "10:00:00" in letter.text) == (True, True, True)
    acts.answer(made, section="projet", answers={"summary": "Autre chose"}, person=cast.stranger, when=NOW)
    kept.refresh_from_db()
    assert kept.data["answers"]["summary"] == "Oui."


def test_a_framework_replaced_while_a_call_is_open_leaves_earlier_deposits_under_theirs(cast: Cast) -> None:
    framework = make_framework(cast)
    acts.set_norms(framework, norms=EXAMPLE, by=cast.coordination, when=NOW)
    adopt_norms(cast, framework)
    made = complete(make_application(cast, cast.stranger), cast.stranger)
    first = deposited(made, cast.stranger)
    stricter = make_framework(cast)
    acts.set_norms(stricter, norms=replace(EXAMPLE, maximum=500_000), by=cast.coordination, when=NOW)
    adopt_norms(cast, stricter)
    second = deposited(made, cast.stranger)
    assert (first.data["norms"]["maximum"], second.data["norms"]["maximum"]) == (2_500_000, 500_000)
    assert (second.number, first.norms_from == second.norms_from) == (2, False)


def test_a_deposit_is_received_at_the_last_instant_and_refused_a_millisecond_after(cast: Cast) -> None:
    closes_at = NOW + timedelta(hours=1)
    call = acts.publish(make_call(cast, closes_at=closes_at, waived_because="x"), by=cast.coordination, when=NOW)
    made = complete(make_application(cast, cast.stranger, call), cast.stranger)
    deposited(made, cast.stranger, closes_at)
    with pytest.raises(Refused) as found:
        deposited(made, cast.stranger, closes_at + timedelta(milliseconds=1))
    said = " ".join(found.value.reasons).replace("\N{NO-BREAK SPACE}", " ")
    assert said == (
        "Cet appel recevait jusqu’au 23 novembre 2011, 11 h inclusivement. "
        "À l’horloge du serveur nous sommes le 23 novembre 2011, 11 h : c’est 1 ms trop tard."
    )
    assert made.deposits.count() == 1
    with pytest.raises(Refused, match="trop tard"):
        acts.answer(made, section="projet", answers={"summary": "x"}, person=cast.stranger, when=closes_at + timedelta(seconds=1))
    acts.prolong(call, closes_at=closes_at + timedelta(days=1), reason="Panne", by=cast.coordination, when=NOW)
    assert deposited(made, cast.stranger, closes_at + timedelta(milliseconds=1)).number == 2


@pytest.mark.parametrize(
    ("late", "words"), [({"seconds": 59}, "59 s"), ({"minutes": 3}, "3 min"), ({"hours": 5}, "5 h"), ({"days": 2}, "2 jours")]
)
def test_lateness_is_told_in_its_own_unit(late: dict[str, int], words: str) -> None:
    assert lateness(timedelta(**late)).replace("\N{NO-BREAK SPACE}", " ") == words


def test_what_is_missing_is_said_part_by_part_and_a_budget_that_does_not_balance_is_not_deposited(cast: Cast) -> None:
    made = make_application(cast, cast.stranger)
    with pytest.raises(Refused) as found:
        deposited(made, cast.stranger)
    assert [reason.partition("\N{NO-BREAK SPACE}:")[0].partition(" :")[0] for reason in found.value.reasons] == [
        "Le promoteur",
        "Le projet",
        "Le calendrier et les résultats",
        "La portée et la viabilité",
        "Le budget et le financement",
        "Les déclarations",
    ]
    made = complete(made, cast.stranger)
    acts.set_budget(made, said=made.budget | {"own": 300_001}, person=cast.stranger, when=NOW)
    made.refresh_from_db()
    with pytest.raises(Refused, match="dépasse le coût total"):
        deposited(made, cast.stranger)


def test_a_budget_beyond_a_cap_is_deposited_and_told(cast: Cast, made: Application) -> None:
    assert not reckoned("private", made.budget, EXAMPLE).holds
    assert reckoned("private", made.budget, None).holds
    assert deposited(made, cast.stranger).number == 1


def test_nobody_else_writes_deposits_or_withdraws(cast: Cast, made: Application) -> None:
    for person in (cast.coordinator, cast.manager, cast.opener):
        by: dict[str, Any] = {"person": person, "when": NOW}
        for act in (
            lambda by=by: acts.answer(made, section="projet", answers={"summary": "x"}, **by),
            lambda by=by: acts.set_budget(made, said=made.budget, **by),
            lambda by=by: acts.keep_draft(made, section="projet", fields={}, **by),
            lambda by=by: deposited(made, by["person"]),
            lambda by=by: acts.withdraw(made, **by),
        ):
            with pytest.raises(Refused, match="Vous n’écrivez pas cette demande"):
                act()
    assert not ApplicationDraft.objects.exists()


def test_a_withdrawn_application_is_read_by_its_writers_only_and_no_longer_written(cast: Cast, made: Application) -> None:
    deposited(made, cast.stranger)
    acts.withdraw(made, person=cast.stranger, when=NOW)
    made.refresh_from_db()
    assert (seen(made, cast.stranger, cast.coordinator), received(made.call)) == ([True, False], [])
    with pytest.raises(Refused, match="est retirée"):
        acts.answer(made, section="projet", answers={"summary": "x"}, person=cast.stranger, when=NOW)
    with pytest.raises(Refused, match="est retirée"):
        acts.withdraw(made, person=cast.stranger, when=NOW)


def test_several_people_of_one_enterprise_write_and_are_written_to(cast: Cast, made: Application) -> None:
    colleague = make_person("Léa Four")
    Applicant.objects.create(application=made, person=colleague, since=NOW)
    acts.answer(made, section="projet", answers={"summary": "À deux."}, person=colleague, when=NOW)
    deposited(Application.objects.get(pk=made.pk), colleague)
    assert sorted(Letter.objects.values_list("recipient__name", flat=True)) == ["Léa Four", "Étienne Passant"]


def test_a_call_that_does_not_receive_and_a_name_that_makes_no_sense_begin_nothing(cast: Cast) -> None:
    coming = acts.publish(make_call(cast, opens_at=NOW + timedelta(days=1), waived_because="x"), by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="Cet appel ouvre le"):
        make_application(cast, cast.stranger, coming)
    with pytest.raises(Refused, match="ne reçoit pas"):
        make_application(cast, cast.stranger, make_call(cast))
    made = make_application(cast, cast.stranger)
    for changed, sentence in (
        ({"promoter": " "}, "Le nom de l’organisme"),
        ({"neq": "123"}, "10 chiffres"),
        ({"kind": "dragon"}, "quelle sorte"),
        ({"title": "x" * 301}, "Le titre du projet"),
    ):
        with pytest.raises(Refused, match=sentence):
            make_application(cast, cast.stranger, made.call, **changed)
    for _one in range(MOST_BEGUN - 1):
        make_application(cast, cast.stranger, made.call)
    with pytest.raises(Refused, match="déjà 10 demandes commencées"):
        make_application(cast, cast.stranger, made.call)


def test_answers_and_amounts_out_of_bounds_are_refused(cast: Cast, made: Application) -> None:
    by: dict[str, Any] = {"person": cast.stranger, "when": NOW}
    for section, answers, sentence in (
        ("projet", {"summary": "x" * 501}, "au plus 500 caractères"),
        ("projet", {"viability": "x"}, "n’est pas de la demande"),
        ("projet", {"need": "a\0b"}, "au plus"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.answer(made, section=section, answers=answers, **by)
    before = content(Application.objects.get(pk=made.pk))
    for changed, sentence in (
        ({"asked": -1}, "de zéro à moins"),
        ({"own": 10**12}, "de zéro à moins"),
        ({"expenses": [{"post": " ", "cents": 1}]}, "a un poste"),
        ({"expenses": [{"post": "x", "cents": 1}] * 61}, "au plus 60 lignes"),
        ({"sources": [{"kind": "or", "status": "asked", "words": "", "cents": 1}]}, "une sorte et un statut"),
    ):
        with pytest.raises(Refused, match=sentence):
            acts.set_budget(made, said=made.budget | changed, **by)
    assert content(Application.objects.get(pk=made.pk)) == before


def test_a_clock_put_back_changes_no_number_and_the_deposit_written_last_counts(cast: Cast, made: Application) -> None:
    first = deposited(made, cast.stranger, NOW)
    second = deposited(made, cast.stranger, NOW - timedelta(hours=2))
    assert (first.number, second.number, second.at < first.at) == (1, 2, True)
    assert [one.pk for one in counting(made.call.deposits)] == [second.pk]
    assert received(made.call)[0].deposited_at == second.at


def test_an_hour_that_comes_twice_receives_until_its_second_time(cast: Cast) -> None:
    closes_at = instant(date(2011, 11, 6), time(1, 30))
    when = datetime(2011, 11, 6, 5, 30, tzinfo=UTC)
    call = acts.publish(
        make_call(cast, opens_at=when - timedelta(days=1), closes_at=closes_at, waived_because="x"), by=cast.coordination, when=when
    )
    made = complete(make_application(cast, cast.stranger, call, when=when), cast.stranger, when)
    for late in (timedelta(0), timedelta(minutes=30), timedelta(hours=1)):
        deposited(made, cast.stranger, when + late)
    assert made.deposits.count() == 3
    with pytest.raises(Refused, match="trop tard"):
        deposited(made, cast.stranger, when + timedelta(hours=1, milliseconds=1))


def test_who_coordinates_does_not_examine_what_they_write(cast: Cast, made: Application) -> None:
    Applicant.objects.create(application=made, person=cast.coordinator, since=NOW)
    with pytest.raises(Refused, match="quelqu’un d’autre de la coordination"):
        acts.check(deposited(made, cast.stranger), point="neq", reply="yes", words="Vu.", by=cast.coordination, when=NOW)
