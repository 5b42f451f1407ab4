"""Who sits, coordinates, keeps the finances, presides and keeps the minutes, from which day to which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ententes.agreements.models import Agreement
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.acts import name_territory
from ententes.organisations.models import Organisation, Territory

from .. import letters, rules
from ..models import Body, Charge, Coordination, Finance, Seat, Term
from ..queries import Capacity
from ..states import Office, Role


@transaction.atomic
def add_seat(
    body: Body,
    *,
    label: str,
    organisation: Organisation | None = None,
    votes: bool = True,
    territories: Iterable[Territory] = (),
    by: Capacity,
) -> Seat:
    """Record a seat of the body, after those it already has, and the territories it stands for."""
    label = shortened(" ".join(label.split()), 200)
    chosen = list(territories)
    refuse_if(rules.obstacles_to_adding_seat(body, label=label, by=by))
    refuse_if(rules.obstacles_to_standing_for(body, territories=chosen, by=by))
    last = body.seats.aggregate(last=Max("position"))["last"]
    seat = Seat.objects.create(body=body, label=label, organisation=organisation, votes=votes, position=0 if last is None else last + 1)
    seat.territories.set(chosen)
    return seat


@transaction.atomic
def represent(body: Body, *, territories: Iterable[str], by: Capacity) -> Body:
    """Record by their names the territories that a body is to represent, instead of those it had; what no longer is leaves its seats."""
    body = hold(body)
    refuse_if(rules.obstacles_to_coordinating(body.agreement, by=by))
    named = [name_territory(name=name) for name in territories if name.strip()]
    gone = set(body.territories.values_list("pk", flat=True)) - {one.pk for one in named}
    body.territories.set(named)
    for seat in body.seats.all():
        seat.territories.remove(*gone)
    return body


@transaction.atomic
def stand_for(seat: Seat, *, territories: Iterable[Territory], by: Capacity) -> Seat:
    """Record for which territories a seat stands, of those its body is to represent; several seats may stand for one."""
    seat = hold(seat)
    chosen = list(territories)
    refuse_if(rules.obstacles_to_standing_for(seat.body, territories=chosen, by=by))
    seat.territories.set(chosen)
    return seat


@transaction.atomic
def remove_seat(seat: Seat, *, by: Capacity) -> None:
    """Remove a seat that nobody ever held."""
    seat = hold(seat)
    refuse_if(rules.obstacles_to_removing_seat(seat, by=by))
    seat.delete()


@transaction.atomic
def appoint(
    seat: Seat,
    *,
    person: Any,
    role: str = "holder",
    starts_on: date,
    source: str = "",
    by: Capacity,
    when: datetime | None = None,
) -> Term:
    """Record that somebody holds a seat from that day, by which act of designation. With `when`, they are told by a letter."""
    seat = hold(seat)
    refuse_if(rules.obstacles_to_appointing(seat, person=person, role=role, starts_on=starts_on, by=by))
    term = Term.objects.create(seat=seat, person=person, role=Role(role), starts_on=starts_on, source=shortened(source, 300))
    if when is not None and person.pk != by.person.pk:
        letters.tell_named(seat.body.agreement, person=person, what=seat.body.name, when=when)
    return term


@transaction.atomic
def end_term(term: Term, *, ends_on: date, by: Capacity) -> Term:
    """Record the last day of a term. What its holder wrote stays signed as it was."""
    term = hold(term)
    refuse_if(rules.obstacles_to_ending_term(term, ends_on=ends_on, by=by))
    term.ends_on = ends_on
    term.save(update_fields=["ends_on"])
    return term


@transaction.atomic
def name_coordinator(
    agreement: Agreement, *, person: Any, starts_on: date, by: Capacity | None = None, when: datetime | None = None
) -> Coordination:
    """Record that somebody coordinates the agreement from that day. Already coordinating, they keep their first day.

    `by` is None only when the agreement has just been opened. With `when`, they are told by a letter.
    """
    if by is not None:
        refuse_if(rules.obstacles_to_coordinating(agreement, by=by))
    coordination, new = Coordination.objects.get_or_create(
        agreement=agreement, person=person, ends_on__isnull=True, defaults={"starts_on": starts_on}
    )
    if new and when is not None:
        letters.tell_named(agreement, person=person, what="", when=when)
    return coordination


@transaction.atomic
def end_coordination(coordination: Coordination, *, ends_on: date, by: Capacity) -> Coordination:
    """Record the last day of a coordination; never of the last one, two at once included."""
    hold(coordination.agreement)
    coordination = hold(coordination)
    refuse_if(rules.obstacles_to_ending_coordination(coordination, ends_on=ends_on, by=by))
    coordination.ends_on = ends_on
    coordination.save(update_fields=["ends_on"])
    return coordination


@transaction.atomic
def name_finance(
    agreement: Agreement,
    *,
    person: Any,
    organisation: Organisation,
    starts_on: date,
    source: str = "",
    by: Capacity,
    when: datetime | None = None,
) -> Finance:
    """Record that somebody of the managing organisation enters and approves payments from that day. With `when`, a letter tells them."""
    agreement = hold(agreement)
    refuse_if(rules.obstacles_to_naming_finance(agreement, person=person, organisation=organisation, by=by))
    finance = Finance.objects.create(
        agreement=agreement, person=person, organisation=organisation, starts_on=starts_on, source=shortened(source, 300)
    )
    if when is not None:
        letters.tell_finance(finance, when=when)
    return finance


@transaction.atomic
def end_finance(finance: Finance, *, ends_on: date, by: Capacity) -> Finance:
    """Record the last day of somebody at the finances. What they entered and approved stays signed."""
    finance = hold(finance)
    refuse_if(rules.obstacles_to_ending_finance(finance, ends_on=ends_on, by=by))
    finance.ends_on = ends_on
    finance.save(update_fields=["ends_on"])
    return finance


@transaction.atomic
def give_charge(
    body: Body, *, office: str, person: Any, starts_on: date, source: str = "", by: Capacity, when: datetime | None = None
) -> Charge:
    """Record that somebody presides over the body, or keeps its minutes, from that day. It gives no seat, no vote and no access.

    With `when`, they are told by a letter.
    """
    body = hold(body)
    refuse_if(rules.obstacles_to_giving_charge(body, office=office, person=person, starts_on=starts_on, by=by))
    charge = Charge.objects.create(body=body, office=Office(office), person=person, starts_on=starts_on, source=shortened(source, 300))
    if when is not None and person.pk != by.person.pk:
        letters.tell_charged(charge, when=when)
    return charge


@transaction.atomic
def end_charge(charge: Charge, *, ends_on: date, by: Capacity) -> Charge:
    """Record the last day of a charge. What was signed in it stays signed."""
    charge = hold(charge)
    refuse_if(rules.obstacles_to_ending_charge(charge, ends_on=ends_on, by=by))
    charge.ends_on = ends_on
    charge.save(update_fields=["ends_on"])
    return charge
