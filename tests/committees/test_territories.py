"""Seats and territories: one seat may stand for several, one territory have several seats, and what has none is never dropped."""

from __future__ import annotations

from typing import Any

import pytest

from ententes.committees import acts
from ententes.committees.queries import coverage, places
from ententes.ground.act import Refused
from ententes.organisations.acts import name_territory
from tests.cast import TODAY, Cast, make_body

SIX = ["Bois", "Côte", "Île", "Plaine", "Monts", "Wend"]


def test_five_seats_stand_for_six_territories_and_the_page_says_which_is_left(cast: Cast) -> None:
    body = make_body(cast.agreement, "Comité des territoires")
    acts.represent(body, territories=[*SIX, " ", "bois"], by=cast.coordination)
    known = {one.name: one for one in body.territories.all()}
    assert sorted(known) == sorted(SIX)
    seats = [
        acts.add_seat(body, label=f"Territorial {number}", territories=[known[name] for name in names], by=cast.coordination)
        for number, names in enumerate((["Bois"], ["Bois"], ["Côte", "Île"], ["Plaine"], ["Monts"]))
    ]
    acts.add_seat(body, label="Sans territoire", by=cast.coordination)
    for seat in seats[1:4]:
        acts.appoint(seat, person=cast.stranger, starts_on=TODAY, by=cast.coordination)
    found = coverage(body, places(cast.agreement, on=TODAY, body=body))
    assert (found.seats, len(found.territories), found.missing, found.silent) == (5, 6, ["Wend"], ["Monts"])
    assert found.by_seat[seats[2].pk] == ["Côte", "Île"]
    acts.stand_for(seats[4], territories=[known["Monts"], known["Wend"]], by=cast.coordination)
    assert coverage(body, places(cast.agreement, on=TODAY, body=body)).missing == []


def test_a_territory_that_is_no_longer_represented_leaves_the_seats(cast: Cast) -> None:
    acts.represent(cast.working, territories=SIX, by=cast.coordination)
    seat = acts.add_seat(
        cast.working, label="Deux", territories=cast.working.territories.filter(name__in=["Bois", "Île"]), by=cast.coordination
    )
    acts.represent(cast.working, territories=SIX[1:], by=cast.coordination)
    assert list(seat.territories.values_list("name", flat=True)) == ["Île"]


def test_a_seat_stands_for_territories_of_its_body_and_the_coordination_says_so(cast: Cast) -> None:
    elsewhere = name_territory(name="Ailleurs")
    seat = cast.worker_term.term.seat
    said = ["Ailleurs n’est pas un territoire que cette instance représente."]
    refusals: list[tuple[Any, list[str]]] = [
        (lambda: acts.stand_for(seat, territories=[elsewhere], by=cast.coordination), said),
        (lambda: acts.add_seat(cast.working, label="Siège", territories=[elsewhere], by=cast.coordination), said),
        (
            lambda: acts.represent(cast.working, territories=["Bois"], by=cast.worker_term),
            ["C’est la coordination de l’entente qui tient ses instances et ses accès."],
        ),
    ]
    for act, reasons in refusals:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reasons == reasons
    assert (cast.working.seats.count(), cast.working.territories.count()) == (1, 0)


def test_the_coverage_costs_the_same(cast: Cast, django_assert_num_queries: Any) -> None:
    acts.represent(cast.working, territories=SIX, by=cast.coordination)
    for name in SIX:
        acts.add_seat(cast.working, label=name, territories=cast.working.territories.filter(name=name), by=cast.coordination)
    seats = places(cast.agreement, on=TODAY, body=cast.working)
    with django_assert_num_queries(2):
        coverage(cast.working, seats)
