"""What every test may use: the cast that is everywhere the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.signals import connection_created
from playwright.sync_api import Browser, sync_playwright

from tests import browser
from tests.cast import Cast, make_cast
from tests.laid_out import begin, played

DATABASE = {"db", "transactional_db", "django_db_setup", "elsewhere"}
"""What a test asks for to meet the database of the run; whoever asks for none of them is kept from it, by pytest-django."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, only what meets the database is tried again, unless it says that one engine is enough."""
    needs = {item: set(getattr(item, "fixturenames", ())) for item in items}
    if os.environ.get("ENTENTES_DATABASE", "").startswith("postgresql"):
        alike = [
            item
            for item, names in needs.items()
            if item.get_closest_marker("one_engine") or not (names & DATABASE or item.get_closest_marker("django_db"))
        ]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if item not in set(alike)]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """On SQLite, the database of the run begins where every migration ran; whatever is left to do is done."""

    def opened(connection: Any, **_said: object) -> None:
        if connection.vendor == "sqlite" and connection.is_in_memory_db():
            begin(connection.connection)

    connection_created.connect(opened, weak=False)


@pytest.fixture
def cast(db: None) -> Cast:
    """One agreement with its plan and its people (see `tests/cast.py`)."""
    return make_cast()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a demonstration, to copy (see `tests/laid_out.py`)."""
    folder = tmp_path_factory.getbasetemp()
    return played(folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser.find()
    if path is None:
        pytest.fail("Aucun navigateur : lancez « python -m tests.browser ».")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=browser.ARGUMENTS)
        yield started
        started.close()
