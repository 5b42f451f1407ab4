"""The reference document, read by general rules: every figure and every word that the people of the agreement expect."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from ententes.importing.formats import text
from ententes.importing.reading import Reading
from ententes.importing.understanding import understand
from ententes.importing.understanding.points import sentence
from ententes.importing.understanding.points.sentences import kinds

from .trees import SEED

ROWS = json.loads((Path(__file__).parent / "reference_rows.json").read_text(encoding="utf-8"))["rows"]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return understand(text.tree(SEED, SEED.name))


def test_the_agreement_is_named_placed_and_dated(reading):
    agreement = reading.agreement
    assert agreement.title == "Entente spécifique en économie sociale dans la région de la Capitale-Nationale"
    assert agreement.plan_title == "PLAN D'ACTION 2011-2012"
    assert (agreement.region, agreement.field, agreement.language) == ("Capitale-Nationale", "économie sociale", "fr")
    assert (agreement.dated_words, agreement.dated_on) == ("Avril 2011", date(2011, 4, 1))
    assert (agreement.title_years, agreement.column_years, agreement.period, agreement.year_month) == ([2011], [2011, 2012], [], 4)
    assert agreement.signed == "2010"
    assert agreement.purpose.startswith("favoriser la promotion, la consolidation et le développement d'initiatives d'économie sociale")
    assert agreement.context.startswith("L'Entente spécifique en économie sociale")


def test_four_objectives_and_the_general_section(reading):
    assert [(one.number, one.title) for one in reading.sections] == [
        (None, "Actions spécifiques liées à la mise en œuvre des objectifs de l'entente"),
        (1, "La commercialisation et la consolidation des entreprises d'économie sociale de la région de la Capitale-Nationale"),
        (2, "La promotion de l'économie sociale auprès des différents publics"),
        (3, "Le développement des compétences"),
        (4, "La concertation entre les divers acteurs"),
    ]


def test_twenty_nine_rows_give_thirty_actions(reading):
    assert len(reading.rows) == 29
    assert list(Counter(one.section for one in reading.actions).values()) == [6, 4, 6, 7, 7]
    codes = [one.code for one in reading.actions]
    assert [code for code in codes if code not in {row["code"] for row in ROWS}] == ["O4.2a", "O4.2b"]


def test_every_row_keeps_its_words_its_line_and_its_code(reading):
    rows = {row.key: row for row in reading.rows}
    for expected in ROWS:
        actions = [one for one in reading.actions if one.code.rstrip("ab") == expected["code"]]
        row = rows[actions[0].row]
        assert row.place.line == expected["seed_line"]
        assert row.cells == [expected["action"], expected["responsables_raw"], expected["y2011_2012_raw"], expected["y2012_2013_raw"]]
        assert " ".join(one.text for one in actions) == expected["action"]


def test_every_name_of_every_row_is_somebody(reading):
    acronyms = {one.key: one.acronym.upper() for one in reading.bodies}
    for expected in ROWS:
        for action in (one for one in reading.actions if one.code.rstrip("ab") == expected["code"]):
            read = [(one.words.split(" (")[0], acronyms.get(one.body) or None, one.role) for one in action.responsibilities]
            role = {"responsable": "lead", "collaborateur": "collaborator"}
            assert read == [(one["label"], one["committee"], role[one["role_proposed"]]) for one in expected["actors_parsed"]]


def test_every_window_is_the_expected_one(reading):
    for expected in ROWS:
        for action in (one for one in reading.actions if one.code.rstrip("ab") == expected["code"]):
            read = {one.year: one.window for one in action.schedules}
            for year, wanted in ((2011, expected["window_2011_2012"]), (2012, expected["window_2012_2013"])):
                window = read[year]
                days = {"start": window.starts_on, "end": window.ends_on, "decide_by": window.decide_by}
                assert {"kind": window.kind} | {name: day.isoformat() for name, day in days.items() if day} == wanted


def test_the_words_of_each_column_are_counted_by_source_row(reading):
    of_rows = {action.row: action for action in reading.actions}.values()
    words = [[one.words for one in action.schedules] for action in of_rows]
    assert Counter(first for first, _ in words) == {
        "En continu": 11,
        "Automne 2011": 8,
        "Printemps 2011": 5,
        "Été 2011": 2,
        "Janvier 2012": 2,
        "Mars 2011": 1,
    }
    assert Counter(second for _, second in words) == {"En continu": 24, "À évaluer": 3, "Mars 2012": 1, "": 1}


def test_every_body_has_its_name_its_kind_and_its_place(reading):
    organisations = {one.key: one.acronym or one.name for one in reading.organisations}
    bodies = {one.key: one.name for one in reading.bodies}
    read = [
        (one.name, one.acronym, one.kind, organisations.get(one.host, ""), bodies.get(one.parent, ""), len(one.mandates))
        for one in reading.bodies
    ]
    assert read == [
        ("Comité de suivi", "", "follow_up", "", "", 9),
        ("Comité analyse", "ca", "working", "PRESCN", "Comité de suivi", 0),
        ("Comité communications", "cc", "working", "PRESCN", "Comité de suivi", 0),
        ("Comité événements", "ce", "working", "PRESCN", "Comité de suivi", 0),
        ("Comité formation", "cf", "working", "PRESCN", "Comité de suivi", 0),
        ("Comité de gestion", "", "management", "", "", 7),
        ("Comité exécutif de la CRÉ", "", "executive", "CRÉ", "", 0),
        ("Comité jeunesse", "CJ", "youth", "Forum jeunesse", "", 0),
    ]


def test_a_body_made_of_the_members_of_an_organisation_is_linked_to_it(reading):
    suivi = reading.bodies[0]
    assert next(one.acronym for one in reading.organisations if one.key == suivi.constituted_from) == "PRESCN"
    assert suivi.composition == "Les membres du Pôle régional d'économie sociale de la Capitale-Nationale (PRESCN)"
    gestion = next(one for one in reading.bodies if one.kind == "management")
    assert (gestion.constituted_from, gestion.composition) == ("", "partenaires financiers de l'entente et d'un représentant du PRESCN")


def test_one_organisation_under_several_spellings_is_one(reading):
    assert [(one.name, one.acronym, one.aliases) for one in reading.organisations] == [
        ("Pôle régional d'économie sociale de la Capitale-Nationale", "PRESCN", ["Pôle"]),
        ("CRÉ", "CRÉ", []),
        ("Forum jeunesse", "", ["Forum Jeunesse"]),
    ]


def test_every_mandate_has_its_verbs_its_subject_and_its_addressee(reading):
    keys = {one.key: one.name for one in [*reading.bodies, *reading.organisations]}
    read = {
        body.name: [(one.verbs, one.subject_kind, one.addressee, keys.get(one.addressee_key, "")) for one in body.mandates]
        for body in reading.bodies
        if body.mandates
    }
    assert read == {
        "Comité de suivi": [
            (["ensure"], "other", "", ""),
            (["propose"], "plan", "", ""),
            (["propose"], "evaluation_framework", "", ""),
            (["propose"], "allocation_framework", "", ""),
            (["collaborate"], "report", "", ""),
            (["ensure"], "other", "", ""),
            (["ensure"], "other", "", ""),
            (["inform"], "other", "comité de gestion", "Comité de gestion"),
            (["ensure"], "other", "", ""),
        ],
        "Comité de gestion": [
            (["ensure"], "other", "", ""),
            (["adopt"], "plan", "", ""),
            (["adopt"], "evaluation_framework", "", ""),
            (["adopt"], "allocation_framework", "", ""),
            (["recommend"], "project", "comité exécutif de la CRÉ", "Comité exécutif de la CRÉ"),
            (["validate", "recommend"], "report", "CRÉ", "CRÉ"),
            (["determine"], "communication_protocol", "", ""),
        ],
    }
    gestion = next(one for one in reading.bodies if one.kind == "management")
    assert gestion.mandates[5].words == "Valider et recommander à la CRÉ l'adoption des rapports annuels et finaux de l'entente"
    assert gestion.mandates[5].subject == "l'adoption des rapports annuels et finaux de l'entente"


def test_counted_targets_are_read_in_the_text_of_actions(reading):
    assert {one.code: [(t.number, t.what, t.per) for t in one.targets] for one in reading.actions if one.targets} == {
        "O4.2b": [(5, "rencontres du PRESCN", "unstated")],
        "O4.3": [(5, "membres territoriaux", "unstated")],
        "O4.5": [(3, "rencontres du comité jeunesse", "year")],
    }


def test_the_article_cited_is_a_placeholder(reading):
    assert [(one.number, one.words, one.place.line) for one in reading.clauses] == [("10", "", 21)]


def test_each_oddity_is_one_point(reading):
    assert [(one.kind, one.places[0].line) for one in reading.points] == [
        ("title_years", 3),
        ("clause_without_text", 21),
        ("number_mismatch", 104),
        ("spelling_variants", 42),
        ("spelling_variants", 65),
        ("acronym_not_introduced", 81),
        ("acronym_not_introduced", 56),
        ("acronym_case", 29),
        ("acronym_ambiguous", 29),
        ("acronym_ambiguous", 31),
        ("host_unclear", 27),
        ("unknown_responsible", 65),
        ("several_leads", 63),
        ("power_exceeded", 67),
        ("validates_own_work", 68),
        ("subject_without_action", 41),
        ("mandate_without_action", 25),
        ("mandate_without_action", 21),
        ("schedule_before_document", 68),
        ("schedule_outside_year", 68),
        ("one_off_ongoing", 63),
        ("one_off_ongoing", 64),
        ("one_off_then_ongoing", 65),
        ("empty_cell", 74),
        ("two_actions_in_row", 103),
        ("to_be_assessed", 64),
        ("no_ending", 107),
    ]


def test_each_point_says_who_can_settle_it(reading):
    bodies = {one.key: one.name for one in reading.bodies} | {"": "the coordination"}
    settled = {one.kind: bodies[one.settled_by] for one in reading.points}
    assert settled["empty_cell"] == "Comité de suivi"
    assert settled["to_be_assessed"] == "Comité de gestion"
    assert settled["power_exceeded"] == "Comité exécutif de la CRÉ"
    assert settled["spelling_variants"] == "the coordination"


def test_a_point_is_a_sentence_with_its_typography(reading):
    said = {one.kind: sentence(one.kind, one.params) for one in reading.points}
    nbsp = "\N{NO-BREAK SPACE}"
    assert said["number_mismatch"] == (
        f"Le texte annonce cinq membres territoriaux, mais 6 noms suivent{nbsp}: Charlevoix, Côte-de-Beaupré, L'Île-d'Orléans, Portneuf, "
        "La Jacques-Cartier et Wendake. Lequel des deux est le bon?"
    )
    assert said["schedule_before_document"] == (
        f"L’action G.6 («{nbsp}Réaliser le rapport annuel{nbsp}») est prévue pour «{nbsp}Mars 2011{nbsp}», "
        "avant la date du document (Avril 2011). Est-elle déjà faite?"
    )
    assert (
        said["empty_cell"]
        == f"La colonne «{nbsp}2012-2013{nbsp}» est vide pour l’action O1.2. Est-elle terminée, à poursuivre ou à décider?"
    )


def test_every_kind_of_point_has_a_sentence(reading):
    assert {one.kind for one in reading.points} <= set(kinds())
    for point in reading.points:
        words = sentence(point.kind, point.params)
        assert words[0].isupper() or words[0] in "«0123456789"
        assert words[-1] in ".?"
        assert " :" not in words.replace("\N{NO-BREAK SPACE}:", "")
        assert "« " not in words
        assert " »" not in words


def test_what_was_not_understood_stays_visible(reading):
    assert [(one.words, one.place.line) for one in reading.unread] == [
        ("Tous ces comités jouent des rôles spécifiques dans la réalisation des objectifs de l'entente.", 34)
    ]


def test_the_same_document_gives_the_same_reading_and_it_survives_json(reading):
    again = understand(text.tree(SEED, SEED.name))
    assert again == reading
    assert Reading.from_json(json.loads(json.dumps(reading.as_json()))) == reading
