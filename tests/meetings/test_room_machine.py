"""Who comes, leaves, withdraws, gives way and presides in any order, some of it recorded late: the quorum is what a child would count.

The count is made again here from what was recorded, event after event, apart from the product. Negative controls: a substitute who keeps
the voice of the seat, a holder who is counted beside, and somebody who sits twice are found by the same machine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import INVARIANT_MARKER, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ententes.committees.models import Seat, Term
from ententes.decisions.models import Interest, Matter, Resolution
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Attendance, Item, Meeting, Recusal
from ententes.meetings.queries.quorum import Room, room
from tests.cast import NOW, TODAY, make_cast, make_person

from .sittings import START, make_sitting

pytestmark = pytest.mark.django_db
NUMBER = some.integers(0, 9)
LATE = some.sampled_from([0, 0, 0, 0, 4, 11])
"""How many minutes before it is recorded a thing happened: most are recorded at once."""
FOREVER = NOW + timedelta(days=9)
LONG_AGO = TODAY - timedelta(days=500)


@dataclass(frozen=True)
class Event:
    """Something that was recorded: `what` is arrive, leave, withdraw or return, of a term, at a moment, on an item where there is one."""

    what: str
    term: Term
    at: datetime
    item: int = 0


class Sittings(RuleBasedStateMachine):
    """Five seats that vote and one that does not; three have substitutes, one of whom holds another seat. Two people have an interest."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def _furnish(self) -> None:
        self.sitting = make_sitting(make_cast())
        cast, terms = self.sitting.cast, self.sitting.terms
        for letter, seat, person in (
            ("a", terms["A"].seat, None),
            ("b", terms["B"].seat, None),
            ("d", Seat.objects.create(body=self.sitting.body, label="Voit et se tait", votes=False, position=9), None),
            ("e", terms["E"].seat, terms["D"].person),
        ):
            role = "holder" if letter == "d" else "substitute"
            terms[letter] = Term.objects.create(seat=seat, person=person or make_person(f"{letter} Sub"), role=role, starts_on=LONG_AGO)
        facts = {"title": "M", "opened_by": cast.coordination.coordination, "opened_at": NOW}
        matter = Matter.objects.create(agreement=cast.agreement, kind="question", **facts)
        Item.objects.filter(pk=self.sitting.items["plan"].pk).update(matter=matter)
        for letter in "Bb":
            Interest.objects.create(matter=matter, person=terms[letter].person, nature="Un four", declared_by="membre", declared_at=NOW)
        self.interested = {terms[letter].person_id for letter in "Bb"}
        self.terms, self.items = [terms[letter] for letter in "AaBbDedC"], list(self.sitting.items.values())
        self.now, self.events, self.late = START, list[Event](), set[int]()
        self.item: Item | None = None
        self.chair: Any = None
        self.presided = list[datetime]()
        self.taken: dict[int, tuple[datetime, Item, list[str]]] = {}

    @initialize(
        substitutes=some.booleans(), recused=some.booleans(), quorum=some.sampled_from(["majority", "occupied", "count"]), seat=NUMBER
    )
    def begin(self, substitutes: bool, recused: bool, quorum: str, seat: int) -> None:
        self._furnish()
        required = self.terms[seat].seat if seat < 3 else None
        number = 2 if quorum == "count" else None
        self.substitutes, self.recused, self.required = substitutes, recused, required
        self.needed = 2 if quorum == "count" else 3
        rules = {"substitutes_vote": substitutes, "recused_count": recused, "required_seat": required}
        self.sitting.change(quorum=quorum, quorum_number=number, **rules)
        acts.open_meeting(self.meeting, by=self.sitting.cast.coordination, at=START, when=START)
        self._give_chair(self.sitting.terms["A"].person, START)

    @property
    def meeting(self) -> Meeting:
        return Meeting.objects.get(pk=self.sitting.meeting.pk)

    def _try(self, late: int, act: Callable[..., Any], *given: Any, **more: Any) -> datetime | None:
        """When it happened, or None where it was refused."""
        self.now += timedelta(minutes=3)
        at = self.now - timedelta(minutes=late)
        try:
            act(*given, by=self.sitting.cast.coordination, at=at, when=self.now, **more)
        except Refused:
            return None
        return at

    def _note(self, what: str, term: Term, at: datetime, item: int = 0) -> None:
        if what in ("arrive", "leave") and any(one.at > at and one.term.seat_id == term.seat_id for one in self.events):
            self.late.add(term.seat_id)
        self.events.append(Event(what, term, at, item))

    @rule(who=NUMBER, late=LATE)
    def arrive(self, who: int, late: int) -> None:
        voices = [one for here in self._voices(self.now).values() for one in here]
        others = [one for one in self.terms if one not in voices]
        self._arrive(others[who % len(others)], late)

    def _arrive(self, term: Term, late: int) -> None:
        if at := self._try(late, acts.arrive, self.meeting, term):
            if self._inside(term, at):
                self._note("leave", term, at)
            self._note("arrive", term, at)
            self._withdraw_interested(at)

    @rule(who=NUMBER, late=LATE, instead=some.integers(-9, 7))
    def depart(self, who: int, late: int, instead: int) -> None:
        one, other = self._here(who), self.terms[instead].person if instead >= 0 else None
        if one and one.term and (at := self._try(late, acts.depart, one, acting_chair=other)):
            self._note("leave", one.term, at)
            if one.term.person_id == self.chair:
                self._give_chair(other, at)

    @rule(who=NUMBER)
    def strike(self, who: int) -> None:
        one = self._here(who)
        if one is None or one.term is None or one.standing != "member":
            return
        try:
            acts.strike(one, by=self.sitting.cast.coordination, when=self.now)
        except Refused:
            return
        since = [event for event in self.events if event.term == one.term and event.at >= one.arrived_at]
        self.events = [event for event in self.events if event not in since or event.what == "leave"]
        if one.term.person_id == self.chair:
            self.chair = None

    def _here(self, who: int) -> Attendance | None:
        here = self._everybody()
        return here[who % len(here)] if here else None

    def _everybody(self) -> list[Attendance]:
        return list(self.meeting.attendances.filter(left_at=None, term__isnull=False).select_related("term__person"))

    @rule(who=NUMBER, late=LATE)
    def preside(self, who: int, late: int) -> None:
        person = self.terms[who % len(self.terms)].person
        already = self.chair == person.pk
        if (at := self._try(late, acts.preside, self.meeting, person)) and not already:
            self._give_chair(person, at)

    def _give_chair(self, person: Any, at: datetime) -> None:
        if person is None or not any(since > at for since in self.presided):
            self.chair = person.pk if person else None
        if person is not None:
            self.presided.append(at)

    @rule(number=some.sampled_from([1, 2, 3, 3]), late=LATE)
    def take_up(self, number: int, late: int) -> None:
        item = Item.objects.get(pk=self.items[number].pk)
        if at := self._try(late, acts.take_up, item):
            self._end(at)
            self.item = Item.objects.get(pk=item.pk)
            self._withdraw_interested(at)

    @rule(late=LATE)
    def finish(self, late: int) -> None:
        if self.item and (at := self._try(late, acts.finish, self.item)):
            self._end(at)
            self.item = None

    @rule(who=NUMBER, late=LATE)
    def withdraw(self, who: int, late: int) -> None:
        one = self._here(who)
        if self.item and one and one.term and (at := self._try(late, acts.recuse, self.item, one.term)):
            self._note("withdraw", one.term, at, self.item.pk)

    @rule(who=NUMBER, late=LATE)
    def come_back(self, who: int, late: int) -> None:
        out = list(Recusal.objects.filter(item__meeting=self.sitting.meeting, returned_at=None))
        if out and (at := self._try(late, acts.come_back, out[who % len(out)])):
            self._note("return", out[who % len(out)].term, at, out[who % len(out)].item_id)

    @rule()
    def resolve(self) -> None:
        if self.item is None:
            return
        item = Item.objects.get(pk=self.item.pk)
        if item.matter_id is not None:
            return
        motion = acts.write_motion(item, by=self.sitting.cast.coordination, when=self.now)
        said = {"resolved": "d’acheter un four.", "title": "Un four"}
        motion = acts.save_motion(motion, said, revision=1, by=self.sitting.cast.coordination, when=self.now)
        self.sitting.change(seconder_required=False)
        if at := self._try(0, acts.record, motion):
            self.taken[Resolution.objects.latest("pk").pk] = (at, item, list(self._room(at, item).quorum.counted))
            self.now += timedelta(minutes=1)

    def _end(self, at: datetime) -> None:
        if self.item:
            for term in self._out(self.item.pk, FOREVER):
                self._note("return", term, at, self.item.pk)

    def _withdraw_interested(self, at: datetime) -> None:
        if self.item and self.item.matter_id:
            out = {one.pk for one in self._out(self.item.pk, FOREVER)}
            for term in self.terms:
                if term.person_id in self.interested and term.pk not in out and self._inside(term, FOREVER):
                    came = [one.at for one in self._until(FOREVER) if one.term.pk == term.pk and one.what == "arrive"][-1]
                    self._note("withdraw", term, max(at, came), self.item.pk)

    def _room(self, moment: datetime, item: Item | None) -> Room:
        return room(self.meeting, moment, item)

    # What a child would count, from the events alone.

    def _until(self, moment: datetime) -> list[Event]:
        return sorted((one for one in self.events if one.at <= moment), key=lambda one: one.at)

    def _inside(self, term: Term, moment: datetime) -> bool:
        last = [one.what for one in self._until(moment) if one.term.pk == term.pk and one.what in ("arrive", "leave")]
        return bool(last) and last[-1] == "arrive"

    def _out(self, item: int, moment: datetime) -> list[Term]:
        out: dict[int, Term] = {}
        for one in self._until(moment):
            if one.item == item and one.what == "withdraw":
                out[one.term.pk] = one.term
            elif one.item == item and one.what == "return":
                out.pop(one.term.pk, None)
        return list(out.values())

    def _voices(self, moment: datetime) -> dict[int, list[Term]]:
        """Who speaks for each seat: the holder since they came; before, the substitutes since they came, the first one for the count."""
        voices: dict[int, list[Term]] = {}
        for one in self._until(moment):
            here = voices.setdefault(one.term.seat_id, [])
            if one.what == "leave" and one.term in here:
                here.remove(one.term)
            elif one.what == "arrive" and one.term.role == "holder":
                here[:] = [one.term]
            elif one.what == "arrive" and not (here and here[0].role == "holder"):
                here.append(one.term)
        return voices

    def _check(self, moment: datetime, item: Item | None) -> None:
        found, voices = self._room(moment, item), self._voices(moment)
        out = {one.pk for one in self._out(item.pk, moment)} if item else set()
        one_each = [here[0] for here in voices.values() if here]
        members = {one.pk: one for one in one_each if one.seat.votes and (self.substitutes or one.role == "holder")}
        names = {one.person.name for one in members.values() if self.recused or one.pk not in out}
        counted = list(found.quorum.counted)
        inside = {one.pk for one in self.terms if self._inside(one, moment)}
        assert len(counted) == len(set(counted)), "somebody is counted twice"
        assert len({one.seat_id for one in found.voters}) == len(found.voters), "a seat votes twice"
        assert {one.pk for one in found.voters} <= inside - out, "somebody votes who is not there"
        for term in self.terms:
            if term.role == "holder" and term.seat.votes and term.pk in inside - out:
                assert term in found.voters, "a holder who is there does not vote"
        if self.late:
            self._check_late(found, moment, inside, out)
            return
        assert set(counted) == names, (sorted(counted), sorted(names))
        assert {one.pk for one in found.voters} == set(members) - out
        there = {seat for seat, here in voices.items() if any(self.recused or one.pk not in out for one in here)}
        required = self.required is None or self.required.pk in there
        assert (found.quorum.needed, found.quorum.reached) == (self.needed, len(names) >= self.needed and required)

    def _check_late(self, found: Room, moment: datetime, inside: set[int], out: set[int]) -> None:
        """Recorded late: a substitute alone, before the holder was ever there, has the voice of the seat all the same."""
        for seat in {one.seat_id for one in self.terms if one.seat.votes} if self.substitutes else ():
            came = [one for one in self._until(moment) if one.what == "arrive" and one.term.seat_id == seat]
            there = [one.pk for one in self.terms if one.seat_id == seat and one.pk in inside]
            if there and not set(there) & out and not any(one.term.role == "holder" for one in came):
                assert seat in {one.seat_id for one in found.voters}, "a substitute who came before the holder has no voice"

    @invariant()
    def the_quorum_is_what_a_child_would_count(self) -> None:
        self._check(self.now, self.item)
        if self.events:
            self._check(self.events[-1].at, self.item)
            self._check(self.events[-1].at - timedelta(seconds=1), self.item)

    @invariant()
    def whoever_has_an_interest_never_votes_on_it(self) -> None:
        if self.item and self.item.matter_id:
            assert not self.interested & {one.person_id for one in self._room(self.now, self.item).voters}

    @invariant()
    def nothing_ends_before_it_began(self) -> None:
        for one in Attendance.objects.filter(left_at__isnull=False):
            assert one.left_at is not None
            assert one.arrived_at <= one.left_at, (one.name, one.arrived_at, one.left_at)
        for other in Recusal.objects.filter(returned_at__isnull=False):
            assert other.returned_at is not None
            assert other.left_at <= other.returned_at, (other.term.person.name, other.left_at, other.returned_at)

    @invariant()
    def whoever_presides_was_given_the_chair_and_has_not_left(self) -> None:
        meeting = self.meeting
        assert meeting.chair_id == self.chair
        if self.chair is not None:
            assert meeting.presidings.last().person_id == self.chair  # type: ignore[union-attr]

    @invariant()
    def the_quorum_of_what_was_resolved_never_changes(self) -> None:
        for at, item, counted in self.taken.values():
            assert list(self._room(at, item).quorum.counted) == counted


FEW = settings(
    max_examples=10,
    stateful_step_count=25,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
"""A failure is shown as it was found: to shorten it takes minutes, and the same steps fail again."""


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def test_whoever_comes_and_goes_in_whatever_order_the_quorum_is_what_a_child_would_count() -> None:
    run_state_machine_as_test(Sittings, settings=FEW)


@pytest.mark.parametrize(
    ("name", "forgets"),
    [
        ("acts.sitting._observe", lambda member, _at: member),
        ("queries.quorum.entitled", lambda terms, **_rules: [one for one in terms if one.seat.votes]),
        ("rules.during.obstacles_to_arriving", lambda *_given, **_facts: iter(())),
        ("acts.sitting._withdraw_interested", lambda *_given: None),
        ("rules.during.leaving", lambda *_given, **_facts: iter(())),
    ],
    ids=["a substitute who keeps the voice", "a seat that counts twice", "a person who sits twice", "an interest", "an end before"],
)
def test_what_is_forgotten_is_seen(monkeypatch: pytest.MonkeyPatch, name: str, forgets: Callable[..., Any]) -> None:
    """A few steps by hand, with the same count: a substitute and their holder, another with an interest, somebody on two seats."""
    monkeypatch.setattr(f"ententes.meetings.{name}", forgets)
    with pytest.raises(AssertionError):
        play()


def test_the_same_steps_show_nothing_where_nothing_is_forgotten() -> None:
    play()


def play() -> None:
    state = Sittings()
    try:
        state.begin(substitutes=True, recused=False, quorum="majority", seat=9)
        for letters in ("aA", "Db", "eB"):
            for letter in letters:
                state._arrive(state.sitting.terms[letter], 0)
                look(state)
        state.take_up(number=3, late=0)
        look(state)
        state.finish(late=11)
        look(state)
        state.depart(who=[one.term for one in state._everybody()].index(state.sitting.terms["A"]), late=0, instead=4)
        look(state)
        state._arrive(state.sitting.terms["a"], 4)
        look(state)
    finally:
        state.teardown()


def look(state: Sittings) -> None:
    for name in [name for name in dir(Sittings) if hasattr(getattr(Sittings, name), INVARIANT_MARKER)]:
        getattr(state, name)()
