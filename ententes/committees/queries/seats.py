"""The seats of bodies: who holds each, who held it, who will, and whose voice counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ententes.agreements.models import Agreement

from ..models import Body, Seat, Term
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
