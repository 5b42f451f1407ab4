"""What an analysis waits for: scores of somebody, sessions of whoever leads them. Files are counted, never named."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from ententes.committees.models import Charge
from ententes.committees.states import Office
from ententes.ground.held import held
from ententes.projects.models import Deposit

from ..models import Assignment, Consensus
from .files import closed_to


@dataclass(frozen=True, slots=True)
class Awaited:
    """So many files of a call that wait for somebody: to score (`score`), or to take up in session (`meet`)."""

    kind: str
    agreement: int
    call: int
    title: str
    body: str
    count: int
    due: date | None = None


def to_score(person: Any) -> list[Awaited]:
    """The files that somebody has not locked, call by call. One query."""
    rows = Assignment.objects.of(person).filter(sheet__locked_at=None)
    columns = ("analysis__call__agreement", "analysis__call", "analysis__call__title", "analysis__body__name", "analysis__due_on")
    found = rows.order_by("analysis__due_on", "analysis").values(*columns).annotate(files=Count("pk"))
    told = found.values_list(*columns, "files")
    return [Awaited("score", agreement, call, title, body, count, due) for agreement, call, title, body, due, count in told]


def to_meet(person: Any, day: date) -> list[Awaited]:
    """The files whose analysts have all locked and that no session agreed on, for whoever leads it. One query."""
    charges = Charge.objects.in_force(day).filter(person=person, office=Office.SECRETARY).order_by().values("body")
    leading = held("analysis__call__agreement__coordinations__", person, day) | Q(analysis__body__in=charges)
    agreed = Consensus.objects.filter(deposit=OuterRef("deposit"), replaced_at=None)
    closed = Deposit.objects.filter(closed_to(person)).order_by().values("pk")
    rows = Assignment.objects.live().filter(leading, ~Exists(agreed)).exclude(deposit__in=closed)
    columns = ("analysis__call__agreement", "analysis__call", "analysis__call__title", "analysis__body__name", "analysis__session_on")
    counted = rows.order_by("analysis", "deposit").values(*columns, "deposit")
    ready = counted.annotate(all=Count("pk", distinct=True), locked=Count("pk", distinct=True, filter=Q(sheet__locked_at__isnull=False)))
    calls = Counter(tuple(row[name] for name in columns) for row in ready if row["all"] == row["locked"])
    return [Awaited("meet", agreement, call, title, body, count, on) for (agreement, call, title, body, on), count in calls.items()]
