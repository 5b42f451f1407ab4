"""What is odd in the document as a whole: its years, its end, what it cites, counts and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ententes.ground.french import NUMBERS, even, fold
from ententes.ground.years import FiscalYear
from ententes.importing.tree import Place

from ..titles import flat
from .found import Found, Known, adopter, said

_COUNT = re.compile(
    r"(?<![\w.,/-])(?P<n>[0-9]{1,2}|"
    + "|".join(sorted((word for word, value in NUMBERS.items() if 1 < value < 31), key=len, reverse=True))
    + r") (?P<what>[a-z][^:;.0-9]{2,80}?)"
    r"(?= (?:le|la|les|l'|sont|ont|seront|est|se|y|issue?s?|suivante?s?|provenant|parmi|dans|sur|de(?:s)? (?:territoires|mrc|regions"
    r"|secteurs)|qui|soit|from|in"
    r"|as follows)\b|\s*[:(,;]|$)"
)
_FOLLOW = re.compile(r"(?:suivante?s?|following|soit|soient|as follows|namely|a savoir)?\s*:\s*(?P<names>[^:]+)$")


def year_guessed(known: Known) -> Iterator[Found]:
    """No year of the plan is written anywhere."""
    if known.guessed and known.reading.actions:
        year = min((one.year for action in known.reading.actions for one in action.schedules), default=0)
        if year:
            yield Found(
                "year_guessed", {"year": FiscalYear(year, known.reading.agreement.year_month).label}, places=[known.reading.agreement.place]
            )


def title_years(known: Known) -> Iterator[Found]:
    """A title for one year, columns for two."""
    agreement = known.reading.agreement
    if agreement.title_years and agreement.column_years and set(agreement.column_years) - set(agreement.title_years):
        labels = {year: FiscalYear(year, agreement.year_month).label for year in {*agreement.title_years, *agreement.column_years}}
        yield Found(
            "title_years",
            {"title": [labels[year] for year in agreement.title_years], "columns": [labels[year] for year in agreement.column_years]},
            places=[agreement.place, *(table.place for table in known.plan.tables[:1])],
            settled_by=adopter(known),
        )


def no_ending(known: Known) -> Iterator[Found]:
    """A file that stops without an ending of its own."""
    if known.tree.ended is not False:
        return
    words, place = "", Place(1)
    for line in known.lines:
        place = line.place
        words = line.text
        if line.table and line.table.entries:
            row = line.table.entries[-1].row
            place = row.place
            words = next((cell.text for cell in row.cells if cell.text.strip()), "")
    yield Found("no_ending", {"words": _last_words(words), "size": known.tree.size}, places=[place])


def _last_words(words: str) -> str:
    words = flat(words)
    return words if len(words) <= 80 else "…" + words[-80:].partition(" ")[2]


def clauses_without_text(known: Known) -> Iterator[Found]:
    """An article cited, whose text is not in the document."""
    for clause in known.reading.clauses:
        if not clause.words:
            yield Found("clause_without_text", {"number": clause.number}, clause.key, [clause.place])


def numbers_announced(known: Known) -> Iterator[Found]:
    """A number, then a list that has another number of names: in a sentence, in an action, or above a list of items."""
    for text, place, about in _texts(known):
        counted = _enumerated(text)
        if counted:
            value, words, what, names = counted
            if value != len(names):
                yield _mismatch(value, words, what, names, about, place)
    for at, line in enumerate(known.lines):
        if line.kind != "text" or line.text.rstrip()[-1:] not in (":", ";"):
            continue
        items = []
        for after in known.lines[at + 1 :]:
            if after.kind != "item":
                break
            items.append(after)
        top = [item for item in items if item.level == items[0].level]
        counts = list(_COUNT.finditer(even(line.text)))
        counts = [
            one
            for one in counts
            if not re.search(r"\b(?:les|des|ces|ses|article|articles|annee|an)$", even(line.text)[: one.start()].rstrip())
        ]
        if not top or not counts:
            continue
        value = _value(counts[-1]["n"])
        sentence = re.split(r"[.!?]\s", line.text)[-1]
        if value != len(top) and len(top) > 1 and counts[-1].start() >= len(line.text) - len(sentence):
            what = line.text[counts[-1].start("what") : counts[-1].end("what")]
            yield _mismatch(
                value,
                line.text[counts[-1].start("n") : counts[-1].end("n")],
                what,
                [item.text.strip(" ;.,") for item in top],
                "",
                line.place,
            )


def _mismatch(value: int, words: str, what: str, names: Sequence[str], about: str, place: Place) -> Found:
    return Found(
        "number_mismatch",
        {"announced": value, "announced_words": words, "what": what.strip(), "counted": len(names), "names": list(names)},
        about,
        [place],
    )


def _texts(known: Known) -> Iterator[tuple[str, Place, str]]:
    for line in known.lines:
        if line.kind == "text":
            yield line.text, line.place, ""
    for action in known.reading.actions:
        yield said(action), action.place, action.key


def _enumerated(text: str) -> tuple[int, str, str, list[str]] | None:
    """The number a text announces, what it counts, and the names listed after its colon or in the brackets that follow at once."""
    plain = even(text)
    for found in _COUNT.finditer(plain):
        if re.search(r"\b(?:article|articles|no|phase|annee|an|axe|objectif)$", plain[: found.start()].rstrip()):
            continue
        rest = text[found.end() :]
        bracket = re.match(r"\s*\((?P<names>[^()]{5,400})\)", rest)
        colon = re.match(r"[^:.;]{0,60}", even(rest))
        names: list[str] = []
        if bracket and ("," in bracket["names"] or " et " in bracket["names"]):
            names = _names(bracket["names"])
        elif colon and (listed := _FOLLOW.match(even(rest)[colon.end() :] if even(rest)[colon.end() : colon.end() + 1] == ":" else "")):
            names = _names(rest[colon.end() + listed.start("names") :])
        if len(names) > 1:
            return _value(found["n"]), text[found.start("n") : found.end("n")], text[found.start("what") : found.end("what")], names
    return None


def _names(text: str) -> list[str]:
    """The names of a list in a sentence, when each is short enough to be one."""
    text = re.sub(r"\([^()]*\)", "", text)
    parts = [part.strip(" .;") for part in re.split(r"\s*[,;]\s*(?:et |and |ou )?|\s+(?:et|and|ainsi que)\s+(?!des |de |du |d['’])", text)]
    parts = [part for part in parts if part and fold(part) not in ("etc", "autres", "others")]
    short = all(len(part.split()) <= (10 if re.match(r"(?:l[ae]s? |l['’])?[A-ZÀ-Þ]", part) else 6) for part in parts)
    return parts if parts and short and not re.search(r"\betc\b|\.\.\.|…|notamment|such as", even(text)) else []


def _value(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def objectives_without_action(known: Known) -> Iterator[Found]:
    """An objective that the text lists and under which no action stands; said only where other listed objectives have some."""
    titles = [fold(section.title) for section in known.reading.sections]
    listed = known.told.objectives
    missing = [(words, place) for words, place in listed if not any(_same(fold(words), title) for title in titles)]
    if listed and len(missing) < len(listed):
        for words, place in missing:
            yield Found("objective_without_action", {"words": words}, places=[place], settled_by=adopter(known))


def _same(one: str, other: str) -> bool:
    return one == other or (len(other) > 12 and (one.startswith(other) or other.startswith(one)))


def plurals_of_two_kinds(known: Known) -> Iterator[Found]:
    """One word with two plurals, « finals » and « finaux »."""
    met: dict[str, tuple[str, Place]] = {}
    for text, place in [(line.text, line.place) for line in known.lines if line.text] + [
        (said(action), action.place) for action in known.reading.actions
    ]:
        for found in re.finditer(r"\b([a-z]{2,})(als|aux)\b", even(text)):
            met.setdefault(found[0], (text[found.start() : found.end()], place))
    for word, (spelled, place) in met.items():
        if word.endswith("als") and (other := met.get(f"{word[:-3]}aux")):
            yield Found("spelling_variants", {"forms": [spelled, other[0]]}, places=[place, other[1]])
