"""What happens to letters: they are written, sent, tried again, and at last given up."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connections, transaction
from django.utils.translation import gettext as _

from .models import Letter

GIVEN_UP_AFTER = 8
"""Attempts; the waits between them double from one minute, so that a letter is tried for two hours."""
CLAIM = timedelta(minutes=10)
"""How long a letter belongs to the worker that is sending it: longer than the slowest conversation with a server."""

# A subject is one line: what would begin another header goes, the non-breaking spaces of a date stay.
_BREAKS = re.compile(r"[^\S\N{NO-BREAK SPACE}]+|[\x00-\x1f\x7f]+")


def post(*, address: str, subject: str, text: str, when: datetime, recipient: Any = None, reply_to: str = "", event: str = "") -> Letter:
    """Write a letter in the present transaction: it leaves only if that transaction does.

    Who answers it writes to `reply_to`; `event` is an iCalendar file to join.
    """
    host = (settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")) or "localhost"
    return Letter.objects.create(
        recipient=recipient,
        address=address,
        reply_to=reply_to,
        subject=_BREAKS.sub(" ", subject).strip()[:200],
        text=text,
        event=event,
        message_id=make_msgid(domain=host),
        written_at=when,
        next_attempt_at=when,
    )


def write_to(person: Any, subject: str, *paragraphs: str, when: datetime, reply_to: str = "", event: str = "") -> Letter:
    """Write to somebody who has an account, in the language that is active: the greeting, then the paragraphs."""
    text = "\n\n".join([_("Bonjour %(name)s,") % {"name": person.name}, *paragraphs]) + "\n"
    return post(address=person.email, subject=subject, text=text, when=when, recipient=person, reply_to=reply_to, event=event)


def send_due(*, when: datetime, most: int = 50) -> int:
    """Send the letters that are due, over one connection; return how many left.

    A letter is claimed in a first transaction and marked sent in a second one, so that no writer waits while a server is slow.
    If the machine stops in between, the letter goes again under the same Message-ID once its claim has run out.
    """
    connection = get_connection(fail_silently=False)
    sent = 0
    try:
        for _one in range(most):
            letter = _claim(when)
            if letter is None:
                break
            sent += _try(letter, connection, when)
    finally:
        connection.close()
    return sent


def _claim(when: datetime) -> Letter | None:
    """Take the next letter that is due, out of the reach of other workers for a while. Looking for one asks no lock."""
    due = Letter.objects.filter(sent_at__isnull=True, given_up_at__isnull=True, next_attempt_at__lte=when).order_by("next_attempt_at", "pk")
    if not due.exists():
        return None
    with transaction.atomic():
        if connections[due.db].features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        letter = due.first()
        if letter is not None:
            letter.attempts += 1
            letter.next_attempt_at = when + CLAIM
            letter.save(update_fields=["attempts", "next_attempt_at"])
        return letter


def _try(letter: Letter, connection: Any, when: datetime) -> int:
    try:
        connection.open()
        message = EmailMessage(
            letter.subject,
            letter.text,
            settings.DEFAULT_FROM_EMAIL,
            [letter.address],
            reply_to=[letter.reply_to] if letter.reply_to else None,
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
            connection=connection,
        )
        if letter.event:
            message.attach("rencontre.ics", letter.event, "text/calendar")
        message.send()
        letter.sent_at = when
    except (OSError, ValueError) as failure:  # smtplib's errors are OSErrors; ValueError is an address that no header can hold
        connection.close()
        letter.failure = str(failure)[:300]
        letter.next_attempt_at = when + timedelta(minutes=2 ** (letter.attempts - 1))
        if letter.attempts >= GIVEN_UP_AFTER:
            letter.given_up_at = when
    letter.save(update_fields=["sent_at", "failure", "next_attempt_at", "given_up_at"])
    return int(letter.sent_at is not None)
