"""What happens to outside opinions: asked by letter, accepted, given or refused by a link, reminded of, withdrawn."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.people.models import Person
from ententes.projects.models import Deposit

from .. import letters
from ..models import Analysis, Opinion
from ..queries.analysts import outside_words
from ..rules import opinions as rules

EVERY = timedelta(days=4)
REMINDERS = 2


@transaction.atomic
def ask_opinion(
    analysis: Analysis,
    deposit: Deposit,
    *,
    name: str,
    email: str,
    question: str,
    due_on: date,
    language: str = "fr",
    by: Capacity,
    when: datetime,
) -> Opinion:
    """Record that an opinion is asked of somebody outside, and write to them: in the language of their account where they have one."""
    analysis = hold(analysis)
    said = {"name": name, "email": email, "question": question, "due_on": due_on, "language": language}
    refuse_if(rules.obstacles_to_asking(analysis, deposit, **said, by=by, when=when))  # type: ignore[arg-type]
    opinion = Opinion.objects.create(
        analysis=analysis,
        deposit=deposit,
        name=name.strip(),
        email=email.strip().lower(),
        question=question.strip(),
        due_on=due_on,
        language=Person.objects.filter(email__iexact=email.strip()).values_list("language", flat=True).first() or language,
        person=by.person,
        capacity=by.recorded[:300],
        asked_at=when,
    )
    letters.opinion_asked(opinion, when=when)
    return opinion


@transaction.atomic
def accept_opinion(opinion: Opinion, *, when: datetime) -> Opinion:
    """Record, by the link of a letter, confidentiality undertaken and no interest declared: the file opens."""
    opinion = hold(opinion)
    refuse_if(rules.obstacles_to_accepting(opinion))
    with translation.override("fr"):
        opinion.undertaking = outside_words(opinion)
    opinion.accepted_at = when
    opinion.save(update_fields=["accepted_at", "undertaking"])
    return opinion


@transaction.atomic
def give_opinion(opinion: Opinion, *, answer: str, when: datetime) -> Opinion:
    """Record an opinion given by the link of a letter; it stays in the file."""
    opinion = hold(opinion)
    refuse_if(rules.obstacles_to_giving(opinion, answer=answer))
    opinion.answer, opinion.answered_at = answer.replace("\r\n", "\n").strip(), when
    opinion.save(update_fields=["answer", "answered_at"])
    return opinion


@transaction.atomic
def decline_opinion(opinion: Opinion, *, because: str, when: datetime) -> Opinion:
    """Record that somebody refuses to give an opinion, for an interest or another reason: the file closes to them."""
    opinion = hold(opinion)
    refuse_if(rules.obstacles_to_declining(opinion, because=because))
    opinion.declined_because, opinion.declined_at = because.strip(), when
    opinion.save(update_fields=["declined_because", "declined_at"])
    return opinion


@transaction.atomic
def withdraw_opinion(opinion: Opinion, *, by: Capacity, when: datetime) -> Opinion:
    """Record that an opinion is asked no more: no reminder follows, and the link says so."""
    opinion = hold(opinion)
    refuse_if(rules.obstacles_to_withdrawing(opinion, by=by, when=when))
    opinion.withdrawn_at = when
    opinion.save(update_fields=["withdrawn_at"])
    return opinion


def remind_opinions(*, when: datetime) -> int:
    """Remind those whose opinion is due, twice at most; return how many letters were written. The worker calls it."""
    today = timezone.localdate(when)
    waiting = Opinion.objects.filter(
        answered_at=None, declined_at=None, withdrawn_at=None, deposit__application__withdrawn_at=None, reminders__lt=REMINDERS
    )
    return sum(_remind(pk, when) for pk in list(waiting.filter(due_on__lte=today).order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _remind(pk: int, when: datetime) -> int:
    opinion = hold(Opinion.objects.get(pk=pk))
    # Read again once held: an answer, or another worker, may have come in between.
    if list(rules.obstacles_to_answering(opinion)) or opinion.reminders >= REMINDERS:
        return 0
    if timezone.localdate(when) < timezone.localdate(opinion.reminded_at or opinion.asked_at) + EVERY:
        return 0
    opinion.reminders += 1
    opinion.reminded_at = when
    opinion.save(update_fields=["reminders", "reminded_at"])
    letters.opinion_asked(opinion, when=when, again=True)
    return 1
