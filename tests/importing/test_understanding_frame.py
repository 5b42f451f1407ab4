"""The title, the date, the years and the region, and the small turns of cells that other people's documents have."""

import pytest

from ententes.importing.tree import Heading, Paragraph, Place
from ententes.importing.understanding import understand
from ententes.importing.understanding.printed import printed
from ententes.importing.understanding.targets import targets_in

from .trees import of_blocks, table, typed

ROWS = "Actions\tResponsable\tÉchéance\nTenir un forum\tMRC\tAutomne\n"


def _agreement(words: str) -> dict:
    return printed(understand(typed(f"{words}\n\n{ROWS}", format="md")))["agreement"]


def test_the_day_written_beside_the_title_of_a_plan_dates_the_document_and_gives_no_year():
    told = _agreement("# Entente de développement culturel 2024-2027\n\nPlan d’action triennal – 8 mai 2024")
    assert (told["dated"], told["plan"], told["years"][0]) == ("2024-05-08", "Plan d’action triennal – 8 mai 2024", "2024-2025")


@pytest.mark.parametrize("end", ["(résolution 2024-12-311)", "par le conseil municipal", ", résolution 12"])
def test_what_follows_a_date_on_its_line_does_not_hide_it(end):
    assert _agreement(f"# Entente sur la culture\n\nPlan d’action 2025\n\nAdopté le 2 décembre 2024 {end}")["dated"] == "2024-12-02"


def test_a_policy_names_the_frame_of_its_plan():
    assert _agreement("# Politique des aînés – Ville de Val\n\n## Plan d’action 2025")["title"] == "Politique des aînés – Ville de Val"


def test_a_date_under_a_title_does_not_run_on():
    told = _agreement("Entente sur le bois\n\nPlan de travail 2022-2023\nLe 30 mai 2022")
    assert (told["plan"], told["dated"]) == ("Plan de travail 2022-2023", "2022-05-30")


@pytest.mark.parametrize(
    ("title", "text", "region"),
    [
        ("Entente en tourisme – Vallée-des-Monts", "La MRC de la Vallée préside.", "Vallée-des-Monts"),
        ("ENTENTE SUR LE SPORT DE LA CÔTE-DES-ÎLES", "Loisir Côte-des-Îles et la MRC des Îles y siègent.", "Côte-des-Îles"),
        ("ENTENTE SUR L’ACCÈS DES FAMILLES", "Les familles de la MRC des Îles y gagnent.", "MRC des Îles"),
        ("Entente en culture de la Vallée-Claire", "La MRC de la Vallée-Claire préside.", "MRC de la Vallée-Claire"),
    ],
)
def test_the_place_that_ends_a_title_is_the_region(title, text, region):
    assert _agreement(f"# {title}\n\n## Plan d’action 2025\n\n{text}")["region"] == region


def test_where_one_counts_in_euros_years_are_calendar_years():
    plan = table(["Actions", "Pilote", "Échéance", "Budget"], ["Ouvrir un lieu", "Ville", "2024", "30 000 €"])
    blocks = [Heading("Convention 2023-2025", 0, Place(1)), Paragraph("Elle est signée.", Place(2)), plan]
    assert printed(understand(of_blocks(*blocks)))["agreement"]["years"] == ["2023", "2024", "2025"]


def test_a_name_goes_on_over_a_line_left_open_by_a_small_word():
    reading = understand(
        of_blocks(table(["Actions", "Resp.", "Date"], ["Tenir un forum", "AFH et Conseil de la\nNation\nVille", "Mai 2024"]))
    )
    assert [one.words for one in reading.actions[0].responsibilities] == ["AFH", "Conseil de la Nation", "Ville"]


def test_those_who_give_support_are_named_without_it():
    reading = understand(of_blocks(table(["Action", "Lead", "Date"], ["Hold a forum", "TAG with support from Legal Aid", "May 2024"])))
    assert [(one.words, one.role) for one in reading.actions[0].responsibilities] == [("TAG", "lead"), ("Legal Aid", "collaborator")]


def test_how_often_a_year_is_a_target():
    assert [(one.number, one.what, one.per) for one in targets_in("Offrir des séances deux fois l’an")] == [(2, "fois", "year")]
    assert [(one.number, one.per) for one in targets_in("Présenter cinq spectacles chaque été")] == [(5, "year")]
    assert not targets_in("Relancer deux fois les absents")


def test_organisations_announced_by_number_are_counted_in_their_sentence():
    said = (
        "Les quatre organisations suivantes sont parties : Loisir Îles, la MRC des Îles, le Centre intégré de santé et des services (CISI)."
    )
    reading = understand(typed(f"Entente sur le sport\n\nPlan d’action 2024\n\n{said}\n\n{ROWS}"))
    assert [one.params["counted"] for one in reading.points if one.kind == "number_mismatch"] == [3]


def test_the_title_over_a_column_of_objectives_is_kept_with_its_actions():
    plan = table(["Objectif", "Mesure", "Responsable", "Échéance"], ["Se loger", "Adapter 15 logements", "OMH", "Mai 2025"])
    reading = understand(of_blocks(Heading("Champ d’action 1 – Habitat", 2, Place(1)), plan))
    assert [(one.title, reading.actions[0].extras) for one in reading.sections] == [
        ("Se loger", {"Champ d’action": "Champ d’action 1 – Habitat"})
    ]
