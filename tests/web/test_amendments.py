"""The pages of amendments, and the agreement and its bodies read as at a date."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ententes.agreements.models import Amendment, Party
from ententes.committees.models import Mandate, Term
from ententes.decisions import acts
from ententes.decisions.models import Entry
from ententes.documents.models import File
from ententes.organisations.acts import rename_organisation
from ententes.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_procedure
from tests.decisions.chains import give, open_plan

from .browsing import css, fields_of, page_of, send, signed_in, words

HOME = "/e/pain-et-culture/"
AMENDMENTS = f"{HOME}avenants/"
ADD = f"{AMENDMENTS}inscrire/"
SPRING = date(2012, 4, 1)
BEFORE, AFTER = "2012-03-31", "2012-04-01"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def coordinator(cast: Cast) -> Client:
    return signed_in(cast.coordinator)


def main(client: Client, address: str, status: int = 200) -> str:
    return words(css(page_of(client, address, status), "body")[0]).replace("\xa0", " ")


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("avenant.txt", b"Lu.", "text/plain")


def typed(client: Client, **said: Any) -> dict[str, Any]:
    [form] = [one for one in page_of(client, ADD).forms if one.get("action") == ADD]
    return {**fields_of(form), "title": "Le comité des fours adopte", "in_force_on": AFTER, "confirmed": "on", **said}


def test_an_amendment_goes_from_its_form_to_the_register_and_to_the_pages(cast: Cast, coordinator: Client) -> None:
    old = give(cast.management, "adopt", words="Adopter le plan d’action")
    leaving = cast.agreement.parties.get()
    taken = acts.resolve(
        cast.management,
        title="L’avenant",
        resolved="d’adopter l’avenant",
        outcome="adopted",
        manner="unopposed",
        by=cast.coordination,
        taken_on=TODAY,
        taken_at=NOW,
        when=NOW,
    )
    empty = main(coordinator, AMENDMENTS)
    assert ("Aucun avenant" in empty, "Inscrire un avenant" in empty) == (True, True)
    fields = typed(
        coordinator,
        words="Tel que signé.",
        file=paper(),
        resolution=taken.pk,
        last_year="2013",
        joining="Caisse du blé\n\nMeunerie",
        leaving=leaving.pk,
        ended=old.pk,
        body_0=cast.working.pk,
        words_0="Valider le plan d’action et recommander son adoption;",
        addressee_0=f"body-{cast.management.pk}",
        body_1=cast.working.pk,
        words_1="Tenir le four",
        verb_1="adopt",
        kind_1="report",
        addressee_1=f"organisation-{leaving.organisation_id}",
    )
    assert fields["number"] == "1"
    assert send(coordinator, ADD, fields).headers["Location"] == AMENDMENTS
    [first, second] = Mandate.objects.filter(amendment__number="1")
    assert (first.words, first.verbs, first.subject_kind, first.addressee_body) == (
        "Valider le plan d’action et recommander son adoption",
        ["validate", "recommend"],
        "plan",
        cast.management,
    )
    assert (second.verbs, second.subject_kind, second.addressee_organisation) == (["adopt"], "report", leaving.organisation)
    shown = main(coordinator, AMENDMENTS)
    for said in (
        "L’avenant 1 est inscrit au registre; il vaut à partir du 1er avril 2012.",
        "Avenant 1 Le comité des fours adopte",
        "À venir",
        "Tel que signé.",
        "Dernière année2013-2014",
        "Caisse du blé; Meunerie",
        "Quittent l’ententeRegroupement des boulangers",
        "Comité de gestionAdopter le plan d’action",
        "Comité des foursTenir le four",
        "avenant.txt",
        taken.number,
        "Inscription n° 2",
    ):
        assert said in shown, said
    assert "Elle adopte l’avenant 1" in main(coordinator, f"{HOME}resolutions/{taken.pk}/")
    saved = coordinator.get(f"{AMENDMENTS}{Amendment.objects.get().pk}/document/")
    assert (saved.headers["Content-Disposition"], b"".join(saved.streaming_content)) == ('attachment; filename="avenant.txt"', b"Lu.")


def test_the_home_reads_the_agreement_as_at_a_date(cast: Cast, coordinator: Client) -> None:
    old = give(cast.management, "adopt", words="Adopter le plan d’action")
    gone = make_body(cast.agreement, "Comité des moulins", dissolved_on=date(2012, 3, 31))
    given = [acts.MandateGiven(cast.working, "Choisir les fours")]
    facts = {
        "title": "Une",
        "in_force_on": SPRING,
        "joining": ["Caisse du blé"],
        "leaving": [cast.agreement.parties.get()],
        "last_year": 2013,
    }
    acts.amend(cast.agreement, number="1", **facts, given=given, ended=[old], by=cast.coordination, when=NOW)
    bakers = Organisation.objects.get(acronym="RDB")
    rename_organisation(bakers, name="Fédération du pain", until=date(2011, 10, 1), when=NOW)
    seen = {}
    for day in ("2011-09-01", BEFORE, AFTER):
        page = main(coordinator, f"{HOME}?au={day}")
        told = ("à 2012-2013", "à 2013-2014", "Regroupement des boulangers", "Fédération du pain", "Caisse du blé", gone.name)
        seen[day] = [said for said in (*told, "Adopter le plan d’action", "Choisir les fours", "depuis le 1er avril 2012") if said in page]
    assert seen == {
        "2011-09-01": ["à 2012-2013", "Regroupement des boulangers", gone.name, "Adopter le plan d’action"],
        BEFORE: ["à 2012-2013", "Fédération du pain", gone.name, "Adopter le plan d’action"],
        AFTER: ["à 2013-2014", "Caisse du blé", "Choisir les fours", "depuis le 1er avril 2012"],
    }
    today = main(coordinator, HOME)
    assert ("de 2011-2012 à 2012-2013" in today, "Fédération du pain" in today, "Caisse du blé" in today) == (True, True, False)


def test_what_an_amendment_does_to_come_shows_nowhere_else_before_its_day(cast: Cast, settings: Any) -> None:
    acts.amend(
        cast.agreement,
        number="1",
        title="Une",
        in_force_on=SPRING,
        joining=["Caisse du blé"],
        given=[acts.MandateGiven(cast.working, "Choisir les fours", verbs=["choose"], subject_kind="training_body")],
        by=cast.coordination,
        when=NOW,
    )
    addresses = (HOME, f"{HOME}instances/{cast.working.pk}/", f"{HOME}qui-fait-quoi/", f"{HOME}recherche/?q=choisir")
    found = {}
    for day in (TODAY, SPRING):
        settings.ENTENTES_TODAY = day
        pages = [main(signed_in(cast.worker), address) for address in addresses]
        found[day] = [any(said in page for said in ("Caisse du blé", "Choisir les fours")) for page in pages]
    assert found == {TODAY: [False] * 4, SPRING: [True] * 4}


def test_the_page_of_a_body_is_read_as_at_a_date_and_changes_nothing_then(cast: Cast, coordinator: Client) -> None:
    old = give(cast.working, "adopt", words="Adopter le plan d’action")
    make_procedure(cast.working, cast.coordination, notice_days=9)
    make_procedure(cast.working, cast.coordination, SPRING, notice_days=21)
    Term.objects.filter(pk=cast.worker_term.term.pk).update(ends_on=date(2012, 3, 31))
    Term.objects.create(seat=cast.worker_term.term.seat, person=make_person("Rose Levain"), starts_on=SPRING)
    given = [acts.MandateGiven(cast.working, "Choisir les fours")]
    acts.amend(cast.agreement, number="7", title="Une", in_force_on=SPRING, given=given, ended=[old], by=cast.coordination, when=NOW)
    address = f"{HOME}instances/{cast.working.pk}/"
    seen = {}
    for day in (BEFORE, AFTER):
        page = main(coordinator, f"{address}?au={day}")
        told = ("jusqu’au 31 mars 2012, par l’avenant 7", "depuis le 1er avril 2012, par l’avenant 7", "9 jours;", "21 jours;")
        changing = ("Ajouter un siège", "Dissoudre", "Planifier une rencontre", "Bâtir un four")
        seen[day] = [said for said in ("Adopter le plan d’action", "Choisir les fours", *told, *changing) if said in page]
        holding = words(css(page_of(coordinator, f"{address}?au={day}"), "table td")[0])
        seen[day] += [name for name in ("Noémie Tran", "Rose Levain") if holding.startswith(name)]
    assert seen == {
        BEFORE: ["Adopter le plan d’action", "jusqu’au 31 mars 2012, par l’avenant 7", "9 jours;", "Noémie Tran"],
        AFTER: ["Choisir les fours", "depuis le 1er avril 2012, par l’avenant 7", "21 jours;", "Rose Levain"],
    }
    assert "Ajouter un siège" in main(coordinator, address)


def test_a_mandate_changed_under_way_is_told_on_the_page_of_the_matter(cast: Cast, coordinator: Client, settings: Any) -> None:
    matter = open_plan(cast)
    acts.amend(
        cast.agreement, number="1", title="Une", in_force_on=SPRING, ended=list(Mandate.objects.all()), by=cast.coordination, when=NOW
    )
    notice = "Les mandats ont changé depuis que ce dossier est ouvert. La chaîne reste celle de l’ouverture"
    found = []
    for day in (TODAY, SPRING):
        settings.ENTENTES_TODAY = day
        page = main(coordinator, f"{HOME}dossiers/{matter.pk}/")
        found.append((notice in page, "« Proposer le plan d’action »" in page, "« Adopter le plan d’action »" in page))
    assert found == [(False, True, True), (True, True, True)]


def test_bad_input_is_said_in_sentences_loses_nothing_and_writes_nothing(cast: Cast, coordinator: Client) -> None:
    old = give(cast.working, "adopt", words="Adopter le plan d’action")
    fields = typed(coordinator)
    acts.amend(cast.agreement, number="5", title="Une", in_force_on=SPRING, ended=[old], by=cast.coordination, when=NOW)
    theirs = Party.objects.create(agreement=cast.other_agreement, organisation=Organisation.objects.create(name="Union des pins"))
    before = [model.objects.count() for model in (Amendment, Party, Organisation, Mandate, Entry, File)]
    for said, sentence in (
        ({"in_force_on": "2010-01-01"}, "L’entente commence le 1er avril 2011 : un avenant n’entre pas en vigueur avant."),
        ({"in_force_on": "2013-04-01"}, "L’entente prend fin le 31 mars 2013 : un avenant entre en vigueur avant."),
        ({"in_force_on": "le printemps"}, "Saisissez une date valide."),
        ({"in_force_on": "2012-05-01", "last_year": "2011"}, "L’exercice 2011-2012 est fini quand l’avenant entre en vigueur"),
        ({"last_year": "1850"}, "Sélectionnez un choix valide"),
        ({"ended": old.pk}, "Ce mandat prend déjà fin, ou n’est pas de cette entente."),
        ({"leaving": theirs.pk}, "Cet organisme n’est pas partenaire de l’entente, ou la quitte déjà."),
        ({"body_0": theirs.pk + 900, "words_0": "Tout décider"}, "Cette instance n’est pas de l’entente, ou n’existe plus."),
        ({"addressee_0": f"organisation-{theirs.organisation_id}"}, "Sélectionnez un choix valide"),
        ({"words_0": "Tout décider"}, "Un mandat est celui d’une instance, et il est écrit : il faut les deux."),
        ({"body_2": cast.working.pk}, "Un mandat est celui d’une instance, et il est écrit : il faut les deux."),
        ({"number": "5", "file": paper()}, "Un avenant porte déjà le numéro 5."),
        ({"joining": "RDB", "file": paper()}, "« Regroupement des boulangers » est déjà partenaire de l’entente."),
        ({"confirmed": ""}, "Ce champ est obligatoire."),
    ):
        answer = send(coordinator, ADD, {**fields, "number": "6", "words": "Ce qui est déjà tapé", **said})
        shown = answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")
        assert (answer.status_code, sentence in shown, "Ce qui est déjà tapé" in shown) == (422, True, True), (said, sentence)
    assert [model.objects.count() for model in (Amendment, Party, Organisation, Mandate, Entry, File)] == before


def test_the_public_reads_amendments_but_not_their_papers(cast: Cast, client: Client) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    acts.amend(cast.agreement, number="1", title="Une prolongation", in_force_on=SPRING, by=cast.coordination, when=NOW)
    shown = main(client, AMENDMENTS)
    assert ("Une prolongation" in shown, "Au registre" in shown, "Inscrire un avenant" in shown) == (True, False, False)
    assert [client.get(f"{HOME}?au={day}").status_code for day in (AFTER, "hier", "2012-02-31")] == [200, 200, 200]


def test_a_resolution_taken_in_camera_is_named_to_those_who_read_it(cast: Cast, coordinator: Client) -> None:
    taken = acts.resolve(
        cast.management,
        title="L’avenant",
        resolved="d’adopter l’avenant",
        outcome="adopted",
        manner="unopposed",
        by=cast.coordination,
        taken_on=TODAY,
        taken_at=NOW,
        when=NOW,
        in_camera=True,
    )
    acts.amend(cast.agreement, number="1", title="Une", in_force_on=TODAY, resolution=taken, by=cast.coordination, when=NOW)
    assert [taken.number in main(one, AMENDMENTS) for one in (coordinator, signed_in(cast.worker))] == [True, False]


@pytest.mark.parametrize("number", [1, 3, 100])
def test_amendments_and_the_agreement_as_at_a_date_cost_the_same(
    number: int, cast: Cast, coordinator: Client, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        facts = {"title": "Une", "in_force_on": TODAY, "joining": [f"Caisse {one}"], "given": [acts.MandateGiven(cast.working, "Moudre")]}
        acts.amend(cast.agreement, number=str(one), **facts, by=cast.coordination, when=NOW)
    for address, queries in ((AMENDMENTS, 12), (f"{HOME}?au={AFTER}", 12)):
        coordinator.get(address)
        with django_assert_num_queries(queries):
            coordinator.get(address)
