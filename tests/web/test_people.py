"""People and access, in an agreement and in the installation."""

from __future__ import annotations

import pytest
from django.test import Client

from ententes.committees.models import Coordination
from ententes.people.models import Person
from tests.cast import TODAY, Cast, make_body, make_person, make_term

PEOPLE = "/e/pain-et-culture/personnes/"


@pytest.fixture(autouse=True)
def _today(settings: object) -> None:
    settings.ENTENTES_TODAY = TODAY  # type: ignore[attr-defined]


def as_(person: object) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    return client


def test_members_read_who_holds_what_and_only_the_coordination_reads_addresses(cast: Cast, client: Client) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    assert client.get(PEOPLE).status_code == 302
    assert as_(cast.stranger).get(PEOPLE).status_code == 404
    member, coordinator = as_(cast.worker).get(PEOPLE).content.decode(), as_(cast.coordinator).get(PEOPLE).content.decode()
    assert "Jean-Luc Siméon" in member
    assert ("amelie.bouchard@exemple.test" in member, "amelie.bouchard@exemple.test" in coordinator) == (False, True)
    assert ("Nommer quelqu’un" in member, "Nommer quelqu’un" in coordinator) == (False, True)


def test_the_coordination_is_shared_and_handed_over(cast: Cast) -> None:
    coordinator = as_(cast.coordinator)
    said = {"known": "", "name": "Rose Lavoie", "email": "rose@exemple.test", "starts_on": "2011-11-23"}
    assert coordinator.post(f"{PEOPLE}coordination/", said).url == PEOPLE
    rose = Person.objects.get(email="rose@exemple.test")
    assert as_(rose).get("/e/pain-et-culture/reglages/").status_code == 200
    own = Coordination.objects.get(person=cast.coordinator)
    assert as_(rose).post(f"{PEOPLE}coordination/{own.pk}/terminer/", {"ends_on": "2011-11-22"}).url == PEOPLE
    assert coordinator.get("/e/pain-et-culture/").status_code == 404
    last = Coordination.objects.get(person=rose)
    page = as_(rose).get(f"{PEOPLE}coordination/{last.pk}/terminer/").content.decode()
    assert "dernière personne à la coordination" in page
    assert as_(rose).post(f"{PEOPLE}coordination/{last.pk}/terminer/", {"ends_on": "2011-11-23"}).status_code == 422


def test_parties_are_marked_and_given_a_contact(cast: Cast) -> None:
    party, coordinator = cast.agreement.parties.get(), as_(cast.coordinator)
    coordinator.post(f"/e/pain-et-culture/parties/{party.pk}/titres/", {"is_funder": "1"})
    coordinator.post(f"/e/pain-et-culture/parties/{party.pk}/joindre/", {"known": "", "name": "Rose", "email": "rose@exemple.test"})
    party.refresh_from_db()
    assert (party.is_signatory, party.is_funder, party.contact.email) == (False, True, "rose@exemple.test")
    assert as_(party.contact).get("/e/pain-et-culture/").status_code == 404
    assert as_(cast.worker).post(f"/e/pain-et-culture/parties/{party.pk}/titres/", {}).status_code == 403


def test_a_partner_that_no_document_named_is_added_once(cast: Cast) -> None:
    coordinator, add = as_(cast.coordinator), "/e/pain-et-culture/parties/ajouter/"
    assert coordinator.post(add, {"name": "Caisse du pain", "acronym": "CP", "is_funder": "on"}).url == PEOPLE
    party = cast.agreement.parties.get(organisation__name="Caisse du pain")
    assert (party.organisation.acronym, party.is_signatory, party.is_funder) == ("CP", False, True)
    for again in ({"name": "caisse du  Pain"}, {"name": "Autre", "acronym": "cp"}, {"name": "CP"}, {"name": " "}):
        refused = coordinator.post(add, again)
        assert refused.status_code == 422
        assert "Ajouter un partenaire" in refused.content.decode()
    assert cast.agreement.parties.count() == 2
    assert as_(cast.worker).post(add, {"name": "Intrus"}).status_code == 403
    assert "Ajouter un partenaire" not in as_(cast.worker).get(PEOPLE).content.decode()


@pytest.mark.parametrize("many", [1, 3, 300])
def test_people_cost_the_same(cast: Cast, many: int, django_assert_num_queries: object) -> None:
    person = make_person("Un Membre")
    for number in range(many):
        make_term(make_body(cast.agreement, f"Comité {number}"), person)
    client = as_(cast.coordinator)
    with django_assert_num_queries(15):  # type: ignore[operator]
        client.get(PEOPLE)


def test_the_technical_administration_keeps_accounts_and_sees_no_agreement(cast: Cast) -> None:
    technician = as_(cast.technician)
    page = technician.get("/comptes/").content.decode()
    assert "noemie.tran@exemple.test" in page
    for words in ("Comité", "pain et la culture", "four communal", "Regroupement"):
        assert words not in page
    assert [as_(one).get("/comptes/").status_code for one in (cast.coordinator, cast.stranger, cast.opener)] == [404, 404, 404]
    assert technician.post("/comptes/inscrire/", {"name": "Rose", "email": "rose@exemple.test", "language": "en"}).url == "/comptes/"
    rose = Person.objects.get(email="rose@exemple.test")
    assert (rose.language, rose.opens_agreements, rose.is_technical) == ("en", False, False)
    for path, field in (("ouverture", "opens_agreements"), ("administration", "is_technical"), ("connexion", "is_active")):
        for on in ("1", ""):
            assert technician.post(f"/comptes/{rose.pk}/{path}/", {"on": on}).url == "/comptes/"
            rose.refresh_from_db()
            assert getattr(rose, field) is (on == "1")
    refused = technician.post(f"/comptes/{cast.technician.pk}/connexion/", {"on": ""})
    assert (refused.status_code, "Vous ne pouvez pas fermer votre propre compte" in refused.content.decode()) == (422, True)
    assert technician.post("/comptes/inscrire/", {"name": "", "email": "non", "language": "fr"}).status_code == 422


@pytest.mark.parametrize("many", [1, 3, 300])
def test_accounts_cost_the_same(cast: Cast, many: int, django_assert_num_queries: object) -> None:
    Person.objects.bulk_create(Person(email=f"p{number}@exemple.test", name=f"P {number}") for number in range(many))
    client = as_(cast.technician)
    with django_assert_num_queries(3):  # type: ignore[operator]
        client.get("/comptes/")


def test_a_partner_is_renamed_merged_or_dissolved_and_keeps_its_past(cast: Cast) -> None:
    party, coordinator = cast.agreement.parties.get(), as_(cast.coordinator)
    place = f"/e/pain-et-culture/parties/{party.pk}/organisme/"
    assert coordinator.get(place).status_code == 200
    assert coordinator.post(f"{place}nom/", {"name": "Alliance du pain", "acronym": "AP", "until": "2011-03-31"}).url == PEOPLE
    for page in (coordinator.get(PEOPLE), coordinator.get("/e/pain-et-culture/")):
        said = " ".join(page.content.decode().replace("\u00a0", " ").split())
        assert ("Alliance du pain" in said, "anciennement Regroupement des boulangers, jusqu’au 31 mars 2011" in said) == (True, True)
    early = coordinator.post(f"{place}dissolution/", {"on": "2011-03-01"})
    assert (early.status_code, "il a pris fin après" in early.content.decode()) == (422, True)
    nobody = coordinator.post(f"{place}fusion/", {"on": "2011-09-01"})
    assert (nobody.status_code, "ou écrivez son nom" in nobody.content.decode()) == (422, True)
    assert coordinator.post(f"{place}fusion/", {"name": "Union du pain", "on": "2011-09-01"}).url == PEOPLE
    party.organisation.refresh_from_db()
    assert party.organisation.successor.name == "Union du pain"
    again = coordinator.post(f"{place}dissolution/", {"on": "2011-10-01"})
    assert (again.status_code, "Il a changé de nom" in again.content.decode()) == (422, False)
    assert as_(cast.worker).get(place).status_code == 403
