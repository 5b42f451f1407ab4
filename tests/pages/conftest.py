"""The product itself, started as a user starts it, and a browser in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.laid_out import PLAYED_AT

ROOT = Path(__file__).resolve().parents[2]
PLACE = "/e/economie-sociale-capitale-nationale/"
"""Where the agreement of the demonstration stands."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def serving(command: list[str], settings: str, home: Path, port: int) -> Iterator[str]:
    """The address of the product, started with that command and those settings in a home of its own."""
    address = f"http://127.0.0.1:{port}"
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": settings, "ENTENTES_HOME": str(home)}
    surroundings.pop("ENTENTES_DATABASE", None)
    with (home / "log").open("wb") as log:
        server = subprocess.Popen([sys.executable, *command, "--port", str(port)], cwd=ROOT, env=surroundings, stdout=log, stderr=log)
        try:
            wait_for(address, server, home / "log")
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration of its own, whose letters lead back to it."""
    home = tmp_path_factory.mktemp("demo")
    shutil.copytree(demonstration, home, dirs_exist_ok=True)
    port = free_port()
    with closing(sqlite3.connect(home / "ententes.sqlite3")) as opened, opened:
        opened.execute("UPDATE correspondence_letter SET text = replace(text, ?, ?)", (PLAYED_AT, f"http://127.0.0.1:{port}"))
    with serving(["-m", "ententes.command", "serve"], "config.settings.demo", home, port) as address:
        yield address


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text())


@pytest.fixture
def window(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of a fresh visitor. Parametrise it with options of a context: `{"viewport": {"width": 390, "height": 844}}`."""
    context: BrowserContext = chromium.new_context(base_url=site, locale="fr-CA", **getattr(request, "param", {}))
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the invented people, one click, as the demonstration offers it."""
    page.goto("/connexion/")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_load_state()


def open_letter(page: Page, name: str) -> Locator:
    """The latest letter that asks somebody for news, unfolded, on whichever page of the letters it stands."""
    letter = page.locator("details.opening", has_text=name).filter(has=page.locator('.letter-body a[href*="/n/"]')).first
    for number in range(2, 12):
        if letter.count():
            break
        page.goto(f"/lettres/?page={number}")
    if letter.get_attribute("open") is None:
        letter.locator("summary").click()
    return letter
