"""How minutes are written, sent, adopted at the next meeting and signed; and what must follow a meeting."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ententes.committees.queries import Capacity
from ententes.committees.states import Office
from ententes.decisions import acts as decisions
from ententes.decisions.models import Resolution
from ententes.decisions.states import EntryKind, Outcome
from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if
from ententes.plans.models import Action

from .. import letters
from ..models import FollowUp, Item, Meeting, Minutes, MinutesVersion, Remark, Signature
from ..queries import composing
from ..queries.minutes import mark, next_meeting, seal, unread
from ..queries.quorum import sitting_day
from ..rules import after as rules
from ..rules.late import Late, fresh
from ..states import MinutesState
from .agenda import _complete, _put_correction

SAME_SITTING = timedelta(minutes=10)
"""What one person writes within that time is one version, from its first word: an autosave is none by itself."""


@transaction.atomic
def compose_minutes(meeting: Meeting, *, by: Capacity, when: datetime) -> Minutes:
    """Begin the minutes of a meeting with everything that was recorded of it, and the head of the register at that moment."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_composing(meeting, by=by, when=when))
    minutes = Minutes.objects.create(meeting=meeting, sections=composing.composed(meeting))
    _keep_version(minutes, by, when)
    return minutes


def _keep_version(minutes: Minutes, by: Capacity, when: datetime) -> None:
    """Two who write at the same time have a version each; the later one holds what the other wrote."""
    own = minutes.versions.filter(person=by.person, number__gt=1, at__gt=when - SAME_SITTING, at__lte=when).first()
    if own is not None:
        own.sections = minutes.sections
        own.save(update_fields=["sections"])
    else:
        _new_version(minutes, by, when)


def _new_version(minutes: Minutes, by: Capacity, when: datetime) -> None:
    last = minutes.versions.first()
    number = last.number + 1 if last else 1
    MinutesVersion.objects.create(minutes=minutes, number=number, sections=minutes.sections, person=by.person, at=when)


@transaction.atomic
def write_section(minutes: Minutes, place: int, text: str, *, seen: str, by: Capacity, when: datetime) -> Minutes:
    """Keep a section as somebody leaves it. Raises `Late` where it is no longer the text they read, of which `seen` is the mark."""
    minutes = hold(minutes)
    text = text.replace("\r\n", "\n").strip()
    refuse_if(rules.obstacles_to_writing_section(minutes, place, text, by=by, when=when))
    now = minutes.sections[place]["text"]
    if now != text:
        if mark(now) != seen:
            raise Late(minutes)
        _write(minutes, place, text)
        _keep_version(minutes, by, when)
    return minutes


def _write(minutes: Minutes, place: int, text: str) -> None:
    minutes.sections = copy.deepcopy(minutes.sections)
    minutes.sections[place]["text"] = text
    _save(minutes)


def _save(minutes: Minutes) -> None:
    minutes.revision += 1
    minutes.save(update_fields=["sections", "revision"])


@transaction.atomic
def take_back(minutes: Minutes, version: MinutesVersion, *, revision: int, by: Capacity, when: datetime) -> Minutes:
    """Put the minutes back as they were in a version; what they said meanwhile stays a version of its own.

    What they do not read themselves stays as it is.
    """
    minutes = fresh(minutes, revision)
    refuse_if(rules.obstacles_to_editing(minutes, by=by, when=when))
    hidden = unread(minutes, by.person)
    then = version.sections + minutes.sections[len(version.sections) :]
    minutes.sections = [now if place in hidden else one for place, (one, now) in enumerate(zip(then, minutes.sections, strict=True))]
    _save(minutes)
    _new_version(minutes, by, when)
    return minutes


@transaction.atomic
def send_minutes(minutes: Minutes, *, by: Capacity, when: datetime) -> Minutes:
    """Send the draft to the members of the body, each with a link where to read it and say what they think of it.

    The next meeting of the body, where there is one already, takes up its adoption.
    """
    later = _held(next_meeting(minutes.meeting.body, minutes.meeting.starts_at))
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_sending(minutes, by=by, when=when))
    again = minutes.sent_at is not None
    minutes.state, minutes.sent_at = MinutesState.SENT, when
    minutes.save(update_fields=["state", "sent_at"])
    if later is not None:
        _complete(later, matters=False)
    letters.send_draft(minutes, when, again=again, adopted_on=sitting_day(later) if later else None)
    return minutes


def _held(meeting: Meeting | None) -> Meeting | None:
    """Held before the minutes, as where a resolution adopts them: two acts that held them in turn would wait for one another."""
    return hold(meeting) if meeting is not None else None


@transaction.atomic
def remark(minutes: Minutes, *, person: Any, capacity: str, text: str, when: datetime) -> Remark:
    """Record what a member says of a draft."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_remarking(minutes, text=text))
    return Remark.objects.create(minutes=minutes, person=person, capacity=capacity[:300], text=text.strip(), at=when)


@transaction.atomic
def correct(item: Item, text: str, *, by: Capacity, when: datetime) -> Remark:
    """Note a correction that the body asks for at the item of minutes: it stands beside the text, which stays as it was sent."""
    item = hold(item)
    refuse_if(rules.obstacles_to_correcting(item, text, by=by, when=when))
    assert item.minutes is not None
    facts: dict[str, Any] = {"person": by.person, "capacity": by.recorded[:300], "at": when}
    return Remark.objects.create(minutes=item.minutes, text=text.strip(), is_correction=True, **facts)


@transaction.atomic
def ask_correction(minutes: Minutes, text: str, *, by: Capacity, when: datetime) -> Remark:
    """Ask the body to correct minutes that it adopted: an item of its next meeting answers, and the text itself never changes."""
    later = _held(next_meeting(minutes.meeting.body))
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_asking_correction(minutes, text, later, by=by, when=when))
    assert later is not None
    _put_correction(later, minutes)
    facts: dict[str, Any] = {"person": by.person, "capacity": by.recorded[:300], "at": when}
    return Remark.objects.create(minutes=minutes, text=text.strip(), is_correction=True, **facts)


@transaction.atomic
def adopt_minutes(minutes: Minutes, resolution: Resolution, *, by: Capacity, when: datetime) -> Minutes:
    """Record that a resolution adopted the minutes, with the corrections noted: from now on they do not change.

    The register keeps the hash of the text and each correction; whoever presided and whoever kept them are asked to sign.
    """
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_adopting(minutes, resolution))
    pending = minutes.remarks.filter(is_correction=True, resolution=None)
    corrected = list(pending)
    pending.update(resolution=resolution)
    minutes.state, minutes.resolution = MinutesState.ADOPTED, resolution
    minutes.sha256 = seal(minutes)
    minutes.save(update_fields=["state", "resolution", "sha256"])
    with translation.override("fr"):
        name = composing.name_of(minutes.meeting)
    content = {"meeting": name, "resolution": resolution.number, "sha256": minutes.sha256}
    facts: dict[str, Any] = {"capacity": by.recorded[:300], "when": when, "resolution": resolution}
    decisions.enter(minutes.meeting.body.agreement, kind=EntryKind.MINUTES, content=content, **facts)
    _enter_corrections(minutes, corrected, **facts)
    letters.ask_signatures(minutes, when)
    return minutes


@transaction.atomic
def answer_corrections(minutes: Minutes, resolution: Resolution, *, by: Capacity, when: datetime) -> Minutes:
    """Record what the body resolved of the corrections asked of minutes it adopted; the register keeps those it agreed to."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_answering_corrections(minutes, resolution))
    pending = minutes.remarks.filter(is_correction=True, resolution=None)
    corrected = list(pending)
    pending.update(resolution=resolution)
    if resolution.outcome == Outcome.ADOPTED:
        _enter_corrections(minutes, corrected, capacity=by.recorded[:300], when=when, resolution=resolution)
    return minutes


def _enter_corrections(minutes: Minutes, corrected: Iterable[Remark], **facts: Any) -> None:
    with translation.override("fr"):
        name = composing.name_of(minutes.meeting)
    for one in corrected:
        content = {"meeting": name, "correction": one.text}
        decisions.enter(minutes.meeting.body.agreement, kind=EntryKind.CORRECTION, content=content, **facts)


@transaction.atomic
def sign(
    minutes: Minutes, *, person: Any, office: str, sha256: str, when: datetime, printed: Callable[[Minutes], bytes] | None = None
) -> Signature:
    """Record that somebody signed adopted minutes over the hash they read. With both signatures, `printed` makes the copy that is kept."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_signing(minutes, person=person, office=office, sha256=sha256, when=when))
    return _signed(minutes, person, office, at=when, when=when, printed=printed)


@transaction.atomic
def enter_signature(
    minutes: Minutes, *, person: Any, office: str, on: date, by: Capacity, when: datetime, printed: Callable[[Minutes], bytes] | None = None
) -> Signature:
    """Write down that somebody signed on paper, and on which day; it says who wrote it."""
    minutes = hold(minutes)
    refuse_if(rules.obstacles_to_entering_signature(minutes, person=person, office=office, on=on, by=by, when=when))
    noon = timezone.make_aware(datetime.combine(on, time(12)))
    return _signed(minutes, person, office, at=min(noon, when), when=when, printed=printed, recorded_by=by.recorded[:300])


def _signed(minutes: Minutes, person: Any, office: str, *, at: datetime, when: datetime, printed: Any, recorded_by: str = "") -> Signature:
    with translation.override("fr"):
        capacity = f"{dict(Office.choices)[office]}, {minutes.meeting.body.name}"
    facts = {"capacity": capacity[:300], "sha256": minutes.sha256, "recorded_by": recorded_by}
    signature = Signature.objects.create(minutes=minutes, person=person, office=office, at=at, **facts)
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
    """Record what must follow an item: what, by whom, by when, and the action of the plan it is news of where there is one.

    Draft minutes that are composed already take its line.
    """
    minutes = Minutes.objects.select_for_update().filter(meeting=item.meeting_id).first()
    item = hold(item)
    who = who.strip() or (person.name if person else "")
    refuse_if(rules.obstacles_to_giving_follow_up(item, what=what, who=who, by=by, when=when))
    given = FollowUp.objects.create(item=item, what=what.strip(), who=who[:200], person=person, due_on=due_on, action=action)
    if minutes is not None:
        _add_line(minutes, composing.following([given]), by, when)
    return given


def _add_line(minutes: Minutes, line: composing.Section, by: Capacity, when: datetime) -> None:
    found = [place for place, one in enumerate(minutes.sections) if one.get("usual") == line["usual"]]
    if found:
        text = minutes.sections[found[0]]["text"]
        _write(minutes, found[0], f"{text}\n{line['text']}" if text else line["text"])
    else:
        # At the end, so that the places of the others stay what they were.
        minutes.sections = [*minutes.sections, line]
        _save(minutes)
    _keep_version(minutes, by, when)


@transaction.atomic
def finish_follow_up(follow_up: FollowUp, *, outcome: str, by: Capacity, when: datetime) -> FollowUp:
    """Record what came of something that a meeting asked for: the next one no longer carries it."""
    follow_up = hold(follow_up)
    refuse_if(rules.obstacles_to_finishing_follow_up(follow_up, by=by, when=when, outcome=outcome))
    follow_up.done_at, follow_up.outcome = when, outcome.strip()
    follow_up.save(update_fields=["done_at", "outcome"])
    return follow_up
