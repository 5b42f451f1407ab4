"""Where applications are, each as one light row: its state, what is asked of it and by when. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.ground import clock
from ententes.ground.french import fold
from ententes.ground.wording import long_date, moment, quoted

from ..models import Admissibility, Application, Call, Completion, CompletionRequest, Deposit
from ..states import ApplicationState
from .calls import LAST

CLOSED = (ApplicationState.WITHDRAWN, ApplicationState.OUT_OF_SCOPE, ApplicationState.INADMISSIBLE)
"""States in which nothing more is expected of a promoter."""


@dataclass(frozen=True, slots=True)
class Row:
    """One application as a light row. `due_on` is the day by which its promoter answers what the coordination asked."""

    pk: int
    title: str
    promoter: str
    call: str
    closes_at: datetime | None
    state: str
    deposited_at: datetime | None
    due_on: date | None

    @property
    def state_words(self) -> str:
        return str(ApplicationState(self.state).label)

    @property
    def awaited(self) -> str:
        """What its promoter is asked for, and until when; nothing where nothing is."""
        if self.due_on is not None:
            return _("un complément, jusqu’au %(day)s inclusivement") % {"day": long_date(self.due_on)}
        if self.state not in (ApplicationState.LETTER, ApplicationState.DRAFT) or (self.closes_at and self.closes_at < clock.now()):
            return ""
        what = _("la lettre d’intention") if self.state == ApplicationState.LETTER else _("le dépôt de la demande")
        if not self.until:
            return what
        return _("%(what)s, jusqu’au %(moment)s inclusivement") % {"what": what, "moment": self.until}

    @property
    def until(self) -> str:
        """The day by which its promoter does what is asked, with the hour where the call closes at one; nothing where it does not."""
        if self.due_on is not None or self.closes_at is None:
            return long_date(self.due_on) if self.due_on else ""
        return long_date(self.closes_at) if timezone.localtime(self.closes_at).time() == LAST else moment(self.closes_at)


def own(person: Any) -> list[Row]:
    """The applications that somebody writes, the latest first. One query."""
    return rows(Application.objects.written_by(person))


SORTS: dict[str, Any] = {
    "promoteur": gettext_lazy("par promoteur"),
    "projet": gettext_lazy("par titre"),
    "recue": gettext_lazy("plus récentes"),
    "etat": gettext_lazy("par état"),
}
"""What the applications of a call may be sorted by; the first where nothing is said."""


@dataclass(frozen=True, slots=True)
class ReceivedFilters:
    """Which applications of a call are kept, and in what order."""

    state: str = ""
    words: str = ""
    sort: str = "promoteur"

    @classmethod
    def of(cls, query: Mapping[str, str]) -> ReceivedFilters:
        state, sort = query.get("etat", ""), query.get("tri", "")
        words = " ".join(query.get("q", "").replace("\x00", "").split())[:200]
        return cls(state if state in ApplicationState.values else "", words, sort if sort in SORTS else "promoteur")

    @property
    def told(self) -> str:
        """The filter as an export names it."""
        state = str(ApplicationState(self.state).label) if self.state else ""
        return ", ".join(filter(None, (quoted(self.words) if self.words else "", state, str(SORTS[self.sort]))))

    def named(self, found: Iterable[Row]) -> list[Row]:
        """Those that hold every word, in any state, in order."""
        looked = fold(self.words).split()
        kept = [one for one in found if all(word in fold(f"{one.title} {one.promoter}") for word in looked)]
        return sorted(kept, key=self._key)

    def kept(self, named: Iterable[Row]) -> list[Row]:
        """Those in the state that is asked for."""
        return [one for one in named if not self.state or one.state == self.state]

    def _key(self, one: Row) -> tuple[Any, ...]:
        name = (fold(one.promoter), fold(one.title), one.pk)
        if self.sort == "projet":
            return (fold(one.title), *name)
        if self.sort == "recue":
            return (-one.deposited_at.timestamp() if one.deposited_at else 0, *name)
        return (ApplicationState.values.index(one.state), *name) if self.sort == "etat" else name


def received(call: Call) -> list[Row]:
    """The applications deposited under a call. One query."""
    return rows(Application.objects.filter(call=call).deposited())


def letters(call: Call) -> list[Row]:
    """The applications of a call that are a letter of intent and nothing deposited yet. One query."""
    return rows(Application.objects.filter(call=call, letter__isnull=False, deposits=None, withdrawn_at=None))


def state_of(application: Application) -> Any:
    """The `ApplicationState` of one application. One query."""
    return ApplicationState(rows(Application.objects.filter(pk=application.pk))[0].state)


def counted(found: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Each state that rows have, its words, and how many have it, in the order of states."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.state] = counts.get(one.state, 0) + 1
    return [(str(state), str(ApplicationState(state).label), counts[state]) for state in ApplicationState.values if state in counts]


def rows(found: Any) -> list[Row]:
    """Applications as light rows, the latest first."""
    deposits = Deposit.objects.filter(application=OuterRef("pk")).order_by("-number")
    asked = CompletionRequest.objects.filter(deposit=OuterRef("last"), withdrawn_at=None).order_by("-pk")
    verdicts = Admissibility.objects.filter(deposit=OuterRef("last")).order_by("-pk")
    annotated = found.annotate(
        last=Subquery(deposits.values("pk")[:1]),
        deposited_at=Subquery(deposits.values("at")[:1]),
        verdict=Subquery(verdicts.values("admissible")[:1]),
        request=Subquery(asked.values("pk")[:1]),
        due_on=Subquery(asked.values("due_on")[:1]),
        completed=Exists(Completion.objects.filter(request=OuterRef("request"))),
    )
    columns = (
        *("pk", "title", "promoter", "call__title", "call__closes_at", "call__wants_letter"),
        *("withdrawn_at", "deposited_at", "verdict", "request", "due_on", "completed", "letter__pk", "letter__goes_on"),
    )
    today = timezone.localdate(clock.now())
    return [_row(values, today) for values in annotated.order_by("-begun_at", "-pk").values(*columns)]


def _row(values: Mapping[str, Any], today: date) -> Row:
    state = _state(values, today)
    return Row(
        pk=values["pk"],
        title=values["title"],
        promoter=values["promoter"],
        call=values["call__title"],
        closes_at=values["call__closes_at"],
        state=str(state),
        deposited_at=values["deposited_at"],
        due_on=values["due_on"] if state == ApplicationState.INCOMPLETE else None,
    )


def _state(values: Mapping[str, Any], today: date) -> Any:
    if values["withdrawn_at"] is not None:
        return ApplicationState.WITHDRAWN
    if values["deposited_at"] is None:
        return _before_deposit(values)
    if values["verdict"] is not None:
        return ApplicationState.ADMISSIBLE if values["verdict"] else ApplicationState.INADMISSIBLE
    if values["request"] is None:
        return ApplicationState.DEPOSITED
    if values["completed"]:
        return ApplicationState.COMPLETED
    return ApplicationState.INCOMPLETE if today <= values["due_on"] else ApplicationState.OVERDUE


def _before_deposit(values: Mapping[str, Any]) -> Any:
    if not values["call__wants_letter"]:
        return ApplicationState.DRAFT
    if values["letter__pk"] is None:
        return ApplicationState.LETTER
    if values["letter__goes_on"] is None:
        return ApplicationState.LETTER_SENT
    return ApplicationState.DRAFT if values["letter__goes_on"] else ApplicationState.OUT_OF_SCOPE
