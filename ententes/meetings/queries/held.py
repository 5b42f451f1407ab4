"""How many meetings a body held in a year, against what is expected of it: by its rules, and by the targets of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Procedure
from ententes.ground.french import even, fold, tidy
from ententes.ground.years import FiscalYear
from ententes.plans.models import Action, Plan, Target
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

    @property
    def words(self) -> str:
        return said(self.held, self.expected)


def said(held: int, expected: int) -> str:
    """« 3 rencontres sur 5 »."""
    return ngettext("%(held)s rencontre sur %(expected)s", "%(held)s rencontres sur %(expected)s", held) % {
        "held": held,
        "expected": expected,
    }


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
    action: int
    code: str
    body: int
    held: int
    expected: int
    year: FiscalYear

    @property
    def words(self) -> str:
        return said(self.held, self.expected)


def counted(agreement: Agreement, action: Action, on: date) -> list[Counted]:
    """The targets of an action that count the meetings of a body, in the fiscal year of that day within its plan.

    The body is the one that the words of the target name; « 5 rencontres » and nothing more are those of the body that alone leads.
    No query for an action without such a target; its targets and responsibilities are read where they are not loaded.
    """
    return _counted(agreement, action.plan, [(one, action) for one in action.targets.all()], on)


def counted_of(body: Body, plan: Plan, on: date) -> list[Counted]:
    """The targets of a plan that count the meetings of that body. A constant number of queries."""
    actions = (
        Action.objects.filter(plan=plan, removed_at=None, targets__isnull=False).distinct().prefetch_related("targets", "responsibilities")
    )
    pairs = [(target, action) for action in actions for target in action.targets.all()]
    return [one for one in _counted(body.agreement, plan, pairs, on) if one.body == body.pk]


def _counted(agreement: Agreement, plan: Plan, pairs: Iterable[tuple[Target, Action]], on: date) -> list[Counted]:
    asked = [pair for pair in pairs if pair[0].per != Per.ONCE and _MEETINGS.search(even(tidy(pair[0].what)))]
    if not asked:
        return []
    year, named = _year(agreement, plan, on), _names(agreement)
    found = []
    for target, action in asked:
        leads = {one.body_id for one in action.responsibilities.all() if one.role == Role.LEAD and one.body_id}
        if (body := _body(target, named, leads)) is not None:
            found.append((target, action, body))
    done = held_by({body for _target, _action, body in found}, year)
    return [Counted(one.pk, action.pk, action.code, body, done.get(body, 0), one.number, year) for one, action, body in found]


def _year(agreement: Agreement, plan: Plan, on: date) -> FiscalYear:
    """The fiscal year of that day, or the nearest one the plan speaks of."""
    present = FiscalYear.of(on, agreement.fiscal_month)
    years = plan.years or [plan.year]
    return FiscalYear(min(max(present.start, min(years)), max(years)), agreement.fiscal_month)


def _names(agreement: Agreement) -> Sequence[tuple[str, int]]:
    """Every spelling of every body, the longest first: « comité de suivi élargi » before « comité de suivi ».

    A body made of the members of an organisation answers to its names as well: « rencontres de la Table » are those of its committee.
    A spelling that two bodies share names neither.
    """
    made_of = [f"constituted_from__{name}" for name in ("name", "acronym", "aliases__name", "former_names__name")]
    rows = agreement.bodies.values_list("pk", "name", "acronym", "aliases__name", *made_of)
    spelled: dict[str, set[int]] = {}
    for pk, *names in rows:
        for name in filter(None, names):
            spelled.setdefault(fold(name), set()).add(pk)
    known = [(name, bodies.pop()) for name, bodies in spelled.items() if len(bodies) == 1]
    return sorted(known, key=lambda one: (-len(one[0]), one))


def _body(target: Target, named: Sequence[tuple[str, int]], leads: set[int]) -> int | None:
    words = fold(f"{target.what} {target.words}")
    for name, pk in named:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            return pk
    bare = fold(_MEETINGS.sub("", even(tidy(target.what)))).removeprefix("du comite").removeprefix("par annee").strip()
    return next(iter(leads)) if len(leads) == 1 and not bare else None
