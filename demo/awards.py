"""The invented projects before the bodies of the reference agreement: proposed, recommended, decided, played through the acts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from demo.governance import Life
from demo.projects import last_deposit
from ententes.awards import acts
from ententes.funding.models import Envelope
from ententes.organisations import acts as organisations
from ententes.plans.models import Action


def carry(life: Life, told: dict[str, Any], when: datetime) -> None:
    """An admissible application becomes a project, with what the bodies are asked to resolve, and its matter opens."""
    deposit = last_deposit(life, told["key"])
    actions = list(Action.objects.filter(plan__agreement=life.agreement, code__in=told["actions"]))
    territory = organisations.name_territory(name=told["territory"])
    project = acts.begin(deposit, actions=actions, territory=territory, by=life.by, when=when)
    envelope = Envelope.objects.get(agreement=life.agreement, year=told["year"], objective__number=told["objective"])
    facts = {name: told[name] for name in ("verdict", "aid", "conditions") if name in told}
    acts.propose(project, **facts, envelope=envelope, by=life.by, when=when)
    life.matters[told["key"]] = acts.open_matter(project, by=life.by, when=when)


EVENTS = {one.__name__: one for one in (carry,)}
