"""Pages that could not be given, and the headers of every page."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory, override_settings

from ententes.web import errors
from tests.cast import Cast


def test_nothing_here_and_nothing_for_you_are_the_same_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.stranger)
    absent, closed = client.get("/e/nulle-part/"), client.get("/e/pain-et-culture/")
    assert (absent.status_code, closed.status_code) == (404, 404)
    texts = [answer.content.decode().split("csrfmiddlewaretoken")[0] for answer in (absent, closed)]
    assert texts[0].replace("nulle-part", "X") == texts[1].replace("pain-et-culture", "X")
    assert "Rien à cette adresse" in absent.content.decode()


def test_a_wrong_method_says_so_and_names_the_right_one(cast: Cast, client: Client) -> None:
    answer = client.get("/langue/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Cette adresse ne fait pas cela" in answer.content.decode()


def test_a_form_without_its_token_is_answered_in_words(cast: Cast) -> None:
    answer = Client(enforce_csrf_checks=True).post("/langue/", {"language": "en"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert ("Le formulaire a expiré" in page, "CSRF" in page, "Referer" in page) == (True, False, False)


def test_a_break_says_nothing_of_how_the_product_is_made(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret intérieur")

    monkeypatch.setattr("ententes.agreements.models.AgreementQuerySet.seen_by", break_)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert ("L’erreur est de notre côté" in page, "secret intérieur" in page, "Traceback" in page) == (True, False, False)


def test_too_large_and_too_many_have_their_pages(cast: Cast, client: Client) -> None:
    with override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=100):
        answer = client.post("/connexion/", {"login": "a" * 1000})
    assert (answer.status_code, "C’est trop à la fois" in answer.content.decode()) == (413, True)
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=3):
        answer = client.post("/connexion/", {str(number): "x" for number in range(10)})
    assert answer.status_code == 413
    many = errors.too_many(RequestFactory().get("/"))
    assert (many.status_code, many.headers["Retry-After"]) == (429, "60")


def test_attempts_from_one_network_address_are_limited(cast: Cast) -> None:
    answers = [Client().post("/connexion/", {"login": f"p{number}@exemple.test", "password": ""}).status_code for number in range(31)]
    assert answers[0] == 302
    assert answers[-1] == 429


@pytest.mark.parametrize("path", ["/", "/connexion/", "/e/pain-et-culture/", "/nulle-part/"])
def test_every_page_is_held_by_its_headers(cast: Cast, client: Client, path: str) -> None:
    client.force_login(cast.worker)
    answer = client.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "no-store" in answer.headers["Cache-Control"] or answer.status_code == 302


def test_no_page_carries_a_script_or_a_style_of_its_own(cast: Cast, client: Client) -> None:
    import re

    client.force_login(cast.coordinator)
    for path in (
        "/",
        "/compte/",
        "/compte/second-facteur/application/",
        "/compte/second-facteur/cles/ajouter/",
        "/e/pain-et-culture/reglages/",
    ):
        page = client.get(path).content.decode()
        assert re.findall(r"<script(?![^>]*(?:src=|type=\"application/json\"))|<style|\sstyle=|\son\w+=|javascript:", page) == []
