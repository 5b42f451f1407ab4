"""What Word styles say of a paragraph: the level of a title, the list it belongs to, whether its words stand out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from .docx_xml import W, children, flag, value

_HEADING = re.compile(r"(?:heading|titre|título|überschrift)\s*([1-9])$")
_TITLES = {"title", "titre", "subtitle", "sous-titre", "titre du document", "titre principal"}
_CONTENTS = re.compile(r"(?:toc|tm)\s*(?:[1-9]|heading)$|en-tête de table des matières$|table of figures$|table des illustrations$")


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style, with what it inherits. `level` is that of a title (0: of the document); `contents` for a table of contents.

    `number` and `depth` are its list; `size` in half-points.
    """

    level: int | None = None
    number: str = ""
    depth: int = 0
    bold: bool = False
    size: int = 0
    align: str = ""
    contents: bool = False


class Styles:
    """The styles of a document, by identifier."""

    def __init__(self, root: Any) -> None:
        self._read: dict[str, Style] = {}
        self._elements: dict[str, Any] = {}
        self._default, plain = "", Style()
        if root is not None:
            for element in children(root, "style"):
                identifier = element.get(f"{W}styleId", "")
                self._elements.setdefault(identifier, element)
                if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true", "on"):
                    self._default = identifier
            for element in root.iter(f"{W}docDefaults"):
                for properties in element.iter(f"{W}rPr"):
                    plain = _runs(plain, properties)
        self._plain = plain

    def of(self, identifier: str | None) -> Style:
        """The style of that identifier; the default one where it is None or unknown."""
        return self._style(identifier if identifier in self._elements else self._default, 0)

    def _style(self, identifier: str | None, depth: int) -> Style:
        if identifier is None or identifier not in self._elements or depth > 20:
            return self._plain
        if identifier not in self._read:
            self._read[identifier] = self._made(identifier, depth)
        return self._read[identifier]

    def _made(self, identifier: str, depth: int) -> Style:
        element = self._elements[identifier]
        style = self._style(value(element, "basedOn"), depth + 1)
        name = " ".join((value(element, "name") or identifier).lower().split())
        if match := _HEADING.match(name) or _HEADING.match(identifier.lower()):
            style = replace(style, level=int(match[1]))
        elif name in _TITLES:
            style = replace(style, level=0)
        elif _CONTENTS.match(name):
            style = replace(style, contents=True)
        if (properties := next(children(element, "pPr"), None)) is not None:
            style = _paragraphs(style, properties, named=name in _TITLES or bool(_HEADING.match(name)))
        if (properties := next(children(element, "rPr"), None)) is not None:
            style = _runs(style, properties)
        return style

    def weight(self, paragraph: Any, style: Style) -> tuple[bool, int]:
        """Whether every word of a paragraph is bold, and its smallest size in half-points."""
        bold, sizes = True, []
        for run in paragraph.iter(f"{W}r"):
            words = "".join(one.text or "" for one in run.iterchildren(f"{W}t"))
            if not words.strip():
                continue
            properties = next(children(run, "rPr"), None)
            read = style
            if properties is not None:
                named = value(properties, "rStyle")
                if named in self._elements:
                    own = next(children(self._elements[named], "rPr"), None)
                    read = _runs(read, own) if own is not None else read
                read = _runs(read, properties)
            bold = bold and read.bold
            sizes.append(read.size)
        return bold and bool(sizes), min(sizes, default=0)


def _paragraphs(style: Style, properties: Any, *, named: bool) -> Style:
    outline = value(properties, "outlineLvl")
    if outline is not None and outline.isdigit() and not named:
        style = replace(style, level=int(outline) + 1 if int(outline) < 9 else None)
    if (numbers := next(children(properties, "numPr"), None)) is not None:
        depth = value(numbers, "ilvl") or ""
        style = replace(style, number=value(numbers, "numId") or style.number, depth=int(depth) if depth.isdigit() else 0)
    return replace(style, align=value(properties, "jc") or style.align)


def _runs(style: Style, properties: Any) -> Style:
    bold, size = flag(properties, "b"), value(properties, "sz") or ""
    return replace(style, bold=style.bold if bold is None else bold, size=int(size) if size.isdigit() else style.size)
