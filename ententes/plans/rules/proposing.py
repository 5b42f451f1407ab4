"""What stands in the way of making a matter of a plan, and of revising one that is in force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.decisions.states import ENDED, State

from ..models import Plan
from .editing import obstacles_to_preparing


def obstacles_to_proposing(plan: Plan, *, by: Capacity, on: date) -> Iterator[str]:
    """A plan has actions, and one matter at a time: after a rejection or a withdrawal, another may be opened."""
    yield from obstacles_to_preparing(plan, by=by, on=on)
    if not plan.actions.filter(removed_at=None).exists():
        yield _("Ce plan n’a pas encore d’action.")
    if plan.matter is not None and plan.matter.state not in ENDED:
        yield _("Un dossier porte déjà ce plan.")
    elif plan.matter is not None and plan.matter.state == State.SETTLED:
        yield _("Ce plan est en vigueur : commencez plutôt une révision.")


def obstacles_to_revising(plan: Plan, *, by: Capacity, on: date) -> Iterator[str]:
    """Only what is in force is revised."""
    yield from obstacles_to_preparing(plan, by=by, on=on)
    if plan.matter is None or plan.matter.state != State.SETTLED:
        yield _("Ce plan n’est pas en vigueur : il se modifie encore comme brouillon.")
