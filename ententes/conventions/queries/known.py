"""What the aid of projects made known to all has become: by addenda that both signed, by final aids, by sums given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Max, Q, Sum
from django.utils import timezone

from ententes.awards.models import Project
from ententes.awards.queries.announced import Funded
from ententes.funding.states import Kind

from ..models import ChangeRequest
from ..states import Change, Outcome


def today(rows: Sequence[Funded]) -> list[Funded]:
    """The same rows with the aid as it stands, and since which day, where it is no longer the decision's. Two queries.

    A larger aid is committed before its addendum is signed, a smaller one once its final aid is known: the lesser of the two stands.
    """
    keys = [one.pk for one in rows]
    changed = _changed(keys)
    drawn = _drawn(keys)
    found = []
    for one in rows:
        agreed = changed.get(one.pk, (one.cents, None))
        cents, since = min(agreed, drawn.get(one.pk, agreed), key=lambda told: told[0])
        found.append(one if cents == one.cents else replace(one, now=cents, since=since))
    return found


def _drawn(keys: Sequence[int]) -> dict[int, tuple[int, date]]:
    """What is committed to each and did not come back, and the day it was last so."""
    kinds = (Kind.COMMITTED, Kind.RECOVERED)
    gone, back = (Sum("use__entries__cents", filter=Q(use__entries__kind=kind), default=0) for kind in kinds)
    rows: Any = Project.objects.filter(pk__in=keys, use__entries__kind__in=kinds).order_by().values_list("pk")
    return {pk: (int(gone - back), day) for pk, gone, back, day in rows.annotate(gone=gone, back=back, last=Max("use__entries__dated_on"))}


def _changed(keys: Sequence[int]) -> dict[int, tuple[int, date]]:
    """The aid of the last addendum that both sides signed, and the day of the last signature."""
    rows: Any = ChangeRequest.objects.filter(kind=Change.AMOUNT, outcome=Outcome.ACCEPTED, convention__project__in=keys)
    rows = rows.filter(signatures__isnull=False).exclude(signatures__signed_at=None).annotate(last=Max("signatures__signed_at"))
    columns = ("convention__project", "cents", "details__cents", "last")
    return {
        project: (int(asked) if cents is None else cents, timezone.localdate(last))
        for project, cents, asked, last in rows.order_by("number").values_list(*columns)
    }
