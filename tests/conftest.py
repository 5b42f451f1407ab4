"""What every test may use: the cast that is everywhere the same."""

from __future__ import annotations

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """One agreement with its plan and its people (see `tests/cast.py`)."""
    return make_cast()
