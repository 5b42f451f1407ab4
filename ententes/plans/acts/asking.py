"""How news is asked for: one letter a person, reminders that stop at the answer, and demands that are withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.models import Coordination
from ententes.committees.queries import Capacity
from ententes.correspondence import acts as correspondence
from ententes.ground.act import hold, refuse_if

from .. import letters
from ..models import Action, Question, Request
from ..queries import answering, links
from ..queries.standing import OPEN
from ..rules import news as rules

REMINDERS = 3
"""Letters at most after the first, without anybody asking for them."""
EVERY = timedelta(days=7)
"""Between two of them."""


@transaction.atomic
def ask(agreement: Agreement, *, by: Capacity, when: datetime, actions: Iterable[Action], due_on: date) -> list[Request]:
    """Ask the person to reach of each lead for news of these actions: one letter a person, one signed link an action.

    Actions without anybody to reach, or already asked about, are left out (`queries.answering.asking` lists them).
    """
    agreement = hold(agreement)
    actions = list(actions)
    found = answering.asking(agreement, actions)
    refuse_if(rules.obstacles_to_asking(agreement, by=by, when=when, actions=actions, found=found, due_on=due_on))
    requests = []
    for sheet in found.sheets:
        ours = []
        for lead, led in sheet.groups:
            request = Request.objects.create(
                agreement=agreement,
                body=lead.body,
                party=lead.party,
                recipient=sheet.recipient,
                asked_by=by.coordination,
                asked_at=when,
                due_on=due_on,
            )
            Question.objects.bulk_create(Question(request=request, action=action) for action in led)
            ours.append(request)
        _post(ours, asker=by.coordination, when=when)
        requests += ours
    return requests


@transaction.atomic
def remind(request: Request, *, by: Capacity, when: datetime) -> None:
    """Write again at once to somebody who has not answered everything, about what remains."""
    request = hold(request)
    refuse_if(rules.obstacles_to_reminding(request, by=by, when=when, remaining=request.questions.filter(OPEN)))
    _reminded([request], when)
    _post([request], asker=by.coordination, when=when)


def remind_due(*, when: datetime) -> int:
    """Write the reminders that are due, one transaction and one letter a person; return how many letters were written.

    Due: every seven days after the day of the answer, three times at most, while a question is open. The worker calls it.
    """
    pairs = _due(when).order_by("agreement", "recipient").values_list("agreement", "recipient").distinct()
    return sum(_remind_one(agreement, recipient, when) for agreement, recipient in list(pairs))


@transaction.atomic
def withdraw(question: Question, *, by: Capacity, when: datetime) -> None:
    """Stop asking: no reminder follows, and the link of the letter says so."""
    question = hold(question)
    refuse_if(rules.obstacles_to_withdrawing(question, by=by, when=when))
    question.withdrawn_at = when
    question.save(update_fields=["withdrawn_at"])


def _due(when: datetime):  # type: ignore[no-untyped-def]  # a queryset of Request
    """The requests to remind of. Their days are compared in Python afterwards: the number of reminders moves the day."""
    still = Question.objects.filter(OPEN, request=OuterRef("pk"))
    today = timezone.localdate(when)
    return Request.objects.filter(Exists(still), due_on__lte=today - EVERY, reminders__lt=REMINDERS, recipient__is_active=True)


@transaction.atomic
def _remind_one(agreement: int, recipient: int, when: datetime) -> int:
    today = timezone.localdate(when)
    held = [
        hold(request)
        for request in Request.objects.filter(agreement=agreement, recipient=recipient).filter(pk__in=_due(when)).order_by("pk")
    ]
    # Read again once held: another worker, or an answer, may have come in between.
    due = [
        request
        for request in held
        if request.reminders < REMINDERS
        and today >= request.due_on + EVERY * (request.reminders + 1)
        and today >= timezone.localdate(request.reminded_at or request.asked_at) + EVERY
        and request.questions.filter(OPEN).exists()
    ]
    if not due:
        return 0
    _reminded(due, when)
    _post(due, asker=_asker(due[0], today), when=when)
    return 1


def _reminded(requests: Sequence[Request], when: datetime) -> None:
    for request in requests:
        request.reminders += 1
        request.reminded_at = when
        request.save(update_fields=["reminders", "reminded_at"])


def _asker(request: Request, on: date) -> Coordination:
    """Who signs a reminder: the coordination that asked, or the one that came after it."""
    known = request.asked_by
    if known.ends_on is None or known.ends_on >= on:
        return known
    return request.agreement.coordinations.in_force(on).select_related("person").first() or known


def _post(requests: Sequence[Request], *, asker: Coordination | None, when: datetime) -> None:
    """Write one letter about what is open in these requests, all to one person."""
    assert asker is not None
    first = requests[0]
    until = links.last_day(timezone.localdate(when))
    questions = (
        Question.objects.filter(OPEN, request__in=requests)
        .select_related("action__news", "action__plan__agreement", "request__body", "request__party__organisation")
        .prefetch_related("action__schedules")
        .order_by("request", "action__position", "action")
    )
    groups: dict[int, letters.Group] = {}
    for question in questions:
        of = question.request
        name = of.body.name if of.body else of.party.organisation.name if of.party else ""
        groups.setdefault(of.pk, letters.Group(name)).items.append((question.action, links.address(question, until)))
    subject, text = letters.asking(
        recipient=first.recipient,
        asker=asker,
        agreement=first.agreement,
        groups=list(groups.values()),
        due_on=first.due_on,
        until=until,
        asked_on=timezone.localdate(first.asked_at),
        reminders=first.reminders,
        most=REMINDERS,
    )
    correspondence.post(
        address=first.recipient.email, recipient=first.recipient, reply_to=asker.person.email, subject=subject, text=text, when=when
    )
