"""Readings of calls: those of an agreement, those that anybody may read, and until when one receives, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.wording import hour, weekday

from ..models import Call
from ..states import CallState

LAST = time(23, 59, 59, 999_999)


class NoSuchHour(ValueError):
    """A local hour that the clocks skip on that day, with the sentence for whoever typed it."""


def instant(day: date, at: time) -> datetime:
    """The instant of a local hour. Said twice on the day clocks go back, it is the later one: nobody loses an hour.

    Raises `NoSuchHour` for an hour that the clocks skip.
    """
    zone = timezone.get_default_timezone()
    found = datetime.combine(day, at, zone).replace(fold=1)
    if found.astimezone(UTC).astimezone(zone).replace(fold=1) != found:
        raise NoSuchHour(_("Cette heure n’existe pas le %(day)s : les horloges avancent.") % {"day": weekday(day)})
    return found


def end_of(day: date) -> datetime:
    """The last instant of a day, for a call that receives until that day, the day included."""
    return instant(day, LAST)


def until(closes_at: datetime) -> str:
    """Until when a call receives, and what that includes: « jusqu’au lundi 14 novembre 2011, 16 h inclusivement… »."""
    local = timezone.localtime(closes_at)
    said = {"day": weekday(local.date()), "hour": hour(closes_at), "zone": zone_of(closes_at)}
    if local.time() == LAST:
        return _("jusqu’au %(day)s inclusivement, c’est-à-dire jusqu’à la fin de ce jour (%(zone)s)") % said
    return _("jusqu’au %(day)s, %(hour)s inclusivement (%(zone)s) : reçu à %(hour)s juste, refusé un instant plus tard") % said


def zone_of(at: datetime) -> str:
    """The hour of the installation at that moment: « heure d’ici, UTC−5 »."""
    offset = timezone.localtime(at).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    sign, size = ("−" if minutes < 0 else "+"), abs(minutes)
    rest = f":{size % 60:02d}" if size % 60 else ""
    return _("heure d’ici, UTC%(offset)s") % {"offset": f"{sign}{size // 60}{rest}"}


@dataclass(frozen=True, slots=True)
class Listed:
    """One call as a light row."""

    pk: int
    title: str
    agreement: str
    state: str
    opens_at: datetime
    closes_at: datetime | None

    @property
    def state_words(self) -> str:
        return str(CallState(self.state).label)


def listed(agreement: Agreement, person: Any, when: datetime) -> list[Listed]:
    """The calls of an agreement that the person may read, the latest first. One query."""
    return _rows(Call.objects.seen_by(person).filter(agreement=agreement), when)


def public(when: datetime) -> list[Listed]:
    """Every published call that still receives or will, whatever its agreement, the first to close first. One query."""
    found = _rows(Call.objects.public().filter(cancelled_at=None), when)
    alive = [one for one in found if one.state in (CallState.OPEN, CallState.ANNOUNCED)]
    return sorted(alive, key=lambda one: (one.state != CallState.OPEN, one.closes_at is None, one.closes_at or one.opens_at))


def _rows(rows: Any, when: datetime) -> list[Listed]:
    columns = ("pk", "title", "opens_at", "closes_at", "published_at", "cancelled_at")
    found = rows.order_by("-opens_at", "-pk").values_list(*columns, "agreement__title")
    made = []
    for *values, agreement in found:
        call = Call(**dict(zip(("id", *columns[1:]), values, strict=True)))
        made.append(Listed(call.pk, call.title, agreement, str(call.state(when)), call.opens_at, call.closes_at))
    return made
