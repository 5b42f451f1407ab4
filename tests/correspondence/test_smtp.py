"""Letters over a real conversation with a mail server: what arrives, and what happens when the machine or the server gives in."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from ententes.correspondence import acts
from ententes.correspondence.models import Letter
from tests.cast import NOW

pytestmark = pytest.mark.django_db


class Postbox:
    """What the server took, and what it answers to the next messages."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.envelopes: list[tuple[str | None, list[str]]] = []
        self.answers: list[str] = []
        self.sessions: set[int] = set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
            self.sessions.add(id(session))
        return answer


@pytest.fixture
def postbox(settings: Any) -> Iterator[Postbox]:
    box = Postbox()
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.DEFAULT_FROM_EMAIL = "Ententes <ententes@exemple.test>"
    yield box
    controller.stop()


def write(text: str = "Bonjour Noémie,\n\n« Bâtir un four » : où en est-il?\n", **fields: Any) -> Letter:
    given = {"address": "noemie@exemple.test", "subject": "Des nouvelles d’ici le 7\u00a0décembre", "text": text, "when": NOW}
    return acts.post(**(given | fields))


def test_what_arrives_is_what_was_written(postbox: Postbox) -> None:
    letter = write(reply_to="amelie@exemple.test")
    assert acts.send_due(when=NOW) == 1
    (message,) = postbox.taken
    assert {name: message[name] for name in ("Subject", "From", "To", "Reply-To", "Message-ID", "Auto-Submitted")} == {
        "Subject": "Des nouvelles d’ici le 7\u00a0décembre",
        "From": "Ententes <ententes@exemple.test>",
        "To": "noemie@exemple.test",
        "Reply-To": "amelie@exemple.test",
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
    }
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == letter.text
    assert postbox.envelopes == [("ententes@exemple.test", ["noemie@exemple.test"])]


def test_a_very_long_line_arrives_whole(postbox: Postbox) -> None:
    letter = write("é" * 5000 + "\n.\n..\nFrom moi\n")
    acts.send_due(when=NOW)
    assert postbox.taken[0].get_content().replace("\r\n", "\n") == letter.text


def test_no_header_can_be_added_by_what_somebody_typed(postbox: Postbox) -> None:
    write(subject="Bonjour\r\nBcc: tous@exemple.test\r\n\r\nAutre corps")
    acts.send_due(when=NOW)
    assert postbox.taken[0]["Bcc"] is None
    assert postbox.taken[0]["Subject"] == "Bonjour Bcc: tous@exemple.test Autre corps"
    assert [to for _from, to in postbox.envelopes] == [["noemie@exemple.test"]]


def test_an_address_that_holds_a_header_never_leaves(postbox: Postbox) -> None:
    letter = write(address="a@b.test\nBcc: tous@exemple.test")
    assert acts.send_due(when=NOW) == 0
    letter.refresh_from_db()
    assert (postbox.taken, letter.sent_at, letter.failure != "") == ([], None, True)


def test_a_letter_the_server_refused_goes_later_under_the_same_message_id(postbox: Postbox) -> None:
    letter = write()
    postbox.answers = ["451 plus tard"]
    assert (acts.send_due(when=NOW), acts.send_due(when=NOW)) == (0, 0)
    assert acts.send_due(when=NOW + timedelta(minutes=1)) == 1
    letter.refresh_from_db()
    assert ([one["Message-ID"] for one in postbox.taken], letter.attempts) == ([letter.message_id], 2)


def test_one_refused_letter_holds_up_no_other(postbox: Postbox) -> None:
    write(address="un@exemple.test"), write(address="deux@exemple.test"), write(address="trois@exemple.test")
    postbox.answers = ["250 OK", "554 non"]
    assert acts.send_due(when=NOW) == 2
    assert [to for _from, to in postbox.envelopes] == [["un@exemple.test"], ["trois@exemple.test"]]


def test_letters_of_one_round_share_one_conversation(postbox: Postbox) -> None:
    for _ in range(5):
        write()
    assert (acts.send_due(when=NOW), len(postbox.taken), len(postbox.sessions)) == (5, 5, 1)


def test_a_machine_that_stops_after_the_server_took_a_letter_sends_it_again_under_the_same_message_id(
    postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = write()

    def stop(self: Letter, **fields: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        claim = acts._claim

        def claimed(when: Any) -> Letter | None:
            found = claim(when)
            patch.setattr(Letter, "save", stop)
            return found

        patch.setattr(acts, "_claim", claimed)
        with pytest.raises(KeyboardInterrupt):
            acts.send_due(when=NOW)
    letter.refresh_from_db()
    assert (len(postbox.taken), letter.sent_at) == (1, None)
    assert acts.send_due(when=NOW + timedelta(minutes=1)) == 0  # still claimed
    assert acts.send_due(when=NOW + acts.CLAIM) == 1
    assert [one["Message-ID"] for one in postbox.taken] == [letter.message_id] * 2


def test_no_transaction_is_open_while_the_server_is_spoken_to(postbox: Postbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import connection

    depth = len(connection.savepoint_ids)
    seen = []
    send = acts.EmailMessage.send
    monkeypatch.setattr(acts.EmailMessage, "send", lambda self: (seen.append(len(connection.savepoint_ids)), send(self))[1])
    write()
    acts.send_due(when=NOW)
    assert seen == [depth]
