"""How the certified extract of a resolution reaches whom it is for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if

from .. import letters, rules
from ..models import Extract, Resolution


@transaction.atomic
def deliver(resolution: Resolution, *, to: Any, by: Capacity, when: datetime) -> Extract:
    """Record that the certified extract goes to somebody, and write them the letter that holds its link."""
    resolution = hold(resolution)
    refuse_if(rules.obstacles_to_delivering(resolution, to=to, by=by, on=timezone.localdate(when)))
    extract = Extract.objects.create(resolution=resolution, person=to, delivered_by=by.recorded[:300], delivered_at=when)
    letters.tell_delivered(extract, signer=by.person, when=when)
    return extract
