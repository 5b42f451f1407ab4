"""What a call received, on the page of the coordination: letters of intent, applications by state, the checklist of the call."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ententes.agreements.models import Export
from ententes.awards.queries.left import left_of
from ententes.correspondence.models import Letter
from ententes.funding import acts as funding
from ententes.people.models import Person
from ententes.projects import acts
from ententes.projects.models import Applicant, Application, Call, Deposit
from ententes.projects.queries.admissibility import points
from tests.cast import NOW, TODAY, Cast
from tests.funding.making import decided, make_envelope, make_use
from tests.projects.making import complete, deposited, make_application, make_call
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db
PLACE = "/e/pain-et-culture/projets/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    cache.clear()


def published(cast: Cast, **changed: Any) -> Call:
    return acts.publish(make_call(cast, waived_because="Le cadre suit.", **changed), by=cast.coordination, when=NOW)


def test_the_list_tells_each_state_keeps_one_and_costs_the_same_for_one_and_five_thousand(cast: Cast) -> None:
    client, call = signed_in(cast.coordinator), published(cast)
    first = deposited(complete(make_application(cast, cast.stranger, call), cast.stranger), cast.stranger)
    costs = []
    for count in (1, 3, 5000):
        made = [
            Application(call=call, promoter=f"P{number}", kind="nonprofit", title=f"T{number}", begun_at=NOW, written_at=NOW)
            for number in range(Application.objects.count(), count)
        ]
        shared = {"call": call, "data": {}, "sha256": "", "file": first.file, "person": cast.stranger, "at": NOW}
        Deposit.objects.bulk_create(
            Deposit(application=one, number=number, **shared)
            for number, one in enumerate(Application.objects.bulk_create(made), start=call.deposits.count() + 1)
        )
        with CaptureQueriesContext(connection) as spent:
            root = page_of(client, f"{PLACE}appels/{call.pk}/")
        costs.append(len(spent))
        assert len(css(root, "section tbody tr")) == min(count, 50)
    assert costs[0] == costs[1] == costs[2]
    acts.ask_completion(first, words="La résolution.", due_on=TODAY + timedelta(days=9), by=cast.coordination, when=NOW)
    kept = page_of(client, f"{PLACE}appels/{call.pk}/?etat=incomplete")
    rows = [words(one) for one in css(kept, "section tbody tr")]
    assert (len(rows), "complément demandé" in rows[0], "2 décembre" in rows[0].replace("\N{NO-BREAK SPACE}", " ")) == (1, True, True)
    narrow = f"{PLACE}appels/{call.pk}/?etat=deposited&q=T499&tri=projet"
    [further] = [link.get("href") for link in css(page_of(client, narrow.replace("T499", "T4")), "a[rel=next]")]
    assert {name in further for name in ("etat=deposited", "q=T4", "tri=projet", "page=2")} == {True}
    here = [words(one) for one in css(page_of(client, narrow), "section tbody th")]
    form = {"etat": "deposited", "q": "T499", "tri": "projet"}
    out = client.post(f"{PLACE}appels/{call.pk}/demandes/emporter/csv/", form)
    assert [row[0] for row in csv.reader(io.StringIO(out.content.decode("utf-8-sig")))][1:] == here
    assert (here[0], len(here), "T499" in Export.objects.get().filter) == ("T499", 11, True)
    assert client.post(f"{PLACE}appels/{call.pk}/demandes/emporter/pdf/", form).status_code == 404
    member = words(page_of(signed_in(cast.manager), f"{PLACE}appels/{call.pk}/?etat=incomplete"))
    assert "Page 1 sur 100" in member
    mine = words(page_of(signed_in(cast.stranger), "/demandes/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "un complément, jusqu’au 2 décembre 2011 inclusivement" in mine


def test_the_promoter_reads_what_the_call_offers_and_the_coordination_what_is_left(cast: Cast) -> None:
    envelope = make_envelope(cast, 1_500_000)
    call = published(cast, offered=2_500_000, each=2_000_000, envelopes=[envelope])
    application = complete(make_application(cast, cast.stranger, call), cast.stranger)
    deposited(application, cast.stranger)
    assert left_of(call) == 1_500_000
    funding.commit(make_use(cast, envelope), cents=1_400_000, resolution=decided(cast), by=cast.coordination, when=NOW)
    assert left_of(call) == 100_000
    public = words(page_of(Client(), f"/appels/{call.pk}/")).replace("\u00a0", " ")
    assert [one in public for one in ("Somme offerte en tout25 000 $", "Aide maximale par projet20 000 $")] == [True, True]
    places = ((cast.stranger, f"/demandes/{application.pk}/"), (cast.coordinator, f"{PLACE}demandes/{application.pk}/"))
    roots = [page_of(signed_in(one), where) for one, where in places]
    said = [words(one).replace("\u00a0", " ") for root in roots for one in css(root, "tbody tr") if words(one)[0] == "F"]
    assert ["donne à un projet, 20 000 $, et offre en tout, 25 000 $" in one for one in said] == [True, False]
    assert "dépasse ce qui reste à l’enveloppe, 1 000 $" in said[1]


def test_ones_own_list_costs_the_same_for_one_and_three_hundred(cast: Cast) -> None:
    client, call, costs = signed_in(cast.stranger), published(cast), []
    for count in (1, 3, 300):
        made = [
            Application(call=call, promoter="P", kind="nonprofit", title=f"T{number}", begun_at=NOW, written_at=NOW)
            for number in range(Application.objects.count(), count)
        ]
        Applicant.objects.bulk_create(
            Applicant(application=one, person=cast.stranger, since=NOW) for one in Application.objects.bulk_create(made)
        )
        with CaptureQueriesContext(connection) as spent:
            assert len(css(page_of(client, "/demandes/"), "main tbody tr")) == count
        costs.append(len(spent))
    assert costs[0] == costs[1] == costs[2]


def test_a_letter_of_intent_goes_from_one_page_to_the_other_and_back(cast: Cast) -> None:
    client, promoter, call = signed_in(cast.coordinator), signed_in(cast.stranger), published(cast, wants_letter=True)
    made = make_application(cast, cast.stranger, call)
    assert "Écrire la lettre" in words(page_of(promoter, f"/demandes/{made.pk}/"))
    assert client.get(f"{PLACE}demandes/{made.pk}/lettre/").status_code == 404
    assert send(promoter, f"/demandes/{made.pk}/lettre/", {"text": ""}).status_code == 422
    assert send(promoter, f"/demandes/{made.pk}/lettre/", {"text": "Un four\npour tous."}).status_code == 302
    listed = page_of(client, f"{PLACE}appels/{call.pk}/")
    assert "lettre d’intention déposée" in words(listed)
    assert client.get(f"{PLACE}demandes/{made.pk}/").status_code == 404
    here = f"{PLACE}demandes/{made.pk}/lettre/"
    assert "Un four" in words(page_of(client, here))
    assert send(client, here, {"answer": "no"}).status_code == 422
    assert send(client, here, {"answer": "no", "reason": "C’est un garage."}).status_code == 302
    assert "C’est un garage." in words(page_of(promoter, f"/demandes/{made.pk}/lettre/"))
    assert "hors de l’objet" in words(page_of(promoter, "/demandes/"))


def test_a_colleague_comes_in_and_goes_out_by_the_page_and_an_invitation_is_counted(cast: Cast) -> None:
    promoter, made = signed_in(cast.stranger), make_application(cast, cast.stranger)
    here = f"/demandes/{made.pk}/personnes/"
    assert send(promoter, here, {"name": "Léa", "email": "pas une adresse"}).status_code == 422
    assert send(promoter, here, {"name": "Léa Four", "email": "lea@exemple.test"}).status_code == 302
    lea = Person.objects.get(email="lea@exemple.test")
    assert "vous invite à écrire" in Letter.objects.get(recipient=lea).subject
    colleague, row = signed_in(lea), made.applicants.get(person=lea)
    assert colleague.get(f"/demandes/{made.pk}/").status_code == 200
    assert signed_in(cast.opener).post(f"{here}{row.pk}/retirer/").status_code == 404
    assert send(promoter, f"{here}{row.pk}/retirer/").status_code == 302
    assert colleague.get(f"/demandes/{made.pk}/").status_code == 404
    statuses = [send(promoter, here, {"name": "X", "email": f"x{number}@exemple.test"}).status_code for number in range(5)]
    assert statuses == [302, 302, 302, 302, 429]


def test_the_checklist_of_a_call_is_changed_on_its_page_until_it_is_published(cast: Cast) -> None:
    client, call = signed_in(cast.coordinator), make_call(cast, waived_because="x")
    here = f"{PLACE}appels/{call.pk}/liste/"
    form = fields_of(css(page_of(client, here), "form.form")[0])
    typed = form | {"words_2": "", "words_4": "Il y a du pain.", "words_16": "Le four chauffe.", "test_16": ""}
    assert send(client, here, typed).status_code == 302
    call.refresh_from_db()
    found = {one.key: one.words for one in points(call)}
    assert (len(found), "neq" in found, found["principles"], found["p1"]) == (16, False, "Il y a du pain.", "Le four chauffe.")
    overtaken = send(client, here, form | {"words_0": "Autre chose"})
    assert (overtaken.status_code, "Autre chose" in overtaken.content.decode()) == (409, True)
    acts.publish(call, by=cast.coordination, when=NOW)
    assert client.get(here).status_code == 422
    assert "Le four chauffe." in words(page_of(client, f"{PLACE}appels/{call.pk}/"))


def test_what_applications_await_is_told_to_each_in_their_list_of_things_to_do(cast: Cast) -> None:
    client, promoter = signed_in(cast.coordinator), signed_in(cast.stranger)
    wanting, call = published(cast, wants_letter=True), published(cast)
    made = make_application(cast, cast.stranger, wanting)
    assert "À terminer : Un four neuf" in words(page_of(promoter, "/a-faire/"))
    acts.send_letter(made, text="Un four.", person=cast.stranger, when=NOW)
    deposit = deposited(complete(make_application(cast, cast.stranger, call), cast.stranger), cast.stranger)
    told = words(page_of(client, "/a-faire/"))
    assert [one in told for one in ("Répondre à une lettre d’intention :", "Vérifier l’admissibilité d’une demande :")] == [True, True]
    acts.ask_completion(deposit, words="La résolution.", due_on=TODAY + timedelta(days=9), by=cast.coordination, when=NOW)
    assert "Vérifier l’admissibilité" not in words(page_of(client, "/a-faire/"))
    assert "À compléter : Un four neuf" in words(page_of(promoter, "/a-faire/"))
    Applicant.objects.create(application=made, person=cast.coordinator, since=NOW)
    assert "Répondre à une lettre" not in words(page_of(client, "/a-faire/"))
