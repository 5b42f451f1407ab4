"""The plan as one flat table for workbooks and programs: the columns of every section side by side, and the days computed from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ententes.ground.french import fold
from ententes.ground.windows import Window

from .table import FORBIDDEN, Line, Table, flag_words, shown_flags, status_words

Value = str | date | None


@dataclass(frozen=True, slots=True)
class Flat:
    """Headers, and rows of as many values: words, days, or nothing."""

    headers: list[str]
    rows: list[list[Value]]


def flat(table: Table) -> Flat:
    """One row a line of the plan, whatever the section: its code and section, its own columns, its windows, its state and news."""
    own: dict[tuple[str, int | None, str], str] = {}
    for part in table.parts:
        for column in part.columns:
            if column.kind not in ("state", "news"):
                own.setdefault((column.kind, column.year, _same(column.kind, column.header)), column.header)
    places = {key: place for place, key in enumerate(own)}
    years = table.read.years
    headers = [_("Code attribué"), _("Section"), *own.values()]
    for year in years:
        headers += [_("%(year)s, du") % {"year": year.label}, _("%(year)s, au") % {"year": year.label}]
    if table.state:
        headers += [table.stamp, _("Signalements")]
    if table.news:
        headers += [_("Dernière nouvelle"), _("Date de la nouvelle"), _("Par")]
    rows: list[list[Value]] = []
    for part in table.parts:
        under = [
            places.get((column.kind, column.year, _same(column.kind, column.header))) if column.kind not in ("state", "news") else None
            for column in part.columns
        ]
        for line in part.lines:
            cells: list[Value] = [None] * len(own)
            for place, words in zip(under, line.cells, strict=True):
                if place is not None:
                    cells[place] = words
            windows = {one.year: one.window for one in line.actions[0].scheduled}
            days = [day for year in years for day in _days(windows.get(year.start))]
            codes = " / ".join([action.code for action in line.actions])
            rows.append([codes, part.heading, *cells, *days, *_told(table, line)])
    return Flat([clean(header) for header in _distinct(headers)], rows)


def _same(kind: str, header: str) -> str:
    """Columns of one kind are one column whatever their header; only those nobody understood are told apart by it."""
    return fold(header) if kind in ("extra", "objective", "deadline") else ""


def _days(window: Window | None) -> tuple[date | None, date | None]:
    return (window.starts_on, window.ends_on) if window else (None, None)


def _told(table: Table, line: Line) -> list[Value]:
    told: list[Value] = []
    actions = line.actions
    if table.state:
        flags = dict.fromkeys(flag_words(flag) for action in actions for flag in shown_flags(action, public=table.public))
        told += [" / ".join(dict.fromkeys(map(status_words, actions))), ", ".join(flags)]
    if table.news:
        heard = max((action.news for action in actions if action.news), key=lambda news: news.dated_on, default=None)
        told += [heard.text, heard.dated_on, heard.author] if heard else ["", None, ""]
    return told


def _distinct(headers: list[str]) -> list[str]:
    """The same headers, told apart where two columns have the same."""
    met: dict[str, int] = {}
    found = []
    for header in headers:
        met[header] = met.get(header, 0) + 1
        found.append(header if met[header] == 1 else f"{header} ({met[header]})")
    return found


def clean(words: str) -> str:
    """Words without the characters that no file may hold."""
    return FORBIDDEN.sub("", words)
