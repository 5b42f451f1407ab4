"""Workbooks: each sheet a title, the lines around its table as text, the table with its merged ranges; values as they show."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from ententes.importing.tree import Tree

from . import progress
from .limits import MOST_ROWS, checked
from .package import Package, declares
from .refusals import Unreadable
from .writing import Draft, Writer, clean

_READ = (".xml", ".rels", ".bin")
_GENERIC = re.compile(r"(?:feuille?|sheet|tableau|table|page|plan)\s?[0-9]*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-–—•·●◦▪■➢✓]|\d{1,2}\)|[a-z]\))\s+(?=\S)")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
_BARE = re.compile(rb"<(?:\w+:)?c\b(?![^>]*\br=)[^>]*(?<!/)>")
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="()([0-9]{1,7})"')
_MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a sheet that holds something: its number from 1, its cells, how many of them are words of their own."""

    number: int
    cells: list[Draft]
    filled: int

    @property
    def text(self) -> str:
        return next(clean(cell.text) for cell in self.cells if clean(cell.text))


def tree(path: Path, name: str) -> Tree:
    """The tree of a workbook, hidden sheets included. Raises `Unreadable`."""
    _judge(Package(path, name))
    writer = Writer()
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as book:
            kinds = {one.name: one.typ for one in book.sheets_metadata}
            sheets = [one for one in book.sheet_names if kinds.get(one) == python_calamine.SheetTypeEnum.WorkSheet]
            for done, sheet in enumerate(sheets, 1):
                _Sheet(writer, book.get_sheet_by_name(sheet), sheet, name).write()
                progress.tell(done, len(sheets))
    except python_calamine.PasswordError as why:
        raise Unreadable("encrypted", name=name) from why
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError) as why:
        raise Unreadable("damaged", name=name) from why
    return checked(Tree("xlsx", writer.finished(), path.stat().st_size), name)


def _judge(package: Package) -> None:
    """What the reader below would open without looking: every part is inflated and looked at first, and far cells are measured."""
    if any(part.lower().endswith("vbaproject.bin") for part in package.names):
        raise Unreadable("macros", name=package.name)
    for part in sorted(package.names):
        if not part.lower().endswith(_READ):
            continue
        content = package.read(part)
        if not part.endswith(".bin"):
            declares(content, package.name)
        if part == "[Content_Types].xml" and b"macroEnabled" in content:
            raise Unreadable("macros", name=package.name)
        if part.startswith("xl/worksheets/") and _area(content) > _MOST_CELLS:
            raise Unreadable("too_many_rows", name=package.name, line=1, most=MOST_ROWS)


def _area(sheet: bytes) -> int:
    """How many cells a sheet spans from its corner to its farthest cell: one value far away is enough to ask for billions."""
    columns = rows = 1
    patterns = (_CELL, _ROW) if _BARE.search(sheet) else (_CELL,)
    for match in (match for pattern in patterns for match in pattern.finditer(sheet)):
        column = 0
        for letter in match[1]:
            column = column * 26 + letter - 64
        columns, rows = max(columns, column), max(rows, int(match[2]))
    return columns * rows


class _Sheet:
    """One sheet, written from its top: lines, then tables where at least two cells of a row are filled."""

    def __init__(self, writer: Writer, sheet: Any, title: str, name: str) -> None:
        self.writer, self.sheet, self.title, self.name = writer, sheet, title, name

    def write(self) -> None:
        """The title and the blocks of the sheet, unless nothing is in it."""
        self.writer.sheet, self.writer.row = clean(self.title), None
        lines = list(self._lines())
        if not lines:
            return
        first = not self.writer.blocks
        at = 0
        if lines[0].filled < 2 and _words(lines[0].text).startswith(_words(self.title)):
            # Excel cuts the names of sheets at 31 characters: the first line often says the whole of it.
            self.writer.row, at = lines[0].number, 1
            self.writer.heading(lines[0].text, 1)
        elif not _GENERIC.fullmatch(self.title.strip()):
            self.writer.row = 1
            self.writer.heading(self.title, 1)
        while at < len(lines):
            if lines[at].filled < 2:
                self._line(lines, at, opens=first and at == 0)
                at += 1
                continue
            end = self._end(lines, at)
            self._table(lines[at:end])
            at = end
        self.writer.row = None

    def _lines(self) -> Iterator[_Line]:
        rows = self.sheet.to_python(skip_empty_area=False)
        merged = self._merged(len(rows), max((len(row) for row in rows), default=0))
        for number, row in enumerate(rows, 1):
            cells = [Draft(_shown(value)) for value in row]
            for column, draft in enumerate(cells):
                if (number - 1, column) in merged:
                    top, left = merged[number - 1, column]
                    draft.text, draft.merged = _shown(rows[top][left]), True
            filled = sum(bool(clean(draft.text)) and not draft.merged for draft in cells)
            if any(clean(draft.text) for draft in cells):
                yield _Line(number, cells, filled)

    def _merged(self, height: int, width: int) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell merged away, the corner whose words it shows."""
        found: dict[tuple[int, int], tuple[int, int]] = {}
        for (top, left), (bottom, right) in self.sheet.merged_cell_ranges or ():
            if top >= height or left >= width:
                continue
            for row in range(top, min(bottom, height - 1) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    if (row, column) != (top, left):
                        found[row, column] = (top, left)
        return found

    def _line(self, lines: list[_Line], at: int, *, opens: bool) -> None:
        """A row of one cell outside a table: an item, a title, or text."""
        line = lines[at]
        text = line.text
        self.writer.row = line.number
        below = lines[at + 1] if at + 1 < len(lines) else None
        titled = len(text) <= 200 and text[-1] not in ".;:,"
        if match := _BULLET.match(text):
            self.writer.item(text[match.end() :], 0)
        elif opens and titled and len(text) <= 120:
            self.writer.heading(text, 0)
        elif titled and below is not None and below.filled > 1:
            self.writer.heading(text, 2)
        else:
            self.writer.paragraph(text)

    def _end(self, lines: list[_Line], at: int) -> int:
        """Where a table ends: before an empty row that is not inside it, or after too many rows."""
        header = [clean(cell.text) for cell in lines[at].cells]
        end = at + 1
        while end < len(lines):
            gap = lines[end].number - lines[end - 1].number - 1
            again = [clean(cell.text) for cell in lines[end].cells] == header
            if gap > 1 or (gap and (lines[end].filled < 2 or again)):
                break
            end += 1
            if end - at > MOST_ROWS:
                raise Unreadable("too_many_rows", name=self.name, line=self.writer.line + 1, most=MOST_ROWS)
        return end

    def _table(self, lines: list[_Line]) -> None:
        used = [at for line in lines for at, cell in enumerate(line.cells) if clean(cell.text)]
        left, right = min(used), max(used) + 1
        self.writer.table([line.cells[left:right] for line in lines], numbers=[line.number for line in lines], column=left + 1)


def _words(text: str) -> str:
    """The words of a title as the name of a sheet may hold them."""
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", text).casefold().split())


def _shown(value: Any) -> str:
    """A value as it shows: dates as ISO, whole numbers without a decimal, a formula as its last result."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
