"""As whom somebody records what a body does, and what must follow, on the pages of a sitting and of its minutes."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_date

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity, people_of
from ententes.ground import clock
from ententes.ground.french import shortened
from ententes.meetings.models import Meeting
from ententes.meetings.rules.after import obstacles_to_keeping
from ententes.meetings.rules.during import obstacles_to_recording
from ententes.people.models import Person
from ententes.plans.models import Action

from .pages import whole_number


def recording(request: Any, meeting: Meeting) -> Capacity:
    """The capacity in which the visitor records: the first that may, else the first one, whose refusal says why."""
    now = clock.now()
    hats = sorted(request.capacities, key=lambda one: (one.body is None or one.body.pk != meeting.body_id, not one.coordinates))
    return next((one for one in hats if not list(obstacles_to_recording(meeting.body, by=one, when=now))), hats[0])


def actions_of(agreement: Agreement) -> list[tuple[int, str]]:
    """The actions of the latest plan, by code: what a follow-up may be news of. One query."""
    rows = Action.objects.filter(plan__agreement=agreement, removed_at=None)
    found = rows.order_by("-plan__year", "position", "pk").values_list("pk", "code", "text", "plan__year")
    return [(pk, f"{code} {shortened(text, 70)}") for pk, code, text, year in found if year == found[0][3]]


def follow_up_said(request: Any, agreement: Agreement) -> dict[str, Any]:
    """What a form says of a follow-up, as its act takes it: what, who, by when, for which action."""
    key = whole_number(request.POST.get("person"))
    person = Person.objects.filter(pk=key).first() if key in {pk for pk, _name in people_of(agreement)} else None
    try:
        due_on = parse_date(request.POST.get("due_on", ""))
    except ValueError:
        due_on = None
    return {
        "what": request.POST.get("what", ""),
        "who": request.POST.get("who", "") or (person.name if person else ""),
        "person": person,
        "due_on": due_on,
        "action": Action.objects.filter(plan__agreement=agreement, removed_at=None, pk=whole_number(request.POST.get("action"))).first(),
    }


def may_keep(request: Any, meeting: Meeting) -> bool:
    """Whether the visitor writes the minutes of this meeting."""
    return bool(request.capacities) and not list(obstacles_to_keeping(meeting, by=recording(request, meeting), when=clock.now()))


def may_record(request: Any, meeting: Meeting) -> bool:
    """Whether the visitor records what the body of this meeting does; somebody without a capacity never does."""
    if not request.capacities:
        return False
    return not list(obstacles_to_recording(meeting.body, by=recording(request, meeting), when=clock.now()))
