"""The door, tried as people do: with the code of a letter, and with a key that the browser holds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import sign_in

pytestmark = pytest.mark.browser


def test_somebody_comes_in_with_the_code_of_their_letter(window: Page) -> None:
    sign_in(window, "Comité analyse")
    window.goto("/compte/")
    address = window.locator(".lede").inner_text()
    name = window.get_by_label("Nom").input_value()
    window.locator("details.menu summary").click()
    window.get_by_role("button", name="Se déconnecter").click()
    window.goto("/connexion/")
    window.get_by_label("Adresse courriel").fill(address)
    window.get_by_role("button", name="Continuer").click()
    window.wait_for_url("**/connexion/code/")
    letters = window.context.new_page()
    letters.goto("/lettres/")
    found = re.search(r"\d{4}-\d{4}", letters.locator("main").inner_text())
    assert found
    window.get_by_label("Code").fill(found[0])
    window.keyboard.press("Enter")
    window.wait_for_url("**/a-faire/")
    assert window.locator(".menu-name", has_text=name).count() == 1


def test_somebody_comes_in_with_a_key_and_nothing_else(chromium: Browser, site: str) -> None:
    # A key belongs to a name, never to a number: the same server, under its other name.
    context = chromium.new_context(base_url=site.replace("127.0.0.1", "localhost"), locale="fr-CA")
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": device | {"automaticPresenceSimulation": True}})
    sign_in(page, "Comité formation")
    page.goto("/compte/second-facteur/cles/ajouter/")
    page.get_by_role("button", name="Ajouter").click()
    page.wait_for_url("**/compte/confirmer/cle/**")
    page.get_by_role("button", name="Utiliser la clé").click()
    page.wait_for_url("**/compte/second-facteur/codes/")
    expect(page.locator(".codes li")).to_have_count(10)
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("/connexion/")
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.wait_for_url("**/a-faire/")
    context.close()
