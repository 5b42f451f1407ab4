"""The finances of the managing organisation: a dated capacity that reads agreements and keeps accounts, and nothing of the bodies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ententes.agreements.models import Agreement
from ententes.committees import acts
from ententes.committees.queries import Capacity, capacities, said
from ententes.correspondence.models import Letter
from ententes.decisions.models import Matter
from ententes.funding import rules
from ententes.ground.act import Refused
from ententes.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast, make_person
from tests.conventions.making import make_finance, manager_of

pytestmark = pytest.mark.django_db


def test_somebody_of_the_manager_keeps_accounts_between_their_two_days(cast: Cast) -> None:
    clerk = make_finance(cast, "Fanny Caisse")
    [held] = capacities(clerk.person, cast.agreement, TODAY)
    assert (held.words, held.key, held.keeps_accounts, held.coordinates, held.body) == (
        "finances, La ville des pains",
        "finance",
        True,
        False,
        None,
    )
    assert said(held.recorded) == held.words
    assert list(Agreement.objects.seen_by(clerk.person, TODAY)) == [cast.agreement]
    assert not Matter.objects.seen_by(clerk.person, TODAY).exists()
    assert list(rules.obstacles_to_keeping(cast.agreement, by=held, on=TODAY)) == []
    assert list(rules.obstacles_to_keeping(cast.other_agreement, by=held, on=TODAY)) != []
    assert held.finance is not None
    acts.end_finance(held.finance, ends_on=TODAY, by=cast.coordination)
    assert capacities(clerk.person, cast.agreement, TODAY + timedelta(days=1)) == ()
    assert not Agreement.objects.seen_by(clerk.person, TODAY + timedelta(days=1)).exists()


def test_two_hats_are_two_capacities(cast: Cast) -> None:
    make_finance(cast, person=cast.coordinator)
    assert [one.words for one in capacities(cast.coordinator, cast.agreement, TODAY)] == [
        "coordination de l’entente",
        "finances, La ville des pains",
    ]


def test_only_the_coordination_names_to_the_finances_and_only_for_an_organisation_that_manages(cast: Cast) -> None:
    city, mill = manager_of(cast), Organisation.objects.create(name="Le moulin")
    clerk = make_person("Fanny Caisse")

    def refused(by: Capacity, organisation: Organisation) -> list[str]:
        with pytest.raises(Refused) as found:
            acts.name_finance(cast.agreement, person=clerk, organisation=organisation, starts_on=TODAY, by=by)
        return found.value.reasons

    assert refused(cast.manager_term, city) == ["C’est la coordination de l’entente qui tient ses instances et ses accès."]
    assert refused(cast.coordination, mill) == [
        "Les finances sont celles d’un organisme gestionnaire de l’entente : dites d’abord lequel l’est, parmi les partenaires."
    ]
    acts.name_finance(cast.agreement, person=clerk, organisation=city, starts_on=TODAY, by=cast.coordination, when=NOW)
    assert Letter.objects.get().address == clerk.email
    assert refused(cast.coordination, city) == ["Fanny Caisse est déjà aux finances de l’entente."]
