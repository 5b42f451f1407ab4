"""Who reads the minutes of a meeting, what of them, and what their hash is of."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from ententes.committees.models import Body, Charge
from ententes.committees.queries import Capacity, procedure_on
from ententes.committees.states import Office, Readers
from ententes.decisions.queries.register import fingerprint
from ententes.decisions.queries.standing import withheld
from ententes.ground import clock
from ententes.people.models import Person

from ..models import Item, Meeting, Minutes
from ..states import COMING, MinutesState, State
from .apart import withhold, words
from .composing import Section

ADOPTED = (MinutesState.ADOPTED, MinutesState.SIGNED)


def seal(minutes: Minutes) -> str:
    """The SHA-256 of the text with the corrections noted when it was adopted; those that came later have their own resolution."""
    noted = minutes.remarks.filter(is_correction=True, resolution=minutes.resolution_id)
    return fingerprint({"sections": minutes.sections, "corrections": list(noted.order_by("pk").values_list("text", flat=True))})


def mark(text: str) -> str:
    """By which a writer tells what text of a section they read: two who write in two sections do not wait for one another."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def open_to_all(minutes: Minutes, on: date) -> bool:
    """Whether a passer-by reads them, but what was said in camera."""
    return minutes.state in ADOPTED and readable(minutes.meeting.body, (), on)


def readable(body: Body, capacities: Sequence[Capacity], on: date) -> bool:
    """Whether the rules of a body let others than its members read the minutes it adopted, in these capacities or none. One query."""
    rules = procedure_on(body, on)
    if rules is None or rules.readers == Readers.MEMBERS:
        return False
    return bool(capacities) or (rules.readers == Readers.PUBLIC and body.agreement.is_public)


def may_read(minutes: Minutes, person: Any, capacities: Sequence[Capacity], *, records: bool, on: date) -> bool:
    """A draft is for who writes it; once sent, for the members of the body; adopted, for whom its rules say."""
    body = minutes.meeting.body
    if records or (person.is_authenticated and person.pk == minutes.meeting.secretary_id):
        return True
    if minutes.state == MinutesState.DRAFT:
        return False
    coordinates = any(one.coordinates for one in capacities)
    if coordinates or any(one.body is not None and one.body.pk == body.pk for one in capacities):
        return True
    return minutes.state in ADOPTED and readable(body, capacities, on)


def hears(meeting: Meeting, person: Any) -> set[int]:
    """The items whose part in camera the person may read: those during which they were there, and all for who kept the minutes.

    Whoever had withdrawn from an item heard nothing of it. Three queries.
    """
    if not person.is_authenticated:
        return set()
    items = list(Item.objects.filter(meeting=meeting, in_camera_from__isnull=False))
    if person.pk == meeting.secretary_id:
        return {item.pk for item in items}
    stays = list(meeting.attendances.filter(term__person=person).exclude(term=None).values_list("arrived_at", "left_at"))
    gone = withdrew(meeting, person)
    return {
        item.pk
        for item in items
        if item.pk not in gone and any(_overlaps(start, end, item.in_camera_from, item.in_camera_until) for start, end in stays)
    }


def next_meeting(body: Body, after: datetime | None = None) -> Meeting | None:
    """The next ordinary meeting of the body, or the one under way: it adopts minutes, and answers for those it adopted. One query."""
    rows = Meeting.objects.filter(body=body, state__in=(*COMING, State.OPEN), is_special=False)
    return (rows.filter(starts_at__gt=after) if after else rows).order_by("starts_at", "pk").first()


def withdrew(meeting: Meeting, person: Any) -> set[int]:
    """The items from which the person withdrew, or in whose matter they have an interest: they do not read what was said. One query."""
    if not person.is_authenticated:
        return set()
    interested = Q(matter__interests__person=person, matter__interests__lifted_at=None)
    return set(Item.objects.filter(Q(recusals__term__person=person) | interested, meeting=meeting).order_by().values_list("pk", flat=True))


def _overlaps(start: Any, end: Any, since: Any, until: Any) -> bool:
    return (until is None or start < until) and (end is None or end > since)


def unread(minutes: Minutes, person: Any) -> dict[int, str]:
    """The sections whose text the person does not read, as place and title: in camera without them, or of an item from which they withdrew.

    A passage that names what is withheld from them, wherever it stands, is closed with it.
    """
    in_camera = any(one.get("in_camera") for one in minutes.sections)
    heard = hears(minutes.meeting, person) if in_camera else set()
    gone = set() if open_to_all(minutes, clock.today()) else withdrew(minutes.meeting, person)
    why = withheld(person)
    closed = withhold(Item.objects.filter(meeting=minutes.meeting_id, matter__in=why), person) if why else {}
    named = words(why)
    return {
        place: closed.get(one["item"], one["title"])
        for place, one in enumerate(minutes.sections)
        if one["item"] in closed
        or any(words in one["text"] for words in named)
        or (one["item"] is not None and (one["item"] not in heard if one.get("in_camera") else one["item"] in gone))
    }


def shown(minutes: Minutes, person: Any) -> list[tuple[int, Section]]:
    """The sections as the person reads them, each with its place.

    What was said in camera without them is not there; of an item from which they withdrew, its title alone (`"withdrawn": True`).
    """
    hidden = unread(minutes, person)
    return [
        (place, one | {"text": "", "withdrawn": True, "title": hidden[place]} if place in hidden else one)
        for place, one in enumerate(minutes.sections)
        if place not in hidden or not one.get("in_camera")
    ]


def offices_of(minutes: Minutes, person: Any, on: date) -> list[str]:
    """As what the person may sign: who presided or kept the minutes then, or has that charge now."""
    meeting = minutes.meeting
    held = set(Charge.objects.in_force(on).filter(body=meeting.body, person=person).values_list("office", flat=True))
    then = {Office.CHAIR: meeting.chair_id, Office.SECRETARY: meeting.secretary_id}
    return [str(office) for office, who in then.items() if who == person.pk or office in held]


def signers(minutes: Minutes, on: date) -> list[tuple[str, Any]]:
    """Whose signature is awaited, by office: who presided and who kept the minutes, else who has the charge now. Three queries."""
    meeting = minutes.meeting
    signed = set(minutes.signatures.values_list("office", flat=True))
    then = {str(Office.CHAIR): meeting.chair_id, str(Office.SECRETARY): meeting.secretary_id}
    now = dict(Charge.objects.in_force(on).filter(body=meeting.body).values_list("office", "person_id"))
    wanted = {office: then[office] or now.get(office) for office in then if office not in signed}
    people = Person.objects.in_bulk([one for one in wanted.values() if one])
    return [(office, people[who]) for office, who in wanted.items() if who in people]
