"""The door and the links of letters: no spelling gains attempts, sessions change at the door, and a link that does not serve says so.

Negative controls: another address still gets its attempts, a good code and a good link still let in.
"""

# ruff: noqa: E501

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as ours
from django.core.cache import cache
from django.core.signing import Signer
from django.test import Client

from ententes.correspondence.models import Letter
from ententes.people import acts as people
from ententes.plans.models import Note, Question
from ententes.plans.queries import links
from tests.cast import TODAY, make_person

from .fingerprints import fingerprint
from .world import World

pytestmark = pytest.mark.django_db
DOOR, CODE = "/connexion/", "/connexion/code/"


@pytest.fixture(autouse=True)
def _nobody_tried_before(world: World) -> None:
    cache.clear()


def code() -> str:
    """The code of the latest letter, whatever the hour of the pinned day."""
    found = re.search(r"^ +(\d{4}-\d{4})$", Letter.objects.latest("pk").text, re.MULTILINE)
    assert found
    return found[1]


SPELLINGS = [
    "noemie.tran@exemple.test", "NOEMIE.TRAN@EXEMPLE.TEST", "Noemie.Tran@Exemple.Test", " noemie.tran@exemple.test ", "noémie.tran@exemple.test",
    "noëmie.tran@exemple.test", "NOÉMIE.TRAN@exemple.test", "noe\u0301mie.tran@exemple.test", "ｎｏｅｍｉｅ.tran@exemple.test", "noemie.tran@exemple.TEST",
    "noemie.trän@exemple.test", "noemíe.tran@exemple.test",
]  # fmt: skip


def test_no_spelling_of_an_address_gains_attempts(world: World) -> None:
    answers = [
        Client(REMOTE_ADDR=f"10.0.0.{number}").post(DOOR, {"login": one, "password": "rien"}).status_code
        for number, one in enumerate(SPELLINGS)
    ]
    letters = Letter.objects.count()
    late = Client(REMOTE_ADDR="10.0.1.1").post(DOOR, {"login": "noemie.tran@exemple.test", "password": ""})
    assert ("Trop d’essais" in late.content.decode(), Letter.objects.count()) == (True, letters)
    assert len(answers) == 12
    other = Client(REMOTE_ADDR="10.0.1.1").post(DOOR, {"login": world.cast.manager.email, "password": ""})
    assert (other.status_code, other.headers["Location"]) == (302, CODE)


def test_an_address_of_a_proxy_nobody_trusts_gains_no_attempts(world: World) -> None:
    answers = [
        Client(headers={"X-Forwarded-For": f"10.1.{number}.1"}).post(DOOR, {"login": f"p{number}@exemple.test", "password": ""}).status_code
        for number in range(31)
    ]
    assert (answers[0], answers[-1]) == (302, 429)


def test_the_session_changes_at_the_door_and_ends_with_it(world: World) -> None:
    client = Client()
    client.post(DOOR, {"login": world.cast.manager.email, "password": ""})
    before = client.cookies[ours.SESSION_COOKIE_NAME].value
    answer = client.post(CODE, {"code": code()})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/a-faire/")
    within = client.cookies[ours.SESSION_COOKIE_NAME].value
    assert (client.get("/a-faire/").status_code, within != before) == (200, True)
    planted = Client()
    planted.cookies[ours.SESSION_COOKIE_NAME] = before
    assert planted.get("/a-faire/").status_code == 302
    client.post("/deconnexion/")
    stolen = Client()
    stolen.cookies[ours.SESSION_COOKIE_NAME] = within
    assert stolen.get("/a-faire/").status_code == 302


def test_a_changed_password_ends_the_other_sessions(world: World) -> None:
    person = make_person("Deux Vitres", password="une longue phrase 1")
    here, there = Client(), Client()
    for one in (here, there):
        answer = one.post(DOOR, {"login": person.email, "password": "une longue phrase 1"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/a-faire/")
        assert one.get("/a-faire/").status_code == 200
    said = {"oldpassword": "une longue phrase 1", "password1": "une autre phrase 22", "password2": "une autre phrase 22"}
    assert here.post("/compte/mot-de-passe/", said).status_code == 302
    assert (here.get("/a-faire/").status_code, there.get("/a-faire/").status_code) == (200, 302)


def test_a_closed_account_loses_everything_at_once(world: World) -> None:
    client = world.client("working_member")
    visitor = Client()
    visitor.post(DOOR, {"login": world.cast.worker.email, "password": ""})
    waiting = code()
    assert client.get(world.address("points")).status_code == 200
    people.deactivate(world.cast.worker, by=world.cast.technician)
    before = fingerprint()
    assert client.get(world.address("points")).status_code == 302
    assert world.send("action_note", client).headers["Location"].startswith(DOOR)
    assert world.send("answer", Client()).status_code == 410
    visitor.post(CODE, {"code": waiting})
    assert visitor.get("/a-faire/").status_code == 302
    assert fingerprint() == before


def wrong_links(world: World) -> dict[str, tuple[str, int]]:
    """Links that do not serve, with the status each is answered."""
    question = Question.objects.get(pk=world.ours["question"])
    good, until = world.ours["token"], links.last_day(TODAY)
    name = f"{question.pk}-{until:%Y%m%d}"
    body, _dot, proof = good.rpartition(".")
    late, other = f"{question.pk}-{until + timedelta(days=99):%Y%m%d}", Question.objects.get(pk=world.theirs["question"])
    made = {
        "cut": good[:-1], "cut in half": good[: len(good) // 2], "without its proof": body, "of nothing": "x", "only a dot": ".",
        "one letter more": good + "A", "another case": good.swapcase(), "another day": f"{late}.{proof}", "another question": f"{other.pk}-{until:%Y%m%d}.{proof}",
        "another salt": Signer(salt="autre", sep=".").sign(name), "no salt": Signer(sep=".").sign(name), "another key": Signer(key="autre", salt="ententes.plans.question", sep=".").sign(name),
        "no such question": links._LINKS._signer.sign(f"999999-{until:%Y%m%d}"), "no day": links._LINKS._signer.sign(f"{question.pk}-"), "strange day": links._LINKS._signer.sign(f"{question.pk}-99999999"),
        "a number without end": links._LINKS._signer.sign("9" * 5000 + f"-{until:%Y%m%d}"), "a huge number": links._LINKS._signer.sign(f"{10**30}-{until:%Y%m%d}"), "long": "a" * 3000, "null": "%00",
        "a negative number": links._LINKS._signer.sign(f"-1-{until:%Y%m%d}"),
    }  # fmt: skip
    return {name: (one, 404) for name, one in made.items()} | {"expired": (links.token(question, TODAY - timedelta(days=1)), 410)}


def test_a_link_that_does_not_serve_says_so_and_changes_nothing(world: World) -> None:
    assert Client().get(world.address("answer")).status_code == 200
    before, seen, meant = fingerprint(), {}, wrong_links(world)
    for name, (token, _status) in meant.items():
        for answer in (Client().get(f"/n/{token}/"), Client().post(f"/n/{token}/", {"text": "x", "dated_on": TODAY.isoformat()})):
            page = answer.content.decode()
            seen[name] = (answer.status_code, "<h1" in page, "Traceback" in page)
            assert seen[name] == (meant[name][1], True, False), name
    assert (len(seen) > 20, fingerprint() == before) == (True, True)


def test_a_link_stops_with_its_question_and_serves_nothing_else(world: World) -> None:
    opened = Client()
    assert opened.get(world.address("answer")).status_code == 200
    for route in ("action", "points", "todo", "account"):
        assert (route, opened.get(world.address(route)).status_code) == (route, 302)
    assert world.send("withdraw", world.client("coordinator")).status_code == 302
    notes = Note.objects.count()
    assert (opened.get(world.address("answer")).status_code, world.send("answer", opened).status_code, Note.objects.count()) == (
        410,
        410,
        notes,
    )


def test_a_key_kept_for_the_link_of_one_agreement_opens_no_other(world: World, settings: Any) -> None:
    settings.SECRET_KEY = "une autre clé" * 5
    fresh = Signer(salt="ententes.plans.question", sep=".").sign(f"{world.ours['question']}-{links.last_day(TODAY):%Y%m%d}")
    assert Client().get(f"/n/{fresh}/").status_code == 404


ANSWERS = [
    "5", "[]", "{}", "null", "[" * 100_000, "9" * 5000, '{"id":[],"rawId":{},"type":1,"response":{"clientDataJSON":null}}',
    '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"a","attestationObject":"a","authenticatorData":"a","signature":"a"}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"YQ","attestationObject":"YQ","authenticatorData":"YQ","signature":"YQ"}}',
    '{"id":"YQ","rawId":"YQ","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA","authenticatorData":"oA","signature":"oA","userHandle":"YQ"}}',
]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_what_no_key_would_answer_is_a_wrong_answer(world: World, answer: str) -> None:
    before = fingerprint()
    for route, who in (
        ("mfa_login_webauthn", "anonymous"),
        ("mfa_reauthenticate_webauthn", "working_member"),
        ("mfa_add_webauthn", "coordinator"),
    ):
        client = world.client(who)
        client.get(world.address(route), headers={"Accept": "application/json"})
        given = world.send(route, client, credential=answer)
        assert (route, given.status_code in (200, 302, 403, 422)) == (route, True)
    assert fingerprint() == before
