"""The page of a body opens its written consultations to those who read them, and leads to a new one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ententes.decisions import acts as decisions
from ententes.decisions.queries.chain import Link
from ententes.exporting import frozen
from ententes.meetings import acts
from ententes.meetings.models import Consultation
from ententes.meetings.queries import consents
from tests.cast import NOW, TODAY, Cast, make_person, make_procedure, make_term

from .browsing import css, page_of, signed_in, words

HOME = "/e/pain-et-culture/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def consult(cast: Cast, title: str = "Acheter du levain", **more: Any) -> Consultation:
    facts = {"title": title, "resolved": "d’acheter", "closes_on": TODAY, "by": cast.coordination, "when": NOW}
    return acts.consult(cast.management, **{**facts, **more})


def links(cast: Cast, person: Any) -> list[tuple[str, str]]:
    """The links about what is resolved in writing on the page of the body."""
    page = page_of(signed_in(person), f"{HOME}instances/{cast.management.pk}/")
    found = css(page, "a[href^=/e/pain-et-culture/consultations/], a[href^=/e/pain-et-culture/instances/]")
    return [(words(one), one.get("href")) for one in found if "consultations" in one.get("href") or "par-ecrit" in one.get("href")]


def test_the_page_of_a_body_leads_to_its_consultations_and_to_a_new_one(cast: Cast) -> None:
    make_procedure(cast.management, cast.coordination)
    new = ("Résoudre par écrit", f"{HOME}instances/{cast.management.pk}/par-ecrit/")
    assert (links(cast, cast.coordinator), links(cast, cast.manager)) == ([new], [])
    one = consult(cast)
    shown = ("Acheter du levain", f"{HOME}consultations/{one.pk}/")
    assert (links(cast, cast.coordinator), links(cast, cast.manager), links(cast, cast.worker)) == ([shown, new], [shown], [])
    page = words(page_of(signed_in(cast.manager), f"{HOME}instances/{cast.management.pk}/")).replace("\xa0", " ")
    assert "à signer d’ici le 23 novembre 2011" in page
    acts.answer_consultation(one.consents.get(), signed=True, sha256=one.sha256, when=NOW)
    page = words(page_of(signed_in(cast.manager), f"{HOME}instances/{cast.management.pk}/")).replace("\xa0", " ")
    assert "résolution CG-2011-11-23-01" in page


def test_whoever_has_an_interest_in_its_matter_no_longer_reads_a_consultation(cast: Cast) -> None:
    make_procedure(cast.management, cast.coordination)
    other = make_person("Rose Levain")
    make_term(cast.management, other)
    chain = [Link(("decide",), cast.management)]
    facts = {"kind": "question", "title": "Le levain", "question": "Duquel?", "links": chain}
    matter = decisions.open_matter(cast.agreement, **facts, by=cast.coordination, when=NOW)
    decisions.transmit(matter, copy=frozen.copy_of(matter), by=cast.coordination, when=NOW)
    one = consult(cast, matter=matter)
    free = consult(cast, "Autre chose")
    decisions.declare_interest(matter, person=other, nature="Elle en vend.", declared_by="membre", when=NOW)
    assert [words for words, _url in links(cast, other)] == ["Autre chose"]
    answers = {person.name: signed_in(person).get(f"{HOME}consultations/{one.pk}/").status_code for person in (other, cast.manager)}
    assert answers == {"Rose Levain": 404, "Jean-Luc Siméon": 200}
    assert signed_in(other).get(f"{HOME}consultations/{free.pk}/").status_code == 200


def test_thirty_consultations_cost_the_page_of_the_body_what_one_does(cast: Cast) -> None:
    make_procedure(cast.management, cast.coordination)
    client, address = signed_in(cast.manager), f"{HOME}instances/{cast.management.pk}/"
    counted = []
    for number in (1, 29):
        for one in range(number):
            consult(cast, f"Texte {one}")
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counted.append(len(captured))
    assert counted[0] == counted[1]
    assert len(links(cast, cast.manager)) == 5


def test_who_signs_by_letter_reads_the_copy_and_learns_the_number_that_their_signature_made(cast: Cast) -> None:
    make_procedure(cast.management, cast.coordination)
    facts = {"kind": "question", "title": "Le levain", "question": "Duquel?", "links": [Link(("decide",), cast.management)]}
    matter = decisions.open_matter(cast.agreement, **facts, by=cast.coordination, when=NOW)
    decisions.transmit(matter, copy=frozen.copy_of(matter), by=cast.coordination, when=NOW)
    one = consult(cast, matter=matter)
    link = consents.path(one.consents.get())
    client = Client()
    assert client.get(f"{link}copie/").getvalue().startswith(b"%PDF")  # type: ignore[attr-defined]
    assert f"{link}copie/" in [each.get("href") for each in css(page_of(client, link), "main a")]
    answer = {"answer": "sign", "read": "on", "sha256": one.sha256}
    told = client.post(link, answer, follow=True).content.decode()
    assert "Votre signature était la dernière attendue" in told
    assert told.count("CG-2011-11-23-01") == 2
    assert "déjà répondu" not in told
    decisions.declare_interest(matter, person=cast.manager, nature="Il en vend.", declared_by="membre", when=NOW)
    assert client.get(f"{link}copie/").status_code == 404


def test_a_link_cut_on_its_way_speaks_of_nothing_that_was_written(cast: Cast) -> None:
    told = Client().get("/accord/1-20111203.rien/").content.decode()
    assert "Copiez-le en entier" in told
    assert "aviez écrit" not in told
