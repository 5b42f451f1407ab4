"""The seats of bodies: who holds each, who held it, who will, and whose voice counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ententes.agreements.models import Agreement
from ententes.ground.french import fold

from ..models import Body, Charge, Seat, Term
from ..states import Office, Role


@dataclass(frozen=True)
class Held:
    """Somebody on a seat or in a charge, as a light row; `role` is then the office."""

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
    organisation_pk: int | None
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
    columns = ("pk", "body_id", "label", "organisation__name", "organisation_id", "votes")
    found = Seat.objects.filter(**within).order_by("body__position", "body", "position", "pk")
    return [
        Place(
            pk,
            of,
            label,
            organisation or "",
            organisation_pk,
            votes,
            [one for one in terms.get(pk, ()) if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)],
            [one for one in terms.get(pk, ()) if one.ends_on is not None and one.ends_on < on],
            [one for one in terms.get(pk, ()) if one.starts_on > on],
        )
        for pk, of, label, organisation, organisation_pk, votes in found.values_list(*columns)
    ]


@dataclass(frozen=True)
class Coverage:
    """How the seats of a body stand for its territories. `missing` have no seat; `silent` have seats that nobody holds."""

    seats: int
    territories: Sequence[str]
    missing: Sequence[str]
    silent: Sequence[str]
    by_seat: Mapping[int, Sequence[str]]


def coverage(body: Body, seats: Sequence[Place]) -> Coverage:
    """The territories of a body beside its seats, those being already read. Two queries."""
    names = sorted(body.territories.values_list("name", flat=True), key=fold)
    by_seat: dict[int, list[str]] = {}
    rows = Seat.territories.through.objects.filter(seat__body=body).values_list("seat_id", "territory__name")
    for seat, name in sorted(rows, key=lambda row: fold(row[1])):
        by_seat.setdefault(seat, []).append(name)
    covered = {name for found in by_seat.values() for name in found}
    held = {name for place in seats if place.held for name in by_seat.get(place.pk, ())}
    return Coverage(
        seats=len(by_seat),
        territories=names,
        missing=[name for name in names if name not in covered],
        silent=[name for name in names if name in covered and name not in held],
        by_seat=by_seat,
    )


@dataclass(frozen=True)
class Post:
    """A charge of a body with who has it that day, who had it, and who will."""

    office: str
    words: str
    held: Held | None
    past: Sequence[Held]
    coming: Sequence[Held]


def posts(body: Body, *, on: date) -> Sequence[Post]:
    """The chair and the secretary of a body, whether or not somebody has the charge. One query."""
    rows = body.charges.order_by("starts_on", "pk").values_list(
        "pk", "person_id", "person__name", "office", "starts_on", "ends_on", "source"
    )
    held = [Held(*row) for row in rows]
    return [
        Post(
            office,
            str(words),
            next((one for one in held if one.role == office and one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)), None),
            [one for one in held if one.role == office and one.ends_on is not None and one.ends_on < on],
            [one for one in held if one.role == office and one.starts_on > on],
        )
        for office, words in Office.choices
    ]


def charged(body: Body, person: Any, on: date, *offices: Any) -> bool:
    """Whether the person presides over the body or keeps its minutes that day. One query."""
    return Charge.objects.in_force(on).filter(body=body, person=person, office__in=offices or Office.values).exists()
