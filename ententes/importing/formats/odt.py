"""OpenDocument texts: outline levels, lists, tables with spans, repeated rows counted before they are written, revisions as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ententes.importing.tree import Tree

from . import progress
from .limits import MOST_ROWS, checked
from .odt_text import OFFICE, TABLE, TEXT, Styles, text_of
from .package import Package
from .refusals import Unreadable
from .writing import Draft, Writer, clean

_CONTAINERS = {f"{TEXT}section", f"{TEXT}numbered-paragraph"}
_GROUPS = {f"{TABLE}table-rows", f"{TABLE}table-row-group"}
_MOST_COLUMNS = 200


def tree(path: Path, name: str) -> Tree:
    """The tree of an OpenDocument text. Raises `Unreadable`."""
    package = Package(path, name)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Unreadable("encrypted", name=name)
    if "content.xml" not in package.names:
        raise Unreadable("not_odt", name=name)
    root = package.xml("content.xml")
    body = next(root.iter(f"{OFFICE}text"), None)
    if body is None:
        raise Unreadable("not_odt", name=name)
    styles = Styles([root, *([package.xml("styles.xml")] if "styles.xml" in package.names else [])])
    reader = _Reader(styles, name)
    total = len(body)
    for done, element in enumerate(body):
        reader.walk(element)
        if done % 50 == 49:
            progress.tell(done + 1, total)
    return checked(Tree("odt", reader.writer.finished(), path.stat().st_size), name)


class _Reader:
    """Walks the body once, in reading order."""

    def __init__(self, styles: Styles, name: str) -> None:
        self.styles, self.name = styles, name
        self.writer = Writer()

    def walk(self, element: Any) -> None:
        """One block, or those inside a section. Tables of contents repeat titles, revisions hold what was deleted: both left out."""
        tag = element.tag
        if tag in (f"{TEXT}p", f"{TEXT}h"):
            self._paragraph(element)
        elif tag == f"{TEXT}list":
            self._list(element, 0)
        elif tag == f"{TABLE}table":
            self._table(element)
        elif tag in _CONTAINERS:
            for one in element:
                self.walk(one)

    def _paragraph(self, element: Any) -> None:
        boxes: list[Any] = []
        text = text_of(element, boxes)
        style = self.styles.of(element)
        outline = element.get(f"{TEXT}outline-level", "")
        if element.tag == f"{TEXT}h":
            level = int(outline) if outline.isdigit() else style.level
            self.writer.heading(text, 1 if level is None else level)
        elif style.level is not None:
            self.writer.heading(text, style.level)
        elif self.styles.bold(element):
            self.writer.standing_out(text, style.size, centred=style.centred)
        else:
            self.writer.paragraph(text)
        for box in boxes:
            for one in box:
                self.walk(one)

    def _list(self, element: Any, level: int) -> None:
        for item in element.iterchildren(f"{TEXT}list-item", f"{TEXT}list-header"):
            words: list[str] = []
            for one in item:
                if one.tag == f"{TEXT}p" and self.styles.of(one).level is None:
                    boxes: list[Any] = []
                    words.append(text_of(one, boxes))
                    continue
                if words:
                    self.writer.item("\n".join(words), level)
                    words = []
                if one.tag == f"{TEXT}list":
                    self._list(one, level + 1)
                else:
                    self.walk(one)
            if words:
                self.writer.item("\n".join(words), level)

    def _table(self, table: Any) -> None:
        rows: list[list[Draft]] = []
        headers: set[int] = set()
        covered: dict[tuple[int, int], str] = {}
        for row, header in _rows(table, False):
            drafts = self._row(row, len(rows), covered)
            times = _count(row.get(f"{TABLE}number-rows-repeated"), 1)
            if times > 1 and not any(draft.text for draft in drafts):
                times = 1
            if len(rows) + times > MOST_ROWS:
                raise Unreadable("too_many_rows", name=self.name, line=self.writer.line + 1, most=MOST_ROWS)
            if header:
                headers.update(range(len(rows), len(rows) + times))
            rows.extend(list(drafts) for _ in range(times))
        while rows and not any(draft.text for draft in rows[-1]):
            rows.pop()
        self.writer.table(rows, headers)

    def _row(self, row: Any, at: int, covered: dict[tuple[int, int], str]) -> list[Draft]:
        drafts: list[Draft] = []
        for cell in row.iterchildren(f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            times = min(_count(cell.get(f"{TABLE}number-columns-repeated"), 1), _MOST_COLUMNS - len(drafts))
            if cell.tag == f"{TABLE}covered-table-cell":
                drafts.extend(
                    Draft(covered.get((at, column), ""), (at, column) in covered) for column in range(len(drafts), len(drafts) + times)
                )
                continue
            text = "\n".join(line for line in self._cell(cell) if clean(line))
            down = min(_count(cell.get(f"{TABLE}number-rows-spanned"), 1), MOST_ROWS)
            across = min(_count(cell.get(f"{TABLE}number-columns-spanned"), 1), _MOST_COLUMNS)
            if down * across > 1:
                places = [(at + below, len(drafts) + beside) for below in range(down) for beside in range(across)]
                covered.update(dict.fromkeys(places, text))
            drafts.extend(Draft(text) for _ in range(times))
        while len(drafts) > 1 and not drafts[-1].text and not drafts[-1].merged and len(drafts) == _MOST_COLUMNS:
            drafts.pop()
        return drafts

    def _cell(self, cell: Any) -> Iterator[str]:
        """The lines of a cell, those of lists and of tables inside it too."""
        for element in cell:
            if element.tag in (f"{TEXT}p", f"{TEXT}h"):
                boxes: list[Any] = []
                yield text_of(element, boxes)
                for box in boxes:
                    yield from self._cell(box)
            elif element.tag == f"{TABLE}table":
                for row, _ in _rows(element, False):
                    cells = (" ".join(self._cell(one)) for one in row.iterchildren(f"{TABLE}table-cell"))
                    yield " ".join(words for words in cells if words.strip())
            elif element.tag in (f"{TEXT}list", f"{TEXT}list-item", f"{TEXT}list-header", *_CONTAINERS):
                yield from self._cell(element)


def _rows(table: Any, header: bool) -> Iterator[tuple[Any, bool]]:
    for element in table:
        if element.tag == f"{TABLE}table-row":
            yield element, header
        elif element.tag == f"{TABLE}table-header-rows":
            yield from _rows(element, True)
        elif element.tag in _GROUPS:
            yield from _rows(element, header)


def _count(written: str | None, otherwise: int) -> int:
    return max(int(written), 1) if written and written.isdigit() and len(written) < 10 else otherwise
