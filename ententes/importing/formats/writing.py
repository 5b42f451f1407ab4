"""Building a tree as a document is walked: lines counted once, texts cleaned once, rows made rectangular once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ententes.importing.tree import Block, Cell, Heading, Item, Paragraph, Place, Row, Table

_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u00ad\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACES = re.compile(r"[ \t]+\n|\n[ \t]+")

_LONGEST_TITLE = 200


def clean(text: str) -> str:
    """The words without control characters, soft hyphens or marks of direction, and without blanks at their ends."""
    text = _NEVER.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _SPACES.sub("\n", text).strip(" \t\n")


@dataclass(slots=True)
class Draft:
    """A cell on its way to the tree: its words, and whether they only repeat those of a cell it is merged with."""

    text: str
    merged: bool = False


@dataclass(slots=True)
class _Bold:
    """Where a paragraph all in bold letters was written, the size of its letters, whether it is centred."""

    at: int
    size: float
    centred: bool


@dataclass(slots=True)
class Writer:
    """The blocks written so far; `line` is the last line given, `page` and `sheet` where the reader says it is."""

    blocks: list[Block] = field(default_factory=list)
    line: int = 0
    tables: int = 0
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    deepest: int = 0
    bold: list[_Bold] = field(default_factory=list)

    def _place(self) -> Place:
        self.line += 1
        return Place(self.line, page=self.page, sheet=self.sheet, row=self.row)

    def heading(self, text: str, level: int) -> None:
        """A title, unless it is blank. Level 0 is the title of the document."""
        if text := clean(text):
            self.deepest = max(self.deepest, level)
            self.blocks.append(Heading(text, max(level, 0), self._place()))

    def paragraph(self, text: str) -> None:
        """A run of text, unless it is blank."""
        if text := clean(text):
            self.blocks.append(Paragraph(text, self._place()))

    def standing_out(self, text: str, size: float, *, centred: bool) -> None:
        """A paragraph all in bold letters, or in larger ones: a title if it reads as one, which `finished` decides."""
        text = clean(text)
        if text and len(text) <= _LONGEST_TITLE and len(text.split()) <= 30 and text[-1] not in ".;,":
            self.bold.append(_Bold(len(self.blocks), size, centred))
        self.paragraph(text)

    def finished(self) -> tuple[Block, ...]:
        """The blocks. Bold paragraphs are titles: of the document when they open it, larger or centred; otherwise by their size."""
        places = {one.at for one in self.bold}
        opening = next((at for at in range(len(self.blocks)) if at not in places), len(self.blocks))
        titled = any(isinstance(block, Heading) and block.level == 0 for block in self.blocks)
        common = min((one.size for one in self.bold), default=0)
        largest = max((one.size for one in self.bold), default=0)
        first = [one for one in self.bold if one.at < opening and not titled and (one.centred or one.size == largest > common)]
        sizes = sorted({one.size for one in self.bold if one not in first}, reverse=True)
        for one in self.bold:
            block = self.blocks[one.at]
            if isinstance(block, Paragraph):
                level = 0 if one in first else self.deepest + 1 + sizes.index(one.size)
                self.blocks[one.at] = Heading(block.text, level, block.place)
        return tuple(self.blocks)

    def item(self, text: str, level: int) -> None:
        """An item of a list, unless it is blank. Level 0 is the outermost."""
        if text := clean(text):
            self.blocks.append(Item(text, max(level, 0), self._place()))

    def table(
        self,
        rows: list[list[Draft]],
        headers: set[int] | None = None,
        *,
        pages: list[int] | None = None,
        numbers: list[int] | None = None,
        column: int = 1,
    ) -> None:
        """A table, unless all of it is blank. `headers` are indexes of rows.

        `pages` and `numbers` say, for each row, its page and its number in its sheet; `column` is the first one, in its sheet.
        """
        width = max((len(row) for row in rows), default=0)
        if not any(clean(draft.text) for row in rows for draft in row):
            return
        self.tables += 1
        built = []
        for at, row in enumerate(rows):
            if pages:
                self.page = pages[at]
            place = replace(self._place(), table=self.tables, row=numbers[at] if numbers else at + 1)
            filled = [*row, *(Draft("") for _ in range(width - len(row)))]
            cells = tuple(
                Cell(clean(draft.text).replace("\t", " "), replace(place, column=number), draft.merged)
                for number, draft in enumerate(filled, column)
            )
            built.append(Row(cells, place, at in (headers or ())))
        self.blocks.append(Table(tuple(built), replace(built[0].place, row=numbers[0] if numbers else None)))
