"""What bodies did since a moment, as somebody may know it: the moves of matters they see, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ententes.decisions.models import Matter, Step

MOST = 20


@dataclass(frozen=True)
class Happened:
    """One move of a matter: what happened, to what, by which body, under which number."""

    at: datetime
    agreement: int
    matter: int
    title: str
    words: str
    body: str
    number: str


def since(person: Any, moment: datetime, on: date) -> list[Happened]:
    """At most twenty moves of the matters that the person sees, without those they made themselves. One query."""
    rows = Step.objects.filter(matter__in=Matter.objects.seen_by(person, on), at__gt=moment).exclude(person=person)
    found = rows.order_by("-at", "-pk").select_related("matter", "stage__body", "resolution")[:MOST]
    return [
        Happened(
            at=step.at,
            agreement=step.matter.agreement_id,
            matter=step.matter_id,
            title=step.matter.title,
            words=step.said,
            body=step.stage.body.name if step.stage and step.stage.body else "",
            number=step.resolution.number if step.resolution else "",
        )
        for step in found
    ]
