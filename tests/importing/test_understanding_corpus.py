"""Plans of other fields and other shapes, as real files: what each gives is written here by hand."""

from pathlib import Path
from typing import Any

import pytest

from ententes.importing.formats import read, text
from ententes.importing.reading import Reading
from ententes.importing.understanding import understand

from .corpus import BUILDERS, OTHERS, REFERENCES
from .trees import SEED


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


def reading_of(name: str, folder: Path) -> Reading:
    built = BUILDERS[name](folder)
    return understand(read(built.path, built.path.name))


def without_places(plain: Any) -> Any:
    if isinstance(plain, dict):
        return {key: without_places(value) for key, value in plain.items() if key not in ("place", "places")}
    return [without_places(value) for value in plain] if isinstance(plain, list) else plain


def summary(reading: Reading) -> dict[str, Any]:
    """A reading on a page: names in place of keys."""
    bodies = {one.key: one.name for one in reading.bodies}
    names = bodies | {one.key: one.acronym or one.name for one in reading.organisations}
    return {
        "title": reading.agreement.title,
        "plan": reading.agreement.plan_title,
        "region": reading.agreement.region,
        "field": reading.agreement.field,
        "dated": reading.agreement.dated_on.isoformat() if reading.agreement.dated_on else "",
        "years": (reading.agreement.title_years, reading.agreement.column_years),
        "language": reading.agreement.language,
        "bodies": {one.name: (one.acronym, one.kind, [mandate.verbs for mandate in one.mandates]) for one in reading.bodies},
        "sections": [(one.number, one.title, sum(action.section == one.key for action in reading.actions)) for one in reading.sections],
        "who": {
            action.code: [(names.get(one.body or one.organisation, one.words), one.role == "lead") for one in action.responsibilities]
            for action in reading.actions
        },
        "kinds": [[one.window.kind for one in action.schedules] for action in reading.actions],
        "targets": {
            action.code: [(one.number, one.what, one.per) for one in action.targets] for action in reading.actions if action.targets
        },
    }


@pytest.mark.parametrize("name", REFERENCES)
def test_the_reference_gives_the_same_reading_in_every_format(name, folder):
    expected = understand(text.tree(SEED, SEED.name))
    # A text file may end short; the other formats always have an end.
    expected.points = [one for one in expected.points if one.kind != "no_ending"]
    read_here = reading_of(name, folder)
    read_here.points = [one for one in read_here.points if one.kind != "no_ending"]
    assert without_places(read_here.as_json()) == without_places(expected.as_json())


@pytest.mark.parametrize("name", OTHERS)
def test_every_action_of_the_corpus_is_read_word_for_word(name, folder):
    built = BUILDERS[name](folder)
    reading = understand(read(built.path, built.path.name))
    assert [one.text for one in reading.actions] == built.actions
    assert len(reading.rows) == len(reading.actions)


def test_a_plan_with_merged_objectives_and_one_column_of_deadlines(folder):
    found = summary(reading_of("food.docx", folder))
    assert (found["title"], found["plan"]) == (
        "Entente sectorielle de développement en alimentation de la région des Trois-Lacs",
        "Plan d’action 2022-2023",
    )
    assert (found["region"], found["field"], found["dated"], found["years"]) == ("Trois-Lacs", "alimentation", "2022-06-01", ([2022], []))
    assert found["bodies"] == {
        "Comité directeur": ("", "management", [["adopt"], ["adopt"], ["validate", "recommend"]]),
        "Comité terrain": ("CT", "other", [["propose"], ["inform"], ["ensure"]]),
        "Conseil de la MRC": ("", "board", []),
    }
    assert found["sections"] == [
        (1, "Rapprocher les fermes et les cuisines", 3),
        (2, "Réduire le gaspillage", 2),
        (3, "Faire connaître l’entente", 3),
    ]
    assert found["who"]["O1.2"] == [("Comité terrain", True), ("TBTL", False), ("Coopérative Les Rangs", False)]
    assert found["who"]["O2.2"] == [("Maison de quartier du Phare", True), ("Comité terrain", False)]
    assert found["kinds"] == [["month"], ["by"], ["season"], ["day"], ["ongoing"], ["season"], ["recurrent"], ["to_be_assessed"]]
    assert found["targets"] == {"O1.2": [(4, "visites de fermes", "unstated")], "O2.1": [(3, "frigos partagés", "unstated")]}


def test_a_plan_with_one_table_an_objective_and_columns_in_another_order(folder):
    reading = reading_of("culture.docx", folder)
    found = summary(reading)
    assert (found["title"], found["plan"]) == ("Entente de développement culturel 2019-2022", "Plan d’action triennal")
    assert (found["region"], found["field"], found["dated"]) == ("Ville de Port-aux-Érables", "développement culturel", "2019-01-14")
    assert found["years"] == ([2019, 2020, 2021], [])
    assert found["bodies"] == {
        "Comité de suivi": ("", "follow_up", [["recommend"], ["ensure"], ["propose"]]),
        "Conseil de ville": ("", "board", []),
    }
    assert [one[2] for one in found["sections"]] == [3, 2, 2]
    assert found["who"]["O1.3"] == [("CAPE", True), ("Ville de Port-aux-Érables", False)]
    assert found["kinds"] == [["month"], ["by"], ["ongoing"], ["year"], ["season"], ["season"], ["to_be_assessed"]]
    assert found["targets"] == {
        "O1.1": [(10, "artistes soutenus", "year")],
        "O1.2": [(1, "atelier ouvert", "unstated")],
        "O2.2": [(6, "capsules diffusées", "unstated")],
        "O3.1": [(500, "élèves", "unstated")],
    }
    assert reading.actions[0].extras == {
        "N°": "1.1",
        "Indicateur": "10 artistes soutenus par année",
        "Budget": "30 000 $",
        "État": "En cours",
        "Remarques": "Deux appels par année",
    }
    assert reading.rows[0].kinds == ["number", "indicator", "action", "budget", "lead", "deadline", "state", "remarks"]


def test_a_workbook_with_one_sheet_an_objective(folder):
    found = summary(reading_of("immigration.xlsx", folder))
    assert found["title"] == "Entente pour l’accueil et l’intégration des personnes immigrantes, MRC du Haut-Plateau"
    assert (found["region"], found["field"], found["years"]) == ("MRC du Haut-Plateau", "immigration", ([2023, 2024], [2023, 2024]))
    assert found["bodies"] == {
        "Comité de coordination": ("", "follow_up", [["propose"], ["ensure"], ["inform"]]),
        "Conseil de la MRC": ("", "board", []),
    }
    assert found["sections"] == [
        (1, "Faire connaître la région aux personnes immigrantes", 2),
        (2, "Accueillir les familles à leur arrivée", 3),
        (3, "Soutenir l’intégration en emploi", 2),
    ]
    assert found["who"]["O2.1"] == [("AHP", True), ("Municipalités", False), ("Centre des Cèdres", False)]
    assert found["kinds"][4] == ["month", "to_be_assessed"]
    assert found["targets"]["O2.3"] == [(100, "trousses", "unstated")]


def test_a_plan_in_english(folder):
    found = summary(reading_of("employment.docx", folder))
    assert (found["title"], found["plan"], found["language"]) == (
        "Maple Shore Regional Employment Agreement",
        "Action Plan 2023-2024",
        "en",
    )
    assert (found["region"], found["field"], found["dated"], found["years"]) == ("Maple Shore", "Employment", "2023-04-01", ([2023], []))
    assert found["bodies"] == {
        "Steering Committee": ("", "management", [["adopt"], ["adopt"], ["recommend"]]),
        "Working Group": ("", "working", [["propose"], ["inform"]]),
        "County council": ("", "board", []),
    }
    assert found["sections"] == [(1, "Help job seekers", 3), (2, "Support employers", 3)]
    assert found["who"]["O1.3"] == [("Maple Shore County", True), ("Working Group", False)]
    assert found["kinds"] == [["season"], ["ongoing"], ["by"], ["season"], ["quarter"], ["to_be_assessed"]]
    assert found["targets"] == {"O1.1": [(5, "job fairs", "unstated")]}


def test_a_plan_over_three_years_with_quarters_and_merged_cells(folder):
    found = summary(reading_of("housing.odt", folder))
    assert found["title"] == "Entente de partenariat en habitation de la Vallée-Claire"
    assert (found["region"], found["dated"], found["years"]) == (
        "MRC de la Vallée-Claire",
        "2024-04-03",
        ([2024, 2025, 2026], [2024, 2025, 2026]),
    )
    assert found["bodies"] == {
        "Comité de pilotage": ("", "management", [["adopt"], ["determine"], ["recommend"]]),
        "Comité technique": ("", "follow_up", [["ensure"], ["propose"]]),
    }
    assert found["sections"] == [(1, "Connaître les besoins", 2), (2, "Construire", 3), (3, "Conserver", 1)]
    assert found["kinds"] == [
        ["quarter", "unspecified", "quarter"],
        ["quarter", "ongoing", "unspecified"],
        ["by", "ongoing", "ongoing"],
        ["season", "ongoing", "to_be_assessed"],
        ["season", "quarter", "unspecified"],
        ["range", "unspecified", "unspecified"],
    ]


def test_a_long_table_over_pages_with_its_header_repeated(folder):
    reading = reading_of("forestry.pdf", folder)
    found = summary(reading)
    assert (found["title"], found["region"]) == ("Entente sur la forêt privée des Buttes", "Buttes")
    assert found["sections"] == [(None, "Actions retenues", 37)]
    assert [one.number for one in reading.clauses] == ["12"]
    assert found["who"]["G.19"] == [("Groupement forestier des Buttes", True), ("Comité consultatif", False)]
    assert found["targets"]["G.5"] == [(20000, "plants", "unstated")]


def test_a_plan_of_five_years_with_sections_as_whole_rows(folder):
    found = summary(reading_of("recreation.md", folder))
    assert found["title"] == "Entente de partenariat en loisir et en sport de la Côte-Blanche"
    assert (found["region"], found["years"]) == ("Côte-Blanche", ([2020, 2021, 2022, 2023, 2024], [2020, 2021, 2022, 2023, 2024]))
    assert found["bodies"] == {"Comité de gestion": ("", "management", [["adopt"], ["choose"], ["inform"]])}
    assert found["sections"] == [(1, "Rendre le sport accessible", 2), (2, "Entretenir les lieux", 2)]
    assert found["who"]["O1.2"] == [("LCB", True), ("Fondation du Cap", False)]
