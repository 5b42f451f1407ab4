"""What was asked to complete a deposit, what was added, and the deposit as it reads with that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..models import Completion, CompletionRequest, Deposit
from ..states import FIELDS
from .applications import told_budget


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, with what answered it, the first first."""

    request: CompletionRequest
    completions: tuple[Completion, ...]

    def waits(self, day: date) -> bool:
        """Whether the promoter may still answer, and did not yet."""
        return self.open(day) and not self.completions

    def open(self, day: date) -> bool:
        return self.request.withdrawn_at is None and day <= self.request.due_on

    def passed(self, day: date) -> bool:
        """Whether its day passed without an answer."""
        return self.request.withdrawn_at is None and day > self.request.due_on and not self.completions


def asked_of(deposit: Deposit) -> list[Asked]:
    """Every request about a deposit, the first first. Three queries."""
    rows = deposit.completion_requests.select_related("person").prefetch_related("completions__person", "completions__pieces__file")
    return [Asked(one, tuple(one.completions.all())) for one in rows]


def completed(deposit: Deposit, completions: Iterable[Completion] | None = None) -> dict[str, Any]:
    """The data of a deposit with what was added since, over it. The norms stay those of the day of the deposit. At most one query."""
    if completions is None:
        completions = Completion.objects.filter(request__deposit=deposit).order_by("pk")
    data = dict(deposit.data)
    for one in completions:
        data |= {"answers": data["answers"] | one.answers, "budget": one.budget or data["budget"]}
    return data


def waiting(deposit: Deposit, day: date) -> CompletionRequest | None:
    """What the promoter may still answer on that day, answered once already or not. One query."""
    return deposit.completion_requests.filter(withdrawn_at=None, due_on__gte=day).order_by("-pk").first()


def told(completion: Completion) -> list[tuple[str, str]]:
    """What was written again, question by question."""
    labels = {name: str(label) for fields in FIELDS.values() for name, label, _most, _needed in fields}
    found = [(labels.get(name, name), words) for name, words in completion.answers.items()]
    return found + (told_budget(completion.budget) if completion.budget else [])
