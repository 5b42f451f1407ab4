"""How a matter moves between bodies: opened, transmitted with its frozen copy, postponed, withdrawn; and what is declared in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.documents import acts as documents
from ententes.documents.models import File
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters, rules
from ..models import Interest, Matter, Piece, Stage, Step, Version
from ..queries.chain import Link
from ..queries.register import fingerprint
from ..states import EntryKind, Move, State
from .register import enter, hold_head

Effect = Callable[[Step, Capacity, datetime], None]
EFFECTS: dict[str, Effect] = {}
"""What else happens, in the same transaction, when a body resolves on a matter of a kind or when one is withdrawn.

A room above says so as it starts (its `apps`). An effect that refuses (`Refused`) refuses the resolution or the withdrawal with it.
"""


@dataclass(frozen=True)
class Copy:
    """What a body is to receive: the thing as data and as a document, and in sentences what changed since the last version."""

    data: dict[str, Any]
    content: bytes
    name: str
    media_type: str = "application/pdf"
    differences: Sequence[str] = field(default_factory=tuple)


@transaction.atomic
def open_matter(
    agreement: Agreement,
    *,
    kind: str,
    title: str,
    links: Sequence[Link],
    by: Capacity,
    when: datetime,
    question: str = "",
    revises: Matter | None = None,
) -> Matter:
    """Record a matter with its chain as it stands: later mandates do not change it. Its first stage is where it goes next."""
    refuse_if(rules.obstacles_to_opening(agreement, title=title, links=links, by=by, revises=revises))
    matter = Matter.objects.create(
        agreement=agreement,
        kind=kind,
        title=shortened(title, 300),
        question=question.strip(),
        revises=revises,
        opened_by=by.coordination,
        opened_at=when,
    )
    stages = [
        Stage.objects.create(
            matter=matter,
            position=position,
            body=link.body,
            organisation=link.organisation,
            verbs=list(link.verbs),
            mandate=link.mandate,
            words=link.words,
            clause=link.clause,
        )
        for position, link in enumerate(links)
    ]
    matter.stage = stages[0]
    matter.save(update_fields=["stage"])
    note_step(matter, Move.OPEN, by=by, when=when)
    return matter


@transaction.atomic
def transmit(matter: Matter, *, copy: Copy, by: Capacity, when: datetime) -> Version:
    """Give the body of the next stage a frozen copy, and record it in the register. The same text again is the same version."""
    hold_head(matter.agreement)
    matter = hold(matter)
    refuse_if(rules.obstacles_to_transmitting(matter, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_freezing(matter, fingerprint(copy.data)))
    version = freeze(matter, copy, by=by, when=when)
    matter.state = State.BEFORE
    matter.save(update_fields=["state"])
    step = note_step(matter, Move.TRANSMIT, by=by, when=when, version=version)
    assert matter.stage is not None
    assert matter.stage.body is not None
    enter(
        matter.agreement,
        kind=EntryKind.TRANSMISSION,
        content={"matter": matter.title, "to": matter.stage.body.name, "version": version.number, "sha256": version.sha256},
        capacity=step.capacity,
        when=when,
        matter=matter,
    )
    letters.tell_transmitted(step)
    return version


def freeze(matter: Matter, copy: Copy, *, by: Capacity, when: datetime) -> Version:
    """Keep these data as the next version of a matter, or find that they are the last one."""
    sha256 = fingerprint(copy.data)
    last = matter.versions.last()
    if last is not None and last.sha256 == sha256:
        return last
    file = documents.keep(content=copy.content, name=copy.name, media_type=copy.media_type, by=by.person, when=when)
    return Version.objects.create(
        matter=matter,
        number=last.number + 1 if last else 1,
        data=copy.data,
        file=file,
        sha256=sha256,
        differences=list(copy.differences) if last or matter.revises else [],
        frozen_at=when,
    )


def note_step(matter: Matter, move: Any, *, by: Capacity, when: datetime, **facts: Any) -> Step:
    """Record one line of the log of a matter, at its present stage."""
    facts = {"stage": matter.stage, **facts}
    return Step.objects.create(matter=matter, move=move, person=by.person, capacity=by.recorded[:300], at=when, **facts)


@transaction.atomic
def postpone(matter: Matter, *, by: Capacity, when: datetime, reasons: str) -> Step:
    """Record that the body put the matter off: it stays before it."""
    matter = hold(matter)
    refuse_if(rules.obstacles_to_postponing(matter, by=by, on=timezone.localdate(when), reasons=reasons))
    step = note_step(matter, Move.POSTPONE, by=by, when=when, reasons=reasons.strip())
    letters.tell_outcome(step)
    return step


@transaction.atomic
def withdraw(matter: Matter, *, by: Capacity, when: datetime, reasons: str) -> Matter:
    """Take a matter back for good, before it is settled; the bodies that had it are told why."""
    hold_head(matter.agreement)
    matter = hold(matter)
    refuse_if(rules.obstacles_to_withdrawing(matter, by=by, reasons=reasons))
    step = note_step(matter, Move.WITHDRAW, by=by, when=when, reasons=reasons.strip())
    matter.state, matter.ended_at = State.WITHDRAWN, when
    matter.save(update_fields=["state", "ended_at"])
    enter(
        matter.agreement,
        kind=EntryKind.WITHDRAWAL,
        content={"matter": matter.title, "reasons": step.reasons},
        capacity=step.capacity,
        when=when,
        matter=matter,
    )
    set_off(step, by, when)
    letters.tell_outcome(step)
    return matter


def set_off(step: Step, by: Capacity, when: datetime) -> None:
    """What the kind of a matter makes of a step, once the matter is where the step leaves it."""
    if effect := EFFECTS.get(step.matter.kind):
        effect(step, by, when)


@transaction.atomic
def send_on(stage: Stage, *, body: Body, reason: str, by: Capacity, when: datetime) -> Stage:
    """Record which body takes the place of one that is no more; a matter that was before it goes back to be transmitted."""
    matter = hold(stage.matter)
    stage = matter.stages.select_related("body", "organisation").get(pk=stage.pk)
    refuse_if(rules.obstacles_to_sending_on(stage, body=body, reason=reason, by=by, on=timezone.localdate(when)))
    stage.body = body
    stage.save(update_fields=["body"])
    note_step(matter, Move.SEND_ON, by=by, when=when, stage=stage, reasons=reason.strip())
    if matter.state == State.BEFORE and matter.stage_id == stage.pk:
        matter.state = State.PREPARING
        matter.save(update_fields=["state"])
    return stage


@transaction.atomic
def rephrase(matter: Matter, *, title: str, question: str, by: Capacity) -> Matter:
    """Record other words for a matter. What bodies received stays as it was: the next transmission freezes the new words."""
    matter = hold(matter)
    refuse_if(rules.obstacles_to_rephrasing(matter, title=title, question=question, by=by))
    matter.title, matter.question = shortened(title, 300), question.strip()
    matter.save(update_fields=["title", "question"])
    return matter


@transaction.atomic
def join_piece(matter: Matter, *, file: File, title: str, by: Capacity, when: datetime) -> Piece:
    """Join a document to a matter that is not ended."""
    matter = hold(matter)
    refuse_if(rules.obstacles_to_joining(matter, by=by))
    return Piece.objects.create(matter=matter, file=file, title=shortened(title, 300) or file.name, joined_at=when)


@transaction.atomic
def declare_interest(matter: Matter, *, person: Any, nature: str, declared_by: str, when: datetime) -> Interest:
    """Record an interest, and in the register: from now on the person neither reads the file, nor deliberates, nor votes.

    `declared_by` is the capacity in words of whoever declares it: the person, or the chair in their place.
    """
    hold_head(matter.agreement)
    matter = hold(matter)
    refuse_if(rules.obstacles_to_declaring(matter, person=person, nature=nature))
    interest = Interest.objects.create(matter=matter, person=person, nature=nature.strip(), declared_by=declared_by[:300], declared_at=when)
    enter(
        matter.agreement,
        kind=EntryKind.INTEREST,
        content={"matter": matter.title, "person": person.name, "nature": interest.nature},
        capacity=interest.declared_by,
        when=when,
        matter=matter,
    )
    return interest


@transaction.atomic
def lift_interest(interest: Interest, *, by: Capacity, when: datetime, because: str) -> Interest:
    """Record that an interest no longer stands, and why; the register says so."""
    hold_head(interest.matter.agreement)
    interest = hold(interest)
    refuse_if(rules.obstacles_to_lifting(interest, by=by, because=because))
    interest.lifted_at, interest.lifted_because = when, because.strip()
    interest.save(update_fields=["lifted_at", "lifted_because"])
    enter(
        interest.matter.agreement,
        kind=EntryKind.INTEREST,
        content={"matter": interest.matter.title, "person": interest.person.name, "lifted": interest.lifted_because},
        capacity=by.recorded[:300],
        when=when,
        matter=interest.matter,
    )
    return interest
