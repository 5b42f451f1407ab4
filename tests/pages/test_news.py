"""The life of an action in a browser: a draft that keeps itself, a session that ends, a letter answered on a phone, keys alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import open_letter, sign_in

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_action(page: Page, words: str) -> None:
    page.goto("/a-faire/")
    page.get_by_role("link", name="Économie sociale").first.click()
    page.get_by_role("link", name="Plan", exact=True).first.click()
    page.get_by_role("link", name=words).first.click()
    page.wait_for_url(re.compile(r"/actions/\d+/"))


def test_a_draft_keeps_itself_and_survives_leaving(window: Page) -> None:
    sign_in(window, "Amélie Bouchard")
    open_action(window, "Réaliser le rapport annuel")
    window.get_by_text("Donner des nouvelles").click()
    window.get_by_label("Nouvelle", exact=True).fill("Un premier jet du rapport circule.")
    expect(window.locator(".draft-state")).to_contain_text("Brouillon gardé le 23\u00a0novembre\u00a02011")
    window.on("dialog", lambda dialog: dialog.accept())
    window.goto("/a-faire/")
    window.get_by_role("link", name="Un premier jet du rapport circule.").click()
    expect(window.get_by_label("Nouvelle", exact=True)).to_have_value("Un premier jet du rapport circule.")
    window.get_by_role("button", name="Effacer le brouillon").click()
    expect(window.locator("#messages")).to_contain_text("Le brouillon est effacé.")


def test_an_expired_session_gives_the_text_back_after_signing_in(window: Page) -> None:
    sign_in(window, "Amélie Bouchard")
    open_action(window, "Établir un cadre d'évaluation")
    address = window.url
    window.get_by_text("Donner des nouvelles").click()
    window.context.clear_cookies(name="session")
    window.get_by_label("Nouvelle", exact=True).fill("Écrit pendant que la session finissait.")
    window.get_by_role("button", name="Enregistrer la nouvelle").click()
    window.wait_for_url("**/connexion/**")
    window.get_by_role("button", name="Amélie Bouchard").first.click()
    window.wait_for_url(address)
    expect(window.get_by_label("Nouvelle", exact=True)).to_have_value("Écrit pendant que la session finissait.")
    window.get_by_role("button", name="Enregistrer la nouvelle").click()
    expect(window.locator("article.note").first).to_contain_text("Écrit pendant que la session finissait.")


@pytest.mark.parametrize("window", [PHONE], indirect=True)
def test_a_letter_is_answered_on_a_phone_without_signing_in(window: Page) -> None:
    window.goto("/lettres/")
    open_letter(window, "Tomás Herrera").locator(".letter a").first.click()
    expect(window.get_by_text("Vous répondez comme Tomás Herrera")).to_be_visible()
    window.get_by_label("Nouvelle", exact=True).fill("Deux salles sont réservées.\n\n- Portneuf\n- Charlevoix")
    window.get_by_label("En cours").check()
    window.get_by_role("button", name="Envoyer ces nouvelles").click()
    expect(window.locator("#messages")).to_contain_text("Merci, votre réponse est enregistrée.")
    expect(window.locator("article.note").first.locator("li")).to_have_count(2)
    expect(window.get_by_text("réponse donnée depuis la lettre").first).to_be_visible()


def test_news_is_asked_and_given_with_keys_alone(window: Page) -> None:
    sign_in(window, "Amélie Bouchard")
    open_action(window, "Engager un coordonnateur")
    window.get_by_role("link", name="Demander des nouvelles").focus()
    window.keyboard.press("Enter")
    window.get_by_role("button", name="Envoyer la lettre").focus()
    window.keyboard.press("Enter")
    expect(window.locator("#messages")).to_contain_text("Une lettre part à")


@pytest.mark.parametrize("scripts", [False])
def test_everything_works_without_scripts(chromium: Browser, site: str, scripts: bool) -> None:
    context = chromium.new_context(base_url=site, locale="fr-CA", java_script_enabled=scripts)
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, "Amélie Bouchard")
    open_action(page, "Mettre sur pied un comité jeunesse")
    page.get_by_text("Donner des nouvelles").click()
    page.get_by_label("Nouvelle", exact=True).fill("Écrit sans script.")
    page.get_by_label("Date de la nouvelle").fill("2011-12-25")
    page.get_by_role("button", name="Enregistrer la nouvelle").click()
    expect(page.locator(".message-error")).to_contain_text("ne peut pas être à venir")
    expect(page.get_by_label("Nouvelle", exact=True)).to_have_value("Écrit sans script.")
    page.get_by_label("Date de la nouvelle").fill("2011-11-22")
    page.get_by_role("button", name="Enregistrer la nouvelle").click()
    expect(page.locator("#messages")).to_contain_text("La nouvelle est enregistrée.")
    context.close()
