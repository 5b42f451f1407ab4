"""The four beats of an act: hold the row, refuse with reasons, change, record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db import connections
from django.db.models import Model

M = TypeVar("M", bound=Model)


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
