"""Combinations of projects that a packet puts side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import rules
from ..models import Scenario, ScenarioLine
from ..queries.packet import packet


@transaction.atomic
def combine(body: Body, *, title: str, words: str, lines: Mapping[int, int], by: Capacity, when: datetime) -> Scenario:
    """Record a combination: which projects it keeps, with how much aid each (cents by project)."""
    body = hold(body)
    kept = {key: cents for key, cents in lines.items() if cents}
    known = {one.pk for one in packet(body, by.person).files}
    refuse_if(rules.obstacles_to_combining(body, title=title, lines=kept, known=known, by=by))
    facts = {"title": shortened(title.strip(), 200), "words": words.strip()}
    made = Scenario.objects.create(agreement=body.agreement, body=body, **facts, person=by.person, capacity=by.recorded[:300], at=when)
    ScenarioLine.objects.bulk_create(ScenarioLine(scenario=made, project_id=key, cents=cents) for key, cents in kept.items())
    return made


@transaction.atomic
def drop_scenario(scenario: Scenario, *, by: Capacity) -> None:
    """Take a combination out of the packet: it never decided anything."""
    scenario = hold(scenario)
    refuse_if(rules.obstacles_to_dropping(scenario, by=by))
    scenario.delete()
