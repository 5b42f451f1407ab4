"""A day in the language in force, for sentences and letters written below the pages."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language

from ententes.ground import french


def long_date(day: date) -> str:
    """« 12 avril 2011 », or “April 12, 2011”; never cut between two lines."""
    if get_language() != "en":
        return french.long_date(day)
    return format_date(day, "long", locale="en_CA").replace(" ", french.NBSP)
