"""The first visit of an empty installation: one person, one time, no secret lying about."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.db import connection, connections
from django.test import Client

from ententes.ground.act import Refused
from ententes.people import acts
from ententes.people.models import Person

FIRST = "/premiere-visite/"
NAMED = {"name": "Amélie Bouchard", "email": "Amelie@Exemple.test", "language": "fr"}


@pytest.mark.django_db
def test_an_empty_installation_asks_who_is_there(client: Client) -> None:
    assert client.get("/").url == FIRST
    page = client.get(FIRST).content.decode()
    assert "Il n’y a ni compte ni mot de passe d’avance" in page


@pytest.mark.django_db
def test_the_first_person_opens_agreements_keeps_the_accounts_and_is_signed_in(client: Client) -> None:
    answer = client.post(FIRST, NAMED)
    person = Person.objects.get()
    assert (answer.status_code, answer.url) == (302, "/")
    assert (person.email, person.name, person.opens_agreements, person.is_technical) == (
        "amelie@exemple.test",
        "Amélie Bouchard",
        True,
        True,
    )
    assert not person.has_usable_password()
    assert client.session["_auth_user_id"] == str(person.pk)
    assert "Importer un document" in client.get("/").content.decode()


@pytest.mark.django_db
def test_nobody_is_first_twice(client: Client) -> None:
    client.post(FIRST, NAMED)
    other = Client()
    assert other.get(FIRST).status_code == 404
    assert other.post(FIRST, NAMED | {"email": "autre@exemple.test"}).status_code == 404
    assert other.get("/").status_code == 200
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_the_same_form_sent_twice_makes_one_person(client: Client) -> None:
    once = {"once": str(uuid.uuid4())}
    assert client.post(FIRST, NAMED | once).url == "/"
    assert Client().post(FIRST, NAMED | once).status_code == 404
    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_refused_form_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(FIRST, NAMED | {"email": "pas une adresse"})
    assert answer.status_code == 422
    assert "Amélie Bouchard" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.django_db
def test_two_who_both_found_it_empty_do_not_both_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    acts.begin(email="une@exemple.test", name="Une")
    monkeypatch.setattr("ententes.people.rules.obstacles_to_beginning", lambda: iter(()))
    with pytest.raises(Refused):
        acts.begin(email="deux@exemple.test", name="Deux")
    assert [person.name for person in Person.objects.all()] == ["Une"]


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_make_one_person() -> None:
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("one connection only: the writers of SQLite wait for one another by construction")
    answers: list[int] = []
    gate = threading.Barrier(16)

    def come(number: int) -> None:
        client = Client()
        gate.wait()
        answers.append(client.post(FIRST, NAMED | {"email": f"p{number}@exemple.test"}).status_code)
        connections.close_all()

    threads = [threading.Thread(target=come, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (Person.objects.count(), answers.count(302)) == (1, 1)
    assert {answer for answer in answers if answer != 302} <= {404, 422}
