"""`make shots`: the README's pictures, taken from a demonstration served for the occasion."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests import browser

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PORT, WIDTH = 8799, 1280
ADDRESS = f"http://127.0.0.1:{PORT}"


def main() -> int:
    """Serve, sign in as the coordinator, and take each picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    surroundings = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.demo", "ENTENTES_HOME": tempfile.mkdtemp(prefix="ententes-")}
    server = subprocess.Popen([sys.executable, "-m", "demo", "--port", str(PORT)], cwd=ROOT, env=surroundings)
    try:
        wait()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=browser.find(), args=browser.ARGUMENTS)
            page = chromium.new_page(base_url=ADDRESS, viewport={"width": WIDTH, "height": 860}, locale="fr-CA")
            page.goto("/connexion/")
            page.get_by_role("button", name="Amélie Bouchard").first.click()
            take(page)
            chromium.close()
    finally:
        server.terminate()
        server.wait(timeout=30)
    return 0


def wait() -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(ADDRESS, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("La démonstration ne répond pas.")


def take(page: Page) -> None:
    """The plan, an action with its news, and the document beside what is understood of it, as it is imported a second time."""
    page.goto("/")
    page.locator("main a[href^='/e/']").first.click()
    page.get_by_role("link", name="Plan", exact=True).click()
    page.screenshot(path=IMAGES / "plan.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": 1140}, full_page=True)
    page.get_by_role("link", name="Réaliser 5 rencontres du PRESCN").first.click()
    page.screenshot(path=IMAGES / "action.png", full_page=True)
    page.goto("/importer/")
    page.get_by_role("link", name="plan-d-action-2011-2012.txt").first.click()
    page.get_by_role("button", name="L’importer une autre fois").click()
    page.get_by_role("heading", name="Ce qui a été compris").wait_for()
    for line in ("#l73", ".understood li:has(a[href='#l73'])"):
        page.locator(line).first.evaluate("each => each.scrollIntoView()")
    page.locator("#summary-box").evaluate("each => each.scrollIntoView()")
    page.screenshot(path=IMAGES / "import.png", clip={"x": 0, "y": 66, "width": WIDTH, "height": 794})


if __name__ == "__main__":
    sys.exit(main())
