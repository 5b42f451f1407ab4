"""The language of a page: French first, English for whoever chooses it, from then on."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.utils import translation
from lxml import html

from ententes.web.tongues import as_written, in_french
from tests.cast import TODAY, Cast
from tests.conventions.running import running


def test_french_comes_first_whatever_the_browser_wishes(cast: Cast) -> None:
    answer = Client(headers={"accept-language": "en-CA,en;q=0.9"}).get("/connexion/")
    assert (answer.headers["Content-Language"], '<html lang="fr-CA"' in answer.content.decode()) == ("fr", True)


def test_a_visitor_chooses_and_comes_back_where_they_were(cast: Cast, client: Client) -> None:
    answer = client.post("/langue/", {"language": "en", "back": "/connexion/?next=/compte/"})
    assert answer.url == "/connexion/?next=/compte/"
    assert '<html lang="en-CA"' in client.get("/connexion/").content.decode()
    cookie = client.cookies["langue"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_the_choice_of_somebody_signed_in_follows_them(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    client.post("/langue/", {"language": "en", "back": "/compte/"})
    elsewhere = Client()
    elsewhere.force_login(cast.worker)
    assert '<html lang="en-CA"' in elsewhere.get("/compte/").content.decode()


def test_an_unknown_language_changes_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker)
    client.post("/langue/", {"language": "xx", "back": "/compte/"})
    assert '<html lang="fr-CA"' in client.get("/compte/").content.decode()
    assert client.get("/langue/").status_code == 405


def test_french_words_are_marked_in_an_english_page_and_names_and_figures_are_not() -> None:
    with translation.override("en"):
        told = [str(as_written(text)) for text in ("Un four pour tous les quartiers", "Déjà bâti", "Moulin", "8 000 $", "A bakery for all")]
        assert told == [' lang="fr-CA"', ' lang="fr-CA"', "", "", ""]
        assert in_french() == ' lang="fr-CA"'
    with translation.override("fr"):
        assert (as_written("Un four pour tous"), in_french()) == ("", "")


def test_an_english_page_reads_a_convention_in_the_french_that_is_signed(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    convention = running(cast)
    client = Client()
    client.force_login(cast.coordinator)
    client.post("/langue/", {"language": "en", "back": "/"})
    page = html.fromstring(client.get(f"/e/pain-et-culture/conventions/{convention.pk}/").content)
    [text] = page.xpath("//article[contains(@class, 'text')]")
    assert (text.get("lang"), "Article 1." in text.text_content(), "Annexe A" in text.text_content()) == ("fr-CA", True, True)
    assert client.get(f"/e/pain-et-culture/projets/{convention.project_id}/").content.decode().count('lang="fr-CA"') > 2
