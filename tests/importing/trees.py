"""Small trees for the tests of understanding: text as it would be typed, and tables as lists."""

from pathlib import Path

from ententes.importing.formats import text
from ententes.importing.tree import Cell, Place, Row, Table, Tree

SEED = Path(__file__).parents[2] / "demo" / "plan-d-action-2011-2012.txt"


def typed(words: str, *, format: str = "txt") -> Tree:
    """The tree of a text: tables by tabs, items by dashes."""
    lines = words.strip("\n").split("\n")
    return Tree(format, tuple(text._Reader(lines, False).blocks()), len(words.encode()), ended=True)


def table(*rows: list[str], merged: tuple[tuple[int, int], ...] = ()) -> Table:
    """A table whose first rows are as given; `merged` names the cells (row, column from 0) that repeat the one they were merged with."""
    width = max(len(row) for row in rows)
    built = []
    for at, row in enumerate(rows):
        cells = tuple(
            Cell(words, Place(at + 1, table=1, row=at + 1, column=place + 1), (at, place) in merged)
            for place, words in enumerate(row + [""] * (width - len(row)))
        )
        built.append(Row(cells, Place(at + 1, table=1, row=at + 1)))
    return Table(tuple(built), Place(1, table=1))


def of_blocks(*blocks: object) -> Tree:
    return Tree("docx", tuple(blocks), 0)  # type: ignore[arg-type]
