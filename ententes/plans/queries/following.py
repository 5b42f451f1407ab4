"""What awaits somebody across all their agreements: questions, points and drafts; and, for a coordination, what awaits others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q

from ententes.agreements.models import Agreement
from ententes.ground.years import FiscalYear

from ..models import Action, Draft, Plan, Point, Question, Request, Responsibility, Schedule
from ..states import Role
from .standing import LATE, OPEN, SILENT, Flag, standing, with_blanks

DUE = frozenset({LATE, SILENT})
"""The flags of an action that should give news."""


@dataclass(slots=True)
class Followed:
    """An action as lists of what awaits show it. `leads`: the names of who answers for it; `bodies`: the keys of those that lead."""

    pk: int
    code: str
    text: str
    status: str
    plan: int
    agreement: Agreement
    news_on: date | None
    leads: list[str] = field(default_factory=list)
    bodies: list[int] = field(default_factory=list)
    organisations: list[int] = field(default_factory=list)
    flags: tuple[Flag, ...] = ()

    @property
    def is_due(self) -> bool:
        """Whether news of it should be asked for: it is late or silent, and nobody was asked yet."""
        kinds = {flag.kind for flag in self.flags}
        return bool(kinds & DUE) and "asked" not in kinds

    def flag(self, kind: str) -> Flag | None:
        return next((flag for flag in self.flags if flag.kind == kind), None)


class Current(NamedTuple):
    """The plan that counts today in an agreement: the fiscal years of its columns."""

    agreement: Agreement
    years: Sequence[int]


def current_plans(agreements: Iterable[Agreement], today: date) -> dict[int, Current]:
    """The plan that counts today in each agreement (as `listing.current` chooses it), by key. One query."""
    by_key = {agreement.pk: agreement for agreement in agreements}
    chosen: dict[int, tuple[bool, int, int, list[int]]] = {}
    for pk, owner, year, years in (
        Plan.objects.filter(agreement__in=by_key).order_by("pk").values_list("pk", "agreement_id", "year", "years")
    ):
        running = year == FiscalYear.of(today, by_key[owner].fiscal_month).start
        chosen[owner] = max(chosen.get(owner, (False, 0, 0, [])), (running, year, pk, years))
    return {pk: Current(by_key[owner], years) for owner, (_running, _year, pk, years) in chosen.items()}


def followed(plans: Mapping[int, Current], today: date) -> list[Followed]:
    """Every action of these plans with its flags, in the order of each plan. Four queries whatever the number of plans."""
    if not plans:
        return []
    columns = ("pk", "code", "text", "status", "plan_id", "news__dated_on")
    rows = {
        pk: Followed(pk, code, text, status, plan, plans[plan].agreement, news_on)
        for pk, code, text, status, plan, news_on in Action.objects.filter(plan__in=plans, removed_at__isnull=True)
        .order_by("plan", "position", "pk")
        .values_list(*columns)
    }
    cadences = _add_leads(rows, plans)
    spans: dict[int, list[Any]] = defaultdict(list)
    schedules = Schedule.objects.filter(action__plan__in=plans, action__removed_at__isnull=True).order_by()
    for action, *span in schedules.values_list("action_id", "year", "kind", "starts_on", "ends_on", "decide_by"):
        spans[action].append(tuple(span))
    asked = dict(
        Question.objects.filter(OPEN, action__plan__in=plans).order_by("-request__due_on").values_list("action_id", "request__due_on")
    )
    for pk, row in rows.items():
        row.flags = standing(
            row.status,
            with_blanks(spans[pk], plans[row.plan].years),
            today=today,
            cadence=cadences.get(pk, row.agreement.cadence),
            month=row.agreement.fiscal_month,
            last_news_on=row.news_on,
            asked_for=asked.get(pk),
        )
    return list(rows.values())


def _add_leads(rows: Mapping[int, Followed], plans: Mapping[int, Current]) -> dict[int, int]:
    """Name who leads each action; give back the cadence that its first lead chose."""
    cadences: dict[int, int] = {}
    found = Responsibility.objects.filter(action__plan__in=plans, action__removed_at__isnull=True, role=Role.LEAD).order_by(
        "position", "pk"
    )
    columns = (
        "action_id",
        "body_id",
        "body__name",
        "body__cadence",
        "organisation_id",
        "organisation__acronym",
        "organisation__name",
        "words",
    )
    for action, body, body_name, cadence, organisation, acronym, name, words in found.values_list(*columns):
        row = rows[action]
        row.leads.append(body_name or acronym or name or words)
        if body:
            row.bodies.append(body)
        elif organisation:
            row.organisations.append(organisation)
        if cadence:
            cadences.setdefault(action, cadence)
    return cadences


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as the coordination follows it: how many of its actions wait, out of how many."""

    pk: int
    agreement: int
    recipient: str
    whose: str
    asked_at: datetime
    due_on: date
    reminders: int
    waiting: int
    asked: int


def waiting_requests(agreements: Sequence[int], most: int) -> tuple[list[Waiting], int]:
    """The requests that wait for an answer, the most pressing first, and how many there are. Two queries."""
    still = Count("questions", filter=Q(questions__answer=None, questions__withdrawn_at=None, questions__action__removed_at=None))
    rows = Request.objects.filter(agreement__in=agreements).annotate(waiting=still, asked=Count("questions")).filter(waiting__gt=0)
    columns = (
        "pk", "agreement_id", "recipient__name", "body__name", "party__organisation__name",
        "asked_at", "due_on", "reminders", "waiting", "asked",
    )  # fmt: skip
    found = [
        Waiting(pk, agreement, name, body or organisation or "", *rest)
        for pk, agreement, name, body, organisation, *rest in rows.order_by("due_on", "pk").values_list(*columns)[:most]
    ]
    return found, rows.count()


def open_in(requests: Iterable[int]) -> dict[int, list[tuple[int, int, str]]]:
    """What each of these requests still waits for: key of the question, key and words of its action. One query."""
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    rows = Question.objects.filter(OPEN, request__in=list(requests)).order_by("action__position", "pk")
    for request, *rest in rows.values_list("request_id", "pk", "action_id", "action__text"):
        found[request].append(tuple(rest))  # type: ignore[arg-type]
    return found


def asked_of(person: Any, most: int) -> tuple[list[Question], int]:
    """The questions that wait for this person's answer, the most pressing first, and how many there are. Two queries."""
    rows = Question.objects.filter(OPEN, request__recipient=person)
    found = rows.select_related("request__agreement", "request__body", "request__party__organisation", "action").order_by(
        "request__due_on", "pk"
    )
    return list(found[:most]), rows.count()


def drafts_of(person: Any, most: int) -> tuple[list[Draft], int]:
    """What this person was writing, the latest first, and how many there are. Two queries."""
    rows = Draft.objects.filter(person=person, action__removed_at__isnull=True)
    return list(rows.select_related("action__plan__agreement").order_by("-saved_at")[:most]), rows.count()


def unsettled(agreements: Iterable[int]) -> dict[int, int]:
    """How many open points of each agreement nobody but the coordination can settle. One query."""
    rows = Point.objects.open().filter(agreement__in=list(agreements), settled_by__isnull=True).order_by()
    return dict(rows.values_list("agreement").annotate(Count("pk")))


def out_of_reach(agreements: Iterable[int]) -> dict[int, int]:
    """How many bodies of each agreement lead actions and have nobody to whom a letter could go. One query."""
    rows = Responsibility.objects.filter(
        body__agreement__in=list(agreements), body__contact__isnull=True, role=Role.LEAD, action__removed_at__isnull=True
    ).order_by()
    return dict(rows.values_list("body__agreement").annotate(Count("body", distinct=True)))


def points_for(bodies: Iterable[int], most: int) -> tuple[list[dict[str, Any]], int]:
    """The open points that these bodies can settle, and how many there are. Two queries."""
    rows = Point.objects.open().filter(settled_by__in=list(bodies))
    columns = ("pk", "kind", "params", "sentence", "agreement__slug", "agreement__short_title", "settled_by__name")
    return list(rows.order_by("agreement", "pk").values(*columns)[:most]), rows.count()
