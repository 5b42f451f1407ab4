"""What every test may use: the cast that is everywhere the same."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import browser
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """One agreement with its plan and its people (see `tests/cast.py`)."""
    return make_cast()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser.find()
    if path is None:
        pytest.fail("Aucun navigateur : lancez « python -m tests.browser ».")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=browser.ARGUMENTS)
        yield started
        started.close()
