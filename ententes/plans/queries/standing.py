"""Where an action stands today: late, silent, near its term, waiting for a decision, an answer or a clearer schedule."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery

from ententes.ground.years import FiscalYear

from ..models import Question
from ..states import ENDED, Status

NEAR = timedelta(days=30)
"""Before its last day, a schedule is near."""
DECISION = timedelta(days=90)
"""Before `decide_by`, a decision is asked for."""

ASKED, LATE, DECIDE, SILENT, NEARING, UNCLEAR = "asked", "late", "decide", "silent", "nearing", "unclear"
KINDS = (ASKED, LATE, DECIDE, SILENT, NEARING, UNCLEAR)
"""Every flag, the most pressing first; `web.flags` has their words."""
WAITING = frozenset({ASKED, LATE, DECIDE, SILENT, UNCLEAR})
"""The flags that make an action « demande une réponse »."""


class Span(NamedTuple):
    """A schedule as a light row: `Schedule.objects.values_list(*Span._fields)` gives it as a plain tuple, which does as well."""

    year: int
    kind: str
    starts_on: date | None = None
    ends_on: date | None = None
    decide_by: date | None = None


Row = tuple[int, str, date | None, date | None, date | None]


class Flag(NamedTuple):
    """One thing to know of an action today. `day`: late since, silent since, near which day, to decide by, asked for which day."""

    kind: str
    day: date | None = None


def standing(
    status: str,
    spans: Iterable[Row],
    *,
    today: date,
    cadence: int,
    month: int = 4,
    last_news_on: date | None = None,
    asked_for: date | None = None,
) -> tuple[Flag, ...]:
    """The flags of one action, the most pressing first. Pure: no query, no clock, a few microseconds.

    `spans`: one row a fiscal year, shaped as `Span`, in any order. `cadence`: months between two pieces of news (the lead body's,
    else the agreement's). `month`: first month of the fiscal year. `last_news_on`: `dated_on` of the latest note. `asked_for`: the day
    for which an open question expects its answer.

    The schedule that counts is that of the running fiscal year, or the last one before it. « En continu » is never late; what
    ended (`states.ENDED`) is neither late nor awaited; a window that closes before the year of its column is unclear, not late.
    """
    rows = sorted(spans, key=lambda row: row[0])
    flags = [Flag(ASKED, asked_for)] if asked_for else []
    current = FiscalYear.of(today, month)
    running = next((row for row in reversed(rows) if row[0] <= current.start), None)
    ended = status in ENDED
    if running and not ended:
        flags += _of_running(running, status, current if running[0] == current.start else FiscalYear(running[0], month), today)
        if since := _silent_since(running, status, FiscalYear(running[0], month), today, cadence, last_news_on):
            flags.append(Flag(SILENT, since))
    for year, kind, _starts, ends, decide_by in rows:
        if year >= current.start and status != Status.ABANDONED and kind == "to_be_assessed":
            decide_by = decide_by or FiscalYear(year, month).first_day - timedelta(days=1)
            if today >= decide_by - DECISION:
                flags.append(Flag(DECIDE, decide_by))
        elif year >= current.start and not ended and _is_unclear(kind, ends, FiscalYear(year, month)):
            flags.append(Flag(UNCLEAR))
        elif year > current.start and not ended and kind in _BOUNDED and ends and today <= ends <= today + NEAR:
            flags.append(Flag(NEARING, ends))
    return tuple(dict.fromkeys(sorted(flags, key=lambda flag: _RANK[flag.kind])))


def with_blanks(spans: Iterable[Row], years: Iterable[int]) -> list[Row]:
    """The rows of an action, and a blank for each year of its plan of which nothing is said."""
    kept = list(spans)
    said = {row[0] for row in kept}
    return kept + [Span(year, "unspecified") for year in years if year not in said]


_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_BOUNDED = frozenset({"day", "month", "quarter", "season", "range", "by", "year"})
_CONTINUED = frozenset({"ongoing", "recurrent"})


def _is_unclear(kind: str, ends_on: date | None, year: FiscalYear) -> bool:
    return kind in ("unspecified", "unreadable") or (kind in _BOUNDED and ends_on is not None and ends_on < year.first_day)


def _of_running(row: Row, status: str, year: FiscalYear, today: date) -> list[Flag]:
    _year, kind, _starts, ends, _by = row
    if kind not in _BOUNDED or ends is None or _is_unclear(kind, ends, year):
        return []
    if ends < today:
        return [Flag(LATE, ends + timedelta(days=1))]
    return [Flag(NEARING, ends)] if ends <= today + NEAR else []


def _silent_since(
    row: Row,
    status: str,
    year: FiscalYear,
    today: date,
    cadence: int,
    last_news_on: date | None,
) -> date | None:
    """The day since which news is missing, once a cadence has gone by; None while nothing is expected yet."""
    _year, kind, starts, ends, _by = row
    if kind in _CONTINUED or (kind in _BOUNDED and not _is_unclear(kind, ends, year)):
        begun = starts or year.first_day
    elif status == Status.UNDER_WAY and last_news_on:
        begun = last_news_on
    else:
        return None
    since = max(begun, last_news_on) if last_news_on else begun
    return since if months_after(since, cadence) <= today else None


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


OPEN = Q(answer__isnull=True, withdrawn_at__isnull=True, action__removed_at__isnull=True)
"""A question nobody has answered nor withdrawn, about an action that is still in its plan."""


def is_asked() -> Exists:
    """An annotation for lists of actions: whether an open question stands."""
    return Exists(Question.objects.filter(OPEN, action=OuterRef("pk")))


def asked_for() -> Subquery:
    """An annotation for lists of actions: the day for which the oldest open question expects its answer, as `asked_for` of `standing`."""
    due = Question.objects.filter(OPEN, action=OuterRef("pk")).order_by("request__due_on", "pk").values("request__due_on")
    return Subquery(due[:1])
