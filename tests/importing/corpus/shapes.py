"""What a document of the corpus is made of, whatever the format it is written in, and what a reader must find there again."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

UP = "\0up"
LEFT = "\0left"
"""Cells that are merged with the one above, or with the one on their left."""


@dataclass(frozen=True)
class H:
    """A title; level 0 is that of the document."""

    level: int
    text: str


@dataclass(frozen=True)
class P:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class I:  # noqa: E742
    """An item of a list."""

    text: str
    level: int = 0


@dataclass(frozen=True)
class T:
    """A table; `headers` rows at its top are headers. `widths` are shares of the page."""

    rows: list[list[str]]
    headers: int = 1
    widths: tuple[int, ...] = ()

    def resolved(self) -> list[list[str]]:
        """The rows with the words of merged cells repeated, as a reader must give them."""
        found: list[list[str]] = []
        for row in self.rows:
            read: list[str] = []
            for at, cell in enumerate(row):
                read.append(found[-1][at] if cell == UP else read[-1] if cell == LEFT else cell)
            found.append(read)
        return found

    def merged(self) -> list[list[bool]]:
        """Which cells only repeat another."""
        return [[cell in (UP, LEFT) for cell in row] for row in self.rows]


Block = H | P | I | T


@dataclass(frozen=True)
class Written:
    """A document: its name, its blocks, the column of its tables where actions stand, whether its pages lie on their side."""

    name: str
    blocks: list[Block]
    action_column: int = 0
    landscape: bool = False
    language: str = "fr"


@dataclass(frozen=True)
class Built:
    """A real file, and the texts a reader must find in it. `actions` are the cells of the action column, headers left out."""

    path: Path
    headings: list[tuple[int, str]]
    items: list[str]
    tables: list[list[list[str]]]
    merged: list[list[list[bool]]]
    actions: list[str]
    written: Written = field(repr=False)


def built(path: Path, written: Written) -> Built:
    """What a reader must find in the file written from these blocks."""
    tables = [block for block in written.blocks if isinstance(block, T)]
    return Built(
        path,
        [(block.level, block.text) for block in written.blocks if isinstance(block, H)],
        [block.text for block in written.blocks if isinstance(block, I)],
        [table.resolved() for table in tables],
        [table.merged() for table in tables],
        [
            row[written.action_column]
            for table in tables
            for row, raw in zip(table.resolved()[table.headers :], table.rows[table.headers :], strict=True)
            if len(raw) < 2 or raw[1] != LEFT
        ],
        written,
    )
