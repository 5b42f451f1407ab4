"""The addresses under which calendars read somebody's meetings: made, and revoked."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.ground.act import hold

from ..models import CalendarFeed
from ..queries.calendars import fingerprint


@transaction.atomic
def make_feed(person: Any, *, when: datetime) -> str:
    """Make the secret address of somebody's calendar; the one before no longer answers. The key is returned, and only its hash kept."""
    revoke_feeds(person, when=when)
    key = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(person=person, key_sha256=fingerprint(key), made_at=when)
    return key


@transaction.atomic
def revoke_feeds(person: Any, *, when: datetime) -> None:
    """Record that the address of somebody's calendar no longer answers."""
    hold(person)
    CalendarFeed.objects.filter(person=person, revoked_at=None).update(revoked_at=when)
