"""Resolutions, their extracts, the register, and the public door: what is shown to whom, and what it proves."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any
from weakref import WeakSet

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from ententes.agreements.models import Export
from ententes.committees.models import Charge
from ententes.correspondence.models import Letter
from ententes.decisions import acts
from ententes.decisions.models import Entry, Head, Resolution
from ententes.decisions.queries import register
from ententes.decisions.queries.register import verify
from tests.cast import NOW, TODAY, Cast, make_body
from tests.decisions.chains import copy, open_plan, resolve

from .browsing import css, page_of, send, signed_in, words

HERE = "/e/pain-et-culture/"
CHECK = "/verifier-un-extrait/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def text_of(client: Client, address: str) -> str:
    return words(css(page_of(client, address), "main")[0]).replace("\xa0", " ")


def entry_of(resolution: Resolution) -> Entry:
    return Entry.objects.get(resolution=resolution, kind="resolution")


def test_a_resolution_shows_its_whole_text_and_what_it_does_to_others(cast: Cast) -> None:
    first = resolve(cast, None, cast.management, title="Les fours", resolved="de bâtir un four", mover=cast.manager_term.term)
    resolve(
        cast,
        None,
        cast.management,
        title="Les fours, encore",
        whereas="le froid",
        resolved="d’en bâtir deux",
        repeals=first,
        conditions="Au printemps.",
    )
    second = Resolution.objects.get(number="CG-2011-11-23-02")
    shown = text_of(signed_in(cast.worker), f"{HERE}resolutions/{second.pk}/")
    for said in ("le froid", "d’en bâtir deux", "Au printemps.", "Pour : 6. Contre : 0.", "Elle abroge CG-2011-11-23-01"):
        assert said in shown
    entered = text_of(signed_in(cast.worker), f"{HERE}registre/{entry_of(second).pk}/")
    for said in ("d’en bâtir deux", "pour 6, contre 0, abstentions 0", "23 novembre 2011", "AbrogeCG-2011-11-23-01"):
        assert said in entered
    older = text_of(signed_in(cast.worker), f"{HERE}resolutions/{first.pk}/")
    assert "Abrogée par CG-2011-11-23-02." in older
    assert "Proposée par Jean-Luc Siméon." in older


def test_resolutions_are_found_by_what_they_bear_on(cast: Cast) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    matter.refresh_from_db()
    about = resolve(cast, matter, cast.working)
    resolve(cast, None, cast.management)
    client = signed_in(cast.worker)
    for kind, found in (("plan", [about.number]), ("report", []), ("x", [about.number, "CG-2011-11-23-01"])):
        shown = page_of(client, f"{HERE}resolutions/?objet={kind}")
        assert sorted(words(one) for one in css(shown, "main tbody th")) == sorted(found)
        assert [one.get("value") for one in css(shown, "select[name=objet] option")] == ["", "plan"]


def test_resolutions_are_found_by_words_without_accents_year_body_mover_and_outcome(cast: Cast) -> None:
    resolve(cast, None, cast.management, title="Un", resolved="de fêter la récolte", mover=cast.manager_term.term)
    resolve(cast, None, cast.working, title="Deux", resolved="de réparer", outcome="rejected")
    client = signed_in(cast.worker)
    asked = {
        "q=fete+recolte": ["CG-2011-11-23-01"],
        "q=CF-2011": ["CF-2011-11-23-01"],
        "annee=2010": [],
        f"instance={cast.working.pk}": ["CF-2011-11-23-01"],
        f"par={cast.manager.pk}": ["CG-2011-11-23-01"],
        "issue=rejected": ["CF-2011-11-23-01"],
        "": ["CF-2011-11-23-01", "CG-2011-11-23-01"],
    }
    for query, numbers in asked.items():
        rows = css(page_of(client, f"{HERE}resolutions/?{query}"), "main tbody th")
        assert (query, [words(one) for one in rows]) == (query, numbers)


def test_what_was_taken_in_camera_is_its_bodys_and_the_coordinations(cast: Cast) -> None:
    secret = resolve(cast, None, cast.management, title="Le congédiement secret", resolved="de congédier", in_camera=True)
    address, entry = f"{HERE}resolutions/{secret.pk}/", f"{HERE}registre/{entry_of(secret).pk}/"
    for person in (cast.manager, cast.coordinator):
        assert "de congédier" in text_of(signed_in(person), address)
        assert "Le congédiement secret" in text_of(signed_in(person), f"{HERE}registre/")
    worker = signed_in(cast.worker)
    assert worker.get(address).status_code == 404
    assert send(worker, f"{address}extrait/").status_code == 404
    for shown in (text_of(worker, f"{HERE}resolutions/"), text_of(worker, f"{HERE}registre/"), text_of(worker, entry)):
        assert "congédie" not in shown
    assert b"cong" not in worker.post(f"{HERE}resolutions/exporter/").content
    assert entry_of(secret).sha256 in text_of(worker, entry)


def test_a_certified_extract_holds_the_text_its_place_in_the_register_and_where_to_verify_it(cast: Cast) -> None:
    made = resolve(cast, None, cast.management, whereas="l’hiver vient", resolved="d’allumer le four", conditions="Avec du bois sec.")
    answer = signed_in(cast.worker).post(f"{HERE}resolutions/{made.pk}/extrait/")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="extrait-cg-2011-11-23-01.pdf"'
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    told = "".join(read.split())
    entry, head = entry_of(made), Head.objects.get()
    for said in (
        "CG-2011-11-23-01",
        "l’hiver vient",
        "d’allumer le four",
        "Avec du bois sec.",
        entry.sha256,
        head.sha256,
        CHECK,
        "Comité de gestion",
    ):
        assert "".join(said.split()) in told
    export = Export.objects.get()
    assert (export.what, export.format, export.person) == ("extrait-cg-2011-11-23-01.pdf", "pdf", cast.worker)


def test_the_list_leaves_as_csv_with_no_live_formula_and_is_recorded(cast: Cast) -> None:
    resolve(cast, None, cast.management, resolved="=cmd|' /C calc'!A0")
    answer = signed_in(cast.worker).post(f"{HERE}resolutions/exporter/", {"q": "calc"})
    line = answer.content.decode("utf-8-sig").splitlines()[1]
    assert line.startswith("CG-2011-11-23-01,2011-11-23,Comité de gestion,Le plan,,'=cmd|")
    assert Export.objects.get().filter.replace("\xa0", " ") == "« calc »"


def test_the_register_is_paged_by_number_and_filtered_by_act(cast: Cast) -> None:
    acts.transmit(open_plan(cast), copy=copy(), by=cast.coordination, when=NOW)
    for _one in range(120):
        acts.enter(cast.agreement, kind="vote", content={"title": "Un vote"}, capacity="présidence", when=NOW)
    client = signed_in(cast.worker)

    def numbers(address: str) -> list[int]:
        return [int(words(one)) for one in css(page_of(client, address), "main tbody th")]

    first = f"{HERE}registre/"
    assert numbers(first) == list(range(121, 71, -1))
    older = css(page_of(client, first), "a[rel=next]")[0].get("href")
    assert numbers(older) == list(range(71, 21, -1))
    last = css(page_of(client, older), "a[rel=next]")[0].get("href")
    assert numbers(last) == list(range(21, 0, -1))
    assert not css(page_of(client, last), "a[rel=next]")
    assert numbers(css(page_of(client, last), "a[rel=prev]")[0].get("href")) == list(range(71, 21, -1))
    assert numbers(f"{first}?acte=transmission") == [1]


@pytest.mark.parametrize("number", [1, 3, 300])
def test_lists_take_the_same_queries_whatever_their_length(cast: Cast, django_assert_num_queries: Any, number: int) -> None:
    for _one in range(number):
        resolve(cast, None, cast.management, mover=cast.manager_term.term)
    client = signed_in(cast.worker)
    for address, queries in ((f"{HERE}resolutions/", 12), (f"{HERE}registre/", 9), (f"{HERE}qui-fait-quoi/", 10)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_a_page_of_the_register_is_found_by_its_number_whatever_stands_before_it(cast: Cast) -> None:
    for _one in range(60):
        resolve(cast, None, cast.management)
    client = signed_in(cast.worker)
    for asked in ("", "?avant=55", "?apres=3", "?avant=55&acte=resolution"):
        with CaptureQueriesContext(connection) as asked_of:
            client.get(f"{HERE}registre/{asked}")
        [read] = [one["sql"] for one in asked_of if 'FROM "decisions_entry"' in one["sql"]]
        assert ("LIMIT 51" in read, "OFFSET" in read) == (True, False)


def test_a_long_register_is_verified_without_being_held_whole(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _one in range(30):
        resolve(cast, None, cast.management)
    held: list[int] = []
    living: WeakSet[Entry] = WeakSet()

    def weigh(entry: Entry, number: int, previous: str) -> str:
        living.add(entry)
        held.append(len(living))
        return wrong(entry, number, previous)

    wrong = register._wrong
    monkeypatch.setattr(register, "_wrong", weigh)
    monkeypatch.setattr(register, "AT_ONCE", 5)
    assert (verify(cast.agreement).count, max(held) < 15) == (30, True)


def test_the_page_verifies_a_short_register_and_names_the_first_bad_entry(cast: Cast, monkeypatch: Any) -> None:
    resolve(cast, None, cast.management)
    client, address = signed_in(cast.worker), f"{HERE}registre/verifier/"
    assert "La seule inscription tient" in text_of(client, address)
    Resolution.objects.update(resolved="autre chose")
    assert "Le registre ne tient plus à l’inscription n° 1" in text_of(client, address)
    monkeypatch.setattr("ententes.web.register.views.SMALL", 0)
    assert "ententes register verify pain-et-culture" in text_of(client, address)


def test_a_body_renamed_since_breaks_no_register(cast: Cast) -> None:
    from ententes.committees import acts as committees

    resolve(cast, None, cast.management)
    facts: dict[str, Any] = {"acronym": "", "kind": "management", "host": None, "parent": None, "composition": ""}
    committees.revise_body(cast.management, name="Comité des sages", by=cast.coordination, **facts)
    assert verify(cast.agreement).bad is None
    other = make_body(cast.agreement, "Autre")
    Resolution.objects.update(body=other)
    assert verify(cast.agreement).bad == 1


def test_a_resolution_removed_from_or_slipped_into_the_database_is_named(cast: Cast) -> None:
    made = resolve(cast, None, cast.management)
    resolve(cast, None, cast.management)
    Entry.objects.filter(resolution=made).update(resolution=None)
    assert "CG-2011-11-23-01, qu’elle inscrit, manque" in verify(cast.agreement).why
    Entry.objects.filter(number=1).update(resolution=made)
    assert verify(cast.agreement).bad is None
    made.pk, made.number = None, "CG-2011-11-23-09"
    made.save()
    assert "CG-2011-11-23-09 n’y est pas inscrite" in verify(cast.agreement).why


def ask(client: Client, number: str, sha256: str, status: int = 200) -> str:
    answer = client.post(CHECK, {"numero": number, "empreinte": sha256})
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def test_anybody_verifies_an_extract_by_its_number_and_hash_and_learns_nothing_else(cast: Cast) -> None:
    made = resolve(cast, None, cast.management, title="Le titre secret", resolved="de garder le secret")
    sha256 = entry_of(made).sha256
    for prefix in (sha256[:12], sha256, f"{sha256[:6]} {sha256[6:20]}".upper()):
        shown = ask(Client(), made.number, prefix)
        assert "L’extrait concorde" in shown
        assert "Comité de gestion" in shown
        assert "secret" not in shown
    assert "il en faut au moins 12" in ask(Client(), made.number, sha256[:11], 422)


def test_an_unknown_number_and_a_wrong_hash_are_answered_alike(cast: Cast) -> None:
    made = resolve(cast, None, cast.management)
    other = resolve(cast, None, cast.management)
    cache.clear()
    answers = set()
    for number, sha256 in (("CG-2099-01-01-01", entry_of(made).sha256), (made.number, "0" * 64), (made.number, entry_of(other).sha256)):
        shown = ask(Client(), number, sha256)
        assert "Rien ne concorde" in shown
        assert "Comité de gestion" not in shown
        answers.add(shown.split("</section>")[0].split("<section")[-1])
    assert len(answers) == 1


def test_an_extract_of_a_register_touched_since_is_not_said_to_agree(cast: Cast) -> None:
    made = resolve(cast, None, cast.management)
    Resolution.objects.update(resolved="autre chose")
    cache.clear()
    shown = ask(Client(), made.number, entry_of(made).sha256)
    assert "le registre a été touché depuis" in shown
    assert "L’extrait concorde" not in shown


def test_the_public_door_counts_attempts(cast: Cast) -> None:
    cache.clear()
    answers = [Client().post(CHECK, {"numero": "X", "empreinte": "0" * 12}).status_code for _one in range(14)]
    assert (answers[:12], answers[12:]) == ([200] * 12, [429] * 2)


def test_an_extract_is_sent_to_whom_it_is_for_and_its_link_opens_without_signing_in(cast: Cast, settings: Any) -> None:
    one = resolve(cast, None, cast.management, mover=cast.manager_term.term)
    client = signed_in(cast.coordinator)
    assert send(client, f"{HERE}resolutions/{one.pk}/delivrer/", {"to": ""}).status_code == 422
    assert send(client, f"{HERE}resolutions/{one.pk}/delivrer/", {"to": cast.opener.pk}).status_code == 422, "nobody of the agreement"
    assert send(client, f"{HERE}resolutions/{one.pk}/delivrer/", {"to": cast.worker.pk}).status_code == 302
    assert f"{cast.worker.name} 23 novembre 2011" in words(page_of(client, f"{HERE}resolutions/{one.pk}/")).replace("\xa0", " ")
    letter = Letter.objects.latest("pk")
    link = re.search(r"/extrait/[^\s]+", letter.text)[0]  # type: ignore[index]
    answer = Client().get(link)
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    printed = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages).replace("\xa0", " ")
    assert "CG-2011-11-23-01" in printed
    assert "délivré le 23 novembre 2011 à titre de coordination de l’entente" in " ".join(printed.split())
    assert Client().get(link[:-3] + "xx/").status_code == 404
    settings.ENTENTES_TODAY = TODAY + timedelta(days=60)
    assert Client().get(link).status_code == 410


def test_members_deliver_no_extract_nor_does_what_was_taken_in_camera_leave_by_a_link(cast: Cast) -> None:
    one, closed = resolve(cast, None, cast.management), resolve(cast, None, cast.management, in_camera=True)
    deliver = f"{HERE}resolutions/%s/delivrer/"
    refused = send(signed_in(cast.manager), deliver % one.pk, {"to": cast.worker.pk})
    assert (refused.status_code, "secrétariat de l’instance" in refused.content.decode()) == (422, True)
    assert "Envoyer l’extrait" not in text_of(signed_in(cast.manager), f"{HERE}resolutions/{one.pk}/")
    Charge.objects.create(body=cast.management, office="secretary", person=cast.manager, starts_on=TODAY)
    assert send(signed_in(cast.manager), deliver % one.pk, {"to": cast.worker.pk}).status_code == 302
    assert send(signed_in(cast.coordinator), deliver % closed.pk, {"to": cast.worker.pk}).status_code == 422
    assert send(signed_in(cast.worker), deliver % closed.pk, {"to": cast.worker.pk}).status_code == 404
