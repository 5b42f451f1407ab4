"""A body is no more while matters are before it: nothing is lost, and another takes its place with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ententes.committees import acts as committees
from ententes.committees.models import Term
from ententes.decisions import acts
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.rules import obstacles_to_transmitting
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_term

from .chains import copy, open_plan, resolve

TOMORROW = TODAY + timedelta(days=1)


def before_working(cast: Cast) -> Matter:
    matter = open_plan(cast)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    return matter


def test_a_dissolved_body_keeps_its_past_and_nobody_sits_on_it_any_more(cast: Cast) -> None:
    committees.dissolve_body(cast.working, on=TODAY, by=cast.coordination)
    assert Term.objects.get(seat__body=cast.working).ends_on == TODAY
    with pytest.raises(Refused, match=r"dissoute depuis le 23.novembre.2011"):
        committees.dissolve_body(cast.working, on=TOMORROW, by=cast.coordination)
    seat = cast.working.seats.get()
    with pytest.raises(Refused, match="dissoute"):
        committees.appoint(seat, person=make_person("Tardive"), starts_on=TOMORROW, by=cast.coordination)


def test_a_body_to_which_somebody_is_named_for_later_is_not_dissolved_first(cast: Cast) -> None:
    make_term(cast.working, make_person("Ada Lovel"), starts_on=date(2012, 1, 1))
    with pytest.raises(Refused, match=r"Ada Lovel y est nommé à partir du 1er.janvier.2012"):
        committees.dissolve_body(cast.working, on=TODAY, by=cast.coordination)


def test_the_mandates_of_a_dissolved_body_make_no_chain_any_more(cast: Cast) -> None:
    open_plan(cast)
    committees.dissolve_body(cast.working, on=TODAY, by=cast.coordination)
    assert [link.body for link in chain_of(cast.agreement, "plan", TODAY)] == [cast.working, cast.management]
    assert [link.body for link in chain_of(cast.agreement, "plan", TOMORROW)] == [cast.management]


def test_a_matter_before_a_dissolved_body_goes_to_the_one_that_takes_its_place(cast: Cast) -> None:
    matter = before_working(cast)
    committees.dissolve_body(cast.working, on=TODAY - timedelta(days=1), by=cast.coordination)
    with pytest.raises(Refused, match="n’existe plus"):
        resolve(cast, matter, cast.working)
    [reason] = obstacles_to_transmitting(Matter.objects.get(pk=matter.pk), by=cast.coordination, on=TODAY)
    assert "dites quelle instance prend sa place" in reason
    heir = make_body(cast.agreement, "Comité des meules")
    make_term(heir, make_person("Ada Lovel"))
    stage = matter.stages.get(body=cast.working)
    facts = {"body": heir, "by": cast.coordination, "when": NOW}
    with pytest.raises(Refused, match="Dites pourquoi"):
        acts.send_on(stage, reason=" ", **facts)
    acts.send_on(stage, reason="Elle lui succède.", **facts)
    matter.refresh_from_db()
    assert (matter.state, matter.stage.body) == ("preparing", heir)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    resolve(cast, matter, heir)
    assert [step.move for step in matter.steps.all()] == ["open", "transmit", "send_on", "transmit", "pass"]


def test_a_matter_is_not_transmitted_to_a_dissolved_body(cast: Cast) -> None:
    matter = open_plan(cast)
    committees.dissolve_body(cast.working, on=TODAY - timedelta(days=1), by=cast.coordination)
    [said] = obstacles_to_transmitting(Matter.objects.get(pk=matter.pk), by=cast.coordination, on=TODAY)
    assert said.startswith("Comité des fours n’existe plus depuis le 22")
    with pytest.raises(Refused, match="dites quelle instance prend sa place"):
        acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)


def test_a_body_that_lives_keeps_what_its_mandate_gives_it(cast: Cast) -> None:
    matter = before_working(cast)
    with pytest.raises(Refused) as refused:
        acts.send_on(matter.stages.first(), body=cast.management, reason="Plus vite", by=cast.coordination, when=NOW)
    [said] = [reason.replace("\xa0", " ") for reason in refused.value.reasons]
    assert said == (
        "Cette étape revient à Comité des fours : une autre instance n’y prend sa place qu’une fois celle-là dissoute."
        " Mandat : « Proposer le plan d’action »."
    )


def test_a_step_that_is_behind_the_matter_is_not_given_away(cast: Cast) -> None:
    matter = before_working(cast)
    resolve(cast, matter, cast.working)
    committees.dissolve_body(cast.working, on=TODAY - timedelta(days=1), by=cast.coordination)
    with pytest.raises(Refused, match="Cette étape est passée"):
        acts.send_on(matter.stages.first(), body=cast.management, reason="Pour voir", by=cast.coordination, when=NOW)


def test_other_words_reach_bodies_only_by_the_next_frozen_copy(cast: Cast) -> None:
    matter = before_working(cast)
    acts.rephrase(matter, title="Le plan revu", question="", by=cast.coordination)
    assert Matter.objects.get(pk=matter.pk).title == "Le plan revu"
    assert matter.versions.get().data == {"text": "un"}
    acts.withdraw(matter, by=cast.coordination, when=NOW, reasons="Abandon")
    with pytest.raises(Refused, match="clos"):
        acts.rephrase(matter, title="Autre", question="", by=cast.coordination)
