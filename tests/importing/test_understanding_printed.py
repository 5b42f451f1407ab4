"""The shape that the terminal prints."""

import json

from ententes.importing.formats import text
from ententes.importing.tree import Place
from ententes.importing.understanding import understand
from ententes.importing.understanding.printed import line, printed

from .trees import SEED, of_blocks, table


def test_the_reference_is_printed_in_the_documented_shape():
    plain = printed(understand(text.tree(SEED, SEED.name)))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["agreement"]["years"] == ["2011-2012", "2012-2013"]
    assert (plain["agreement"]["region"], plain["agreement"]["dated"]) == ("Capitale-Nationale", "2011-04-01")
    assert [len(one["actions"]) for one in plain["sections"]] == [6, 4, 6, 7, 7]
    assert [len(one["mandates"]) for one in plain["bodies"]] == [9, 0, 0, 0, 0, 7, 0, 0]
    action = plain["sections"][0]["actions"][3]
    assert action["responsible"] == [
        {"name": "PRESCN (CA)", "body": "Comité analyse", "role": "lead"},
        {"name": "Comité de gestion", "body": "Comité de gestion", "role": "collaborator"},
    ]
    assert action["line"] == 66
    assert action["schedules"]["2011-2012"] == {
        "words": "Printemps 2011",
        "kind": "season",
        "precision": "season",
        "start": "2011-04-01",
        "end": "2011-06-30",
        "decide_by": None,
    }
    assert plain["not_understood"] == [
        {"text": "Tous ces comités jouent des rôles spécifiques dans la réalisation des objectifs de l'entente.", "line": 34}
    ]


def test_one_column_of_deadlines_is_printed_under_an_empty_key():
    plain = printed(understand(of_blocks(table(["Actions", "Responsable", "Échéance"], ["Tenir un forum", "MRC", "D’ici le 12 mai 2024"]))))
    schedules = plain["sections"][0]["actions"][0]["schedules"]
    assert {key: (one["kind"], one["start"], one["end"]) for key, one in schedules.items()} == {"": ("range", None, "2024-05-12")}


def test_a_place_in_a_workbook_is_printed_as_its_cell():
    assert line(Place(9, sheet="Axe 1", row=5, column=28)) == "Axe 1!AB5"
    assert line(Place(9)) == 9
