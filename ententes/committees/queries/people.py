"""Who the people of an agreement are, for lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Party
from ententes.ground import clock
from ententes.ground.french import fold
from ententes.people.models import Person

from ..models import Body, Charge, Coordination, Finance, Term
from ..states import Kind
from .capacities import Capacity


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
    charges = (
        Charge.objects.in_force(day).filter(person__is_active=True).exclude(person__in=offered).select_related("person", "body__agreement")
    )
    for charge in charges.order_by("body__agreement", "body__position", "pk"):
        if charge.person_id not in offered:
            offer(charge.body.agreement_id, charge.person, Capacity(charge.body.agreement, charge=charge).words)
    finances = Finance.objects.in_force(day).filter(person__is_active=True).exclude(person__in=offered)
    for one in finances.select_related("person", "agreement", "organisation").order_by("agreement", "pk"):
        offer(one.agreement_id, one.person, Capacity(one.agreement, finance=one).words)
    contacts = Party.objects.filter(contact__isnull=False).exclude(contact__in=offered).select_related("contact", "organisation")
    for party in contacts.order_by("agreement", "pk"):
        if party.contact is not None and party.contact_id not in offered:
            offer(party.agreement_id, party.contact, _("personne à joindre, %(organisation)s") % {"organisation": party.organisation.name})
    others = Person.objects.filter(is_active=True, terms__isnull=True, coordinations__isnull=True).exclude(pk__in=offered)
    for technician in others.filter(is_technical=True)[:1]:
        offer(0, technician, _("administration technique"))
    for passer in others.filter(is_technical=False, opens_agreements=False)[:12]:
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
        | Q(pk__in=Charge.objects.filter(body__agreement=agreement).order_by().values("person"))
        | Q(pk__in=agreement.finances.order_by().values("person"))
        | Q(pk__in=agreement.bodies.filter(contact__isnull=False).order_by().values("contact"))
        | Q(pk__in=agreement.parties.filter(contact__isnull=False).order_by().values("contact"))
    )
    rows = Person.objects.filter(known, is_active=True).order_by("pk").values_list("pk", "name").distinct()
    return sorted(rows, key=lambda row: (fold(row[1]), row[0]))
