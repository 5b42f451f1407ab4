"""How many meetings a body held in a year, against what is expected of it: by its rules, and by the targets of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Procedure
from ententes.ground.french import even, fold, tidy
from ententes.ground.years import FiscalYear
from ententes.plans.models import Action, Target
from ententes.plans.states import Per, Role

from ..models import Meeting
from ..states import HELD

_MEETINGS = re.compile(r"\b(rencontres?|reunions?|seances?|assemblees?|meetings?)\b")


def held(body: Body, year: FiscalYear) -> int:
    """The meetings of a body closed in that fiscal year; one adjourned for lack of quorum was not held. One query."""
    return held_by([body.pk], year).get(body.pk, 0)


def held_by(bodies: Iterable[int], year: FiscalYear) -> dict[int, int]:
    """The same for several bodies at once; a body that held none is absent. One query."""
    first, last = _moments(year)
    found: dict[int, int] = {}
    rows = Meeting.objects.filter(body__in=list(bodies), state__in=HELD, starts_at__gte=first, starts_at__lt=last)
    for body in rows.order_by().values_list("body", flat=True):
        found[body] = found.get(body, 0) + 1
    return found


@dataclass(frozen=True)
class Expected:
    """The meetings a body held in a fiscal year, and how many its rules expect."""

    body: int
    held: int
    expected: int
    year: FiscalYear


def against_rules(agreement: Agreement, bodies: Sequence[int], on: date) -> list[Expected]:
    """The bodies whose rules, as they stand that day, expect meetings a year; in the order of the agreement. Two queries."""
    year = FiscalYear.of(on, agreement.fiscal_month)
    rows = Procedure.objects.filter(body__in=list(bodies), starts_on__lte=on).order_by("body__position", "body", "-starts_on", "-pk")
    wanted: dict[int, int | None] = {}
    for body, number in rows.values_list("body", "meetings_a_year"):
        wanted.setdefault(body, number)
    done = held_by(wanted, year)
    return [Expected(body, done.get(body, 0), number, year) for body, number in wanted.items() if number]


def _moments(year: FiscalYear) -> tuple[datetime, datetime]:
    return tuple(timezone.make_aware(datetime.combine(day, time.min)) for day in (year.first_day, year.next.first_day))  # type: ignore[return-value]


@dataclass(frozen=True)
class Counted:
    """« 3 rencontres sur 5 »: a target about the meetings of a body, and those held in its period."""

    target: int
    body: int
    body_name: str
    held: int
    expected: int
    year: FiscalYear


def counted(agreement: Agreement, action: Action, on: date) -> list[Counted]:
    """The targets of an action that count the meetings of a body, in the fiscal year of that day within its plan. Three queries at most.

    The body is the one that the words of the target name; « 5 rencontres » and nothing more are those of the body that alone leads.
    """
    targets = [one for one in action.targets.all() if one.per != Per.ONCE and _MEETINGS.search(even(tidy(one.what)))]
    if not targets:
        return []
    year = _year(agreement, action, on)
    named = _names(agreement)
    leads = {one.body_id for one in action.responsibilities.all() if one.role == Role.LEAD and one.body_id}
    found = [(target, body) for target in targets if (body := _body(target, named, leads)) is not None]
    done = held_by({body for _target, body in found}, year)
    labels = dict(agreement.bodies.values_list("pk", "name"))
    return [Counted(target.pk, body, labels[body], done.get(body, 0), target.number, year) for target, body in found]


def _year(agreement: Agreement, action: Action, on: date) -> FiscalYear:
    """The fiscal year of that day, or the nearest one the plan speaks of."""
    present = FiscalYear.of(on, agreement.fiscal_month)
    years = action.plan.years or [action.plan.year]
    return FiscalYear(min(max(present.start, min(years)), max(years)), agreement.fiscal_month)


def _names(agreement: Agreement) -> Sequence[tuple[str, int]]:
    """Every spelling of every body, the longest first: « comité de suivi élargi » before « comité de suivi »."""
    spelled = [
        (name, pk) for pk, *names in agreement.bodies.values_list("pk", "name", "acronym", "aliases__name") for name in names if name
    ]
    return sorted({(fold(name), pk) for name, pk in spelled}, key=lambda one: (-len(one[0]), one))


def _body(target: Target, named: Sequence[tuple[str, int]], leads: set[int]) -> int | None:
    words = fold(f"{target.what} {target.words}")
    for name, pk in named:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            return pk
    bare = fold(_MEETINGS.sub("", even(tidy(target.what)))).removeprefix("du comite").removeprefix("par annee").strip()
    return next(iter(leads)) if len(leads) == 1 and not bare else None
