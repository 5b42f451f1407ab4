"""How a sitting is recorded: opened, who comes and goes, who presides, item after item, until it is closed or adjourned.

Each act takes `at`, when the thing happened, beside `when`, when it is recorded: what is entered from paper has the times of the paper.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.models import Charge, Term
from ententes.committees.queries import Capacity
from ententes.committees.states import Office, Role
from ententes.decisions import acts as decisions
from ententes.decisions.models import Interest
from ententes.decisions.states import State as MatterState
from ententes.ground.act import hold, refuse_if

from ..models import Attendance, Item, Meeting, Presiding, Recusal
from ..queries.quorum import changes, quorum_at
from ..rules import during as rules
from ..rules.late import fresh
from ..states import ItemState, Standing, State, Usual


@transaction.atomic
def open_meeting(
    meeting: Meeting,
    *,
    by: Capacity,
    at: datetime,
    when: datetime,
    chair: Any = None,
    secretary: Any = None,
    afterwards: bool = False,
) -> Meeting:
    """Record that a meeting opened, or that it did, when it is entered from paper. Without a chair or a secretary, those of the body."""
    meeting = hold(meeting)
    day = timezone.localdate(at)
    chair = chair or _in_charge(meeting, Office.CHAIR, day)
    secretary = secretary or _in_charge(meeting, Office.SECRETARY, day)
    facts = {"chair": chair, "secretary": secretary, "afterwards": afterwards}
    refuse_if(rules.obstacles_to_opening(meeting, by=by, at=at, when=when, **facts))
    meeting.state, meeting.opened_at, meeting.afterwards = State.OPEN, at, afterwards
    meeting.secretary = secretary
    meeting.save(update_fields=["state", "opened_at", "afterwards", "secretary"])
    if chair is not None:
        _give_chair(meeting, chair, at)
    sits = secretary and Term.objects.in_force(day).filter(seat__body=meeting.body, person=secretary).exists()
    if secretary is not None and not sits:
        Attendance.objects.create(meeting=meeting, name=secretary.name, standing=Standing.SECRETARY, arrived_at=at)
    return meeting


def _in_charge(meeting: Meeting, office: Any, day: Any) -> Any:
    held = Charge.objects.in_force(day).filter(body=meeting.body, office=office).select_related("person").first()
    return held.person if held else None


def _give_chair(meeting: Meeting, person: Any, at: datetime) -> None:
    later = meeting.presidings.filter(since__gt=at).exists()
    if person is None or not later:
        meeting.chair = person
        meeting.save(update_fields=["chair"])
    if person is not None:
        Presiding.objects.create(meeting=meeting, person=person, since=at)


@transaction.atomic
def preside(meeting: Meeting, person: Any, *, by: Capacity, at: datetime, when: datetime) -> Meeting:
    """Record that somebody presides from that moment on, or until whoever was recorded as presiding later."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_presiding(meeting, person, by=by, at=at, when=when))
    if meeting.chair_id != person.pk:
        _give_chair(meeting, person, at)
    return meeting


@transaction.atomic
def arrive(meeting: Meeting, term: Term, *, by: Capacity, at: datetime, when: datetime, remote: bool = False) -> Attendance:
    """Record that a member is there from that moment, or is back.

    One voice a seat: a holder who arrives takes the seat from the substitute, who stays as an observer, as does a substitute who
    arrives after the holder. Whoever declared an interest in the matter under way has withdrawn from it on arriving.
    """
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_arriving(meeting, term, by=by, at=at, when=when, remote=remote))
    here = meeting.attendances.filter(left_at=None)
    for observer in here.filter(term=term):
        _leave(observer, at)
    if term.role == Role.HOLDER:
        for other in here.filter(term__seat=term.seat_id, term__role=Role.SUBSTITUTE, standing=Standing.MEMBER):
            _observe(other, at)
    attendance = _enter(meeting, term, Standing.MEMBER, at, remote)
    if holder := rules.holder_present(meeting, term):
        attendance = _observe(attendance, holder.arrived_at)
    for item in meeting.items.filter(state=ItemState.UNDER_WAY, matter__isnull=False):
        _withdraw_interested(item, at)
    return attendance


def _enter(meeting: Meeting, term: Any, standing: Any, at: datetime, remote: bool) -> Attendance:
    return Attendance.objects.create(meeting=meeting, term=term, name=term.person.name, standing=standing, is_remote=remote, arrived_at=at)


def _observe(member: Attendance, at: datetime) -> Attendance:
    """A substitute gives the voice of the seat back at that moment, and stays; one who came later never had it."""
    if member.arrived_at < at:
        _leave(member, at)
        return _enter(member.meeting, member.term, Standing.OBSERVER, at, member.is_remote)
    member.standing = Standing.OBSERVER
    member.save(update_fields=["standing"])
    return member


def _leave(attendance: Attendance, at: datetime) -> None:
    attendance.left_at = at
    attendance.save(update_fields=["left_at"])


@transaction.atomic
def welcome(meeting: Meeting, name: str, *, by: Capacity, at: datetime, when: datetime, remote: bool = False) -> Attendance:
    """Record that a guest is there from that moment."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_welcoming(meeting, name, by=by, at=at, when=when))
    name = name.strip()[:150]
    return Attendance.objects.create(meeting=meeting, name=name, standing=Standing.GUEST, is_remote=remote, arrived_at=at)


@transaction.atomic
def depart(attendance: Attendance, *, by: Capacity, at: datetime, when: datetime, acting_chair: Any = None) -> Attendance:
    """Record that somebody left. Whoever presided leaves the chair: to `acting_chair`, or empty until somebody takes it."""
    meeting = hold(attendance.meeting)
    attendance = hold(attendance)
    attendance.meeting = meeting
    refuse_if(rules.obstacles_to_departing(attendance, by=by, at=at, when=when, acting_chair=acting_chair))
    _leave(attendance, at)
    if attendance.term is not None and attendance.term.person_id == meeting.chair_id:
        _give_chair(meeting, acting_chair, at)
    return attendance


@transaction.atomic
def strike(attendance: Attendance, *, by: Capacity, when: datetime) -> None:
    """Remove a presence entered by mistake, that nothing has counted yet."""
    meeting = hold(attendance.meeting)
    attendance = hold(attendance)
    refuse_if(rules.obstacles_to_striking(attendance, by=by, at=attendance.arrived_at, when=when))
    if attendance.term is not None:
        Recusal.objects.filter(item__meeting=meeting, term=attendance.term, left_at__gte=attendance.arrived_at).delete()
        if attendance.term.person_id == meeting.chair_id:
            _give_chair(meeting, None, attendance.arrived_at)
        if attendance.term.role == Role.HOLDER:
            _give_voice_back(attendance)
    attendance.delete()


def _give_voice_back(holder: Attendance) -> None:
    """Substitutes who observed only because the holder was said to be there had the voice of the seat all along."""
    assert holder.term is not None
    rows = holder.meeting.attendances.filter(term__seat=holder.term.seat_id, standing=Standing.OBSERVER)
    for observer in rows.filter(arrived_at__gte=holder.arrived_at):
        before = holder.meeting.attendances.filter(term=observer.term, left_at=observer.arrived_at).first()
        if before is None:
            observer.standing = Standing.MEMBER
            observer.save(update_fields=["standing"])
        else:
            observer.delete()
            before.left_at = observer.left_at
            before.save(update_fields=["left_at"])


@transaction.atomic
def take_up(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Item:
    """Record that the meeting comes to an item: the one before is done. Whoever declared an interest in its matter withdraws at once."""
    meeting = hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_taking_up(item, by=by, at=at, when=when))
    for other in meeting.items.filter(state=ItemState.UNDER_WAY):
        _end(other, at)
    item.state, item.begun_at, item.ended_at = ItemState.UNDER_WAY, at, None
    item.save(update_fields=["state", "begun_at", "ended_at"])
    _withdraw_interested(item, at)
    return item


def _end(item: Item, at: datetime, state: Any = ItemState.DONE) -> None:
    """Leave an item: those who withdrew from it are back, and the body is no longer in camera."""
    item.recusals.filter(returned_at=None).update(returned_at=at)
    if item.state == ItemState.UNDER_WAY:
        item.ended_at = at
    item.state = state
    if item.in_camera_from is not None and item.in_camera_until is None:
        item.in_camera_until = at
    item.save(update_fields=["state", "ended_at", "in_camera_until"])


def _withdraw_interested(item: Item, at: datetime) -> None:
    if item.matter_id is None:
        return
    declared = Interest.objects.filter(matter=item.matter_id, lifted_at=None).values("person")
    out = item.recusals.filter(returned_at=None).values("term")
    here = item.meeting.attendances.filter(left_at=None, term__person__in=declared).exclude(term__in=out)
    for one in here.select_related("term"):
        Recusal.objects.create(item=item, term=one.term, left_at=max(at, one.arrived_at))


@transaction.atomic
def finish(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Item:
    """Record that the meeting is done with the item under way."""
    hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_finishing(item, by=by, at=at, when=when))
    _end(item, at)
    return item


@transaction.atomic
def summarise(item: Item, text: str, *, revision: int, by: Capacity, when: datetime) -> Item:
    """Keep what the minutes will say of an item. Raises `Late` where somebody else wrote since `revision`."""
    item = fresh(item, revision)
    refuse_if(rules.obstacles_to_summarising(item, by=by, when=when))
    if item.summary != text.strip():
        item.summary, item.revision = text.strip(), item.revision + 1
        item.save(update_fields=["summary", "revision"])
    return item


@transaction.atomic
def postpone_item(item: Item, *, by: Capacity, at: datetime, when: datetime, reasons: str) -> Item:
    """Record that the body puts an item off, and why; its matter stays before the body, and those upstream are told."""
    meeting = hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_postponing_item(item, by=by, at=at, when=when, reasons=reasons))
    _postpone(item, meeting, reasons.strip(), by=by, at=at, when=when)
    return item


def _postpone(item: Item, meeting: Meeting, reasons: str, *, by: Capacity, at: datetime, when: datetime) -> None:
    _end(item, at, ItemState.POSTPONED)
    with translation.override("fr"):
        said = _("Point reporté : %(reasons)s") % {"reasons": reasons}
    item.summary = f"{item.summary}\n\n{said}".strip()
    item.revision += 1
    item.save(update_fields=["summary", "revision"])
    matter = item.matter
    if matter is not None and matter.state == MatterState.BEFORE and matter.stage and matter.stage.body_id == meeting.body_id:
        decisions.postpone(matter, by=by, when=when, reasons=reasons)


@transaction.atomic
def go_in_camera(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Item:
    """Record that the body sits in camera from that moment: guests have left, and come back when they are let in."""
    meeting = hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_going_in_camera(item, by=by, at=at, when=when))
    item.in_camera_from = at
    item.save(update_fields=["in_camera_from"])
    meeting.attendances.filter(standing=Standing.GUEST, left_at=None).update(left_at=at)
    return item


@transaction.atomic
def end_in_camera(item: Item, *, by: Capacity, at: datetime, when: datetime) -> Item:
    """Record that the body no longer sits in camera."""
    hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_ending_in_camera(item, by=by, at=at, when=when))
    item.in_camera_until = at
    item.save(update_fields=["in_camera_until"])
    return item


@transaction.atomic
def recuse(item: Item, term: Term, *, by: Capacity, at: datetime, when: datetime, nature: str = "") -> Recusal:
    """Record that a member withdraws from the item under way. With its `nature`, an interest in the matter is declared as well."""
    hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_recusing(item, term, by=by, at=at, when=when))
    declared = Interest.objects.filter(matter=item.matter_id, person=term.person, lifted_at=None).exists()
    if nature.strip() and item.matter is not None and not declared:
        decisions.declare_interest(item.matter, person=term.person, nature=nature, declared_by=by.recorded, when=when)
    return Recusal.objects.create(item=item, term=term, left_at=at)


@transaction.atomic
def come_back(recusal: Recusal, *, by: Capacity, at: datetime, when: datetime) -> Recusal:
    """Record that a member who had withdrawn is back."""
    hold(recusal.item.meeting)
    recusal = hold(recusal)
    refuse_if(rules.obstacles_to_coming_back(recusal, by=by, at=at, when=when))
    recusal.returned_at = at
    recusal.save(update_fields=["returned_at"])
    return recusal


@transaction.atomic
def adjourn_for_lack_of_quorum(meeting: Meeting, *, by: Capacity, at: datetime, when: datetime) -> Meeting:
    """Record that the meeting could not be held, with who was there. Its items wait for another one."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_adjourning(meeting, by=by, at=at, when=when))
    found = bool(changes(meeting))
    for item in meeting.items.filter(Q(state=ItemState.UNDER_WAY) | Q(usual=Usual.OPENING, state=ItemState.PENDING)):
        if item.usual == Usual.OPENING and found:
            _end(item, at)
        elif item.state == ItemState.UNDER_WAY:
            _end(item, at, ItemState.POSTPONED)
    with translation.override("fr"):
        meeting.why_ended = quorum_at(meeting, at).said()
    meeting.state, meeting.closed_at = State.ADJOURNED, at
    meeting.save(update_fields=["state", "closed_at", "why_ended"])
    return meeting


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Capacity, at: datetime, when: datetime) -> Meeting:
    """Record that the meeting ended. An item that it did not reach is put off, and so is its matter; that it opened and ended is done."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_closing(meeting, by=by, at=at, when=when))
    with translation.override("fr"):
        why = _("la rencontre a été levée avant ce point.")
    for item in meeting.items.exclude(state__in=(ItemState.DONE, ItemState.POSTPONED)):
        if item.state == ItemState.UNDER_WAY or item.usual in (Usual.OPENING, Usual.END):
            _end(item, at)
        else:
            _postpone(item, meeting, why, by=by, at=at, when=when)
    meeting.state, meeting.closed_at = State.CLOSED, at
    meeting.save(update_fields=["state", "closed_at"])
    return meeting
