"""Whatever happens in whatever order: no matter leaves its table of moves, none that ended moves, numbers never repeat, the register holds.

Negative control: with an act that forgets its refusal, the same machine finds a sequence that breaks an invariant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from ententes.committees import acts as committees
from ententes.committees.models import Body
from ententes.decisions import acts, rules
from ententes.decisions.models import Entry, Head, Interest, Matter, Resolution, Stage, Step
from ententes.decisions.queries.chain import Link
from ententes.decisions.queries.register import verify
from ententes.decisions.states import ENDED, MOVES, RESOLVED, State
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_body, make_cast, make_person, make_term

from .chains import copy

pytestmark = pytest.mark.django_db
NUMBER = some.integers(0, 5)


class Matters(RuleBasedStateMachine):
    """One agreement, four bodies, a few matters, and people who try everything. A refusal is an answer; a broken invariant is not."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.cast: Cast = make_cast()
        others = [make_body(self.cast.agreement, f"Comité {one}", acronym=sigle) for one, sigle in (("du grain", "CG"), ("du sel", ""))]
        for body in others:
            make_term(body, make_person(f"Membre {body.name}"))
        self.bodies: list[Body] = [self.cast.working, self.cast.management, *others]
        self.when = NOW
        self.seen: dict[int, tuple[str, int]] = {}
        self.numbers: dict[int, str] = {}
        self.mute, self.entered = 0, 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def _try(self, act: Callable[..., Any], *given: Any, **more: Any) -> None:
        self.when += timedelta(hours=7)
        try:
            act(*given, **more, when=self.when)
        except Refused as refused:
            self.mute += not refused.reasons or not all(reason.strip() for reason in refused.reasons)

    def _matter(self, number: int) -> Matter:
        rows = list(Matter.objects.order_by("pk"))
        return rows[number % len(rows)]

    @initialize()
    def begin(self) -> None:
        self._open((0, 1))

    @rule(bodies=some.lists(NUMBER, min_size=1, max_size=3))
    def open(self, bodies: Any) -> None:
        self._open(bodies)

    def _open(self, bodies: Any) -> None:
        if Matter.objects.count() < 3:
            held = [self.bodies[number % 4] for number in bodies]
            links = [Link(("recommend",), body) for body in held[:-1]] + [Link(("decide",), held[-1])]
            facts: dict[str, Any] = {"kind": "question", "title": "Une question", "links": links, "by": self.cast.coordination}
            self._try(acts.open_matter, self.cast.agreement, **facts)

    @rule(number=NUMBER, text=some.sampled_from(["un", "deux", "trois"]))
    def transmit(self, number: int, text: str) -> None:
        if Matter.objects.exists():
            self._try(acts.transmit, self._matter(number), copy=copy(text), by=self.cast.coordination)

    @rule(
        number=some.integers(-1, 5),
        body=NUMBER,
        move=some.sampled_from([*RESOLVED, "withdraw", "transmit", ""]),
        outcome=some.sampled_from(["adopted", "adopted", "rejected", "postponed"]),
        changed=some.booleans(),
    )
    def resolve(self, number: int, body: int, move: str, outcome: str, changed: bool) -> None:
        matter = self._matter(number) if number >= 0 and Matter.objects.exists() else None
        here = matter.stage.body if matter and matter.stage and body % 2 else None
        facts: dict[str, Any] = {"title": "T", "resolved": "de faire", "outcome": outcome, "manner": "hands", "by": self.cast.coordination}
        facts |= {"taken_on": self.when.date(), "taken_at": self.when, "matter": matter, "move": str(move)}
        self._try(acts.resolve, here or self.bodies[body % 4], **facts, copy=copy("changé") if changed else None)

    @rule(number=NUMBER, why=some.sampled_from(["Parce que", " "]), withdraw=some.booleans())
    def leave(self, number: int, why: str, withdraw: bool) -> None:
        if Matter.objects.exists():
            self._try(acts.withdraw if withdraw else acts.postpone, self._matter(number), by=self.cast.coordination, reasons=why)

    @rule(number=NUMBER, who=some.sampled_from(["worker", "manager"]), lift=some.booleans())
    def interest(self, number: int, who: str, lift: bool) -> None:
        held = Interest.objects.last()
        if lift and held:
            self._try(acts.lift_interest, held, by=self.cast.coordination, because="Vendu")
        elif Matter.objects.exists():
            facts = {"person": getattr(self.cast, who), "nature": "Un four", "declared_by": "membre"}
            self._try(acts.declare_interest, self._matter(number), **facts)

    @rule(number=NUMBER, stage=NUMBER, body=NUMBER)
    def send_on(self, number: int, stage: int, body: int) -> None:
        if Matter.objects.exists():
            stages = list(self._matter(number).stages.all())
            facts = {"body": self.bodies[body % 4], "reason": "Elle lui succède", "by": self.cast.coordination}
            self._try(acts.send_on, stages[stage % len(stages)], **facts)

    @rule(body=NUMBER)
    def dissolve(self, body: int) -> None:
        if not Body.objects.filter(dissolved_on__isnull=False).exists():
            try:
                committees.dissolve_body(self.bodies[body % 4], on=self.when.date(), by=self.cast.coordination)
            except Refused:
                return

    @rule(body=NUMBER)
    def rename(self, body: int) -> None:
        one = Body.objects.get(pk=self.bodies[body % 4].pk)
        facts: dict[str, Any] = {"kind": one.kind, "host": None, "parent": None, "composition": ""}
        name = f"{one.name.removesuffix(' (bis)')}{'' if one.name.endswith('(bis)') else ' (bis)'}"
        committees.revise_body(one, name=name, acronym=one.acronym, by=self.cast.coordination, **facts)

    @invariant()
    def no_matter_leaves_its_table(self) -> None:
        for matter in Matter.objects.prefetch_related("steps", "stages"):
            state: Any = State.PREPARING
            steps, last = list(matter.steps.all()), list(matter.stages.all())[-1]
            for place, step in enumerate(steps[1:], 1):
                assert step.move in MOVES[state], (state, step.move)
                state = _after(state, step, steps[:place], last)
            assert (matter.state, matter.ended_at is not None) == (str(state), state in ENDED)

    @invariant()
    def every_refusal_has_its_reasons(self) -> None:
        assert self.mute == 0

    @invariant()
    def what_ended_never_moves(self) -> None:
        for matter in Matter.objects.filter(state__in=ENDED):
            now = (matter.state, matter.steps.count())
            assert self.seen.setdefault(matter.pk, now) == now

    @invariant()
    def a_number_serves_once_and_never_changes(self) -> None:
        now = dict(Resolution.objects.values_list("pk", "number"))
        assert not [number for number, times in Counter(now.values()).items() if times > 1]
        assert {pk: now[pk] for pk in self.numbers} == self.numbers
        self.numbers = now

    @invariant()
    def the_register_holds_and_has_every_resolution(self) -> None:
        head = Head.objects.filter(agreement=self.cast.agreement).first()
        if head and head.number != self.entered:
            verdict = verify(self.cast.agreement)
            assert verdict.bad is None, verdict.why
            assert Entry.objects.count() == head.number == verdict.count
            assert Entry.objects.filter(kind="transmission").count() == Step.objects.filter(move="transmit").count()
            self.entered = head.number

    @invariant()
    def a_matter_before_a_body_has_a_version_and_a_body(self) -> None:
        for matter in Matter.objects.filter(state="before").select_related("stage"):
            assert matter.versions.exists()
            assert matter.stage is not None
            assert matter.stage.body_id is not None
        assert not Stage.objects.exclude(matter__agreement=self.cast.agreement).exists()


def _after(state: Any, step: Step, before: list[Step], last: Stage) -> Any:
    """Where a move leaves a matter: what the machine believes, apart from the acts."""
    if step.move == "transmit":
        return State.BEFORE
    if step.move in ("pass", "pass_with_changes"):
        return State.SETTLED if step.stage_id == last.pk else State.PREPARING
    if step.move == "send_on":
        current = [one for one in before if one.move != "send_on"][-1]
        return State.PREPARING if current.stage_id == step.stage_id or state == State.PREPARING else state
    return {"return": State.PREPARING, "reject": State.REJECTED, "withdraw": State.WITHDRAWN}.get(step.move, state)


FEW = settings(
    max_examples=12,
    stateful_step_count=25,
    phases=[Phase.generate],
    report_multiple_bugs=False,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
"""A failure is shown as it was found: to shorten it takes minutes, and the same steps fail again."""


FOUND = settings(FEW, max_examples=100)
"""For what must be found: it is enough to find it once, however long the way."""


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def test_whatever_is_tried_in_whatever_order_the_invariants_hold() -> None:
    run_state_machine_as_test(Matters, settings=FEW)


def test_a_withdrawal_that_forgets_its_refusal_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "obstacles_to_withdrawing", lambda *_given, **_more: iter(()))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Matters, settings=FOUND)


def test_a_number_that_does_not_look_at_those_taken_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import IntegrityError

    monkeypatch.setattr("ententes.decisions.acts.resolving.next_number", lambda body, day: f"{day.year}-01")
    with pytest.raises(IntegrityError):
        run_state_machine_as_test(Matters, settings=FOUND)
