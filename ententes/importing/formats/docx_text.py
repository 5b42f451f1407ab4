"""The words of a Word paragraph: runs, breaks and links as they show, without what was deleted, hidden or repeated for old readers."""

from __future__ import annotations

import re
from typing import Any

from .docx_styles import Styles
from .docx_xml import W, children, flag

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED = {
    f"{W}{name}"
    for name in (
        *("pPr", "rPr", "del", "moveFrom", "delText", "instrText", "delInstrText", "footnoteReference", "endnoteReference", "rt"),
        *("annotationRef", "footnoteRef", "endnoteRef", "sdtPr", "sdtEndPr", "softHyphen", "pgNum"),
    )
}

_SIGNS = {0xFC: "✓", 0xFE: "☑", 0x52: "☑", 0x54: "☒", 0xFD: "☒", 0xFB: "✗", 0xA8: "☐", 0x6F: "☐", 0xA3: "☐", 0xE0: "→", 0xF0: "→"}
"""What the fonts of signs draw where others have letters: the ticks of a schedule, the boxes of a form."""
_SIGN_FONTS = ("wingdings", "symbol", "webdings")


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
            words = (child.text or "").replace("\r", " ").replace("\n", " ")
            pieces.append("".join(map(_sign, map(ord, words))) if _in_signs(element) else words)
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
        elif tag == f"{W}sym":
            pieces.append(_sign(int(child.get(f"{W}char", ""), 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", child.get(f"{W}char", "")) else "")
        elif tag == f"{W}checkBox":
            on = flag(child, "checked") if next(children(child, "checked"), None) is not None else flag(child, "default")
            pieces.append("☒ " if on else "☐ ")
        elif tag == f"{W}txbxContent":
            boxes.append(child)
        elif tag == f"{_MC}AlternateContent":
            choice = next(child.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), None)
            if choice is not None:
                _gather(choice, pieces, boxes, styles)
        elif isinstance(tag, str):
            _gather(child, pieces, boxes, styles)


def _in_signs(run: Any) -> bool:
    """Whether a run is written in a font of signs."""
    properties = next(children(run, "rPr"), None)
    fonts = next(children(properties, "rFonts"), None) if properties is not None else None
    return fonts is not None and (fonts.get(f"{W}ascii") or "").lower().startswith(_SIGN_FONTS)


def _sign(code: int) -> str:
    """The sign that a font of signs draws for a code, which Word also writes in the private area (F0FC for FC); a dot where unknown."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if low <= 0x20:
        return " "
    return _SIGNS.get(low, "•" if low < 0x100 else chr(code))


def _hidden(run: Any, styles: Styles) -> bool:
    properties = next(children(run, "rPr"), None)
    return properties is not None and bool(flag(properties, "vanish"))
