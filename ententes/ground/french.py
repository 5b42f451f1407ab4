"""French as it is typed, compared and printed in Québec: folding, numbers, lists, dates, money, hours and non-breaking spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

NBSP = "\N{NO-BREAK SPACE}"

MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_APOSTROPHES = "’‘ʼ′`´＇"
_HYPHENS = "‐‑‒–—―−﹣－"
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


class _Even(dict[int, str]):
    """One character for one character, found once and kept."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _APOSTROPHES:
            even = "'"
        elif char in _HYPHENS:
            even = "-"
        elif char.isspace():
            even = " " if char not in "\n\t" else char
        else:
            bare = unicodedata.normalize("NFD", char)[0].lower()
            even = bare if len(bare) == 1 else char
        self[code] = even
        return even


_EVEN = _Even()


def tidy(text: str) -> str:
    """The same words in composed characters, without invisible ones; spaces and line breaks are left as they are."""
    text = unicodedata.normalize("NFC", text)
    return _INVISIBLE.sub("", text)


def even(text: str) -> str:
    """Lower case, without accents, with plain apostrophes, hyphens and spaces, and **of the same length**.

    A place found in `even(tidy(text))` is the same place in `tidy(text)`. Ligatures stay, since they would change the length.
    """
    return text.translate(_EVEN)


_COMMON = frozenset(
    "plan d action actions de du des la le les l et en a annuel triennal quinquennal strategique operationnel regional territorial local "
    "travail mise oeuvre developpement entente annual regional strategic work of the for".split()
)


def calm(title: str) -> str:
    """A title in capitals as a sentence writes it, when none of its words may be a proper noun: « Plan d'action 2011-2012 »."""
    if not title.isupper() or not _COMMON.issuperset(even(title.replace("Œ", "OE")).translate(_LETTERS_ONLY).split()):
        return title
    return title[:1] + title[1:].lower()


_LETTERS_ONLY = {code: " " for code in range(128) if not chr(code).isalpha()}


def fold(text: str) -> str:
    """What is compared when two spellings are compared: no accent, case, ligature, hyphen or space of its own kind."""
    return _folded(text) if len(text) < 200 else _fold(text)


def _fold(text: str) -> str:
    folded = even(tidy(text)).replace("œ", "oe").replace("æ", "ae").replace("-", " ")
    return " ".join(folded.split())


# A document says the same few names over and over.
_folded = lru_cache(maxsize=8192)(_fold)


def listing(items: Iterable[str], last: str = "et") -> str:
    """« a », « a et b », « a, b et c »."""
    all_items = [str(item) for item in items]
    if len(all_items) < 2:
        return "".join(all_items)
    return f"{', '.join(all_items[:-1])} {last} {all_items[-1]}"


_UNITS = [
    "zero",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
    "vingt",
]
_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
NUMBERS: dict[str, int] = {word: value for value, word in enumerate(_UNITS) if value} | {"une": 1} | _TENS
for _word, _value in _TENS.items():
    NUMBERS[f"{_word} et un"] = NUMBERS[f"{_word} et une"] = NUMBERS[f"{_word}-et-un"] = NUMBERS[f"{_word}-et-une"] = _value + 1
    for _unit in range(2, 10):
        NUMBERS[f"{_word}-{_UNITS[_unit]}"] = _value + _unit
NUMBERS |= {
    "soixante-dix": 70,
    "quatre-vingts": 80,
    "quatre-vingt": 80,
    "quatre-vingt-dix": 90,
    "cent": 100,
    "deux cents": 200,
    "mille": 1000,
}


def number(words: str) -> int | None:
    """The whole number that digits or French words say (« cinq », « vingt et un », « 1 500 »), or None."""
    plain = even(tidy(words)).strip()
    digits = plain.replace(" ", "")
    if digits.isascii() and digits.isdigit() and len(digits) < 10:
        return int(digits)
    return NUMBERS.get(plain)


def long_date(day: date, *, weekday: bool = False) -> str:
    """« 12 avril 2011 », « 1er avril 2011 », or « mardi 12 avril 2011 », with non-breaking spaces between day, month and year."""
    number_ = "1er" if day.day == 1 else str(day.day)
    written = f"{number_}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"
    return f"{WEEKDAYS[day.weekday()]} {written}" if weekday else written


def money_text(cents: int) -> str:
    """« 1 234,56 $ »; the cents are left out of a round sum (« 1 500 $ »)."""
    whole, rest = divmod(abs(cents), 100)
    written = f"{whole:,}".replace(",", NBSP) + (f",{rest:02d}" if rest else "")
    return f"{'−' if cents < 0 else ''}{written}{NBSP}$"


def money_cents(words: str) -> int | None:
    """The cents that « 1 234,56 $ », « 1234.56 », « $1,234.56 » or « 12 k$ » say, or None."""
    plain = even(tidy(words)).replace("$", "").replace("cad", "").replace("ca", "").strip()
    factor = 1
    for suffix, value in (("k", 1_000), ("m", 1_000_000)):
        if plain.endswith(suffix):
            plain, factor = plain[:-1].strip(), value
    plain = plain.replace(" ", "")
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d{1,2})?", plain):
        plain = plain.replace(",", "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", plain):
        return None
    try:
        return int((Decimal(plain) * factor * 100).to_integral_value())
    except InvalidOperation:  # pragma: no cover - the pattern above leaves no such words
        return None


def time_text(moment: time) -> str:
    """« 19 h 30 », « 17 h 05 », « 10 h » (no minutes on a full hour)."""
    minutes = f"{NBSP}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def spaced(text: str) -> str:
    """The same sentence with typographic apostrophes, and non-breaking spaces where the OQLF wants them.

    Inside « », before « : » (not in hours), « % » and « $ »; none before « ; », « ! » and « ? ».
    """
    text = re.sub(r"(?<=\w)'(?=\w|«)", "’", text)
    text = re.sub(r"«\s*", f"«{NBSP}", text)
    text = re.sub(r"\s*»", f"{NBSP}»", text)
    text = re.sub(r"[ \N{NO-BREAK SPACE}]+:(?=\s|$)", f"{NBSP}:", text)
    text = re.sub(r"(?<=\d)[ \N{NO-BREAK SPACE}]*(?=[%$])", NBSP, text)
    return re.sub(r"[ \N{NO-BREAK SPACE}]+(?=[;!?])", "", text)


def quoted(words: str) -> str:
    """« words », with its non-breaking spaces."""
    return f"«{NBSP}{words}{NBSP}»"


def shortened(words: str, width: int = 90) -> str:
    """The beginning of long words, cut between two of them and closed with « … »."""
    words = " ".join(words.split())
    if len(words) <= width:
        return words
    cut = words[: width - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > width // 2 else cut).rstrip(" ,;:.") + "…"
