"""A document read as sections: its titles, and under each one its words in the Markdown subset of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from django.utils.translation import gettext as _

from ententes.ground.french import shortened

from .sandbox import read_safely
from .tree import Block, Heading, Item, Paragraph, Table, Tree

Sections = list[tuple[str, str]]
_LONGEST_TITLE = 300
_MARKS = re.compile(r"[\\`*<]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|&(?=#?\w+;)")
_OPENING = re.compile(r"(?:[#>+=|~-]|\d+(?=[.)]))")


def read_sections(path: Path | str, name: str) -> tuple[str, Sections]:
    """The title of a file that somebody sent, and its sections. It is read in the subprocess of imports; raises `Unreadable`."""
    return sections_of(read_safely(path, name))


def sections_of(tree: Tree) -> tuple[str, Sections]:
    """The title of a document (empty without one), and its sections: one for each title of the outermost level.

    Deeper titles become sub-headings. What stands before the first title is a section of its own.
    """
    first = takewhile(lambda block: isinstance(block, Heading) and block.level == 0, tree.blocks)
    above = [block.text for block in first if isinstance(block, Heading)]
    levels = [block.level for block in tree.blocks[len(above) :] if isinstance(block, Heading)]
    # The titles that stand first are those of the document, where its sections have titles of a lower level.
    entitled = bool(above) and all(levels) and (bool(levels) or len(above) == 1)
    blocks = tree.blocks[len(above) :] if entitled else tree.blocks
    outer = min((block.level for block in blocks if isinstance(block, Heading)), default=0)
    found: list[tuple[str, list[Block]]] = [(_("Préambule"), [])]
    for block in blocks:
        if isinstance(block, Heading) and block.level <= outer:
            found.append((shortened(block.text, _LONGEST_TITLE), []))
        else:
            found[-1][1].append(block)
    written = [(heading, "\n\n".join(_passages(held))) for heading, held in found]
    return (shortened(above[0], _LONGEST_TITLE) if entitled else ""), written if written[0][1] else written[1:]


def _passages(blocks: list[Block]) -> Iterator[str]:
    """The paragraphs, lists and tables, each as it is written; the items of a list hold together."""
    items: list[Item] = []
    for block in blocks:
        if isinstance(block, Item):
            items.append(block)
            continue
        if items:
            yield _listed(items)
            items = []
        if isinstance(block, Table):
            yield _tabled(block)
        elif isinstance(block, Heading):
            yield f"### {' '.join(escaped(block.text).split())}"
        elif isinstance(block, Paragraph):
            yield escaped(block.text)
    if items:
        yield _listed(items)


def _listed(items: list[Item]) -> str:
    lines, above = [], -1
    for item in items:
        above = max(0, min(item.level, above + 1))
        first, *more = escaped(item.text).split("\n")
        lines += [f"{'  ' * above}- {first}", *(f"{'  ' * above}  {line}" for line in more)]
    return "\n".join(lines)


def _tabled(table: Table) -> str:
    """A table between bars; its first row is its header, as the language wants one."""
    rows = [[" / ".join(_marked(cell.text).split("\n")) if not cell.merged else "" for cell in row.cells] for row in table.rows]
    lines = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join([lines[0], f"|{' --- |' * len(rows[0])}", *lines[1:]])


def escaped(text: str) -> str:
    """Words as Markdown shows them again: what would be a mark is preceded by a backslash."""
    return "\n".join(_OPENING.sub(_held, line, count=1) if _OPENING.match(line) else line for line in _marked(text).split("\n"))


def _marked(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(_MARKS.sub(lambda mark: "\\" + mark[0], line) for line in lines if line)


def _held(mark: re.Match[str]) -> str:
    return mark[0] + "\\" if mark[0][0].isdigit() else "\\" + mark[0]
