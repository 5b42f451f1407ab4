"""The document as one run of lines – titles, text, items, tables – whatever the format made of its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ententes.ground.french import tidy
from ententes.importing.tree import Heading, Item, Paragraph, Place, Row, Table, Tree

from .fiches import is_name
from .tables import ActionTable, action_tables
from .titles import flat, is_objective, is_title, runs_on


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the outline. `kind` is title, text, item or table; `strong` marks words that stood out in the source."""

    kind: str
    text: str
    place: Place
    level: int = 0
    strong: bool = False
    table: ActionTable | None = None
    unread: Table | None = None


_BULLET = re.compile(r"^\s*(?:[•●○◦▪■□➢➤►✓❖]\s*|(?:[-–—·*]|[a-z0-9]{1,2}\)|\([a-z0-9]{1,2}\))\s+)(?=\S)")
_LONGEST = 8_000
_MARKS = re.compile(r"\*\*|__|^#{1,6}\s+", re.MULTILINE)


def lines_of(tree: Tree) -> list[Line]:
    """Every block of the tree as lines, in reading order; rows of one cell around a table of actions are lines too."""
    above = {
        id(block): tidy(before.text).strip()
        for before, block in pairwise(tree.blocks)
        if isinstance(block, Table) and not isinstance(before, Table) and is_name(tidy(before.text).strip())
    }
    tables = action_tables([block for block in tree.blocks if isinstance(block, Table)], above)
    lines: list[Line] = []
    for block in tree.blocks:
        if isinstance(block, Table):
            understood = tables.get(id(block))
            if understood and understood.turned and id(block) in above:
                lines.pop()  # the title of a fiche is its action, and heads no section
            lines.extend(_table_lines(block, understood))
        else:
            lines.extend(_block_lines(block))
    return [_bounded(line) for line in lines if line.text or line.table or line.unread]


def _bounded(line: Line) -> Line:
    """No sentence is that long: what stands beyond is not searched, so that no paragraph takes more than an instant."""
    return line if len(line.text) <= _LONGEST else replace(line, kind="text", text=line.text[:_LONGEST] + "…")


def _block_lines(block: Heading | Paragraph | Item) -> Iterator[Line]:
    text = tidy(block.text)
    strong = text.lstrip().startswith(("**", "__"))
    text = _MARKS.sub("", text).strip()
    if isinstance(block, Heading):
        yield Line("title", flat(text), block.place, max(block.level, 0), True)
    elif isinstance(block, Item):
        yield Line("item", flat(_BULLET.sub("", text)), block.place, max(block.level, 0))
    else:
        yield from _paragraph_lines(text, block.place, strong)


def _paragraph_lines(text: str, place: Place, strong: bool = False) -> Iterator[Line]:
    rows = [row for row in text.split("\n") if row.strip()]
    if any(_BULLET.match(row) for row in rows):
        held: list[str] = []
        for row in rows:
            if not _BULLET.match(row):
                held.append(row.strip())
                continue
            if held:
                yield _plain_line(" ".join(held), place, strong)
                held = []
            yield Line("item", flat(_BULLET.sub("", row)), place)
        if held:
            yield _plain_line(" ".join(held), place, strong)
        return
    yield from (_plain_line(part, place, strong) for part in _separate_titles(rows) or [flat(text)])


def _separate_titles(rows: list[str]) -> list[str]:
    """The titles that stand on lines of one paragraph, each whole; nothing for another paragraph."""
    lines = [flat(row) for row in rows]
    if not 1 < len(lines) < 7 or not all(len(line) <= 160 for line in lines):
        return []
    titles = lines[:1]
    for line in lines[1:]:
        if runs_on(titles[-1], line) and not is_objective(line):
            titles[-1] = f"{titles[-1]} {line}"
        else:
            titles.append(line)
    return titles if len(titles) > 1 and all(is_title(title) for title in titles) else []


def _plain_line(text: str, place: Place, strong: bool) -> Line:
    return Line("title" if is_title(text, strong=strong) else "text", text, place, 0 if strong else 1, strong)


def _table_lines(table: Table, understood: ActionTable | None) -> Iterator[Line]:
    if understood is None:
        if table.rows and all(len(single_cells(row)) <= 1 for row in table.rows):
            for row in table.rows:
                yield from _row_lines(row)
        else:
            yield Line("table", "", table.place, unread=table)
        return
    for row in understood.before:
        yield from _row_lines(row)
    yield Line("table", "", understood.header.place, table=understood)


def _row_lines(row: Row) -> Iterator[Line]:
    text = tidy(" ".join(single_cells(row)))
    yield from (replace(line, place=row.place) for line in _paragraph_lines(_MARKS.sub("", text).strip(), row.place))


def single_cells(row: Row) -> list[str]:
    """The texts of a row that are not blank, a merged cell counted once."""
    return [cell.text.strip() for cell in row.cells if cell.text.strip() and not cell.merged]
