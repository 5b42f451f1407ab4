"""The invented analysis of the reference agreement's applications: scored apart, then agreed in a session, played through the acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo.governance import Life
from demo.projects import last_deposit
from ententes.committees.queries import Capacity
from ententes.projects.models import Call
from ententes.scoring import acts
from ententes.scoring.models import Analysis, Assignment
from ententes.scoring.queries.grids import EXAMPLE


def analyse(life: Life, told: dict[str, Any], when: datetime) -> None:
    """A grid, the analysis that follows it, and who scores what."""
    grid = acts.write_grid(life.agreement, title=told["grid"], scale=EXAMPLE, by=life.by, when=when)
    call = Call.objects.get(agreement=life.agreement)
    days = {"due_on": told["due"], "session_on": told["session"]}
    analysis = acts.open_analysis(call, body=call.analysed_by, grid=grid, **days, by=life.by, when=when)
    for person, keys in told["files"].items():
        term = life.term(call.analysed_by, person, told["on"])  # type: ignore[arg-type]
        acts.assign(analysis, deposits=[last_deposit(life, key) for key in keys], term=term, by=life.by, when=when)


def score(life: Life, told: dict[str, Any], when: datetime) -> None:
    """Somebody undertakes to keep what they read to themselves, declares no interest, scores and locks."""
    for key, halves in told["marks"].items():
        assignment = Assignment.objects.select_related("analysis__grid", "term__seat__body", "deposit").get(
            deposit=last_deposit(life, key), person=life.cast[told["person"]]
        )
        by = Capacity(life.agreement, term=assignment.term)
        if not assignment.analysis.undertakings.filter(person=by.person).exists():
            acts.undertake(assignment, by=by, when=when)
        acts.declare(assignment, interested=False, by=by, when=when)
        acts.keep_sheet(assignment, marks=marks(halves), words=told["words"][key], by=by, when=when)
        acts.lock(assignment, by=by, when=when)


def agree(life: Life, told: dict[str, Any], when: datetime) -> None:
    """What the session agreed on for each file."""
    analysis = Analysis.objects.select_related("call__agreement", "grid", "body").get(call__agreement=life.agreement)
    for key, halves in told["marks"].items():
        acts.agree(analysis, last_deposit(life, key), marks=marks(halves), reasons=told["reasons"][key], by=life.by, when=when)


def marks(halves: list[int]) -> dict[str, dict[str, Any]]:
    """A note for each criterion of the example, in half points."""
    return {criterion.key: {"half": half, "words": ""} for criterion, half in zip(EXAMPLE.criteria, halves, strict=True)}


EVENTS = {one.__name__: one for one in (analyse, score, agree)}
