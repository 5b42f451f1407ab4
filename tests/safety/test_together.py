"""Pressed twice at one moment, on a database that several processes may write to: one effect, one answer, on both engines.

Negative control: without the key of the form, two threads write two notes.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from ententes.people.models import Person, Submission
from ententes.plans.models import Note
from tests.cast import TODAY

from .forms import FORMS
from .test_once import COUNTED, best
from .world import World, make_world

pytestmark = pytest.mark.django_db(transaction=True)
NOT_COUNTED = {
    "analysis_draft",
    "analysis_session_draft",
    "application_complete_draft",
    "application_draft",
    "application_reckon",
    "action_draft",
    "demo_sign_in",
    "extract_check",
    "first",
    "plan_begin",
    "plan_export",
    "calendar_make",
    "framework_draft",
    "framework_export",
    "framework_preview",
    "convention_export",
    "project_packet_export",
    "project_board_export",
    "applications_export",
    "analysis_ranking_export",
    "payments_export",
    "ledger_export",
    "statement_export",
    "meeting_agenda",
    "meeting_file",
    "own_report_draft",
    "resolution_extract",
    "resolutions_export",
}
ALONE = {"account_logout", "upload_build", "import"}
"""The session ends under the second; or reading takes its time: their own tests try them twice."""


def together(world: World, route: str, who: str, times: int, once: str | None) -> list[tuple[int, str]]:
    ready = Barrier(times)

    def send(_number: int) -> tuple[int, str]:
        try:
            client = world.client(who)
            ready.wait(10)
            answer = world.send(route, client, once=once)
            return answer.status_code, answer.headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(send, range(times)))


def test_every_form_pressed_twice_at_one_moment_counts_once(file_database: Callable[[], None]) -> None:
    with override_settings(ENTENTES_TODAY=TODAY):
        world, wrong = make_world(), []
        file_database()
        for route in sorted(set(COUNTED) - NOT_COUNTED - ALONE):
            who = best(route, "POST")
            answers = together(world, route, who, 2, str(uuid.uuid4()))
            if {one[0] for one in answers} != {302} or len(set(answers)) != 1 or Submission.objects.count() != 1:
                wrong.append((route, answers, Submission.objects.count()))
            file_database()
    assert wrong == []


def test_eight_at_once_are_one_note_and_without_their_key_they_are_eight(file_database: Callable[[], None]) -> None:
    with override_settings(ENTENTES_TODAY=TODAY):
        world = make_world()
        before = Note.objects.count()
        answers = together(world, "action_note", "working_member", 8, str(uuid.uuid4()))
        assert (len(set(answers)), answers[0][0], Note.objects.count()) == (1, 302, before + 1)
        assert {one[0] for one in together(world, "action_note", "coordinator", 8, None)} == {302}
        assert Note.objects.count() == before + 9


def test_the_first_of_an_installation_is_one_person(file_database: Callable[[], None]) -> None:
    ready = Barrier(4)

    def begin(number: int) -> int:
        try:
            ready.wait(10)
            said = {"name": f"Personne {number}", "email": f"p{number}@exemple.test", "language": "fr", "once": str(uuid.uuid4())}
            return int(Client().post("/premiere-visite/", said).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(begin, range(4)))
    assert (answers.count(302), Person.objects.count(), set(answers) <= {302, 404, 422}) == (1, 1, True)


def test_two_who_save_an_action_at_one_moment_are_one_who_saved_and_one_who_is_told(file_database: Callable[[], None]) -> None:
    with override_settings(ENTENTES_TODAY=TODAY):
        world = make_world()
        file_database()
        for route, field in (("plan_action_edit", "text"), ("upload_correct", "text")):
            ready, who = Barrier(2), best(route, "POST")
            form = FORMS[route](world)

            def save(words: str, route: str = route, field: str = field, ready: Barrier = ready, who: str = who, form: Any = form) -> int:
                try:
                    client = world.client(who)
                    ready.wait(10)
                    return int(world.send_typed(client, world.address(route), {**form, field: words}).status_code)
                finally:
                    connection.close()

            with ThreadPoolExecutor(2) as pool:
                answers = sorted(pool.map(save, ("Une main", "Une autre main")))
            assert (route, answers) in (("plan_action_edit", [302, 409]), ("upload_correct", [302, 422]))
