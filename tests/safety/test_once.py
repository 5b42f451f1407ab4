"""Reading writes nothing, a post needs its token, and a form sent twice counts once.

Negative controls: a reading that writes is stopped by the guard, and a form without its key counts twice.
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from ententes.people.models import Person
from ententes.plans.models import Note
from ententes.web import middleware
from ententes.web.access import ACCESS, NEVER_ROLLED_BACK
from ententes.web.middleware import ReadingWrote

from .conftest import undone
from .fingerprints import fingerprint
from .matrix import ask, expected
from .world import CAPACITIES, World

pytestmark = pytest.mark.django_db
REVIEWED = expected()


def best(route: str, method: str) -> str:
    """Somebody to whom the route is open; a visitor where nobody is let in."""
    row = next(row for (name, how, _state), row in REVIEWED.items() if (name, how) == (route, method))
    for status in ("200", "302", "204"):
        if found := [one for one in reversed(CAPACITIES) if row[one] == status]:
            return found[0]
    return "coordinator"


@pytest.mark.one_engine
@pytest.mark.parametrize("public", [False, True])
def test_reading_any_page_twice_and_asking_its_head_writes_nothing(world: World, public: bool) -> None:
    world.publish(public)
    before = fingerprint()
    for route, row in ACCESS.items():
        if "GET" in row:
            for method in ("GET", "GET", "HEAD"):
                answer = ask(world, best(route, "GET"), route, method)
                assert answer.status_code < 500
    assert fingerprint() == before


def test_the_guard_stops_a_reading_that_writes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def writes(*_args: Any, **_kwargs: Any) -> int:
        return Person.objects.filter(pk=world.cast.stranger.pk).update(name="Écrit en lisant")

    monkeypatch.setattr("ententes.web.agreement.views.glance.glance", writes)
    before = fingerprint()
    with undone(), pytest.raises(ReadingWrote):
        ask(world, "coordinator", "agreement", "GET")
    assert fingerprint() == before
    monkeypatch.setattr(middleware, "_refuse_writes", lambda execute, *rest: execute(*rest))
    with undone():
        with pytest.raises(AttributeError):  # the page draws a number where it expects a glance
            ask(world, "coordinator", "agreement", "GET")
        assert fingerprint() != before


@pytest.mark.one_engine
def test_every_post_without_the_token_of_its_form_is_refused_in_our_words(world: World) -> None:
    before, answers = fingerprint(), {}
    for route, row in ACCESS.items():
        if "POST" in row:
            for token in ("", "x" * 32):
                answer = world.send(route, world.client(best(route, "POST")), token=token)
                answers[route, token] = (answer.status_code, "Le formulaire a expiré" in answer.content.decode())
    assert answers == dict.fromkeys(answers, (403, True))
    assert (len(answers) > 100, fingerprint() == before) == (True, True)


def test_a_post_from_another_site_is_refused(world: World) -> None:
    answer = world.client("coordinator").post(
        "/langue/", {"language": "en", "csrfmiddlewaretoken": "a" * 32}, headers={"Origin": "https://ailleurs.test"}
    )
    assert answer.status_code == 403


COUNTED = [route for route, row in ACCESS.items() if "POST" in row and not route.startswith(NEVER_ROLLED_BACK)]


def test_a_form_sent_twice_has_one_effect_and_one_answer(world: World) -> None:
    seen = {}
    for route in COUNTED:
        who, once = best(route, "POST"), str(uuid.uuid4())
        with undone():
            first = world.send(route, world.client(who), once=once)
            after = fingerprint()
            again = world.send(route, world.client(who), once=once)
            same = (again.status_code, again.headers.get("Location")) == (first.status_code, first.headers.get("Location"))
            seen[route] = (first.status_code, same, fingerprint() == after)
    unlike = {route: found for route, found in seen.items() if found != (302, True, True)}
    # A file that leaves, a preview and a draft carry no key: they are no form that counts. A secret address is shown once.
    assert {route: found[0] for route, found in unlike.items()} == {
        "action_draft": 204, "demo_sign_in": 404, "first": 404, "plan_begin": 409, "plan_export": 200,
        "extract_check": 200, "resolution_extract": 200, "resolutions_export": 200, "ledger_export": 200, "statement_export": 200,
        "convention_export": 200, "payments_export": 200, "project_packet_export": 200,
        "project_board_export": 200, "applications_export": 200, "analysis_ranking_export": 200,
            "meeting_agenda": 200, "meeting_file": 200, "calendar_make": 200,
        "framework_draft": 204, "framework_export": 200, "framework_preview": 200,
        "application_draft": 204, "application_reckon": 200, "analysis_draft": 204, "analysis_session_draft": 204,
        "application_complete_draft": 204, "own_report_draft": 204,
    }  # fmt: skip


def test_a_refused_form_leaves_no_receipt_and_may_be_sent_again(world: World) -> None:
    once, before = str(uuid.uuid4()), fingerprint()
    client = world.client("coordinator")
    assert world.send("action_note", client, once=once, text="").status_code == 422
    assert fingerprint() == before
    assert world.send("action_note", client, once=once, text="Cette fois").status_code == 302


def test_a_key_serves_neither_somebody_else_nor_another_form(world: World) -> None:
    """The key of a receipt is its sender's: it neither tells its answer to others nor swallows what they send."""
    once = str(uuid.uuid4())
    assert world.send("action_note", world.client("coordinator"), once=once).status_code == 302
    for route, who in (("action_note", "working_member"), ("plan_section_add", "coordinator")):
        with undone():
            answer = world.send(route, world.client(who), once=once)
            assert (route, answer.status_code) == (route, 409)


@pytest.mark.parametrize("once", [None, "pas une clé"])
def test_without_its_key_a_form_counts_twice(world: World, once: str | None) -> None:
    before = Note.objects.count()
    for _ in range(2):
        assert world.send("action_note", world.client("coordinator"), once=once).status_code == 302
    assert Note.objects.count() == before + 2
