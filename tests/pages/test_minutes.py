"""Minutes in a browser: a section that keeps itself as it is typed, and two windows that write the same one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.pages.conftest import sign_in

pytestmark = pytest.mark.browser


def open_section(page: Page) -> None:
    """A section of the minutes of the youth committee, which nobody was sent yet."""
    page.goto("/a-faire/")
    page.get_by_role("link", name="Comité jeunesse, 12").first.click()
    page.get_by_role("link", name="Modifier 4. Avancement des actions").click()


def test_a_section_keeps_itself_and_a_second_window_is_told_and_loses_nothing(window: Page) -> None:
    sign_in(window, "Amélie Bouchard")
    open_section(window)
    late = window.context.new_page()
    late.goto(window.url)
    text = window.get_by_label("Texte de la section")
    for words in ("On fait le tour.", "On fait le tour des actions."):
        text.fill(words)
        with window.expect_response(lambda answer: answer.request.method == "POST") as answered:
            pass
        assert answered.value.status == 200
        expect(window.locator(".draft-state")).to_contain_text("Gardé le 23\u00a0novembre\u00a02011")
    window.reload()
    expect(text).to_have_value("On fait le tour des actions.")
    late.get_by_label("Texte de la section").fill("On ne fait rien.")
    expect(late.locator(".draft-state")).to_contain_text("rien n’est remplacé")
    late.get_by_role("button", name="Enregistrer la section").click()
    expect(late.get_by_label("Texte de la section")).to_have_value("On ne fait rien.")
    expect(late.locator("main")).to_contain_text("On fait le tour des actions.")
    late.get_by_role("button", name="Enregistrer le mien à la place").click()
    expect(late.locator("#messages")).to_contain_text("La section est enregistrée.")
    expect(late.locator("main")).to_contain_text("On ne fait rien.")
