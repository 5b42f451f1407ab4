"""Who answers for an action: which bodies and organisations may speak of it, and who is written to for news."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ententes.agreements.models import Agreement, Party
from ententes.committees.models import Body, Charge, Term
from ententes.committees.queries import Capacity
from ententes.committees.states import Office
from ententes.committees.states import Role as Held
from ententes.ground import clock
from ententes.ground.french import fold
from ententes.ground.reading import Reading

from ..models import Action, Question, Responsibility
from ..states import Role
from .standing import OPEN


@dataclass(frozen=True)
class Speakers:
    """The bodies and organisations whose members may give news of an action; `names` are those the action itself names."""

    bodies: frozenset[int]
    organisations: frozenset[int]
    names: tuple[str, ...]

    def include(self, by: Capacity) -> bool:
        """Whether the capacity is one of them. The coordination always is."""
        if by.body is None:
            return by.coordinates
        return by.body.pk in self.bodies or (by.term is not None and by.term.seat.organisation_id in self.organisations)


_OF_BODIES = ("pk", "parent", "host", "constituted_from", "name")
_READ_BODIES = Reading(lambda agreement: Body.objects.filter(agreement=agreement).values_list(*_OF_BODIES))


def speakers(action: Action) -> Speakers:
    """Who may give news of an action: the bodies and organisations that lead or collaborate, and their working committees.

    A body made of an organisation's members speaks for it, and so do the bodies it hosts and those it designated to a seat.
    Two queries, one where the responsibilities are already there.
    """
    rows = list(action.responsibilities.all())
    bodies = {row.body_id for row in rows if row.body_id}
    organisations = {row.organisation_id for row in rows if row.organisation_id}
    everyone = [dict(zip(_OF_BODIES, row, strict=True)) for row in _READ_BODIES(action.plan.agreement_id)]
    named = [body["name"] for body in everyone if body["pk"] in bodies or body["constituted_from"] in organisations]
    words = [row.words for row in rows if not row.body_id and not any(body["constituted_from"] == row.organisation_id for body in everyone)]
    made_of = {body["constituted_from"] for body in everyone if body["pk"] in bodies} - {None}
    speaking = bodies | {body["pk"] for body in everyone if body["constituted_from"] in organisations}
    hosts = organisations | made_of
    speaking |= {body["pk"] for body in everyone if body["host"] in hosts or body["parent"] in speaking}
    return Speakers(frozenset(speaking), frozenset(organisations), tuple(dict.fromkeys(named + words)))


@dataclass(frozen=True)
class Lead:
    """Who leads an action, as it is named in a letter, and who is written to for it (None where nobody was designated)."""

    name: str
    body: Body | None = None
    party: Party | None = None
    contact: Any = None

    @property
    def key(self) -> tuple[int | None, int | None, str]:
        return (self.body.pk if self.body else None, self.party.pk if self.party else None, "" if self.body or self.party else self.name)


@dataclass
class Sheet:
    """One letter to one person: the actions asked about, under each lead for which they are the person to reach."""

    recipient: Any
    groups: list[tuple[Lead, list[Action]]] = field(default_factory=list)

    @property
    def actions(self) -> list[Action]:
        return list(dict.fromkeys(action for _lead, actions in self.groups for action in actions))


@dataclass
class Asking:
    """What asking about some actions would do: the letters that leave, what cannot be asked and of whom, what was already asked."""

    sheets: list[Sheet] = field(default_factory=list)
    unreachable: list[tuple[Action, str]] = field(default_factory=list)
    already: list[tuple[Action, Question]] = field(default_factory=list)

    @property
    def actions(self) -> list[Action]:
        return list(dict.fromkeys(action for sheet in self.sheets for action in sheet.actions))


def asking(agreement: Agreement, actions: Iterable[Action]) -> Asking:
    """Sort actions by the person to write to. An action with an open question is not asked twice. A constant number of queries."""
    actions = list(actions)
    open_ones = {question.action_id: question for question in _open_questions(actions)}
    leads = leads_of(agreement, [action for action in actions if action.pk not in open_ones])
    found, sheets = Asking(), dict[int, Sheet]()
    for action in actions:
        if action.pk in open_ones:
            found.already.append((action, open_ones[action.pk]))
            continue
        reached = [lead for lead in leads[action.pk] if lead.contact is not None]
        if not reached:
            found.unreachable.append((action, ", ".join(lead.name for lead in leads[action.pk])))
        for lead in reached:
            sheet = sheets.setdefault(lead.contact.pk, Sheet(lead.contact))
            group = next((group for known, group in sheet.groups if known.key == lead.key), None)
            if group is None:
                sheet.groups.append((lead, [action]))
            elif action not in group:
                group.append(action)
    found.sheets = list(sheets.values())
    return found


def _open_questions(actions: Sequence[Action]) -> Iterable[Question]:
    return Question.objects.filter(OPEN, action__in=actions).select_related("request__recipient", "request__body").order_by("-pk")


def leads_of(agreement: Agreement, actions: Sequence[Action]) -> dict[int, list[Lead]]:
    """The leads of each action, with the person to reach: five queries whatever the number of actions.

    Of a body: its contact, else whoever presides over it, else the contact of the organisation whose members it is made of.
    Of an organisation: its contact as a party, else that of a body made of its members. Nobody who may no longer sign in.
    """
    rows = list(
        Responsibility.objects.filter(action__in=actions, role=Role.LEAD)
        .select_related("body__contact", "organisation")
        .order_by("action", "position", "pk")
    )
    bodies = {body.pk: body for body in agreement.bodies.select_related("contact")}
    parties = {party.organisation_id: party for party in agreement.parties.on(clock.today()).select_related("contact", "organisation")}
    chairs = _chairs(agreement)

    def of_body(body: Body) -> Any:
        party = parties.get(body.constituted_from_id)
        return _active(body.contact) or _active(chairs.get(body.pk)) or _active(party.contact if party else None)

    def lead(row: Responsibility) -> Lead:
        party = parties.get(row.organisation_id)
        if row.body_id and row.body_id in bodies:
            body = bodies[row.body_id]
            return Lead(body.name, body, None, of_body(body))
        if row.organisation_id:
            name = row.organisation.name if row.organisation else row.words
            if party and _active(party.contact):
                return Lead(name, None, party, party.contact)
            made_of = next((body for body in bodies.values() if body.constituted_from_id == row.organisation_id and of_body(body)), None)
            return Lead(made_of.name, made_of, None, of_body(made_of)) if made_of else Lead(name, None, party)
        return Lead(row.words)

    found: dict[int, list[Lead]] = {action.pk: [] for action in actions}
    for row in rows:
        known = found[row.action_id]
        one = lead(row)
        if one.key not in [other.key for other in known]:
            known.append(one)
    return found


def _active(person: Any) -> Any:
    return person if person is not None and person.is_active else None


def _chairs(agreement: Agreement) -> dict[int, Any]:
    """Who presides over each body; where nobody was given that charge, who holds a seat whose words say so (« présidence », « chair »)."""
    terms = Term.objects.in_force().filter(seat__body__agreement=agreement, role=Held.HOLDER).select_related("seat", "person")
    guessed = {
        term.seat.body_id: term.person for term in reversed(terms) if fold(term.seat.label).startswith(("presid", "chair", "la presid"))
    }
    charges = Charge.objects.in_force().filter(body__agreement=agreement, office=Office.CHAIR).select_related("person")
    return guessed | {charge.body_id: charge.person for charge in charges}
