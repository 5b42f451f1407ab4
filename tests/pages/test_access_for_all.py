"""Every page, in both languages, both schemes and both widths: axe finds nothing, nothing is fetched elsewhere, nothing spills sideways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from tests.pages.conftest import sign_in

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async tags => (await axe.run(document, {runOnly: tags})).violations.map(
    each => each.id + ': ' + each.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | '))"""
NOT_PAGES = {"upload_file", "document_file", "action_file"}


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is, under its real content policy."""
    page.evaluate(AXE + "; undefined")
    return list(page.evaluate(RUN, TAGS))


def spills(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def walk(page: Page, starts: list[str]) -> Iterator[str]:
    """One address of every route that links lead to, the page standing on it when it is given."""
    waiting, seen = list(starts), set()
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            name = "?"
        kind = (name, "?" in path)
        if kind in seen or name in NOT_PAGES:
            continue
        seen.add(kind)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        yield path
        links = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(each => each.getAttribute('href'))")
        waiting += [link for link in links if link.startswith(("/", "?")) and not link.startswith("//")]


@pytest.mark.parametrize(("width", "scheme", "language"), list(product([390, 1280], ["light", "dark"], ["fr", "en"])))
def test_no_page_has_a_violation(chromium: Browser, site: str, width: int, scheme: Any, language: str) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": width, "height": 900}, color_scheme=scheme)
    context.add_cookies([{"name": "langue", "value": language, "url": site}])
    page = context.new_page()
    elsewhere: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else elsewhere.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    found = {path: some for path in walk(page, ["/", "/connexion/"]) if (some := violations(page) + ["spills"] * spills(page))}
    sign_in(page, "Amélie Bouchard")
    found |= {path: some for path in walk(page, ["/a-faire/", "/"]) if (some := violations(page) + ["spills"] * spills(page))}
    context.close()
    assert (found, elsewhere, complaints) == ({}, [], [])


def test_nothing_spills_sideways_at_320_pixels(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, viewport={"width": 320, "height": 800})
    page = context.new_page()
    sign_in(page, "Amélie Bouchard")
    assert [path for path in walk(page, ["/a-faire/", "/"]) if spills(page)] == []
    context.close()
