"""The words of a Word paragraph: runs, breaks and links as they show, without what was deleted, hidden or repeated for old readers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .docx_styles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED = {
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "footnoteReference", "endnoteReference", "rt"),
        *("annotationRef", "footnoteRef", "endnoteRef", "sdtPr", "sdtEndPr", "softHyphen", "sym", "pgNum"),
    )
}


def children(parent: Any, name: str) -> Iterator[Any]:
    """The children of that name, in the namespace of Word."""
    return parent.iterchildren(f"{W}{name}")


def value(parent: Any, name: str) -> str | None:
    """The `w:val` of the child of that name; None where there is none."""
    if parent is None:
        return None
    child = next(parent.iterchildren(f"{W}{name}"), None)
    held: str | None = child.get(f"{W}val") if child is not None else None
    return held


def flag(parent: Any, name: str) -> bool | None:
    """Whether a switch is on; None where nothing is said of it."""
    child = next(parent.iterchildren(f"{W}{name}"), None)
    if child is None:
        return None
    return child.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")


def text_of(paragraph: Any, boxes: list[Any], styles: Styles) -> str:
    """The words of a paragraph. The content of its text boxes is added to `boxes`, once."""
    pieces: list[str] = []
    _gather(paragraph, pieces, boxes, styles)
    return "".join(pieces)


def _gather(element: Any, pieces: list[str], boxes: list[Any], styles: Styles) -> None:
    for child in element:
        tag = child.tag
        if tag in (f"{W}t", f"{_M}t"):
            # A line end inside w:t is only how the file was laid out: Word shows a space.
            pieces.append((child.text or "").replace("\r", " ").replace("\n", " "))
        elif tag == f"{W}r":
            if not _hidden(child, styles):
                _gather(child, pieces, boxes, styles)
        elif tag in _SKIPPED:
            continue
        elif tag == f"{W}br":
            pieces.append("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else " ")
        elif tag == f"{W}cr":
            pieces.append("\n")
        elif tag in (f"{W}tab", f"{W}ptab"):
            pieces.append("\t")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            choice = next(child.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), None)
            if choice is not None:
                _gather(choice, pieces, boxes, styles)
        elif isinstance(tag, str):
            _gather(child, pieces, boxes, styles)


def _hidden(run: Any, styles: Styles) -> bool:
    properties = next(children(run, "rPr"), None)
    return properties is not None and bool(flag(properties, "vanish"))
