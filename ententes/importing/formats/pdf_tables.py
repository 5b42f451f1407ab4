"""Tables of a PDF: cells by the lines drawn around them, merged cells by what covers them, one table out of what goes on over pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .pdf_lines import Line, joined, lines_of, wraps
from .writing import Draft

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Cell:
    """One cell as drawn: its box, its words, its first row and column, how many rows it covers."""

    box: Box
    row: int
    column: int
    down: int = 1
    across: int = 1
    words: list[dict[str, Any]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def limit(self) -> float:
        """Where its lines end, if it leaves on the right what it leaves on the left."""
        left = min((line.x0 for line in self.lines), default=self.box[0])
        return self.box[2] - max(min(left - self.box[0], 12), 1)

    def text(self, known: frozenset[str]) -> str:
        return joined(self.lines, self.limit, known)


@dataclass(slots=True)
class Grid:
    """A table of one page: its cells, and the edges of its columns and rows."""

    cells: list[Cell]
    columns: list[float]
    rows: list[float]
    top: float

    def goes_on(self, other: Grid) -> bool:
        """Whether a table of the next page has the same columns."""
        return len(self.columns) == len(other.columns) and all(
            abs(here - there) < 4 for here, there in zip(self.columns, other.columns, strict=True)
        )

    def drafts(self, known: frozenset[str]) -> list[list[Draft]]:
        """The rows, merged cells repeated."""
        rows = [[Draft("") for _ in self.columns] for _ in self.rows]
        for cell in self.cells:
            text = cell.text(known)
            for row in range(cell.row, min(cell.row + cell.down, len(rows))):
                for column in range(cell.column, min(cell.column + cell.across, len(self.columns))):
                    rows[row][column] = Draft(text, (row, column) != (cell.row, cell.column))
        return rows

    def across(self, row: int) -> list[Cell | None]:
        """The cells that a row crosses, by column."""
        return [
            next(
                (one for one in self.cells if one.row <= row < one.row + one.down and one.column <= column < one.column + one.across), None
            )
            for column in range(len(self.columns))
        ]

    def spanning(self, column: int) -> bool:
        """Whether some cell of that column covers several rows."""
        return any(cell.column == column and cell.down > 1 for cell in self.cells)


def grids(page: Any, words: list[dict[str, Any]]) -> tuple[list[Grid], list[dict[str, Any]]]:
    """The tables of a page, and the words outside them. A frame of one cell or of one column is no table."""
    found: list[Grid] = []
    for table in page.find_tables():
        grid = _grid([tuple(map(float, box)) for box in table.cells if box])
        if grid is None:
            continue
        left: list[dict[str, Any]] = []
        for word in words:
            cell = _holding(grid.cells, (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2)
            (cell.words if cell else left).append(word)
        if any(cell.words for cell in grid.cells):
            words = left
            for cell in grid.cells:
                cell.lines = lines_of(cell.words)
            found.append(grid)
    return found, words


def _grid(boxes: list[Any]) -> Grid | None:
    columns, rows = _edges(box[0] for box in boxes), _edges(box[1] for box in boxes)
    if len(columns) < 2:
        return None
    cells = []
    for box in boxes:
        column, row = _at(columns, box[0]), _at(rows, box[1])
        across = sum(box[0] - 2 < edge < box[2] - 2 for edge in columns)
        down = sum(box[1] - 2 < edge < box[3] - 2 for edge in rows)
        cells.append(Cell(box, row, column, max(down, 1), max(across, 1)))
    return Grid(cells, columns, rows, min(rows))


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 2:
            edges.append(value)
    return edges


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _holding(cells: list[Cell], x: float, y: float) -> Cell | None:
    return next((cell for cell in cells if cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]), None)


def sewn(parts: list[tuple[Grid, int]], known: frozenset[str]) -> tuple[list[list[Draft]], list[int], set[int]]:
    """The rows of a table that goes on over pages, their pages, and the header rows. A header that comes back is left out."""
    rows: list[list[Draft]] = []
    pages: list[int] = []
    headers: set[int] = set()
    for at, (grid, page) in enumerate(parts):
        more = grid.drafts(known)
        if at:
            repeated = next((n for n in range(min(len(more), len(rows), 3), 0, -1) if _texts(more[:n]) == _texts(rows[:n])), 0)
            headers.update(range(repeated))
            more = more[repeated:]
            if more:
                before = parts[at - 1][0]
                _give_back(rows[-1], more, before.across(len(before.rows) - 1), grid.across(repeated), known)
                _repeat(rows[-1], more, before)
        rows.extend(more)
        pages.extend([page] * len(more))
    return rows, pages, headers


def _texts(rows: list[list[Draft]]) -> list[list[str]]:
    return [[" ".join(draft.text.split()) for draft in row] for row in rows]


def _give_back(
    last: list[Draft], more: list[list[Draft]], above: list[Cell | None], below: list[Cell | None], known: frozenset[str]
) -> None:
    """Give back to a row what the end of the page cut from it: in each of its cells, words that had no room left where the page ended."""
    told = [column for column, draft in enumerate(more[0]) if draft.text]
    blank = any(draft.text and not more[0][column].text for column, draft in enumerate(last))
    if not told or not (blank or any(more[0][column].text[0].islower() for column in told)):
        return
    pairs = [(above[column], below[column]) for column in told]
    if not all(up and down and up.lines and down.lines and wraps(up.lines[-1], down.lines[0], up.limit) for up, down in pairs):
        return
    for column in told:
        up, down = above[column], below[column]
        if up is not None and down is not None:
            last[column].text = joined([*up.lines, *down.lines], up.limit, known)
            for row in more[1 : down.down]:
                row[column] = Draft(last[column].text, True)
    del more[0]


def _repeat(last: list[Draft], more: list[list[Draft]], before: Grid) -> None:
    """Repeat on a page the words of a cell that covers rows of this page and stayed on the page before."""
    for column in range(len(last)):
        if not before.spanning(column):
            continue
        for row in more:
            if row[column].text:
                break
            row[column] = Draft(last[column].text, True)
