"""What rules look at, what they give, and who settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ententes.importing.reading import ActionRead, BodyRead, Reading
from ententes.importing.tree import Place, Tree

from ..governance import Governance
from ..outline import Line
from ..plan import Plan


@dataclass(slots=True)
class Known:
    """One reading and what it was made from. `guessed` is true where no year of the plan could be read."""

    reading: Reading
    tree: Tree
    lines: Sequence[Line]
    told: Governance
    plan: Plan
    guessed: bool


@dataclass(slots=True)
class Found:
    """One point, before its key."""

    kind: str
    params: dict[str, Any]
    about: str = ""
    places: list[Place] = field(default_factory=list)
    settled_by: str = ""


Rule = Callable[[Known], Iterator[Found]]


def body_with(known: Known, verb: str, subject: str) -> str:
    """The key of the body whose mandate says this verb of this subject, or an empty string."""
    for body in known.reading.bodies:
        if any(verb in mandate.verbs and mandate.subject_kind == subject for mandate in body.mandates):
            return body.key
    return ""


def proposer(known: Known) -> str:
    """Who proposes the plan: settles what the plan leaves blank."""
    return body_with(known, "propose", "plan")


def adopter(known: Known) -> str:
    """Who adopts the plan: settles what commits the partners."""
    return body_with(known, "adopt", "plan")


def lead_of(action: ActionRead) -> str:
    """The key of the body, or of the organisation, that leads an action."""
    lead = next((one for one in action.responsibilities if one.role == "lead"), None)
    return "" if lead is None else lead.body or lead.organisation


def body_named(known: Known, key: str) -> BodyRead | None:
    return next((body for body in known.reading.bodies if body.key == key), None)


def said(action: ActionRead) -> str:
    """The words of an action as far as rules search them and sentences quote them."""
    return action.text[:4_000]
