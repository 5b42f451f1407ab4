"""What happens to bodies: they are set up and given mandates; people are named to the coordination."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from ententes.agreements.models import Agreement, Clause
from ententes.ground.french import shortened
from ententes.organisations.models import Organisation

from .models import Body, BodyAlias, Coordination, Mandate, Seat
from .states import Kind


@transaction.atomic
def set_up_body(
    agreement: Agreement,
    *,
    name: str,
    acronym: str = "",
    kind: str = Kind.OTHER,
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
def name_coordinator(agreement: Agreement, *, person: Any, starts_on: date) -> Coordination:
    """Record that somebody coordinates the agreement from that day. Already coordinating, they keep their first day."""
    coordination, _ = Coordination.objects.get_or_create(
        agreement=agreement, person=person, ends_on__isnull=True, defaults={"starts_on": starts_on}
    )
    return coordination


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
