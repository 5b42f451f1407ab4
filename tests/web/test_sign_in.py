"""The door: a code by letter, limits that no spelling escapes, the same answer for everybody, and a way back that stays at home."""

from __future__ import annotations

import re
import uuid
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ententes.correspondence.models import Letter
from tests.cast import Cast, make_person

LOGIN, CODE = "/connexion/", "/connexion/code/"


def ask(client: Client, address: str, **more: str) -> object:
    return client.post(LOGIN, {"login": address, "password": "", **more})


def code_of(letter: Letter) -> str:
    found = re.search(r"\d{4}-\d{4}", letter.text)
    assert found
    return found[0]


def test_a_code_comes_by_letter_and_lets_in(client: Client, cast: Cast) -> None:
    answer = ask(client, "amelie.bouchard@exemple.test")
    assert (answer.status_code, answer.url) == (302, f"{CODE}")
    letter = Letter.objects.get()
    assert (letter.address, letter.recipient) == ("amelie.bouchard@exemple.test", cast.coordinator)
    assert letter.subject == f"Votre code pour Ententes\u00a0: {code_of(letter)}"
    assert letter.text.startswith("Bonjour,\n\nVoici le code à écrire dans la page où vous l’avez demandé\u00a0:\n\n    ")
    before = client.session.session_key
    entered = client.post(CODE, {"code": code_of(letter).replace("-", "")})
    assert (entered.status_code, entered.url) == (302, "/a-faire/")
    assert client.session["_auth_user_id"] == str(cast.coordinator.pk)
    assert client.session.session_key != before


def test_a_code_serves_once(client: Client, cast: Cast) -> None:
    ask(client, cast.worker.email)
    code = code_of(Letter.objects.get())
    client.post(CODE, {"code": code})
    client.post("/deconnexion/")
    ask(client, cast.worker.email)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_five_wrong_codes_end_the_attempt(client: Client, cast: Cast) -> None:
    ask(client, cast.worker.email)
    right = code_of(Letter.objects.get())
    for _ in range(4):
        assert client.post(CODE, {"code": "0000-0001"}).status_code == 200
    assert client.post(CODE, {"code": "0000-0001"}).url == "/connexion/nouveau-code/"
    assert client.post(CODE, {"code": right}).status_code == 302
    assert "_auth_user_id" not in client.session


def test_wrong_codes_are_counted_for_the_address_whatever_the_session(cast: Cast) -> None:
    for _ in range(3):
        client = Client()
        ask(client, cast.worker.email)
        for _ in range(5):
            client.post(CODE, {"code": "0000-0001"})
    client = Client()
    cache.delete_many([])
    ask(client, cast.worker.email)
    right = code_of(Letter.objects.first())
    client.post(CODE, {"code": right})
    assert "_auth_user_id" not in client.session


def without_tokens(page: str) -> str:
    return re.sub(r'value="[\w-]{36,}"', "", page)


@pytest.mark.parametrize(
    "address", ["noemie.tran@exemple.test", "NOEMIE.TRAN@exemple.test", "inconnue.ici@exemple.test", "ferme@exemple.test"]
)
def test_known_unknown_and_closed_addresses_get_the_same_answer(client: Client, cast: Cast, address: str) -> None:
    make_person("Ferme", is_active=False)
    asked = ask(client, address)
    shown = client.get(CODE).content.decode().replace(address.lower(), "ADRESSE")
    wrong = client.post(CODE, {"code": "0000-0001"})
    known = Client()
    ask(known, cast.manager.email)
    expected = known.get(CODE).content.decode().replace(cast.manager.email, "ADRESSE")
    assert (asked.status_code, asked.url, wrong.status_code) == (302, CODE, 200)
    assert without_tokens(shown) == without_tokens(expected)


def test_nobody_unknown_is_written_to(client: Client, cast: Cast) -> None:
    ask(client, "inconnue@exemple.test")
    assert not Letter.objects.exists()


def test_attempts_are_counted_whatever_the_case_and_the_accents(client: Client, cast: Cast) -> None:
    spellings = ["a@exémple.test", "A@EXÈMPLE.TEST", "a@exemple.test", "a@exemple.TEST", "A@exêmple.test"]
    for address in spellings:
        assert ask(Client(), address).status_code == 302
    sixth = ask(client, "a@EXEMPLE.test")
    assert sixth.status_code == 200
    assert "Trop d’essais" in sixth.content.decode()


def test_the_counters_live_in_the_database_and_a_form_key_does_not_undo_them(client: Client, cast: Cast) -> None:
    cast.worker.set_password("quatre mots sans lien")
    cast.worker.save()
    said = ""
    for _ in range(7):
        typed = {"login": cast.worker.email, "password": "pas le bon mot", "once": str(uuid.uuid4())}
        said = client.post(LOGIN, typed).content.decode()
    assert "Trop d’essais" in said


def test_a_password_lets_in_when_one_was_chosen(client: Client, cast: Cast) -> None:
    cast.worker.set_password("quatre mots sans lien")
    cast.worker.save()
    wrong = client.post(LOGIN, {"login": cast.worker.email, "password": "quatre mots"})
    assert "ne vont pas ensemble" in wrong.content.decode()
    assert client.post(LOGIN, {"login": cast.worker.email, "password": "quatre mots sans lien"}).url == "/a-faire/"


@pytest.mark.parametrize(
    "next_page",
    ["https://ailleurs.test/", "//ailleurs.test", "/\\ailleurs.test", "javascript:alert(1)", "http:///ailleurs.test", "\t//ailleurs.test"],
)
def test_the_way_back_stays_at_home(client: Client, cast: Cast, next_page: str) -> None:
    cast.worker.set_password("quatre mots sans lien")
    cast.worker.save()
    answer = client.post(LOGIN, {"login": cast.worker.email, "password": "quatre mots sans lien", "next": next_page})
    assert answer.url == "/a-faire/"
    assert client.post("/langue/", {"language": "en", "back": next_page}).url == "/"


def test_the_way_back_is_kept_through_the_code(client: Client, cast: Cast) -> None:
    asked = ask(client, cast.worker.email, next="/e/pain-et-culture/points/")
    assert asked.url == f"{CODE}?next=%2Fe%2Fpain-et-culture%2Fpoints%2F"
    page = client.get(asked.url).content.decode()
    assert 'name="next" value="/e/pain-et-culture/points/"' in page
    entered = client.post(CODE, {"code": code_of(Letter.objects.get()), "next": "/e/pain-et-culture/points/"})
    assert entered.url == "/e/pain-et-culture/points/"


def test_a_foreign_host_gets_nothing(client: Client, cast: Cast) -> None:
    answer = client.get(LOGIN, headers={"host": "ailleurs.test"})
    assert answer.status_code == 400
    assert "ailleurs.test" not in answer.content.decode()


def test_signing_out_is_a_post(client: Client, cast: Cast) -> None:
    client.force_login(cast.worker)
    assert client.get("/deconnexion/").status_code == 405
    assert client.post("/deconnexion/").url == "/"
    assert "_auth_user_id" not in client.session


def test_nobody_signs_up_alone_and_the_library_has_no_other_address(client: Client, cast: Cast) -> None:
    for path in ("signup", "compte/signup", "connexion/signup", "compte/email", "compte/password/reset", "compte/login", "compte/3rdparty"):
        assert client.get(f"/{path}/").status_code == 404


def test_every_page_of_the_account_is_drawn(client: Client, cast: Cast) -> None:
    client.force_login(cast.worker)
    names = (
        "account", "account_set_password", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn",
    )  # fmt: skip
    assert {name: client.get(reverse(name)).status_code for name in names} == dict.fromkeys(names, 200)


def test_a_second_factor_is_asked_for_once_set(client: Client, cast: Cast) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time

    secret = generate_totp_secret()
    TOTP.activate(cast.worker, secret)
    RecoveryCodes.activate(cast.worker)
    ask(client, cast.worker.email)
    entered = client.post(CODE, {"code": code_of(Letter.objects.get())})
    assert entered.url == reverse("mfa_authenticate")
    assert client.get(entered.url).status_code == 200
    assert "_auth_user_id" not in client.session
    assert "Ce n’est pas le code attendu" in client.post(entered.url, {"code": "000000"}).content.decode()
    now = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(entered.url, {"code": now}).url == "/a-faire/"
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert (page.status_code, page.url) == (
        302,
        f"{reverse('mfa_reauthenticate')}?next={quote(reverse('mfa_view_recovery_codes'), safe='')}",
    )
    assert client.get(page.url).status_code == 200
    [code] = RecoveryCodes(cast.worker.authenticator_set.get(type="recovery_codes")).get_unused_codes()[:1]
    assert client.post(page.url, {"code": code}).url == reverse("mfa_view_recovery_codes")
    shown = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert (shown.count("<code>"), code in shown) == (9, False)
    assert client.get(reverse("mfa_download_recovery_codes")).content.decode().split() == re.findall(r"<code>(\d+)</code>", shown)


def test_the_account_page_keeps_name_and_language(client: Client, cast: Cast) -> None:
    client.force_login(cast.worker)
    client.post("/compte/", {"name": " Noémie  T. ", "language": "en"})
    cast.worker.refresh_from_db()
    assert (cast.worker.name, cast.worker.language) == ("Noémie T.", "en")
    assert 'lang="en-CA"' in client.get("/compte/").content.decode()
    assert client.post("/compte/", {"name": " ", "language": "en"}).status_code == 422


def test_the_invented_people_are_offered_in_the_demonstration_only(client: Client, cast: Cast, settings: object) -> None:
    chosen = {"person": str(cast.manager.pk)}
    assert client.post("/connexion/personnage/", chosen).status_code == 404
    assert "qui voulez-vous être" not in client.get(LOGIN).content.decode()
    settings.ENTENTES_DEMO = True  # type: ignore[attr-defined]
    page = client.get(LOGIN).content.decode()
    names = re.findall(r"<b>([^<]+)</b><span>([^<]+)</span>", page)
    assert names == [
        ("Amélie Bouchard", "coordination de l’entente"),
        ("Jean-Luc Siméon", "membre, Comité de gestion"),
        ("Noémie Tran", "membre, Comité des fours"),
        ("Théo Machine", "administration technique"),
        ("Étienne Passant", "sans titre dans une entente"),
    ]
    assert client.post("/connexion/personnage/", {"person": str(cast.opener.pk)}).status_code == 404
    assert client.post("/connexion/personnage/", {"person": "x"}).status_code == 404
    assert client.post("/connexion/personnage/", chosen).url == "/a-faire/"
    assert client.session["_auth_user_id"] == str(cast.manager.pk)
