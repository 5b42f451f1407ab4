"""The words of an OpenDocument paragraph, and what its styles say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, STYLE = (f"{_SPACE}{name}:1.0}}" for name in ("office", "text", "table", "style"))
_DRAW, _FO = f"{_SPACE}drawing:1.0}}", f"{_SPACE}xsl-fo-compatible:1.0}}"
_BLANKS = re.compile(r"[ \t\r\n]+")
_SKIPPED = {
    *(f"{TEXT}{name}" for name in ("note", "ruby-text", "tracked-changes", "hidden-text", "page-number", "page-count", "script")),
    *(f"{OFFICE}{name}" for name in ("annotation", "annotation-end", "event-listeners")),
}
_TITLES = {"title", "titre", "subtitle", "sous-titre", "titre principal"}


def text_of(paragraph: Any, boxes: list[Any]) -> str:
    """The words of a paragraph, blanks as they show. The content of its text boxes is added to `boxes`."""
    pieces: list[str] = []
    _gather(paragraph, pieces, boxes)
    return "".join(pieces)


def _gather(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    _add(element.text, pieces)
    for child in element:
        tag = child.tag
        if tag == f"{TEXT}s":
            count = child.get(f"{TEXT}c", "1")
            pieces.append(" " * (min(int(count), 100) if count.isdigit() and len(count) < 6 else 1))
        elif tag == f"{TEXT}tab":
            pieces.append("\t")
        elif tag == f"{TEXT}line-break":
            pieces.append("\n")
        elif tag == f"{TEXT}number":
            pieces.append(f"{child.text or ''} ")
        elif tag == f"{_DRAW}text-box":
            boxes.append(child)
        elif tag == f"{_DRAW}frame":
            # A frame holds the same thing several times (an object and its picture); only a text box has words of the document.
            boxes.extend(child.iterchildren(f"{_DRAW}text-box"))
        elif isinstance(tag, str) and tag not in _SKIPPED:
            _gather(child, pieces, boxes)
        _add(child.tail, pieces)


def _add(text: str | None, pieces: list[str]) -> None:
    """Blanks in the file are one space, and none after another: those that count are elements of their own."""
    if not text:
        return
    shown = _BLANKS.sub(" ", text)
    if shown[0] == " " and (not pieces or pieces[-1].endswith((" ", "\n", "\t"))):
        shown = shown[1:]
    if shown:
        pieces.append(shown)


@dataclass(frozen=True, slots=True)
class Style:
    """One style, with what it inherits. `level` is that of a title (0: of the document); `size` in points."""

    level: int | None = None
    bold: bool = False
    size: float = 0
    centred: bool = False


class Styles:
    """The styles of a document, automatic ones first."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._read: dict[tuple[str, str], Style] = {}
        for root in roots:
            for element in root.iter(f"{STYLE}style"):
                self._elements.setdefault((element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", "")), element)

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph."""
        return self._style(("paragraph", paragraph.get(f"{TEXT}style-name", "")), 0)

    def bold(self, paragraph: Any) -> bool:
        """Whether every word of a paragraph is bold, by its style or by those of its spans."""
        return self._bold(paragraph, self.of(paragraph).bold)

    def _bold(self, element: Any, held: bool) -> bool:
        parts = [(element.text, held)]
        for child in element:
            if child.tag == f"{TEXT}span":
                key = "text", child.get(f"{TEXT}style-name", "")
                own = self._weight(key)
                if "".join(child.itertext()).strip():
                    parts.append((None, True) if self._bold(child, held if own is None else own) else ("x", False))
            parts.append((child.tail, held))
        told = [bold for words, bold in parts if words is None or words.strip()]
        return all(bold for words, bold in parts if words is not None and words.strip()) and any(told)

    def _weight(self, key: tuple[str, str]) -> bool | None:
        element = self._elements.get(key)
        properties = None if element is None else next(element.iterchildren(f"{STYLE}text-properties"), None)
        weight = None if properties is None else properties.get(f"{_FO}font-weight")
        return None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600)

    def _style(self, key: tuple[str, str], depth: int) -> Style:
        if key not in self._elements or depth > 20:
            return Style()
        if key not in self._read:
            self._read[key] = self._made(key, depth)
        return self._read[key]

    def _made(self, key: tuple[str, str], depth: int) -> Style:
        element = self._elements[key]
        style = self._style((key[0], element.get(f"{STYLE}parent-style-name", "")), depth + 1)
        names = {key[1].lower(), element.get(f"{STYLE}display-name", "").lower()}
        outline = element.get(f"{STYLE}default-outline-level", "")
        if names & _TITLES:
            style = replace(style, level=0)
        elif outline.isdigit() and 0 < int(outline) < 10:
            style = replace(style, level=int(outline))
        weight = self._weight(key)
        style = style if weight is None else replace(style, bold=weight)
        for properties in element.iterchildren(f"{STYLE}text-properties"):
            size = re.fullmatch(r"([0-9.]{1,6})pt", properties.get(f"{_FO}font-size", ""))
            style = replace(style, size=float(size[1])) if size and size[1].count(".") < 2 and size[1] != "." else style
        for properties in element.iterchildren(f"{STYLE}paragraph-properties"):
            aligned = properties.get(f"{_FO}text-align")
            style = replace(style, centred=aligned == "center") if aligned else style
        return style
