"""Every page by day and by night, wide and narrow: axe finds nothing in French, nothing spills sideways in either language, nothing is
fetched elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.pages.conftest import PLACE, sign_in

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
TAGS: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
ALL_BUT_COLOURS = TAGS | {"rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": ["color-contrast"]}
RUN = """async options => {
    const where = options.runOnly.includes('color-contrast') && window.known?.length ? {exclude: window.known} : document
    const found = await axe.run(where, {...options, resultTypes: ['violations']})
    return found.violations.map(each => each.id + ': ' + each.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | '))
}"""
LOOKS = """seen => {
    const known = new Set(seen), met = [], states = /^(class|open|hidden|type|role|disabled|checked|aria-(?!label|desc))/
    window.known = []
    const look = (element, above) => {
        let mark = above
        const before = element.previousElementSibling?.tagName ?? 'first'
        const said = [...element.attributes].map(one => states.test(one.name) ? one.name + '=' + one.value : one.name)
        for (const letter of [before, element.tagName, ...said].join(' ')) mark = (Math.imul(mark, 31) + letter.codePointAt(0)) | 0
        met.push(mark)
        const children = [...element.children].map(child => [child, look(child, mark)])
        const fresh = children.some(([_child, isFresh]) => isFresh)
        if (fresh) window.known.push(...children.filter(([_child, isFresh]) => !isFresh).map(([child]) => child))
        return fresh || !known.has(mark)
    }
    return [look(document.body, 7), met]
}"""
"""What a style sheet sees of each element, tags and states from the body down: its colours come from nothing else. Whatever was met
already on another page is left in `window.known`, for axe to pass over when it looks at colours."""
NOT_PAGES = {"upload_file", "document_file", "action_file", "mfa_download_recovery_codes"}
STARTS = {
    "": ["/", "/connexion/", "/lettres/", "/nulle-part/"],
    "Amélie Bouchard": [
        "/a-faire/",
        "/",
        f"{PLACE}recherche/?q=rencontre",
        f"{PLACE}exportations/",
        f"{PLACE}plan/2011/modifier/historique/",
        f"{PLACE}demander/?dues=1",
        f"{PLACE}?au=2012-04-01",
        f"{PLACE}instances/1/?au=2012-04-01",
        "/lettres/",
    ],
    "Théo Lajoie": ["/comptes/"],
    "Gilles Paradis": ["/demandes/", "/demandes/2/", "/demandes/2/partie/budget/", "/mes-conventions/", "/mes-conventions/2/"],
    "Karim Benali": [f"{PLACE}analyses/", f"{PLACE}analyses/1/"],
    "Yvette Bolduc": [f"{PLACE}argent/versements/"],
    "Lise Thériault-Roy": ["/a-faire/", f"{PLACE}points/", f"{PLACE}actions/20/"],
}
"""Where each visitor begins: the pages that no link leads to in the demonstration, and those that others see otherwise."""
WALKS = ("", "Amélie Bouchard")
"""Who follows every link."""


def violations(page: Page, options: dict[str, Any] = TAGS) -> list[str]:
    """What axe finds on the page as it is, under its real content policy."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE + "; undefined")
    return list(page.evaluate(RUN, options))


def spills(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def walk(page: Page, starts: list[str], seen: set[tuple[str, bool]] | None = None) -> Iterator[str]:
    """One address of every route that links lead to, the page standing on it when it is given.

    The letters of the demonstration lead others than the visitor to what is theirs: they come last, and may find it closed.
    """
    waiting, of_letters, seen = list(starts), list[str](), set() if seen is None else seen
    while waiting or of_letters:
        may_be_closed = not waiting
        path = (waiting or of_letters).pop(0).partition("#")[0]
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            name = "?"
        kind = (name, "?" in path)
        if kind in seen or name in NOT_PAGES:
            continue
        seen.add(kind)
        try:
            answer = page.goto(path)
        except Error as error:
            if "Download is starting" in str(error):
                continue
            raise
        assert answer is not None
        if may_be_closed and answer.status == 404:
            continue
        assert answer.status == (404 if name == "?" else 200), path
        yield path
        here = urlsplit(page.url)
        links = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(each => each.href)")
        found = [link.removeprefix(f"{here.scheme}://{here.netloc}") for link in links if urlsplit(link).netloc == here.netloc]
        (of_letters if name == "letters" else waiting).extend(found)


def found_on(page: Page, looks: set[int]) -> list[str]:
    """What is wrong with the page, wide, and narrow where the style sheet meets something new. Axe looks at the colours of that alone, by
    day and by night: it pays most of its time for them."""
    wrong = []
    fresh, met = page.evaluate(LOOKS, list(looks))
    looks.update(met)
    for width in (1280, 390) if fresh else (1280,):
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width} {one}" for one in violations(page, ALL_BUT_COLOURS)]
        for scheme in ("light", "dark") if fresh else ():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            wrong += [f"{width} {scheme} {one}" for one in violations(page, COLOURS)]
    page.emulate_media(color_scheme="light")
    return wrong + spilling(page)


def spilling(page: Page) -> list[str]:
    """The widths at which the page scrolls sideways: all that another language changes in what axe sees."""
    found = []
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} spills"] * spills(page)
    return found


def visit(context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    page.emulate_media(reduced_motion="reduce")
    if name:
        sign_in(page, name)
    return page


@pytest.fixture(scope="module")
def looks() -> set[int]:
    """Whatever was looked at already, for every visitor and in either language."""
    return set()


@pytest.mark.parametrize("name", STARTS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_page_has_a_violation(chromium: Browser, site: str, looks: set[int], name: str, language: str) -> None:
    context = chromium.new_context(base_url=site)
    context.add_cookies([{"name": "langue", "value": language, "url": site}])
    page = visit(context, name)
    elsewhere: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else elsewhere.append(request.url))
    page.on(
        "console",
        lambda said: complaints.append(f"{said.text} {said.location}") if said.type == "error" and " 404 " not in said.text else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    paths = walk(page, STARTS[name]) if name in WALKS else STARTS[name]
    found = {}
    for path in paths:
        if page.url != site + path:
            page.goto(path)
        if wrong := found_on(page, looks) if language == "fr" else spilling(page):
            found[path] = wrong
    assert page.locator("html").get_attribute("lang") == f"{language}-CA"
    context.close()
    assert (found, elsewhere, complaints) == ({}, [], [])
