"""What meetings asked for, as far as somebody may read it."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet

from ententes.agreements.models import Agreement
from ententes.decisions.models import Matter

from ..models import FollowUp, Meeting


def seen(agreement: Agreement, person: Any) -> QuerySet[FollowUp]:
    """What the meetings of an agreement that the person sees asked for, and what is theirs to do.

    Not what is of an item they left, nor anything of what is withheld from them.
    """
    meetings = Meeting.objects.seen_by(person).filter(body__agreement=agreement)
    rows = FollowUp.objects.filter(Q(item__meeting__in=meetings) | Q(person=person), item__meeting__body__agreement=agreement)
    left = FollowUp.objects.filter(
        Q(item__recusals__term__person=person) | Q(item__matter__interests__person=person, item__matter__interests__lifted_at=None)
    )
    withheld = Matter.objects.order_by().withheld_from(person).values("pk")
    return rows.exclude(~Q(person=person) & Q(pk__in=left.order_by().values("pk"))).exclude(item__matter__in=withheld)


def of_action(action: Any, agreement: Agreement, person: Any) -> list[dict[str, Any]]:
    """The follow-ups that are news to come of an action, what is not done first, as light rows. One query."""
    rows = seen(agreement, person).filter(action=action).order_by(F("done_at").desc(nulls_first=True), "due_on", "pk")
    columns = ("pk", "what", "who", "due_on", "done_at", "outcome", "item__meeting__number", "item__meeting__body__name")
    return list(rows.values(*columns)[:10])
