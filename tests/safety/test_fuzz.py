"""Random requests are never answered by an error of ours. Negative control: a page that breaks on strange numbers is found."""

from __future__ import annotations

import pytest

from ententes.web import turning_away

from .conftest import undone
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
    inside = turning_away.queries.capacities
    monkeypatch.setattr(turning_away.queries, "capacities", lambda *given: inside(*given)[5])
    fuzzer = Fuzzer(world, 1)
    fuzzer.run(60)
    assert [fault.rpartition(":")[0] for fault in fuzzer.faults] != []


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_are_break_nothing(world: World, day: str) -> None:
    """The second is what twenty thousand requests found where a day was counted from the last day of a coordination."""
    named = {"term_end": "ends_on", "coordination_end": "ends_on", "seat_appoint": "starts_on", "coordination_name": "starts_on"}
    named |= {"action_note": "dated_on", "answer": "dated_on", "ask_send": "pour", "plan_export": "as_of", "upload_correct": "dated_on"}
    for route, field in named.items():
        with undone():
            answer = world.send(route, world.client("opener" if route.startswith("upload") else "coordinator"), **{field: day})
            assert (route, answer.status_code in (200, 302, 422)) == (route, True)
