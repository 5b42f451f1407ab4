"""What the tests of analysis begin with: a call whose applications two members of a body analyse under the example grid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ententes.committees.queries import Capacity
from ententes.people.models import Person
from ententes.projects import acts as projects
from ententes.projects.models import Admissibility, Call, Deposit
from ententes.scoring import acts
from ententes.scoring.models import Analysis, Assignment, Grid
from ententes.scoring.queries.grids import EXAMPLE
from tests.cast import NOW, TODAY, Cast, make_person, make_term
from tests.projects.making import complete, deposited, make_application, make_call

LATER = NOW + timedelta(hours=1)


@dataclass
class Round:
    """An analysis under way, with its two analysts."""

    cast: Cast
    call: Call
    analysis: Analysis
    peer: Person
    peer_term: Capacity

    @property
    def analysts(self) -> tuple[Capacity, Capacity]:
        return self.cast.worker_term, self.peer_term


def make_grid(cast: Cast, **changed: Any) -> Grid:
    return acts.write_grid(cast.agreement, **{"title": "Projets", "scale": EXAMPLE, "by": cast.coordination, "when": NOW} | changed)


def make_round(cast: Cast) -> Round:
    """A continuous call analysed by the working body, scores due in a week."""
    call = projects.publish(make_call(cast, waived_because="Le cadre suit.", analysed_by=cast.working), by=cast.coordination, when=NOW)
    due = TODAY + timedelta(days=7)
    analysis = acts.open_analysis(call, body=None, grid=make_grid(cast), due_on=due, by=cast.coordination, when=NOW)
    peer = make_person("Paul Levain")
    return Round(cast, call, analysis, peer, make_term(cast.working, peer))


def make_deposit(made: Round, person: Person | None = None, title: str = "Un four neuf") -> Deposit:
    """An admissible application, deposited by a stranger."""
    writer = person or made.cast.stranger
    deposit = deposited(complete(make_application(made.cast, writer, made.call, title=title), writer), writer)
    said = {"person": made.cast.coordinator, "capacity": "coordination de l’entente", "at": NOW}
    Admissibility.objects.create(deposit=deposit, admissible=True, checked=[], **said)
    return deposit


def give(made: Round, deposit: Deposit, *capacities: Capacity) -> list[Assignment]:
    """The file given to these analysts, or to both."""
    by, found = made.cast.coordination, []
    for one in capacities or made.analysts:
        assert one.term is not None
        found += acts.assign(made.analysis, deposits=[deposit], term=one.term, by=by, when=NOW)
    return found


def capacity_of(assignment: Assignment) -> Capacity:
    return Capacity(assignment.analysis.call.agreement, term=assignment.term)


def ready(assignment: Assignment) -> Assignment:
    """Signed, and declared without interest."""
    by = capacity_of(assignment)
    if not assignment.analysis.undertakings.filter(person=assignment.person).exists():
        acts.undertake(assignment, by=by, when=NOW)
    acts.declare(assignment, interested=False, by=by, when=NOW)
    return assignment


def marks(half: int = 7, words: str = "Clair.", **changed: int) -> dict[str, dict[str, Any]]:
    """The same note everywhere, but for what is said: `marks(7, A1=3)`."""
    return {one.key: {"half": changed.get(one.key, half), "words": words} for one in EXAMPLE.criteria}


def locked(assignment: Assignment, half: int = 7, **changed: int) -> Assignment:
    by = capacity_of(assignment)
    acts.keep_sheet(ready(assignment), marks=marks(half, **changed), by=by, when=NOW)
    acts.lock(assignment, by=by, when=NOW)
    return assignment


def agreed(made: Round, deposit: Deposit, half: int = 7, when: datetime = LATER, **said: Any) -> Any:
    """What a session of both analysts agrees on, every file locked first if it was not."""
    if not deposit.assignments.exists():
        for one in give(made, deposit):
            locked(one, half)
    facts: dict[str, Any] = {"marks": marks(half), "reasons": "Un projet mûr.", "by": made.cast.coordination, "when": when}
    return acts.agree(made.analysis, deposit, **facts | said)
