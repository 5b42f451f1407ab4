"""The powers that the plan itself gives, where no mandate speaks: « Choisir l’organisme responsable », led by a body."""

from __future__ import annotations

from datetime import date

from ententes.agreements.models import Agreement
from ententes.decisions.queries.chain import LAST, RANKS, Power
from ententes.ground.mandates import subject_kind, verb_of

from ..models import Plan, Responsibility
from ..states import Role
from .listing import current


def in_actions(plan: Plan | None, kind: str) -> list[Power]:
    """The actions of a plan that begin with a word of decision on that kind of subject, as powers of the bodies that lead them.

    One query. A mandate always comes before: `chain_of` reads these only where none speaks.
    """
    return by_kind(plan).get(kind, [])


def by_kind(plan: Plan | None) -> dict[str, list[Power]]:
    """The same, for every kind of subject at once. One query."""
    if plan is None:
        return {}
    leads = Responsibility.objects.filter(action__plan=plan, action__removed_at=None, role=Role.LEAD, body__isnull=False)
    found: dict[str, list[Power]] = {}
    for lead in leads.select_related("action", "body").order_by("action__position", "position", "pk"):
        words = lead.action.text
        verb = verb_of(words.split()[0])
        if RANKS.get(verb) == LAST and lead.body is not None:
            found.setdefault(subject_kind(words), []).append(Power(lead.body, (verb,), words))
    return found


def in_current_plan(agreement: Agreement, on: date) -> dict[str, list[Power]]:
    """What the plan of that day gives, by kind of subject. Two queries."""
    return by_kind(current(list(agreement.plans.all()), agreement, on))
