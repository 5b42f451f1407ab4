"""Word documents, read from their parts: titles by style, lists by numbering, tables with their merged cells, revisions as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ententes.importing.tree import Tree

from . import progress
from .docx_styles import Style, Styles
from .docx_text import text_of
from .docx_xml import W, children, flag, value
from .limits import checked
from .numbering import Numbering
from .package import Package, rooted
from .refusals import Unreadable
from .writing import Draft, Writer, clean

_CONTAINERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LEFT_OUT = {f"{W}{name}" for name in ("del", "moveFrom")}


def tree(path: Path, name: str) -> Tree:
    """The tree of a Word document. Raises `Unreadable`."""
    package = Package(path, name)
    document = _main_part(package)
    root = _part(package, document)
    body = next(children(root, "body"), None)
    if body is None:
        raise Unreadable("not_docx", name=name)
    related = {kind: part for kind, part in package.relations(document).values() if part in package.names}
    styles = Styles(_part(package, related["styles"]) if "styles" in related else None)
    numbering = Numbering(_part(package, related["numbering"]) if "numbering" in related else None)
    reader = _Reader(styles, numbering)
    reader.walk_all(body)
    return checked(Tree("docx", reader.writer.finished(), path.stat().st_size), name)


def _part(package: Package, part: str) -> Any:
    """The root of a part. The strict flavour of the format differs by the name of its space alone."""
    return rooted(package.read(part).replace(_STRICT, W.strip("{}").encode()), package.name)


def _main_part(package: Package) -> str:
    """The part that holds the text. A workbook, a presentation, another zip or a document with macros is refused."""
    if "[Content_Types].xml" not in package.names:
        raise Unreadable("not_docx", name=package.name)
    types = package.xml("[Content_Types].xml")
    kinds = {one.get("PartName", ""): one.get("ContentType", "") for one in types if isinstance(one.tag, str)}
    if any("macroEnabled" in kind for kind in kinds.values()) or any(part.endswith("vbaProject.bin") for part in package.names):
        raise Unreadable("macros", name=package.name)
    main = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "word/document.xml")
    kind = kinds.get(f"/{main}", "wordprocessingml")
    if main not in package.names or "wordprocessingml" not in kind:
        raise Unreadable("not_docx", name=package.name)
    return main


class _Reader:
    """Walks the body once, in reading order."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles, self.numbering = styles, numbering
        self.writer = Writer()
        self.carried = ""

    def walk_all(self, body: Any) -> None:
        """The whole body, told as it goes."""
        total = len(body)
        for done, element in enumerate(body):
            self.walk(element)
            if done % 50 == 49:
                progress.tell(done + 1, total)
        if self.carried:
            self.writer.paragraph(self.carried)

    def walk(self, element: Any) -> None:
        """One block, or the blocks inside a container."""
        tag = element.tag
        if tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}tbl":
            self._table(element)
        elif tag in _CONTAINERS:
            for one in element:
                self.walk(one)

    def _paragraph(self, element: Any) -> None:
        properties = next(children(element, "pPr"), None)
        style = self.styles.of(value(properties, "pStyle"))
        boxes: list[Any] = []
        text = self.carried + text_of(element, boxes, self.styles)
        mark = next(children(properties, "rPr"), None) if properties is not None else None
        # A paragraph whose mark was deleted goes on in the next one.
        self.carried = text if mark is not None and next(children(mark, "del"), None) is not None else ""
        if not self.carried and not style.contents:
            self._written(element, properties, style, text)
        for box in boxes:
            for one in box:
                self.walk(one)

    def _written(self, element: Any, properties: Any, style: Style, text: str) -> None:
        level = style.level
        outline = value(properties, "outlineLvl")
        if level is None and outline is not None and outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        number, depth = self._numbered(properties, style)
        if not clean(text):
            return
        if level is not None:
            self.writer.heading(f"{number.label} {text}" if number and number.label else text, level)
        elif number and not self._entitled(number.label, element, style):
            self.writer.item(text, depth)
        else:
            self._plain(element, properties, style, clean(f"{number.label} {text}" if number else text))

    def _entitled(self, label: str, element: Any, style: Style) -> bool:
        """Whether a numbered paragraph is a title in disguise: its number is made of words (« Objectif 1 – »), or all of it is bold."""
        return len(re.findall(r"[^\W\d_]", label)) > 3 or (bool(label) and self.styles.weight(element, style)[0])

    def _numbered(self, properties: Any, style: Style) -> tuple[Any, int]:
        held = next(children(properties, "numPr"), None) if properties is not None else None
        identifier, depth = style.number, style.depth
        if held is not None:
            identifier = value(held, "numId") or identifier
            depth = int(value(held, "ilvl") or depth or 0) if (value(held, "ilvl") or "0").isdigit() else 0
        if not identifier or identifier == "0":
            return None, 0
        return self.numbering.next(identifier, depth), depth

    def _plain(self, element: Any, properties: Any, style: Style, text: str) -> None:
        bold, size = self.styles.weight(element, style)
        if bold:
            self.writer.standing_out(text, size, centred=(value(properties, "jc") or style.align) == "center")
        else:
            self.writer.paragraph(text)

    def _table(self, table: Any) -> None:
        if self.carried:
            self.writer.paragraph(self.carried)
            self.carried = ""
        if _is_a_frame(table):
            for row in _inside(table, "tr"):
                for cell in _inside(row, "tc"):
                    for element in _blocks(cell):
                        self.walk(element)
            return
        rows: list[list[Draft]] = []
        headers: set[int] = set()
        for row in _inside(table, "tr"):
            properties = next(children(row, "trPr"), None)
            if properties is not None and next(children(properties, "del"), None) is not None:
                continue
            if properties is not None and flag(properties, "tblHeader"):
                headers.add(len(rows))
            rows.append(self._row(row, properties, rows[-1] if rows else []))
        self.writer.table(rows, headers)

    def _row(self, row: Any, properties: Any, above: list[Draft]) -> list[Draft]:
        drafts = [Draft("") for _ in range(_count(value(properties, "gridBefore"), 0))]
        for cell in _inside(row, "tc"):
            held = next(children(cell, "tcPr"), None)
            span = _count(value(held, "gridSpan"), 1) or 1
            down = next(children(held, "vMerge"), None) if held is not None else None
            goes_on = down is not None and down.get(f"{W}val", "continue") == "continue" and len(drafts) < len(above)
            across = value(held, "hMerge") == "continue" and drafts
            if goes_on:
                drafts.extend(Draft(above[len(drafts)].text, True) for _ in range(span) if len(drafts) < len(above))
                continue
            text = drafts[-1].text if across else "\n".join(self._cell(cell))
            drafts.append(Draft(text, bool(across)))
            drafts.extend(Draft(text, True) for _ in range(span - 1))
        return drafts

    def _cell(self, cell: Any) -> list[str]:
        """The lines of a cell. A number that Word counts is written only where it is all that the cell holds."""
        lines: list[str] = []
        label = ""
        for element in _blocks(cell):
            if element.tag == f"{W}tbl":
                for row in _inside(element, "tr"):
                    words = (" ".join(self._cell(inner)) for inner in _inside(row, "tc"))
                    lines.append("\t".join(word for word in words if word.strip()))
                continue
            properties = next(children(element, "pPr"), None)
            boxes: list[Any] = []
            lines.append(text_of(element, boxes, self.styles))
            number, _ = self._numbered(properties, self.styles.of(value(properties, "pStyle")))
            label = label or (number.label if number else "")
            lines.extend(line for box in boxes for line in self._cell(box))
        kept = [line for line in lines if clean(line)]
        return kept or ([label] if label else [])


def _is_a_frame(table: Any) -> bool:
    """Whether a table only frames others: one cell a row, and tables inside."""
    rows = [list(_inside(row, "tc")) for row in _inside(table, "tr")]
    return all(len(cells) == 1 for cells in rows) and any(one.tag == f"{W}tbl" for cells in rows for cell in cells for one in _blocks(cell))


def _blocks(cell: Any) -> Iterator[Any]:
    """The paragraphs and tables of a cell, those inside content controls too."""
    for element in cell:
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag in _CONTAINERS:
            yield from _blocks(element)


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those inside content controls too."""
    wanted = f"{W}{name}"
    for element in parent:
        if element.tag == wanted:
            yield element
        elif element.tag in _CONTAINERS:
            yield from _inside(element, name)


def _count(written: str | None, otherwise: int) -> int:
    return min(int(written), 200) if written and written.isdigit() else otherwise
