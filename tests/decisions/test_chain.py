"""The chain comes from the mandates: their verbs, their addressees, and what the coordination settles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ententes.committees.models import Mandate
from ententes.decisions import acts
from ententes.decisions.queries.chain import Power, chain_of
from ententes.ground.act import Refused
from ententes.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast, make_body

from .chains import copy, give, open_plan


def told(cast: Cast, kind: str, on: date = TODAY, **more: Any) -> list[tuple[str, str]]:
    return [(link.whose, " ".join(link.verbs)) for link in chain_of(cast.agreement, kind, on, **more)]


def test_who_proposes_comes_before_who_adopts_whatever_the_order_of_the_mandates(cast: Cast) -> None:
    give(cast.management, "adopt", "plan")
    give(cast.working, "propose", "plan")
    assert told(cast, "plan") == [("Comité des fours", "propose"), ("Comité de gestion", "adopt")]


def test_a_body_that_validates_and_recommends_takes_one_step_and_its_addressee_the_last(cast: Cast) -> None:
    board = make_body(cast.agreement, "Conseil", "board")
    give(cast.working, "collaborate", "report")
    give(cast.management, "validate recommend", "report", addressee_body=board)
    assert told(cast, "report") == [
        ("Comité des fours", "collaborate"),
        ("Comité de gestion", "validate recommend"),
        ("Conseil", "adopt"),
    ]


def test_a_recommended_project_is_decided_by_its_addressee(cast: Cast) -> None:
    board = make_body(cast.agreement, "Comité exécutif", "executive")
    give(cast.management, "recommend", "project", addressee_body=board)
    assert told(cast, "project") == [("Comité de gestion", "recommend"), ("Comité exécutif", "decide")]


def test_one_board_that_proposes_and_adopts_takes_a_single_step(cast: Cast) -> None:
    give(cast.management, "propose", "plan")
    give(cast.management, "adopt", "plan")
    assert told(cast, "plan") == [("Comité de gestion", "propose adopt")]


def test_verbs_that_give_no_power_make_no_step(cast: Cast) -> None:
    give(cast.working, "ensure inform", "plan")
    assert told(cast, "plan") == []


def test_an_organisation_without_its_organ_stays_to_be_settled_and_the_choice_is_kept_with_its_reason(cast: Cast) -> None:
    bakers = Organisation.objects.get()
    board = make_body(cast.agreement, "Conseil", "board")
    give(cast.management, "recommend", "report", addressee_organisation=bakers, words="Recommander au RDB l’adoption des rapports")
    assert chain_of(cast.agreement, "report", TODAY)[-1].body is None
    with pytest.raises(Refused, match="Dites pourquoi"):
        acts.choose_body(cast.agreement, kind="report", verb="adopt", body=board, reason=" ", by=cast.coordination, when=NOW)
    acts.choose_body(cast.agreement, kind="report", verb="adopt", body=board, reason="C’est l’usage.", by=cast.coordination, when=NOW)
    [_first, last] = chain_of(cast.agreement, "report", TODAY)
    assert last.body == board
    assert "C’est l’usage." in last.said()
    assert "« Recommander au RDB l’adoption des rapports »" in last.said().replace("\xa0", " ")


def test_the_choice_of_an_organ_reaches_the_matters_that_wait_for_it(cast: Cast) -> None:
    board = make_body(cast.agreement, "Conseil", "board")
    give(cast.management, "recommend", "report", addressee_organisation=Organisation.objects.get())
    links = chain_of(cast.agreement, "report", TODAY)
    matter = acts.open_matter(cast.agreement, kind="report", title="Rapport", links=links, by=cast.coordination, when=NOW)
    acts.choose_body(cast.agreement, kind="report", verb="adopt", body=board, reason="L’usage", by=cast.coordination, when=NOW)
    assert [stage.body for stage in matter.stages.all()] == [cast.management, board]


def test_a_mandate_counts_only_while_it_is_in_force(cast: Cast) -> None:
    give(cast.working, "propose", "plan")
    give(cast.management, "adopt", "plan")
    Mandate.objects.filter(body=cast.working).update(ends_on=date(2011, 12, 31))
    assert len(chain_of(cast.agreement, "plan", TODAY)) == 2
    assert len(chain_of(cast.agreement, "plan", date(2012, 1, 1))) == 1


def test_a_mandate_changed_under_way_leaves_the_matter_its_chain(cast: Cast) -> None:
    matter = open_plan(cast)
    Mandate.objects.filter(body=cast.working).delete()
    assert [stage.body for stage in matter.stages.all()] == [cast.working, cast.management]
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)


def test_powers_read_elsewhere_count_only_where_no_mandate_speaks(cast: Cast) -> None:
    power = Power(cast.management, ("choose",), "Choisir l’organisme responsable")
    assert told(cast, "training_body", more=[power]) == [("Comité de gestion", "choose")]
    give(cast.working, "choose", "training_body")
    assert told(cast, "training_body", more=[power]) == [("Comité des fours", "choose")]
