"""The same document in any format is the same document: every text of the corpus is found again, in order, whatever wrote the file."""

from __future__ import annotations

import functools
from collections.abc import Callable

import pytest

from ententes.importing.formats import read
from ententes.importing.tree import Heading, Item, Paragraph, Row, Table, Tree

from .corpus import FORMATS, SAMPLES, Built, build
from .corpus.shapes import H, I, P, T, Written
from .looking import headings, items, merged, prose, tables

EACH = [(name, format) for name in SAMPLES for format in FORMATS]
Reading = Callable[[str, str], tuple[Built, Tree]]
TOLD_APART = ("docx", "odt", "pdf", "md")
"""The formats that show which lines are titles."""


def of_one_line(texts: list[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def words_of(written: Written) -> list[str]:
    return of_one_line([block.text for block in written.blocks if isinstance(block, H | P)])


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """One sample in one format: what was written, and the tree that is read of it."""
    folder = tmp_path_factory.mktemp("corpus")

    @functools.cache
    def _reading(name: str, format: str) -> tuple[Built, Tree]:
        made = build(name, folder, format)
        return made, read(made.path, made.path.name)

    return _reading


@pytest.mark.parametrize(("name", "format"), EACH)
def test_every_table_is_found_cell_by_cell(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    expected = made.tables
    if format == "txt":  # a typed row is one line
        expected = [[[cell.replace("\n", "<br>") for cell in row] for row in rows] for rows in expected]
    found = tables(tree)
    if format == "pdf":  # a line that ends at the edge of its cell may have been broken there by hand
        found, expected = ([[of_one_line(row) for row in rows] for rows in one] for one in (found, expected))
    assert found == expected


@pytest.mark.parametrize(("name", "format"), [one for one in EACH if one[1] in ("docx", "odt", "xlsx", "pdf")])
def test_merged_cells_are_marked_in_all_but_their_first_place(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    assert merged(tree) == made.merged


@pytest.mark.parametrize(("name", "format"), EACH)
def test_every_item_of_a_list_is_found(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    written = made.written
    assert items(tree) == [block.text for block in written.blocks if isinstance(block, I)]


@pytest.mark.parametrize(("name", "format"), EACH)
def test_every_title_and_paragraph_is_found_in_order(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    written = made.written
    found, expected = prose(tree), words_of(written)
    sheets = {block.place.sheet for block in tree.blocks}
    # The running header of a document of one page is not told from its text.
    assert [text for text in found if text not in {*sheets, written.name}] == [text for text in expected if text not in sheets]


@pytest.mark.parametrize(("name", "format"), [one for one in EACH if one[1] in TOLD_APART])
def test_titles_are_told_from_text(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    written = made.written
    assert [text for _, text in headings(tree)] == of_one_line([block.text for block in written.blocks if isinstance(block, H)])


@pytest.mark.parametrize(("name", "format"), [one for one in EACH if one[1] in TOLD_APART])
def test_titles_keep_their_order_of_size(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    written = made.written
    expected = [block.level for block in written.blocks if isinstance(block, H)]
    found = [level for level, _ in headings(tree)]
    pairs = [(a, b) for a in range(len(expected)) for b in range(len(expected)) if expected[a] < expected[b]]
    assert [(a, b) for a, b in pairs if found[a] >= found[b]] == []


@pytest.mark.parametrize(("name", "format"), EACH)
def test_places_lead_back_to_the_source(name: str, format: str, reading: Reading) -> None:
    _, tree = reading(name, format)
    lines: list[int] = []
    for number, table in enumerate([block for block in tree.blocks if isinstance(block, Table)], 1):
        assert {row.place.table for row in table.rows} == {number}
        assert len({len(row.cells) for row in table.rows}) == 1
        first = table.rows[0].cells[0].place.column or 0
        assert first >= 1
        assert [[cell.place.column for cell in row.cells] for row in table.rows] == [
            list(range(first, first + len(table.rows[0].cells))) for _ in table.rows
        ]
        assert table.place.line == table.rows[0].place.line
    for block in tree.blocks:
        lines.extend(one.place.line for one in (block.rows if isinstance(block, Table) else (block,)))
    assert lines == sorted(set(lines))
    assert lines[0] >= 1


@pytest.mark.parametrize(("name", "format"), EACH)
def test_a_tree_says_its_format_its_size_and_whether_it_ends(name: str, format: str, reading: Reading) -> None:
    made, tree = reading(name, format)
    assert (tree.format, tree.size) == (format, made.path.stat().st_size)
    assert (tree.ended is None) == (format not in ("txt", "md"))


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_header_rows_are_marked_where_the_format_marks_them(format: str, reading: Reading) -> None:
    made, tree = reading("housing", format)
    found = [block.rows for block in tree.blocks if isinstance(block, Table)]
    expected = [block.headers for block in made.written.blocks if isinstance(block, T)]
    assert [sum(row.header for row in rows) for rows in found] == expected


@pytest.mark.parametrize(("name", "format"), EACH)
def test_no_text_holds_a_control_character(name: str, format: str, reading: Reading) -> None:
    texts: list[str] = []
    for block in reading(name, format)[1].blocks:
        rows: tuple[Row, ...] = block.rows if isinstance(block, Table) else ()
        texts.extend(cell.text for row in rows for cell in row.cells)
        if isinstance(block, Heading | Paragraph | Item):
            texts.append(block.text)
    assert [text for text in texts if any(ord(char) < 32 and char not in "\n\t" for char in text)] == []
