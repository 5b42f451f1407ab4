"""A text in sections (a framework, minutes, an agenda, an extract) as a document: a neutral structure, then Word or tagged PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from ententes.ground.wording import colon

from .table import FORBIDDEN


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of plain words under the text of a section; `caption` names it for those who listen to it, and is not printed."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str


@dataclass(frozen=True, slots=True)
class TextSection:
    """A title with its text in the Markdown subset (`ground.passages`), then its tables. `level` 1 is the outermost.

    `new_page` begins it on a page of its own, on paper.
    """

    title: str
    text: str = ""
    tables: tuple[TextTable, ...] = ()
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A whole document. `day` dates its file, so that the same text has the same bytes.

    `meta` are lines under the titles; `footer` stands on every page beside its number, above the SHA-256 of what the document tells;
    `signed` names whoever signs, each under a line left for the hand; `contents` asks for a table of contents where pages have numbers.
    """

    title: str
    day: date
    subtitle: str = ""
    meta: tuple[str, ...] = ()
    sections: tuple[TextSection, ...] = ()
    footer: str = ""
    sha256: str = ""
    signed: tuple[str, ...] = ()
    contents: bool = False

    @property
    def seal(self) -> str:
        """The last line of every page."""
        return _("Empreinte SHA-256") + colon() + self.sha256 if self.sha256 else ""

    def levelled(self) -> Iterator[tuple[int, TextSection]]:
        """The sections with their level, as accessible documents want them: no step of more than one, no title without words."""
        above = 0
        for section in self.sections:
            above = max(1, min(section.level, above + 1))
            yield above, replace(section, title=titled(section.title), text=FORBIDDEN.sub("", section.text))


def titled(title: str) -> str:
    """A title that can be set: it has words."""
    return " ".join(FORBIDDEN.sub("", title).split()) or _("Sans titre")


def weights(headers: tuple[str, ...] | list[str], rows: list[list[str]]) -> list[float]:
    """How wide the columns of a table should be beside one another, by their longest word and their longest cell; an amount is one word."""
    found = []
    for place, header in enumerate(headers):
        cells = [header, *(row[place] for row in rows)]
        word = max((len(word) for cell in cells for word in re.split(r"[ \n]", cell)), default=1)
        found.append(max(6.0, min(24, word), min(60, max(map(len, cells))) * 0.6))
    return found


_FIGURE = re.compile(r"[-−]?\$?[0-9][0-9\s.,\u00a0\u202f]*(?:[\s\u00a0]?[$%])?")


def figures(rows: list[list[str]], columns: int) -> list[bool]:
    """Which columns hold amounts or numbers alone, a dash where there is none: on paper they are aligned on their last figure."""
    found = []
    for place in range(columns):
        cells = [row[place].strip() for row in rows if row[place].strip() not in ("", "–")]
        found.append(place > 0 and bool(cells) and all(_FIGURE.fullmatch(cell) for cell in cells))
    return found


def filename(name: str, format: str) -> str:
    """`cadre-d-evaluation-2011-11-23.docx`: letters, digits and hyphens only."""
    return f"{slugify(name.replace('’', ' ').replace(chr(39), ' '))[:80] or 'document'}.{format}"
