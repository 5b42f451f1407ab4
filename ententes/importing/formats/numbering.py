"""The numbers that Word counts by itself: « Objectif 1 », « 2.3 », « c) » are nowhere in the text of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .docx_xml import W, children, value

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"))
_ROMAN_UNITS = ((5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Number:
    """The number of one paragraph. `label` is what Word shows before its words, empty for a bullet."""

    label: str


@dataclass(slots=True)
class _Level:
    format: str = "bullet"
    shown: str = ""
    start: int = 1


class Numbering:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Any) -> None:
        self._levels: dict[str, list[_Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        if root is None:
            return
        for element in children(root, "abstractNum"):
            levels = [_Level() for _ in range(9)]
            for level in children(element, "lvl"):
                at = level.get(f"{W}ilvl", "0")
                if at.isdigit() and int(at) < 9:
                    start = value(level, "start") or "1"
                    levels[int(at)] = _Level(
                        value(level, "numFmt") or "decimal", value(level, "lvlText") or "", int(start) if start.isdigit() else 1
                    )
            self._levels[element.get(f"{W}abstractNumId", "")] = levels
        for element in children(root, "num"):
            self._abstract[element.get(f"{W}numId", "")] = value(element, "abstractNumId") or ""

    def next(self, identifier: str, depth: int) -> Number:
        """The number of the next paragraph of a list, at that depth."""
        abstract = self._abstract.get(identifier, "")
        levels = self._levels.get(abstract)
        if levels is None or not 0 <= depth < 9:
            return Number("")
        counts = self._counts.setdefault(abstract, [0] * 9)
        counts[depth] = counts[depth] + 1 if counts[depth] else max(levels[depth].start, 1)
        counts[depth + 1 :] = [0] * (8 - depth)
        level = levels[depth]
        if level.format in ("bullet", "none") or "%" not in level.shown:
            return Number("" if level.format in ("bullet", "none") else level.shown.strip())

        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            return _written(counts[at] or max(levels[at].start, 1), levels[at].format)

        return Number(re.sub(r"%([1-9])", counted, level.shown).strip())


def _written(number: int, format: str) -> str:
    if format in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 10 + 1)
        return letter.upper() if format == "upperLetter" else letter
    if format in ("lowerRoman", "upperRoman") and number < 4000:
        written = ""
        for worth, sign in (*_ROMAN, *_ROMAN_UNITS):
            while number >= worth:
                written, number = written + sign, number - worth
        return written if format == "upperRoman" else written.lower()
    return f"{number:02d}" if format == "decimalZero" else str(number)
