"""Whoever declared an interest in a project reaches nothing of it, by page, list, document, search, link or letter, until all know of it.

Everything that hangs from the projects of the world is sown with canaries, and so are the points of agendas, which are made to bear on one.
Negative control: without the declaration, the same people find them on the same pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ententes.awards.models import Announcement, Project
from ententes.command.serving import chores
from ententes.committees.models import Coordination
from ententes.correspondence.models import Letter
from ententes.decisions import acts as decisions
from ententes.decisions.models import Entry, Matter, Resolution
from ententes.funding.models import LedgerEntry
from ententes.ground import clock
from ententes.meetings.models import Consultation, Item, Minutes
from ententes.projects.models import Application
from ententes.scoring.models import Declaration
from ententes.web.access import ACCESS
from tests.cast import NOW

from .conftest import undone
from .sowing import around
from .test_isolation import CANARY, read
from .world import FORMS, World

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
WHO = ("coordinator", "working_member", "management_member")
OF_OTHERS = {"opinion", "convention_link"}
"""Links of letters to an expert and to a promoter, who read their own file."""
UNWRITTEN = ("read_waiting", "send_due")
"""Chores that write no letter."""
SAID_OF_PEOPLE = {"capacity", "recorded_by", "declared_by", "name"}
"""In which capacity somebody acted, and who they are, is not of the file."""
CENTS, SUM = 7_650_021, r"76 5\d\d,21"
SEARCHES = ("recherche/", "resolutions/", "registre/", "dossiers/", "projets/suivi/", "argent/livre/", "qui-fait-quoi/", "suites/")


@pytest.fixture
def sown(world: World) -> Iterator[World]:
    """The world, with a canary in all that is said of the projects that are before a body or decided, and a sum that nothing else has."""
    numbers = count()

    def words(_longest: int | None) -> str:
        return f"{CANARY} {next(numbers)}"

    with undone():
        ours = world.cast.agreement
        one = Project.objects.get(pk=world.ours["coming"])
        items = Item.objects.filter(meeting__body__agreement=ours, minutes=None, usual="")
        keys = set(items.values_list("pk", flat=True))
        Resolution.objects.filter(motion__item__in=keys).update(matter=one.matter)
        Entry.objects.filter(resolution__matter=one.matter).update(matter=one.matter)
        Consultation.objects.filter(body__agreement=ours).update(matter=one.matter)
        items.update(matter=one.matter)
        world.matters = list(Matter.objects.filter(agreement=ours, kind="project"))
        world.applications = list(Application.objects.filter(call__agreement=ours))
        around(world.matters, ("decisions", "meetings", "awards", "funding", "conventions"), words, but=SAID_OF_PEOPLE)
        around(world.applications, ("projects", "scoring"), words, but=SAID_OF_PEOPLE)
        around(list(Item.objects.filter(pk__in=keys)), ("meetings",), words, but=SAID_OF_PEOPLE)
        for minutes in Minutes.objects.filter(meeting__body__agreement=ours):
            minutes.sections = [
                section | ({"title": words(None), "text": words(None)} if section["item"] in keys else {}) for section in minutes.sections
            ]
            minutes.save()
        for rank, matter in enumerate(world.matters):
            Project.objects.filter(matter=matter).update(aid=CENTS + 100 * rank)
            LedgerEntry.objects.filter(use__matter=matter).update(cents=CENTS + 100 * rank)
        yield world


SEEN = {
    "management_member": {"todo", "action", "resolutions", "register", "sitting", "minutes", "minutes_link", "follow_ups", "ledger"},
    "working_member": {"todo", "matters", "meeting", "reply", "consent", "meeting_file", "analysis_file", "project_packet", "convention"},
    "coordinator": {"matters", "register", "resolutions_export", "call_application", "admissibility", "project_board", "payments_export"},
}
"""Some of what each reads of the projects as long as they declare nothing."""


def declare(world: World) -> None:
    """Their interest in each of those projects, and in each application."""
    for person in (world.people[who] for who in WHO):
        for matter in world.matters:
            decisions.declare_interest(matter, person=person, nature="Mon frère", declared_by="x", when=clock.now())
        for application in world.applications:
            said = {"nature": "Mon frère", "capacity": "x", "at": NOW}
            Declaration.objects.get_or_create(application=application, person=person, interested=True, defaults=said)


TOTALS = {"funding"}
"""What an envelope comes to is no project’s: in this world, one alone was paid."""


def told(answer: Any) -> set[str]:
    """What of the projects an answer says."""
    return set(re.findall(rf"{CANARY} \d+|{SUM}", read(answer).replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")))


def walk(world: World, who: str, routes: Iterable[str]) -> dict[str, set[str]]:
    """Each of these routes that reads or takes a document away: what it says of the projects."""
    found: dict[str, set[str]] = {}
    client = world.client(who)
    for route in routes:
        row = ACCESS[route]
        if "GET" in row and route != "account_logout":
            found[route] = told(client.get(world.address(route)))
        elif "POST" in row and re.search(r"_(export|extract|agenda|file)$", route):
            with undone():
                found[route] = told(world.send(route, client, once=None))
    return found


def search(world: World, who: str) -> dict[str, set[str]]:
    """Each list searched for the words, then the pages of some matters, resolutions and entries of the register."""
    client, home = world.client(who), world.address("agreement")
    found = {where: told(client.get(f"{home}{where}?q={CANARY}")) for where in SEARCHES}
    each = [
        *(f"dossiers/{matter.pk}/" for matter in world.matters[:3]),
        *(f"resolutions/{one.pk}/" for one in Resolution.objects.filter(matter__in=world.matters)[:3]),
        *(f"registre/{one.pk}/" for one in Entry.objects.filter(matter__in=world.matters).order_by("kind")[:3]),
    ]
    return found | {where: told(client.get(home + where)) for where in each}


@pytest.mark.parametrize("who", WHO)
def test_whoever_declared_an_interest_reads_nothing_of_a_project_anywhere_and_did_before(sown: World, who: str) -> None:
    before = walk(sown, who, SEEN[who])
    assert [route for route, words in before.items() if not words] == []
    assert any(search(sown, who).values())
    declare(sown)
    after = walk(sown, who, set(ACCESS) - OF_OTHERS - TOTALS) | search(sown, who)
    assert {route: words for route, words in after.items() if words} == {}


def test_what_is_made_known_to_all_is_read_again_by_whoever_declared_an_interest_and_its_file_stays_closed(sown: World) -> None:
    declare(sown)
    one = Project.objects.filter(matter__resolutions__entries__kind="resolution", told=None).order_by("pk")[0]
    resolution = one.matter.resolutions.get()
    home = sown.address("agreement")
    entry = resolution.entries.get(kind="resolution")
    places = [f"{home}resolutions/{resolution.pk}/", f"{home}registre/{entry.pk}/", f"{home}dossiers/{one.matter_id}/"]
    closed = [sown.client("working_member").get(place) for place in places]
    assert [(answer.status_code, told(answer)) for answer in closed] == [(200, set())] * 3
    assert ["intérêt" in read(answer) for answer in closed] == [True] * 3
    announcement = Announcement.objects.get(pk=sown.ours["announcement"])
    announcement.projects.add(one)
    Announcement.objects.filter(pk=announcement.pk).update(public_at=clock.now() + timedelta(minutes=1))
    assert [bool(told(sown.client("working_member").get(place))) for place in places] == [False, False, False]
    Announcement.objects.filter(pk=announcement.pk).update(public_at=clock.now())
    assert [bool(told(sown.client("working_member").get(place))) for place in places] == [True, True, False]


def test_no_letter_written_after_a_declaration_tells_of_the_project(sown: World) -> None:
    """Every form of the product is sent by another who coordinates, and every chore is done: none writes of it to those three."""
    second = Coordination.objects.get(pk=sown.ours["second_coordination"]).person
    people = [sown.people[who] for who in WHO]
    client = Client()
    client.force_login(second)
    sown.sessions["second"] = client.cookies[settings.SESSION_COOKIE_NAME].value

    last = Letter.objects.latest("pk").pk
    doing = {one.__name__: partial(one, when=NOW + timedelta(days=8)) for one in chores() if one.__name__ not in UNWRITTEN}
    doing |= {route: partial(sown.send, route, sown.client("second")) for route in FORMS}

    def telling(names: Iterable[str]) -> set[str]:
        found = set()
        for name in names:
            with undone():
                doing[name]()
                rows = Letter.objects.filter(pk__gt=last, recipient__in=people).values_list("subject", "text")
                found |= {name for subject, text in rows if CANARY in f"{subject} {text}"}
        return found

    wrote = {"ballot_open", "consultation_stop", "meeting_call", "agenda_send", "write_digests"}
    assert telling(wrote) == wrote
    declare(sown)
    assert telling(doing) == set()
