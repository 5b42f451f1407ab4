"""Dates, moments, money, sizes and marks in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext

from ententes.ground import days, french


def _english() -> bool:
    return get_language() == "en"


def long_date(day: date | None) -> str:
    """« 12 avril 2011 », or « April 12, 2011 »; nothing for no day."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return days.long_date(day)


def moment(at: datetime | None) -> str:
    """« 12 avril 2011, 19 h 30 », or « April 12, 2011, 19:30 »; nothing for no moment."""
    if at is None:
        return ""
    return f"{long_date(timezone.localtime(at).date())}, {hour(at)}"


def weekday(day: date) -> str:
    """« mercredi 23 novembre 2011 », or “Wednesday, November 23, 2011”; never cut between two lines after the name of the day."""
    if not _english():
        return french.long_date(day, weekday=True)
    return f"{format_date(day, 'EEEE', locale='en_CA')}, {days.long_date(day)}"


def hour(at: datetime) -> str:
    """« 19 h 30 », or « 19:30 »."""
    local = timezone.localtime(at)
    return f"{local:%H:%M}" if _english() else french.time_text(local.time())


def span(starts_at: datetime, ends_at: datetime) -> str:
    """« mercredi 23 novembre 2011, de 19 h à 21 h 30 », or “Wednesday, November 23, 2011, from 19:00 to 21:30”.

    The other day is said where it ends on another one.
    """
    first, last = (timezone.localtime(at).date() for at in (starts_at, ends_at))
    until = hour(ends_at) if first == last else f"{hour(ends_at)} ({weekday(last)})"
    of, to = ("from", "to") if _english() else ("de", "à")
    return f"{weekday(first)}, {of} {hour(starts_at)} {to} {until}"


def money(cents: int) -> str:
    """« 1 234,56 $ », or « $1,234.56 »."""
    return format_currency(Decimal(cents) / 100, "CAD", locale="en_CA") if _english() else french.money_text(cents)


def percent(share: int) -> str:
    """« 12,5 % », or “12.5%”, of a share in hundredths of a percent."""
    whole, rest = divmod(share, 100)
    decimals = f".{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals}%" if _english() else f"{whole}{decimals.replace('.', ',')}{french.NBSP}%"


def figure(number: int) -> str:
    """« 20 000 », whose space does not break, or “20,000”."""
    return f"{number:,}" if _english() else f"{number:,}".replace(",", french.NBSP)


def colon() -> str:
    """What stands between a title and what it announces: French wants a space that does not break before it."""
    return ": " if _english() else f"{french.NBSP}: "


def quoted(words: str) -> str:
    """« words », or “words”."""
    return f"“{words}”" if _english() else french.quoted(words)


def half_points(halves: int | None) -> str:
    """« 3,5 », or “3.5”, of a note kept in halves of a point; nothing for no note."""
    if halves is None:
        return ""
    whole, rest = divmod(halves, 2)
    return (f"{whole}.5" if _english() else f"{whole},5") if rest else str(whole)


def score(points: Decimal) -> str:
    """« 67,8 », or “67.8”, without useless zeros."""
    words = f"{points.normalize():f}"
    return words if _english() else words.replace(".", ",")


def listing(items: Iterable[str]) -> str:
    """« a, b et c », or “a, b and c”."""
    return french.listing(items, "and" if _english() else "et")


def file_size(octets: int) -> str:
    """« 12 ko », « 1,4 Mo », or their English."""
    kilo, mega = ("kB", "MB") if _english() else ("ko", "Mo")
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}\u00a0{kilo}"
    text = f"{octets / 1_000_000:.1f}\u00a0{mega}"
    return text if _english() else text.replace(".", ",")


def on_record(words: str) -> str:
    """Words that a record keeps: in French, in whatever language somebody acts."""
    with translation.override("fr"):
        return gettext(words)
