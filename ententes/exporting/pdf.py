"""The plan as a tagged PDF (PDF/UA-1), with its season bands, set by Typst."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ententes.ground import bands
from ententes.ground.windows import Window
from ententes.ground.wording import colon, long_date
from ententes.ground.years import FiscalYear

from .press import printed
from .reading import ActionRead
from .table import Line, Part, Table, flag_words, news_words, shown_flags, status_words

WIDTH = 712.0
"""Of a landscape Letter sheet between its margins, in points."""
INSET = 5.0
_WEIGHTS = {"action": 4.0, "responsible": 1.9, "collaborators": 1.8, "deadline": 1.3, "code": 0.8, "told": 3.0}
_UNITS = 1.86
"""Units of a band in a point: the drawing of the page, at the size of a printed line."""
_LETTER = 2.75
"""About the width of a letter of the axis, in points."""
_LONG = 1500
"""Characters of a cell beyond which its row may run over two pages."""


def write(table: Table) -> bytes:
    """The document, a whole PDF."""
    return printed("plan.typ", _sheet(table))


def _sheet(table: Table) -> dict[str, Any]:
    """What `plan.typ` reads."""
    read = table.read
    years = read.years
    width = _band_width(len(years))
    scale = bands.Scale(years, read.agreement.seasons or bands.SEASONS, width * _UNITS)
    drawn = _Bands(scale, read.as_of)
    dated = read.plan.dated_words or long_date(read.plan.dated_on)
    return {
        "title": f"{read.plan.title} – {read.agreement.title}",
        "description": table.filter,
        "day": {"year": read.as_of.year, "month": read.as_of.month, "day": read.as_of.day},
        "lang": "en" if get_language() == "en" else "fr",
        "agreement": read.agreement.title,
        "plan": read.plan.title,
        "about": " · ".join([one for one in (dated, table.stamp) if one]),
        "filter": _("Extrait") + colon() + table.filter if table.filter else "",
        "footer": " · ".join([read.agreement.short_title, read.plan.title, table.stamp]),
        "years": [_year(year, scale) for year in scale.years],
        "sections": [_section(table, part, width, drawn) for part in table.parts],
        "bands": drawn.made,
        "legend": drawn.legend(),
        "breakable": any(len(cell) > _LONG for _part, line in table.lines for cell in line.cells),
        "empty": "" if any(part.lines for part in table.parts) else _empty(table),
    }


def _empty(table: Table) -> str:
    return _("Aucune action ne répond à ce filtre.") if table.filter else _("Ce plan n’a pas encore d’action.")


def _band_width(years: int) -> float:
    return {1: 130.0, 2: 200.0, 3: 240.0}.get(years, 280.0)


def _year(year: FiscalYear, scale: bands.Scale) -> dict[str, Any]:
    seasons = scale.seasons[scale.years.index(year)]
    words = [str(_(season.word)) for season in seasons]
    if any(len(word) * _LETTER > season.width / _UNITS for word, season in zip(words, seasons, strict=True)):
        words = [word[:1].upper() for word in words]
    return {
        "label": year.label,
        "seasons": [
            {"word": word, "at": round(season.x / _UNITS, 1), "width": round(season.width / _UNITS, 1)}
            for word, season in zip(words, seasons, strict=True)
        ],
    }


def _section(table: Table, part: Part, width: float, drawn: _Bands) -> dict[str, Any]:
    """A section: one column for all its years, and one for the state with the latest news."""
    plain = [place for place, column in enumerate(part.columns) if column.kind not in ("year", "state", "news")]
    before = [
        place for place in plain if part.columns[place].kind in ("action", "responsible", "lead", "collaborators", "code", "objective")
    ]
    after = [place for place in plain if place not in before]
    headers: list[str | None] = [part.columns[place].header for place in before]
    headers += [None, *(part.columns[place].header for place in after)]
    told = table.state or table.news
    if told:
        headers.append(table.stamp if table.state else _("Dernière nouvelle"))
    own = part.weights(_WEIGHTS)
    weights = [own[place] for place in before + after] + ([_WEIGHTS["told"]] if told else [])
    band = width + 2 * INSET
    widths = [round((WIDTH - band) * weight / sum(weights), 1) for weight in weights]
    widths.insert(len(before), band)
    rows = []
    for line in part.lines:
        cells: list[Any] = [line.cells[place] for place in before]
        cells += [drawn.of(line.actions[0]), *(line.cells[place] for place in after)]
        rows.append(cells + ([_told(table, line)] if told else []))
    return {"heading": part.heading, "headers": headers, "widths": widths, "rows": rows}


def _told(table: Table, line: Line) -> dict[str, str] | str:
    """The state and the latest news of a row, as the sheet sets them; as lines of words where a row holds several actions."""
    if len(line.actions) > 1:
        return "\n".join(dict.fromkeys(cell for cell in line.cells[-(table.state + table.news) :] if cell))
    action = line.actions[0]
    flags = ", ".join(flag_words(flag) for flag in shown_flags(action, public=table.public)) if table.state else ""
    news = news_words(action) if table.news else ""
    state = status_words(action) if table.state else ""
    return {"state": state, "flags": f", {flags}" if flags else "", "news": f"{'. ' if state and news else ''}{news}"}


class _Bands:
    """The bands of a document, each drawn once however many actions have the same."""

    def __init__(self, scale: bands.Scale, today: date) -> None:
        self.scale, self.today = scale, today
        self.made: list[dict[str, Any]] = []
        self._kinds: set[str] = set()
        self._places: dict[tuple[bands.Cell, ...], int] = {}

    def of(self, action: ActionRead) -> int:
        """The place of the band of an action in `made`."""
        said = {one.year: (one.year, one.words, one.window) for one in action.scheduled}
        cells = tuple(said.get(year.start) or (year.start, "", Window("unspecified")) for year in self.scale.years)
        if cells not in self._places:
            self._places[cells] = len(self.made)
            self._kinds.update(shape.kind for shape in bands.shapes(self.scale, cells, today=self.today))
            self.made.append(
                {
                    "svg": bands.picture(self.scale, cells, today=self.today),
                    "alt": bands.said(self.scale, cells),
                    "words": [words or _("non précisé") for _year, words, _window in cells],
                }
            )
        return self._places[cells]

    def legend(self) -> list[dict[str, str]]:
        """What the shapes mean, for those that the document shows."""
        year = FiscalYear(2011)
        whole, month = (year.first_day, year.last_day), (date(2011, 7, 1), date(2011, 10, 31))
        before, after = (date(2010, 5, 1), date(2010, 5, 31)), (date(2012, 5, 1), date(2012, 5, 31))
        meanings: tuple[tuple[tuple[str, ...], Window, str], ...] = (
            (("season",), Window("season", *whole), _("période prévue")),
            (("range",), Window("range", *whole), _("d’un jour à un autre")),
            (("by",), Window("by", *whole), _("au plus tard")),
            (("month", "day"), Window("month", *month), _("mois ou jour prévu")),
            (("ongoing",), Window("ongoing", *whole), _("en continu")),
            (("recurrent",), Window("recurrent", *whole), _("à intervalles")),
            (("assess",), Window("to_be_assessed"), _("à évaluer avant l’année")),
            (("hatch",), Window("unspecified"), _("non précisé au plan")),
            (("unreadable",), Window("unreadable"), _("mots non compris")),
            (("out-left",), Window("month", *before), _("avant les années montrées")),
            (("out-right",), Window("month", *after), _("après les années montrées")),
        )
        scale = bands.Scale([year], bands.SEASONS, 48)
        shown = [(bands.shapes(scale, [(2011, "", window)]), words) for kinds, window, words in meanings if self._kinds.intersection(kinds)]
        if self._kinds.intersection(("away-left", "away-right")):
            shown.append(([bands.Shape("away-right", 24)], _("hors de l’exercice de sa colonne")))
        if "today" in self._kinds:
            shown.append(([bands.Shape("today", 24)], long_date(self.today)))
        return [{"svg": bands.sample(scale, drawn), "word": str(words)} for drawn, words in shown]
