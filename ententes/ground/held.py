"""What somebody holds from one day to another, as a condition on the rows that lead to it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q


def held(path: str, person: Any, day: date) -> Q:
    """That `path` (`"seats__terms__"`) leads to something the person holds on that day: `person`, `starts_on`, `ends_on` (included)."""
    open_end = Q(**{f"{path}ends_on__isnull": True}) | Q(**{f"{path}ends_on__gte": day})
    return Q(**{f"{path}person": person, f"{path}starts_on__lte": day}) & open_end
