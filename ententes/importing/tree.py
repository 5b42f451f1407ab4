"""The neutral tree into which every format is read: headings, paragraphs, list items and tables, each with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source, so that a person can find it again.

    `line` counts from 1: lines of a text file, otherwise blocks (paragraphs and table rows) in reading order.
    The others are None where the format has no such thing; `table`, `row`, `column` and `page` count from 1.
    """

    line: int
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document; `level` 0 is the title of the document itself, then 1, 2, 3…"""

    text: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text, its inner line breaks kept as '\\n'."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `level` 0 is the outermost."""

    text: str
    level: int
    place: Place


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, verbatim. A merged cell is repeated in every place it covers, with `merged` true in all but the first."""

    text: str
    place: Place
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `header` when the format itself marks it as a header row."""

    cells: tuple[Cell, ...]
    place: Place
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A rectangular table: every row has the same number of cells (short rows are filled with empty ones)."""

    rows: tuple[Row, ...]
    place: Place


Block = Heading | Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole document, in reading order.

    `format` is one of docx, xlsx, odt, pdf, txt, md. `size` is in bytes. `ended` is False where the file stops without an
    ending of its own (a text file without a last newline); None where the format always has one.
    """

    format: str
    blocks: tuple[Block, ...]
    size: int
    ended: bool | None = None


def as_json(tree: Tree) -> dict[str, Any]:
    """The tree as plain data, as small as it can be: places are lists, and a block or a row is a list that opens with its kind."""
    return {"format": tree.format, "size": tree.size, "ended": tree.ended, "blocks": [_plain(block) for block in tree.blocks]}


def _plain(block: Block) -> list[Any]:
    if isinstance(block, Table):
        rows = [[_spot(row.place), row.header, [[cell.text, _spot(cell.place), cell.merged] for cell in row.cells]] for row in block.rows]
        return ["t", _spot(block.place), rows]
    if isinstance(block, Paragraph):
        return ["p", _spot(block.place), block.text]
    return ["h" if isinstance(block, Heading) else "i", _spot(block.place), block.text, block.level]


def _spot(place: Place) -> list[Any]:
    return [place.line, place.page, place.sheet, place.table, place.row, place.column]


def from_json(plain: dict[str, Any]) -> Tree:
    """The tree that `as_json` gave."""
    return Tree(plain["format"], tuple(_built(block) for block in plain["blocks"]), plain["size"], plain["ended"])


def _built(block: list[Any]) -> Block:
    kind, place = block[0], Place(*block[1])
    if kind == "t":
        rows = (
            Row(tuple(Cell(text, Place(*spot), merged) for text, spot, merged in cells), Place(*where), header)
            for where, header, cells in block[2]
        )
        return Table(tuple(rows), place)
    if kind == "p":
        return Paragraph(block[2], place)
    return Heading(block[2], block[3], place) if kind == "h" else Item(block[2], block[3], place)
