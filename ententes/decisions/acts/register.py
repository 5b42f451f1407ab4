"""How an official act enters the register: appended, numbered without gap, chained to the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.agreements.models import Agreement
from ententes.ground.act import hold

from ..models import Entry, Head, Matter, Resolution
from ..queries.register import fingerprint, seal


@transaction.atomic
def enter(
    agreement: Agreement,
    *,
    kind: str,
    content: dict[str, Any],
    capacity: str,
    when: datetime,
    resolution: Resolution | None = None,
    matter: Matter | None = None,
) -> Entry:
    """Append an official act to the register of the agreement. The head is held until the transaction ends: no gap, no fork."""
    head = hold_head(agreement)
    number, content_sha256 = head.number + 1, fingerprint(content)
    sha256 = seal(number=number, at=when, kind=kind, capacity=capacity, content_sha256=content_sha256, previous=head.sha256)
    entry = Entry.objects.create(
        agreement=agreement,
        number=number,
        kind=kind,
        at=when,
        capacity=capacity,
        content=content,
        content_sha256=content_sha256,
        previous_sha256=head.sha256,
        sha256=sha256,
        resolution=resolution,
        matter=matter,
    )
    head.number, head.sha256 = number, sha256
    head.save(update_fields=["number", "sha256"])
    return entry


def hold_head(agreement: Agreement) -> Head:
    """The head of the register, that nobody else can move before the transaction ends: whoever numbers something begins here."""
    head, _new = Head.objects.get_or_create(agreement=agreement)
    return hold(head)
