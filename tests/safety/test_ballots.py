"""Secret ballots at one moment, some of them twice, while the vote closes: each is counted or refused, never both, and none is lost.

Negative control: a cast that keeps its slip before it refuses is seen by the same count.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from ententes.ground import clock
from ententes.meetings import acts
from ententes.meetings.acts import voting
from ententes.meetings.models import Ballot, Motion, Slip
from ententes.meetings.queries import links
from ententes.meetings.queries.counting import tally_of
from tests.cast import TODAY, make_cast
from tests.meetings import sittings
from tests.meetings.sittings import Sitting, make_sitting

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 12


def _voting() -> tuple[Sitting, Motion]:
    sitting = make_sitting(make_cast())
    names = tuple(f"{letter}. Votante" for letter in "FGHIJKL")
    sitting.terms |= sittings.make_voters(sitting.body, names)
    sitting.open()
    sitting.come("ABCDEFGHIJKL")
    sitting.take("free")
    return sitting, acts.open_ballot(sitting.motion(manner="secret"), **sitting.facts)


def _at_once(sitting: Sitting, motion: Motion, closing: bool) -> list[int]:
    """Every member presses twice, for and against, and the vote closes among them; the answer of each press."""
    sent = [(term, choice) for term in sitting.terms.values() for choice in ("for", "against")]
    ready = Barrier(len(sent) + closing)

    def press(one: Any) -> int:
        try:
            ready.wait(20)
            if one is None:
                acts.close_ballot(Motion.objects.get(pk=motion.pk), by=sitting.cast.coordination, at=clock.now(), when=clock.now())
                return 0
            term, choice = one
            return int(Client().post(links.path("vote", motion.pk, term.pk), {"choice": choice}).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(sent) + closing) as pool:
        return [status for status in pool.map(press, [*sent, *([None] * closing)]) if status]


@pytest.mark.parametrize("closing", [False, True])
def test_ballots_at_once_are_each_counted_or_refused(
    file_database: Callable[[], None], monkeypatch: pytest.MonkeyPatch, closing: bool
) -> None:
    with override_settings(ENTENTES_TODAY=TODAY):
        monkeypatch.setattr(sittings, "START", clock.now() - timedelta(hours=1))
        sitting, motion = _voting()
        answers = _at_once(sitting, motion, closing)
        assert set(answers) <= {302, 422}
        counted = answers.count(302)
        assert (Ballot.objects.count(), Slip.objects.count(), tally_of(motion).cast) == (counted, counted, counted)
        assert closing or counted == VOTERS


def test_a_slip_kept_before_a_refusal_is_seen(file_database: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(motion: Motion, term: Any, choice: str, *, when: Any) -> None:
        Slip.objects.create(motion=motion, choice=choice)
        voting.cast(motion, term, choice, when=when)

    with override_settings(ENTENTES_TODAY=TODAY):
        monkeypatch.setattr(sittings, "START", clock.now() - timedelta(hours=1))
        sitting, motion = _voting()
        monkeypatch.setattr(acts, "cast", hasty)
        answers = _at_once(sitting, motion, False)
        assert Slip.objects.count() != answers.count(302)
