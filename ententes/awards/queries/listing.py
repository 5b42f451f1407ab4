"""Projects as light rows: at which step each one is, what it waits for, and since when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.agreements.models import Agreement
from ententes.decisions.models import Step
from ententes.decisions.states import State
from ententes.ground.french import fold
from ententes.ground.wording import quoted
from ententes.projects.models import Deposit
from ententes.projects.queries.admissibility import admitted
from ententes.scoring.queries.files import closed_to

from ..models import Announcement, DecisionLetter, Project
from ..states import GRANTED, Verdict

PER_PAGE = 50
LONG = 30
"""Days after which a step that waits is told as late: nothing in the agreement says less, and nobody is refused by it."""
STEPS: dict[str, Any] = {
    "propose": gettext_lazy("Proposition à écrire"),
    "open": gettext_lazy("Dossier à ouvrir"),
    "transmit": gettext_lazy("À transmettre"),
    "before": gettext_lazy("Devant une instance"),
    "tell": gettext_lazy("Lettre à écrire"),
    "documents": gettext_lazy("Documents attendus"),
    "announce": gettext_lazy("À annoncer"),
    "granted": gettext_lazy("Accordé et annoncé"),
    "waiting": gettext_lazy("Liste d’attente"),
    "refused": gettext_lazy("Refusé"),
    "withdrawn": gettext_lazy("Retiré"),
}
"""The steps of a project, in order, as its own facts say them."""
WAITS = ("propose", "open", "transmit", "before", "tell", "documents")


@dataclass(frozen=True, slots=True)
class Row:
    """One project: its step, whom it waits for, and since when."""

    pk: int
    title: str
    promoter: str
    step: str
    body: str
    verdict: str
    aid: int
    envelope: str
    since: datetime
    withdrawn: bool

    @property
    def step_words(self) -> str:
        return str(STEPS[self.step])

    @property
    def whom(self) -> str:
        """Who must do something for the project to go on."""
        if self.withdrawn and self.step in WAITS:
            return _("la coordination : le promoteur a retiré sa demande")
        if self.step == "before":
            return self.body
        if self.step == "transmit":
            return _("la coordination, pour %(body)s") % {"body": self.body or _("une instance à préciser")}
        if self.step == "documents":
            return _("le promoteur")
        return _("la coordination") if self.step in (*WAITS, "announce") else ""

    @property
    def verdict_words(self) -> str:
        return str(Verdict(self.verdict).label) if self.verdict else ""

    def days(self, today: date) -> int:
        return (today - timezone.localdate(self.since)).days

    def is_late(self, today: date) -> bool:
        return self.step in WAITS and self.days(today) > LONG


SORTS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "depuis": (gettext_lazy("plus longue attente"), ("since",)),
    "projet": (gettext_lazy("par titre"), (Lower("title"),)),
    "promoteur": (gettext_lazy("par promoteur"), (Lower("promoter"), Lower("title"))),
    "aide": (gettext_lazy("plus forte aide"), ("-aid",)),
}
"""What the board may be sorted by, in words and columns; the first where nothing is said."""


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What is kept, a step and words, and in what order."""

    step: str = ""
    words: str = ""
    sort: str = "depuis"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ProjectFilters:
        step, sort = query.get("etape", ""), query.get("tri", "")
        words = " ".join(query.get("q", "").replace("\x00", "").split())[:200]
        return cls(step if step in STEPS else "", words, sort if sort in SORTS else "depuis")

    @property
    def told(self) -> str:
        """The filter as an export names it."""
        step = str(STEPS[self.step]) if self.step else ""
        return ", ".join(filter(None, (quoted(self.words) if self.words else "", step, str(SORTS[self.sort][0]))))


def staged(rows: QuerySet[Project], when: datetime) -> QuerySet[Project]:
    """The same with `step` and `since` (the last thing that happened). Once a body passed a project, its verdict is what it passed."""
    steps = Step.objects.filter(matter=OuterRef("matter"))
    announced = Announcement.objects.public(when).filter(projects=OuterRef("pk"))
    settled, ended = Q(matter__state=State.SETTLED), Q(matter__state__in=(State.SETTLED, State.REJECTED))
    granted = settled & Q(verdict__in=GRANTED)
    return rows.annotate(
        announced=Exists(announced),
        letter=Exists(DecisionLetter.objects.filter(project=OuterRef("pk"))),
        since=Coalesce(Subquery(steps.order_by("-pk").values("at")[:1]), "begun_at"),
    ).annotate(
        step=Case(
            When(verdict="", then=Value("propose")),
            When(matter=None, then=Value("open")),
            When(matter__state=State.PREPARING, then=Value("transmit")),
            When(matter__state=State.BEFORE, then=Value("before")),
            When(matter__state=State.WITHDRAWN, then=Value("withdrawn")),
            When(ended & Q(letter=False, deposit__isnull=False), then=Value("tell")),
            When(granted & Q(verdict=Verdict.PENDING, completed_at=None), then=Value("documents")),
            When(granted & Q(announced=False), then=Value("announce")),
            When(granted, then=Value("granted")),
            When(settled & Q(verdict=Verdict.WAIT), then=Value("waiting")),
            default=Value("refused"),
            output_field=CharField(),
        )
    )


_COLUMNS = ("pk", "title", "promoter", "step", "matter__stage__body__name", "verdict", "aid", "envelope__title", "since")
_WITHDRAWN = "deposit__application__withdrawn_at"


def _row(values: Sequence[Any]) -> Row:
    pk, title, promoter, step, body, verdict, aid, envelope, since, withdrawn = values
    return Row(pk, title, promoter, step, body or "", verdict, aid, envelope or "", since, withdrawn is not None)


@dataclass(frozen=True, slots=True)
class Board:
    """The projects of a page, the page, and how many are at each step."""

    rows: list[Row]
    page: Any
    counts: list[tuple[str, str, int]]

    @property
    def total(self) -> int:
        return sum(count for _key, _words, count in self.counts)


def _named(agreement: Agreement, person: Any, filters: ProjectFilters, when: datetime) -> QuerySet[Project]:
    found = staged(Project.objects.seen_by(person).filter(agreement=agreement), when)
    for word in fold(filters.words).split():
        found = found.filter(Q(title__icontains=word) | Q(promoter__icontains=word))
    return found


def _listed(found: QuerySet[Project], filters: ProjectFilters) -> QuerySet[Project, Any]:
    kept = found.filter(step=filters.step) if filters.step else found
    return kept.order_by(*SORTS[filters.sort][1], "pk").values_list(*_COLUMNS, _WITHDRAWN)


def kept(agreement: Agreement, person: Any, filters: ProjectFilters, when: datetime) -> list[Row]:
    """Every project that a filter keeps of those one may read, in order. One query."""
    return [_row(one) for one in _listed(_named(agreement, person, filters, when), filters)]


def board(agreement: Agreement, person: Any, filters: ProjectFilters, page: str, when: datetime) -> Board:
    """A page of the projects one may read, and how many are at each step. Three queries, whatever the number of projects."""
    found = _named(agreement, person, filters, when)
    counted = dict(found.order_by().values_list("step").annotate(number=Count("pk")))
    shown = Paginator(_listed(found, filters), PER_PAGE).get_page(page)
    return Board(
        [_row(one) for one in shown.object_list],
        shown,
        [(step, str(words), counted[step]) for step, words in STEPS.items() if step in counted],
    )


WAITED_ON = ("propose", "open", "transmit", "tell", "announce")
"""The steps at which the coordination alone makes a project go on."""


def awaiting(agreements: Collection[int], person: Any, when: datetime) -> list[tuple[int, str, int]]:
    """For each agreement, how many projects wait for its coordination at each step. One query."""
    found = staged(Project.objects.seen_by(person).filter(agreement__in=agreements), when).filter(step__in=WAITED_ON)
    counted = found.order_by().values_list("agreement", "step").annotate(number=Count("pk"))
    return sorted(counted, key=lambda one: (one[0], WAITED_ON.index(one[1])))


def of_action(action: Any, person: Any, when: datetime) -> list[Row]:
    """The projects that an action is carried out by, as far as one may read them. One query."""
    found = staged(Project.objects.seen_by(person).filter(actions=action), when).order_by("pk")
    rows = found.values_list(*_COLUMNS, _WITHDRAWN)[:PER_PAGE]
    return [_row(one) for one in rows]


@dataclass(frozen=True, slots=True)
class ToBegin:
    """An admissible application that no project carries yet."""

    deposit: int
    title: str
    promoter: str
    call: str
    at: datetime


def to_begin(agreement: Agreement, person: Any) -> tuple[list[ToBegin], int]:
    """The first of those that the coordination may put before the bodies, and how many there are. Two queries."""
    found = (
        admitted(Deposit.objects.filter(call__agreement=agreement))
        .exclude(closed_to(person))
        .exclude(application__in=Project.objects.filter(deposit__isnull=False).order_by().values("deposit__application"))
    )
    listed = found.order_by("at", "pk").values_list("pk", "application__title", "application__promoter", "call__title", "at")
    return [ToBegin(*row) for row in listed[:PER_PAGE]], found.count()


def announceable(agreement: Agreement, person: Any, when: datetime) -> QuerySet[Project]:
    """The projects that may still be announced: granted for good, told to their promoter, in no announcement. One query."""
    found = staged(Project.objects.seen_by(person).filter(agreement=agreement), when).filter(step="announce")
    return found.exclude(announcements__in=Announcement.objects.filter(cancelled_at=None)).order_by("title", "pk")


def row_of(project: Project, when: datetime) -> Row:
    """One project as a row. One query."""
    return _row(staged(Project.objects.filter(pk=project.pk), when).values_list(*_COLUMNS, _WITHDRAWN)[0])
