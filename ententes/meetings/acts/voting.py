"""How a body resolves in a sitting: a motion is written, put to the vote where a vote is asked for, and recorded as a resolution."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.committees.models import Term
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.acts import Copy
from ententes.decisions.models import Resolution, interested_in
from ententes.decisions.queries.chain import recommends_only
from ententes.decisions.states import EntryKind, Move, Outcome
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters
from ..models import Ballot, Item, Motion, Slip
from ..queries.counting import carries, tally, tally_of, ties
from ..queries.quorum import at as lasting
from ..queries.quorum import room, sitting_day
from ..queries.wording import begun
from ..rules import voting as rules
from ..rules.late import fresh
from ..states import Usual
from .minuting import adopt_minutes, answer_corrections

FIELDS = ("title", "whereas", "resolved", "conditions", "move", "mover", "seconder", "amends", "repeals", "manner", "counted")
_shuffle = random.SystemRandom().shuffle


@transaction.atomic
def write_motion(item: Item, *, by: Capacity, when: datetime, move: str = "") -> Motion:
    """Begin a motion at an item, with the words that its matter, the mandate and the usual items give."""
    item = hold(item)
    refuse_if(rules.obstacles_to_writing_motion(item, by=by, when=when))
    fields = begun(item, move)
    return Motion.objects.create(item=item, **(fields | {"title": shortened(fields["title"], 300)}))


@transaction.atomic
def save_motion(motion: Motion, fields: Mapping[str, Any], *, revision: int, by: Capacity, when: datetime) -> Motion:
    """Keep a motion as its recorder leaves it (any of `FIELDS`). Raises `Late` where somebody else wrote since `revision`."""
    motion = fresh(motion, revision)
    refuse_if(rules.obstacles_to_saving_motion(motion, fields, by=by, when=when))
    changed = [name for name in FIELDS if name in fields and fields[name] != getattr(motion, name)]
    if changed:
        for name in changed:
            setattr(motion, name, fields[name])
        motion.revision += 1
        motion.save(update_fields=[*changed, "revision"])
    return motion


@transaction.atomic
def withdraw_motion(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Motion:
    """Record that nobody will vote on a motion; its words are kept."""
    motion = hold(motion)
    refuse_if(rules.obstacles_to_withdrawing_motion(motion, by=by, at=at, when=when))
    motion.withdrawn_at = at
    motion.save(update_fields=["withdrawn_at"])
    return motion


@transaction.atomic
def open_ballot(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Motion:
    """Put a motion to a secret vote: each member who may vote is written to, with a link of their own.

    Nobody is who declared an interest since the item was taken up: their ballot would be refused.
    """
    hold(motion.item.meeting)
    motion = hold(motion)
    refuse_if(rules.obstacles_to_opening_ballot(motion, by=by, at=at, when=when))
    motion.opened_at = at
    motion.save(update_fields=["opened_at"])
    apart = set(interested_in(motion.item.matter_id))
    voters = [one for one in room(motion.item.meeting, at, motion.item).voters if one.person_id not in apart]
    letters.invite_to_vote(motion, voters, when)
    return motion


@transaction.atomic
def cast(motion: Motion, term: Term, choice: str, *, when: datetime) -> None:
    """Count a secret ballot: that the seat voted, and apart, what one vote says. Refused, it leaves nothing behind.

    The slips are written anew in a drawn order each time: neither their order nor their keys tell which one came last.
    """
    motion = hold(motion)
    refuse_if(rules.obstacles_to_casting(motion, term, choice, when=when))
    assert motion.opened_at is not None
    Ballot.objects.create(motion=motion, term=term, at=motion.opened_at)
    choices = [*motion.slips.values_list("choice", flat=True), choice]
    _shuffle(choices)
    motion.slips.all().delete()
    Slip.objects.bulk_create(Slip(id=uuid.uuid4(), motion=motion, choice=one) for one in choices)


@transaction.atomic
def close_ballot(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Motion:
    """Close a secret vote, and enter its result in the register."""
    hold(motion.item.meeting)
    motion = hold(motion)
    refuse_if(rules.obstacles_to_closing_ballot(motion, by=by, at=at, when=when))
    motion.closed_at = at
    motion.save(update_fields=["closed_at"])
    body = motion.item.meeting.body
    content = {"body": body.name, "title": motion.title, "resolved": motion.resolved, "votes": list(tally_of(motion).figures)}
    decisions.enter(body.agreement, kind=EntryKind.VOTE, content=content, capacity=by.recorded[:300], when=when, matter=motion.item.matter)
    return motion


@transaction.atomic
def vote_again(motion: Motion, *, by: Capacity, at: datetime, when: datetime) -> Motion:
    """Begin the same motion anew, after a vote that could not be recorded; the first one is kept, withdrawn, with its ballots."""
    hold(motion.item.meeting)
    motion = hold(motion)
    refuse_if(rules.obstacles_to_voting_again(motion, by=by, at=at, when=when))
    motion.withdrawn_at = at
    motion.save(update_fields=["withdrawn_at"])
    return Motion.objects.create(item=motion.item, **{name: getattr(motion, name) for name in FIELDS})


@transaction.atomic
def record(
    motion: Motion,
    *,
    by: Capacity,
    at: datetime,
    when: datetime,
    votes: tuple[int, int, int] | None = None,
    by_name: Mapping[int, str] | None = None,
    casting: str = "",
    dissents: Sequence[Term] = (),
    copy: Copy | None = None,
) -> Resolution:
    """Record what the body made of a motion: a resolution, adopted or rejected by the count, that moves the matter of the item.

    `votes` are those counted by hand (for, against, abstentions); `by_name` the choice of each term called, by primary key. A secret
    vote from phones was counted when it closed: the quorum is that of that moment. Lost, a motion to adopt rejects the matter; any
    other leaves it before the body. At the item of minutes, what is adopted is those minutes, or
    what is answered is the corrections asked of them.
    """
    meeting = hold(motion.item.meeting)
    motion = hold(motion)
    item, by_name = motion.item, dict(by_name or {})
    decided_at = motion.closed_at or at
    said: dict[str, Any] = {"votes": votes, "by_name": by_name, "casting": casting, "dissents": dissents, "copy": copy}
    refuse_if(rules.obstacles_to_resolving(motion, by=by, at=decided_at, when=when, **said))
    procedure, counted = rules.rules_of(meeting), tally(motion, votes, by_name)
    adopted = counted is None or carries(procedure, counted, casting)
    move = _move(motion, adopted)
    resolution = decisions.resolve(
        meeting.body,
        title=motion.title,
        whereas=motion.whereas,
        resolved=motion.resolved,
        conditions=motion.conditions,
        outcome=Outcome.ADOPTED if adopted else Outcome.REJECTED,
        manner=motion.manner,
        unanimous=adopted and not dissents and (counted is None or counted.unanimous),
        votes=counted.figures if counted else None,
        casting_vote=counted is not None and ties(procedure, counted),
        dissents=[term.person.name for term in dissents],
        mover=motion.mover,
        seconder=motion.seconder,
        amends=motion.amends if adopted else None,
        repeals=motion.repeals if adopted else None,
        in_camera=meeting.items.filter(lasting(decided_at, "in_camera_from", "in_camera_until"), pk=item.pk).exists(),
        matter=item.matter if move else None,
        move=move,
        copy=copy if move == Move.PASS_WITH_CHANGES else None,
        by=by,
        taken_on=sitting_day(meeting),
        taken_at=decided_at,
        when=when,
    )
    Ballot.objects.bulk_create(
        Ballot(motion=motion, term_id=term, choice=choice, recorded_by=by.recorded[:300], at=decided_at) for term, choice in by_name.items()
    )
    motion.resolution = resolution
    motion.save(update_fields=["resolution"])
    if item.usual == Usual.MINUTES and item.minutes is not None:
        if item.minutes.resolution_id is not None:
            answer_corrections(item.minutes, resolution, by=by, when=when)
        elif adopted:
            adopt_minutes(item.minutes, resolution, by=by, when=when)
    return resolution


def _move(motion: Motion, adopted: bool) -> str:
    """What the resolution does to the matter of the item; nothing where there is none, or where a motion to return it is lost.

    A motion that is lost leaves a project before a body that only recommends.
    """
    if motion.item.matter is None:
        return ""
    if adopted:
        return motion.move
    if recommends_only(motion.item.matter):
        return ""
    return str(Move.REJECT) if motion.move in (Move.PASS, Move.PASS_WITH_CHANGES) else ""
