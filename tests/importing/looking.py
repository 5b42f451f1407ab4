"""Trees seen as plain texts, so that a test compares whole documents at once."""

from __future__ import annotations

from ententes.importing.tree import Heading, Item, Table, Tree


def outline(tree: Tree) -> list[str]:
    """Every block in order: « # title », « - item », « | cell | cell », a paragraph as it is; levels as repeated signs."""
    lines: list[str] = []
    for block in tree.blocks:
        if isinstance(block, Table):
            lines.extend("| " + " | ".join(cell.text for cell in row.cells) for row in block.rows)
        elif isinstance(block, Heading):
            lines.append("#" * (block.level + 1) + " " + block.text)
        elif isinstance(block, Item):
            lines.append("  " * block.level + "- " + block.text)
        else:
            lines.append(block.text)
    return lines


def tables(tree: Tree) -> list[list[list[str]]]:
    """The texts of each table, rows and cells."""
    return [[[cell.text for cell in row.cells] for row in block.rows] for block in tree.blocks if isinstance(block, Table)]


def items(tree: Tree) -> list[str]:
    return [block.text for block in tree.blocks if isinstance(block, Item)]


def prose(tree: Tree) -> list[str]:
    """Titles and paragraphs, whichever a format could tell apart, on one line each."""
    return [" ".join(block.text.split()) for block in tree.blocks if not isinstance(block, Item | Table)]


def headings(tree: Tree) -> list[tuple[int, str]]:
    return [(block.level, " ".join(block.text.split())) for block in tree.blocks if isinstance(block, Heading)]


def merged(tree: Tree) -> list[list[list[bool]]]:
    return [[[cell.merged for cell in row.cells] for row in block.rows] for block in tree.blocks if isinstance(block, Table)]
