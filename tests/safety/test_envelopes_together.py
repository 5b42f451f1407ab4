"""Several who commit, pay and receive at one moment: no envelope is exceeded, no number is taken twice, on both engines.

Negative control: with figures read before the envelope is held, the envelope is exceeded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings

from ententes.funding import acts
from ententes.funding.models import LedgerEntry
from ententes.funding.queries import figures
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.funding.making import decided, make_envelope, make_party, make_use, promise

from .test_register_together import MANY, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(file_database: Callable[[], None]) -> Any:
    with override_settings(ENTENTES_TODAY=TODAY):
        yield make_cast()


def committing(cast: Cast, cents: int) -> tuple[Any, Callable[[int], Any]]:
    envelope, resolution = make_envelope(cast, 100_000), decided(cast)
    promise(cast, make_party(cast, "Moulin"), 100_000)
    uses = [make_use(cast, envelope, f"Projet {place}") for place in range(MANY)]
    return envelope, lambda place: acts.commit(uses[place], cents=cents, resolution=resolution, by=cast.coordination, when=NOW)


def test_commitments_made_at_one_moment_never_exceed_their_envelope(cast: Cast) -> None:
    envelope, commit = committing(cast, 30_000)
    assert together(commit) == {"done": 3, "refused": MANY - 3}
    assert figures.of_envelope(envelope).available == 10_000
    assert sorted(LedgerEntry.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_what_is_left_goes_to_the_cent_to_those_who_come_first(cast: Cast) -> None:
    envelope, commit = committing(cast, 100_000 // MANY)
    assert together(commit) == {"done": MANY}
    assert figures.of_envelope(envelope).available == 0


def test_figures_read_before_the_envelope_is_held_let_it_be_exceeded(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    envelope, commit = committing(cast, 30_000)
    early, read = figures.of_envelope(envelope), figures.of_envelope
    monkeypatch.setattr(figures, "of_envelope", lambda _envelope: early)
    assert together(commit) == {"done": MANY}
    assert read(envelope).available < 0


def test_one_sum_received_by_two_at_one_moment_is_received_once(cast: Cast) -> None:
    mill = promise(cast, make_party(cast, "Moulin"), 10_000)
    assert together(lambda _place: acts.receive(mill, cents=10_000, received_on=TODAY, by=cast.coordination, when=NOW), 2) == {
        "done": 1,
        "refused": 1,
    }
