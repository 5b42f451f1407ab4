"""The pages of bodies: what is written is shown, only the coordination changes it, and the number of bodies costs nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from ententes.committees.models import Body, Mandate, Seat, Term
from ententes.correspondence.models import Letter
from ententes.organisations.acts import rename_organisation
from ententes.people.models import Person
from ententes.plans.models import Point
from tests.cast import NOW, TODAY, Cast, make_action, make_body, make_person, make_procedure, make_term

from .browsing import page_of, words

BODIES = "/e/pain-et-culture/instances/"


@pytest.fixture(autouse=True)
def _today(settings: object) -> None:
    settings.ENTENTES_TODAY = TODAY  # type: ignore[attr-defined]


@pytest.fixture
def coordinator(cast: Cast, client: Client) -> Client:
    client.force_login(cast.coordinator)
    return client


def test_a_body_shows_its_mandates_its_seats_and_what_it_answers_for(cast: Cast, coordinator: Client) -> None:
    Mandate.objects.create(
        body=cast.working, position=0, words="Recommander les fours", verbs=["recommend"], addressee="au comité de gestion"
    )
    Seat.objects.create(body=cast.working, label="Siège vacant ici", position=9)
    Point.objects.create(agreement=cast.agreement, kind="x", sentence="Un point ouvert", settled_by=cast.working)
    page = coordinator.get(f"{BODIES}{cast.working.pk}/").content.decode()
    for said in (
        "Recommander les fours",
        "recommander",
        "Siège vacant ici",
        "Vacant",
        "Noémie Tran",
        "Bâtir un four communal",
        "Un point ouvert",
    ):
        assert said in page
    assert "Automne 2011" in page


def test_a_body_of_another_agreement_is_not_found(cast: Cast, coordinator: Client) -> None:
    other = make_body(cast.other_agreement, "Comité des bois")
    seat = Seat.objects.create(body=other, label="Siège")
    paths = (f"{BODIES}{other.pk}/", f"{BODIES}{other.pk}/modifier/", f"/e/pain-et-culture/sieges/{seat.pk}/nommer/")
    assert [coordinator.get(path).status_code for path in paths] == [404, 404, 404]


def test_only_the_coordination_changes_bodies(cast: Cast, client: Client) -> None:
    client.force_login(cast.manager)
    seat = cast.worker_term.term.seat
    answers = [
        client.post(f"{BODIES}ajouter/", {"name": "Comité X", "kind": "other"}),
        client.post(f"{BODIES}{cast.working.pk}/modifier/", {"name": "Comité X", "kind": "other"}),
        client.post(f"{BODIES}{cast.working.pk}/sieges/", {"label": "Siège"}),
        client.post(
            f"/e/pain-et-culture/sieges/{seat.pk}/nommer/", {"known": cast.manager.pk, "role": "holder", "starts_on": "2011-11-23"}
        ),
        client.post(f"/e/pain-et-culture/mandats/{cast.worker_term.term.pk}/terminer/", {"ends_on": "2011-11-23"}),
    ]
    assert [answer.status_code for answer in answers] == [403] * 5
    assert (Body.objects.count(), Seat.objects.count(), Term.objects.filter(ends_on__isnull=False).count()) == (2, 2, 0)


def test_somebody_new_is_named_to_a_seat_and_told(cast: Cast, coordinator: Client) -> None:
    coordinator.post(f"{BODIES}{cast.working.pk}/sieges/", {"label": "Siège nord", "votes": "on"})
    seat = Seat.objects.get(label="Siège nord")
    path = f"/e/pain-et-culture/sieges/{seat.pk}/nommer/"
    assert coordinator.get(path).status_code == 200
    said = {
        "known": "",
        "name": "Rose Lavoie",
        "email": "rose@exemple.test",
        "role": "holder",
        "starts_on": "2011-11-01",
        "source": "rés. 4",
    }
    assert coordinator.post(path, said).url == f"{BODIES}{cast.working.pk}/"
    assert Term.objects.get(seat=seat).person == Person.objects.get(email="rose@exemple.test")
    assert Letter.objects.get().address == "rose@exemple.test"
    again = coordinator.post(path, said | {"name": "Autre", "email": "autre@exemple.test"})
    assert again.status_code == 422
    assert "mettez d’abord fin à son mandat" in again.content.decode()
    assert not Person.objects.filter(email="autre@exemple.test").exists()


def test_naming_nobody_or_twice_is_said(cast: Cast, coordinator: Client) -> None:
    path = f"/e/pain-et-culture/sieges/{cast.worker_term.term.seat.pk}/nommer/"
    said = {"role": "substitute", "starts_on": "2011-11-01"}
    assert "Choisissez quelqu’un" in coordinator.post(path, said).content.decode()
    both = coordinator.post(path, said | {"known": cast.manager.pk, "name": "X", "email": "x@exemple.test"})
    assert "pas les deux" in both.content.decode()
    stranger = coordinator.post(path, said | {"known": cast.stranger.pk})
    assert stranger.status_code == 422


def test_a_term_ends_and_a_seat_is_removed(cast: Cast, coordinator: Client) -> None:
    term = cast.worker_term.term
    assert coordinator.get(f"/e/pain-et-culture/mandats/{term.pk}/terminer/").status_code == 200
    coordinator.post(f"/e/pain-et-culture/mandats/{term.pk}/terminer/", {"ends_on": "2011-11-22"})
    term.refresh_from_db()
    assert term.ends_on.isoformat() == "2011-11-22"
    assert "Qui y a siégé" in coordinator.get(f"{BODIES}{cast.working.pk}/").content.decode()
    refused = coordinator.post(f"/e/pain-et-culture/sieges/{term.seat.pk}/enlever/")
    assert (refused.status_code, "reste au dossier" in refused.content.decode()) == (422, True)
    empty = Seat.objects.create(body=cast.working, label="Vide", position=5)
    assert coordinator.post(f"/e/pain-et-culture/sieges/{empty.pk}/enlever/").status_code == 302


def test_a_body_is_set_up_revised_and_given_a_contact(cast: Cast, coordinator: Client) -> None:
    coordinator.post(f"{BODIES}ajouter/", {"name": "Comité des moulins", "kind": "working", "parent": cast.management.pk})
    body = Body.objects.get(name="Comité des moulins")
    assert body.parent == cast.management
    twice = coordinator.post(f"{BODIES}ajouter/", {"name": "Comité des moulins", "kind": "working"})
    assert "Une instance porte déjà ce nom" in twice.content.decode()
    coordinator.post(f"{BODIES}{body.pk}/modifier/", {"name": "Comité du moulin", "kind": "working"})
    body.refresh_from_db()
    assert (body.name, list(body.aliases.values_list("name", flat=True))) == ("Comité du moulin", ["Comité des moulins"])
    coordinator.post(f"{BODIES}{body.pk}/joindre/", {"known": cast.worker.pk, "cadence": "2"})
    body.refresh_from_db()
    assert (body.contact, body.cadence) == (cast.worker, 2)
    coordinator.post(f"{BODIES}{body.pk}/joindre/", {"known": "", "cadence": ""})
    body.refresh_from_db()
    assert (body.contact, body.cadence) == (None, None)


@pytest.mark.parametrize("many", [1, 3, 300])
def test_bodies_cost_the_same(cast: Cast, coordinator: Client, many: int, django_assert_num_queries: object) -> None:
    person = make_person("Un Membre")
    for number in range(many):
        body = make_body(cast.agreement, f"Comité {number}", parent=cast.management)
        make_term(body, person)
        make_term(cast.working, person)
        make_action(cast.section, f"Action {number}", cast.working)
        make_procedure(cast.working, cast.coordination, TODAY - timedelta(days=number))
    with django_assert_num_queries(9):  # type: ignore[operator]
        coordinator.get(BODIES)
    with django_assert_num_queries(30):  # type: ignore[operator]
        coordinator.get(f"{BODIES}{cast.working.pk}/")
    with django_assert_num_queries(10):  # type: ignore[operator]
        coordinator.get(f"{BODIES}{cast.working.pk}/regles/")


def test_the_chair_and_the_secretariat_are_entrusted_and_end(cast: Cast, coordinator: Client) -> None:
    place = f"{BODIES}{cast.working.pk}/"
    assert coordinator.get(f"{place}charges/?charge=secretary").status_code == 200
    said = {"known": "", "name": "Rose Lavoie", "email": "rose@exemple.test", "office": "secretary", "starts_on": "2011-11-01"}
    assert coordinator.post(f"{place}charges/", said).url == place
    assert Letter.objects.get().address == "rose@exemple.test"
    again = coordinator.post(f"{place}charges/", said | {"name": "Autre", "email": "autre@exemple.test"})
    assert (again.status_code, "mettez-y d’abord fin" in again.content.decode()) == (422, True)
    assert not Person.objects.filter(email="autre@exemple.test").exists()
    charge = cast.working.charges.get()
    assert "Rose Lavoie" in coordinator.get(place).content.decode()
    assert coordinator.get(f"/e/pain-et-culture/charges/{charge.pk}/terminer/").status_code == 200
    assert coordinator.post(f"/e/pain-et-culture/charges/{charge.pk}/terminer/", {"ends_on": "2011-11-22"}).url == place
    page = coordinator.get(place).content.decode()
    assert ("Confier à quelqu’un" in page, "Qui y a siégé" in page) == (True, True)
    cast.agreement.is_public = True
    cast.agreement.save()
    assert "Rose Lavoie" not in Client().get(place).content.decode()


def test_seats_show_their_territories_and_what_became_of_who_designates(cast: Cast, coordinator: Client) -> None:
    place = f"{BODIES}{cast.working.pk}/"
    assert coordinator.get(f"{place}territoires/").status_code == 200
    assert coordinator.post(f"{place}territoires/", {"territories": "La Plaine\r\nLes Monts\r\nLe Bois"}).url == place
    plain, hills = (cast.working.territories.get(name=name) for name in ("La Plaine", "Les Monts"))
    bakers = cast.agreement.parties.get().organisation
    rename_organisation(bakers, name="Alliance du pain", until=date(2011, 3, 31), when=NOW)
    typed = {"label": "Siège des plaines", "votes": "on", "territories": [plain.pk], "organisation": bakers.pk}
    assert coordinator.post(f"{place}sieges/", typed).url == place
    seat = Seat.objects.get(label="Siège des plaines")
    assert coordinator.get(f"/e/pain-et-culture/sieges/{seat.pk}/territoires/").status_code == 200
    both = {"territories": [plain.pk, hills.pk]}
    assert coordinator.post(f"/e/pain-et-culture/sieges/{seat.pk}/territoires/", both).url == place
    page = words(page_of(coordinator, place))
    assert "1 siège territorial / 3 territoires Sans siège Le Bois Siège vacant La Plaine, Les Monts" in page
    past = "anciennement Regroupement des boulangers, jusqu’au 31 mars 2011"
    assert all(said in page for said in ("désigné par Alliance du pain", past, "pour La Plaine, Les Monts"))
