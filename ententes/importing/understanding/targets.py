"""Counted targets: « Réaliser 5 rencontres du comité », « au moins deux ateliers par année »."""

from __future__ import annotations

import re

from ententes.ground.french import NUMBERS, even, number, tidy
from ententes.importing.reading import TargetRead

_ENGLISH = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "twenty": 20,
}
_WORDS = sorted((word for word, value in (NUMBERS | _ENGLISH).items() if value > 1), key=len, reverse=True)
_LONGEST = 4_000
_NUMBER = re.compile(
    r"(?<![\w.,/%$-])(?P<n>[0-9]{1,3}(?:[ ,][0-9]{3})+(?![0-9])|[0-9]{1,6}|"
    + "|".join(map(re.escape, _WORDS))
    + r")(?P<to>\+| ?\([0-9]{1,3}\)| ?(?:a|ou|-|to) ?[0-9]+)?"
    r"(?: (?:nouveaux|nouvelles|nouveau|nouvelle|autres?|grandes?|grands?|petites?|petits?|new|different|differents"
    r"|differentes))? (?P<what>[a-z][\w'’-]*)"
)
# A number after these counts nothing to reach: it points (« les cinq territoires », « article 10 », « phase 2 », « année 3 »).
_POINTING = re.compile(
    r"\b(?:les|des|ces|ses|nos|vos|leurs|aux|article|articles|art\.?|no|n°|phase|annee|an|objectif|axe|niveau|etape|volet|version|page"
    r"|annexe|section|the|these|those"
    r"|year|clause|stage|bill|loi|horizon|en|depuis|in|entre|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre"
    r"|novembre|decembre|chapitre|figure|tableau"
    r"|de [0-9]+ a|[0-9]+ a|[0-9]+ et)$"
)


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_COUNTED = _words(
    "ans an annees annee mois semaines semaine jours jour heures heure minutes minute h km m kg pour % $ years "
    "year months weeks days hours hour month week day k millions million milliards trimestre trimestres janvier "
    "fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january february march april may "
    "june july august september october november december fois times per par a et ou to and or and de du des sur "
    "on dollars e er eme th st nd rd premiers premieres derniers dernieres prochains prochaines first last next m2 "
    "fps "
)
_STOP = re.compile(
    r"[.,;:()\[\]«»\n]|\s[-–—/]\s|\s(?:issue?s?|qui|que|dont|afin|pour|dans|sur|avec|visant|d'ici|en|par|annuel\w*|chaque|a|au|aux|et"
    r"|ou|ainsi|lors|selon|aupres|to|for|in|by"
    r"|with|per|each|every|that|which|and|or|at|on|a year|annually|yearly|across|durant|pendant|portant|permettant|entre|sont|est"
    r"|seront|ont|minimum|maximum)(?=\W|$)"
)
_YEARLY = re.compile(
    r"\bannuel(?:le)?(?:s|ment)?\b|\bpar (?:an|annee)\b|\bchaque (?:annee|hiver|printemps|ete|automne)\b"
    r"|\ba chaque annee\b|/ ?an(?:nee)?\b|\bpar exercice\b|\bl'an\b"
    r"|\btous les ans\b"
    r"|\bevery (?:winter|spring|summer|fall|autumn)\b|\bper (?:year|annum)\b|\b(?:each|every|a) year\b"
    r"|\bannual(?:ly)?\b|\byearly\b|/ ?(?:yr|year)\b"
)
_ONCE = re.compile(
    r"\bau total\b|\ben tout\b|\bd'ici\b|\bpour la duree\b|\bune (?:seule )?fois\b|\bd'ici la fin\b|\bin total\b|\boverall\b"
    r"|\bby (?:the end|20[0-9]{2})|\bover the (?:term|life)"
)

# « deux fois l'an »: what is counted is how often.
_TIMES = re.compile(r",? (?:par an(?:nee)?|l'an|chaque annee|annuellement|(?:a|per|each|every) year)\b")


def targets_in(text: str) -> list[TargetRead]:
    """The counted targets of a text, in order. Years, money, percentages, durations and numbers that point are not counted."""
    text = tidy(text[:_LONGEST])
    plain = even(text)
    found: list[TargetRead] = []
    end = 0
    for match in _NUMBER.finditer(plain):
        if match.start() < end or not _counts(plain, match):
            continue
        value = number(match["n"].replace(",", "")) or _ENGLISH.get(match["n"])
        if not value:
            continue
        start = match.end("to") if match["to"] else match.end("n")
        stop = _STOP.search(plain, match.end("what"))
        end = match.end("what") if match["what"] in ("fois", "times") else stop.start() if stop else len(plain)
        what = text[start:end].strip(" -–\N{NO-BREAK SPACE}")
        if len(what.split()) > 7:
            what = " ".join(what.split()[:7])
        clause = plain[match.start() : _clause_end(plain, end)]
        per = "year" if _YEARLY.search(clause) else "once" if _ONCE.search(clause) else "unstated"
        found.append(TargetRead(value, what, per, text[match.start() : end].strip()))
    return found


def _counts(plain: str, match: re.Match[str]) -> bool:
    if match["what"] in ("fois", "times"):
        return _TIMES.match(plain, match.end("what")) is not None
    if match["what"] in _NOT_COUNTED or match["what"].strip("'") in _NOT_COUNTED or len(match["what"]) < 3:
        return False
    digits = re.sub(r"[ ,]", "", match["n"])
    if digits.isdigit() and re.fullmatch(r"(?:19|20)[0-9]{2}", digits):
        return False
    before = plain[: match.start()].rstrip(" (")
    return not _POINTING.search(before[-24:])


def _clause_end(plain: str, at: int) -> int:
    """Where the clause of a target ends: the next target or full stop."""
    stop = re.search(r"[.;\n]", plain[at:])
    after = plain[at : at + stop.start()] if stop else plain[at:]
    other = _NUMBER.search(after)
    return at + (other.start() if other else len(after))
