"""The links of letters: which question each one answers, until which day, and why one no longer serves."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from ententes.ground.links import LINK_DAYS, Forged, Links, last_day

from ..models import Question

__all__ = ["LINK_DAYS", "Expired", "Forged", "address", "last_day", "path", "question_of", "token"]
_LINKS = Links("ententes.plans.question")


class Expired(Exception):
    """A link whose last day is over; `question` is the one it answered."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


def token(question: Question, until: date) -> str:
    """The signed words that name a question and a last day. The same for the same two, so that a letter can be written again."""
    return _LINKS.token(question.pk, until)


def path(question: Question, until: date) -> str:
    """The link without the address of the installation, for its own pages."""
    return reverse("answer", kwargs={"token": token(question, until)})


def address(question: Question, until: date) -> str:
    """The absolute link of a letter, from the address of the installation and never from that of a visitor's request."""
    return settings.BASE_URL + path(question, until)


def question_of(words: str, today: date) -> Question:
    """The question behind a token, with its request and its action. Raises `Forged` or `Expired`. One query."""
    number, until = _LINKS.read(words)
    rows = Question.objects.select_related(
        "request__recipient", "request__body", "request__party__organisation", "request__agreement", "action__plan", "answer"
    )
    question = rows.filter(pk=number).first()
    if question is None:
        raise Forged
    if today > until:
        raise Expired(question)
    return question
