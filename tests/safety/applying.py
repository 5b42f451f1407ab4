"""The calls of the world that is attacked: one being prepared, one that is open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ententes.agreements.models import Agreement
from ententes.projects import acts
from tests.cast import NOW

Parts = dict[str, Any]


def furnish(agreement: Agreement, coordination: Any) -> tuple[Parts, Parts]:
    """The parts of addresses, and those that some routes need of their own."""
    facts = {
        "words": "Des fours communs.",
        "opens_at": NOW - timedelta(days=1),
        "waived_because": "Le cadre vient.",
        "by": coordination,
        "when": NOW,
    }
    prepared = acts.draft(agreement, title=f"Appel préparé de {agreement.slug}", **facts)
    opened = acts.draft(agreement, title=f"Appel de {agreement.slug}", closes_at=NOW + timedelta(days=20), **facts)
    acts.publish(opened, by=coordination, when=NOW)
    needed = {name: {"call": opened.pk} for name in ("public_call", "call_prolong")}
    return {"call": prepared.pk}, needed
