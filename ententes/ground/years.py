"""Fiscal years: named by the calendar year in which they start, written « 2011-2012 » unless they are calendar years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """The twelve months that begin on the first day of `month` in the year `start` (the Québec government's begin in April)."""

    start: int
    month: int = 4

    @classmethod
    def of(cls, day: date, month: int = 4) -> FiscalYear:
        """The fiscal year in which a day falls."""
        return cls(day.year if day.month >= month else day.year - 1, month)

    @property
    def first_day(self) -> date:
        return date(self.start, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> FiscalYear:
        return FiscalYear(self.start + 1, self.month)

    @property
    def label(self) -> str:
        return str(self.start) if self.month == 1 else f"{self.start}-{self.start + 1}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return self.label
