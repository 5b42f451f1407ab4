"""What conventions under way ask of somebody: a report to write or to read, a request to change to answer, a sum to claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from ententes.committees.models import Coordination
from ententes.decisions.states import ENDED

from ..models import ChangeRequest, GrantAgreement, Recall, Recovery
from ..states import TO_WRITE, Change, Outcome, ReportState
from . import reports
from .awaiting import Awaited


def of_person(person: Any, on: date) -> list[Awaited]:
    """What awaits the promoter that they are, then the coordination that they hold. Seven queries at most."""
    own = GrantAgreement.objects.of_promoter(person).filter(closed_at=None, terminated_at=None)
    asked = [
        Awaited("write_report", 0, one.title, one.pk, due=one.due_on, path="own_report", words=one.words)
        for one in reports.rows(own, on)
        if one.state in TO_WRITE
    ]
    held = list(Coordination.objects.in_force(on).filter(person=person).values_list("agreement", flat=True))
    return [*asked, *(_of_coordination(person, held, on) if held else ())]


def _of_coordination(person: Any, held: list[int], on: date) -> list[Awaited]:
    seen = GrantAgreement.objects.seen_by(person).filter(agreement__in=held, closed_at=None)
    recalled = Q(Exists(Recall.objects.filter(convention=OuterRef("pk"))), sent_at=None, terminated_at=None)
    rows = list(seen.annotate(recalled=recalled).order_by("pk").values_list("pk", "agreement", "project__title", "recalled"))
    of = {pk: agreement for pk, agreement, _title, _recalled in rows}
    found = [
        Awaited("read_report", of[one.convention], one.title, one.pk, path="report", words=one.words)
        for one in (reports.rows(seen, on) if of else ())
        if one.state == ReportState.DEPOSITED
    ]
    columns = ("pk", "convention__agreement", "convention__project__title")
    found += [Awaited("send_again", agreement, title, pk, path="convention") for pk, agreement, title, again in rows if again]
    found += [Awaited(kind, agreement, title, pk, path="change") for kind, pk, agreement, title in _changes(of, columns)]
    owed = Recovery.objects.filter(convention__in=of, claimed_at=None, written_off_at=None)
    for pk, agreement, title, cents in owed.values_list("convention", *columns[1:], "cents"):
        found.append(Awaited("claim", agreement, title, pk, cents, path="convention_follow"))
    return found


def _changes(conventions: Iterable[int], columns: tuple[str, ...]) -> Iterator[tuple[str, int, int, str]]:
    """Requests that no matter under way carries, those whose matter is left without a request, and addenda to send. One query."""
    under_way = Q(matter__isnull=False) & ~Q(matter__state__in=ENDED)
    to_answer, left = Q(outcome="") & ~under_way, Q(outcome=Outcome.WITHDRAWN) & under_way
    to_send = Q(outcome=Outcome.ACCEPTED, sent_at=None) & (~Q(kind=Change.POSTS) | Q(resolution__isnull=False))
    rows = ChangeRequest.objects.filter(to_answer | left | to_send, convention__in=conventions)
    words = {"": "answer_change", str(Outcome.WITHDRAWN): "drop_matter", str(Outcome.ACCEPTED): "send_addendum"}
    for outcome, *facts in rows.order_by("pk").values_list("outcome", *columns):
        yield (words[outcome], *facts)
