"""The articles of the agreement that the document cites, with their words where it gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ententes.ground.french import even
from ententes.importing.reading import ClauseRead

from .outline import Line

_CITED = re.compile(
    r"\b(?:articles?|clauses?|sections?(?= [0-9.]+ of (?:the|this) agreement))\s+(?P<numbers>[0-9]{1,3}(?:\.[0-9]{1,3})*(?:(?:\s*,\s*"
    r"|\s+(?:et|a|and|to"
    r"|ou)\s+)[0-9]{1,3}(?:\.[0-9]{1,3})*)*)"
)
# An article of something else than the agreement.
_ELSEWHERE = re.compile(
    r"\s*(?:\([^)]*\)\s*)?(?:de la|du|des|of the|of) (?:loi|code|reglement|charte|politique|act\b|[\w' ]{0,40}\bact\b"
    r"|convention collective|constitution|decret)"
)
_HEADED = re.compile(r"^\s*(?:article|clause)\s+(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})*)\b[\s.:–-]*")


def read_clauses(lines: Sequence[Line]) -> list[ClauseRead]:
    """One clause per number, in the order of the document; `words` is the text under its own title, empty when it is only cited."""
    found: dict[str, ClauseRead] = {}
    for at, line in enumerate(lines):
        headed = _HEADED.match(even(line.text)) if line.kind == "title" else None
        if headed:
            under = [line.text[headed.end() :].strip()]
            for after in lines[at + 1 :]:
                if after.kind in ("title", "table"):
                    break
                under.append(after.text)
            words = "\n".join(text for text in under if text)
            clause = found.setdefault(headed["number"], ClauseRead("", headed["number"], "", line.place))
            clause.words = clause.words or words
            continue
        for cited in _CITED.finditer(even(line.text)):
            if _ELSEWHERE.match(even(line.text), cited.end()):
                continue
            for number in re.findall(r"[0-9]+(?:\.[0-9]+)*", cited["numbers"]):
                found.setdefault(number, ClauseRead("", number, "", line.place))
    clauses = list(found.values())
    for place, clause in enumerate(clauses, 1):
        clause.key = f"clause-{place}"
    return clauses
