"""PDF whose tables have no lines, as word processors make them: columns by the white between them, and prose left as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from ententes.importing.formats import read
from ententes.importing.tree import Tree

from .crafted import kept
from .looking import items, outline, prose, tables

PAGE = '#set page(paper: "us-letter", margin: 2cm)\n#set text(size: 10pt, lang: "fr")\n#set table(stroke: none)\n'
Reading = Callable[[str], Tree]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return lambda source: read(kept(tmp_path, typst.compile((PAGE + source).encode()), "plan.pdf"), "plan.pdf")


PLAN = """
#table(columns: (3fr, 2fr, 2fr, 1.5fr), inset: 4pt,
  [*Action*], [*Responsable*], [*Partenaires*], [*Échéance*],
  table.cell(colspan: 4)[*Axe 1 – Connaître les besoins*],
  [Réaliser une étude des besoins des familles, des personnes seules et des aînés dans chacune des municipalités],
  [MRC des Érables], [Office d’habitation, Comité logement des Érables], [Automne 2024],
  [Tenir 4 rencontres publiques], [Comité logement des Érables], [Municipalités], [Hiver 2025],
  table.cell(colspan: 4)[*Axe 2 – Construire*],
  [Créer un fonds de démarrage], [MRC], [Caisse Desjardins des Érables], [D’ici le 31 mars 2026])
"""
ROWS = [
    ["Action", "Responsable", "Partenaires", "Échéance"],
    ["Axe 1 – Connaître les besoins"] * 4,
    [
        "Réaliser une étude des besoins des familles, des personnes seules et des aînés dans chacune des municipalités",
        "MRC des Érables",
        "Office d’habitation, Comité logement des Érables",
        "Automne 2024",
    ],
    ["Tenir 4 rencontres publiques", "Comité logement des Érables", "Municipalités", "Hiver 2025"],
    ["Axe 2 – Construire"] * 4,
    ["Créer un fonds de démarrage", "MRC", "Caisse Desjardins des Érables", "D’ici le 31 mars 2026"],
]


def test_columns_are_told_by_the_white_between_them_and_rows_by_the_white_above_them(reading: Reading) -> None:
    text = "Un bilan sera présenté aux partenaires avant la fin de l’année, puis déposé au conseil de la MRC pour adoption."
    tree = reading(f"{PLAN}\n{text}")
    assert tables(tree) == [ROWS]
    assert prose(tree) == [text]


def test_a_table_with_horizontal_lines_only_is_read_by_them(reading: Reading) -> None:
    found = tables(reading(f"#set table(stroke: (x, y) => (bottom: 0.5pt))\n{PLAN}"))
    assert [[row[0] for row in table] for table in found] == [[row[0] for row in ROWS]]
    assert found[0][2:4] == ROWS[2:4]


def test_rows_without_white_between_them_are_told_by_the_room_left_in_their_cells(reading: Reading) -> None:
    rows = [["Tenir un forum", "MRC", "Automne 2024"], ["Créer un guide", "", "Hiver 2025"], ["Former des bénévoles", "CJE", ""]]
    rows.append(["Publier un bilan", "MRC", "Juin 2025"])
    cells = ", ".join(f"[{words}]" for row in rows for words in row)
    tree = reading(f"#table(columns: 3, inset: (x: 5pt, y: 0pt), row-gutter: 3.1pt, [Action], [Responsable], [Échéance], {cells})")
    assert tables(tree) == [[["Action", "Responsable", "Échéance"], *rows]]


@pytest.mark.parametrize("header", ["{}", "table.header({})"])
def test_columns_go_on_over_pages(reading: Reading, header: str) -> None:
    heads = header.format("[*Action*], [*Responsable*], [*Échéance*]")
    cells = ", ".join(f"[{'Tenir' if n % 3 else 'Préparer'} la rencontre {n}], [Centre communautaire], [Mai 2025]" for n in range(1, 91))
    found = tables(reading(f"= Plan d’action\n\n#table(columns: (3fr, 2fr, 1fr), {heads}, {cells})"))
    assert found == [
        [
            ["Action", "Responsable", "Échéance"],
            *([f"{'Tenir' if n % 3 else 'Préparer'} la rencontre {n}", "Centre communautaire", "Mai 2025"] for n in range(1, 91)),
        ]
    ]


def test_prose_in_two_columns_stays_prose(reading: Reading) -> None:
    words = "Les actions du plan et leurs responsables sont connus de tous. " * 12
    tree = reading(f"#columns(2)[Action et responsable : {words}\n\nÉchéance du plan : {words}]")
    assert tables(tree) == []


def test_a_bullet_may_touch_its_words(reading: Reading) -> None:
    tree = reading("Les mandats sont :\n\n•Adopter le plan;\n\n•Choisir les projets.")
    assert items(tree) == ["Adopter le plan;", "Choisir les projets."]
    assert outline(tree)[0] == "Les mandats sont :"


def test_two_tables_under_two_titles_stay_two_unless_their_headers_are_the_same(reading: Reading) -> None:
    money = (
        "#table(columns: (2fr, 1fr, 1fr), [*Partenaire*], [*2024*], [*Total*], [MRC], [25 000 \\$], [25 000 \\$], [CLD], [5 \\$], [5 \\$])"
    )
    found = tables(reading(f"{PLAN}\n*Contributions*\n\n{money}"))
    assert [len(table) for table in found] == [len(ROWS), 3]
    assert found[1] == [["Partenaire", "2024", "Total"], ["MRC", "25 000 $", "25 000 $"], ["CLD", "5 $", "5 $"]]


def test_headers_on_two_lines_and_a_cell_of_data_that_looks_like_one(reading: Reading) -> None:
    cells = (
        "[Action], [Who], [When], [Measure of success], [Launch a land bank], [Lead: County], [Q2 2025], [Bank], [Build], [MRC], [2026], []"
    )
    found = tables(reading(f"#table(columns: (3cm, 3cm, 3cm, 2.3cm), {cells})"))
    assert found == [
        [
            ["Action", "Who", "When", "Measure of success"],
            ["Launch a land bank", "Lead: County", "Q2 2025", "Bank"],
            ["Build", "MRC", "2026", ""],
        ]
    ]


def test_the_end_of_a_row_alone_on_the_next_page_comes_back_to_it(reading: Reading) -> None:
    cells = ", ".join("[Tenir une rencontre], [MRC], [Mai 2025]" for _ in range(3))
    long = "[Accompagner les familles dans leurs démarches auprès des services du milieu], [MRC], [Mai 2025]"
    top = "#set page(height: 6.2cm)\n"
    found = tables(reading(f"{top}#table(columns: (6cm, 3cm, 3cm), [Action], [Responsable], [Échéance], {cells}, {long})"))
    assert [[row[0] for row in table] for table in found] == [
        ["Action", *["Tenir une rencontre"] * 3, "Accompagner les familles dans leurs démarches auprès des services du milieu"]
    ]
