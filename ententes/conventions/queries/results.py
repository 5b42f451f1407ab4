"""The results that accepted reports give, indicator by indicator, for whoever evaluates what projects achieved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ..models import ReportDeposit


@dataclass(frozen=True, slots=True)
class Achieved:
    """One result of a project: the words of its indicator, the target if any, what was achieved, as of which day."""

    project: int
    indicator: str
    target: Decimal | None
    value: Decimal
    unit: str
    on: date


def read(project: int, data: Mapping[str, Any]) -> list[Achieved]:
    """The results that one deposit says."""
    return [
        Achieved(
            project,
            one["indicator"],
            Decimal(one["target"]) if one["target"] else None,
            Decimal(one["value"]),
            one["unit"],
            date.fromisoformat(one["on"]),
        )
        for one in data.get("results", ())
    ]


def achieved(projects: Iterable[int]) -> list[Achieved]:
    """The results of accepted reports, in the order of their days; a later report says its indicators again. One query."""
    rows = ReportDeposit.objects.filter(accepted_at__isnull=False, report__convention__project__in=list(projects)).order_by("pk")
    found = [one for project, data in rows.values_list("report__convention__project", "data") for one in read(project, data)]
    return sorted(found, key=lambda one: (one.on, one.project))
