"""What was understood becomes an agreement and its plan, all of it or nothing, through the acts of the rooms below."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Mandate
from ententes.ground.act import Refused
from ententes.importing import acts, corrections
from ententes.importing.acts import building
from ententes.importing.models import Upload
from ententes.importing.states import Stage
from ententes.plans.models import Action, Point, Responsibility, Schedule, SourceRow
from tests.cast import NOW, TODAY, Cast, make_agreement, make_body, make_coordination
from tests.importing.uploads import REFERENCE, SMALL, brought, of_rows

ROWS = json.loads((Path(__file__).parent / "reference_rows.json").read_text())["rows"]


def rows_by_model() -> dict[str, int]:
    return {
        model.__name__: count
        for model in apps.get_models()
        if model.__module__.startswith("ententes.") and (count := model.objects.count())
    }


@pytest.fixture
def upload(cast: Cast) -> Upload:
    return brought(cast.opener, REFERENCE, "plan-d-action-2011-2012.txt")


@pytest.fixture
def agreement(cast: Cast, upload: Upload) -> Agreement:
    return acts.build(upload, by=cast.opener, when=NOW)


def test_the_agreement_is_opened_and_whoever_builds_it_coordinates_it(cast: Cast, agreement: Agreement) -> None:
    assert agreement.title == "Entente spécifique en économie sociale dans la région de la Capitale-Nationale"
    assert (agreement.short_title, agreement.slug) == ("Économie sociale · Capitale-Nationale", "economie-sociale-capitale-nationale")
    assert (agreement.is_public, agreement.fiscal_month) == (False, 4)
    assert [(one.person, one.starts_on) for one in agreement.coordinations.all()] == [(cast.opener, TODAY)]


def test_the_plan_is_a_draft_of_the_year_of_its_title_with_both_columns(agreement: Agreement) -> None:
    plan = agreement.plans.get()
    assert (plan.title, plan.year, plan.years) == ("PLAN D'ACTION 2011-2012", 2011, [2011, 2012])
    assert (str(plan.dated_on), plan.dated_words) == ("2011-04-01", "Avril 2011")


def test_twenty_nine_rows_become_thirty_actions_in_five_sections(agreement: Agreement) -> None:
    plan = agreement.plans.get()
    assert [(one.code, one.actions.count()) for one in plan.sections.all()] == [("G", 6), ("O1", 4), ("O2", 6), ("O3", 7), ("O4", 7)]
    assert [one.number for one in agreement.objectives.all()] == [1, 2, 3, 4]
    assert [one.objective and one.objective.number for one in plan.sections.all()] == [None, 1, 2, 3, 4]
    assert (plan.source_rows.count(), plan.actions.count()) == (29, 30)


def test_every_row_of_the_source_is_kept_verbatim_with_its_line(agreement: Agreement) -> None:
    kept = [(*one.cells, one.place["line"]) for one in SourceRow.objects.order_by("pk")]
    told = [(row["action"], row["responsables_raw"], row["y2011_2012_raw"], row["y2012_2013_raw"], row["seed_line"]) for row in ROWS]
    assert kept == told


def test_two_actions_of_one_row_keep_the_link_to_it(agreement: Agreement) -> None:
    shared = [row for row in SourceRow.objects.all() if row.actions.count() == 2]
    assert [[one.code for one in row.actions.all()] for row in shared] == [["O4.2a", "O4.2b"]]


def test_the_words_of_each_year_are_counted_by_source_row(agreement: Agreement) -> None:
    said = {
        year: Counter(
            Schedule.objects.filter(year=year, action__in=[row.actions.first() for row in SourceRow.objects.all()]).values_list(
                "words", flat=True
            )
        )
        for year in (2011, 2012)
    }
    assert said[2011] == {"En continu": 11, "Automne 2011": 8, "Printemps 2011": 5, "Été 2011": 2, "Janvier 2012": 2, "Mars 2011": 1}
    assert said[2012] == {"En continu": 24, "À évaluer": 3, "Mars 2012": 1, "": 1}


def test_a_section_knows_the_columns_of_its_table(agreement: Agreement) -> None:
    columns = [
        {"kind": "action", "header": "Actions"},
        {"kind": "responsible", "header": "Responsables/collaborateurs"},
        {"kind": "year", "header": "2011-2012", "year": 2011},
        {"kind": "year", "header": "2012-2013", "year": 2012},
    ]
    assert [one.columns for one in agreement.plans.get().sections.all()] == [columns] * 5


def test_bodies_stand_in_their_order_with_their_mandates(agreement: Agreement) -> None:
    kinds = [(body.kind, body.mandates.count()) for body in agreement.bodies.all() if body.mandates.exists()]
    assert kinds == [("follow_up", 9), ("management", 7)]
    assert Counter(agreement.bodies.values_list("kind", flat=True)) == {
        "follow_up": 1,
        "management": 1,
        "working": 4,
        "youth": 1,
        "executive": 1,
    }
    assert Mandate.objects.filter(body__agreement=agreement, words="").count() == 0


def test_a_body_made_of_the_members_of_an_organisation_points_at_it(agreement: Agreement) -> None:
    follow_up = agreement.bodies.get(kind="follow_up")
    assert follow_up.constituted_from is not None
    assert {body.parent for body in agreement.bodies.filter(kind="working")} == {follow_up}
    assert {body.host for body in agreement.bodies.filter(kind="working")} == {follow_up.constituted_from}


def test_responsibilities_wait_to_be_confirmed(agreement: Agreement) -> None:
    held = Responsibility.objects.filter(action__plan__agreement=agreement)
    assert set(held.values_list("is_confirmed", flat=True)) == {False}
    first = Action.objects.get(code="G.1", plan__agreement=agreement)
    assert [(one.words, one.role) for one in first.responsibilities.all()] == [
        ("Comité de gestion", "lead"),
        ("CRÉ", "collaborator"),
        ("PRESCN", "collaborator"),
    ]
    assert held.filter(body=None, organisation=None).count() == 0


def test_points_to_clarify_keep_their_sentence_and_their_place(upload: Upload, agreement: Agreement) -> None:
    points = list(agreement.points.all())
    assert len(points) == len(upload.reading["points"]) > 13
    assert [point.sentence for point in points if not point.sentence or not point.places or point.state != "open"] == []


def test_the_source_is_filed_under_the_agreement(upload: Upload, agreement: Agreement) -> None:
    upload.refresh_from_db()
    assert [(one.file, one.title, one.is_public) for one in agreement.filings.all()] == [
        (upload.file, "plan-d-action-2011-2012.txt", False)
    ]
    assert (upload.stage, upload.agreement, upload.built_at) == (Stage.BUILT, agreement, NOW)


def test_words_are_found_whatever_their_accents(agreement: Agreement) -> None:
    assert Action.objects.filter(plan__agreement=agreement, folded__contains="evenements sur l'ensemble").count() == 1


def test_a_document_is_built_once(cast: Cast, upload: Upload, agreement: Agreement) -> None:
    before = rows_by_model()
    with pytest.raises(Refused) as refused:
        acts.build(upload, by=cast.opener, when=NOW)
    assert refused.value.reasons == ["Ce document est déjà importé."]
    assert rows_by_model() == before


@pytest.mark.parametrize("step", ["file_document", "add_objective", "add_party"])
def test_all_or_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    upload = brought(cast.opener)
    before = rows_by_model()

    def breaks(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(building.agreements, step, breaks)
    with pytest.raises(ZeroDivisionError):
        acts.build(upload, by=cast.opener, when=NOW)
    upload.refresh_from_db()
    assert (rows_by_model(), upload.stage) == (before, Stage.READ)


def test_what_was_corrected_and_set_aside_is_what_is_written(cast: Cast) -> None:
    upload = brought(cast.opener)
    keys = [item["key"] for kind, item in corrections.items(upload.reading) if kind == "actions"]
    points = [item["key"] for kind, item in corrections.items(upload.reading) if kind == "points"]
    acts.correct(upload, key=keys[0], changes={"text": "Bâtir deux fours"}, revision=1)
    acts.correct(upload, key="agreement", changes={"title": "Entente sur le four"}, revision=1)
    acts.dismiss(upload, key=keys[1], revision=1)
    for key in points:
        acts.dismiss(upload, key=key, revision=1)
    agreement = acts.build(upload, by=cast.opener, when=NOW)
    plan = agreement.plans.get()
    assert agreement.title == "Entente sur le four"
    assert [one.text for one in plan.actions.all()] == ["Bâtir deux fours"]
    assert [one.cells[0] for one in plan.source_rows.all()] == ["Bâtir un four communal"]
    assert agreement.points.count() == 0


def test_a_point_settled_at_import_is_raised_and_settled(cast: Cast, upload: Upload) -> None:
    key = upload.reading["points"][0]["key"]
    acts.correct(upload, key=key, changes={"settlement": "Seule la première année est adoptée."}, revision=1)
    agreement = acts.build(upload, by=cast.opener, when=NOW)
    point = agreement.points.exclude(state="open").get()
    assert (point.state, point.settlement, point.settled_at) == ("settled", "Seule la première année est adoptée.", NOW)
    assert (point.person, point.capacity) == (cast.opener, "coordination de l’entente")


def test_nothing_left_to_import_is_said(cast: Cast) -> None:
    upload = brought(cast.opener)
    for section in upload.reading["sections"]:
        acts.dismiss(upload, key=section["key"], revision=1)
    with pytest.raises(Refused) as refused:
        acts.build(upload, by=cast.opener, when=NOW)
    assert refused.value.reasons == ["Il ne reste aucune action à importer."]


def test_a_plan_without_a_year_asks_for_one(cast: Cast) -> None:
    timeless = (
        SMALL.replace(b"2011-2012", b"de la cuisson", 1).replace(b"2011-2012", "Échéance".encode()).replace(b"Automne 2011", b"Automne")
    )
    upload = brought(cast.opener, timeless)
    if corrections.plan_year(upload.reading) is not None:
        pytest.skip("the year was understood")
    with pytest.raises(Refused) as refused:
        acts.build(upload, by=cast.opener, when=NOW)
    assert refused.value.reasons == ["Le document ne dit pas pour quel exercice est le plan : indiquez l’année où il commence."]
    acts.correct(upload, key="agreement", changes={"year": 2011}, revision=1)
    assert acts.build(upload, by=cast.opener, when=NOW).plans.get().year == 2011


def test_two_bodies_of_one_name_are_refused_with_the_name(cast: Cast, upload: Upload) -> None:
    first, second = upload.reading["bodies"][:2]
    acts.correct(upload, key=second["key"], changes={"name": first["name"]}, revision=1)
    with pytest.raises(Refused) as refused:
        acts.build(upload, by=cast.opener, when=NOW)
    assert refused.value.reasons == [f"2 instances portent le nom « {first['name']} » : renommez-en une ou écartez-la."]


def test_a_plan_joins_an_agreement_that_one_coordinates_and_recognises_what_is_there(cast: Cast) -> None:
    cast.plan.actions.all().delete()
    cast.plan.sections.all().delete()
    cast.plan.delete()
    before = (Body.objects.count(), cast.agreement.parties.count(), cast.agreement.objectives.count())
    built = acts.build(brought(cast.coordinator), by=cast.coordinator, when=NOW, agreement=cast.agreement)
    assert built == cast.agreement
    assert (Body.objects.count(), cast.agreement.parties.count(), cast.agreement.objectives.count()) == before
    four = Action.objects.get(text="Bâtir un four communal")
    assert [one.body for one in four.responsibilities.all()] == [cast.management]
    assert [one.words for one in cast.management.mandates.all()] == ["Adopter le plan d'action"]
    assert Agreement.objects.count() == 2


def test_only_the_coordination_of_an_agreement_adds_a_plan_to_it(cast: Cast) -> None:
    upload = brought(cast.opener)
    with pytest.raises(Refused) as refused:
        acts.build(upload, by=cast.opener, when=NOW, agreement=cast.agreement)
    assert refused.value.reasons == ["Vous ne coordonnez pas l’entente « Entente sur le pain et la culture »."]


def test_an_agreement_has_one_plan_a_year(cast: Cast) -> None:
    upload = brought(cast.coordinator)
    with pytest.raises(Refused) as refused:
        acts.build(upload, by=cast.coordinator, when=NOW, agreement=cast.agreement)
    assert refused.value.reasons == ["L’entente « Entente sur le pain et la culture » a déjà un plan 2011-2012."]


def test_windows_follow_the_months_and_seasons_of_the_agreement_joined(cast: Cast) -> None:
    other = make_agreement("fours", "Entente sur les fours")
    other.fiscal_month, other.seasons = 7, [["été", 6, 1], ["automne", 10, 1], ["hiver", 1, 1], ["printemps", 4, 1]]
    other.save()
    make_body(other, "Comité de gestion")
    make_coordination(other, cast.coordinator)
    acts.build(brought(cast.coordinator), by=cast.coordinator, when=NOW, agreement=other)
    schedule = Schedule.objects.get(action__plan__agreement=other, words="Automne 2011")
    assert (str(schedule.starts_on), str(schedule.ends_on)) == ("2011-10-01", "2011-12-31")


def test_organisations_of_two_agreements_stay_apart(cast: Cast) -> None:
    """Another agreement's spellings and acronyms are nobody else's business."""
    first = acts.build(brought(cast.opener), by=cast.opener, when=NOW)
    second = acts.build(brought(cast.coordinator), by=cast.coordinator, when=NOW)
    mine, theirs = (set(one.parties.values_list("organisation", flat=True)) for one in (first, second))
    assert mine & theirs == set()
    assert first.slug != second.slug


def test_building_takes_the_same_queries_whatever_the_number_of_actions(cast: Cast) -> None:
    made = []
    for rows in (1, 3, 300):
        upload = brought(cast.opener, of_rows(rows), f"plan-{rows}.txt")
        for point in upload.reading["points"]:
            acts.dismiss(upload, key=point["key"], revision=1)
        with CaptureQueriesContext(connection) as queries:
            agreement = acts.build(upload, by=cast.opener, when=NOW)
        assert Action.objects.filter(plan__agreement=agreement).count() == rows + 1
        made.append(len(queries))
    # SQLite takes 999 values at most in a statement, so that bulk writes are cut in several.
    several = {query["sql"][:40] for query in queries.captured_queries if query["sql"].startswith("INSERT")}
    assert len(several) < 20
    assert made[0] == made[1]
    assert made[2] - made[0] < 60
    assert Point.objects.count() == 0
