"""What organisations become: renamed, merged or dissolved, they keep the name they bore; a territory is named once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ententes.ground.act import Refused
from ententes.organisations import acts
from ententes.organisations.models import Organisation, Territory
from ententes.organisations.queries import name_on, names_on, pasts
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def reasons(act: Any, *args: Any, **said: Any) -> list[str]:
    with pytest.raises(Refused) as refused:
        act(*args, **said)
    return refused.value.reasons


def renamed() -> Organisation:
    bakers = acts.name_organisation(name="Regroupement des boulangers", acronym="RDB")
    acts.rename_organisation(bakers, name=" Boulangers  unis ", acronym="BU", until=date(2010, 6, 30), when=NOW)
    return acts.rename_organisation(bakers, name="Alliance du pain", until=date(2011, 3, 31), when=NOW)


def test_an_organisation_bears_on_each_day_the_name_of_that_day() -> None:
    bakers, other = renamed(), acts.name_organisation(name="Caisse du pain")
    days = (date(2010, 6, 30), date(2010, 7, 1), date(2011, 3, 31), date(2011, 4, 1))
    names = ["Regroupement des boulangers", "Boulangers unis", "Boulangers unis", "Alliance du pain"]
    assert [name_on(bakers, day) for day in days] == names
    assert [names_on([bakers, other], day) for day in days] == [{bakers.pk: name, other.pk: "Caisse du pain"} for name in names]
    assert [one.acronym for one in bakers.former_names.all()] == ["RDB", "BU"]
    assert {"Regroupement des boulangers", "Boulangers unis"} <= set(bakers.aliases.values_list("name", flat=True))


def test_a_name_changes_once_it_has_changed_and_in_order() -> None:
    bakers = renamed()
    assert reasons(acts.rename_organisation, bakers, name=" ", until=date(2011, 11, 23), when=NOW) == [
        "Un organisme porte un nom.",
        "Un changement de nom s’inscrit une fois qu’il a eu lieu\u00a0: le dernier jour de l’ancien nom est passé.",
    ]
    assert reasons(acts.rename_organisation, bakers, name="Alliance du pain", until=date(2011, 3, 31), when=NOW) == [
        "C’est déjà le nom de cet organisme.",
        "Cet organisme s’est appelé «\u00a0Boulangers unis\u00a0» jusqu’au 31\u00a0mars\u00a02011\u00a0:"
        " l’ancien nom a duré plus longtemps.",
    ]


def test_an_organisation_merges_into_another_and_never_into_itself() -> None:
    bakers, union, fund = renamed(), acts.name_organisation(name="Union du pain"), acts.name_organisation(name="Fonds du pain")
    acts.merge_organisation(bakers, successor=union, on=date(2011, 9, 1))
    bakers.refresh_from_db()
    assert (bakers.successor, bakers.dissolved_on, bakers.name) == (union, date(2011, 9, 1), "Alliance du pain")
    later = date(2011, 10, 1)
    assert reasons(acts.merge_organisation, union, successor=bakers, on=later) == ["Un organisme ne peut pas se fondre en lui-même."]
    assert reasons(acts.merge_organisation, fund, successor=bakers, on=date(2011, 10, 1)) == [
        "«\u00a0Alliance du pain\u00a0» est dissous depuis le 1er\u00a0septembre\u00a02011."
    ]
    gone = ["Cet organisme est dissous depuis le 1er\u00a0septembre\u00a02011."]
    assert reasons(acts.dissolve, bakers, on=date(2011, 10, 1)) == gone
    assert reasons(acts.rename_organisation, bakers, name="Autre", until=date(2011, 9, 30), when=NOW) == gone
    acts.dissolve(fund, on=date(2011, 10, 1))
    assert pasts([bakers.pk, union.pk, fund.pk]) == {
        bakers.pk: (
            "anciennement Regroupement des boulangers, jusqu’au 30\u00a0juin\u00a02010;"
            " anciennement Boulangers unis, jusqu’au 31\u00a0mars\u00a02011; fusionné à Union du pain le 1er\u00a0septembre\u00a02011"
        ),
        fund.pk: "dissous le 1er\u00a0octobre\u00a02011",
    }


def test_an_organisation_does_not_end_before_its_last_change_of_name() -> None:
    assert reasons(acts.dissolve, renamed(), on=date(2011, 3, 31)) == [
        "Cet organisme a changé de nom le 31\u00a0mars\u00a02011\u00a0: il a pris fin après."
    ]


def test_what_organisations_became_is_one_query(django_assert_num_queries: Any) -> None:
    found = [renamed().pk for _ in range(5)]
    with django_assert_num_queries(1):
        assert len(pasts(found)) == 5
    with django_assert_num_queries(0):
        assert pasts([]) == {}


def test_a_territory_is_named_once_however_it_is_written() -> None:
    region = acts.name_territory(name="Pays du blé", kind="région")
    town = acts.name_territory(name="  L’Île-aux-Meules ", parents=[region])
    assert acts.name_territory(name="l'île aux meules") == town
    assert (town.name, list(town.parents.all()), Territory.objects.count()) == ("L’Île-aux-Meules", [region], 2)
