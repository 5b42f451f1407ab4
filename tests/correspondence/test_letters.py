"""Letters leave after the transaction that wrote them, at least once, under one Message-ID."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from ententes.correspondence import acts
from ententes.correspondence.models import Letter
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def write(subject: str = "Des nouvelles ?") -> Letter:
    return acts.post(address="noemie@exemple.test", subject=subject, text="Bonjour", when=NOW)


def test_a_letter_goes_out_once() -> None:
    letter = write()
    assert (acts.send_due(when=NOW), acts.send_due(when=NOW)) == (1, 0)
    assert [(one.subject, one.to, one.extra_headers["Message-ID"]) for one in mail.outbox] == [
        ("Des nouvelles ?", ["noemie@exemple.test"], letter.message_id)
    ]


def test_a_letter_of_a_transaction_that_fails_never_existed() -> None:
    def fail() -> None:
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert Letter.objects.count() == 0


def test_a_subject_cannot_carry_another_header() -> None:
    assert write("Bonjour\r\nBcc: tous@exemple.test").subject == "Bonjour Bcc: tous@exemple.test"


def test_a_refused_letter_waits_longer_each_time_then_is_given_up(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1  # nobody listens there
    letter = write()
    waits, when = [], NOW
    for _ in range(acts.GIVEN_UP_AFTER):
        assert acts.send_due(when=when) == 0
        letter.refresh_from_db()
        waits.append(letter.next_attempt_at - when)
        when = letter.next_attempt_at
    assert waits == [timedelta(minutes=2**n) for n in range(acts.GIVEN_UP_AFTER)]
    assert letter.given_up_at is not None
    assert letter.failure != ""
