"""Every route, method and capacity answers what the reviewed table says; a closed door and a foreign number change nothing.

Negative controls: a row of the table of access opened by one step, and an act before its refusal, are both seen.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client

from ententes.agreements.models import Agreement
from ententes.people.models import Person
from ententes.web import access, turning_away
from ententes.web.access import ACCESS, Who
from tests.cast import TODAY

from . import matrix
from .conftest import undone
from .fingerprints import fingerprint
from .world import CAPACITIES, FORMS, World, params, under_agreement

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
LINES = matrix.lines()
EXPECTED = matrix.expected()


def test_the_reviewed_table_has_a_line_for_every_route_and_no_other() -> None:
    assert (sorted(EXPECTED), len(CAPACITIES)) == (sorted(LINES), 18)
    assert {tuple(row) for row in EXPECTED.values()} == {CAPACITIES}


def test_every_form_is_known() -> None:
    assert sorted(FORMS) == sorted(route for route, row in ACCESS.items() if "POST" in row)


@pytest.mark.parametrize("route", ACCESS)
def test_each_capacity_gets_the_answer_of_the_table_and_a_refusal_writes_nothing(world: World, route: str) -> None:
    found = {line: matrix.observe(world, line) for line in LINES if line[0] == route}
    assert found == {line: EXPECTED[line] for line in found}


def test_other_methods_are_refused_with_those_that_serve(world: World) -> None:
    before = fingerprint()
    for route, row in ACCESS.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - set(row):
            answer = world.client("coordinator").generic(
                method, world.address(route), headers={"X-CSRFToken": world.client("coordinator").cookies["csrf"].value}
            )
            assert (route, method, answer.status_code, answer.headers.get("Allow")) == (route, method, 405, ", ".join(row))
    assert fingerprint() == before


def test_an_opened_row_of_the_table_of_access_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(access.ACCESS, "points", {"GET": Who.SEES})
    line = ("points", "GET", "public")
    assert matrix.observe(world, line)["stranger"] == "200" != EXPECTED[line]["stranger"]


def test_an_act_before_its_refusal_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def acts_first(*_args: Any) -> None:
        Person.objects.filter(pk=world.cast.stranger.pk).update(name="Déjà fait")
        raise Http404

    monkeypatch.setattr(turning_away.TableOfAccess, "_turn_away", acts_first)
    assert matrix.observe(world, ("agreement_publish", "POST", "private"))["stranger"] == "404 !changed"


IDS = [
    "year",
    "body",
    "seat",
    "term",
    "charge",
    "amendment",
    "coordination",
    "finance",
    "party",
    "filing",
    "point",
    "section",
    "action",
    "matter",
    "framework",
    "call",
    "application",
    "deposit",
    "check",
    "applicant",
    "enclosed",
    "asked",
    "passage",
    "earlier",
    "consultation",
    "joined",
    "version",
    "interest",
    "stage",
    "resolution",
    "entry",
    "piece",
    "request_pk",
    "question",
    "edit",
    "motion",
    "meeting",
    "item",
    "invitation",
    "poll",
    "paper",
    "attendance",
    "recusal",
    "follow_up",
    "contribution",
    "line",
    "envelope",
    "allotted",
    "earmark",
    "use",
    "shortfall",
    "project",
    "announcement",
    "convention",
    "instalment",
    "payment",
    "scenario",
    "assignment",
    "change",
    "grid",
    "recovery",
    "recall",
    "repayment",
    "report",
]
FOREIGN = [
    (route, method, name)
    for route, row in ACCESS.items()
    if under_agreement(route)
    for method in row
    for name in params(route)
    if name in IDS
]


def test_every_id_of_an_address_is_one_we_know_to_replace() -> None:
    known = {*IDS, "place", "edition", "agreement", "upload", "key", "format", "token", "person", "pk", "side", "what"}
    assert sorted({name for route in ACCESS for name in params(route)} - known) == []


def test_a_number_of_another_agreement_is_not_found_under_ours_and_changes_nothing(world: World) -> None:
    before, seen = fingerprint(), {}
    for route, method, name in FOREIGN:
        address, client = world.address(route, **{name: world.theirs[name]}), world.client("coordinator")
        answer = world.send(route, client, address=address) if method == "POST" else client.get(address)
        seen[route, method, name] = (answer.status_code, fingerprint() == before)
    assert len(seen) > 50
    assert {key: value for key, value in seen.items() if value != (404, True)} == {}


def same(answer: Any) -> str:
    """A page without what is its own: tokens, keys, the number asked for."""
    return re.sub(r'value="[^"]*"|/\d+/', "", answer.content.decode())


def test_a_number_that_nobody_has_is_answered_alike(world: World) -> None:
    for route, method, name in FOREIGN:
        foreign = world.client("coordinator").generic(method, world.address(route, **{name: world.theirs[name]}))
        absent = world.client("coordinator").generic(method, world.address(route, **{name: 987_654}))
        if method == "GET":
            assert (route, same(absent)) == (route, same(foreign))


def test_the_document_of_somebody_else_is_not_found(world: World) -> None:
    before, seen = fingerprint(), {}
    for route, row in ACCESS.items():
        for method in row if "upload" in params(route) else ():
            address, client = world.address(route, upload=world.theirs["upload"]), world.client("opener")
            answer = world.send(route, client, address=address) if method == "POST" else client.get(address)
            seen[route, method] = answer.status_code
    assert seen == dict.fromkeys(seen, 404)
    assert (len(seen), fingerprint() == before) == (11, True)


def test_the_security_key_of_somebody_else_is_not_found(world: World) -> None:
    before = fingerprint()
    for route in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = world.address(route, pk=world.theirs["pk"])
        assert world.client("coordinator").get(address).status_code == 404
        assert world.send(route, world.client("coordinator"), address=address).status_code == 404
    assert fingerprint() == before


FOREIGN_FIELDS = [
    ("committee_add", "parent", "body"),
    ("committee_add", "host", "organisation"),
    ("committee_edit", "parent", "body"),
    ("committee_edit", "host", "organisation"),
    ("committee_contact", "known", "member"),
    ("seat_add", "organisation", "organisation"),
    ("procedure_set", "required_seat", "seat"),
    ("charge_give", "known", "member"),
    ("seat_add", "territories", "territory"),
    ("seat_territories", "territories", "territory"),
    ("party_merge", "known", "organisation"),
    ("amendment_add", "leaving", "party"),
    ("amendment_add", "body_0", "body"),
    ("amendment_add", "resolution", "resolution"),
    ("consult", "matter", "matter"),
    ("consultation_record", "seat", "consent"),
    ("dates_choose", "option", "option"),
    ("motion_save", "mover", "term"),
    ("sitting_arrive", "term", "term"),
    ("sitting_preside", "chair", "member"),
    ("item_recuse", "term", "term"),
    ("reply_interest", "item", "item"),
    ("coordination_name", "known", "member"),
    ("finance_name", "known", "member"),
    ("finance_name", "organisation", "organisation"),
    ("party_contact", "known", "member"),
    ("seat_appoint", "known", "member"),
    ("plan_action_add", "section", "section"),
    ("plan_action_add", "who_0", "b:body"),
    ("plan_action_add", "who_0", "o:organisation"),
    ("plan_action_edit", "who_0", "b:body"),
    ("plan_action_edit", "who_1", "o:organisation"),
    ("plan_action_merge", "other", "action"),
    ("plan_action_move", "section", "section"),
    ("matter_open", "body", "body"),
    ("matter_open", "recommending", "body"),
    ("matter_send_on", "body", "body"),
    ("power_choose", "body", "body"),
    ("interest_declare", "who", "member"),
    ("plan_roll", "kept", "action"),
    ("ask_send", "action", "action"),
    ("point_settle", "capacity", "term-:term"),
    ("point_dismiss", "capacity", "term-:term"),
    ("upload_build", "where", "agreement"),
    ("funding_pledge", "party", "party"),
    ("funding_pledge", "objective", "objective"),
    ("contribution_cancel", "amendment", "amendment"),
    ("allotment_line", "objective", "objective"),
    ("project_bear", "actions", "action"),
    ("project_propose", "envelope", "envelope"),
    ("project_announce", "projects", "granted"),
]


@pytest.mark.parametrize(("route", "name", "kind"), FOREIGN_FIELDS)
def test_a_number_of_another_agreement_in_a_form_is_refused_and_changes_nothing(world: World, route: str, name: str, kind: str) -> None:
    before = fingerprint()
    prefix, _colon, key = kind.rpartition(":")
    changed = {name: f"{prefix}{world.theirs[key]}"}
    changed |= {"name": "", "email": ""} if name == "known" and "email" in FORMS[route](world) else {}
    changed |= {"move": "-1"} if route == "plan_action_move" else {}
    with undone():
        answer = world.send(route, world.client("opener" if "upload" in route else "coordinator"), **changed)
        assert (answer.status_code, fingerprint() == before) in ((422, True), (404, True))


def test_a_note_says_only_a_capacity_of_its_writer(world: World) -> None:
    """A foreign capacity in the form is not taken: the writer's own is written under the note."""
    answer = world.send("action_note", world.client("working_member"), by=f"term-{world.theirs['term']}", on_behalf_of="")
    assert answer.status_code == 302
    assert world.cast.action.notes.latest("pk").capacity == "membre, Comité des fours"
    before = fingerprint()
    assert world.send("action_note", world.client("working_member"), by="coordination", on_behalf_of="la reine").status_code == 422
    assert fingerprint() == before


def test_access_ends_the_day_after_a_term_and_begins_with_it(world: World, settings: Any) -> None:
    address = world.address("points")
    days = {-2: {}, 0: {}, 30: {}}
    for shift, seen in days.items():
        settings.ENTENTES_TODAY = TODAY + timedelta(days=shift)
        seen.update({one: world.client(one).get(address).status_code for one in ("ended_term", "coming_term", "coordinator")})
    assert days == {
        -2: {"ended_term": 200, "coming_term": 404, "coordinator": 200},
        0: {"ended_term": 404, "coming_term": 404, "coordinator": 200},
        30: {"ended_term": 404, "coming_term": 200, "coordinator": 200},
    }


def test_what_is_withdrawn_from_the_public_is_closed_at_once(world: World) -> None:
    public = ("agreement", "plan", "plan_year", "action", "committees", "documents", "search")
    addresses = [world.address(route) for route in public]
    world.publish(True)
    assert {world.client("stranger").get(one).status_code for one in addresses} == {200}
    tag = Client().get(world.address("plan")).headers["ETag"]
    assert Client().get(world.address("plan"), headers={"If-None-Match": tag}).status_code == 304
    Agreement.objects.update(is_public=False)
    assert {world.client("stranger").get(one).status_code for one in addresses} == {404}
    assert Client().get(world.address("plan"), headers={"If-None-Match": tag}).status_code == 302
