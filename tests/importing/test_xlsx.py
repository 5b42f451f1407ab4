"""Workbooks: every sheet, titles above tables, merged ranges, dates and numbers as one types them, formulas by the value they last had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from ententes.importing.formats import Unreadable, read
from ententes.importing.tree import Heading, Item, Paragraph, Table, Tree

from .crafted import kept, xlsx_parts, zipped
from .looking import merged, tables

Reading = Callable[[Callable[[Any, Any], None]], Tree]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    """Read what a function writes in a workbook and its first sheet, « Plan »."""

    def _reading(write: Callable[[Any, Any], None]) -> Tree:
        with xlsxwriter.Workbook(str(tmp_path / "plan.xlsx")) as book:
            write(book, book.add_worksheet("Plan"))
        return read(tmp_path / "plan.xlsx", "plan.xlsx")

    return _reading


def fill(sheet: Any, rows: list[list[Any]], top: int = 0) -> None:
    for at, row in enumerate(rows, top):
        for column, value in enumerate(row):
            if value not in ("", None):
                sheet.write(at, column, value)


TABLE = [["Action", "Responsable", "2024-2025"], ["Former", "CHP", "Mai 2024"], ["Publier", "MRC", ""]]


def test_a_sheet_opens_with_its_name_unless_the_name_says_nothing_or_the_first_line_says_it_whole(reading: Reading) -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, TABLE)
        fill(book.add_worksheet("Relève"), [["Un mot"], *TABLE])
        fill(book.add_worksheet("Objectif 1 - Former"), [["Objectif 1 - Former la relève"], *TABLE])

    tree = reading(write)
    assert [(block.text, block.level, block.place.sheet) for block in tree.blocks if isinstance(block, Heading)] == [
        ("Relève", 1, "Relève"),
        ("Un mot", 2, "Relève"),
        ("Objectif 1 - Former la relève", 1, "Objectif 1 - Former"),
    ]
    assert tables(tree) == [TABLE] * 3


def test_lines_above_a_table_are_no_rows_of_it(reading: Reading) -> None:
    tree = reading(lambda book, sheet: fill(sheet, [["Plan d’action"], ["Objectif 1 – Former la relève"], ["Adopté en avril."], *TABLE]))
    assert [block.text for block in tree.blocks if isinstance(block, Heading | Paragraph)] == [
        "Plan d’action",
        "Objectif 1 – Former la relève",
        "Adopté en avril.",
    ]
    assert tables(tree) == [TABLE]


def test_every_cell_has_its_place_in_its_sheet(reading: Reading) -> None:
    tree = reading(lambda book, sheet: fill(sheet, [["Titre"], [], ["", *TABLE[0]], ["", *TABLE[1]]]))
    table = tree.blocks[-1]
    assert isinstance(table, Table)
    assert [(row.place.sheet, row.place.row) for row in table.rows] == [("Plan", 3), ("Plan", 4)]
    placed = {cell.text: (cell.place.row, cell.place.column) for row in table.rows for cell in row.cells if cell.text}
    assert (placed["Action"], placed["Mai 2024"]) == ((3, 2), (4, 4))
    lines = [block.place.line for block in tree.blocks]
    assert lines == sorted(set(lines))


def test_blank_rows_end_a_table_and_every_sheet_is_read_even_hidden(reading: Reading) -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, [*TABLE, [], *TABLE])
        second = book.add_worksheet("Objectif 2")
        fill(second, TABLE)
        second.hide()

    tree = reading(write)
    assert tables(tree) == [TABLE, TABLE, TABLE]
    assert [block.text for block in tree.blocks if isinstance(block, Heading)] == ["Objectif 2"]
    assert [block.place.sheet for block in tree.blocks if isinstance(block, Table)] == ["Plan", "Plan", "Objectif 2"]


def test_merged_ranges_are_repeated_and_marked(reading: Reading) -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(
            sheet, [["Axe", "Action", "Calendrier", ""], ["", "", "2024", "2025"], ["Un", "Former", "mai", "juin"], ["", "Publier", "", ""]]
        )
        sheet.merge_range(0, 2, 0, 3, "Calendrier")
        sheet.merge_range(2, 0, 3, 0, "Un")

    tree = reading(write)
    assert tables(tree) == [
        [
            ["Axe", "Action", "Calendrier", "Calendrier"],
            ["", "", "2024", "2025"],
            ["Un", "Former", "mai", "juin"],
            ["Un", "Publier", "", ""],
        ]
    ]
    assert [(at, column) for at, row in enumerate(merged(tree)[0]) for column, one in enumerate(row) if one] == [(0, 3), (3, 0)]


def test_values_are_read_as_one_types_them(reading: Reading) -> None:
    def write(book: Any, sheet: Any) -> None:
        day, moment = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        fill(sheet, [["quoi", "valeur"], ["entier", 5], ["décimal", 2.5], ["vrai", True]])
        sheet.write(4, 0, "jour")
        sheet.write_datetime(4, 1, date(2011, 4, 12), day)
        sheet.write(5, 0, "moment")
        sheet.write_datetime(5, 1, datetime(2011, 4, 12, 13, 30), moment)  # noqa: DTZ001
        sheet.write(6, 0, "heure")
        sheet.write_datetime(6, 1, time(13, 30), book.add_format({"num_format": "hh:mm"}))

    values = {row[0]: row[1] for row in tables(reading(write))[0]}
    assert (values["entier"], values["décimal"], values["jour"]) == ("5", "2.5", "2011-04-12")
    assert values["moment"].startswith("2011-04-12")
    assert values["heure"].startswith("13:30")


def test_formulas_are_the_value_they_last_had_and_nothing_is_computed(reading: Reading) -> None:
    def write(book: Any, sheet: Any) -> None:
        fill(sheet, [["Action", "Budget"]])
        sheet.write_string(1, 0, "=cmd|'/c calc'!A1")
        sheet.write_formula(1, 1, "=1+1", None, "42")
        sheet.write_string(2, 0, "Autre")
        sheet.write_formula(2, 1, '=WEBSERVICE("http://127.0.0.1:9/")', None, "")

    assert tables(reading(write)) == [[["Action", "Budget"], ["=cmd|'/c calc'!A1", "42"], ["Autre", ""]]]


def test_lines_of_a_cell_are_kept_and_dashes_above_a_table_are_items(reading: Reading) -> None:
    tree = reading(lambda book, sheet: fill(sheet, [["- Adopter le plan;"], ["- Informer."], [], ["a", "un\ndeux"], ["b", "c"]]))
    assert tables(tree) == [[["a", "un\ndeux"], ["b", "c"]]]
    texts = [block.text.removeprefix("- ") for block in tree.blocks if isinstance(block, Item | Paragraph)]
    assert texts == ["Adopter le plan;", "Informer."]


def test_a_title_between_two_rows_stays_a_row(reading: Reading) -> None:
    tree = reading(lambda book, sheet: fill(sheet, [*TABLE, ["Objectif 2"], TABLE[1]]))
    assert tables(tree) == [[*TABLE, ["Objectif 2", "", ""], TABLE[1]]]


def test_a_cell_far_away_is_refused_before_the_cells_between_are_made(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>loin</t></is></c></row>'
    near = '<row r="1"><c r="A1" t="inlineStr"><is><t>près</t></is></c><c r="B1"><v>1</v></c></row>'
    with pytest.raises(Unreadable) as why:
        read(kept(tmp_path, zipped(xlsx_parts(near + far)), "plan.xlsx"), "plan.xlsx")
    assert why.value.code == "too_many_rows"
