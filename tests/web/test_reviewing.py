"""What was understood of a document is reviewed beside it, and corrected item by item."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from lxml import html

from ententes.agreements.models import Agreement
from ententes.importing import corrections, queries
from ententes.importing.models import Upload
from tests.cast import Cast
from tests.importing.uploads import REFERENCE
from tests.web.browsing import HTMX, bring, css, fields_of, page_of, send, signed_in, words


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.opener)


def test_lines_and_items_lead_to_one_another(client: Client) -> None:
    review = page_of(client, bring(client, REFERENCE).headers["Location"])
    anchors = {one.get("id") for one in css(review, "[id]")}
    assert len(anchors) == len(css(review, "[id]"))
    links = {one.get("href")[1:] for one in css(review, '.reading a[href^="#"], .points-read a[href^="#"], #summary a')}
    assert links - anchors == set()
    assert words(css(review, "#action-1 .over a")[0]) == "ligne 63"
    assert css(review, '#l63 a[href="#action-1"]')
    assert words(css(review, "#l74 .line-cells span")[-1]) == ""
    assert all(css(one, ".over a") for one in css(review, ".points-read li[id]"))


def test_no_form_stands_in_the_page_before_it_is_asked_for(client: Client) -> None:
    address = bring(client, REFERENCE).headers["Location"]
    assert [form.get("action") for form in css(page_of(client, address), "main form")] == [f"{address}batir/"]


def test_the_last_button_reads_back_what_it_will_write(client: Client) -> None:
    review = page_of(client, bring(client).headers["Location"])
    sentence = words(css(review, "#build .confirm-sentence")[0])
    assert sentence == ("Seront écrits d’un seul coup, ou pas du tout : 2 actions en 1 section, 1 instance, 1 mandat et 1 organisation.")


def test_an_unknown_item_does_not_exist(client: Client) -> None:
    address = bring(client).headers["Location"]
    assert [client.get(f"{address}{part}").status_code for part in ("corriger/action-99/", "element/rien/", "corriger/'/")] == [
        404,
        404,
        404,
    ]
    assert send(client, f"{address}ecarter/rien/").status_code == 422


def test_the_form_sent_as_it_was_shown_corrects_nothing(client: Client) -> None:
    address = bring(client, REFERENCE).headers["Location"]
    upload = Upload.objects.get()
    for key in ["agreement", *(item["key"] for _, item in corrections.items(upload.reading))]:
        form = css(page_of(client, f"{address}corriger/{key}/"), "form.item-form")[0]
        assert send(client, f"{address}corriger/{key}/", fields_of(form)).status_code == 302, key
    upload.refresh_from_db()
    assert {field for changes in upload.corrections.values() for field in changes} == {"revision"}
    assert corrections.corrected(upload.reading, upload.corrections) == upload.reading


def test_every_field_of_an_action_can_be_corrected(client: Client) -> None:
    address = bring(client, REFERENCE).headers["Location"]
    form = css(page_of(client, f"{address}corriger/action-28/"), "form.item-form")[0]
    asked = fields_of(form)
    bodies = {option.text: option.get("value") for option in css(form, "[name=who_0] option")}
    changed = {
        "year_2011": "Mai 2011",
        "section": "section-1",
        "who_0": bodies["Comité jeunesse"],
        "role_0": "collaborator",
        "who_1": bodies["Comité de gestion"],
        "role_1": "lead",
    }
    assert set(changed) <= set(asked)
    send(client, f"{address}corriger/action-28/", asked | changed)
    upload = Upload.objects.get()
    action = next(one for one in queries.applied(upload).actions if one.key == "action-28")
    assert [(one.body, one.role) for one in action.responsibilities] == [
        (bodies["Comité jeunesse"], "collaborator"),
        (bodies["Comité de gestion"], "lead"),
    ]
    assert (action.section, action.schedules[0].words, action.schedules[0].window.kind) == ("section-1", "Mai 2011", "month")
    shown = words(css(page_of(client, address), "#action-28")[0])
    assert "Corrigé" in shown
    assert "responsable : Comité de gestionavec : Comité jeunesse" in shown


def test_a_correction_that_is_refused_loses_nothing_of_what_was_typed(client: Client) -> None:
    address = bring(client).headers["Location"]
    form = css(page_of(client, f"{address}corriger/agreement/"), "form.item-form")[0]
    response = send(client, f"{address}corriger/agreement/", fields_of(form) | {"title": "a" * 500, "region": "Estrie"})
    again = html.fromstring(response.content)
    assert response.status_code == 422
    assert (css(again, "[name=region]")[0].value, len(css(again, "[name=title]")[0].value)) == ("Estrie", 500)
    assert Upload.objects.get().corrections == {}


def test_a_second_window_gets_both_texts_and_may_insist(client: Client) -> None:
    address = bring(client).headers["Location"]
    form = fields_of(css(page_of(client, f"{address}corriger/action-1/"), "form.item-form")[0])
    send(client, f"{address}corriger/action-1/", form | {"text": "Bâtir deux fours"})
    response = send(client, f"{address}corriger/action-1/", form | {"text": "Bâtir trois fours"})
    assert response.status_code == 422
    again = html.fromstring(response.content)
    assert "Bâtir deux fours" in words(css(again, ".message-error")[0])
    kept = fields_of(css(again, "form.item-form")[0])
    assert kept["text"].strip() == "Bâtir trois fours"
    send(client, f"{address}corriger/action-1/", kept)
    assert Upload.objects.get().corrections["action-1"]["text"].strip() == "Bâtir trois fours"


def test_an_item_is_corrected_in_its_place(client: Client) -> None:
    address = bring(client).headers["Location"]
    here = client.get(f"{address}corriger/action-1/", headers=HTMX).content.decode()
    assert "<html" not in here
    form = css(html.fromstring(here), "form.item-form")[0]
    done = send(client, f"{address}corriger/action-1/", fields_of(form) | {"text": "Bâtir deux fours"}, headers=HTMX)
    assert done.headers["Location"] == f"{address}element/action-1/"
    part = client.get(done.headers["Location"], headers=HTMX).content.decode()
    assert "Bâtir deux fours" in part
    assert re.findall(r'hx-swap-oob="innerHTML:#([a-z-]+)"', part) == ["summary-box", "build"]
    assert client.get(f"{address}element/action-1/").headers["Location"] == f"{address}#action-1"


def test_the_last_button_opens_as_soon_as_what_closed_it_is_corrected(client: Client) -> None:
    untitled = "Action\tResponsable\tÉchéance\nTenir la fête du pain\tComité des fêtes\tAutomne 2024\n".encode()
    address = bring(client, untitled).headers["Location"]
    review = page_of(client, address)
    assert css(review, "#build .button-closed, #build [aria-disabled]")
    assert css(review, '#build a[href="#agreement"]')
    assert css(review, "li#agreement")
    form = css(html.fromstring(client.get(f"{address}corriger/agreement/", headers=HTMX).content.decode()), "form.item-form")[0]
    said = fields_of(form) | {"title": "Entente du pain", "plan_title": "Plan", "year": "2024"}
    done = send(client, f"{address}corriger/agreement/", said, headers=HTMX)
    part = html.fromstring(client.get(done.headers["Location"], headers=HTMX).content.decode())
    last = next(one for one in part.iter("div") if one.get("hx-swap-oob") == "innerHTML:#build")
    assert [one.get("action") for one in last.iter("form")] == [f"{address}batir/"]
    assert "1 action" in words(last)


def test_a_plan_without_a_title_is_proposed_one_said_to_be_ours(cast: Cast, client: Client) -> None:
    untitled = "Action\tResponsable\t2024-2025\t2025-2026\nTenir la fête du pain\tComité des fêtes\tAutomne 2024\tEn continu\n".encode()
    address = bring(client, untitled).headers["Location"]
    ours = "« Plan d’action 2024-2026 »"
    shown = words(css(page_of(client, address), "li#agreement")[0])
    assert f"que nous proposons puisque le document n’en donne pas : {ours}" in shown
    form = css(html.fromstring(client.get(f"{address}corriger/agreement/", headers=HTMX).content.decode()), "form.item-form")[0]
    assert f"laissé vide, ce sera {ours}" in words(form)
    said = fields_of(form) | {"title": "Entente du pain"}
    assert not said.get("plan_title")
    send(client, f"{address}corriger/agreement/", said, headers=HTMX)
    send(client, f"{address}batir/", {"where": "new"})
    assert Agreement.objects.get(title="Entente du pain").plans.get().title == "Plan d’action 2024-2026"


def test_a_point_is_settled_now_or_left_for_later(cast: Cast, client: Client) -> None:
    address = bring(client, REFERENCE).headers["Location"]
    form = css(page_of(client, f"{address}corriger/point-1/"), "form.item-form")[0]
    send(client, f"{address}corriger/point-1/", fields_of(form) | {"settlement": "Seule la première."})
    send(client, f"{address}ecarter/point-2/")
    send(client, f"{address}batir/", {"where": "new"})
    points = Agreement.objects.get(slug="economie-sociale-capitale-nationale").points
    assert [one.settlement for one in points.exclude(state="open")] == ["Seule la première."]
    assert points.count() == len(Upload.objects.get().reading["points"]) - 1
