"""A document is brought, reviewed, corrected, built and undone through the pages."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from ententes.agreements.models import Agreement
from ententes.importing import corrections, queries
from ententes.importing.models import Upload
from ententes.importing.states import Stage
from ententes.people.models import Person
from tests.cast import Cast, make_coordination, make_person
from tests.importing.uploads import REFERENCE, SMALL, brought, of_rows

HTMX = {"HX-Request": "true"}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.opener)


def send(client: Client, address: str, fields: dict[str, Any] | None = None, **more: Any) -> Any:
    return client.post(address, {"once": str(uuid.uuid4()), **(fields or {})}, **more)


def bring(client: Client, content: bytes = SMALL, name: str = "plan.txt") -> Any:
    return send(client, "/importer/", {"file": SimpleUploadedFile(name, content)})


def page_of(client: Client, address: str, status: int = 200, **more: Any) -> html.HtmlElement:
    response = client.get(address, **more)
    assert response.status_code == status
    return html.fromstring(response.content)


def css(root: html.HtmlElement, selector: str) -> list[html.HtmlElement]:
    """The elements that a selector of tags, `#id`, `.class` and `[attribute]` finds."""
    paths = []
    for one in selector.split(", "):
        path = ""
        for step in re.findall(r"(?:\[[^\]]*\]|[^\s\[])+", one):
            tag = re.match(r"[a-z0-9]*", step)[0] or "*"  # type: ignore[index]
            path += f"/descendant-or-self::*/{tag}"
            path += "".join(f"[@id='{found}']" for found in re.findall(r"#([\w-]+)", re.sub(r"\[[^\]]*\]", "", step)))
            path += "".join(
                f"[contains(concat(' ', @class, ' '), ' {found} ')]" for found in re.findall(r"\.([\w-]+)", re.sub(r"\[[^\]]*\]", "", step))
            )
            for name, sign, value in re.findall(r"\[(\w+)(?:(\^?=)\"?([^\]\"]*)\"?)?\]", step):
                path += f"[starts-with(@{name}, '{value}')]" if sign == "^=" else (f"[@{name}='{value}']" if sign else f"[@{name}]")
        paths.append("." + path)
    return root.xpath(" | ".join(paths))


def words(found: html.HtmlElement) -> str:
    return " ".join(found.text_content().split())


def fields_of(form: html.HtmlElement) -> dict[str, Any]:
    """What a browser would send; it drops the line break that opens a text area, where lxml keeps it."""
    return {name: value.removeprefix("\n") for name, value in form.form_values() if name not in ("csrfmiddlewaretoken", "once")}


def test_from_a_document_to_an_agreement_and_back(cast: Cast, client: Client) -> None:
    address = bring(client, REFERENCE).headers["Location"]
    review = page_of(client, address)
    assert [words(one) for one in css(review, "#summary li")][:4] == ["30actions", "4objectifs", "8instances", "16mandats"]

    form = css(page_of(client, f"{address}corriger/action-1/"), "form.item-form")[0]
    done = send(client, f"{address}corriger/action-1/", fields_of(form) | {"text": "Engager une coordonnatrice"})
    assert done.headers["Location"] == f"{address}#action-1"
    send(client, f"{address}ecarter/action-2/")

    built = send(client, f"{address}batir/", {"where": "new"})
    agreement = Agreement.objects.get(slug="economie-sociale-capitale-nationale")
    assert built.headers["Location"] == f"/e/{agreement.slug}/"
    texts = list(agreement.plans.get().actions.values_list("text", flat=True))
    assert (len(texts), texts[0]) == (29, "Engager une coordonnatrice")
    assert [one.person for one in agreement.coordinations.all()] == [cast.opener]

    told = page_of(client, address)
    assert css(told, f'a[href="/e/{agreement.slug}/"]')
    assert send(client, f"{address}annuler/").headers["Location"] == address
    assert not Agreement.objects.filter(pk=agreement.pk).exists()
    assert "29actions" in words(css(page_of(client, address), "#summary")[0])


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


def test_a_document_that_cannot_be_read_stays_listed_with_its_sentence(client: Client) -> None:
    address = bring(client, b"", "vide.docx").headers["Location"]
    told = words(css(page_of(client, address), ".message-error")[0])
    assert "vide.docx" in told
    assert told in words(css(page_of(client, "/importer/"), "table")[0])
    assert Agreement.objects.count() == 2
    assert send(client, f"{address}batir/", {"where": "new"}).status_code == 422
    assert Agreement.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "chiffre.docx"),
        (b"PK\x03\x04" + b"\x00" * 100, "faux.docx"),
        (b"PK\x03\x04" + b"\x00" * 100, "faux.xlsx"),
        (b"%PDF-1.4\n%%EOF", "vide.pdf"),
        (b"\xff\xfe\x00\x01\x02" * 50, "binaire.txt"),
        (b"Une lettre sans tableau.\n", "lettre.txt"),
        (b"a\tb\n1\t2\n", "chiffres.txt"),
        (b"Actions\tQui\t2011-2012\n", "entete.txt"),
        (SMALL.replace(b"four", b"fo\x0bur\x1b"), "controle.txt"),
    ],
)
def test_bad_input_is_never_an_error_of_ours(client: Client, content: bytes, name: str) -> None:
    response = bring(client, content, name)
    assert response.status_code == 302
    upload = Upload.objects.get()
    assert upload.stage in (Stage.READ, Stage.REFUSED)
    assert client.get(f"/importer/{upload.pk}/").status_code == 200
    assert client.get("/importer/").status_code == 200


def test_no_file_at_all_is_said(client: Client) -> None:
    response = send(client, "/importer/")
    assert (response.status_code, Upload.objects.count()) == (422, 0)
    assert css(html.fromstring(response.content), ".error")


def test_a_file_too_large_is_said_and_not_kept(client: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    response = bring(client, b"a" * (1024 * 1024 + 1))
    assert (response.status_code, Upload.objects.count()) == (422, 0)
    assert "dépasse la limite de 1 Mo" in response.content.decode()


def test_a_name_with_a_path_comes_down_to_its_end(client: Client) -> None:
    bring(client, name="..\\..\\windows\\plan.txt")
    assert Upload.objects.get().file.name == "plan.txt"


def test_the_same_file_twice_is_recognised(client: Client) -> None:
    first = bring(client).headers["Location"]
    second = bring(client, name="copie.txt")
    assert (second.headers["Location"], Upload.objects.count()) == (first, 1)
    assert "Vous aviez déjà déposé ce document" in client.get(first).content.decode()


def test_what_another_already_built_from_the_same_file_is_said_to_those_who_see_it(cast: Cast, client: Client) -> None:
    other = make_person("Ursule Ouvreuse", opens_agreements=True)
    address = bring(signed_in(other)).headers["Location"]
    send(signed_in(other), f"{address}batir/", {"where": "new"})
    built = Upload.objects.get(stage=Stage.BUILT).agreement
    mine = bring(client).headers["Location"]
    sentence = "Ce même document a déjà servi à bâtir l’entente"
    assert sentence not in client.get(mine).content.decode()
    make_coordination(built, cast.opener)
    assert sentence in client.get(mine).content.decode()


def test_a_long_document_is_left_to_the_worker_and_its_page_waits(cast: Cast, client: Client) -> None:
    address = bring(client, of_rows(2000)).headers["Location"]
    waiting = client.get(address).content.decode()
    assert "La lecture est en cours." in waiting
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in waiting
    Upload.objects.update(done=40, total=120)
    part = client.get(f"{address}avancement/", headers=HTMX)
    assert ("40 sur 120" in part.content.decode(), part.headers.get("HX-Refresh")) == (True, None)
    Upload.objects.update(stage=Stage.REFUSED, refusal="Non.")
    assert client.get(f"{address}avancement/", headers=HTMX).headers["HX-Refresh"] == "true"
    assert client.get(f"{address}avancement/").headers["Location"] == address


ROUTES = (
    ("get", ""),
    ("get", "avancement/"),
    ("get", "fichier/"),
    ("get", "element/action-1/"),
    ("get", "corriger/action-1/"),
    ("post", "corriger/action-1/"),
    ("post", "ecarter/action-1/"),
    ("post", "reprendre/action-1/"),
    ("post", "batir/"),
    ("post", "annuler/"),
    ("post", "encore/"),
)


@pytest.mark.parametrize(("method", "route"), ROUTES)
def test_somebody_else_s_document_does_not_exist(cast: Cast, method: str, route: str) -> None:
    upload = brought(cast.coordinator)
    before = (Upload.objects.count(), Agreement.objects.count())
    for address in (f"/importer/{upload.pk}/{route}", f"/importer/99/{route}"):
        assert getattr(signed_in(cast.opener), method)(address, {"where": "new"}).status_code == 404
    upload.refresh_from_db()
    assert ((Upload.objects.count(), Agreement.objects.count()), upload.corrections) == (before, {})


@pytest.mark.parametrize(("method", "route"), [*ROUTES, ("get", None), ("post", None)])
def test_whoever_may_not_open_an_agreement_is_told_so(cast: Cast, method: str, route: str | None) -> None:
    address = "/importer/" if route is None else f"/importer/{brought(cast.stranger).pk}/{route}"
    assert [getattr(client, method)(address).status_code for client in (signed_in(cast.stranger), Client())] == [403, 302]


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
    assert re.findall(r'hx-swap-oob="innerHTML:#([a-z-]+)"', part) == ["summary-box", "promise"]
    assert client.get(f"{address}element/action-1/").headers["Location"] == f"{address}#action-1"


def test_a_point_is_settled_now_or_left_for_later(cast: Cast, client: Client) -> None:
    address = bring(client, REFERENCE).headers["Location"]
    form = css(page_of(client, f"{address}corriger/point-1/"), "form.item-form")[0]
    send(client, f"{address}corriger/point-1/", fields_of(form) | {"settlement": "Seule la première."})
    send(client, f"{address}ecarter/point-2/")
    send(client, f"{address}batir/", {"where": "new"})
    points = Agreement.objects.get(slug="economie-sociale-capitale-nationale").points
    assert [one.settlement for one in points.exclude(state="open")] == ["Seule la première."]
    assert points.count() == len(Upload.objects.get().reading["points"]) - 1


def test_where_to_build_is_chosen_among_what_one_coordinates(cast: Cast, client: Client) -> None:
    make_coordination(cast.other_agreement, cast.opener)
    address = bring(client).headers["Location"]
    assert [one.get("value") for one in css(page_of(client, address), "#where input")] == ["new", "forets"]
    response = send(client, f"{address}batir/", {"where": cast.agreement.slug})
    assert (response.status_code, Upload.objects.get().stage) == (422, Stage.READ)
    assert send(client, f"{address}batir/", {"where": "forets"}).headers["Location"] == "/e/forets/"
    assert cast.other_agreement.plans.count() == 1


def test_an_import_that_cannot_be_done_says_why_and_keeps_the_choice(cast: Cast, client: Client) -> None:
    make_coordination(cast.agreement, cast.opener)
    address = bring(client).headers["Location"]
    response = send(client, f"{address}batir/", {"where": cast.agreement.slug})
    assert response.status_code == 422
    told = html.fromstring(response.content)
    assert "a déjà un plan 2011-2012." in words(css(told, ".message-error")[0])
    assert css(told, "#where input[checked]")[0].get("value") == cast.agreement.slug


def test_the_last_button_counts_once(client: Client) -> None:
    address = bring(client).headers["Location"]
    once = str(uuid.uuid4())
    answers = [client.post(f"{address}batir/", {"once": once, "where": "new"}) for _ in range(2)]
    assert [one.headers["Location"] for one in answers] == ["/e/pain/", "/e/pain/"]
    assert Agreement.objects.count() == 3
    late = send(client, f"{address}batir/", {"where": "new"})
    assert Agreement.objects.count() == 3
    assert late.status_code == 422


def test_what_cannot_be_undone_says_why(cast: Cast, client: Client) -> None:
    address = bring(client).headers["Location"]
    send(client, f"{address}batir/", {"where": "new"})
    Agreement.objects.filter(slug="pain").update(is_public=True)
    assert words(css(page_of(client, address), ".reasons")[0]) == "L’entente est publiée."
    refused = send(client, f"{address}annuler/")
    assert (refused.status_code, Agreement.objects.filter(slug="pain").count()) == (422, 1)


def test_the_same_document_may_be_imported_once_more_on_purpose(cast: Cast, client: Client) -> None:
    address = bring(client).headers["Location"]
    send(client, f"{address}batir/", {"where": "new"})
    again = send(client, f"{address}encore/").headers["Location"]
    assert again != address
    assert send(client, f"{again}batir/", {"where": "new"}).headers["Location"] == "/e/pain-2/"


def test_the_file_comes_back_as_an_attachment_that_runs_nothing(client: Client) -> None:
    response = client.get(bring(client, name="plan é.txt").headers["Location"] + "fichier/")
    assert b"".join(response.streaming_content) == SMALL
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_the_pages_take_the_same_queries_whatever_the_document(cast: Cast, client: Client) -> None:
    counts = []
    for rows in (1, 3, 300):
        address = f"/importer/{brought(cast.opener, of_rows(rows), f'plan-{rows}.txt').pk}/"
        made = []
        for part in ("", "corriger/action-1/", "element/action-1/"):
            client.get(address)
            with CaptureQueriesContext(connection) as counted:
                client.get(address + part, headers=HTMX if part else {})
            made.append(len(counted))
        counts.append(made)
    assert counts == [counts[0]] * 3


def test_the_list_of_documents_takes_the_same_queries_whatever_its_length(cast: Cast, client: Client) -> None:
    counts = []
    for length in (1, 3, 30):
        while Upload.objects.count() < length:
            brought(cast.opener, SMALL + b"\n" * Upload.objects.count(), "plan.txt")
        with CaptureQueriesContext(connection) as counted:
            assert len(css(page_of(client, "/importer/"), "tbody tr")) == length
        counts.append(len(counted))
    assert counts == [counts[0]] * 3
