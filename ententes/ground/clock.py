"""The only place that reads the clock, so that a demonstration or a test can live on another day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware. Where `ENTENTES_TODAY` is set, the same hour on that day."""
    real = timezone.now()
    pinned: date | None = settings.ENTENTES_TODAY
    if pinned is None:
        return real
    zone = ZoneInfo(settings.TIME_ZONE)
    return real + timedelta(days=(pinned - real.astimezone(zone).date()).days)


def today() -> date:
    """The present day in the time zone of the installation."""
    return timezone.localdate(now())
