"""The links of letters: which question each one answers, until which day, and why one no longer serves."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from ..models import Question

LINK_DAYS = 60
"""Days during which a link works, the day of its letter included."""

_signer = Signer(salt="ententes.plans.question", sep=".")


class Forged(Exception):
    """A link that this installation never wrote, or that was cut on its way."""


class Expired(Exception):
    """A link whose last day is over; `question` is the one it answered."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


def last_day(written_on: date) -> date:
    """The last day on which a link written that day works."""
    return written_on + timedelta(days=LINK_DAYS - 1)


def token(question: Question, until: date) -> str:
    """The signed words that name a question and a last day. The same for the same two, so that a letter can be written again."""
    return _signer.sign(f"{question.pk}-{until:%Y%m%d}")


def path(question: Question, until: date) -> str:
    """The link without the address of the installation, for its own pages."""
    return reverse("answer", kwargs={"token": token(question, until)})


def address(question: Question, until: date) -> str:
    """The absolute link of a letter, from the address of the installation and never from that of a visitor's request."""
    return settings.BASE_URL + path(question, until)


def question_of(words: str, today: date) -> Question:
    """The question behind a token, with its request and its action. Raises `Forged` or `Expired`. One query."""
    try:
        number, _dash, day = _signer.unsign(words).partition("-")
        until = date(int(day[:4]), int(day[4:6]), int(day[6:]))
        question = Question.objects.select_related(
            "request__recipient", "request__body", "request__party__organisation", "request__agreement", "action__plan", "answer"
        ).get(pk=int(number))
    except (BadSignature, ValueError, Question.DoesNotExist):
        raise Forged from None
    if today > until:
        raise Expired(question)
    return question
