"""Readings of bodies: first of all, in which capacity somebody acts (a term on a seat, or the coordination of the agreement)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ententes.agreements.models import Agreement, Party
from ententes.ground import clock
from ententes.ground.french import fold
from ententes.ground.reading import Reading, columns, instance
from ententes.people.models import Person

from .models import Body, Coordination, Seat, Term
from .states import Kind, Role


@dataclass(frozen=True)
class Capacity:
    """One hat of one person in one agreement. Exactly one of `term` and `coordination` is set."""

    agreement: Agreement
    term: Term | None = None
    coordination: Coordination | None = None

    @property
    def holding(self) -> Term | Coordination:
        held = self.term or self.coordination
        assert held is not None
        return held

    @property
    def person(self) -> Any:
        return self.holding.person

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
        """The capacity as written under a note: « membre, Comité de gestion », « coordination de l’entente »."""
        if self.term is None:
            return _("coordination de l’entente")
        role = pgettext("capacity", "substitut") if self.term.role == "substitute" else pgettext("capacity", "membre")
        return f"{role}, {self.term.seat.body.name}"

    @property
    def recorded(self) -> str:
        """The same words in French, the language of the record, whatever the language of the page."""
        with translation.override("fr"):
            return self.words


_COORDINATION, _TERM, _SEAT, _BODY = columns(Coordination), columns(Term), columns(Seat, "seat__"), columns(Body, "seat__body__")
_READ_COORDINATIONS = Reading(lambda person, of: Coordination.objects.filter(person=person, agreement=of).values_list(*_COORDINATION))
_READ_TERMS = Reading(lambda person, of: Term.objects.filter(person=person, seat__body__agreement=of).values_list(*_TERM, *_SEAT, *_BODY))


def said(recorded: str) -> str:
    """A recorded capacity in the language of the page; the name of the body or of the organisation stays as it is."""
    role, comma, whose = recorded.partition(", ")
    known = {
        "coordination de l’entente": _("coordination de l’entente"),
        "membre": pgettext("capacity", "membre"),
        "substitut": pgettext("capacity", "substitut"),
        "personne à joindre": pgettext("capacity", "personne à joindre"),
    }
    return known.get(role, role) + comma + whose


def capacities(person: Any, agreement: Agreement, on: date | None = None) -> Sequence[Capacity]:
    """Every capacity of the person in the agreement on that day, the coordination first. Two queries."""
    if not person.is_authenticated:
        return ()
    held: list[Capacity] = []
    for row in _READ_COORDINATIONS(person.pk, agreement.pk):
        coordination = instance(Coordination, row)
        coordination.agreement = agreement
        held.append(Capacity(agreement, coordination=coordination))
    seats, bodies = len(_TERM), len(_TERM) + len(_SEAT)
    for row in _READ_TERMS(person.pk, agreement.pk):
        term, seat, body = instance(Term, row[:seats]), instance(Seat, row[seats:bodies]), instance(Body, row[bodies:])
        term.seat, seat.body, body.agreement = seat, body, agreement
        held.append(Capacity(agreement, term=term))
    for one in held:
        one.holding.person = person
    return tuple(one for one in held if one.holding.runs_on(on or clock.today()))


@dataclass(frozen=True)
class Invented:
    """One of the people of the demonstration, and what they are in it."""

    person_pk: int
    name: str
    words: str


@dataclass(frozen=True)
class InventedGroup:
    """The people of one agreement of the demonstration; those of none come last, under an empty title."""

    title: str
    people: Sequence[Invented]


def invented_people(on: date | None = None) -> Sequence[InventedGroup]:
    """Whom the demonstration lets one be: the coordination, a member of each body, the contacts of parties; then a stranger.

    Constant number of queries.
    """
    day = on or clock.today()
    offered: set[int] = set()
    groups: dict[int, list[Invented]] = {}

    def offer(group: int, person: Person, words: str) -> None:
        offered.add(person.pk)
        groups.setdefault(group, []).append(Invented(person.pk, person.name, words))

    coordinations = Coordination.objects.in_force(day).select_related("person", "agreement").order_by("agreement", "starts_on", "pk")
    for coordination in coordinations:
        if coordination.agreement_id not in groups:
            offer(coordination.agreement_id, coordination.person, Capacity(coordination.agreement, coordination=coordination).words)
    terms = Term.objects.in_force(day).select_related("person", "seat__body__agreement")
    by_body: dict[Body, list[Term]] = {}
    for term in terms.order_by("seat__body__agreement", "seat__body__position", "seat__body", "seat__position", "seat", "role", "pk"):
        by_body.setdefault(term.seat.body, []).append(term)
    for body, held in by_body.items():
        chosen = next((one for one in held if one.person_id not in offered), held[0])
        offer(body.agreement_id, chosen.person, Capacity(body.agreement, term=chosen).words)
    contacts = Party.objects.filter(contact__isnull=False).exclude(contact__in=offered).select_related("contact", "organisation")
    for party in contacts.order_by("agreement", "pk"):
        if party.contact is not None and party.contact_id not in offered:
            offer(party.agreement_id, party.contact, _("personne à joindre, %(organisation)s") % {"organisation": party.organisation.name})
    others = Person.objects.filter(is_active=True, terms__isnull=True, coordinations__isnull=True).exclude(pk__in=offered)
    for technician in others.filter(is_technical=True)[:1]:
        offer(0, technician, _("administration technique"))
    for passer in others.filter(is_technical=False, opens_agreements=False)[:4]:
        offer(0, passer, _("sans titre dans une entente"))
    titles = dict(Agreement.objects.values_list("pk", "short_title"))
    return [InventedGroup(titles.get(pk, ""), people) for pk, people in sorted(groups.items(), key=lambda one: (one[0] == 0, one[0]))]


def kind_words(agreement: Agreement, kind: str) -> str:
    """What a kind of body is called in this agreement: its own word, or the usual one."""
    return str(agreement.vocabulary.get(kind) or Kind(kind).label)


def people_of(agreement: Agreement) -> Sequence[tuple[int, str]]:
    """Everybody who holds or held something in the agreement, or is written to for it, with their names in order. One query."""
    known = (
        Q(terms__seat__body__agreement=agreement)
        | Q(coordinations__agreement=agreement)
        | Q(pk__in=agreement.bodies.filter(contact__isnull=False).order_by().values("contact"))
        | Q(pk__in=agreement.parties.filter(contact__isnull=False).order_by().values("contact"))
    )
    rows = Person.objects.filter(known, is_active=True).order_by("pk").values_list("pk", "name").distinct()
    return sorted(rows, key=lambda row: (fold(row[1]), row[0]))


@dataclass(frozen=True)
class Held:
    """Somebody on a seat, as a light row."""

    pk: int
    person: int
    name: str
    role: str
    starts_on: date
    ends_on: date | None
    source: str

    @property
    def role_words(self) -> str:
        return str(Role(self.role).label)


@dataclass(frozen=True)
class Place:
    """A seat with who holds it today, who held it, and who will."""

    pk: int
    body: int
    label: str
    organisation: str
    votes: bool
    held: Sequence[Held]
    past: Sequence[Held]
    coming: Sequence[Held]


def places(agreement: Agreement, *, on: date, body: Body | None = None) -> Sequence[Place]:
    """The seats of an agreement, or of one of its bodies, in order. Two queries."""
    within = {"body": body} if body else {"body__agreement": agreement}
    terms: dict[int, list[Held]] = {}
    rows = Term.objects.filter(**{f"seat__{path}": value for path, value in within.items()}).order_by("role", "starts_on", "pk")
    for seat, *row in rows.values_list("seat_id", "pk", "person_id", "person__name", "role", "starts_on", "ends_on", "source"):
        terms.setdefault(seat, []).append(Held(*row))
    found = Seat.objects.filter(**within).order_by("body__position", "body", "position", "pk")
    return [
        Place(
            pk,
            of,
            label,
            organisation or "",
            votes,
            [one for one in terms.get(pk, ()) if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)],
            [one for one in terms.get(pk, ()) if one.ends_on is not None and one.ends_on < on],
            [one for one in terms.get(pk, ()) if one.starts_on > on],
        )
        for pk, of, label, organisation, votes in found.values_list("pk", "body_id", "label", "organisation__name", "votes")
    ]
