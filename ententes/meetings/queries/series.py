"""The moments of a series of meetings, at the same local hour whatever the change of hour in between."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from django.utils import timezone

from ..states import Every

_WEEKS = {Every.WEEK: 1, Every.TWO_WEEKS: 2}
_MONTHS = {Every.MONTH: 1, Every.TWO_MONTHS: 2, Every.THREE_MONTHS: 3}


def moments(starts_at: datetime, ends_at: datetime, *, every: str, times: int) -> list[tuple[datetime, datetime]]:
    """When each meeting of a series starts and ends, the first one included.

    A month that has no fifth Tuesday takes its last one.
    """
    first, last = (timezone.localtime(at).replace(tzinfo=None) for at in (starts_at, ends_at))
    found = []
    for place in range(times):
        shift = _day(first.date(), Every(every), place) - first.date()
        found.append((timezone.make_aware(first + shift), timezone.make_aware(last + shift)))
    return found


def _day(first: date, every: Every, place: int) -> date:
    if every in _WEEKS:
        return first + timedelta(weeks=_WEEKS[every] * place)
    years, month = divmod(first.month - 1 + _MONTHS[every] * place, 12)
    year, month = first.year + years, month + 1
    rank = (first.day - 1) // 7
    day = 1 + (first.weekday() - date(year, month, 1).weekday()) % 7 + 7 * rank
    return date(year, month, day if day <= calendar.monthrange(year, month)[1] else day - 7)
