"""How a meeting is called: one letter to each person, their answers, what they declare ahead, and reminders that stop at the answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Interest, Matter
from ententes.ground.act import hold, refuse_if

from .. import letters
from ..models import Invitation, Meeting
from ..queries.agenda import agenda
from ..queries.before import day_of, unannounced, whom
from ..queries.replies import substitute
from ..rules import before as rules
from ..states import Reply, Standing, State
from .agenda import _complete

REMINDERS = 3
"""Letters at most after the notice."""
EVERY = timedelta(days=3)
"""Between two of them; none leaves on the day of the meeting."""


@transaction.atomic
def call(meeting: Meeting, *, by: Capacity, when: datetime, shortness: str = "") -> Meeting:
    """Call a meeting: its agenda takes up what waits, and one letter leaves to each holder, substitute and guest.

    `shortness` says why the notice is shorter than the rules ask, where they allow it; the minutes will say it too.
    """
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_calling(meeting, shortness=shortness, by=by, when=when))
    _complete(meeting)
    lawful = not list(rules.obstacles_to_notice(meeting, day=day_of(meeting), shortness="", when=when))
    meeting.state, meeting.called_at = State.CALLED, when
    meeting.shortness = "" if lawful else shortness.strip()
    meeting.revision += 1
    meeting.save(update_fields=["state", "called_at", "shortness", "revision"])
    here = set(meeting.invitations.values_list("person", flat=True))
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, person=one.person, term=one.term, standing=one.standing)
        for one in whom(meeting)
        if one.person.pk not in here
    )
    meeting.items.update(announced_at=when)
    points = agenda(meeting)
    for invitation in meeting.invitations.select_related("person", "meeting__body__agreement", "term"):
        letters.notice(invitation, signer=by.person, when=when, points=points)
    return meeting


@transaction.atomic
def send_agenda(meeting: Meeting, *, by: Capacity, when: datetime) -> int:
    """Tell everybody called what the agenda took up since the notice, in one letter each; return how many leave."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_sending_agenda(meeting, by=by, when=when))
    added = list(unannounced(meeting).values_list("pk", flat=True))
    meeting.items.filter(pk__in=added).update(announced_at=when)
    points = agenda(meeting)
    invitations = meeting.invitations.filter(person__is_active=True).select_related("person", "meeting__body__agreement", "term")
    for invitation in invitations:
        letters.added(invitation, added=added, points=points, signer=by.person, when=when)
    return len(invitations)


@transaction.atomic
def invite_guest(meeting: Meeting, *, person: Any, standing: str = str(Standing.GUEST), by: Capacity, when: datetime) -> Invitation:
    """Record that somebody who does not sit is invited; the letter leaves with the notice, at once where it has left."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_inviting(meeting, person=person, by=by, when=when))
    invitation = Invitation.objects.create(meeting=meeting, person=person, standing=Standing(standing))
    if meeting.state == State.CALLED:
        letters.notice(invitation, signer=by.person, when=when)
    return invitation


@transaction.atomic
def uninvite(invitation: Invitation, *, by: Capacity, when: datetime) -> None:
    """Take back the invitation of a guest to whom no letter left."""
    hold(invitation.meeting)
    invitation = hold(invitation)
    refuse_if(rules.obstacles_to_uninviting(invitation, by=by, when=when))
    invitation.delete()


@transaction.atomic
def reply(invitation: Invitation, *, reply: str, words: str = "", when: datetime) -> Invitation:
    """Record what somebody answers by their link; another answer replaces it until the meeting opens."""
    hold(invitation.meeting)
    invitation = hold(invitation)
    refuse_if(rules.obstacles_to_replying(invitation, reply=reply, when=when))
    return _answered(invitation, reply, words, when, recorded_by="", signer=None)


@transaction.atomic
def record_reply(invitation: Invitation, *, reply: str, words: str = "", by: Capacity, when: datetime) -> Invitation:
    """Write down an answer given by phone or on paper; it says who wrote it."""
    hold(invitation.meeting)
    invitation = hold(invitation)
    refuse_if(rules.obstacles_to_recording_reply(invitation, reply=reply, by=by, when=when))
    return _answered(invitation, reply, words, when, recorded_by=f"{by.person.name}, {by.recorded}"[:300], signer=by.person)


def _answered(invitation: Invitation, reply: str, words: str, when: datetime, *, recorded_by: str, signer: Any) -> Invitation:
    newly = invitation.reply != reply
    invitation.reply, invitation.words, invitation.replied_at = Reply(reply), _sound(words)[:2000], when
    invitation.reply_recorded_by = recorded_by
    invitation.save(update_fields=["reply", "words", "replied_at", "reply_recorded_by"])
    if newly and reply == Reply.SUBSTITUTE:
        term = substitute(invitation, day_of(invitation.meeting))
        theirs = invitation.meeting.invitations.filter(person=term.person).select_related("person").first() if term else None
        if theirs is not None and theirs.person.pk != invitation.person.pk:
            letters.stand_in(theirs, of=invitation.person, signer=signer or invitation.person, when=when)
    return invitation


def _sound(text: str) -> str:
    """The words without control characters, which a database refuses."""
    return "".join(char for char in text.replace("\r\n", "\n") if char in "\n\t" or ord(char) >= 32).strip()


@transaction.atomic
def declare_ahead(invitation: Invitation, matter: Matter, *, nature: str, when: datetime) -> Interest:
    """Record, by the link of a notice, an interest in a matter of the agenda: from then on its file closes to whoever declared it."""
    refuse_if(rules.obstacles_to_declaring(invitation, matter))
    assert invitation.term is not None
    capacity = Capacity(invitation.meeting.body.agreement, term=invitation.term).recorded
    return decisions.declare_interest(matter, person=invitation.person, nature=nature, declared_by=capacity, when=when)


def remind_unanswered(*, when: datetime) -> int:
    """Write the reminders that are due to those called who have not answered; return how many. The worker calls it."""
    day = timezone.localdate(when)
    due = Invitation.objects.filter(
        reply="", meeting__state=State.CALLED, meeting__starts_at__gt=when, reminders__lt=REMINDERS, person__is_active=True
    )
    rows = due.order_by("pk").values_list("pk", "meeting__starts_at", "meeting__called_at", "reminded_at")
    late = [
        pk
        for pk, starts_at, called_at, reminded_at in rows
        if day >= timezone.localdate(reminded_at or called_at) + EVERY and day < timezone.localdate(starts_at)
    ]
    return sum(_remind(pk, when) for pk in late)


@transaction.atomic
def _remind(pk: int, when: datetime) -> int:
    invitation = hold(Invitation.objects.get(pk=pk))
    meeting = invitation.meeting
    last = timezone.localdate(invitation.reminded_at or meeting.called_at or when)
    # Read again once held: an answer, or another worker, may have come in between.
    if invitation.reply or meeting.state != State.CALLED or timezone.localdate(when) < last + EVERY:
        return 0
    invitation.reminders += 1
    invitation.reminded_at = when
    invitation.save(update_fields=["reminders", "reminded_at"])
    letters.reminder(invitation, signer=_signer(meeting.body.agreement, when), when=when)
    return 1


def _signer(agreement: Agreement, when: datetime) -> Any:
    """Who signs what the worker writes: the coordination of the agreement that day, or whoever coordinated it last."""
    coordinations = agreement.coordinations.select_related("person")
    held = coordinations.in_force(timezone.localdate(when)).first() or coordinations.last()
    assert held is not None
    return held.person
