"""Random requests are never answered by an error of ours. Negative control: a page that breaks on strange numbers is found."""

from __future__ import annotations

import pytest

from ententes.web import access

from .fuzz import Fuzzer
from .world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(3))
def test_five_hundred_random_requests_meet_no_error(world: World, seed: int) -> None:
    fuzzer = Fuzzer(world, seed)
    fuzzer.run(500)
    assert fuzzer.faults == {}
    assert {200, 302, 404, 422} <= set(fuzzer.codes)


def test_a_fault_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = access.queries.capacities
    monkeypatch.setattr(access.queries, "capacities", lambda *given: inside(*given)[5])
    fuzzer = Fuzzer(world, 1)
    fuzzer.run(60)
    assert [fault.rpartition(":")[0] for fault in fuzzer.faults] != []
