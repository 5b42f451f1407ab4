"""Conventions and instalments as light rows, with where each stands. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.funding.models import Shortfall
from ententes.funding.states import Kind
from ententes.projects.states import Trigger

from ..models import GrantAgreement, Instalment, Payment
from ..states import RUNNING, InstalmentState, State


@dataclass(frozen=True, slots=True)
class Row:
    """One convention."""

    pk: int
    number: int
    title: str
    promoter: str
    cents: int
    state: Any
    sign_by: date | None
    agreement: str


def conventions(found: QuerySet[GrantAgreement], on: date) -> list[Row]:
    """One query."""
    rows = found.with_state().select_related("project", "agreement")  # type: ignore[attr-defined]
    rows = rows.defer("content").order_by("-number", "-pk")
    return [
        Row(
            one.pk,
            one.number,
            one.project.title,
            one.project.promoter,
            one.cents,
            one.state(on),
            one.sign_by,
            one.agreement.short_title,
        )
        for one in rows
    ]


def to_draw_up(person: Any, agreement: Agreement) -> list[tuple[int, str, str, int]]:
    """Projects whose money is committed and that have no convention: key, title, promoter, cents. One query."""
    rows = Project.objects.seen_by(person).filter(agreement=agreement, convention=None).order_by("pk")
    committed = Sum("use__entries__cents", filter=Q(use__entries__kind=Kind.COMMITTED))
    told = rows.annotate(committed=committed).filter(committed__gt=0)
    return [(pk, title, who, int(cents)) for pk, title, who, cents in told.values_list("pk", "title", "promoter", "committed")]


@dataclass(frozen=True, slots=True)
class Paying:
    """One instalment, and the payment that stands for it where there is one. `held` says why nothing is paid meanwhile."""

    pk: int
    convention: int
    number: int
    title: str
    promoter: str
    position: int
    trigger: str
    share: int
    cents: int
    met_on: date | None
    met_words: str
    met_by: str
    due_on: date | None
    state: Any
    held: str
    in_force: bool
    payment: dict[str, Any] | None

    @property
    def trigger_words(self) -> str:
        return str(Trigger(self.trigger).label)

    def is_late(self, on: date) -> bool:
        return self.state == InstalmentState.DUE and self.due_on is not None and self.due_on < on


_INSTALMENT = (
    "pk",
    "convention",
    "convention__number",
    "convention__project__title",
    "convention__project__promoter",
    "position",
    "trigger",
    "share",
    "cents",
    "met_on",
    "met_words",
    "met_by",
    "due_on",
)
_PAYMENT = ("pk", "instalment", "cents", "paid_on", "reference", "entered_by", "entered_by__name", "entered_as", "entered_at", "evidence")
_APPROVED = ("approved_by__name", "approved_as", "approved_at", "entry", "entry__number")


def instalments(found: QuerySet[GrantAgreement], on: date) -> list[Paying]:
    """Those of these conventions, the earliest due first. Four queries."""
    states = {one.pk: one.state(on) for one in found.with_state().only(*_STATE).order_by()}  # type: ignore[attr-defined]
    rows = Instalment.objects.filter(convention__in=list(states))
    standing = Payment.objects.filter(instalment__convention__in=list(states), refused_at=None).order_by()
    payments = {one["instalment"]: one for one in standing.values(*_PAYMENT, *_APPROVED)}
    years = ("convention__agreement", "convention__project__use__envelope__year", "convention__project__use__envelope")
    read = list(rows.order_by("due_on", "convention", "position").values_list(*_INSTALMENT, "cancelled_at", *years))
    short = _short({row[-3] for row in read})
    told = []
    for *facts, cancelled, agreement, year, envelope in read:
        state, payment = states[facts[1]], payments.get(facts[0])
        held = str(State(state).label) if state == State.IN_DEFAULT else short.get((agreement, year, None), "")
        held = held or short.get((agreement, year, envelope), "")
        said: list[Any] = [*facts, _where(facts[9], cancelled, payment, state, held), held, state in RUNNING, payment]
        told.append(Paying(*said))
    return sorted(told, key=lambda one: (one.due_on or date.max, one.number, one.position))


_STATE = ("closed_at", "terminated_at", "released_at", "sent_at", "sign_by")


def of_one(convention: GrantAgreement, on: date) -> list[Paying]:
    """Those of one convention, in its own order. Four queries."""
    return sorted(instalments(GrantAgreement.objects.filter(pk=convention.pk), on), key=lambda one: one.position)


def _short(agreements: Iterable[int]) -> dict[tuple[int, int, int | None], str]:
    rows = Shortfall.objects.filter(agreement__in=list(agreements), lifted_at=None).order_by()
    return {(one, year, envelope): reason for one, year, envelope, reason in rows.values_list("agreement", "year", "envelope", "reason")}


def _where(met_on: date | None, cancelled: Any, payment: dict[str, Any] | None, state: Any, held: str) -> Any:
    if payment is not None:
        return InstalmentState.PAID if payment["approved_at"] else InstalmentState.ENTERED
    if cancelled is not None:
        return InstalmentState.CANCELLED
    if met_on is None:
        return InstalmentState.PLANNED
    return InstalmentState.SUSPENDED if held or state not in RUNNING else InstalmentState.DUE
