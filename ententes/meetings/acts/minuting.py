"""How minutes are written, sent, adopted at the next meeting and signed; and what must follow a meeting."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ententes.committees.queries import Capacity
from ententes.committees.states import Office
from ententes.decisions import acts as decisions
from ententes.decisions.models import Resolution
from ententes.decisions.states import EntryKind
from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if
from ententes.plans.models import Action

from .. import letters
from ..models import FollowUp, Item, Meeting, Minutes, MinutesVersion, Remark, Signature
from ..queries import composing
from ..queries.minutes import seal
from ..rules import after as rules
from ..rules.late import fresh
from ..states import MinutesState

SAME_SITTING = timedelta(minutes=10)
"""What one person writes within that time is one version: an autosave is none by itself."""


@transaction.atomic
def compose_minutes(meeting: Meeting, *, by: Capacity, when: datetime) -> Minutes:
    """Begin the minutes of a meeting with everything that was recorded of it, and the head of the register at that moment."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_composing(meeting, by=by, when=when))
    minutes = Minutes.objects.create(meeting=meeting, sections=composing.composed(meeting))
    _keep_version(minutes, by, when)
    return minutes


def _keep_version(minutes: Minutes, by: Capacity, when: datetime) -> None:
    last = minutes.versions.first()
    if last is not None and last.person_id == by.person.pk and last.number > 1 and when - last.at < SAME_SITTING:
        last.sections, last.at = minutes.sections, when
        last.save(update_fields=["sections", "at"])
        return
    number = last.number + 1 if last else 1
    MinutesVersion.objects.create(minutes=minutes, number=number, sections=minutes.sections, person=by.person, at=when)


@transaction.atomic
def write_section(minutes: Minutes, place: int, text: str, *, revision: int, by: Capacity, when: datetime) -> Minutes:
    """Keep a section as somebody leaves it. Raises `Late` where somebody else wrote in the minutes since `revision`."""
    minutes = fresh(minutes, revision)
    text = text.replace("\r\n", "\n").strip()
    refuse_if(rules.obstacles_to_writing_section(minutes, place, text, by=by, when=when))
    if minutes.sections[place]["text"] != text:
        minutes.sections = copy.deepcopy(minutes.sections)
        minutes.sections[place]["text"] = text
        _save(minutes, by, when)
    return minutes


def _save(minutes: Minutes, by: Capacity, when: datetime) -> None:
    minutes.revision += 1
    minutes.save(update_fields=["sections", "revision"])
    _keep_version(minutes, by, when)


@transaction.atomic
def take_back(minutes: Minutes, version: MinutesVersion, *, revision: int, by: Capacity, when: datetime) -> Minutes:
    """Put the minutes back as they were in a version; what they said meanwhile stays a version of its own.

    What was said in camera is put back only by who was there: for others it stays as it is.
    """
    minutes = fresh(minutes, revision)
    refuse_if(rules.obstacles_to_editing(minutes, by=by, when=when))
    heard = rules.hears(minutes.meeting, by.person)
    kept = {place: one for place, one in enumerate(minutes.sections) if one.get("in_camera") and one["item"] not in heard}
    minutes.sections = [kept.get(place, one) for place, one in enumerate(version.sections)]
    minutes.revision += 1
    minutes.save(update_fields=["sections", "revision"])
    number = minutes.versions.all()[0].number + 1
    MinutesVersion.objects.create(minutes=minutes, number=number, sections=minutes.sections, person=by.person, at=when)
    return minutes


@transaction.atomic
def send_minutes(minutes: Minutes, *, by: Capacity, when: datetime) -> Minutes:
    """Send the draft to the members of the body, each with a link where to read it and say what they think of it."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_sending(minutes, by=by, when=when))
    again = minutes.sent_at is not None
    minutes.state, minutes.sent_at = MinutesState.SENT, when
    minutes.save(update_fields=["state", "sent_at"])
    letters.send_draft(minutes, when, again=again)
    return minutes


@transaction.atomic
def remark(minutes: Minutes, *, person: Any, capacity: str, text: str, when: datetime) -> Remark:
    """Record what a member says of a draft."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_remarking(minutes, text=text))
    return Remark.objects.create(minutes=minutes, person=person, capacity=capacity[:300], text=text.strip(), at=when)


@transaction.atomic
def correct(item: Item, text: str, *, by: Capacity, when: datetime) -> Remark:
    """Note a correction that the body asks for as it adopts minutes: it stands beside the text, which stays as it was sent."""
    item = hold(item)
    refuse_if(rules.obstacles_to_correcting(item, text, by=by, when=when))
    assert item.minutes is not None
    facts: dict[str, Any] = {"person": by.person, "capacity": by.recorded[:300], "at": when}
    return Remark.objects.create(minutes=item.minutes, text=text.strip(), is_correction=True, **facts)


@transaction.atomic
def adopt_minutes(minutes: Minutes, resolution: Resolution, *, by: Capacity, when: datetime) -> Minutes:
    """Record that a resolution adopted the minutes, with the corrections noted: from now on they do not change.

    The register keeps the hash of the text and each correction; whoever presided and whoever kept them are asked to sign.
    """
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_adopting(minutes, resolution))
    minutes.remarks.filter(is_correction=True, resolution=None).update(resolution=resolution)
    minutes.state, minutes.resolution, minutes.sha256 = MinutesState.ADOPTED, resolution, seal(minutes)
    minutes.save(update_fields=["state", "resolution", "sha256"])
    body = minutes.meeting.body
    with translation.override("fr"):
        name = composing.name_of(minutes.meeting)
    facts: dict[str, Any] = {"capacity": by.recorded[:300], "when": when, "resolution": resolution}
    content = {"meeting": name, "resolution": resolution.number, "sha256": minutes.sha256}
    decisions.enter(body.agreement, kind=EntryKind.MINUTES, content=content, **facts)
    for one in minutes.remarks.filter(resolution=resolution).order_by("pk"):
        decisions.enter(body.agreement, kind=EntryKind.CORRECTION, content={"meeting": name, "correction": one.text}, **facts)
    letters.ask_signatures(minutes, when)
    return minutes


@transaction.atomic
def sign(
    minutes: Minutes, *, person: Any, office: str, sha256: str, when: datetime, printed: Callable[[Minutes], bytes] | None = None
) -> Signature:
    """Record that somebody signed adopted minutes over the hash they read. With both signatures, `printed` makes the copy that is kept."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_signing(minutes, person=person, office=office, sha256=sha256, when=when))
    with translation.override("fr"):
        capacity = f"{dict(Office.choices)[office]}, {minutes.meeting.body.name}"
    signature = Signature.objects.create(minutes=minutes, person=person, office=office, capacity=capacity[:300], sha256=sha256, at=when)
    if minutes.signatures.count() == len(Office.values):
        minutes.state = MinutesState.SIGNED
        if printed is not None:
            day = timezone.localdate(minutes.meeting.opened_at or minutes.meeting.starts_at)
            name = f"proces-verbal-{day.isoformat()}.pdf"
            minutes.file = documents.keep(content=printed(minutes), name=name, media_type="application/pdf", by=None, when=when)
        minutes.save(update_fields=["state", "file"])
    return signature


@transaction.atomic
def give_follow_up(
    item: Item,
    *,
    what: str,
    who: str,
    by: Capacity,
    when: datetime,
    person: Any = None,
    due_on: date | None = None,
    action: Action | None = None,
) -> FollowUp:
    """Record what must follow an item: what, by whom, by when, and the action of the plan it is news of where there is one."""
    item = hold(item)
    who = who.strip() or (person.name if person else "")
    refuse_if(rules.obstacles_to_giving_follow_up(item, what=what, who=who, by=by, when=when))
    return FollowUp.objects.create(item=item, what=what.strip(), who=who[:200], person=person, due_on=due_on, action=action)


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, outcome: str, by: Capacity, when: datetime) -> FollowUp:
    """Record what came of something that a meeting asked for: the next one no longer carries it."""
    follow_up = hold(follow_up)
    refuse_if(rules.obstacles_to_finishing_follow_up(follow_up, by=by, when=when, outcome=outcome))
    follow_up.done_at, follow_up.outcome = when, outcome.strip()
    follow_up.save(update_fields=["done_at", "outcome"])
    return follow_up
