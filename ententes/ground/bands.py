"""The season band: what the plan says of an action, drawn over its fiscal years as SVG, or given as shapes for another drawing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from markupsafe import Markup, escape

from ententes.ground.windows import Window
from ententes.ground.wording import colon, long_date
from ententes.ground.years import FiscalYear

HEIGHT = 30
"""Of a band, in the unit of its width."""
TOP, BOTTOM, MIDDLE = 4, 26, 15
AXIS = 34
"""Height of the axis."""

SEASONS = ((gettext_noop("printemps"), 4, 1), (gettext_noop("été"), 7, 1), (gettext_noop("automne"), 9, 1), (gettext_noop("hiver"), 1, 1))
"""Word, month and day of the first day of each season, as an agreement stores them."""

Cell = tuple[int, str, Window]
"""The year of the column (its first calendar year, as `FiscalYear.start`), the words as written, and the window computed from them."""


@dataclass(frozen=True, slots=True)
class Dot:
    """Something that happened. With a `url`, the dot leads to it."""

    day: date
    title: str
    url: str = ""


class Shape(NamedTuple):
    """A piece of a band: `kind` says what to draw, from `x` and over `width`. The heights belong to the kind.

    cell year (the grid) · season month range by ongoing recurrent hatch (over a width) · day assess unreadable away-left away-right
    out-left out-right dot today (at a place).
    """

    kind: str
    x: float
    width: float = 0
    title: str = ""
    url: str = ""


class Season(NamedTuple):
    """One season of one fiscal year on the scale."""

    word: str
    x: float
    width: float


class Scale:
    """Where each day of some fiscal years falls on a band. Make one a page: what all its bands share is worked out once."""

    def __init__(self, years: Sequence[FiscalYear], seasons: Iterable[Sequence[object]] = SEASONS, width: float = 372) -> None:
        if not years:
            raise ValueError("a band has at least one year")
        self.years = tuple(sorted(years))
        self.width = width
        self.span = width / len(self.years)
        self.starts: Mapping[int, float] = {year.start: index * self.span for index, year in enumerate(self.years)}
        self._days = {year.start: (year.next.first_day - year.first_day).days for year in self.years}
        self._boundaries = sorted((int(str(month)), int(str(day)), str(word)) for word, month, day in seasons)
        self.seasons = tuple(tuple(self._seasons_of(year)) for year in self.years)
        self._spoken: dict[date, str] = {}

    def spoken(self, day: date) -> str:
        """A day in the language of the page, written once for all the bands."""
        if day not in self._spoken:
            self._spoken[day] = long_date(day)
        return self._spoken[day]

    def at(self, day: date) -> float | None:
        """The place of the first moment of a day, or None when no year drawn holds it."""
        month = self.years[0].month
        start = day.year if day.month >= month else day.year - 1
        left = self.starts.get(start)
        if left is None:
            return None
        return left + self.span * (day - date(start, month, 1)).days / self._days[start]

    def over(self, first: date, last: date) -> list[tuple[float, float]]:
        """The places and widths that the days from `first` to `last` cover; years that follow each other make one piece."""
        pieces: list[tuple[float, float]] = []
        for year in self.years:
            begin, end = max(first, year.first_day), min(last, year.last_day)
            if begin > end:
                continue
            days = self._days[year.start]
            x = self.starts[year.start] + self.span * (begin - year.first_day).days / days
            width = self.span * ((end - begin).days + 1) / days
            if pieces and year.start - 1 in self.starts:
                pieces[-1] = (pieces[-1][0], pieces[-1][1] + width)
            else:
                pieces.append((x, width))
        return pieces

    def grid(self) -> list[Shape]:
        """The seasons of every year, and the line between two years."""
        cells = [Shape("cell", season.x, season.width, season.word) for year in self.seasons for season in year]
        return cells + [Shape("year", x) for x in sorted(self.starts.values())[1:]]

    def defs(self) -> Markup:
        """What the bands of a page refer to; once a page, above them."""
        return Markup(f'<svg class="band-defs" aria-hidden="true" width="0" height="0">{self._defs()}</svg>')  # noqa: S704 — numbers only

    def _defs(self) -> str:
        grid = self.grid()
        seasons = "".join(f"M{_n(shape.x)} {TOP}.5V{BOTTOM - 1}.5" for shape in grid if shape.kind == "cell" and shape.x)
        years = "".join(f"M{_n(shape.x)} 1V29" for shape in grid if shape.kind == "year")
        return (
            f'<defs><g id="band-grid"><path class="b-cell" d="M.5 {TOP}.5H{_n(self.width - 0.5)}V{BOTTOM - 1}.5H.5z{seasons}"/>'
            f'<path class="b-year" d="{years}"/></g>'
            '<pattern id="band-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<path class="b-hatch" d="M1 0V6"/></pattern>'
            '<linearGradient id="band-by"><stop class="b-from"/><stop class="b-to" offset="1"/></linearGradient></defs>'
        )

    def _seasons_of(self, year: FiscalYear) -> Iterable[Season]:
        firsts = sorted(
            (date(of, month, day), word) for of in (year.start - 1, year.start, year.start + 1) for month, day, word in self._boundaries
        )
        left, days = self.starts[year.start], self._days[year.start]
        for index, (first, word) in enumerate(firsts):
            last = firsts[index + 1][0] - timedelta(days=1) if index + 1 < len(firsts) else year.last_day
            begin, end = max(first, year.first_day), min(last, year.last_day)
            if begin <= end:
                yield Season(word, left + self.span * (begin - year.first_day).days / days, self.span * ((end - begin).days + 1) / days)


_SPANS = {"quarter": "season", "year": "season"}


def shapes(scale: Scale, cells: Iterable[Cell], dots: Iterable[Dot] = (), today: date | None = None) -> list[Shape]:
    """A band as plain pieces, in the order in which they are drawn; the grid is apart (`Scale.grid`), since all bands share it."""
    drawn: list[Shape] = []
    for column, _words, window in cells:
        drawn += _of_window(scale, column, window)
    if today is not None and (x := scale.at(today)) is not None:
        drawn.append(Shape("today", x + scale.span / 730))
    for dot in dots:
        x = scale.at(dot.day)
        if x is not None:
            drawn.append(Shape("dot", min(max(x + scale.span / 730, 5), scale.width - 5), 0, dot.title, dot.url))
    return drawn


def _of_window(scale: Scale, column: int, window: Window) -> list[Shape]:
    own = scale.starts.get(column)
    kind = window.kind
    if kind == "unspecified":
        return [] if own is None else [Shape("hatch", own, scale.span)]
    if kind in ("to_be_assessed", "unreadable"):
        after = window.decide_by + timedelta(days=1) if window.decide_by else None
        x = own if own is not None else (scale.at(after) if after else None)
        return [] if x is None else [Shape("assess" if kind == "to_be_assessed" else kind, x + 14)]
    first, last = window.starts_on, window.ends_on
    if kind in ("ongoing", "recurrent") and (first is None or last is None):
        return [] if own is None else [Shape(kind, own, scale.span)]
    if last is None:
        return []
    if kind == "by" and first is None:
        # What must be done by a day may begin with its column; a day before its column keeps a short fade so as to be seen.
        year = next((year for year in scale.years if year.start == column), None)
        first = year.first_day if year and year.first_day <= last else last - timedelta(days=45)
    first = first or last
    pieces = scale.over(first, last)
    if not pieces:
        return [Shape("out-left", 1) if last < scale.years[0].first_day else Shape("out-right", scale.width - 1)]
    if kind == "day":
        drawn = [Shape("day", x + width / 2) for x, width in pieces]
    else:
        drawn = [Shape(_SPANS.get(kind, kind), x, width) for x, width in pieces]
    if own is not None:
        right = own + scale.span
        if all(x + width <= own + 0.01 for x, width in pieces):
            drawn.append(Shape("away-left", own + 8))
        elif all(x >= right - 0.01 for x, width in pieces):
            drawn.append(Shape("away-right", right - 8))
    return drawn


def _n(value: float) -> str:
    """A number as short as SVG allows."""
    return f"{value:.1f}".removesuffix(".0")


def _path(css: str, d: str) -> str:
    return f'<path class="b-{css}" d="{d}"/>'


def _rect(css: str, x: float, width: float, extra: str = ' rx="2"') -> str:
    return f'<rect class="b-{css}" x="{_n(x)}" y="5" width="{_n(max(width, 2))}" height="20"{extra}/>'


def _line(css: str, shape: Shape) -> str:
    return _path(css, f"M{_n(shape.x + 3)} {MIDDLE}H{_n(shape.x + shape.width - 3)}")


def _range(shape: Shape) -> str:
    left, right = _n(shape.x), _n(shape.x + shape.width)
    return _rect("range", shape.x, shape.width, "") + _path("cap", f"M{left} 5h2v20h-2zM{right} 5h-2v20h2z")


def _by(shape: Shape) -> str:
    return _rect("by", shape.x, shape.width, ' fill="url(#band-by)"') + _path("end", f"M{_n(shape.x + shape.width)} 3h-2.5v24h2.5z")


def _recurrent(shape: Shape) -> str:
    count = max(2, round(shape.width / 46))
    ticks = "".join(f"M{_n(shape.x + shape.width * (index + 0.5) / count)} 10v10" for index in range(count))
    return _line("recurrent", shape) + _path("tick", ticks)


def _hatch(shape: Shape) -> str:
    return f'<rect x="{_n(shape.x + 1)}" y="5" width="{_n(shape.width - 2)}" height="20" fill="url(#band-hatch)"/>'


def _dot(shape: Shape) -> str:
    circle = f'<circle class="b-dot" cx="{_n(shape.x)}" cy="{MIDDLE}" r="4"><title>{escape(shape.title)}</title></circle>'
    return f'<a href="{escape(shape.url)}" tabindex="-1">{circle}</a>' if shape.url else circle


_DRAW: Mapping[str, Callable[[Shape], str]] = {
    "season": lambda shape: _rect("season", shape.x + 0.5, shape.width - 1),
    "month": lambda shape: _rect("month", shape.x + 0.5, shape.width - 1),
    "range": _range,
    "by": _by,
    "ongoing": lambda shape: _line("ongoing", shape),
    "recurrent": _recurrent,
    "hatch": _hatch,
    "day": lambda shape: _path("day", f"M{_n(shape.x - 1.5)} 3h3v24h-3z"),
    "assess": lambda shape: _path("assess", f"M{_n(shape.x - 7)} {MIDDLE}l7-7 7 7-7 7z"),
    "unreadable": lambda shape: _path("ask", f"M{_n(shape.x - 3.5)} 11.5a3.5 3.5 0 1 1 5 3.2c-1.2.6-1.5 1.2-1.5 2.3M{_n(shape.x)} 21v.1"),
    "away-left": lambda shape: _path("away", f"M{_n(shape.x)} 11l-4 4 4 4"),
    "away-right": lambda shape: _path("away", f"M{_n(shape.x)} 11l4 4-4 4"),
    "out-left": lambda shape: _path("out", f"M{_n(shape.x)} {MIDDLE}l8-6v12z"),
    "out-right": lambda shape: _path("out", f"M{_n(shape.x)} {MIDDLE}l-8-6v12z"),
    "today": lambda shape: _path("today", f"M{_n(shape.x)} 0V{HEIGHT}"),
    "dot": _dot,
}


def drawing(drawn: Iterable[Shape]) -> str:
    """The shapes of a band as SVG, over the grid that `Scale.defs` holds."""
    return '<use href="#band-grid"/>' + "".join([_DRAW[shape.kind](shape) for shape in drawn])


def band(scale: Scale, cells: Sequence[Cell], dots: Sequence[Dot] = (), today: date | None = None) -> Markup:
    """One action's band. What the drawing shows is also said in words; dots that lead somewhere are listed under it as links."""
    svg = drawing(shapes(scale, cells, dots, today))
    box = f'<svg class="band" viewBox="0 0 {_n(scale.width)} {HEIGHT}"'
    words = escape(said(scale, cells, dots))
    linked = [dot for dot in dots if dot.url]
    if not linked:
        return Markup(f'{box} role="img" aria-label="{words}">{svg}</svg>')  # noqa: S704 — escaped piece by piece
    items = "".join(
        f'<li><time datetime="{dot.day.isoformat()}">{dot.day.isoformat()}</time><a href="{escape(dot.url)}">{escape(dot.title)}</a></li>'
        for dot in linked
    )
    count = escape(ngettext("%(count)s fait", "%(count)s faits", len(linked)) % {"count": len(linked)})
    return Markup(  # noqa: S704 — escaped piece by piece
        f'{box} aria-hidden="true">{svg}</svg><span class="vh">{words}</span>'
        f'<details class="band-list"><summary>{count}</summary><ul>{items}</ul></details>'
    )


def overlaid(scale: Scale, cells: Iterable[Cell], words: str, today: date | None = None) -> Markup:
    """The cells of many actions on one band, each shape once; the caller says in words what that shows."""
    found = list(dict.fromkeys(shapes(scale, cells, (), today)))
    box = f'<svg class="band" viewBox="0 0 {_n(scale.width)} {HEIGHT}" role="img" aria-label="{escape(words)}">'
    return Markup(f"{box}{drawing(found)}</svg>")  # noqa: S704 — escaped piece by piece


def marks(scale: Scale, days: Iterable[date]) -> Markup | str:
    """Small dots alone, to lay over a band that many actions share: what happened, when the words beside it already say it."""
    found = {_n(min(max(x + scale.span / 730, 4), scale.width - 4)) for day in days if (x := scale.at(day)) is not None}
    if not found:
        return ""
    dots = "".join(f'<circle class="b-dot" cx="{x}" cy="{MIDDLE}" r="3.5"/>' for x in sorted(found, key=float))
    box = f'<svg class="band band-over" viewBox="0 0 {_n(scale.width)} {HEIGHT}" aria-hidden="true">'
    return Markup(f"{box}{dots}</svg>")  # noqa: S704 — numbers only


def said(scale: Scale, cells: Iterable[Cell], dots: Iterable[Dot] = ()) -> str:
    """What a band shows, in words."""
    month = scale.years[0].month
    parts = [f"{FiscalYear(column, month).label}{colon()}{_cell_said(scale, column, words, window)}" for column, words, window in cells]
    done = [f"{scale.spoken(dot.day)}, {dot.title}" for dot in dots]
    if done:
        parts.append(_("fait") + colon() + "; ".join(done))
    return "; ".join(parts)


def _cell_said(scale: Scale, column: int, words: str, window: Window) -> str:
    if window.kind == "unspecified":
        return words or _("non précisé au plan")
    aside = ""
    if window.kind == "unreadable":
        aside = _("mots non compris")
    elif window.decide_by:
        aside = _("à décider au plus tard le %(day)s") % {"day": scale.spoken(window.decide_by)}
    elif window.ends_on:
        first, last = window.starts_on or window.ends_on, window.ends_on
        own = FiscalYear(column, scale.years[0].month)
        if last < scale.years[0].first_day:
            aside = _("avant les années montrées")
        elif first > scale.years[-1].last_day:
            aside = _("après les années montrées")
        elif last < own.first_day or first > own.last_day:
            aside = _("tombe en %(year)s") % {"year": FiscalYear.of(last, own.month).label}
    return f"{words} ({aside})" if aside else words


def axis(scale: Scale, today: date | None = None) -> Markup:
    """The head of the bands: the years, and the seasons in words as long as their cells allow."""
    pieces = []
    for year, seasons, words in zip(scale.years, scale.seasons, _fitted(scale), strict=True):
        left = scale.starts[year.start]
        pieces.append(f'<text class="axis-year" x="{_n(left + (3 if left else 0))}" y="13">{year.label}</text>')
        pieces += [
            f'<text x="{_n(season.x + season.width / 2)}" y="28" text-anchor="middle">{escape(word)}</text>'
            for season, word in zip(seasons, words, strict=True)
        ]
    pieces += [_path("year", f"M{_n(x)} 2V{AXIS}") for x in sorted(scale.starts.values())[1:]]
    if today is not None and (x := scale.at(today)) is not None:
        pieces.append(_path("out", f"M{_n(x + scale.span / 730)} {AXIS + 1}l-4-5h8z"))
    words_ = escape(", ".join([year.label for year in scale.years] + list(dict.fromkeys(_(season.word) for season in scale.seasons[0]))))
    svg = f'<svg class="axis" viewBox="0 0 {_n(scale.width)} {AXIS}" role="img" aria-label="{words_}">{"".join(pieces)}</svg>'
    return Markup(svg)  # noqa: S704 — escaped piece by piece


def _fitted(scale: Scale) -> list[list[str]]:
    """The words of the seasons whole, or shortened, or all by their first letter where one of them has no room for four."""
    years = [[(_(season.word), int((season.width - 2) / _LETTER)) for season in year] for year in scale.seasons]
    if any(len(word) > room and room < 4 for year in years for word, room in year):
        return [[word[:1].upper() for word, _room in year] for year in years]
    return [[word if len(word) <= room else f"{word[: min(5, room - 1)]}." for word, room in year] for year in years]


_LETTER = 5.7
"""About the width of a letter of the axis."""

_INK = (
    ".b-cell{fill:none;stroke:#c9c4b4;stroke-width:.8}.b-year{stroke:#555;stroke-width:1.2}.b-season,.b-range{fill:#bcd9d2}"
    ".b-month,.b-day,.b-cap,.b-end{fill:#0f5f5c}.b-from{stop-color:#0f5f5c;stop-opacity:.08}.b-to{stop-color:#0f5f5c;stop-opacity:.75}"
    ".b-ongoing,.b-recurrent,.b-tick{fill:none;stroke:#0f5f5c;stroke-width:3;stroke-linecap:round}.b-recurrent{stroke-dasharray:1 6}"
    ".b-tick{stroke-width:1.75}.b-assess,.b-out{fill:#c8641a}.b-hatch{fill:none;stroke:#9a947f;stroke-width:1.2}"
    ".b-ask{fill:none;stroke:#c8641a;stroke-width:2;stroke-linecap:round}.b-away{fill:none;stroke:#4b5f5a;stroke-width:1.5}"
    ".b-today{fill:none;stroke:#c8641a;stroke-width:1.5;stroke-dasharray:2 2}.b-dot{fill:#fff;stroke:#0f5f5c;stroke-width:2.5}"
)


def picture(scale: Scale, cells: Iterable[Cell], dots: Iterable[Dot] = (), today: date | None = None) -> str:
    """The same band as a whole SVG file with its colours, for a document (Typst reads it as an image)."""
    plain = [Dot(dot.day, dot.title) for dot in dots]
    return _file(scale, drawing(shapes(scale, cells, plain, today)))


def sample(scale: Scale, drawn: Iterable[Shape]) -> str:
    """Some shapes without their grid as a whole SVG file, for the legend of a document."""
    return _file(scale, "".join([_DRAW[shape.kind](shape) for shape in drawn]))


def _file(scale: Scale, svg: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(scale.width)} {HEIGHT}" width="{_n(scale.width)}" height="{HEIGHT}">'
        f"<style>{_INK}</style>{scale._defs()}{svg}</svg>"
    )
