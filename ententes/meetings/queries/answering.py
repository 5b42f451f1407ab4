"""The links of notices and of polls of dates: whom each one speaks for, and until which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Model
from django.urls import reverse

from ententes.ground.links import Forged
from ententes.ground.links import Links as Signed

from ..models import DateAnswer, Invitation

M = TypeVar("M", bound=Model)


class Expired(Exception):
    """A link whose last day is over; `row` is what it answered."""

    def __init__(self, row: Any) -> None:
        super().__init__(row)
        self.row = row


@dataclass(frozen=True)
class Links(Generic[M]):
    """The links to one kind of row, which open the page of `route`."""

    model: type[M]
    route: str
    related: tuple[str, ...]

    @property
    def _signed(self) -> Signed:
        return Signed(f"ententes.meetings.{self.route}")

    def token(self, row: M, until: date) -> str:
        return self._signed.token(row.pk, until)

    def path(self, row: M, until: date, route: str = "") -> str:
        """The link without the address of the installation, for its own pages; `route` opens something else of the same row."""
        return reverse(route or self.route, kwargs={"token": self.token(row, until)})

    def address(self, row: M, until: date, route: str = "") -> str:
        """The absolute link of a letter, from the address of the installation and never from that of a visitor's request."""
        return settings.BASE_URL + self.path(row, until, route)

    def row_of(self, words: str, today: date) -> M:
        """The row behind a token. Raises `Forged` or `Expired`. One query."""
        number, until = self._signed.read(words)
        row = self.model._default_manager.select_related(*self.related).filter(pk=number).first()
        if row is None:
            raise Forged
        if today > until:
            raise Expired(row)
        return row


INVITATIONS = Links(Invitation, "reply", ("person", "meeting__body__agreement", "term__seat__body"))
DATES = Links(DateAnswer, "dates_answer", ("person", "poll__body__agreement"))
