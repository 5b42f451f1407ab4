"""People: invited once whatever the spelling of the address; let in and out by the technical administration only."""

from __future__ import annotations

import pytest

from ententes.ground.act import Refused
from ententes.people import acts
from ententes.people.models import Person
from tests.cast import Cast, make_person


@pytest.mark.django_db
def test_an_address_is_invited_once_and_its_person_keeps_their_name() -> None:
    first = acts.invite(email="Une.Personne@Exemple.test", name="Une Personne")
    again = acts.invite(email=" une.personne@EXEMPLE.test ", name="Autre Nom", language="en")
    assert (again.pk, again.name, again.language, again.email) == (first.pk, "Une Personne", "fr", "une.personne@exemple.test")
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_somebody_invited_without_a_name_is_named_after_their_address() -> None:
    assert acts.invite(email="une@exemple.test", name="  ").name == "une"


def test_only_the_technical_administration_keeps_accounts(cast: Cast) -> None:
    for act in (acts.deactivate, acts.reactivate, acts.allow_opening, acts.entrust, acts.relieve):
        with pytest.raises(Refused, match="tenus par l’administration technique"):
            act(cast.worker, by=cast.coordinator)
    cast.worker.refresh_from_db()
    assert (cast.worker.is_active, cast.worker.opens_agreements, cast.worker.is_technical) == (True, False, False)


def test_accounts_close_open_and_are_entrusted(cast: Cast) -> None:
    by = cast.technician
    assert acts.deactivate(cast.worker, by=by).is_active is False
    assert acts.reactivate(cast.worker, by=by).is_active is True
    assert acts.allow_opening(cast.worker, by=by).opens_agreements is True
    assert acts.allow_opening(cast.worker, by=by, allowed=False).opens_agreements is False
    assert acts.entrust(cast.worker, by=by).is_technical is True
    assert acts.relieve(by, by=by).is_technical is False


def test_nobody_closes_their_own_account_and_one_administrator_remains(cast: Cast) -> None:
    by = cast.technician
    with pytest.raises(Refused) as own:
        acts.deactivate(by, by=by)
    assert own.value.reasons == [
        "Vous ne pouvez pas fermer votre propre compte.",
        "C’est la seule personne de l’administration technique; confiez-la d’abord à quelqu’un d’autre.",
    ]
    with pytest.raises(Refused, match="seule personne"):
        acts.relieve(by, by=by)
    other = make_person("Autre Machine", is_technical=True)
    assert acts.relieve(by, by=by).is_technical is False
    by.refresh_from_db()
    with pytest.raises(Refused, match="tenus par"):
        acts.deactivate(other, by=by)


def test_one_says_who_one_is(cast: Cast) -> None:
    person = acts.present(cast.worker, name="  Noémie   Tran-Roy ", language="xx")
    assert (person.name, person.language) == ("Noémie Tran-Roy", "fr")
    with pytest.raises(Refused, match="obligatoire"):
        acts.present(cast.worker, name=" ", language="fr")
