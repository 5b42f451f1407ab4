"""In which capacity somebody acts: a term on a seat, a charge on a body, the coordination of the agreement, its finances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, IntegerField, Value
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.reading import Reading, columns, instance
from ententes.organisations.models import Organisation

from ..models import Body, Charge, Coordination, Finance, Seat, Term
from ..states import Office


@dataclass(frozen=True)
class Capacity:
    """One hat of one person in one agreement. Exactly one of `term`, `charge`, `coordination` and `finance` is set.

    A charge is a hat of its own only for whoever has no seat on its body.
    """

    agreement: Agreement
    term: Term | None = None
    charge: Charge | None = None
    coordination: Coordination | None = None
    finance: Finance | None = None

    @property
    def holding(self) -> Term | Charge | Coordination | Finance:
        held = self.term or self.charge or self.coordination or self.finance
        assert held is not None
        return held

    @property
    def person(self) -> Any:
        return self.holding.person

    @property
    def body(self) -> Body | None:
        return self.term.seat.body if self.term else self.charge.body if self.charge else None

    @property
    def coordinates(self) -> bool:
        return self.coordination is not None

    @property
    def keeps_accounts(self) -> bool:
        """The coordination and the finances of the manager write in the ledger."""
        return self.coordination is not None or self.finance is not None

    @property
    def key(self) -> str:
        """What a form sends to say in which capacity it acts."""
        if self.charge:
            return f"charge-{self.charge.pk}"
        if self.finance:
            return "finance"
        return f"term-{self.term.pk}" if self.term else "coordination"

    @property
    def words(self) -> str:
        """The capacity as written under a note: « membre, Comité de gestion », « coordination de l’entente »."""
        if self.charge:
            return f"{Office(self.charge.office).label}, {self.charge.body.name}"
        if self.finance:
            return _("finances, %(organisation)s") % {"organisation": self.finance.organisation.name}
        if self.term is None:
            return _("coordination de l’entente")
        role = pgettext("capacity", "substitut") if self.term.role == "substitute" else pgettext("capacity", "membre")
        return f"{role}, {self.term.seat.body.name}"

    @property
    def recorded(self) -> str:
        """The same words in French, the language of the record, whatever the language of the page."""
        with translation.override("fr"):
            return self.words


_TERM, _SEAT, _BODY = columns(Term), columns(Seat, "seat__"), columns(Body, "seat__body__")
_CHARGE, _CHARGED = columns(Charge), columns(Body, "body__")
_COORDINATION = columns(Coordination)


def _coordinations_and_finances(person: int, of: int) -> Any:
    """Both at once, with the organisation of the latter (0 and nothing for the former): one reading of every page fewer."""
    none = {"key": Value(0, IntegerField()), "whose": Value("", CharField())}
    named = {"key": F("organisation"), "whose": F("organisation__name")}
    of_coordination = Coordination.objects.order_by().filter(person=person, agreement=of).annotate(**none)
    of_finance = Finance.objects.order_by().filter(person=person, agreement=of).annotate(**named)
    return of_coordination.values_list(*_COORDINATION, "key", "whose").union(
        of_finance.values_list(*_COORDINATION, "key", "whose"), all=True
    )


_READ_COORDINATIONS = Reading(_coordinations_and_finances)
_READ_TERMS = Reading(lambda person, of: Term.objects.filter(person=person, seat__body__agreement=of).values_list(*_TERM, *_SEAT, *_BODY))
_READ_CHARGES = Reading(lambda person, of: Charge.objects.filter(person=person, body__agreement=of).values_list(*_CHARGE, *_CHARGED))


def said(recorded: str) -> str:
    """A recorded capacity in the language of the page; the name of the body or of the organisation stays as it is."""
    role, comma, whose = recorded.partition(", ")
    known = {
        "coordination de l’entente": _("coordination de l’entente"),
        "finances": pgettext("capacity", "finances"),
        "membre": pgettext("capacity", "membre"),
        "substitut": pgettext("capacity", "substitut"),
        "personne à joindre": pgettext("capacity", "personne à joindre"),
        "présidence": str(Office("chair").label),
        "secrétariat": str(Office("secretary").label),
    }
    return known.get(role, role) + comma + whose


def capacities(person: Any, agreement: Agreement, on: date | None = None) -> Sequence[Capacity]:
    """Every capacity of the person in the agreement on that day, the coordination first, then finances, then seats. Three queries."""
    if not person.is_authenticated:
        return ()
    held: list[Capacity] = []
    for *read, key, whose in sorted(_READ_COORDINATIONS(person.pk, agreement.pk), key=lambda row: (row[-2], row[0])):
        if key:
            finance = Finance.from_db("default", _COORDINATION, _dated(read))
            finance.agreement, finance.organisation = agreement, Organisation(pk=key, name=whose)
            held.append(Capacity(agreement, finance=finance))
        else:
            coordination = instance(Coordination, _dated(read))
            coordination.agreement = agreement
            held.append(Capacity(agreement, coordination=coordination))
    seats, bodies = len(_TERM), len(_TERM) + len(_SEAT)
    for row in _READ_TERMS(person.pk, agreement.pk):
        term, seat, body = instance(Term, row[:seats]), instance(Seat, row[seats:bodies]), instance(Body, row[bodies:])
        term.seat, seat.body, body.agreement = seat, body, agreement
        held.append(Capacity(agreement, term=term))
    for row in _READ_CHARGES(person.pk, agreement.pk):
        charge, body = instance(Charge, row[: len(_CHARGE)]), instance(Body, row[len(_CHARGE) :])
        charge.body, body.agreement = body, agreement
        held.append(Capacity(agreement, charge=charge))
    for one in held:
        one.holding.person = person
    running = [one for one in held if one.holding.runs_on(on or clock.today())]
    seated = {one.term.seat.body_id for one in running if one.term}
    return tuple(one for one in running if one.charge is None or one.charge.body_id not in seated)


def _dated(row: Sequence[Any]) -> list[Any]:
    """The same with days: SQLite forgets of which kind the columns of two tables read as one are."""
    return [date.fromisoformat(one) if isinstance(one, str) else one for one in row]
