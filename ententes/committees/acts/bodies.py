"""What happens to bodies: they are set up, given mandates, revised, dissolved, and withdrawn with their import."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from ententes.agreements.models import Agreement, Amendment, Clause
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Organisation

from .. import rules
from ..models import Body, BodyAlias, Mandate, Seat, Term
from ..queries import Capacity
from ..states import Kind


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
    amendment: Amendment | None = None,
) -> Mandate:
    """Record one power or task of a body, in the words of the agreement or from an amendment on, after those it already has."""
    if amendment is not None:
        refuse_if(rules.obstacles_to_giving_mandate(body, words=words, on=amendment.in_force_on))
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
        amendment=amendment,
        starts_on=amendment.in_force_on if amendment else None,
    )


@transaction.atomic
def end_mandate(mandate: Mandate, *, amendment: Amendment) -> Mandate:
    """Record that an amendment ends a mandate, the day before it comes into force. Matters under way keep it."""
    mandate = hold(mandate)
    refuse_if(rules.obstacles_to_ending_mandate(mandate, on=amendment.in_force_on))
    mandate.ended_by, mandate.ends_on = amendment, amendment.in_force_on - timedelta(days=1)
    mandate.save(update_fields=["ended_by", "ends_on"])
    return mandate


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
