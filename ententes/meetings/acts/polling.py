"""How the date of a meeting is asked of those who sit, answered by the link of a letter, and chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters
from ..models import DateAnswer, DateOption, DatePoll, Meeting
from ..rules import polling as rules
from .calling import _signer, _sound
from .planning import plan

REMINDED = timedelta(days=2)
"""How long before the last day somebody who has not answered is written to once more."""


@transaction.atomic
def ask_dates(
    body: Body, *, title: str, options: Sequence[tuple[datetime, datetime]], closes_on: date, by: Capacity, when: datetime
) -> DatePoll:
    """Ask everybody who holds a seat of the body today which of these dates suit them: one letter each."""
    body = hold(body)
    options = sorted(options)
    people: dict[int, Any] = {}
    terms = Term.objects.in_force(timezone.localdate(when)).filter(seat__body=body, person__is_active=True)
    for term in terms.select_related("person").order_by("role", "seat__position", "seat", "pk"):
        people.setdefault(term.person_id, term.person)
    asked = list(people.values())
    refuse_if(rules.obstacles_to_asking(body, title=title, options=options, closes_on=closes_on, asked=asked, by=by, when=when))
    poll = DatePoll.objects.create(body=body, title=shortened(title, 300), closes_on=closes_on, asked_at=when)
    DateOption.objects.bulk_create(DateOption(poll=poll, starts_at=starts, ends_at=ends) for starts, ends in options)
    for person in asked:
        letters.dates(DateAnswer.objects.create(poll=poll, person=person), signer=by.person, when=when)
    return poll


@transaction.atomic
def answer_dates(answer: DateAnswer, *, choices: Iterable[int], words: str = "", when: datetime) -> DateAnswer:
    """Record which dates suit somebody, none included; another answer replaces it until the poll is closed."""
    poll = hold(answer.poll)
    answer = hold(answer)
    refuse_if(rules.obstacles_to_answering(answer))
    known = set(poll.options.values_list("pk", flat=True))
    answer.choices, answer.words, answer.at = sorted(known & set(choices)), _sound(words)[:2000], when
    answer.save(update_fields=["choices", "words", "at"])
    return answer


@transaction.atomic
def choose_date(
    poll: DatePoll, option: DateOption, *, place: str = "", link: str = "", is_special: bool = False, by: Capacity, when: datetime
) -> Meeting:
    """Record that one of the dates becomes the meeting, and tell those who answered; the poll is closed. The notice remains to be sent."""
    poll = hold(poll)
    refuse_if(rules.obstacles_to_choosing(poll, option, by=by, when=when))
    meeting = plan(
        poll.body, starts_at=option.starts_at, ends_at=option.ends_at, place=place, link=link, is_special=is_special, by=by, when=when
    )
    poll.meeting, poll.closed_at = meeting, when
    poll.save(update_fields=["meeting", "closed_at"])
    for answer in poll.answers.filter(at__isnull=False, person__is_active=True).select_related("person"):
        letters.date_kept(answer, meeting, signer=by.person, when=when)
    return meeting


@transaction.atomic
def close_poll(poll: DatePoll, *, by: Capacity, when: datetime) -> DatePoll:
    """Record that none of the dates is kept."""
    poll = hold(poll)
    refuse_if(rules.obstacles_to_closing(poll, by=by, when=when))
    poll.closed_at = when
    poll.save(update_fields=["closed_at"])
    return poll


def remind_dates(*, when: datetime) -> int:
    """Write once, two days before the last one, to those who have not answered a poll; return how many. The worker calls it."""
    day = timezone.localdate(when)
    due = DateAnswer.objects.filter(
        at=None,
        reminded_at=None,
        person__is_active=True,
        poll__closed_at=None,
        poll__closes_on__gte=day,
        poll__closes_on__lte=day + REMINDED,
    )
    rows = due.order_by("pk").values_list("pk", "poll__asked_at")
    return sum(_remind(pk, when) for pk, asked_at in list(rows) if timezone.localdate(asked_at) < day)


@transaction.atomic
def _remind(pk: int, when: datetime) -> int:
    answer = hold(DateAnswer.objects.get(pk=pk))
    if answer.at or answer.reminded_at or answer.poll.closed_at:
        return 0
    answer.reminded_at = when
    answer.save(update_fields=["reminded_at"])
    letters.dates(answer, signer=_signer(answer.poll.body.agreement, when), when=when, again=True)
    return 1
