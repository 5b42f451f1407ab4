"""An agreement opens under a short title and an address of its own; its parties gain what is said of them."""

from __future__ import annotations

import pytest

from ententes.agreements import acts, queries
from ententes.organisations import acts as organisations
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "field", "region", "short"),
    [
        ("Entente spécifique en culture dans la région de l’Estrie", "culture", "Estrie", "Culture · Estrie"),
        ("ENTENTE EN CULTURE", "la culture", "région de la CÔTE-DU-SUD", "Culture · Côte-du-Sud"),
        ("Entente sectorielle de développement en matière d’agroalimentaire", "", "", "Agroalimentaire"),
        ("Entente en loisir et en sport", "loisir et en sport", "", "Loisir et sport"),
        ("Agreement on immigration", "", "Maple Shore", "Immigration · Maple Shore"),
        ("Entente", "", "", "Entente"),
        ("Culture en Estrie", "", "l’Estrie", "Culture en Estrie"),
        ("a" * 200, "", "", "A" + "a" * 78 + "…"),
    ],
)
def test_a_short_title_fits_in_a_menu(title: str, field: str, region: str, short: str) -> None:
    assert queries.short_title(title, field, region) == short


def test_two_agreements_of_one_title_have_two_addresses() -> None:
    slugs = [acts.open_agreement(title="Entente sur le pain", when=NOW).slug for _ in range(3)]
    assert slugs == ["pain", "pain-2", "pain-3"]


def test_a_title_without_letters_still_has_an_address() -> None:
    assert acts.open_agreement(title="« … »", when=NOW).slug == "entente"


def test_a_party_gains_what_is_said_and_loses_nothing() -> None:
    agreement = acts.open_agreement(title="Entente sur le pain", when=NOW)
    bakers = organisations.name_organisation(name="Regroupement des boulangers", aliases=["RdB", "RdB", "Regroupement des boulangers"])
    acts.add_party(agreement, organisation=bakers, is_signatory=True)
    party = acts.add_party(agreement, organisation=bakers, is_funder=True)
    assert (party.is_signatory, party.is_funder, party.is_manager, agreement.parties.count()) == (True, True, False, 1)
    assert [one.name for one in bakers.aliases.all()] == ["RdB"]


def test_an_organisation_still_mentioned_is_not_forgotten() -> None:
    agreement = acts.open_agreement(title="Entente sur le pain", when=NOW)
    bakers, millers = (organisations.name_organisation(name=name) for name in ("Boulangers", "Meuniers"))
    acts.add_party(agreement, organisation=bakers)
    organisations.forget_unused([bakers.pk, millers.pk])
    assert list(type(bakers).objects.values_list("name", flat=True)) == ["Boulangers"]
