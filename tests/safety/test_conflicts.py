"""Two people, or one person in two windows, save the same thing: the second is told and reads both, and nothing is overwritten.

Negative control: without the mark of what was seen, the second would win; each test holds the first one's words to be there still.
"""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from ententes.importing.models import Upload
from tests.web.browsing import fields_of

from .fingerprints import fingerprint
from .world import World

pytestmark = pytest.mark.django_db


def form_at(page: Any, address: str) -> dict[str, Any]:
    """What a browser would send of the form that goes to that address."""
    root = html.fromstring(page.content.decode())
    here = page.request["PATH_INFO"]
    [form] = [one for one in root.forms if (one.get("action") or here) == address and one.get("method", "").lower() == "post"]
    return fields_of(form)


FORMS = [
    # the page where the form is, the route it goes to, the field that two people change, 409 or 422
    ("plan_action_edit", "plan_action_edit", "text", 409),
    ("plan_action_split", "plan_action_split", "first", 409),
    ("upload_correct", "upload_correct", "text", 422),
    ("committee_edit", "committee_edit", "composition", 409),
    ("committee_territories", "committee_territories", "territories", 409),
    ("settings", "settings_titles", "purpose", 409),
    ("settings", "settings_calendar", "kind_working", 409),
    ("plan_section_rename", "plan_section_rename", "title", 409),
    ("motion", "motion_save", "resolved", 409),
    ("sitting", "item_summary", "summary", 409),
    ("framework_section", "framework_section", "text", 409),
    ("minutes_section", "minutes_section", "text", 409),
]
MORE = {"plan_action_split": {"second": "Cuire"}}


@pytest.mark.parametrize(("page", "route", "name", "status"), FORMS)
def test_the_second_to_save_reads_both_texts_and_overwrites_nothing(world: World, page: str, route: str, name: str, status: int) -> None:
    capacity = "opener" if route.startswith("upload") else "coordinator"
    address = world.address(route)
    shown = world.client(capacity).get(world.address(page))
    typed = form_at(shown, address) | MORE.get(route, {})
    first = world.send_typed(world.client(capacity), address, {**typed, name: "Les mots de la première personne"})
    assert first.status_code == 302
    after = fingerprint()
    second = world.send_typed(world.client(capacity), address, {**typed, name: "Les mots de la seconde personne"})
    said = second.content.decode()
    assert (second.status_code, fingerprint() == after) == (status, True)
    assert ("Les mots de la première personne" in said, "Les mots de la seconde personne" in said) == (True, True)
    again = form_at(second, address)
    assert world.send_typed(world.client(capacity), address, again).status_code == 302
    assert fingerprint() != after


@pytest.mark.parametrize(("page", "route", "name", "_status"), FORMS)
def test_one_person_may_save_twice_in_a_row(world: World, page: str, route: str, name: str, _status: int) -> None:
    capacity = "opener" if route.startswith("upload") else "coordinator"
    address = world.address(route)
    for words in ("Une première fois", "Une deuxième fois"):
        typed = form_at(world.client(capacity).get(world.address(page)), address) | MORE.get(route, {})
        assert world.send_typed(world.client(capacity), address, {**typed, name: words}).status_code == 302


def test_a_point_settled_by_one_is_not_settled_again_by_another(world: World) -> None:
    assert world.send("point_settle", world.client("coordinator"), text="Les mots de la première personne").status_code == 302
    after = fingerprint()
    term = f"term-{world.cast.worker_term.term.pk}"
    second = world.send("point_settle", world.client("working_member"), text="Les mots de la seconde personne", capacity=term)
    assert (second.status_code, fingerprint() == after) == (422, True)
    assert "Les mots de la première personne" in second.content.decode()


def test_a_late_move_or_removal_of_an_action_changes_nothing(world: World) -> None:
    assert world.send("plan_action_edit", world.client("coordinator")).status_code == 302
    after = fingerprint()
    for route in ("plan_action_move", "plan_action_remove"):
        with_key = world.send(route, world.client("coordinator"), once=None)
        assert (route, with_key.status_code, fingerprint() == after) == (route, 302, True)


def test_the_last_words_of_an_import_are_those_that_were_read_before(world: World) -> None:
    upload = Upload.objects.get(pk=world.ours["upload"])
    assert world.send("upload_correct", world.client("opener"), text="Première").status_code == 302
    assert world.send("upload_correct", world.client("opener"), text="Seconde", revision=upload.revision).status_code == 422
    upload.refresh_from_db()
    assert upload.corrections[world.ours["key"]]["text"] == "Première"
