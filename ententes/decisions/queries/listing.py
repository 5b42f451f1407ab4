"""Lists of matters and of resolutions, as light rows: a constant number of queries, however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from ententes.agreements.models import Agreement
from ententes.ground.french import fold

from ..models import Matter, Resolution
from ..states import ENDED, Kind, Outcome, State
from .chain import said

PER_PAGE = 50
WAYS = {"en-cours": (), "adoptes": (State.SETTLED,), "rejetes": (State.REJECTED,), "retires": (State.WITHDRAWN,)}
"""The words of an address for the state of a matter: under way, or how it ended."""


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else 0


@dataclass(frozen=True)
class MatterFilters:
    """Which matters are asked for: by how they stand, by what they bear on, by a body of their chain."""

    way: str = ""
    kind: str = ""
    body: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> MatterFilters:
        way, kind = query.get("etat", ""), query.get("objet", "")
        return cls(way if way in WAYS else "", kind if kind in Kind.values else "", _number(query.get("instance")))


@dataclass(frozen=True)
class Matters:
    """The matters asked for: those under way by who holds them or receives them next, and a page of those that ended."""

    under_way: Mapping[str, Sequence[Mapping[str, Any]]]
    ended: Page[Any]


def matters(agreement: Agreement, person: Any, filters: MatterFilters, page: str = "1") -> Matters:
    """Three queries, and those that the rights of the person take."""
    rows = Matter.objects.seen_by(person).filter(agreement=agreement)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.body:
        rows = rows.filter(pk__in=Matter.objects.filter(stages__body=filters.body).order_by().values("pk"))
    columns = ("pk", "title", "kind", "state", "opened_at", "ended_at", "stage__body__name", "stage__organisation__name", "stage__verbs")
    groups: dict[str, list[dict[str, Any]]] = {}
    if filters.way in ("", "en-cours"):
        for row in rows.under_way().order_by("stage__body__position", "stage__body", "-opened_at", "-pk").values(*columns):
            whose = row["stage__body__name"] or row["stage__organisation__name"] or ""
            groups.setdefault(whose, []).append(_said(row))
    ended = rows.filter(state__in=WAYS.get(filters.way) or ENDED) if filters.way != "en-cours" else rows.none()
    found = Paginator(ended.order_by("-ended_at", "-pk").values(*columns), PER_PAGE).get_page(page)
    found.object_list = [_said(row) for row in found.object_list]
    return Matters(groups, found)


def _said(row: dict[str, Any]) -> dict[str, Any]:
    kind, state = str(Kind(row["kind"]).label), str(State(row["state"]).label)
    return row | {"kind_words": kind[:1].upper() + kind[1:], "state_words": state, "verbs": said(row["stage__verbs"] or ())}


@dataclass(frozen=True)
class ResolutionFilters:
    """Which resolutions are asked for: words of their text or number, a subject, a year, a body, a mover, an outcome."""

    words: str = ""
    year: int = 0
    body: int = 0
    mover: int = 0
    outcome: str = ""
    kind: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ResolutionFilters:
        outcome, kind = query.get("issue", ""), query.get("objet", "")
        year = _number(query.get("annee"))
        return cls(
            " ".join(query.get("q", "").replace("\x00", "").split())[:200],
            year if 0 < year < 9999 else 0,
            _number(query.get("instance")),
            _number(query.get("par")),
            outcome if outcome in Outcome.values else "",
            kind if kind in Kind.values else "",
        )

    @property
    def narrow(self) -> bool:
        return self != ResolutionFilters()


COLUMNS = (
    "pk", "number", "title", "resolved", "outcome", "taken_on", "in_camera", "body__name", "mover__person__name", "seconder__person__name",
    "matter__title", "whereas", "conditions", "votes_for", "votes_against", "abstentions", "unanimous", "manner",
)  # fmt: skip


def resolutions(agreement: Agreement, capacities: Any, filters: ResolutionFilters) -> Any:
    """The resolutions asked for that one may read, the latest first, as rows."""
    rows = Resolution.objects.read_as(capacities).filter(agreement=agreement)
    for word in fold(filters.words).split():
        rows = rows.filter(Q(folded__contains=word) | Q(title__icontains=word) | Q(number__icontains=word))
    if filters.year:
        rows = rows.filter(taken_on__year=filters.year)
    if filters.body:
        rows = rows.filter(body=filters.body)
    if filters.mover:
        rows = rows.filter(mover__person=filters.mover)
    if filters.outcome:
        rows = rows.filter(outcome=filters.outcome)
    if filters.kind:
        rows = rows.filter(matter__kind=filters.kind)
    return rows.order_by("-taken_on", "-taken_at", "-pk").values(*COLUMNS)


def movers(agreement: Agreement, capacities: Any) -> Sequence[tuple[int, str]]:
    """Who moved a resolution that one may read. One query."""
    rows = Resolution.objects.read_as(capacities).filter(agreement=agreement, mover__isnull=False).order_by()
    return sorted(set(rows.values_list("mover__person", "mover__person__name")), key=lambda row: (fold(row[1]), row[0]))


def kinds(agreement: Agreement, capacities: Any) -> Sequence[tuple[str, str]]:
    """What the resolutions that one may read bear on. One query."""
    rows = Resolution.objects.read_as(capacities).filter(agreement=agreement, matter__isnull=False).order_by()
    found = set(rows.values_list("matter__kind", flat=True))
    return [(kind, str(label)[:1].upper() + str(label)[1:]) for kind, label in Kind.choices if kind in found]


def years(agreement: Agreement, capacities: Any) -> Sequence[int]:
    """The years in which a resolution that one may read was taken, the latest first. One query."""
    rows = Resolution.objects.read_as(capacities).filter(agreement=agreement).order_by()
    return sorted({day.year for day in rows.dates("taken_on", "year")}, reverse=True)
