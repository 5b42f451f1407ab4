"""Readings of bodies: first of all, in which capacity somebody acts (a term on a seat, or the coordination of the agreement)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ententes.agreements.models import Agreement
from ententes.ground import clock

from .models import Body, Coordination, Term


@dataclass(frozen=True)
class Capacity:
    """One hat of one person in one agreement. Exactly one of `term` and `coordination` is set."""

    agreement: Agreement
    term: Term | None = None
    coordination: Coordination | None = None

    @property
    def person(self) -> Any:
        held = self.term or self.coordination
        assert held is not None
        return held.person

    @property
    def body(self) -> Body | None:
        return self.term.seat.body if self.term else None

    @property
    def coordinates(self) -> bool:
        return self.coordination is not None

    @property
    def key(self) -> str:
        """What a form sends to say in which capacity it acts."""
        return f"term-{self.term.pk}" if self.term else "coordination"

    @property
    def words(self) -> str:
        """The capacity as written under a note: « membre, Comité de gestion », « coordination de l’entente »."""
        if self.term is None:
            return _("coordination de l’entente")
        role = pgettext("capacity", "substitut") if self.term.role == "substitute" else pgettext("capacity", "membre")
        return f"{role}, {self.term.seat.body.name}"


def capacities(person: Any, agreement: Agreement, on: date | None = None) -> Sequence[Capacity]:
    """Every capacity of the person in the agreement on that day, the coordination first. Two queries."""
    if not person.is_authenticated:
        return ()
    day = on or clock.today()
    coordinations = agreement.coordinations.in_force(day).filter(person=person).select_related("person")
    terms = Term.objects.in_force(day).filter(person=person, seat__body__agreement=agreement).select_related("person", "seat__body")
    return tuple([Capacity(agreement, coordination=one) for one in coordinations] + [Capacity(agreement, term=one) for one in terms])
