"""Who reads the minutes of a meeting, what of them, and what their hash is of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from ententes.committees.models import Charge
from ententes.committees.queries import Capacity, procedure_on
from ententes.committees.states import Office, Readers
from ententes.decisions.queries.register import fingerprint
from ententes.people.models import Person

from ..models import Item, Meeting, Minutes
from ..states import MinutesState
from .composing import Section

ADOPTED = (MinutesState.ADOPTED, MinutesState.SIGNED)


def seal(minutes: Minutes) -> str:
    """The SHA-256 of the text with the corrections noted when it was adopted."""
    corrections = list(minutes.remarks.filter(is_correction=True).order_by("pk").values_list("text", flat=True))
    return fingerprint({"sections": minutes.sections, "corrections": corrections})


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
    rules = procedure_on(body, on)
    if minutes.state not in ADOPTED or rules is None:
        return False
    if rules.readers == Readers.PUBLIC and body.agreement.is_public:
        return True
    return rules.readers != Readers.MEMBERS and bool(capacities)


def hears(meeting: Meeting, person: Any) -> set[int]:
    """The items whose part in camera the person may read: those during which they were there, and all for who kept the minutes.

    Whoever had withdrawn from an item heard nothing of it. Two queries.
    """
    if not person.is_authenticated:
        return set()
    items = list(Item.objects.filter(meeting=meeting, in_camera_from__isnull=False))
    if person.pk == meeting.secretary_id:
        return {item.pk for item in items}
    stays = list(meeting.attendances.filter(term__person=person).exclude(term=None).values_list("arrived_at", "left_at"))
    gone = set(Item.objects.filter(meeting=meeting, recusals__term__person=person).values_list("pk", flat=True))
    return {
        item.pk
        for item in items
        if item.pk not in gone and any(_overlaps(start, end, item.in_camera_from, item.in_camera_until) for start, end in stays)
    }


def _overlaps(start: Any, end: Any, since: Any, until: Any) -> bool:
    return (until is None or start < until) and (end is None or end > since)


def shown(minutes: Minutes, person: Any) -> list[tuple[int, Section]]:
    """The sections that the person may read, each with its place."""
    heard = hears(minutes.meeting, person) if any(one.get("in_camera") for one in minutes.sections) else set()
    return [(place, one) for place, one in enumerate(minutes.sections) if not one.get("in_camera") or one["item"] in heard]


def offices_of(minutes: Minutes, person: Any, on: date) -> list[str]:
    """As what the person may sign: who presided or kept the minutes then, or has that charge now."""
    meeting = minutes.meeting
    held = set(Charge.objects.in_force(on).filter(body=meeting.body, person=person).values_list("office", flat=True))
    then = {Office.CHAIR: meeting.chair_id, Office.SECRETARY: meeting.secretary_id}
    return [str(office) for office, who in then.items() if who == person.pk or office in held]


def signers(minutes: Minutes, on: date) -> list[Any]:
    """Those whose signature is awaited: who presided and who kept the minutes, else who has the charge now. Two queries."""
    meeting = minutes.meeting
    signed = set(minutes.signatures.values_list("office", flat=True))
    then = {str(Office.CHAIR): meeting.chair_id, str(Office.SECRETARY): meeting.secretary_id}
    now = dict(Charge.objects.in_force(on).filter(body=meeting.body).values_list("office", "person_id"))
    wanted = [then[office] or now.get(office) for office in then if office not in signed]
    return list(Person.objects.filter(Q(pk__in=[one for one in wanted if one]), is_active=True))
