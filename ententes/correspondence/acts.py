"""What happens to letters: they are written, sent, tried again, and at last given up."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connections, transaction

from .models import Letter

GIVEN_UP_AFTER = 8
"""Attempts; the waits between them double from one minute, so that a letter is tried for two hours."""


def post(*, address: str, subject: str, text: str, when: datetime, recipient: Any = None, reply_to: str = "") -> Letter:
    """Write a letter in the present transaction: it leaves only if that transaction does. Who answers it writes to `reply_to`."""
    host = (settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")) or "localhost"
    return Letter.objects.create(
        recipient=recipient,
        address=address,
        reply_to=reply_to,
        subject=" ".join(subject.split())[:200],
        text=text,
        message_id=make_msgid(domain=host),
        written_at=when,
        next_attempt_at=when,
    )


def send_due(*, when: datetime, most: int = 50) -> int:
    """Send the letters that are due, one transaction each; return how many left.

    A letter is marked sent after the server took it: if the machine stops in between it goes again, under the same Message-ID.
    """
    sent = 0
    for _ in range(most):
        with transaction.atomic():
            letter = _next_due(when)
            if letter is None:
                break
            sent += _try(letter, when)
    return sent


def _next_due(when: datetime) -> Letter | None:
    due = Letter.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=when).order_by("next_attempt_at", "pk")
    if connections[due.db].features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    return due.first()


def _try(letter: Letter, when: datetime) -> int:
    letter.attempts += 1
    try:
        EmailMessage(
            letter.subject,
            letter.text,
            settings.DEFAULT_FROM_EMAIL,
            [letter.address],
            reply_to=[letter.reply_to] if letter.reply_to else None,
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
            connection=get_connection(fail_silently=False),
        ).send()
        letter.sent_at = when
    except (OSError, ValueError) as failure:  # smtplib's errors are OSErrors; ValueError is an address that no header can hold
        letter.failure = str(failure)[:300]
        letter.next_attempt_at = when + timedelta(minutes=2 ** (letter.attempts - 1))
        if letter.attempts >= GIVEN_UP_AFTER:
            letter.given_up_at = when
    letter.save()
    return int(letter.sent_at is not None)
