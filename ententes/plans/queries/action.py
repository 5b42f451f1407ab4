"""What the page of an action shows: the action with all that hangs from it, and its news page by page, as light rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ententes.agreements.models import Agreement
from ententes.ground.reading import Reading

from ..models import Action, Attachment, Draft, Edit, Note, Point, Question, Responsibility
from ..states import Role
from .standing import OPEN, Flag, is_asked, standing, with_blanks

NOTES = 20
"""Notes on one page."""


def read(agreement: Agreement, pk: int) -> Action:
    """One action of the agreement with its plan, its section, its source row, its responsibilities, schedules and targets.

    Four queries. Raises `Action.DoesNotExist`.
    """
    action = (
        Action.objects.select_related("section", "source_row", "news", "plan")
        .prefetch_related(
            Prefetch("responsibilities", Responsibility.objects.select_related("body", "organisation")), "schedules", "targets"
        )
        .get(pk=pk, plan__agreement=agreement)
    )
    action.plan.agreement = agreement
    return action


def cadence(action: Action, agreement: Agreement) -> int:
    """Months between two news of the action of `read`: what its first lead chose, else that of the agreement. No query."""
    leads = (row.body for row in action.responsibilities.all() if row.role == Role.LEAD and row.body)
    return next((body.cadence for body in leads if body.cadence), agreement.cadence)


def flags(action: Action, agreement: Agreement, today: date, questions: Sequence[Question] = ()) -> tuple[Flag, ...]:
    """Where the action of `read` stands. No query."""
    return standing(
        action.status,
        with_blanks([(row.year, row.kind, row.starts_on, row.ends_on, row.decide_by) for row in action.schedules.all()], action.plan.years),
        today=today,
        cadence=cadence(action, agreement),
        month=agreement.fiscal_month,
        last_news_on=action.news.dated_on if action.news else None,
        asked_for=min((question.request.due_on for question in questions), default=None),
    )


class Hanging(NamedTuple):
    """How many notes an action has, and whether it has any of the rest: most actions have little, and what is not there is not read."""

    notes: int
    files: bool
    questions: bool
    points: bool
    edits: bool
    draft: bool


def _hanging(action: int, person: int) -> QuerySet[Action, Any]:
    notes = Note.objects.filter(action=OuterRef("pk")).order_by().values("action").annotate(number=Count("pk")).values("number")
    return Action.objects.filter(pk=action).values_list(
        Coalesce(Subquery(notes), 0),
        Exists(Attachment.objects.filter(note__action=OuterRef("pk"))),
        is_asked(),
        Exists(Point.objects.open().filter(action=OuterRef("pk"))),
        Exists(Edit.objects.filter(plan=OuterRef("plan"), undone_at__isnull=True)),
        Exists(Draft.objects.filter(action=OuterRef("pk"), person=person)),
    )


_READ_HANGING = Reading(_hanging)


def hanging(action: Action, person: Any) -> Hanging:
    """What hangs from an action; `draft` is that of the person, `edits` are those of its whole plan. One query."""
    [row] = _READ_HANGING(action.pk, person.pk or 0)
    return Hanging(*row)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as a page shows it. `files`: (name, key of the attachment)."""

    pk: int
    dated_on: date
    written_at: datetime
    capacity: str
    author: str
    on_behalf_of: str
    by_letter: bool
    text: str
    status: str
    files: list[tuple[str, int]] = field(default_factory=list)


def notes(action: Action, page: int = 1, most: int = NOTES, hangs: Hanging | None = None) -> tuple[list[NoteRow], int]:
    """One page of the notes of an action, the latest first, and how many notes there are. Three queries at most; with `hangs`, two."""
    rows = Note.objects.filter(action=action)
    count = hangs.notes if hangs else rows.count()
    columns = ("pk", "dated_on", "written_at", "capacity", "author__name", "on_behalf_of", "by_letter", "text", "status")
    found = [NoteRow(*row) for row in rows.values_list(*columns)[(page - 1) * most : page * most]]
    by_key = {row.pk: row for row in found}
    if hangs is None or hangs.files:
        for note, name, key in Attachment.objects.filter(note__in=by_key).order_by("pk").values_list("note", "file__name", "pk"):
            by_key[note].files.append((name, key))
    return found, count


def open_questions(action: Action) -> list[Question]:
    """The questions about an action that wait for an answer, with who was asked."""
    asked = Question.objects.filter(OPEN, action=action).order_by("request__asked_at", "pk")
    return list(asked.select_related("request__recipient", "request__body", "request__party__organisation"))


def still_asked(question: Question) -> list[Question]:
    """What else the same letter asked of the same person and that still waits."""
    asked = question.request
    same = Question.objects.filter(OPEN, request__agreement=asked.agreement_id, request__recipient=asked.recipient_id)
    return list(same.filter(request__asked_at=asked.asked_at).exclude(pk=question.pk).select_related("action").order_by("request", "pk"))


def edits(action: Action, most: int = 5) -> list[Edit]:
    """What was done to the words of the action in its draft and not undone, the latest first. One query."""
    key = str(action.pk)
    touching = Q(before__actions__has_key=key) | Q(after__actions__has_key=key)
    found = Edit.objects.filter(touching, plan=action.plan_id, undone_at__isnull=True).order_by("-pk")
    return list(found.select_related("coordination__person")[:most])


def draft_of(action: Action, person: Any) -> Draft | None:
    """What the person was writing about the action."""
    return Draft.objects.filter(action=action, person=person).first()


def written_since(action: Action, moment: datetime, *, but: Any) -> QuerySet[Note, dict[str, Any]]:
    """The notes that others wrote about the action since then: `author__name`, `written_at`."""
    since = Note.objects.filter(action=action, written_at__gt=moment).exclude(author=but)
    return since.order_by("-written_at").values("author__name", "written_at")
