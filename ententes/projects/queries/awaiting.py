"""What applications await: of those who write them, and of the coordination that receives them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from ..models import Admissibility, CompletionRequest, Deposit, IntentLetter
from .standing import Row, own

LETTERS, DEPOSITS = "letters", "deposits"


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many letters of intent without an answer, or applications without a verdict, under one call."""

    kind: str
    agreement: int
    call: int
    title: str
    count: int


def of_promoter(person: Any) -> list[Row]:
    """The applications of somebody of which something is awaited, the most pressing first. One query."""
    return sorted((one for one in own(person) if one.awaited), key=lambda one: (one.due_on or date.max, one.pk))


def of_coordination(person: Any, agreements: Collection[int], when: datetime) -> list[Waiting]:
    """What is to be read and said under each call of these agreements. Two queries, or none.

    A dated call is examined once it is closed, an application once nothing more is expected of its promoter; one's own is of others.
    """
    if not agreements:
        return []
    call = ("application__call__agreement", "application__call", "application__call__title")
    letters = IntentLetter.objects.filter(goes_on=None, application__withdrawn_at=None, application__call__agreement__in=agreements)
    later = Deposit.objects.filter(application=OuterRef("application"), number__gt=OuterRef("number"))
    today = timezone.localdate(when)
    awaited = CompletionRequest.objects.filter(deposit=OuterRef("pk"), withdrawn_at=None, completions=None, due_on__gte=today)
    over = Q(call__closes_at=None) | Q(call__closes_at__lt=when)
    deposits = Deposit.objects.filter(over, application__withdrawn_at=None, call__agreement__in=agreements).exclude(
        Exists(later) | Exists(awaited) | Exists(Admissibility.objects.filter(deposit=OuterRef("pk")))
    )
    return [
        Waiting(kind, *values)
        for kind, rows in ((LETTERS, letters), (DEPOSITS, deposits))
        for values in rows.exclude(application__applicants__person=person)
        .order_by("application__call")
        .values_list(*call)
        .annotate(count=Count("pk", distinct=True))
    ]
