"""The powers that the plan itself gives, where no mandate speaks: « Choisir l’organisme responsable », led by a body."""

from __future__ import annotations

from ententes.decisions.queries.chain import LAST, RANKS, Power
from ententes.ground.mandates import subject_kind, verb_of

from ..models import Plan, Responsibility
from ..states import Role


def in_actions(plan: Plan | None, kind: str) -> list[Power]:
    """The actions of a plan that begin with a word of decision on that kind of subject, as powers of the bodies that lead them.

    One query. A mandate always comes before: `chain_of` reads these only where none speaks.
    """
    if plan is None:
        return []
    leads = Responsibility.objects.filter(action__plan=plan, action__removed_at=None, role=Role.LEAD, body__isnull=False)
    found = []
    for lead in leads.select_related("action", "body").order_by("action__position", "position", "pk"):
        words = lead.action.text
        verb = verb_of(words.split()[0])
        if RANKS.get(verb) == LAST and subject_kind(words) == kind and lead.body is not None:
            found.append(Power(lead.body, (verb,), words))
    return found
