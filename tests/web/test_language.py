"""The language of a page: French first, English for whoever chooses it, from then on."""

from __future__ import annotations

from django.test import Client

from tests.cast import Cast


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
