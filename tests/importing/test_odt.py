"""OpenDocument texts: outline, lists, spans and repeats; what is beside the text is left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ententes.importing.formats import read
from ententes.importing.tree import Table, Tree

from .crafted import odt
from .looking import headings, merged, outline, tables

STYLES = """
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="P2" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
"""
Reading = Callable[[str], Tree]


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    return lambda body: read(odt(tmp_path, body, styles=STYLES), "plan.odt")


def cell(words: str, spans: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {spans}><text:p>{words}</text:p></table:table-cell>'


def row(*cells: str, repeated: str = "") -> str:
    return f"<table:table-row {repeated}>{''.join(cells)}</table:table-row>"


def test_titles_come_from_the_outline_and_from_the_style_of_the_title(reading: Reading) -> None:
    tree = reading('<text:p text:style-name="P1">Le plan</text:p><text:h text:outline-level="2">Contexte</text:h><text:h>Fin</text:h>')
    assert headings(tree) == [(0, "Le plan"), (2, "Contexte"), (1, "Fin")]


def test_a_short_paragraph_all_in_bold_is_a_title(reading: Reading) -> None:
    tree = reading(
        '<text:p text:style-name="P2">Les comités</text:p><text:p text:style-name="P2">Tout est dit.</text:p><text:p>Suite</text:p>'
    )
    assert [text for _, text in headings(tree)] == ["Les comités"]


def test_lists_keep_their_levels(reading: Reading) -> None:
    tree = reading(
        "<text:list><text:list-item><text:p>un</text:p><text:list><text:list-item><text:p>deux</text:p></text:list-item></text:list>"
        "</text:list-item><text:list-item><text:p>trois</text:p></text:list-item></text:list>"
    )
    assert outline(tree) == ["- un", "  - deux", "- trois"]


def test_spaces_tabs_breaks_links_and_fields_are_read_as_they_show(reading: Reading) -> None:
    tree = reading(
        '<text:p>un<text:line-break/>deux<text:tab/>trois<text:s text:c="2"/>quatre <text:span>cin<text:a>q</text:a></text:span>'
        "<text:note><text:note-body><text:p>bas de page</text:p></text:note-body></text:note>"
        "<office:annotation><text:p>commentaire</text:p></office:annotation><text:soft-page-break/>.</text:p>"
    )
    assert outline(tree) == ["un\ndeux\ttrois  quatre cinq."]


def test_deleted_text_and_the_table_of_contents_are_left_out(reading: Reading) -> None:
    tree = reading(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>parti</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:table-of-content><text:index-body><text:p>Contexte 3</text:p></text:index-body>"
        "</text:table-of-content><text:section><text:p>resté</text:p></text:section>"
    )
    assert outline(tree) == ["resté"]


def test_a_text_box_is_read(reading: Reading) -> None:
    tree = reading("<text:p>Texte<draw:frame><draw:text-box><text:p>Encadré</text:p></draw:text-box></draw:frame></text:p>")
    assert outline(tree) == ["Texte", "Encadré"]


def test_spans_are_repeated_and_marked_and_header_rows_are_headers(reading: Reading) -> None:
    covered = "<table:covered-table-cell/>"
    tree = reading(
        "<table:table><table:table-header-rows>"
        + row(cell("Axe"), cell("Calendrier", 'table:number-columns-spanned="2"'), covered)
        + "</table:table-header-rows>"
        + row(cell("Un", 'table:number-rows-spanned="2"'), cell("2024"), cell("2025"))
        + row(covered, cell("mai"), cell("juin"))
        + "</table:table>"
    )
    assert tables(tree) == [[["Axe", "Calendrier", "Calendrier"], ["Un", "2024", "2025"], ["Un", "mai", "juin"]]]
    assert merged(tree) == [[[False, False, True], [False, False, False], [True, False, False]]]
    table = tree.blocks[0]
    assert isinstance(table, Table)
    assert [one.header for one in table.rows] == [True, False, False]


def test_repeated_cells_and_rows_are_written_out_but_never_without_end(reading: Reading) -> None:
    blank = '<table:table-cell table:number-columns-repeated="999999999"/>'
    tree = reading(
        "<table:table>"
        + row(cell("x", 'table:number-columns-repeated="3"'), blank)
        + row(cell("a"), cell("b"), repeated='table:number-rows-repeated="2"')
        + row(blank, repeated='table:number-rows-repeated="999999999"')
        + "</table:table>"
    )
    rows = [one for one in tables(tree)[0] if any(one)]
    assert [[text for text in one if text] for one in rows] == [["x", "x", "x"], ["a", "b"], ["a", "b"]]
    assert len(tables(tree)[0]) < 100
    assert len(tables(tree)[0][0]) <= 300


def test_a_table_inside_a_cell_is_flattened(reading: Reading) -> None:
    inner = f"<table:table>{row(cell('x'), cell('y'))}</table:table>"
    tree = reading(f"<table:table>{row(cell('a'), f'<table:table-cell><text:p>b</text:p>{inner}</table:table-cell>')}</table:table>")
    [[[first, second]]] = tables(tree)
    assert (first, second.split()) == ("a", ["b", "x", "y"])


def test_lists_in_a_cell_are_its_lines(reading: Reading) -> None:
    listed = (
        "<text:list><text:list-item><text:p>un</text:p></text:list-item><text:list-item><text:p>deux</text:p></text:list-item></text:list>"
    )
    tree = reading(f"<table:table>{row(cell('a'), f'<table:table-cell>{listed}</table:table-cell>')}</table:table>")
    assert tables(tree) == [[["a", "un\ndeux"]]]
