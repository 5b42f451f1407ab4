"""What happens to bodies: they are set up, given mandates and seats, people are named to these and to the coordination."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from ententes.agreements.models import Agreement, Clause
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Organisation

from . import letters, rules
from .models import Body, BodyAlias, Coordination, Mandate, Procedure, Seat, Term
from .queries import Capacity
from .states import Kind, Majority, Quorum, Readers, Role


@transaction.atomic
def set_up_body(
    agreement: Agreement,
    *,
    name: str,
    acronym: str = "",
    kind: str = str(Kind.OTHER),
    host: Organisation | None = None,
    parent: Body | None = None,
    constituted_from: Organisation | None = None,
    composition: str = "",
    aliases: Iterable[str] = (),
) -> Body:
    """Record a body of the agreement, after those it already has, with the other spellings met."""
    last = agreement.bodies.aggregate(last=Max("position"))["last"]
    body = Body.objects.create(
        agreement=agreement,
        name=shortened(name, 200),
        acronym=shortened(acronym, 20),
        kind=kind,
        host=host,
        parent=parent,
        constituted_from=constituted_from,
        composition=composition,
        position=0 if last is None else last + 1,
    )
    fresh = dict.fromkeys(fitted for alias in aliases if (fitted := shortened(alias, 200)) and fitted != body.name)
    BodyAlias.objects.bulk_create(BodyAlias(body=body, name=alias) for alias in fresh)
    return body


@transaction.atomic
def give_mandate(
    body: Body,
    *,
    words: str,
    verbs: Sequence[str] = (),
    subject: str = "",
    subject_kind: str = "",
    addressee: str = "",
    addressee_body: Body | None = None,
    addressee_organisation: Organisation | None = None,
    clause: Clause | None = None,
) -> Mandate:
    """Record one power or task of a body, in the words of the agreement, after those it already has."""
    last = body.mandates.aggregate(last=Max("position"))["last"]
    return Mandate.objects.create(
        body=body,
        position=0 if last is None else last + 1,
        words=words,
        verbs=list(verbs),
        subject=shortened(subject, 500),
        subject_kind=subject_kind[:30],
        addressee=shortened(addressee, 300),
        addressee_body=addressee_body,
        addressee_organisation=addressee_organisation,
        clause=clause,
    )


@transaction.atomic
def revise_body(
    body: Body,
    *,
    name: str,
    acronym: str,
    kind: str,
    host: Organisation | None,
    parent: Body | None,
    composition: str,
    by: Capacity,
) -> Body:
    """Record what a body is called and where it stands. Renamed, it keeps its former name among its other spellings."""
    body = hold(body)
    name = shortened(" ".join(name.split()), 200)
    refuse_if(rules.obstacles_to_revising(body, name=name, parent=parent, by=by))
    if name != body.name:
        BodyAlias.objects.get_or_create(body=body, name=body.name)
        body.aliases.filter(name=name).delete()
    body.name, body.acronym, body.kind = name, shortened(acronym, 20), Kind(kind)
    body.host, body.parent, body.composition = host, parent, composition.strip()
    body.save(update_fields=["name", "acronym", "kind", "host", "parent", "composition"])
    return body


@transaction.atomic
def dissolve_body(body: Body, *, on: date, by: Capacity) -> Body:
    """Record the last day of a body; the terms and charges that would outlast it end with it. What it resolved stays."""
    body = hold(body)
    refuse_if(rules.obstacles_to_dissolving(body, on=on, by=by))
    body.dissolved_on = on
    body.save(update_fields=["dissolved_on"])
    for held in (Term.objects.filter(seat__body=body), body.charges.filter(starts_on__lte=on)):
        held.filter(Q(ends_on=None) | Q(ends_on__gt=on)).update(ends_on=on)
    return body


@transaction.atomic
def choose_contact(body: Body, *, person: Any, by: Capacity) -> Body:
    """Record who receives the letters of a body; nobody, with None."""
    body = hold(body)
    refuse_if(rules.obstacles_to_coordinating(body.agreement, by=by))
    body.contact = person
    body.save(update_fields=["contact"])
    return body


@transaction.atomic
def set_cadence(body: Body, *, months: int | None, by: Capacity) -> Body:
    """Record how many months may pass between two pieces of news of what the body leads; as the agreement says, with None."""
    body = hold(body)
    refuse_if(rules.obstacles_to_coordinating(body.agreement, by=by))
    body.cadence = months
    body.save(update_fields=["cadence"])
    return body


@transaction.atomic
def add_seat(body: Body, *, label: str, organisation: Organisation | None = None, votes: bool = True, by: Capacity) -> Seat:
    """Record a seat of the body, after those it already has."""
    label = shortened(" ".join(label.split()), 200)
    refuse_if(rules.obstacles_to_adding_seat(body, label=label, by=by))
    last = body.seats.aggregate(last=Max("position"))["last"]
    return Seat.objects.create(body=body, label=label, organisation=organisation, votes=votes, position=0 if last is None else last + 1)


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
def set_procedure(
    body: Body,
    *,
    starts_on: date,
    quorum: str,
    quorum_number: int | None = None,
    required_seat: Seat | None = None,
    recused_count: bool,
    notice_days: int,
    special_notice_days: int,
    short_notice_allowed: bool,
    remote_allowed: bool,
    written_allowed: bool,
    majority: str,
    abstention_allowed: bool,
    casting_vote: bool,
    seconder_required: bool,
    substitutes_vote: bool,
    in_camera_allowed: bool,
    numbering: str,
    readers: str,
    meetings_a_year: int | None = None,
    source: str = "",
    by: Capacity,
    when: datetime,
) -> Procedure:
    """Record the rules of procedure of a body from that day on. Earlier ones stay, and apply to the days before."""
    body = hold(body)
    procedure = Procedure(
        body=body,
        starts_on=starts_on,
        quorum=Quorum(quorum),
        quorum_number=quorum_number if quorum == Quorum.COUNT else None,
        required_seat=required_seat,
        recused_count=recused_count,
        notice_days=notice_days,
        special_notice_days=special_notice_days,
        short_notice_allowed=short_notice_allowed,
        remote_allowed=remote_allowed,
        written_allowed=written_allowed,
        majority=Majority(majority),
        abstention_allowed=abstention_allowed,
        casting_vote=casting_vote,
        seconder_required=seconder_required,
        substitutes_vote=substitutes_vote,
        in_camera_allowed=in_camera_allowed,
        numbering="".join(numbering.split()),
        readers=Readers(readers),
        meetings_a_year=meetings_a_year,
        source=shortened(source, 300),
        recorded_at=when,
    )
    refuse_if(rules.obstacles_to_setting_procedure(procedure, by=by))
    procedure.recorded_by = by.coordination
    procedure.save()
    return procedure


@transaction.atomic
def withdraw_bodies(agreement: Agreement, numbers: Iterable[int]) -> None:
    """Remove the bodies an undone import had set up, with their mandates and their empty seats, by primary keys."""
    bodies = agreement.bodies.filter(pk__in=list(numbers))
    Seat.objects.filter(body__in=bodies, terms__isnull=True).delete()
    bodies.update(parent=None)
    for body in bodies:
        body.delete()


@transaction.atomic
def withdraw_mandates(agreement: Agreement, numbers: Iterable[int]) -> None:
    """Remove the mandates an undone import had given to bodies that stay, by primary keys."""
    Mandate.objects.filter(body__agreement=agreement, pk__in=list(numbers)).delete()
