"""A document is brought, built and undone through the pages; bad ones are refused and other people’s do not exist."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from ententes.agreements.models import Agreement
from ententes.importing.models import Upload
from ententes.importing.states import Stage
from tests.cast import Cast, make_coordination, make_person
from tests.importing.uploads import REFERENCE, SMALL, brought, of_rows
from tests.web.browsing import HTMX, bring, css, fields_of, page_of, send, signed_in, words


@pytest.fixture
def client(cast: Cast) -> Client:
    return signed_in(cast.opener)


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
