"""Texts that would run are sown in every field, and every page is opened in a real browser: nothing runs, with the policy or without it.

Negative control: the same browser runs such a text where a page would let it.
"""

# ruff: noqa: E501

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Error

from tests.pages.conftest import free_port, wait_for

from .payloads import PAYLOADS
from .test_served import ROOT, prepared, surroundings

pytestmark = pytest.mark.browser
EACH = {True: {"coordinator": 2, "opener": 1, "technician": 1, "anonymous": 1}, False: {"coordinator": 1, "anonymous": 1}}
"""Pages opened of each shape of address by each who looks: more of them without the policy, which hides a fault from nobody."""
DELIBERATE = ("dossiers/N/", "rencontres/N/", "resolutions/N/", "registre/N/", "consultations/N/", "propositions/N/", "avenants/")
"""Some of the pages where what was deliberated must have been read."""
LOOK = """() => {
    document.querySelectorAll('details').forEach(one => one.open = true);
    const found = [];
    for (const one of document.querySelectorAll('*')) {
        for (const { name, value } of one.attributes) {
            if (/^(on|hx-on|data-hx-on)/i.test(name) && !/^content$/.test(name)) found.push(one.tagName + ' ' + name);
            if (/^(href|src|action|formaction|xlink:href|data|srcdoc)$/i.test(name) && /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text)/i.test(value))
                found.push(one.tagName + ' ' + value.slice(0, 60));
            if (/^hx-(vals|headers|vars)$/.test(name) && /^\\s*(js|javascript):/.test(value)) found.push(one.tagName + ' ' + value.slice(0, 60));
        }
    }
    for (const one of document.querySelectorAll('script, iframe, object, embed, base, marquee, math, isindex, style, template, audio, video, animate'))
        if (!(one.tagName === 'SCRIPT' && one.src.startsWith(location.origin + '/static/'))
            && !(one.tagName === 'SCRIPT' && one.type === 'application/json')) found.push(one.outerHTML.slice(0, 80));
    return {found, links: [...document.querySelectorAll('a[href]')].map(one => one.href.baseVal ?? one.href)};
}"""


@pytest.fixture(scope="module")
def sown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """A demonstration where every field holds such a text; its address, and the sessions of its people."""
    home: Path = tmp_path_factory.mktemp("sown")
    made, port = prepared(home, "--payloads"), free_port()
    with (home / "log").open("wb") as log:
        command = [sys.executable, "-m", "ententes.command", "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=surroundings(home), stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, home / "log")
            yield f"http://127.0.0.1:{port}", made
        finally:
            server.terminate()
            server.wait(timeout=30)


def shape(address: str) -> str:
    at = urlsplit(address)
    return re.sub(r"\d+|action-\w+|(?<=/n/).*", "N", at.path) + ("?" if at.query else "")


def crawl(browser: Browser, site: str, made: dict[str, Any], who: str, stripped: bool) -> tuple[Counter[str], dict[str, Any]]:
    """Open pages as one person from the ways in, a few of each shape; what ran, what was refused, what strange things they hold."""
    ran: dict[str, Any] = {}
    context = browser.new_context(bypass_csp=stripped, locale="fr-CA")
    context.set_default_timeout(20_000)
    if session := made["sessions"].get(who):
        context.add_cookies([{"name": "session", "value": session, "url": site}])
    page = context.new_page()
    here = {"at": ""}
    page.expose_function("__xss", lambda *_given: ran.setdefault(here["at"], []).append("ran"))
    page.expose_function("__refused", lambda what: ran.setdefault(here["at"], []).append(f"policy: {what}"))
    page.add_init_script(
        "addEventListener('securitypolicyviolation', e => __refused(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sample))"
    )
    page.on("dialog", lambda dialog: dialog.dismiss())
    outside = [r"^(?!" + re.escape(site) + r"|data:|blob:|about:)"]
    page.on("request", lambda asked: ran.setdefault(here["at"], []).append(asked.url) if re.match(outside[0], asked.url) else None)
    waiting = [
        "/",
        "/e/pain-et-culture/",
        *(made["links"] if who == "anonymous" else ["/a-faire/", "/importer/", "/comptes/", "/compte/", "/lettres/"]),
    ]
    if who == "coordinator":
        reflected = [PAYLOADS[number] for number in (0, 4, 35, 37)]
        waiting += made["pages"]
        waiting += [f"/e/pain-et-culture/recherche/?q={quote(one)}" for one in reflected]
        waiting += [f"/e/pain-et-culture/plan/?q={quote(reflected[2])}&mots={quote(reflected[3])}&etat={quote(reflected[1])}"]
        waiting += [f"/e/pain-et-culture/demander/?dues=1&pour={quote(reflected[2])}", f"/connexion/?next=/{quote(reflected[2])}"]
    waiting = [site + one if one.startswith("/") else one for one in waiting]
    seen, shapes = set(waiting), Counter(map(shape, waiting))
    opened: Counter[str] = Counter()
    while waiting:
        address = here["at"] = waiting.pop(0)
        try:
            answer = page.goto(address, wait_until="load")
        except Error as error:
            if "Download is starting" in str(error):
                continue
            raise
        assert answer is not None
        assert answer.status < 500, address
        looked = page.evaluate(LOOK)
        opened[shape(address)] += 1
        if looked["found"]:
            ran.setdefault(address, []).extend(looked["found"])
        for link in (one.partition("#")[0] for one in looked["links"]):
            file = re.search(r"/(fichier|pieces/\d+|documents/\d+|cles/.*|static/.*)/?$", link)
            if link.startswith(f"{site}/") and link not in seen and not file and shapes[shape(link)] < EACH[stripped][who]:
                seen.add(link)
                shapes[shape(link)] += 1
                waiting.append(link)
    context.close()
    return opened, ran


@pytest.mark.parametrize("stripped", [True, False], ids=["without the policy", "under the policy"])
def test_nothing_that_was_written_runs_on_any_page(chromium: Browser, sown: tuple[str, dict[str, Any]], stripped: bool) -> None:
    assert len(PAYLOADS) >= 60
    site, made = sown
    opened: Counter[str] = Counter()
    ran: dict[str, Any] = {}
    for who in EACH[stripped]:
        pages, strange = crawl(chromium, site, made, who, stripped)
        opened += pages
        ran |= {f"{who} {address}": what for address, what in strange.items()}
    assert ran == {}
    assert opened.keys() >= {f"/e/pain-et-culture/{rest}" for rest in DELIBERATE}
    assert len(opened) > 100


def test_this_browser_runs_such_a_text_where_a_page_lets_it(chromium: Browser) -> None:
    page, ran = chromium.new_page(), []
    page.expose_function("__xss", lambda *_given: ran.append("ran"))
    for payload in PAYLOADS[:6]:
        page.goto("about:blank")
        page.set_content(f"<main>{payload}</main>", wait_until="load")
        page.wait_for_timeout(50)
    assert len(ran) >= 4
    page.set_content("<p onclick=x()>a</p><a href='javascript:1'>b</a><script>1</script>")
    assert len(page.evaluate(LOOK)["found"]) == 3
    page.close()
