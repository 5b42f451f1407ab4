"""What newcomers come to do, done as they would: nothing read beforehand, a few clicks, a phone where they have one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.importing.corpus import build
from tests.laid_out import lay_out
from tests.pages.conftest import PLACE, free_port, open_letter, serving, sign_in

pytestmark = pytest.mark.browser

AUTUMN = re.compile(r"saison=1")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an installation where nobody ever came."""
    home = tmp_path_factory.mktemp("empty")
    lay_out(home)
    with serving(["-m", "ententes.command", "serve"], "config.settings.dev", home, free_port()) as address:
        yield address


def bring(page: Page, path: Path) -> None:
    """Drop a document and wait until it was read."""
    page.goto("/importer/")
    page.get_by_label("Le document").set_input_files(path)
    page.get_by_role("button", name="Lire ce document").click()
    expect(page.get_by_role("heading", name="Ce qui a été compris")).to_be_visible(timeout=30_000)


def test_who_must_do_what_this_autumn_in_two_clicks_from_the_door(window: Page) -> None:
    sign_in(window, "Étienne Passant")
    window.goto("/")
    window.get_by_role("link", name="Économie sociale").click()
    window.get_by_role("link", name="Tout ce qui concerne la saison").click()
    window.wait_for_url(AUTUMN)
    expect(window.locator(".plan-found")).to_contain_text("20 actions sur 30")
    row = window.get_by_role("row", name="Réfléchir à l'application")
    expect(row).to_contain_text("Comité analyse")
    expect(row).to_contain_text("Automne 2011")


def test_who_must_do_what_is_also_one_click_from_the_plan(window: Page) -> None:
    sign_in(window, "Zoé Laframboise")
    window.get_by_role("link", name="Économie sociale").first.click()
    window.get_by_role("link", name="Plan", exact=True).click()
    window.get_by_role("link", name="Cet automne").click()
    window.wait_for_url(AUTUMN)
    assert window.locator("tr.plan-section h2").first.inner_text().startswith("Comité de suivi")


def test_another_document_of_ones_own_is_dropped_reviewed_corrected_built_and_undone(window: Page, tmp_path: Path) -> None:
    sign_in(window, "Amélie Bouchard")
    bring(window, build("food", tmp_path).path)
    expect(window.locator("#summary")).to_contain_text(re.compile(r"8\s*actions"))

    action = window.locator(".understood li", has_text="Dresser la liste").first
    action.get_by_role("link", name="Corriger").click()
    correcting = window.locator("li.correcting")
    correcting.get_by_label("Libellé", exact=True).fill("Dresser la liste de toutes les fermes")
    correcting.get_by_role("button", name="Enregistrer").click()
    corrected = window.locator(".understood li", has_text="Dresser la liste de toutes les fermes").first
    expect(corrected).to_contain_text("Corrigé")

    point = window.locator(".points-read > li").first
    point.get_by_role("link", name="Préciser").click()
    window.locator("li.correcting").get_by_role("button", name="Écarter cet élément").click()
    expect(window.locator(".points-read > li").first).to_contain_text("Écarté")
    expect(window.locator("#promise")).to_contain_text("2 points à préciser")

    window.get_by_role("button", name="Importer", exact=True).click()
    window.wait_for_url(re.compile(r"/e/[\w-]+/$"))
    home = window.url
    expect(window.get_by_role("heading", level=1)).to_contain_text("Entente sectorielle de développement en alimentation")
    window.get_by_role("link", name="Plan", exact=True).click()
    expect(window.get_by_role("link", name="Dresser la liste de toutes les fermes")).to_be_visible()

    window.goto("/importer/")
    window.get_by_role("link", name="alimentation.docx").click()
    window.get_by_role("button", name="Annuler cet import").click()
    expect(window.locator("#messages")).to_contain_text("annulé")
    gone = window.goto(home)
    assert gone is not None
    assert gone.status == 404


def test_news_asked_in_a_letter_is_answered_on_a_phone_and_the_reminders_stop(chromium: Browser, window: Page, site: str) -> None:
    sign_in(window, "Amélie Bouchard")
    # Other tests import agreements of their own into this site: this one asks about the agreement of the demonstration.
    window.locator(f'a[href^="{PLACE}"]', has_text="Demander des nouvelles").first.click()
    sentence = window.locator(".confirm-sentence").inner_text()
    assert sentence.startswith(("3 lettres partent", "2 lettres partent", "Une lettre part"))
    window.get_by_role("button", name=re.compile(r"^Envoyer ")).click()
    expect(window.locator("#messages")).to_contain_text("Jean-Luc Siméon")

    phone = chromium.new_context(base_url=site, locale="fr-CA", **PHONE)  # type: ignore[arg-type]
    page = phone.new_page()
    page.goto("/lettres/")
    letter = open_letter(page, "Jean-Luc Siméon")
    expect(letter).to_contain_text("Engager un coordonnateur", timeout=20_000)
    letter.locator('.letter-body a[href*="/n/"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Engager un coordonnateur")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_label("Nouvelle", exact=True).fill("Le contrat est signé jusqu’en 2013.")
    page.get_by_label("Réalisée", exact=True).check()
    page.get_by_role("button", name="Envoyer ces nouvelles").click()
    expect(page.locator("#messages")).to_contain_text("Merci")
    phone.close()

    window.goto(f"{PLACE}plan/")
    window.get_by_role("link", name="Engager un coordonnateur").click()
    note = window.locator("article.note").first
    expect(note).to_contain_text("Le contrat est signé jusqu’en 2013.")
    expect(note).to_contain_text("Jean-Luc Siméon")
    expect(note).to_contain_text("réponse donnée depuis la lettre")
    expect(window.locator("aside")).to_contain_text("Personne n’est sollicité")
    assert window.get_by_role("button", name="Rappeler").count() == 0


def test_the_plan_leaves_as_the_same_table_in_word(window: Page, tmp_path: Path) -> None:
    sign_in(window, "Jean-Luc Siméon")
    window.goto(f"{PLACE}plan/")
    window.locator("summary", has_text="Emporter").click()
    with window.expect_download() as given:
        window.get_by_role("button", name="Word (.docx)").click()
    given.value.save_as(tmp_path / "plan.docx")
    table = docx.Document(str(tmp_path / "plan.docx")).tables[0]
    assert [cell.text for cell in table.rows[0].cells][:2] == ["Actions", "Responsables/collaborateurs"]
    assert "Engager un coordonnateur ou une coordonnatrice de l'entente spécifique" in [row.cells[0].text for row in table.rows]


def test_the_first_person_of_an_empty_installation_imports_a_plan(chromium: Browser, empty_site: str, tmp_path: Path) -> None:
    context = chromium.new_context(base_url=empty_site, locale="fr-CA")
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Première visite")
    page.get_by_label("Nom").fill("Rose Côté")
    page.get_by_label("Adresse courriel").fill("rose@exemple.example")
    page.get_by_role("button", name="Commencer").click()
    page.wait_for_url(re.compile(r"/(importer|a-faire)?/?$"))
    bring(page, build("culture", tmp_path).path)
    page.get_by_role("button", name="Importer", exact=True).click()
    page.wait_for_url(re.compile(r"/e/[\w-]+/$"))
    page.get_by_role("link", name="Ouvrir le plan").click()
    expect(page.locator("table.plan")).to_be_visible()
    other = chromium.new_context(base_url=empty_site).new_page()
    other.goto("/premiere-visite/")
    expect(other.get_by_role("heading", level=1)).to_contain_text("Rien à cette adresse")
    other.context.close()
    context.close()


def test_a_member_of_another_body_reads_why_the_button_is_closed(window: Page) -> None:
    sign_in(window, "Zoé Laframboise")
    window.goto(f"{PLACE}plan/")
    window.get_by_role("link", name="Choisir l'organisme responsable").click()
    closed = window.get_by_role("button", name="Donner des nouvelles")
    assert closed.get_attribute("aria-disabled") == "true"
    expect(window.locator(".reasons")).to_contain_text("Comité de gestion")
    expect(window.locator(".reasons")).to_contain_text("Vous agissez ici comme membre, Comité jeunesse.")


def test_a_member_gives_news_of_what_the_body_answers_for(window: Page) -> None:
    sign_in(window, "Lise Thériault-Roy")
    window.goto(f"{PLACE}plan/")
    window.get_by_role("link", name="Réaliser une campagne publicitaire").click()
    window.get_by_text("Donner des nouvelles").click()
    window.get_by_label("Nouvelle", exact=True).fill("La campagne est **lancée**.")
    window.get_by_role("button", name="Enregistrer la nouvelle").click()
    note = window.locator("article.note").first
    expect(note).to_contain_text("La campagne est lancée.")
    expect(note).to_contain_text("membre, Comité communications")


def test_a_stranger_sees_neither_news_nor_buttons(window: Page) -> None:
    sign_in(window, "Nadia Chouinard")
    window.goto(f"{PLACE}plan/")
    assert window.locator(".plan-news").first.inner_text().find("La coordonnatrice est en poste") == -1
    window.get_by_role("link", name="Engager un coordonnateur").click()
    expect(window.get_by_role("heading", level=1)).to_contain_text("Engager un coordonnateur")
    assert window.get_by_text("Donner des nouvelles").count() == 0
