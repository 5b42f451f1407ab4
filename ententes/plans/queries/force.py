"""Where a plan stands between its bodies: a draft, before one of them, in force by a resolution, or under revision."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ententes.decisions.models import Resolution
from ententes.decisions.states import State
from ententes.ground.wording import long_date

from ..models import Plan


def with_force(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Plans with their matter, its body, and the resolution that last put each in force (`adopted_by`, `adopted_on`), in one query.

    The last written down, not the last sitting: a meeting entered from paper may be older than the step it ends.
    """
    own = Q(matter=OuterRef("matter")) | Q(matter=OuterRef("matter__revises"))
    adopting = Resolution.objects.filter(own, matter__state=State.SETTLED).order_by("-pk")
    return plans.select_related("matter__stage__body").annotate(
        adopted_by=Subquery(adopting.values("number")[:1]), adopted_on=Subquery(adopting.values("taken_on")[:1])
    )


def said(plan: Any) -> str:
    """« En vigueur (résolution CG-2011-05-10-02 du 10 mai 2011). » Reads what `with_force` adds."""
    matter = plan.matter
    if plan.adopted_by:
        force = _("En vigueur (résolution %(number)s du %(day)s).") % {"number": plan.adopted_by, "day": long_date(plan.adopted_on)}
        return force if matter.state == State.SETTLED else force + " " + _("Une révision est en préparation.")
    if matter is not None and matter.state == State.BEFORE:
        return _("Brouillon, devant %(body)s.") % {"body": matter.stage.body.name}
    return _("Brouillon.")
