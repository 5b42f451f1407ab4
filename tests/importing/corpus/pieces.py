"""The pieces of a sample document, whatever the format it is then written in, and the rows that any reader should find in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ABOVE, LEFT = "^", "<"
"""In place of a cell's words: the cell is merged with the one above it, or with the one at its left."""


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the document, over one or more lines."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the document, from level 1."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of one level."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words, `ABOVE` or `LEFT`; the first `headers` rows are marked as such where the format can; `widths` are relative."""

    rows: tuple[tuple[str, ...], ...]
    headers: int = 1
    widths: tuple[int, ...] = ()

    @property
    def expected(self) -> list[list[str]]:
        """The texts of every cell, those of merged cells repeated wherever they reach."""
        found: list[list[str]] = []
        for row in self.rows:
            texts: list[str] = []
            for column, words in enumerate(row):
                texts.append(found[-1][column] if words == ABOVE else texts[-1] if words == LEFT else words)
            found.append(texts)
        return found

    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """How many rows and columns each cell covers, by (row, column) from 0; covered places are absent."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for at, row in enumerate(self.rows):
            for column, words in enumerate(row):
                if words in (ABOVE, LEFT):
                    continue
                down = next((n for n in range(1, len(self.rows) - at) if self.rows[at + n][column] != ABOVE), len(self.rows) - at)
                across = next((n for n in range(1, len(row) - column) if row[column + n] != LEFT), len(row) - column)
                found[at, column] = (down, across)
        return found


@dataclass(frozen=True, slots=True)
class Sheet:
    """In a workbook, what follows stands on a new sheet; in other formats, nothing."""

    name: str


Piece = Title | Heading | Text | Items | Table | Sheet


@dataclass(frozen=True, slots=True)
class Sample:
    """A document that nobody ever adopted: its pieces, and the format in which its people would have sent it."""

    name: str
    format: str
    pieces: tuple[Piece, ...]
    landscape: bool = False
    language: str = "fr"

    @property
    def tables(self) -> list[list[list[str]]]:
        return [piece.expected for piece in self.pieces if isinstance(piece, Table)]


@dataclass(frozen=True, slots=True)
class Built:
    """A sample once written: where it is, and the texts of its tables, rows and cells."""

    path: Path
    tables: list[list[list[str]]]

    @property
    def name(self) -> str:
        return self.path.name
