"""Funded projects as anybody may read them, once their embargo is over: title, promoter, amount, territory, objectives, summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Min, OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone

from ententes.funding.models import LedgerEntry
from ententes.funding.states import Kind
from ententes.ground import clock

from ..models import Announcement, Project

PER_PAGE = 50
MOST = 20_000
"""Projects that one file of open data holds."""


@dataclass(frozen=True, slots=True)
class Funded:
    """One funded project, and nothing else of it. `at` is when it was made known, `cents` what was `decided_on` a day.

    `now` is its aid `since` a day, where it is no longer that (see `ententes.conventions.queries.known`).
    """

    pk: int
    title: str
    promoter: str
    cents: int
    territory: str
    objectives: tuple[str, ...]
    summary: str
    agreement: str
    slug: str
    at: datetime
    decided_on: date
    now: int | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class FundedFilters:
    """What is kept: an agreement, a territory, an objective, words."""

    agreement: str = ""
    territory: int = 0
    objective: int = 0
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> FundedFilters:
        return cls(
            query.get("entente", "").replace("\x00", "")[:80],
            _number(query.get("territoire", "")),
            _number(query.get("objectif", "")),
            " ".join(query.get("q", "").replace("\x00", "").split())[:200],
        )

    @property
    def query(self) -> dict[str, str]:
        named = {"entente": self.agreement, "territoire": self.territory, "objectif": self.objective, "q": self.words}
        return {name: str(value) for name, value in named.items() if value}


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0


def matters() -> Any:
    """The matters of projects whose embargo is over by now."""
    return Announcement.objects.public(clock.now()).filter(projects__matter__isnull=False).order_by().values("projects__matter")


def kept(filters: FundedFilters, when: datetime) -> QuerySet[Project]:
    """The projects made known at that moment, with `at`, what their decision committed (`cents`) and its day (`decided`)."""
    public = Announcement.objects.public(when)
    first = public.filter(projects=OuterRef("pk")).order_by("public_at").values("public_at")[:1]
    committed = LedgerEntry.objects.filter(use=OuterRef("use"), kind=Kind.COMMITTED, resolution__matter=F("use__matter"))
    of_use = committed.order_by().values("use")
    rows = Project.objects.filter(pk__in=public.order_by().values("projects")).annotate(
        at=Subquery(first),
        cents=Subquery(of_use.annotate(cents=Sum("cents")).values("cents")),
        decided=Subquery(of_use.annotate(decided=Min("resolution__taken_on")).values("decided")),
    )
    columns = {"agreement__slug": filters.agreement, "territory": filters.territory, "objectives": filters.objective}
    rows = rows.filter(**{name: value for name, value in columns.items() if value})
    for word in filters.words.split():
        rows = rows.filter(title__icontains=word) | rows.filter(promoter__icontains=word)
    return rows.order_by("-at", "-pk")


_COLUMNS = ("pk", "title", "promoter", "cents", "territory__name", "summary", "agreement__title", "agreement__slug", "at", "decided")


def _funded(rows: Any) -> list[Funded]:
    """Light rows with their objectives. Two queries."""
    found = list(rows.values_list(*_COLUMNS))
    through = Project.objectives.through.objects.filter(project__in=[row[0] for row in found])
    named: dict[int, list[str]] = {}
    for key, title in through.order_by("objective__number", "objective").values_list("project", "objective__title"):
        named.setdefault(key, []).append(title)
    return [
        Funded(
            pk,
            title,
            promoter,
            int(cents or 0),
            territory or "",
            tuple(named.get(pk, ())),
            summary,
            agreement,
            slug,
            at,
            on or timezone.localdate(at),
        )
        for pk, title, promoter, cents, territory, summary, agreement, slug, at, on in found
    ]


def page(filters: FundedFilters, number: str, when: datetime) -> tuple[list[Funded], Any, int]:
    """The projects of a page, the page, and what all those kept were given, in cents. Four queries."""
    rows = kept(filters, when)
    shown = Paginator(rows, PER_PAGE).get_page(number)
    return _funded(shown.object_list), shown, int(rows.order_by().aggregate(sum=Sum("cents"))["sum"] or 0)


def everything(filters: FundedFilters, when: datetime) -> list[Funded]:
    """All those kept, for open data. Two queries."""
    return _funded(kept(filters, when)[:MOST])


def choices(when: datetime) -> dict[str, Sequence[tuple[Any, str]]]:
    """What the page may be filtered by: the agreements, territories and objectives of what is public. Three queries."""
    rows = Project.objects.filter(pk__in=Announcement.objects.public(when).order_by().values("projects")).order_by()
    return {
        "agreements": sorted(set(rows.values_list("agreement__slug", "agreement__title")), key=lambda one: one[1]),
        "territories": sorted(
            set(rows.filter(territory__isnull=False).values_list("territory", "territory__name")), key=lambda one: one[1]
        ),
        "objectives": sorted(
            set(rows.filter(objectives__isnull=False).values_list("objectives", "objectives__title")), key=lambda one: one[1]
        ),
    }
