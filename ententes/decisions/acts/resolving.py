"""How a body resolves: a numbered resolution, its entry in the register, and what becomes of the matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters, rules
from ..models import Matter, Resolution
from ..queries.numbering import next_number
from ..queries.register import words_of
from ..states import EntryKind, Move, State
from .matters import Copy, freeze, note_step, set_off
from .register import enter, hold_head


@transaction.atomic
def resolve(
    body: Body,
    *,
    title: str,
    resolved: str,
    outcome: str,
    manner: str,
    by: Capacity,
    taken_on: date,
    taken_at: datetime,
    when: datetime,
    whereas: str = "",
    conditions: str = "",
    mover: Term | None = None,
    seconder: Term | None = None,
    unanimous: bool = False,
    votes: tuple[int, int, int] | None = None,
    casting_vote: bool = False,
    dissents: Sequence[str] = (),
    in_camera: bool = False,
    matter: Matter | None = None,
    move: str = "",
    copy: Copy | None = None,
    amends: Resolution | None = None,
    repeals: Resolution | None = None,
) -> Resolution:
    """Record what a body resolved under its next number, append it to the register, and move the matter it bears on.

    `taken_on` is the day of the sitting, which numbers it even past midnight. `votes` are for, against, abstentions. With a matter,
    `move` says what the resolution does to it; `copy` is the text as the body changed it. Whether the body could (quorum, majority,
    written consent) is for the room of meetings to have seen.
    """
    hold_head(body.agreement)
    body = hold(body)
    matter = hold(matter) if matter else None
    refuse_if(rules.obstacles_to_resolving(body, matter=matter, move=move, outcome=outcome, resolved=resolved, copy=copy, on=taken_on))
    refuse_if(rules.obstacles_to_changing(body, amends, repeals))
    version = matter.versions.last() if matter else None
    if matter and copy is not None:
        version = freeze(matter, copy, by=by, when=when)
    resolution = Resolution.objects.create(
        agreement=body.agreement,
        body=body,
        number=next_number(body, taken_on),
        matter=matter,
        stage=matter.stage if matter else None,
        version=version,
        title=shortened(title, 300),
        whereas=whereas.strip(),
        resolved=resolved.strip(),
        conditions=conditions.strip(),
        outcome=outcome,
        manner=manner,
        unanimous=unanimous,
        votes_for=votes[0] if votes else None,
        votes_against=votes[1] if votes else None,
        abstentions=votes[2] if votes else None,
        casting_vote=casting_vote,
        dissents=list(dissents),
        mover=mover,
        seconder=seconder,
        amends=amends,
        repeals=repeals,
        in_camera=in_camera,
        taken_on=taken_on,
        taken_at=taken_at,
        recorded_by=by.recorded[:300],
    )
    facts: dict[str, Any] = {"capacity": resolution.recorded_by, "when": when, "resolution": resolution, "matter": matter}
    enter(body.agreement, kind=EntryKind.RESOLUTION, content=words_of(resolution), **facts)
    if matter:
        step = note_step(matter, move, by=by, when=when, version=version, resolution=resolution)
        _advance(matter, move, when)
        if matter.state == State.WITHDRAWN:
            enter(body.agreement, kind=EntryKind.WITHDRAWAL, content={"matter": matter.title, "reasons": resolution.resolved}, **facts)
        if matter.state == State.SETTLED:
            content = {"matter": matter.title, "resolution": resolution.number, "version": version.sha256 if version else ""}
            enter(body.agreement, kind=EntryKind.IN_FORCE, content=content, **facts)
        set_off(step, by, when)
        letters.tell_outcome(step)
    return resolution


def _advance(matter: Matter, move: str, when: datetime) -> None:
    """Where the move of a body leaves the matter: to the next stage, back to the one before, settled, rejected or withdrawn."""
    stages = list(matter.stages.all())
    here = next(place for place, stage in enumerate(stages) if stage.pk == matter.stage_id)
    if move in (Move.PASS, Move.PASS_WITH_CHANGES):
        if here + 1 < len(stages):
            matter.state, matter.stage = State.PREPARING, stages[here + 1]
        else:
            matter.state, matter.ended_at = State.SETTLED, when
    elif move == Move.RETURN:
        matter.state, matter.stage = State.PREPARING, stages[max(here - 1, 0)]
    elif move == Move.REJECT:
        matter.state, matter.ended_at = State.REJECTED, when
    elif move == Move.WITHDRAW:
        matter.state, matter.ended_at = State.WITHDRAWN, when
    matter.save(update_fields=["state", "stage", "ended_at"])
