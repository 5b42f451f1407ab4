"""The neutral tree into which every format is read: headings, paragraphs, list items and tables, each with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass


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
