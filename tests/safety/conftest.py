"""The world, made once for a module; each attack is undone before the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from tests.cast import TODAY

from .world import World, make_world


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is as if it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for the tests of a module: each is marked `django_db`, which undoes what it did, and takes its turns inside `undone()`."""
    with django_db_blocker.unblock(), override_settings(ENTENTES_TODAY=TODAY), undone():
        yield make_world()
