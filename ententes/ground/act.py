"""The four beats of an act: hold the row, refuse with reasons, change, record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.db import connections
from django.db.models import Model

M = TypeVar("M", bound=Model)
LONGEST_DRAFT = 60_000
"""Characters of one field of a draft."""


class Refused(Exception):
    """An act that cannot be done, with every reason as a sentence for the person who asked."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = [str(reason) for reason in reasons]


def refuse_if(obstacles: Iterable[str]) -> None:
    """Raise `Refused` with all obstacles, if there is any."""
    if reasons := list(obstacles):
        raise Refused(*reasons)


def hold(row: M) -> M:
    """The same row, fresh, that no other writer can change before the transaction ends.

    SQLite has no row lock: its write transactions begin IMMEDIATE, which makes writers wait for one another.
    """
    rows = row.__class__._default_manager.using(row._state.db)  # `request.user` is only a promise of a person
    if connections[rows.db].features.has_select_for_update:
        rows = rows.select_for_update(of=("self",))
    return rows.get(pk=row.pk)


def as_typed(fields: Mapping[str, str]) -> dict[str, str]:
    """What somebody is typing, as a draft keeps it: what nobody would read back is cut."""
    return {str(name)[:60]: str(words).replace("\0", "")[:LONGEST_DRAFT] for name, words in list(fields.items())[:1200]}
