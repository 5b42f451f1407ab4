"""Several who number, transmit and enter at one moment: no number twice, no gap, no fork, on both engines.

Negative controls: a number and a head read before they are held collide, and the database refuses them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings

from ententes.decisions import acts
from ententes.decisions.acts import register, resolving
from ententes.decisions.models import Entry, Head, Matter, Resolution
from ententes.decisions.queries.chain import Link
from ententes.decisions.queries.numbering import next_number
from ententes.decisions.queries.register import verify
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.decisions.chains import copy, give, resolve

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def together(act: Callable[[int], Any], many: int = MANY) -> Counter[str]:
    """The same act in as many threads at one moment: how many were done, refused, or stopped by the database."""
    ready = Barrier(many)

    def go(number: int) -> str:
        try:
            ready.wait(20)
            act(number)
        except Refused:
            return "refused"
        except DatabaseError:
            return "stopped"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(many) as pool:
        return Counter(pool.map(go, range(many)))


@pytest.fixture
def cast(file_database: Callable[[], None]) -> Any:
    with override_settings(ENTENTES_TODAY=TODAY):
        yield make_cast()


def test_resolutions_taken_at_one_moment_have_each_their_number_and_the_register_holds(cast: Cast) -> None:
    bodies = [cast.management, cast.working]
    assert together(lambda number: resolve(cast, None, bodies[number % 2])) == {"done": MANY}
    numbers = sorted(Resolution.objects.values_list("number", flat=True))
    assert numbers == [f"{sigle}-2011-11-23-{rank:02}" for sigle in ("CF", "CG") for rank in range(1, MANY // 2 + 1)]
    assert sorted(Entry.objects.values_list("number", flat=True)) == list(range(1, MANY + 1))
    assert (verify(cast.agreement).bad, Head.objects.get().number) == (None, MANY)


def test_two_bodies_that_share_an_acronym_never_share_a_number(cast: Cast) -> None:
    cast.working.acronym = "CG"
    cast.working.save()
    bodies = [cast.management, cast.working]
    assert together(lambda number: resolve(cast, None, bodies[number % 2])) == {"done": MANY}
    assert len(set(Resolution.objects.values_list("number", flat=True))) == MANY


def test_one_matter_transmitted_by_several_at_one_moment_is_transmitted_once(cast: Cast) -> None:
    links = [Link(("decide",), cast.management)]
    matter = acts.open_matter(cast.agreement, kind="question", title="Une question", links=links, by=cast.coordination, when=NOW)
    answers = together(lambda number: acts.transmit(matter, copy=copy(str(number)), by=cast.coordination, when=NOW))
    assert answers == {"done": 1, "refused": MANY - 1}
    assert (matter.versions.count(), Entry.objects.count(), matter.steps.count()) == (1, 1, 2)


def test_a_mandate_that_several_amendments_end_at_one_moment_is_ended_by_one(cast: Cast) -> None:
    mandate = give(cast.management, "adopt")
    facts: dict[str, Any] = {"title": "Une", "in_force_on": TODAY, "joining": ["Caisse du blé"], "by": cast.coordination, "when": NOW}
    answers = together(lambda number: acts.amend(cast.agreement, number=str(number), ended=[mandate], **facts))
    assert answers == {"done": 1, "refused": MANY - 1}
    [amendment] = cast.agreement.amendments.all()
    assert (amendment.mandates_ended.count(), cast.agreement.parties.count(), Entry.objects.count()) == (1, 2, 1)


def test_one_matter_resolved_by_two_secretaries_at_one_moment_is_resolved_once(cast: Cast) -> None:
    links = [Link(("decide",), cast.management)]
    matter = acts.open_matter(cast.agreement, kind="question", title="Une question", links=links, by=cast.coordination, when=NOW)
    acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    assert together(lambda _number: resolve(cast, matter, cast.management), 2) == {"done": 1, "refused": 1}
    assert (Resolution.objects.count(), Matter.objects.get().state) == (1, "settled")
    assert verify(cast.agreement).bad is None


def test_numbers_read_before_the_head_is_held_collide_and_the_database_refuses_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    early = next_number(cast.management, TODAY)
    monkeypatch.setattr(resolving, "next_number", lambda *_given: early)
    assert together(lambda _number: resolve(cast, None, cast.management)) == {"done": 1, "stopped": MANY - 1}
    assert verify(cast.agreement).bad is None


def test_a_head_read_before_it_is_held_forks_and_the_database_refuses_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def enter(_number: int) -> Any:
        return acts.enter(cast.agreement, kind="vote", content={"a": 1}, capacity="x", when=NOW)

    enter(0)
    early = Head.objects.get()
    monkeypatch.setattr(
        register, "hold_head", lambda _agreement: Head(pk=early.pk, agreement=cast.agreement, number=1, sha256=early.sha256)
    )
    assert together(enter) == {"done": 1, "stopped": MANY - 1}
    assert verify(cast.agreement).bad is None
