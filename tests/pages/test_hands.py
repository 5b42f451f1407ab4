"""The pages under other hands: keys alone, no scripts, a slow line, a printer, and after something was opened."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.conftest import PLACE, open_letter, sign_in
from tests.pages.test_access_for_all import spills, violations

pytestmark = pytest.mark.browser

WEIGHED = (
    "/",
    "/connexion/",
    PLACE,
    f"{PLACE}plan/",
    f"{PLACE}actions/1/",
    f"{PLACE}points/",
    f"{PLACE}instances/1/",
    "/a-faire/",
    "/importer/1/",
)
MOST = 60 * 1000
"""Octets of a first load, everything, gzipped as they travel behind a proxy."""
FOCUS = """() => {
    const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
    const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    const words = (at.textContent || at.getAttribute('aria-label') || at.name || '').trim().slice(0, 40);
    return [at.tagName, words, seen, box.width > 0 && box.height > 0];
}"""
REACHABLE = """() => [...document.querySelectorAll('a[href], button:enabled, input:enabled:not([type=hidden]), select, textarea, summary')]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && each.tabIndex >= 0)
    .filter(each => each.type !== 'radio' || each.checked).length"""


@pytest.mark.parametrize("path", ["", "plan/", "actions/1/", "demander/"])
def test_every_control_is_reached_by_tab_and_shows_its_focus(window: Page, path: str) -> None:
    sign_in(window, "Amélie Bouchard")
    window.goto(PLACE + path)
    window.keyboard.press("Tab")
    assert window.evaluate(FOCUS)[:2] == ["A", "Aller au contenu"]
    stops, unseen = 1, []
    for _step in range(400):
        window.keyboard.press("Tab")
        tag, words, seen, drawn = window.evaluate(FOCUS)
        if tag == "BODY":
            break
        stops += 1
        if not (seen and drawn):
            unseen.append((tag, words))
    assert unseen == []
    assert stops >= window.evaluate(REACHABLE)


def test_the_skip_link_leads_past_the_header(window: Page) -> None:
    window.goto(f"{PLACE}plan/")
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"
    window.keyboard.press("Tab")
    assert window.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_menus_open_and_close_with_keys(window: Page) -> None:
    sign_in(window, "Amélie Bouchard")
    window.goto(f"{PLACE}plan/")
    for menu in (window.locator(".top details.menu"), window.locator("main details.menu")):
        menu.locator("summary").focus()
        window.keyboard.press("Enter")
        expect(menu).to_have_attribute("open", "")
        window.keyboard.press("Tab")
        assert menu.evaluate("each => each.contains(document.activeElement)")
        window.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_nothing_that_opens_brings_a_violation(chromium: Browser, site: str, width: int, scheme: Any) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme, locale="fr-CA")
    page = context.new_page()
    sign_in(page, "Amélie Bouchard")
    found = {}
    for path in (
        "/a-faire/",
        f"{PLACE}plan/",
        f"{PLACE}actions/1/",
        f"{PLACE}personnes/",
        f"{PLACE}instances/1/",
        "/lettres/",
        f"{PLACE}points/1/",
    ):
        page.goto(path)
        # Menus lie over the page: one at a time, as they are opened.
        page.eval_on_selector_all("details:not(.menu)", "all => all.forEach(each => { each.open = true; })")
        found[path] = violations(page) + ["spills"] * spills(page)
        for menu in page.locator("details.menu").all():
            menu.locator("summary").click()
            found[path] += violations(page) + ["spills"] * spills(page)
            menu.locator("summary").click()
    page.goto(f"{PLACE}actions/1/")
    page.get_by_text("Donner des nouvelles").click()
    page.get_by_label("Nouvelle", exact=True).fill("Trop tôt.")
    page.get_by_label("Date de la nouvelle").fill("2012-01-01")
    page.get_by_role("button", name="Enregistrer la nouvelle").click()
    expect(page.locator(".message-error")).to_be_visible()
    found["errors"] = violations(page) + ["spills"] * spills(page)
    context.close()
    assert {path: some for path, some in found.items() if some} == {}


def test_without_scripts_one_signs_in_filters_asks_answers_and_imports(chromium: Browser, site: str, tmp_path: Any) -> None:
    context = chromium.new_context(base_url=site, locale="fr-CA", java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    sign_in(page, "Amélie Bouchard")
    page.goto(f"{PLACE}plan/")
    page.get_by_text("Plus de filtres").click()
    page.get_by_label("État").select_option("done")
    page.get_by_role("button", name="Filtrer").click()
    expect(page.locator(".plan-found")).to_contain_text("6 actions sur 30")
    page.get_by_label("Chercher dans le plan").fill("formation")
    page.keyboard.press("Enter")
    expect(page.locator(".plan-found")).to_contain_text("« formation »")
    page.goto("/lettres/")
    open_letter(page, "Karim Benali").locator('.letter-body a[href*="/n/"]').first.click()
    page.get_by_label("Nouvelle", exact=True).fill("Répondu sans script.")
    page.get_by_role("button", name="Envoyer ces nouvelles").click()
    expect(page.locator("#messages")).to_contain_text("Merci")
    plan = tmp_path / "plan.md"
    rows = ["| Action | Responsable | Échéance |", "|---|---|---|", "| Baliser les sentiers | Comité des sentiers | Été 2011 |"]
    plan.write_text("\n".join(["# Entente en loisir de la région des Monts", "", "Plan d’action 2011-2012", "", *rows, ""]))
    page.goto("/importer/")
    page.get_by_label("Le document").set_input_files(plan)
    page.get_by_role("button", name="Lire ce document").click()
    for _again in range(60):
        if page.get_by_role("heading", name="Ce qui a été compris").count():
            break
        page.wait_for_timeout(250)
        page.goto(page.url)
    page.get_by_role("button", name="Importer", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Entente en loisir")
    context.close()


def test_a_first_load_is_light(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, locale="fr-CA")
    sign_in(context.new_page(), "Amélie Bouchard")
    cookies = context.cookies()
    context.close()
    weights = {}
    for path in WEIGHED:
        context = chromium.new_context(base_url=site, locale="fr-CA")
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page, sent = context.new_page(), dict[str, int]()
        page.on("requestfinished", lambda asked, sent=sent: sent.update({asked.url: len(gzip.compress(asked.response().body()))}))
        page.goto(path, wait_until="networkidle")
        context.close()
        weights[path] = sum(sent.values())
    assert {path: weight for path, weight in weights.items() if not 0 < weight < MOST} == {}


def test_the_plan_on_paper_keeps_its_table_and_leaves_the_rest(window: Page) -> None:
    window.goto(f"{PLACE}plan/")
    window.emulate_media(media="print")
    for hidden in (".top", ".foot", ".plan-tools form", ".banner"):
        assert not window.locator(hidden).first.is_visible(), hidden
    assert window.eval_on_selector("table.plan thead", "each => getComputedStyle(each).display") == "table-header-group"
    assert window.eval_on_selector("table.plan tbody tr:nth-child(2)", "each => getComputedStyle(each).breakInside") == "avoid"
    pages = len(re.findall(rb"/Type\s*/Page\b", window.pdf(format="Letter", prefer_css_page_size=True)))
    assert 2 <= pages <= 8
