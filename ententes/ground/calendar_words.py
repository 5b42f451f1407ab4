"""The words of the calendar, French and English: seasons, months, quarters, years, and the small words that tie them."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import Any

LINK = "link"
AND = "and"
BY = "by"
BEFORE = "before"
AFTER = "after"
WEEK = "week"
BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Atom:
    """One date, month, quarter, half-year, season or year. `year` is None where the words do not say it.

    `paired` means the year was written as two (« 2011-2012 »); `until` is the second of them when they do not follow each other.
    """

    kind: str
    year: int | None = None
    month: int = 0
    day: int = 0
    season: str = ""
    paired: bool = False
    until: int = 0
    part: str = ""

    @property
    def is_year(self) -> bool:
        return self.kind == "year" or (self.kind == "range" and self.year is not None)

    @property
    def rank(self) -> float:
        """Where it stands in a calendar year, to tell which of two comes first."""
        if self.kind == "season":
            return {"winter": 1.0, "spring": 4.0, "summer": 7.0, "autumn": 9.0}[self.season]
        return self.month + self.day / 40

    def replaced(self, **changes: Any) -> Atom:
        return dataclasses.replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Part:
    """« début », « mi- », « fin »."""

    name: str


Word = Atom | Part | str

_MONTHS = (
    r"janv(?:ier)?|jan(?:uary)?",
    r"fevr?(?:ier)?|feb(?:ruary)?",
    r"mars|march|mar",
    r"avr(?:il)?|apr(?:il)?",
    r"mai|may",
    r"juin|june|jun",
    r"juil(?:l(?:et)?)?|july?",
    r"aout|aug(?:ust)?",
    r"sept(?:embre|ember)?|sep",
    r"oct(?:obre|ober)?",
    r"nov(?:embre|ember)?",
    r"dec(?:embre|ember)?",
)
_SEASONS = {
    "winter": r"hiver|winter|hivernale?|hiv\.",
    "spring": r"printemps|spring|printaniere?|print\.",
    "summer": "ete|summer|estivale?",
    "autumn": r"automne|autumn|fall|automnale?|aut\.",
}
_ORDINALS = {
    1: r"1(?:er|re|ere|st)?|premiere?|first|i",
    2: r"2(?:e|eme|nd|d|nde)?|deuxieme|seconde?|second|ii",
    3: r"3(?:e|eme|rd)?|troisieme|third|iii",
    4: r"4(?:e|eme|th)?|quatrieme|dernier|fourth|last|iv",
}
_MONTH = "|".join(f"(?:{names})" for names in _MONTHS)
_YEAR = r"(?:19|20)[0-9]{2}"
_ORDINAL = "|".join(_ORDINALS.values())

_PATTERNS: list[tuple[str, str]] = [
    ("iso", r"(?P<iy>[0-9]{4})[-/.](?P<im>[0-9]{1,2})[-/.](?P<id>[0-9]{1,2})(?:[ t]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\.[0-9]+)?)?\b"),
    ("dmy", r"(?P<nd>[0-9]{1,2})[-/.](?P<nm>[0-9]{1,2})[-/.](?P<ny>[0-9]{4})\b"),
    ("pair", rf"(?P<pa>{_YEAR}) ?[-/] ?(?P<pb>{_YEAR}|[0-9]{{1,2}})(?![0-9])"),
    ("my", rf"(?P<mm>[0-9]{{1,2}})[/-](?P<myy>{_YEAR})\b"),
    ("year", rf"(?P<y>{_YEAR})(?![0-9])"),
    (
        "quarter",
        rf"(?:(?:t|q)(?P<q>[1-4])|(?P<qo>{_ORDINAL}) ?(?:trimestre|trim|quarter|qtr)\.?|(?:trimestre|quarter) (?P<qn>[1-4]))(?![\w])",
    ),
    ("half", rf"(?:s(?P<h>[12])|(?P<ho>{_ORDINAL}) ?(?:semestre|half(?:-year)?)|(?:semestre) (?P<hn>[12]))(?![\w])"),
    ("daymonth", rf"(?P<dd>[0-9]{{1,2}})(?:er|e|st|nd|rd|th)?[ -](?:of )?(?P<dm>{_MONTH})\b\.?"),
    ("monthday", rf"(?P<em>{_MONTH})\b\.? (?P<ed>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9]),?"),
    ("month", rf"(?P<m>{_MONTH})\b\.?"),
    ("season", r"(?P<s>" + "|".join(_SEASONS.values()) + r")(?![\w])"),
    ("week", r"(?:la )?semaine (?:du|de)|(?:the )?week of"),
    (
        BY,
        r"d'ici(?: a)?\b|au plus tard|jusqu'(?:a|au|en|aux|a la)\b|pour\b|no later than|not later than|until\b|till\b|up to\b|by\b"
        r"|echeance\b",
    ),
    (BEFORE, r"avant\b|before\b|prior to\b"),
    (
        AFTER,
        r"a partir (?:de |du |d')?|a compter (?:de |du |d')|des\b|depuis\b|starting(?: in| from| on)?\b|since\b|as of\b|from\b"
        r"|beginning in\b",
    ),
    ("start", r"(?:au |le |the )?(?:debut|commencement)\b|early\b|(?:the )?(?:beginning|start) of\b"),
    ("middle", r"(?:a la )?mi(?=[- ])|(?:au )?milieu\b|mid(?=[- ])|(?:the )?middle of\b"),
    ("end", r"(?:a )?(?:la )?fin\b|late\b|(?:the )?end of\b|(?:the )?end\b"),
    ("between", r"entre\b|between\b"),
    ("number", r"(?P<n>[0-9]{1,2})(?:er|st|nd|rd|th)?(?![\w])"),
    (
        "fill",
        r"(?:de )?(?:l'|d'|qu')|(?:de la|du|de|la|le|les|en|dans|durant|pendant|courant|cours|au cours|mois|annees?|an|exercices?|financier"
        r"|scolaire|fiscal|years?|fy|saison|vers|environ|around|circa|during|in|on|of|the|approximativement|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|prevue?s?|reportee?s?|date|periode"
        r"|month|quarter)(?![\w])",
    ),
    (LINK, r"(?:a|au|aux|to|through|thru)(?![\w])|->|[-→…]|\.\.\.?"),
    (AND, r"(?:et|and|ou|or|puis|then|ainsi que)(?![\w])|[/,&+;:]"),
]
_WORD = re.compile("|".join(f"(?P<{name}_>{pattern})" for name, pattern in _PATTERNS))
_MONTH_ONLY = [re.compile(names) for names in _MONTHS]
_SEASON_ONLY = {name: re.compile(names) for name, names in _SEASONS.items()}
_ORDINAL_ONLY = {value: re.compile(names) for value, names in _ORDINALS.items()}


_FRENCH_MONTH = r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_SHORT = r"(?P<yy>[1-4][0-9])(?![\w]|[-/][0-9])"
_SHORT_YEARS = [
    re.compile(r"(?<![\w])'(?P<yy>[0-9]{2})(?![\w])"),
    # « Hiver 24-25 », « T3 24-25 », « 2e trimestre 24/25 »
    re.compile(
        rf"(?<![\w])(?:{'|'.join(_SEASONS.values())}|[tq][1-4]|trimestre|quarter|exercice|annee|fy) ?"
        r"(?P<yy>[1-4][0-9])[-/](?P<next>[1-4][0-9])(?![\w/-])"
    ),
    re.compile(rf"(?<![\w])(?:{'|'.join(_SEASONS.values())}|[tq][1-4]|trimestre|fy) ?-?{_SHORT}"),
    # « 31 mars 25 », « 31-mar-25 », « Dec. 31/24 », and « mars-25 » as workbooks show months
    re.compile(rf"(?<![\w])[0-9]{{1,2}}(?:er)?[ -](?:{_MONTH})\.?[ -]{_SHORT}"),
    re.compile(rf"(?<![\w])(?:{_MONTH})\.? [0-9]{{1,2}}/{_SHORT}"),
    re.compile(rf"(?<![\w])(?:{_MONTH})\.?-{_SHORT}(?! ?(?:,|au|a|et|to)? ?[0-9]*,? ?(?:19|20)[0-9]{{2}})"),
    # In French the day stands before its month: « Octobre 24 » is no 24th.
    re.compile(rf"(?<![\w]){_FRENCH_MONTH} (?P<yy>[2-4][0-9])(?![\w/-])(?!,? ?(?:19|20)[0-9]{{2}})"),
]


def with_centuries(plain: str) -> str:
    """Even text with its years of two digits written whole: « automne 24 », « hiver 24-25 », « 31 mars 25 », « mars-25 »."""
    for pattern in _SHORT_YEARS:
        while found := pattern.search(plain):
            at, end = found.span("yy")
            before = plain[:at].rstrip("'-/ ") if not plain[at - 1].isspace() else plain[:at].rstrip()
            after = plain[end:]
            if "next" in pattern.groupindex and int(found["next"]) != int(found["yy"]) + 1:
                break
            plain = f"{before} 20{found['yy']}{after}".strip()
    return plain


def month_number(word: str) -> int:
    """The month that a folded word names, from 1 to 12; 0 for none."""
    return next((place for place, names in enumerate(_MONTH_ONLY, 1) if names.fullmatch(word)), 0)


def words_of(plain: str) -> list[Word]:
    """The words of the calendar in even text (see `french.even`), in order; empty as soon as one word is not of the calendar."""
    words: list[Word] = []
    at = 0
    while at < len(plain):
        if plain[at] == " ":
            at += 1
            continue
        found = _WORD.match(plain, at)
        if not found or found.end() == at:
            return []
        word = _meaning(found)
        if word is None:
            return []
        if word != "fill":
            words.append(word)
        at = found.end()
        if at < len(plain) and plain[at].isalnum() and plain[at - 1].isalpha():
            return []
    return words


def _ordinal(word: str) -> int:
    return next(value for value, names in _ORDINAL_ONLY.items() if names.fullmatch(word))


def _meaning(found: re.Match[str]) -> Word | None:
    kind = str(found.lastgroup and next(name[:-1] for name, _ in ((f"{n}_", p) for n, p in _PATTERNS) if found[name] is not None))
    match kind:
        case "iso":
            return Atom("day", int(found["iy"]), int(found["im"]), int(found["id"]))
        case "dmy":
            day, month = int(found["nd"]), int(found["nm"])
            return Atom("day", int(found["ny"]), *((day, month) if month > 12 else (month, day)))
        case "pair":
            return _pair(int(found["pa"]), found["pb"])
        case "my":
            return Atom("month", int(found["myy"]), int(found["mm"])) if 1 <= int(found["mm"]) <= 12 else None
        case "year":
            return Atom("year", int(found["y"]))
        case "quarter":
            return Atom("quarter", None, int(found["q"] or found["qn"] or _ordinal(found["qo"])))
        case "half":
            half = int(found["h"] or found["hn"] or min(_ordinal(found["ho"]), 2))
            return Atom("half", None, half, part="")
        case "daymonth":
            return Atom("day", None, month_number(found["dm"]), int(found["dd"]))
        case "monthday":
            return Atom("day", None, month_number(found["em"]), int(found["ed"]))
        case "month":
            return Atom("month", None, month_number(found["m"]))
        case "season":
            return Atom("season", season=next(name for name, names in _SEASON_ONLY.items() if names.fullmatch(found["s"])))
        case "number":
            return Atom("number", None, 0, int(found["n"]))
        case "start" | "middle" | "end":
            return Part(kind)
    return kind


def _pair(first: int, second: str) -> Atom | None:
    """« 2011-2012 », « 2011-12 », « 2024-2026 », or the month « 2011-03 »."""
    last = int(second)
    if len(second) == 4:
        if last <= first:
            return None
        return Atom("year" if last == first + 1 else "range", first, paired=True, until=last)
    if len(second) == 2 and last == (first + 1) % 100:
        return Atom("year", first, paired=True, until=first + 1)
    if 1 <= last <= 12:
        return Atom("month", first, last)
    if len(second) == 2 and last > first % 100:
        return Atom("range", first, paired=True, until=first - first % 100 + last)
    return None
