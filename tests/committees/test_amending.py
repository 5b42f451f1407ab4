"""A mandate that an amendment gives begins the day it comes into force, and one that it ends stands until the day before."""

from __future__ import annotations

from datetime import date

import pytest

from ententes.agreements.models import Amendment
from ententes.committees import acts, rules
from ententes.committees.models import Body, Mandate
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast

SPRING = date(2012, 4, 1)
EVE = date(2012, 3, 31)


def amendment(cast: Cast, number: str = "1", in_force_on: date = SPRING) -> Amendment:
    return Amendment.objects.create(agreement=cast.agreement, number=number, title="Pouvoirs", in_force_on=in_force_on, recorded_at=NOW)


def in_force(body: Body, day: date) -> list[str]:
    return [one.words for one in Mandate.objects.in_force(day).filter(body=body)]


def test_a_mandate_given_and_one_ended_change_places_on_the_first_day(cast: Cast) -> None:
    old = acts.give_mandate(cast.working, words="Proposer le plan", verbs=["propose"])
    one = amendment(cast)
    acts.end_mandate(old, amendment=one)
    acts.give_mandate(cast.working, words="Adopter le plan", verbs=["adopt"], amendment=one)
    assert [in_force(cast.working, day) for day in (TODAY, EVE, SPRING)] == [
        ["Proposer le plan"],
        ["Proposer le plan"],
        ["Adopter le plan"],
    ]
    old.refresh_from_db()
    assert (old.ends_on, old.ended_by, one.mandates.get().starts_on) == (EVE, one, SPRING)


def test_a_mandate_ends_once_and_after_it_began(cast: Cast) -> None:
    old = acts.give_mandate(cast.working, words="Proposer le plan")
    first, second = amendment(cast), amendment(cast, "2", date(2012, 9, 1))
    new = acts.give_mandate(cast.working, words="Adopter le plan", amendment=first)
    acts.end_mandate(old, amendment=first)
    for mandate, by, said in (
        (old, second, "Le mandat « Proposer le plan » prend déjà fin le 31 mars 2012."),
        (new, first, "Le mandat « Adopter le plan » ne commence que le 1er avril 2012 : il ne prend pas fin avant."),
    ):
        mandate.refresh_from_db()
        found = list(rules.obstacles_to_ending_mandate(mandate, on=by.in_force_on))
        assert [one.replace("\xa0", " ") for one in found] == [said]
        with pytest.raises(Refused) as refused:
            acts.end_mandate(mandate, amendment=by)
        assert list(refused.value.reasons) == found
    acts.end_mandate(new, amendment=second)
    assert in_force(cast.working, date(2012, 8, 31)) == ["Adopter le plan"]


def test_a_body_that_is_no_more_receives_no_mandate_and_a_mandate_is_written(cast: Cast) -> None:
    acts.dissolve_body(cast.working, on=EVE, by=cast.coordination)
    with pytest.raises(Refused) as refused:
        acts.give_mandate(Body.objects.get(pk=cast.working.pk), words=" ", amendment=amendment(cast))
    assert [one.replace("\xa0", " ") for one in refused.value.reasons] == [
        "Le mandat donné à « Comité des fours » n’est pas écrit.",
        "« Comité des fours » n’existe plus depuis le 31 mars 2012 : aucun mandat ne s’y donne.",
    ]
    assert not Mandate.objects.exists()
