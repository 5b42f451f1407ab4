"""What no honest plan exceeds: rows of a table, characters of a cell, blocks of a document."""

from __future__ import annotations

from ententes.importing.tree import Table, Tree

from .refusals import Unreadable

MOST_ROWS, MOST_CHARACTERS, MOST_BLOCKS = 3_000, 20_000, 20_000


def checked(tree: Tree, name: str) -> Tree:
    """The same tree, or `Unreadable` saying where it is too large."""
    if len(tree.blocks) > MOST_BLOCKS:
        raise Unreadable("too_many_blocks", name=name, most=MOST_BLOCKS)
    for block in tree.blocks:
        if isinstance(block, Table):
            if len(block.rows) > MOST_ROWS:
                raise Unreadable("too_many_rows", name=name, line=block.place.line, most=MOST_ROWS)
            cells = (cell for row in block.rows for cell in row.cells)
            if long := next((cell for cell in cells if len(cell.text) > MOST_CHARACTERS), None):
                raise Unreadable("cell_too_long", name=name, line=long.place.line, most=MOST_CHARACTERS)
        elif len(block.text) > 10 * MOST_CHARACTERS:
            raise Unreadable("cell_too_long", name=name, line=block.place.line, most=10 * MOST_CHARACTERS)
    return tree
