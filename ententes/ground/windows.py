"""From the words of a schedule (« Automne 2011 », « En continu ») to a window of days, with its precision."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ententes.ground.calendar_words import AFTER, AND, BEFORE, BETWEEN, BY, LINK, WEEK, Atom, Part, Word, with_centuries, words_of
from ententes.ground.french import even, tidy
from ententes.ground.years import FiscalYear

KINDS = ("day", "month", "quarter", "season", "range", "by", "year", "ongoing", "recurrent", "to_be_assessed", "unspecified", "unreadable")

Seasons = Mapping[str, tuple[int, int]]

#: First (month, day) of each season; each ends where the next begins. The partition of the calendar year of `dossier` § 13.3.
DEFAULT_SEASONS: Seasons = {"winter": (1, 1), "spring": (4, 1), "summer": (7, 1), "autumn": (9, 1)}
ASTRONOMICAL_SEASONS: Seasons = {"winter": (12, 21), "spring": (3, 21), "summer": (6, 21), "autumn": (9, 22)}


@dataclass(frozen=True, slots=True)
class Window:
    """The days that the words of a schedule cover.

    `kind` says how precise the words are. `ongoing` is never late; `to_be_assessed` has no days but `decide_by`, the last day
    before its year; `by` has an end and no beginning; `unspecified` is a blank; `unreadable` keeps words that no rule understood.
    """

    kind: str
    starts_on: date | None = None
    ends_on: date | None = None
    decide_by: date | None = None


_BLANK = re.compile(r"(?:[-_.?/\s]*|n[/.]? ?[ad]|s[/.]? ?o|sans objet|not applicable|aucune?|none|nil)")
_TICK = re.compile(r"(?:x+|[✓✔✗✘☑☒×●•■◼▪█*√]+|oui|yes)")
_ONGOING = re.compile(
    r"\b(?:en )?continue?s?(?: ?ment)?\b(?! de)|\bcontinuellement\b|\ben permanence\b|\bpermanente?s?\b|\ben tout temps\b|\bau besoin\b"
    r"|\bselon les? besoins?\b|\b(?:sur|selon la) demande\b|\bponctuel(?:le)?(?:s|ment)?\b|\bas required\b|\bon (?:demand|request)\b"
    r"|\ben cours\b|\bin progress\b|\bunder ?way\b"
    r"|\btout au long de (?:l'annee|l'an|l'exercice|la periode|l'entente|la duree [\w' ]*|l'entente)|\btoute l'annee\b|\ba l'annee\b"
    r"|(?:\b(?:pendant|durant) )?\b(?:toute )?la (?:periode|duree)(?: (?:de|du) [\w' ]*)?"
    r"|\bduree (?:de|du) [\w' ]*"
    r"|\bongoing\b|\bon-going\b|\bcontinuous(?:ly)?\b|\bcontinual(?:ly)?\b|\bpermanently\b|\ball year(?: round| long)?\b"
    r"|\byear-round\b|\bas needed\b"
    r"|\bthroughout(?: the)?(?: (?:year|agreement|period|term))?\b|\bat all times\b"
)
_UNDECIDED = re.compile(
    r"(?:(?:date|echeance|periode|moment|calendrier)s? )?(?:a|reste a|restent a) (?:re-?)?(?:evaluer|determiner|confirmer|preciser"
    r"|definir|fixer|valider|etablir|discuter|venir|planifier)\b.*"
    r"|(?:\w+ )?to be (?:assessed|determined|confirmed|decided|evaluated|defined|set|reviewed|announced)\b.*|tb[dca]\b.*"
    r"|selon (?:l')?evaluation\b.*"
)
_YEAR_END = re.compile(
    r"(?:(?:d'ici|avant|au plus tard|by|before)(?: a)? )?(?:(?:la )?fin (?:de l'|d')(?:annee|an|exercice|entente|accord)(?: financiere?)?"
    r"|(?:the )?(?:fiscal )?year[- ]end|(?:the )?end of (?:the )?(?:fiscal |agreement )?(?:year|agreement))"
)
_COUNT = r"(?:[0-9]+|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|one|two|three|four|five|six|ten|twelve)"
_PERIOD = r"(?:ans?|annees?|mois|trimestres?|semestres?|semaines?|jours?|saisons?|exercices?|years?|months?|quarters?|weeks?|days?)"
_RECURRENT = re.compile(
    r"\b(?:bi|tri|semi|bis)?-?(?:annuel(?:le)?(?:s|ment)?|mensuel(?:le)?(?:s|ment)?|hebdomadaires?(?:ment)?|annual(?:ly)?|yearly"
    r"|monthly|weekly)\b"
    r"|\b(?:trimestriel|semestriel|quotidien|saisonnier)(?:le|ne)?(?:s|ment)?\b|\bbiennale?s?\b|\bperiodique(?:s|ment)?\b|\brecurrente?s?\b"
    r"|\bquarterly\b|\bdaily\b|\bsemestrial\b|\brecurring\b|\bbimonthly\b|\bregulierement\b|\bregularly\b"
    rf"|\b{_COUNT}(?: fois| rencontres?| reunions?| ?x| times| meetings?)?\s?(?:par|l'|/|a|per|each|every)\s?(?:chaque )?{_PERIOD}\b"
    r"|\b(?:once|twice)(?: (?:a|per|every|each) (?:year|month|week|quarter))\b|\b(?:par|per) (?:annee|an|mois|trimestre|year|month"
    r"|quarter)\b"
    rf"|\b(?:a )?chaque(?= )(?: {_PERIOD}\b)?|\b(?:each|every)(?= )(?: (?:(?:two|three|second|other|[0-9]+) )?{_PERIOD}\b)?"
    rf"|\b(?:tous|toutes) les (?:{_COUNT} )?{_PERIOD}\b|\baux (?:{_COUNT} )?{_PERIOD}\b"
)


def window(words: str, year: int, *, month: int = 4, seasons: Seasons = DEFAULT_SEASONS) -> Window:
    """The window of `words` written under the fiscal year that begins in `month` of the calendar year `year`.

    Words without a year (« Automne », « mars ») are taken inside that year. A quarter is a quarter of the fiscal year, or of the calendar
    year where it stands beside a lone one (« T3 2024 »); a lone year (« 2024 ») is the calendar year; two following years
    (« 2024-2025 ») are a fiscal year; a winter has the number of its January.
    « À déterminer », « à confirmer » and the like ask for a decision as « à évaluer » does. Words in brackets are set aside when the
    rest can be read. Never raises on words; `year` must be between 1 and 9997.
    """
    fiscal = FiscalYear(year, month)
    if len(words) > 400:
        return Window("unreadable")
    plain = " ".join(even(tidy(words)).split()).strip(" .;,:")
    # « mars 2025* », « mars 2025¹ »: the mark sends to a note under the table.
    plain = with_centuries(re.sub(r"(?<=[\w.)]) ?(?:\*+|[†‡¹²³⁴-⁹]+)$", "", plain))
    opened = " ".join(re.sub(r"[()\[\]]", " ", plain).split())
    found = _read(opened, fiscal, seasons)
    if found is None and opened != plain:
        found = _read(" ".join(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", plain).split()).strip(" .;,:"), fiscal, seasons)
        found = None if found and found.kind == "unspecified" else found
    return found or _labelled(plain, fiscal, seasons) or Window("unreadable")


def _labelled(plain: str, fiscal: FiscalYear, seasons: Seasons) -> Window | None:
    """« Travaux – été 2025 », « Conception : automne 2024; lancement : hiver 2025 »: the days said among other words."""
    parts = [part for part in re.split(r"\s+-\s+|\s*:\s+|;\s*", plain) if part.strip()]
    if len(parts) < 2:
        return None
    dated = [found for part in parts if (found := _spelled(part.strip(" .,()"), fiscal, seasons)) and found.kind != "by"]
    starts, ends = [one.starts_on for one in dated if one.starts_on], [one.ends_on for one in dated if one.ends_on]
    if not starts or not ends:
        return None
    return dated[0] if len(dated) == 1 else Window("range", min(starts), max(ends))


def season_days(season: str, year: int, seasons: Seasons = DEFAULT_SEASONS) -> tuple[date, date]:
    """First and last day of a season; the winter of a year is the one in which that year's January falls."""

    def first(name: str, of: int) -> date:
        month, day = seasons[name]
        return date(of - 1 if name == "winter" and month > 6 else of, month, day)

    following = {"winter": "spring", "spring": "summer", "summer": "autumn", "autumn": "winter"}[season]
    return first(season, year), first(following, year + 1 if season == "autumn" else year) - timedelta(days=1)


def _read(plain: str, fiscal: FiscalYear, seasons: Seasons) -> Window | None:
    if _BLANK.fullmatch(plain):
        return Window("unspecified")
    if _TICK.fullmatch(plain):
        return Window("year", fiscal.first_day, fiscal.last_day)
    if _UNDECIDED.fullmatch(plain):
        return Window("to_be_assessed", decide_by=fiscal.first_day - timedelta(days=1))
    for kind, pattern in (("recurrent", _RECURRENT), ("ongoing", _ONGOING)):
        if pattern.search(plain):
            return _framed(kind, " ".join(pattern.sub(" ", plain).split()).strip(" .;,:-"), fiscal, seasons)
    if _YEAR_END.fullmatch(plain):
        return Window("by", None, fiscal.last_day)
    return _spelled(plain, fiscal, seasons)


def _framed(kind: str, rest: str, fiscal: FiscalYear, seasons: Seasons) -> Window:
    """What goes on or comes back, inside the days said beside it (« en continu dès septembre », « chaque automne »), or all year."""
    inner = _spelled(rest, fiscal, seasons) if rest else None
    if inner is None:
        return Window(kind, fiscal.first_day, fiscal.last_day)
    if kind == "ongoing" and inner.kind not in ("range", "by", "year"):
        # « Automne 2011, puis en continu »: what goes on begins then and does not stop with the season.
        last = FiscalYear.of(inner.starts_on, fiscal.month).last_day if inner.starts_on else fiscal.last_day
        return Window(kind, inner.starts_on, max(last, fiscal.last_day))
    if inner.starts_on is None and inner.ends_on is not None:
        return Window(kind, min(fiscal.first_day, inner.ends_on), inner.ends_on)
    return Window(kind, inner.starts_on, inner.ends_on)


def _spelled(plain: str, fiscal: FiscalYear, seasons: Seasons) -> Window | None:
    words = words_of(plain)
    if not words:
        return None
    try:
        return _meant(words, fiscal, seasons)
    except (ValueError, OverflowError):  # a 30 February, or a year that the calendar does not have
        return None


def _meant(words: list[Word], fiscal: FiscalYear, seasons: Seasons) -> Window | None:
    mode = ""
    while words and isinstance(words[0], str):
        mode, words = (mode if words[0] in (LINK, AND) else words[0]), words[1:]
    if any(word in (BEFORE, AFTER, WEEK, BETWEEN) for word in words):
        return None
    atoms = _with_years(_grouped(words))
    if not atoms:
        return None
    # « de mars à septembre » goes forward; « mars et septembre » says no order.
    ordered = mode == BETWEEN or LINK in words or BY in words
    spans = _resolved(atoms, ordered, fiscal, seasons)
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    if mode == WEEK:
        return Window("range", first, first + timedelta(days=6)) if len(atoms) == 1 and atoms[0].kind == "day" else None
    if mode == BEFORE and not (len(atoms) == 1 and atoms[0].part == "end"):
        return Window("by", None, first - timedelta(days=1))
    if mode in (BY, BEFORE):
        return Window("by", None, last)
    if mode == AFTER:
        return Window("range", first, max(fiscal.last_day, FiscalYear.of(first, fiscal.month).last_day) if len(atoms) == 1 else last)
    single = len(atoms) == 1 and atoms[0].part == ""
    return Window(atoms[0].kind if single and atoms[0].kind != "half" else "range", first, last)


def _grouped(words: list[Word]) -> list[Atom]:
    """Atoms in order; « fin » goes to the atom after it, a year to the atom beside it, a bare day to the month of the next one."""
    atoms: list[Atom] = []
    part, linked = "", True
    if len(words) == 3 and isinstance(words[0], Atom) and words[0].is_year and isinstance(words[2], Atom) and not words[2].is_year:
        words = [words[0], words[2]]  # « 2011, automne »
    for word in words:
        if isinstance(word, Part):
            part = word.name
        elif isinstance(word, Atom):
            if part:
                word, part = word.replaced(part=part), ""
            before = atoms[-1] if atoms else None
            if before and word.is_year and not word.part and before.year is None and before.kind != "number" and not linked:
                atoms[-1] = before.replaced(year=word.year, paired=word.paired)
            elif (
                before and before.is_year and not before.part and word.year is None and not word.is_year and len(atoms) == 1 and not linked
            ):
                atoms[-1] = word.replaced(year=before.year, paired=before.paired)
            else:
                atoms.append(word)
            linked = False
        else:
            linked = True
    for place in range(len(atoms) - 2, -1, -1):
        if atoms[place].kind == "number":
            atoms[place] = atoms[place].replaced(kind="day", month=atoms[place + 1].month)
    if part or any(atom.kind == "number" or (atom.kind == "day" and not atom.month) for atom in atoms):
        raise ValueError("a day without its month")
    return atoms


def _with_years(atoms: list[Atom]) -> list[Atom]:
    """A year said once at the end of a list or a range goes back to those before it, one less where the order asks for it."""
    for place in range(len(atoms) - 2, -1, -1):
        here, after = atoms[place], atoms[place + 1]
        if here.year is None and after.year is not None and not after.is_year:
            year = after.year if after.paired or here.rank <= after.rank else after.year - 1
            atoms[place] = here.replaced(year=year, paired=after.paired)
    for place in range(1, len(atoms)):
        here, before = atoms[place], atoms[place - 1]
        if here.year is None and before.year is not None and not before.is_year:
            year = before.year if before.paired or here.rank >= before.rank else before.year + 1
            atoms[place] = here.replaced(year=year, paired=before.paired)
    return atoms


def _resolved(atoms: list[Atom], ordered: bool, fiscal: FiscalYear, seasons: Seasons) -> list[tuple[date, date]]:
    if not ordered or len(atoms) == 1 or any(atom.year is not None for atom in atoms):
        return [_third(_days(atom, fiscal, seasons), atom.part) for atom in atoms]

    def forward(start: int) -> list[tuple[date, date]]:
        spans: list[tuple[date, date]] = []
        for atom in atoms:
            part_of_fiscal = atom.kind in ("quarter", "half")
            span = _days(atom.replaced(year=start, paired=part_of_fiscal), fiscal, seasons)
            if spans and span[1] < spans[-1][0]:
                span = _days(atom.replaced(year=start + 1, paired=part_of_fiscal), fiscal, seasons)
            spans.append(_third(span, atom.part))
        return spans

    if any(atom.kind in ("quarter", "half") for atom in atoms):
        return forward(fiscal.start)
    return max((forward(fiscal.start), forward(fiscal.start + 1)), key=lambda spans: _shared((spans[0][0], spans[-1][1]), fiscal))


def _days(atom: Atom, fiscal: FiscalYear, seasons: Seasons) -> tuple[date, date]:
    if atom.kind in ("quarter", "half"):
        length = 3 if atom.kind == "quarter" else 6
        begins = fiscal.month if atom.year is None or atom.paired else 1
        offset = begins - 1 + length * (atom.month - 1)
        year = fiscal.start if atom.year is None else atom.year
        return _months(year, offset, length)
    if atom.is_year:
        assert atom.year is not None
        if not atom.paired:
            return date(atom.year, 1, 1), date(atom.until or atom.year, 12, 31)
        last = atom.until or atom.year + 1
        if fiscal.month == 1:
            return date(atom.year, 1, 1), date(last, 12, 31)
        return FiscalYear(atom.year, fiscal.month).first_day, FiscalYear(last - 1, fiscal.month).last_day
    if atom.year is not None and not atom.paired:
        return _dated(atom, atom.year, seasons)
    around = fiscal if atom.year is None else FiscalYear(atom.year, fiscal.month)
    return max((_dated(atom, year, seasons) for year in (around.start, around.start + 1)), key=lambda span: _shared(span, around))


def _shared(span: tuple[date, date], fiscal: FiscalYear) -> int:
    return (min(span[1], fiscal.last_day) - max(span[0], fiscal.first_day)).days


def _dated(atom: Atom, year: int, seasons: Seasons) -> tuple[date, date]:
    if atom.kind == "season":
        return season_days(atom.season, year, seasons)
    if atom.kind == "day":
        day = date(year, atom.month, atom.day)
        return day, day
    return _months(year, atom.month - 1, 1)


def _months(year: int, offset: int, length: int) -> tuple[date, date]:
    end = offset + length
    return date(year + offset // 12, offset % 12 + 1, 1), date(year + end // 12, end % 12 + 1, 1) - timedelta(days=1)


def _third(span: tuple[date, date], part: str) -> tuple[date, date]:
    """The beginning, the middle or the end of a span: a third of its days, or four months of a year."""
    if not part:
        return span
    if (span[1] - span[0]).days >= 364:
        return _months(span[0].year, span[0].month - 1 + {"start": 0, "middle": 4, "end": 8}[part], 4)
    days = (span[1] - span[0]).days + 1
    third = max(days // 3, 1)
    first = {"start": 0, "middle": third, "end": days - third}[part]
    return span[0] + timedelta(days=first), span[0] + timedelta(days=first + third - 1)
