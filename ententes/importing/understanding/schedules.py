"""The schedules of one action: the words of its columns of time, each put in its fiscal year, with the window they cover."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ententes.ground.french import even, tidy
from ententes.ground.windows import Window, window
from ententes.ground.years import FiscalYear
from ententes.importing.reading import ScheduleRead

from .columns import Column
from .titles import flat

_RANKS = re.compile(r"(?:ans?|annees?|years?) ?([1-9])(?: ?[-,&] ?| (?:a|au|et|to|and) )(?:an |annee |year )?([1-9])")
_RANK = re.compile(r"\b(?:an|annee|year|phase) ?([1-9])\b|\b([1-9])(?:re|er|ere|e|eme|st|nd|rd|th) (?:an|annee|year)\b")


def read_schedules(times: Sequence[tuple[Column, str]], *, base: int, month: int) -> list[ScheduleRead]:
    """One schedule per fiscal year, in the order of the columns.

    `base` is the calendar year in which the first fiscal year of the plan starts; `month` the one in which years begin. Ticks under
    quarters or months of one year are put together; « Début » and « Fin » make one window; a deadline goes to the year it falls in.
    """
    found: list[ScheduleRead] = []
    years: dict[int, list[tuple[Column, str]]] = {}
    for column, words in times:
        if column.kind == "year":
            years.setdefault(year_of(column, base), []).append((column, words))
    for year, columns in years.items():
        found.append(_of_year(year, columns, month))
    for one in _deadlines([one for one in times if one[0].kind == "deadline"], base, month, {one.year: one for one in found}):
        if not any(one is other for other in found):
            found.append(one)
    return found


def year_of(column: Column, base: int) -> int:
    """The calendar year in which the fiscal year of a column starts."""
    return column.year or (base + column.rank - 1 if column.rank else base)


def _of_year(year: int, columns: Sequence[tuple[Column, str]], month: int) -> ScheduleRead:
    header = " / ".join(flat(column.header) for column, _ in columns)
    if len(columns) == 1 and not columns[0][0].period:
        column, words = columns[0]
        return ScheduleRead(year, words, window(words, year, month=month), header)
    written = [(column, words) for column, words in columns if words.strip()]
    ticked = [column.period for column, words in written if window(words, year, month=month).kind in ("year", "ongoing")]
    if written and len(ticked) == len(written):
        words = ", ".join(ticked)
        spans = [window(one, year, month=month) for one in ticked]
        days = [span for span in spans if span.starts_on and span.ends_on]
        if not days:
            return ScheduleRead(year, words, Window("unreadable"), header)
        first, last = min(span.starts_on for span in days if span.starts_on), max(span.ends_on for span in days if span.ends_on)
        kind = days[0].kind if len(days) == 1 else "year" if len(ticked) == len(columns) else "range"
        return ScheduleRead(year, words, Window(kind, first, last), header)
    words = "; ".join(f"{column.period} : {words}" if column.period else words for column, words in written)
    if len(written) == 1:
        column, said = written[0]
        inside = window(f"{column.period} {said}", year, month=month)
        return ScheduleRead(year, words, inside if inside.kind != "unreadable" else window(said, year, month=month), header)
    return ScheduleRead(year, words, window("" if not written else words, year, month=month), header)


def _deadlines(times: Sequence[tuple[Column, str]], base: int, month: int, years: dict[int, ScheduleRead]) -> list[ScheduleRead]:
    starts = [(column, words) for column, words in times if column.part == "start"]
    ends = [(column, words) for column, words in times if column.part == "end"]
    if len(starts) == 1 and len(ends) == 1:
        said = [words for _, words in (starts[0], ends[0]) if words.strip()]
        header = flat(f"{starts[0][0].header} / {ends[0][0].header}")
        words = " – ".join(said)
        first, last = (window(one[0][1], base, month=month) for one in (starts, ends))
        if (
            first.starts_on
            and last.ends_on
            and first.starts_on <= last.ends_on
            and {first.kind, last.kind} <= {"day", "month", "quarter", "season", "year", "range"}
        ):
            covered = Window("range", first.starts_on, last.ends_on)
            return [_placed(words, covered, header, base, month, years)]
        return [_placed(words, _deadline_window(words, base, month), header, base, month, years)]
    written = [(column, words) for column, words in times if words.strip()] or list(times[:1])
    return [
        _placed(words, _deadline_window(words, base, month), flat(column.header), base, month, years)
        for column, words in written
        if words.strip() or not years
    ]


def _deadline_window(words: str, base: int, month: int) -> Window:
    """The window of a deadline; « An 2 » alone is the second year of the plan."""
    found = _RANK.fullmatch(even(tidy(words)).strip(" .")) if words else None
    if found:
        fiscal = FiscalYear(base + int(found[1] or found[2]) - 1, month)
        return Window("year", fiscal.first_day, fiscal.last_day)
    if several := _RANKS.fullmatch(even(tidy(words)).strip(" .")):
        first, last = (FiscalYear(base + int(several[rank]) - 1, month) for rank in (1, 2))
        return Window("range", first.first_day, last.last_day)
    return window(words, base, month=month)


def _placed(words: str, covered: Window, header: str, base: int, month: int, years: dict[int, ScheduleRead]) -> ScheduleRead:
    day = covered.starts_on or covered.ends_on
    year = FiscalYear.of(day, month).start if day else base
    if day and covered.kind in ("year", "range") and (day.month, day.day) == (1, 1):
        # « 2025 » is the calendar year: it is shown with the fiscal year that begins in it.
        year = day.year
    schedule = ScheduleRead(year, words, covered, header, deadline=True)
    ticked = years.get(year)
    if ticked is not None and covered.kind not in ("unspecified",) and ticked.window.kind in ("year", "unspecified"):
        # A year ticked beside its deadline: the deadline is the more precise of the two.
        ticked.words, ticked.window, ticked.column = words, covered, f"{ticked.column} / {header}"
        return ticked
    return schedule
