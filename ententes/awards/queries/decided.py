"""What the last body decided about a project, read in the copy its resolution bears on: nothing else says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ententes.decisions.models import Resolution
from ententes.decisions.states import Move, State

from ..models import Project
from ..states import GRANTED, Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision on a project. `aid` is in cents; `conditions` are those of the copy, then those of the resolution itself.

    `firm` is false while documents are awaited: nothing is signed or paid before. `data` is the whole copy.
    """

    resolution: Resolution
    verdict: str
    aid: int
    envelope: int | None
    conditions: str
    awaited: str
    reason: str
    reasons: str
    day: date
    firm: bool
    data: dict[str, Any]

    @property
    def granted(self) -> bool:
        return self.verdict in GRANTED


def decision(project: Project) -> Decision | None:
    """What the last body decided; None while it has not. A rejection is a refusal, in the words of its resolution. Two queries."""
    matter = project.matter
    if matter is None or matter.state not in (State.SETTLED, State.REJECTED):
        return None
    moves = (Move.PASS, Move.PASS_WITH_CHANGES, Move.REJECT)
    step = matter.steps.filter(move__in=moves, resolution__isnull=False).select_related("resolution__body", "version").last()
    return read(step.resolution, step.version.data, project, matter.state) if step and step.resolution and step.version else None


def read(resolution: Resolution, data: dict[str, Any], project: Project, state: str) -> Decision:
    """The decision that a resolution and the copy it bears on make."""
    said = data["proposal"]
    rejected = state == State.REJECTED
    verdict = str(Verdict.REFUSE) if rejected else said["verdict"]
    granted = verdict in GRANTED
    return Decision(
        resolution=resolution,
        verdict=verdict,
        aid=said["aid"] if granted else 0,
        envelope=said["envelope"] if granted else None,
        conditions="\n".join(filter(None, (said["conditions"], resolution.conditions))),
        awaited=said["awaited"],
        reason="" if rejected else said["reason"],
        reasons=resolution.resolved if rejected else said["reasons"],
        day=resolution.taken_on,
        data=data,
        firm=granted and (verdict != Verdict.PENDING or project.completed_at is not None),
    )
