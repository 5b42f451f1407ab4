"""Whoever belongs to one agreement reaches nothing of another: its matters, meetings, resolutions, register, texts and amendments.

Negative control: whoever coordinates the other one finds the same words on each of those pages.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from django.test import Client

from ententes.committees.queries import capacities
from ententes.correspondence.models import Letter
from ententes.meetings import acts as meetings
from ententes.web.access import ACCESS
from tests.cast import NOW, TODAY

from .conftest import undone
from .sowing import everywhere
from .world import FORMS, World

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
CANARY = "canari"
ROOMS = ("agreements", "awards", "committees", "conventions", "decisions", "frameworks", "funding", "meetings", "plans", "projects")
LETTERS = ("reply", "reply_ics", "reply_document", "reply_copy", "dates_answer", "calendar_feed", "vote", "consent", "answer")
TOKENS = ("minutes_link", "minutes_link_sign", "minutes_link_remark")
MEMBERS = ("coordinator", "management_member", "working_member", "contact", "link_holder", "anonymous")


@pytest.fixture
def sown(world: World) -> Iterator[World]:
    """The world, with a canary in every text of the other agreement."""
    numbers = count()
    with undone():
        found = everywhere(world.cast.other_agreement, ROOMS, lambda _longest: f"{CANARY} {next(numbers)}")
        assert {one for one, rows in found.items() if rows} >= {"Matter", "Resolution", "Entry", "Meeting", "Item", "Motion", "Minutes"}
        yield world


def read(answer: Any) -> str:
    """What an answer says, inside a file too."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as opened:
            body = b"".join(opened.read(name) for name in opened.namelist())
    return str(body.decode("utf-8", "replace")).lower()


def crawl(client: Client, starts: list[str], most: int = 400) -> Iterator[tuple[str, int, str]]:
    """Every page that links lead to from there."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        path = waiting.pop(0)
        answer = client.get(path)
        text = read(answer)
        yield path, answer.status_code, text
        found = re.findall(r'(?:href|action)="(/[^"#]*)', text) + ([answer.url] if answer.status_code in (301, 302) else [])
        for link in (one.replace("&amp;", "&") for one in found):
            if not link.startswith("/static/") and link not in seen and len(seen) < most:
                seen.add(link)
                waiting.append(link)


def ways_in(world: World) -> list[str]:
    """The first pages, the searches, and the links of letters."""
    home = world.address("agreement")
    searches = [f"{home}{where}?q={CANARY}" for where in ("recherche/", "resolutions/", "registre/", "dossiers/")]
    letters = [world.address(route) for route in (*LETTERS, *TOKENS) if "GET" in ACCESS[route]]
    return [home, "/", "/a-faire/", f"{home}?au=2012-06-01", *searches, *letters]


@pytest.mark.parametrize("who", MEMBERS)
def test_no_page_list_search_feed_or_link_of_a_letter_shows_anything_of_another_agreement(sown: World, who: str) -> None:
    pages = list(crawl(sown.client(who), ways_in(sown)))
    assert len(pages) > (100 if who == "coordinator" else 15)
    # A published call is read by anybody, whatever its agreement.
    assert [path for path, _status, text in pages if CANARY in text and CANARY not in path and not path.startswith("/appels/")] == []
    assert [path for path, status, _text in pages if status >= 500] == []
    # A search repeats what was typed, and finds nothing else.
    asked = [text.replace(f'value="{CANARY}"', "") for path, _status, text in pages if CANARY in path]
    assert [re.search(rf"{CANARY} \d", text) for text in asked] == [None] * len(asked)


def test_a_promoter_reads_their_own_applications_and_nothing_of_another_one(sown: World) -> None:
    pages = list(crawl(sown.client("promoter"), ["/demandes/", "/appels/"]))
    own = f"/demandes/{sown.ours['application']}/"
    assert own in {path for path, status, _text in pages if status == 200}
    applied = [(path, CANARY in text) for path, _status, text in pages if path.startswith("/demandes/")]
    assert (len(applied) > 10, [path for path, told in applied if told]) == (True, [])
    theirs = f"/demandes/{sown.theirs['application']}/"
    rest = ("", "lettre/", "document/", "partie/projet/", f"recue/{sown.theirs['deposit']}/", f"pieces/{sown.theirs['enclosed']}/")
    mixed = (f"{own}recue/{sown.theirs['deposit']}/", f"{own}pieces/{sown.theirs['enclosed']}/", f"{own}complement/{sown.theirs['asked']}/")
    asked = [*(f"{theirs}{one}" for one in rest), *mixed]
    assert {one: sown.client("promoter").get(one).status_code for one in asked} == dict.fromkeys(asked, 404)
    assert CANARY in read(sown.client("other_member").get(theirs))


EXPORTS = (
    *("resolutions_export", "resolution_extract", "plan_export", "framework_export", "meeting_agenda", "meeting_file"),
    *("ledger_export", "statement_export", "convention_export", "payments_export"),
    *("project_packet_export", "project_board_export", "applications_export", "analysis_ranking_export"),
)


def test_no_document_that_leaves_holds_anything_of_another_agreement(sown: World) -> None:
    assert {one for one in FORMS if "export" in one} <= set(EXPORTS)
    for route in EXPORTS:
        answer = sown.send(route, sown.client("coordinator"), once=None)
        assert (route, answer.status_code, CANARY in read(answer)) == (route, 200, False)


def test_no_letter_tells_anybody_of_ours_of_another_agreement(sown: World) -> None:
    last = Letter.objects.latest("pk").pk
    assert meetings.write_digests(when=NOW) > 2
    said: dict[bool, set[bool]] = {True: set(), False: set()}
    for letter in Letter.objects.filter(pk__gt=last).select_related("recipient"):
        ours = any(capacities(letter.recipient, sown.cast.agreement, TODAY))
        said[ours].add(CANARY in f"{letter.subject} {letter.text}")
    assert (said[True], True in said[False]) == ({False}, True)


def test_whoever_belongs_to_the_other_one_finds_the_words_there_and_each_of_these_pages_is_closed_to_us(sown: World) -> None:
    home = f"/e/{sown.cast.other_agreement.slug}/"
    paths = {
        path: text for path, status, text in crawl(sown.client("other_coordinator"), [home]) if status == 200 and path.startswith(home)
    }
    shown = {path.removeprefix(home).split("/")[0] for path, text in paths.items() if CANARY in text}
    assert shown >= {
        "",
        "dossiers",
        "resolutions",
        "registre",
        "rencontres",
        "consultations",
        "instances",
        "avenants",
        "qui-fait-quoi",
        "argent",
        "projets",
    }
    for who in ("coordinator", "management_member"):
        ours = sown.client(who)
        assert {path: ours.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
