"""What the tests of sittings begin with: a body of five seats with its rules, a meeting called that day, its items, and a clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ententes.committees.models import Body, Charge, Procedure, Seat, Term
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.meetings import acts
from ententes.meetings.models import Attendance, Item, Meeting
from ententes.meetings.states import State
from tests.cast import NOW, TODAY, Cast, make_body, make_person
from tests.decisions.chains import copy, open_plan

NAMES = ("Aline Roy", "Bruno Cyr", "Clara Dion", "Denis Fortin", "Eva Gagné")
START = datetime(2011, 11, 23, 19, 0, tzinfo=NOW.tzinfo)
"""The sitting begins at 14 h 00 in the time of the installation."""


def minute(count: int) -> datetime:
    return START + timedelta(minutes=count)


@dataclass
class Sitting:
    """A body, its people by initial, its meeting and its items."""

    cast: Cast
    body: Body
    meeting: Meeting
    rules: Procedure
    terms: dict[str, Term]
    items: dict[str, Item]
    clock: int = 0
    here: dict[str, Attendance] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """Who records, at which minute; each use is a minute later."""
        self.clock += 1
        return {"by": self.cast.coordination, "at": minute(self.clock), "when": minute(self.clock)}

    def capacity(self, letter: str) -> Capacity:
        return Capacity(self.cast.agreement, term=self.terms[letter])

    def change(self, **rules: Any) -> None:
        """Other rules of procedure, as if they had always been so."""
        Procedure.objects.filter(pk=self.rules.pk).update(**rules)

    def open(self, **more: Any) -> Meeting:
        acts.open_meeting(self.meeting, **(self.facts | more))
        self.meeting.refresh_from_db()
        return self.meeting

    def come(self, letters: str, **more: Any) -> None:
        for letter in letters:
            self.here[letter] = acts.arrive(self.meeting, self.terms[letter], **(self.facts | more))

    def go(self, letters: str, **more: Any) -> None:
        for letter in letters:
            self.here[letter].refresh_from_db()
            acts.depart(self.here[letter], **(self.facts | more))

    def take(self, name: str) -> Item:
        return acts.take_up(self.item(name), **self.facts)

    def item(self, name: str) -> Item:
        return Item.objects.get(pk=self.items[name].pk)

    def motion(self, name: str = "free", **fields: Any) -> Any:
        """A motion moved by the first and seconded by the second, by show of hands unless said otherwise."""
        written = acts.write_motion(self.item(name), by=self.cast.coordination, when=minute(self.clock))
        said = {"resolved": "d’acheter un four.", "mover": self.terms["A"], "seconder": self.terms["B"], "manner": "hands"} | fields
        return acts.save_motion(written, said, revision=1, by=self.cast.coordination, when=minute(self.clock))


def make_voters(body: Body, names: tuple[str, ...] = NAMES) -> dict[str, Term]:
    """A holder for each name, on a seat of their own, by initial."""
    found = {}
    for position, name in enumerate(names):
        seat = Seat.objects.create(body=body, label=f"Siège {name[0]}", position=position)
        found[name[0]] = Term.objects.create(seat=seat, person=make_person(name), starts_on=TODAY - timedelta(days=500))
    return found


def make_rules(body: Body, cast: Cast, **rules: Any) -> Procedure:
    facts = {"starts_on": TODAY - timedelta(days=500), "recorded_by": cast.coordination.coordination, "recorded_at": NOW}
    return Procedure.objects.create(body=body, **(facts | rules))


def make_meeting(body: Body, number: int = 1, starts_at: datetime | None = None, state: Any = State.CALLED, **facts: Any) -> Meeting:
    starts_at = starts_at or START
    hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    return Meeting.objects.create(body=body, number=number, state=state, called_at=NOW, **(hours | facts))


def make_matter(cast: Cast, sitting_body: Body) -> Matter:
    """The plan, before the body."""
    matter = open_plan(cast)
    matter.stages.filter(position=0).update(body=sitting_body)
    matter.refresh_from_db()
    decisions.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    matter.refresh_from_db()
    return matter


def make_sitting(cast: Cast, matter: bool = False, **rules: Any) -> Sitting:
    """Five seats, a quorum of three, a meeting called, and four items: the opening, a free question, another, and the plan."""
    body = make_body(cast.agreement, "Comité du pain", "management", acronym="CP")
    terms = make_voters(body)
    Charge.objects.create(body=body, office="chair", person=terms["A"].person, starts_on=TODAY - timedelta(days=500))
    meeting = make_meeting(body)
    given = {"matter": make_matter(cast, body)} if matter else {}
    items = {
        name: Item.objects.create(meeting=meeting, position=position, title=title, purpose="decide", **(given if name == "plan" else {}))
        for position, (name, title) in enumerate(
            (("opening", "Ouverture"), ("free", "Achat d’un four"), ("other", "Varia"), ("plan", "Le plan d’action"))
        )
    }
    return Sitting(cast, body, meeting, make_rules(body, cast, **rules), terms, items)
