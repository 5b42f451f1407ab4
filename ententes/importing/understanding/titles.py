"""What makes a title, which number an objective bears, and where the sentences of a paragraph end."""

from __future__ import annotations

import re

from ententes.ground.french import even

#: « Objectif 1 – … », « Axe 2 : … », « Orientation stratégique no 3 … », « Goal 4. … »
_OBJECTIVE = re.compile(
    r"^\s*(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<word>objectif|champ d'(?:action|intervention)|axe"
    r"|orientation|volet|priorite|enjeu|but|chantier|theme|thematique|goal"
    r"|objective|pillar|priority"
    r"|strategic (?:direction|priority|objective|goal)|focus area|strategy)"
    r"(?: (?:specifique|general|strategique|prioritaire|d'intervention|d'action|de developpement))?"
    r"\s*(?:n[o°º]\.?|#)?\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}\b|[a-h]\b(?!'))(?![0-9])\s*[-.:)]*\s*"
)
_NUMBERED = re.compile(r"^\s*(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})*|[ivx]{1,4}(?=[.)-]))\s*[.)-]*\s+(?=\S)")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def is_objective(text: str) -> bool:
    """Whether a text is headed as an objective, an axis, an orientation with its number."""
    return _OBJECTIVE.match(even(text)) is not None


def is_title(text: str, *, strong: bool = False) -> bool:
    """Whether a paragraph reads as a title: short, opened with a capital or a number, closed by no full stop."""
    if not text or text[-1] in ".;,:!?…" or not any(char.isalpha() for char in text):
        return False
    if len(text) < 250 and is_objective(text):
        return True
    first = text.lstrip("«“\"'([ ")[:1]
    short = len(text) <= (240 if strong else 110) and len(text.split()) <= (40 if strong else 18)
    return short and (first.isupper() or first.isdigit()) and not re.search(r"[.;!?]\s+\S", re.sub(r"\b\w{1,2}\.", "", text))


def objective_number(title: str) -> tuple[int | None, str]:
    """The number of an objective and its title without « Objectif 1 – »; (None, title) for another title."""
    found = _OBJECTIVE.match(even(title))
    if not found:
        return None, title.strip()
    rest = title[found.end() :].strip(" -–—:.\t\N{NO-BREAK SPACE}")
    return _value(found["number"]), rest or title.strip()


def objective_word(title: str) -> str:
    """« Volet » in « Volet 2 – Transport »; an empty string for a title without such a word and its number."""
    found = _OBJECTIVE.match(even(title))
    return title[found.start("word") : found.end("word")].capitalize() if found else ""


def dotted_number(title: str) -> str:
    """« 1.2 » where an objective is numbered inside an axis (« Objectif 1.2 – … »), otherwise an empty string."""
    found = _OBJECTIVE.match(even(title))
    return found["number"] if found and "." in found["number"] else ""


def runs_on(above: str, below: str) -> bool:
    """Whether a title goes on over the next line: it opens with a small word, or the first line is left open by one."""
    if re.match(r"(?:le )?[0-9]{1,2}(?:er)? [a-z]+ (?:19|20)[0-9]{2}$", even(below)):
        return False  # a date under a title
    small = r"(?:dans|de|du|des|d'|en|sur|pour|entre|et|a|au|aux|relative?|portant|in|of|for|on|and|between|the|la|le|les|l')"
    opening = re.match(rf"{small}(?:\b|(?<='))", even(below)) or below[:1].islower()
    return bool(opening or re.search(rf"\b{small}$", even(above)) or above.rstrip().endswith((",", "-", "–", ":")))


def numbered(title: str) -> tuple[int | None, str]:
    """The number that opens a title (« 3. Formation », « IV- Formation »), and the rest of it."""
    found = _NUMBERED.match(even(title))
    if not found:
        return None, title.strip()
    return _value(found["number"]), title[found.end() :].strip(" -–—:.\t") or title.strip()


def _value(written: str) -> int:
    last = written.split(".")[-1]
    return int(last) if last.isdigit() else _ROMAN.get(last) or ord(last[0]) - ord("a") + 1


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph; a full stop after one or two letters (« M. », « p. ») ends none."""
    parts = re.split(r"(?<=[.!?])\s+(?=[\"«(]?\s?[A-ZÀ-ÖØ-Þ0-9])", text)
    whole: list[str] = []
    for part in parts:
        if whole and re.search(r"\b(?:[A-Za-zÀ-ÿ]|[A-Z][A-Za-z]|pp|etc|cf|art|no|env|Inc|Ste)\.$", whole[-1]):
            whole[-1] += " " + part
        else:
            whole.append(part)
    return [part for part in whole if part]


def flat(text: str) -> str:
    """On one line; non-breaking spaces stay what they are."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()
