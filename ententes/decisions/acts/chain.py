"""What the coordination settles of a chain that the text leaves open."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.organisations.models import Organisation

from .. import rules
from ..models import ChainChoice, Resolution, Stage
from ..states import ENDED


@transaction.atomic
def choose_body(
    agreement: Agreement,
    *,
    kind: str,
    verb: str,
    body: Body,
    reason: str,
    by: Capacity,
    when: datetime,
    organisation: Organisation | None = None,
    resolution: Resolution | None = None,
) -> ChainChoice:
    """Record which body takes a step that the text gives to an organisation, or to nobody; matters under way that wait on it follow."""
    agreement = hold(agreement)
    refuse_if(rules.obstacles_to_choosing_body(agreement, body=body, reason=reason, by=by))
    ChainChoice.objects.filter(agreement=agreement, kind=kind, verb=verb, replaced_at=None).update(replaced_at=when)
    assert by.coordination is not None
    choice = ChainChoice.objects.create(
        agreement=agreement,
        kind=kind,
        verb=verb,
        organisation=organisation,
        body=body,
        reason=reason.strip(),
        resolution=resolution,
        chosen_by=by.coordination,
        chosen_at=when,
    )
    waiting = Stage.objects.filter(matter__agreement=agreement, matter__kind=kind, body=None).exclude(matter__state__in=ENDED)
    for stage in waiting:
        if verb in stage.verbs:
            stage.body = body
            stage.save(update_fields=["body"])
    return choice
