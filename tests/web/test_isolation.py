"""Agreements stand side by side and see nothing of one another: canaries are put everywhere in one, and looked for from the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement, Clause, Objective, Party
from ententes.committees.models import Mandate, Seat
from ententes.committees.queries import Capacity
from ententes.documents import acts as files
from ententes.frameworks import acts as frameworks
from ententes.organisations.models import Organisation
from ententes.plans.models import Note, Plan, Point
from tests.cast import NOW, TODAY, Cast, make_action, make_body, make_coordination, make_person, make_plan, make_section, make_term

CANARY = "canari"


@pytest.fixture(autouse=True)
def _today(settings: object) -> None:
    settings.ENTENTES_TODAY = TODAY  # type: ignore[attr-defined]


def put_canaries(agreement: Agreement) -> None:
    """One in every field a page may show."""
    said = {"title": f"{CANARY} titre", "short_title": f"{CANARY} court", "region": f"{CANARY} région", "field": f"{CANARY} domaine"}
    agreements.entitle(agreement, **said, context=f"{CANARY} contexte", purpose=f"{CANARY} objet")
    Clause.objects.create(agreement=agreement, number=f"{CANARY} 1", words=f"{CANARY} article")
    Objective.objects.create(agreement=agreement, number=9, title=f"{CANARY} objectif")
    organisation = Organisation.objects.create(name=f"{CANARY} organisme", acronym=f"{CANARY} sigle")
    person = make_person(f"{CANARY} personne")
    Party.objects.create(agreement=agreement, organisation=organisation, contact=person)
    body = make_body(agreement, f"{CANARY} comité", acronym=f"{CANARY}"[:20], composition=f"{CANARY} composition", contact=person)
    Mandate.objects.create(body=body, position=0, words=f"{CANARY} mandat")
    Seat.objects.create(body=body, label=f"{CANARY} siège", organisation=organisation)
    make_term(body, person)
    make_coordination(agreement, person)
    plan: Plan = make_plan(agreement)
    plan.title = f"{CANARY} plan"
    plan.save()
    action = make_action(make_section(plan, title=f"{CANARY} section"), f"{CANARY} action", body)
    Note.objects.create(action=action, author=person, capacity=f"{CANARY} titre", dated_on=TODAY, written_at=NOW, text=f"{CANARY} nouvelle")
    Point.objects.create(agreement=agreement, plan=plan, action=action, kind="x", sentence=f"{CANARY} point", settled_by=body)
    coordination = agreement.coordinations.last()
    assert coordination is not None
    sections = [(f"{CANARY} objet", f"{CANARY} passage")]
    facts = {"title": f"{CANARY} cadre", "by": Capacity(agreement, coordination=coordination), "when": NOW}
    frameworks.begin(agreement, kind="document", **facts, sections=sections)
    file = files.keep(content=b"canari", name=f"{CANARY}.txt", media_type="text/plain", by=person, when=NOW)
    agreements.file_document(agreement, file=file, title=f"{CANARY} document", is_public=True)


def crawl(client: Client, start: str) -> Iterator[tuple[str, int, str]]:
    """Every page that links lead to from there, as address, status and text."""
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = body.decode("utf-8", "replace")
        yield path, answer.status_code, text
        found = re.findall(r'(?:href|action)="(/[^"#]*)', text) + ([answer.url] if answer.status_code in (301, 302) else [])
        for link in found:
            link = link.replace("&amp;", "&")
            if not link.startswith("/static/") and link not in seen and len(seen) < 400:
                seen.add(link)
                waiting.append(link)


def test_the_coordination_of_one_meets_nothing_of_the_other(cast: Cast) -> None:
    put_canaries(cast.other_agreement)
    client = Client()
    client.force_login(cast.coordinator)
    pages = [*crawl(client, "/"), *crawl(client, "/e/pain-et-culture/")]
    assert len(pages) > 30
    assert [path for path, _status, text in pages if CANARY in text.lower()] == []
    assert [path for path, status, _text in pages if status >= 500] == []


def test_the_public_meets_nothing_of_what_is_not_published(cast: Cast) -> None:
    agreements.publish(cast.agreement)
    put_canaries(cast.other_agreement)
    pages = list(crawl(Client(), "/"))
    assert len(pages) > 5
    assert [path for path, _status, text in pages if CANARY in text.lower()] == []


def test_a_canary_is_seen_where_it_should_be(cast: Cast) -> None:
    put_canaries(cast.other_agreement)
    make_coordination(cast.other_agreement, cast.opener)
    client = Client()
    client.force_login(cast.opener)
    assert sum(CANARY in text.lower() for _path, _status, text in crawl(client, "/e/forets/")) > 10


def test_the_pages_of_the_other_answer_as_if_they_were_not(cast: Cast) -> None:
    put_canaries(cast.other_agreement)
    make_coordination(cast.other_agreement, cast.opener)
    inside, outside = Client(), Client()
    inside.force_login(cast.opener)
    outside.force_login(cast.coordinator)
    paths = [path for path, status, _text in crawl(inside, "/e/forets/") if status == 200 and path.startswith("/e/forets/")]
    assert len(paths) > 10
    assert {path: outside.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
