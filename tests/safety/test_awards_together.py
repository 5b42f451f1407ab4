"""Two decisions that commit the last dollars of an envelope at one moment, through resolutions: one is taken, the other is refused.

Negative control: with figures read before the envelope is held, both are taken and the envelope is exceeded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import override_settings

from ententes.awards import acts
from ententes.awards.models import Project
from ententes.committees import acts as committees
from ententes.decisions.models import Resolution
from ententes.funding.queries import figures
from tests.awards.making import DECIDING, KIND, envelope_of, put_before
from tests.cast import NOW, TODAY, Cast, make_cast
from tests.decisions.chains import resolve

from .test_register_together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(file_database: Callable[[], None]) -> Any:
    with override_settings(ENTENTES_TODAY=TODAY):
        yield make_cast()


def before_the_body(cast: Cast, many: int = 4) -> tuple[Any, Callable[[int], Any]]:
    """Projects of 300 $ each before the body that decides, and an envelope of 1 000 $."""
    committees.give_mandate(cast.management, words=DECIDING, verbs=["decide"], subject_kind=KIND)
    envelope, by = envelope_of(cast, 100_000), {"by": cast.coordination, "when": NOW}
    matters = []
    for place in range(many):
        facts = {"title": f"Four {place}", "promoter": "Le comité", "summary": "", "actions": [cast.action]}
        project = acts.bear(cast.agreement, **facts, **by)
        acts.propose(project, verdict="grant", aid=30_000, envelope=envelope, **by)
        acts.open_matter(project, **by)
        matters.append(put_before(cast, Project.objects.get(pk=project.pk)))
    return envelope, lambda place: resolve(cast, matters[place], cast.management)


def test_decisions_taken_at_one_moment_never_exceed_the_envelope(cast: Cast) -> None:
    envelope, decide = before_the_body(cast)
    assert together(decide, 4) == {"done": 3, "refused": 1}
    assert (figures.of_envelope(envelope).available, Resolution.objects.filter(matter__kind=KIND).count()) == (10_000, 3)


def test_figures_read_before_let_decisions_exceed_it(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    envelope, decide = before_the_body(cast)
    early, read = figures.of_envelope(envelope), figures.of_envelope
    monkeypatch.setattr(figures, "of_envelope", lambda _envelope: early)
    assert together(decide, 4) == {"done": 4}
    assert read(envelope).available < 0
