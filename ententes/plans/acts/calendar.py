"""What happens when an agreement changes its calendar: every window computed from the words of its plans is computed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement
from ententes.ground.windows import Window, window

from ..models import Schedule
from ..queries.seasons import starts


@transaction.atomic
def change_calendar(
    agreement: Agreement, *, fiscal_month: int, cadence: int, seasons: Sequence[Sequence[Any]], vocabulary: Mapping[str, str]
) -> int:
    """Change the settings of an agreement and, in the same transaction, the windows that follow; return how many moved."""
    agreement = agreements.change_settings(agreement, fiscal_month=fiscal_month, cadence=cadence, seasons=seasons, vocabulary=vocabulary)
    begins = starts(agreement)
    known: dict[tuple[str, int], Window] = {}
    moved: list[Schedule] = []
    for schedule in Schedule.objects.filter(action__plan__agreement=agreement).order_by("pk"):
        key = schedule.words, schedule.year
        if key not in known:
            known[key] = window(schedule.words, schedule.year, month=agreement.fiscal_month, seasons=begins)
        found = known[key]
        if (schedule.kind, schedule.starts_on, schedule.ends_on, schedule.decide_by) != (
            found.kind,
            found.starts_on,
            found.ends_on,
            found.decide_by,
        ):
            schedule.kind, schedule.starts_on, schedule.ends_on, schedule.decide_by = (
                found.kind,
                found.starts_on,
                found.ends_on,
                found.decide_by,
            )
            moved.append(schedule)
    Schedule.objects.bulk_update(moved, ["kind", "starts_on", "ends_on", "decide_by"], batch_size=500)
    return len(moved)
