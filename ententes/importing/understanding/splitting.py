"""Two actions in one cell: the places where a second action begins without a row of its own."""

from __future__ import annotations

import re

from ententes.ground.french import even, tidy

from .titles import flat
from .verbs import is_imperative, is_infinitive, opening_verb

_LONGEST = 8_000
_BULLET = re.compile(r"^\s*(?:[-–—•·●○▪■➢➤►*✓❖]|[0-9]{1,2}[.)]|[a-z][.)])\s+")
_INSIDE = re.compile(r"(?:(?<=[\w)»%])|(?<=[.;])) (?P<verb>[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿœ]{2,})(?=[ '’])")
# What an infinitive governs: an article, a number, a preposition, a pronoun.
_OBJECT = re.compile(
    r"(?: (?:l|d|s|n)'|'| )(?:le|la|les|l'|un|une|des|du|de|d'|au|aux|a|en|et|sur|avec|pour|dans|par|ce|ces|cette|son|sa|ses|leurs?"
    r"|tout|toute|toutes|tous|plusieurs"
    r"|au moins|minimalement|annuellement|conjointement|[0-9]+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|the|a|an|at"
    r"|with|two|three|four|five)(?=\W|$)"
)
# After these, a capitalised infinitive is a name: « le programme Développer le Nord ».
_NAMED = re.compile(
    r"\b(?:programmes?|projets?|campagnes?|initiatives?|tables?|comites?|reseaux?|organismes?|associations?|groupes?|concours"
    r"|evenements?|formations?|strategies?"
    r"|plans?|politiques?|fonds|mesures?|volets?|intitulee?s?|dit|dite|titre|nom|centre|maison|theme|slogan|guide|colloque|forum"
    r"|atelier|coop|program|project)$"
)


def actions_in(text: str) -> list[str]:
    """The actions that one cell holds, each in its own words; one for most cells.

    A second action is a line, a bullet, a sentence or the middle of the text that opens with a capitalised infinitive (an imperative in
    English), when the first opens with one too. Steps announced by « : » stay with their action.
    """
    lines = [line for line in (flat(line) for line in re.split(r"[\n\r\v]+", tidy(text))) if line]
    if not lines:
        return []
    grouped = _grouped(lines)
    if len(grouped) > 1:
        return grouped
    whole = " ".join(lines)
    if len(whole) > _LONGEST:
        return [whole]
    if re.match(r"(?:1[.)]|a\))\s", whole):
        # « 1) Organiser un forum 2) Diffuser les actes » on one line.
        parts = [part for part in re.split(r"(?:^|(?<=[\s;.]))(?:[0-9]|[a-e])[.)]\s+(?=[A-ZÀ-Þ])", whole) if part.strip()]
        if len(parts) > 1 and all(opening_verb(part) for part in parts):
            return [part.strip(" ;") for part in parts]
    return _inside(whole) if opening_verb(whole) else [whole]


def _grouped(lines: list[str]) -> list[str]:
    """Lines or bullets that each open with a verb, with the lines that only go on put back; one text when they are not actions."""
    bare = [_BULLET.sub("", line) for line in lines]
    bulleted = [bool(_BULLET.match(line)) for line in lines]
    starts = [bool(opening_verb(text)) and (marked or text[:1].isupper()) for text, marked in zip(bare, bulleted, strict=True)]
    if sum(starts) < 2 or not starts[0]:
        return [" ".join(lines)]
    if lines[0].endswith(":") or (any(bulleted) and not bulleted[0]):
        return [" ".join(lines)]
    if any(marked and not start for marked, start in zip(bulleted, starts, strict=True)):
        return [" ".join(lines)]
    groups: list[str] = []
    for text, start in zip(bare, starts, strict=True):
        joined = groups and (not start or re.search(r"\b(?:de|d'|a|et|le|la|les|des|du|pour|en)$", even(groups[-1])))
        if joined:
            groups[-1] = f"{groups[-1]} {text}"
        else:
            groups.append(text)
    return groups


def _inside(text: str) -> list[str]:
    plain = even(text)
    cuts = [0]
    for found in _INSIDE.finditer(text):
        at = found.start("verb")
        verb = plain[at : found.end("verb")]
        before = plain[:at].rstrip()
        if not (is_infinitive(verb) or is_imperative(verb)) or not _OBJECT.match(plain, found.end("verb")):
            continue
        if not re.search(r"[a-z]{3}", plain[cuts[-1] : at]):
            continue  # « 1.1.2 Élaborer une politique »: only a number stands before
        ended = before.endswith((".", ";"))
        last = re.search(r"[\w'-]+\W*$", text[:at].rstrip())
        lower = last is not None and (last[0][:1].islower() or last[0][:1].isdigit() or not last[0][-1].isalnum())
        if is_imperative(verb) and not is_infinitive(verb) and not ended:
            continue
        if text[cuts[-1] : at].count("«") > text[cuts[-1] : at].count("»") or before.count("(") > before.count(")"):
            continue
        counted = re.match(r" (?:[0-9]+|un|une|des|deux|trois|quatre|cinq|six|au moins)(?=\W)", plain[found.end("verb") :])
        if ended or ((lower or counted) and not _NAMED.search(re.sub(r" [\w'-]+$", "", before) if not lower else before)):
            cuts.append(at)
    return [text[start:end].strip(" ;") for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
