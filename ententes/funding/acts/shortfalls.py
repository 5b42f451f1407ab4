"""The clause « sous réserve des crédits disponibles »: it is invoked on an envelope or a year, and lifted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if

from .. import rules
from ..models import Envelope, Shortfall
from ..queries import figures
from .ledger import hold_ledger


@transaction.atomic
def invoke(agreement: Agreement, *, year: int, reason: str, by: Capacity, when: datetime, envelope: Envelope | None = None) -> Shortfall:
    """Record that credits are not there: until it is lifted nothing more is reserved, recommended or committed.

    Nothing is paid meanwhile either.
    """
    hold_ledger(agreement)
    year = envelope.year if envelope else year
    refuse_if(rules.obstacles_to_keeping(agreement, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_invoking(agreement, envelope=envelope, reason=reason, short=figures.shortfalls(agreement, year)))
    facts = {"reason": reason.strip(), "invoked_at": when, "invoked_by": by.recorded[:300]}
    return Shortfall.objects.create(agreement=agreement, year=year, envelope=envelope, **facts)


@transaction.atomic
def lift(shortfall: Shortfall, *, because: str, by: Capacity, when: datetime) -> Shortfall:
    """Record that credits are there again, and why it is said."""
    shortfall = hold(shortfall)
    refuse_if(rules.obstacles_to_keeping(shortfall.agreement, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_lifting(shortfall, because=because))
    shortfall.lifted_at, shortfall.lifted_by, shortfall.lifted_because = when, by.recorded[:300], because.strip()
    shortfall.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    return shortfall
