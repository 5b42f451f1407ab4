"""A sitting for each test that asks for one."""

from __future__ import annotations

import pytest

from tests.cast import Cast

from .sittings import Sitting, make_sitting


@pytest.fixture
def sitting(cast: Cast) -> Sitting:
    """A meeting called, not yet open."""
    return make_sitting(cast)


@pytest.fixture
def seated(sitting: Sitting) -> Sitting:
    """The meeting open, three members there out of five, the chair among them, at the free question."""
    sitting.open()
    sitting.come("ABC")
    sitting.take("free")
    return sitting
