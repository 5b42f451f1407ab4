"""Words of a page put back into lines, and lines back into sentences: which breaks were only the edge of the page, which hyphens too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_HYPHENS = "-\u00ad\u2010\u2011"
_BEFORE = re.compile(r"celles?|celui|ceux|côte|demi|nord|notre|peut|quasi|rendez|saint|sainte|socio|sud|vis")
"""Words that keep their hyphen before another, at the end of a line as elsewhere."""
_OFTEN = re.compile(r"après|avant|contre|est|grand|mi|mini|multi|non|ouest|porte|pré|semi|sous|trente|vice|vingt")
"""Words that do so before a whole word: « sous-comité » and « sous-crire » are told apart by the rest of the document."""
_AFTER = re.compile(
    r"(?:là|ci|il|elle|ils|elles|on|nous|vous|mêmes?)\b(?![-’'])|d['’]œuvre\b|(?:de|du|des|la|le|les|aux?|en|sur)-\w|l['’]\w+-"
)
"""What keeps its hyphen after another word: pronouns, and the insides of names of places."""


_SMALL = re.compile(
    r"(?:à|aux?|avec|dans|de|des|du|en|est|et|la|le|les|ou|par|pour|que|qui|sans|sur|une?|a|and|for|in|of|the|to|with)\b|[cdjlmnst]['’]"
)
"""What a line begins with when the word above is whole."""
_ALWAYS = frozenset(
    {
        f"{word}{ending}"
        for word in ("responsable", "collaborateur", "partenaire", "indicateur", "objectif", "action")
        for ending in ("", "s")
    }
    | {f"{word}{ending}" for word in ("échéance", "remarque", "commentaire", "activité", "municipalité", "moyen") for ending in ("", "s")}
    | {"échéancier", "calendrier", "automne", "printemps", "septembre", "octobre", "novembre", "décembre", "annuellement"}
)
"""Words that every plan has, and that its narrow columns cut."""


@dataclass(slots=True)
class Line:
    """A line of words: its box in points from the top left corner of the page, its letters, the width of its first word."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    first: float
    words: list[dict[str, Any]] = field(default_factory=list)


def lines_of(words: Iterable[dict[str, Any]]) -> list[Line]:
    """Words in lines, from the top; a word belongs to a line when their middles are near."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda one: ((one["top"] + one["bottom"]) / 2, one["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and abs(middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2) < 0.45 * max(word["size"], 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda one: one["x0"])) for row in rows]


def _line(row: list[dict[str, Any]]) -> Line:
    letters = [(len(word["text"]), word) for word in row if any(sign.isalnum() for sign in word["text"])] or [(1, word) for word in row]
    bold = all(_BOLD.search(word["fontname"]) for _, word in letters)
    size = max(letters, key=lambda one: one[0])[1]["size"]
    return Line(
        " ".join(_drawn(word["text"]) for word in row),
        row[0]["x0"],
        max(word["x1"] for word in row),
        min(word["top"] for word in row),
        max(word["bottom"] for word in row),
        round(size * 2) / 2,
        bold,
        row[0]["x1"] - row[0]["x0"],
        row,
    )


def _drawn(text: str) -> str:
    """A soft hyphen that is drawn inside a line is a hyphen: some fonts have one sign for both."""
    return text[:-1].replace("\u00ad", "-") + text[-1:]


def vocabulary(groups: Iterable[Sequence[str]]) -> frozenset[str]:
    """The words of the document that no end of line may have cut, hyphenated ones whole. A group is the lines of a cell, or of a page."""
    found: set[str] = set()
    for group in groups:
        cut = False
        for at, text in enumerate(map(_soft, group)):
            words = re.findall(r"[^\W_]+(?:[-’'][^\W_]+)*", text.lower())
            first, last = int(cut), len(words)
            cut = at + 1 < len(group) and (text.endswith("-") or " " not in text)
            kept = words[first : last - 1 if cut else last]
            found.update(kept)
            found.update(part for word in kept for part in re.split(r"[-’']", word))
    return _ALWAYS | found


def _soft(text: str) -> str:
    for sign in _HYPHENS:
        text = text.replace(sign, "-")
    return text


def wraps(line: Line, following: Line, limit: float) -> bool:
    """Whether a line was broken only because the next word had no room before `limit`."""
    return line.x1 + 0.25 * line.size + following.first > limit - 2


def _torn(line: Line, following: Line, limit: float, known: frozenset[str]) -> bool:
    """Whether a word too long for its column goes on in the next line, cut anywhere: it fills its line alone, to the last letter."""
    if " " in line.text or not line.text[-1].isalpha() or not following.text[0].islower():
        return False
    start = re.split(r"\W", line.text)[-1].lower()
    end = re.split(r"\W", following.text)[0].lower()
    letter = following.first / max(len(following.text.split()[0]), 1)
    unknown = start not in known and end not in known and len(end) < 4 and not _SMALL.match(following.text)
    return start + end in known or (unknown and limit - line.x1 < letter)


def joined(lines: Sequence[Line], limit: float, known: frozenset[str]) -> str:
    """The lines of one cell or one paragraph as they were typed: broken only where there was room to go on."""
    text = ""
    for at, line in enumerate(lines):
        if not at:
            text = line.text
        elif text.endswith(tuple(_HYPHENS)) and text[-2:-1].isalnum():
            text = _mended(text[:-1], line.text, known)
        elif _torn(lines[at - 1], line, limit, known):
            text += line.text
        elif wraps(lines[at - 1], line, limit):
            glued = text[-1:] == "/" and text[-2:-1].isalnum() and line.text[0].islower()
            text += ("" if glued else " ") + line.text
        else:
            text += "\n" + line.text
    return f"{text[:-1]}-" if text.endswith(tuple(_HYPHENS)) else text


def _mended(before: str, after: str, known: frozenset[str]) -> str:
    """Two halves that a line end separates at a hyphen: one word, or two that always have one."""
    left = re.search(r"[^\W_]+$", before)
    right = re.match(r"[^\W_]+", after)
    if not left or not right or not right[0][0].islower():
        return f"{before}-{after}"
    start, end = left[0].lower(), right[0].lower()
    if start + end in known:
        return before + after
    whole = f"{start}-{end}" in known or _BEFORE.fullmatch(start) or _AFTER.match(after)
    apart = (len(start) > 4 or _OFTEN.fullmatch(start)) and len(end) > 3 and end in known and start + end not in known
    return f"{before}-{after}" if whole or apart else before + after
