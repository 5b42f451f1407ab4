"""Where a matter stands: its chain as a path, the conditions that travel with it, and what changed around it since it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.models import Body
from ententes.ground.days import long_date

from ..models import Interest, Matter, Resolution, Stage, Step
from ..rules import ground_of
from ..states import ENDED, Kind, Move, Outcome, State
from .chain import Power, all_chains, said


@dataclass(frozen=True)
class Passage:
    """One stage of a path: whether the matter has passed it, is there or is to come to it, and what happened at it."""

    stage: Stage
    place: str
    steps: Sequence[Step]

    @property
    def verbs(self) -> str:
        return said(self.stage.verbs)

    @property
    def ground(self) -> str:
        return ground_of(self.stage)

    @property
    def last(self) -> Step | None:
        """The last thing that tells how this stage stands."""
        return self.steps[-1] if self.steps else None


def path(matter: Matter, steps: Iterable[Step]) -> list[Passage]:
    """The chain of a matter with what happened at each stage. One query; give it `log(matter)`."""
    by_stage: dict[int, list[Step]] = {}
    for step in steps:
        if step.stage_id and step.move != Move.OPEN:
            by_stage.setdefault(step.stage_id, []).append(step)
    here = matter.stage.position if matter.stage else 0
    return [
        Passage(stage, _place(matter, stage, here), by_stage.get(stage.pk, []))
        for stage in matter.stages.select_related("body", "organisation")
    ]


def _place(matter: Matter, stage: Stage, here: int) -> str:
    if stage.position < here or matter.state == State.SETTLED:
        return "passed"
    if stage.position > here:
        return "dropped" if matter.state in ENDED else "coming"
    return {State.REJECTED: "rejected", State.WITHDRAWN: "withdrawn", State.BEFORE: "here"}.get(matter.state, "next")  # type: ignore[call-overload]


def log(matter: Matter) -> list[Step]:
    """What happened to a matter, in order. One query."""
    return list(matter.steps.select_related("stage__body", "version", "resolution", "person"))


def conditions(steps: Iterable[Step]) -> list[Resolution]:
    """The resolutions whose conditions travel with the matter."""
    kept = [step.resolution for step in steps if step.resolution and step.resolution.conditions]
    return [one for one in kept if one.outcome == Outcome.ADOPTED]


def changed_since(matter: Matter, stages: Iterable[Stage], on: date, more: Mapping[str, Sequence[Power]] | None = None) -> bool:
    """Whether the mandates of that day would make another chain than the one the matter was opened with. Two queries.

    A change to a project goes by the chain of projects, or by one body of it that decides alone. `more` are powers read elsewhere.
    """
    if matter.kind in (Kind.QUESTION, Kind.DOCUMENT) or matter.state in ENDED:
        return False
    kind = str(Kind.PROJECT) if matter.kind == Kind.CHANGE else matter.kind
    links = all_chains(matter.agreement, on, more or {}, kind).get(kind, [])
    now = [(link.mandate.pk if link.mandate else None, link.words, link.verbs) for link in links]
    then = [(stage.mandate_id, stage.words, tuple(stage.verbs)) for stage in stages]
    if matter.kind == Kind.CHANGE and len(then) == 1:
        return then[0][:2] not in [one[:2] for one in now]
    return then != now


def standing_before(body: Body) -> list[Matter]:
    """The matters under way that are before a body, or that it still has to see, in the order of their opening. One query."""
    stages = Stage.objects.filter(body=body).exclude(matter__state__in=ENDED).select_related("matter", "matter__stage")
    rows = stages.order_by("matter__opened_at", "matter", "position")
    ahead = [one for one in rows if one.matter.stage is None or one.position >= one.matter.stage.position]
    return list({one.matter_id: one.matter for one in ahead}.values())


def withdrawn_from(agreement: Any, matter: int | None, person: Any) -> Interest | None:
    """The interest by which somebody no longer reads a matter of the agreement; None where there is none that stands."""
    rows = Interest.objects.filter(matter=matter, matter__agreement=agreement, person=person, lifted_at=None)
    return rows.select_related("matter").first()


def withheld(person: Any) -> dict[int, str]:
    """Why the person reads no word of some matters, by matter: what a list says in place of what it would tell. Two queries at most."""
    if not person.is_authenticated:
        return {}
    apart = set(Matter.objects.order_by().withheld_from(person).values_list("pk", flat=True))
    if not apart:
        return {}
    said = _("Contenu fermé : intérêt déclaré par %(name)s le %(day)s.")
    of_change = Q(matter__revises__in=apart) | Q(matter__revised_by__in=apart)
    rows = Interest.objects.filter(Q(matter__in=apart) | of_change, person=person, lifted_at=None).order_by("-pk")
    found: dict[int, str] = {}
    for *matters, name, at in rows.values_list("matter", "matter__revises", "matter__revised_by", "person__name", "declared_at"):
        words = said % {"name": name, "day": long_date(timezone.localdate(at))}
        found |= dict.fromkeys(apart & {*matters}, words)
    return found
