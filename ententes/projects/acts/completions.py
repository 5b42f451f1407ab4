"""How a deposit is completed: the coordination asks, the promoter answers beside, reminders stop by themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.decisions.queries.register import fingerprint
from ententes.ground.act import as_typed, hold, refuse_if

from .. import letters
from ..models import ApplicationDraft, Completion, CompletionRequest, Deposit
from ..queries.pieces import kept
from ..rules import completions as rules
from .pieces import _keep

REMINDERS = 2
"""Letters that remind of one request, at most."""
EVERY = timedelta(days=5)


@transaction.atomic
def ask_completion(
    deposit: Deposit, *, words: str, sections: Sequence[str] = (), due_on: date, by: Capacity, when: datetime
) -> CompletionRequest:
    """Record what a promoter is asked to add to a deposit, until the end of a day, and write it to them."""
    deposit.application = hold(deposit.application)
    refuse_if(rules.obstacles_to_asking(deposit, words=words, sections=sections, due_on=due_on, by=by, when=when))
    said = {"words": words.replace("\r\n", "\n").strip(), "sections": list(sections), "due_on": due_on}
    made = CompletionRequest.objects.create(deposit=deposit, **said, person=by.person, capacity=by.recorded[:300], at=when)
    letters.ask_completion(made, when=when)
    return made


@transaction.atomic
def take_back(request: CompletionRequest, *, by: Capacity, when: datetime) -> CompletionRequest:
    """Record that a completion is no longer asked for."""
    request = _held(request)
    refuse_if(rules.obstacles_to_taking_back(request, by=by, when=when))
    request.withdrawn_at = when
    request.save(update_fields=["withdrawn_at"])
    return request


@transaction.atomic
def complete(
    request: CompletionRequest,
    *,
    words: str = "",
    answers: Mapping[str, Mapping[str, str]] | None = None,
    budget: Mapping[str, Any] | None = None,
    files: Sequence[tuple[str, Any]] = (),
    person: Any,
    when: datetime,
) -> Completion:
    """Record what a promoter adds to a deposit because it was asked: `answers` by part, `files` each with its kind. The deposit stays."""
    request = _held(request)
    refuse_if(rules.obstacles_to_completing(request, person=person, when=when))
    refuse_if(rules.obstacles_to_what_completes(request, words=words, answers=answers or {}, budget=budget or {}, files=files))
    written = {name: said.strip() for part in (answers or {}).values() for name, said in part.items()}
    made = Completion(request=request, words=words.strip(), answers=written, budget=dict(budget or {}), person=person, at=when)
    made.save()
    pieces = [_keep(request.deposit.application, kind, file, person, when, made) for kind, file in files]
    content = {"request": request.pk, "words": made.words, "answers": made.answers, "budget": made.budget, "pieces": kept(pieces)}
    made.sha256 = fingerprint(content)
    made.save(update_fields=["sha256"])
    ApplicationDraft.objects.filter(application=request.deposit.application, section=request.drafted_as, person=person).delete()
    letters.acknowledge_completion(made, when=when)
    return made


@transaction.atomic
def keep_completion_draft(request: CompletionRequest, *, fields: Mapping[str, str], person: Any, when: datetime) -> ApplicationDraft:
    """Keep what somebody is writing to complete a deposit."""
    refuse_if(rules.obstacles_to_completing(request, person=person, when=when))
    place = {"application": request.deposit.application, "section": request.drafted_as, "person": person}
    return ApplicationDraft.objects.update_or_create(**place, defaults={"fields": as_typed(fields), "saved_at": when})[0]


def remind_incomplete(*, when: datetime) -> int:
    """Write the reminders that are due to promoters who have not completed their application; return how many. The worker calls it."""
    day = timezone.localdate(when)
    due = CompletionRequest.objects.filter(
        withdrawn_at=None, completions=None, due_on__gte=day, reminders__lt=REMINDERS, deposit__application__withdrawn_at=None
    )
    rows = due.order_by("pk").values_list("pk", "at", "reminded_at")
    return sum(_remind(pk, when) for pk, at, reminded_at in list(rows) if day >= timezone.localdate(reminded_at or at) + EVERY)


@transaction.atomic
def _remind(pk: int, when: datetime) -> int:
    request = _held(CompletionRequest.objects.get(pk=pk))
    # Read again once held: an answer, a new deposit or another worker may have come in between.
    if request.completions.exists() or request.withdrawn_at or request.deposit.application.withdrawn_at:
        return 0
    if timezone.localdate(when) < timezone.localdate(request.reminded_at or request.at) + EVERY:
        return 0
    if request.deposit.verdicts.exists() or request.deposit.application.deposits.filter(number__gt=request.deposit.number).exists():
        return 0
    request.reminders += 1
    request.reminded_at = when
    request.save(update_fields=["reminders", "reminded_at"])
    letters.ask_completion(request, when=when)
    return 1


def _held(request: CompletionRequest) -> CompletionRequest:
    """The request, whose application nobody deposits again or withdraws meanwhile."""
    application = hold(request.deposit.application)
    request = hold(request)
    request.deposit.application = application
    return request
