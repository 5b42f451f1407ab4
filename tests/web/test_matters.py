"""The pages of matters: the path and what stands in its way, what is frozen, who withdrew, and « Qui fait quoi »."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ententes.committees import acts as committees
from ententes.committees.models import Mandate
from ententes.decisions import acts
from ententes.decisions.models import ChainChoice, Entry, Interest, Matter
from ententes.decisions.queries.chain import Link
from ententes.exporting import frozen
from ententes.organisations.models import Organisation
from ententes.plans.models import Point
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_term
from tests.decisions.chains import copy, give, open_plan, resolve

from .browsing import css, fields_of, page_of, send, signed_in, words

MATTERS = "/e/pain-et-culture/dossiers/"
POWERS = "/e/pain-et-culture/qui-fait-quoi/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    return signed_in(cast.coordinator)


def ask(cast: Cast, question: str = "Faut-il un second four?", *before: Any) -> Matter:
    links = [*(Link(("recommend",), body) for body in before), Link(("decide",), cast.management)]
    facts = {"title": "Un second four", "question": question, "links": links, "by": cast.coordination, "when": NOW}
    return acts.open_matter(cast.agreement, kind="question", **facts)


def at(matter: Matter, more: str = "") -> str:
    return f"{MATTERS}{matter.pk}/{more}"


def text_of(client: Client, address: str, status: int = 200) -> str:
    return words(css(page_of(client, address, status), "main")[0]).replace("\xa0", " ")


def test_a_free_question_goes_from_its_form_to_a_frozen_copy_before_its_body(cast: Cast, coordinator: Client) -> None:
    asked = {"objet": "question", "title": "Un second four", "question": "Faut-il **un** second four?", "body": cast.management.pk}
    sent = send(coordinator, f"{MATTERS}ouvrir/", asked | {"recommending": [cast.working.pk, cast.management.pk]})
    matter = Matter.objects.get()
    assert sent.headers["Location"] == at(matter)
    assert [(stage.body, stage.verbs) for stage in matter.stages.all()] == [(cast.working, ["recommend"]), (cast.management, ["decide"])]
    read_back = page_of(coordinator, at(matter, "transmettre/"))
    assert "est transmis à Comité des fours, en sa version 1, figée" in words(read_back).replace("\xa0", " ")
    form = css(read_back, "main form")[0]
    assert send(coordinator, at(matter, "transmettre/"), fields_of(form)).status_code == 302
    ways = [one.get("href") for one in css(page_of(coordinator, at(matter)), "main a") if "/dossiers/" not in one.get("href")]
    assert [f"/e/pain-et-culture/instances/{cast.working.pk}/{way}" in ways for way in ("rencontres/planifier/", "regles/preciser/")] == [
        True,
        True,
    ]
    version = matter.versions.get()
    copied = coordinator.get(at(matter, f"copies/{version.pk}/"))
    assert copied.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(copied.streaming_content).startswith(b"%PDF-")
    assert Entry.objects.get().content["sha256"] == version.sha256


def test_a_text_that_changed_since_it_was_read_back_is_read_back_again(cast: Cast, coordinator: Client) -> None:
    matter = ask(cast)
    form = css(page_of(coordinator, at(matter, "transmettre/")), "main form")[0]
    acts.rephrase(matter, title="Un second four", question="Faut-il deux fours?", by=cast.coordination)
    again = send(coordinator, at(matter, "transmettre/"), fields_of(form))
    assert again.status_code == 409
    assert "Le texte a changé depuis que vous l’avez relu" in again.content.decode()
    assert not matter.versions.exists()


def test_the_next_copy_says_what_changed_since_the_one_before(cast: Cast, coordinator: Client) -> None:
    matter = ask(cast)
    acts.transmit(matter, copy=frozen.copy_of(matter), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.management, "return", resolved="de renvoyer la question")
    file = SimpleUploadedFile("devis.txt", b"40 000 $", "text/plain")
    assert send(coordinator, at(matter, "pieces/"), {"file": file, "title": "Le devis"}).status_code == 302
    form = css(page_of(coordinator, at(matter, "modifier/")), "main form")[0]
    assert send(coordinator, at(matter, "modifier/"), {**fields_of(form), "question": "Faut-il deux fours?"}).status_code == 302
    form = css(page_of(coordinator, at(matter, "transmettre/")), "main form")[0]
    send(coordinator, at(matter, "transmettre/"), fields_of(form))
    said = [one.replace("\xa0", " ") for one in matter.versions.last().differences]
    assert said == ["« Faut-il un second four? » devient « Faut-il deux fours? ».", "Le document « Le devis » est joint."]
    assert "2 différences" in text_of(coordinator, at(matter))


def test_the_page_shows_the_path_with_each_mandate_and_what_stands_in_the_way(cast: Cast, coordinator: Client) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.working, conditions="Un bilan en mars.")
    cast.management.seats.all().delete()
    shown = text_of(coordinator, at(matter))
    for said in (
        "Comité des fours proposer Fait « Proposer le plan d’action »",
        "résolution CF-2011-11-23-01",
        "Comité de gestion adopter Prochaine étape « Adopter le plan d’action »",
        "Comité de gestion n’a aucun siège qui vote",
        "Un bilan en mars.",
    ):
        assert said in shown
    assert css(page_of(coordinator, at(matter)), "main [aria-disabled=true]")


def test_a_closed_transmission_says_why_and_writes_nothing(cast: Cast, coordinator: Client) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    sent = send(coordinator, at(matter, "transmettre/"), {"sha256": "0" * 64})
    assert sent.status_code == 422
    assert "il n’en bouge que par ce que cette instance résout" in sent.content.decode()
    assert matter.steps.count() == 2


def test_a_withdrawal_asks_for_its_reasons_and_keeps_what_was_typed(cast: Cast, coordinator: Client) -> None:
    matter = ask(cast)
    assert send(coordinator, at(matter, "retirer/"), {"reasons": " "}).status_code == 422
    assert send(coordinator, at(matter, "retirer/"), {"reasons": "Plus d’argent."}).status_code == 302
    assert Matter.objects.get().state == "withdrawn"
    assert "Plus d’argent." in text_of(coordinator, at(matter))
    assert coordinator.get(at(matter, "retirer/")).status_code == 200
    assert send(coordinator, at(matter, "retirer/"), {"reasons": "Encore"}).status_code == 422


def test_whoever_declares_an_interest_is_told_they_withdrew_and_reads_nothing_of_the_file(cast: Cast) -> None:
    matter = ask(cast, "Le four de la rue Secrète?")
    version = acts.transmit(matter, copy=frozen.copy_of(matter), by=cast.coordination, when=NOW)
    manager = signed_in(cast.manager)
    declared = {"who": cast.manager.pk, "nature": "Je vends des fours."}
    assert send(manager, at(matter, "interets/"), declared).status_code == 302
    shown = text_of(manager, at(matter))
    assert "Vous êtes à l’écart de ce dossier" in shown
    assert "Je vends des fours." in shown
    assert "rue Secrète" not in shown
    for address in (at(matter, f"copies/{version.pk}/"),):
        assert manager.get(address).status_code == 404
    assert "Un second four" not in text_of(manager, MATTERS)
    assert send(manager, at(matter, "interets/"), declared).status_code == 404


def test_nobody_but_the_coordination_writes_down_the_interest_of_another_and_it_lifts_it_with_a_reason(
    cast: Cast, coordinator: Client
) -> None:
    matter = ask(cast, "", cast.working)
    worker = signed_in(cast.worker)
    assert send(worker, at(matter, "interets/"), {"who": cast.manager.pk, "nature": "Rumeur"}).status_code == 422
    assert send(coordinator, at(matter, "interets/"), {"who": cast.manager.pk, "nature": "Il vend des fours."}).status_code == 302
    interest = Interest.objects.get()
    assert (interest.person, interest.declared_by) == (cast.manager, "coordination de l’entente")
    lift = at(matter, f"interets/{interest.pk}/lever/")
    assert send(coordinator, lift, {"because": ""}).status_code == 422
    assert send(coordinator, lift, {"because": "Il n’en vend plus."}).status_code == 302
    assert signed_in(cast.manager).get(at(matter)).status_code == 200
    assert "Il n’en vend plus." in page_of(coordinator, at(matter)).text_content()


def test_mandates_that_changed_under_way_are_told_and_the_chain_stays(cast: Cast, coordinator: Client) -> None:
    matter = open_plan(cast)
    assert "Les mandats ont changé" not in text_of(coordinator, at(matter))
    Mandate.objects.filter(body=cast.working).update(ends_on=TODAY - timedelta(days=1))
    shown = text_of(coordinator, at(matter))
    assert "Les mandats ont changé depuis que ce dossier est ouvert. La chaîne reste celle de l’ouverture, le 23 novembre 2011." in shown
    assert "Comité des fours proposer" in shown


def test_a_matter_before_a_dissolved_body_is_sent_on_from_its_page(cast: Cast, coordinator: Client) -> None:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    stage = matter.stages.first()
    assert coordinator.get(at(matter, f"etapes/{stage.pk}/")).status_code == 404
    heir = make_body(cast.agreement, "Comité des meules")
    make_term(heir, make_person("Ada Lovel"))
    dissolving = f"/e/pain-et-culture/instances/{cast.working.pk}/dissoudre/"
    assert "Le plan d’action 2011-2012" in text_of(coordinator, dissolving)
    assert send(coordinator, dissolving, {"ends_on": (TODAY - timedelta(days=1)).isoformat()}).status_code == 302
    assert "Dissoute" in text_of(coordinator, at(matter))
    assert send(coordinator, at(matter, f"etapes/{stage.pk}/"), {"body": heir.pk, "reason": ""}).status_code == 422
    assert send(coordinator, at(matter, f"etapes/{stage.pk}/"), {"body": heir.pk, "reason": "Elle lui succède."}).status_code == 302
    assert "Transmettre à Comité des meules" in text_of(coordinator, at(matter))


def test_what_no_mandate_gives_does_not_open_and_says_why(cast: Cast, coordinator: Client) -> None:
    shown = text_of(coordinator, f"{MATTERS}ouvrir/?objet=report")
    assert "Aucun mandat de l’entente ne dit qui propose, adopte ou décide d’un tel objet" in shown
    assert send(coordinator, f"{MATTERS}ouvrir/", {"objet": "report", "title": "Rapport"}).status_code == 422
    give(cast.management, "adopt", "report", "Adopter les rapports")
    assert send(coordinator, f"{MATTERS}ouvrir/", {"objet": "report", "title": "Rapport"}).status_code == 302
    assert Matter.objects.get().stages.get().words == "Adopter les rapports"


def test_who_does_what_is_read_from_the_mandates_of_a_day_and_its_gaps_are_settled_as_points(cast: Cast, coordinator: Client) -> None:
    board = make_body(cast.agreement, "Conseil des boulangers", "board")
    said = "Recommander au RDB l’adoption des rapports"
    give(cast.management, "recommend", "report", said, addressee_organisation=Organisation.objects.get())
    committees.give_mandate(cast.working, words="Proposer le plan", verbs=["propose", "adopt"], subject_kind="plan")
    Mandate.objects.filter(body=cast.working).update(ends_on=date(2011, 12, 31))
    now, later = text_of(coordinator, POWERS), text_of(coordinator, f"{POWERS}?au=2012-01-01")
    assert "Comité des fours : proposer et adopter, « Proposer le plan »" in now
    assert "Proposer le plan" not in later
    assert "sans dire laquelle de ses instances" in now
    choice = {"kind": "report", "verb": "adopt", "body": board.pk, "resolution_words": "RDB-2011-04"}
    assert send(coordinator, f"{POWERS}choisir/", choice | {"reason": ""}).status_code == 422
    assert send(coordinator, f"{POWERS}choisir/", choice | {"reason": "C’est l’usage."}).status_code == 302
    point = Point.objects.get()
    assert (point.state, point.kind, point.person) == ("settled", "chain_open", cast.coordinator)
    assert point.settlement == "C’est Conseil des boulangers. C’est l’usage.\nRDB-2011-04"
    assert ChainChoice.objects.get().body == board
    assert "Conseil des boulangers : adopter" in text_of(coordinator, POWERS)
    assert send(coordinator, f"{POWERS}choisir/", choice | {"reason": "Encore"}).status_code == 422


@pytest.mark.parametrize("number", [1, 3, 300])
def test_the_list_takes_the_same_queries_whatever_the_number_of_matters(cast: Cast, django_assert_num_queries: Any, number: int) -> None:
    for one in range(number):
        matter = ask(cast)
        if one % 3 == 0:
            Matter.objects.filter(pk=matter.pk).update(state="settled", ended_at=NOW)
    client = signed_in(cast.manager)
    client.get(MATTERS)
    with django_assert_num_queries(10):
        client.get(MATTERS)


def test_a_member_lists_the_matters_of_their_bodies_only_those_under_way_first(cast: Cast) -> None:
    ask(cast)
    other = acts.open_matter(
        cast.agreement, kind="question", title="Le levain", links=[Link(("decide",), cast.working)], by=cast.coordination, when=NOW
    )
    acts.withdraw(other, by=cast.coordination, when=NOW, reasons="Non")
    assert "Le levain" not in text_of(signed_in(cast.manager), MATTERS)
    shown = text_of(signed_in(cast.coordinator), MATTERS)
    assert shown.index("Un second four") < shown.index("Dossiers clos") < shown.index("Le levain")
    assert "Le levain" not in text_of(signed_in(cast.coordinator), f"{MATTERS}?etat=en-cours")
    assert "Un second four" not in text_of(signed_in(cast.coordinator), f"{MATTERS}?instance={cast.working.pk}")
