"""How a plan goes to its bodies: a matter is opened for it, and another for each revision of a plan in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.states import Kind, State
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import calm

from ..models import Plan
from ..queries.powers import in_actions
from ..rules import proposing as rules


@transaction.atomic
def propose(plan: Plan, *, by: Capacity, when: datetime) -> Matter:
    """Open the matter that carries a plan from body to body, by the chain that the mandates of that day make."""
    plan = hold(plan)
    refuse_if(rules.obstacles_to_proposing(plan, by=by, on=timezone.localdate(when)))
    before = plan.matter.revises if plan.matter else None
    return _carried(plan, calm(plan.title), before, by, when)


@transaction.atomic
def revise(plan: Plan, *, by: Capacity, when: datetime) -> Matter:
    """Open the matter of a revision: the words of the plan may change again, and what was adopted stays in force until it is settled."""
    plan = hold(plan)
    refuse_if(rules.obstacles_to_revising(plan, by=by, on=timezone.localdate(when)))
    assert plan.matter is not None
    return _carried(plan, _("%(plan)s (révision)") % {"plan": calm(plan.title)}, plan.matter, by, when)


def _carried(plan: Plan, title: str, revises: Matter | None, by: Capacity, when: datetime) -> Matter:
    agreement = plan.agreement
    kind = str(Kind.PLAN)
    links = chain_of(agreement, kind, timezone.localdate(when), more=in_actions(plan, kind))
    revises = revises if revises is None or revises.state == State.SETTLED else None
    plan.matter = decisions.open_matter(agreement, kind=kind, title=title, links=links, by=by, when=when, revises=revises)
    plan.save(update_fields=["matter"])
    return plan.matter
