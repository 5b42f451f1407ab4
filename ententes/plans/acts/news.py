"""How an action gets news: notes, answers from a letter, and the drafts of both.

A note is the only thing that changes the status of an action.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.committees.models import Coordination, Term
from ententes.committees.queries import Capacity
from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if

from ..models import Action, Attachment, Draft, Note, Question
from ..queries.standing import OPEN
from ..rules import news as rules
from ..states import Status


@transaction.atomic
def note(
    action: Action,
    *,
    by: Capacity,
    when: datetime,
    dated_on: date,
    text: str,
    status: str = "",
    files: Sequence[Any] = (),
    on_behalf_of: str = "",
    answers: Question | None = None,
) -> Note:
    """Record dated news of an action and, where they say so, its new status.

    Files are uploads (`name`, `size`, `read`, `seek`, `chunks`). A note of a body's member, or of the coordination on behalf of
    somebody, answers every open question about the action: reminders stop. The coordination's own note answers only `answers`.
    """
    action = hold(action)
    text = _kept(text)
    refuse_if(
        rules.obstacles_to_noting(
            action, by=by, when=when, dated_on=dated_on, text=text, status=status, files=files, on_behalf_of=on_behalf_of
        )
    )
    writer = _Writer(by.person, by.recorded, by.term, by.coordination)
    written = _write(action, writer, when, dated_on, text, status, files, on_behalf_of)
    if not by.coordinates or on_behalf_of:
        Question.objects.filter(OPEN, action=action).update(answer=written)
    elif answers is not None:
        Question.objects.filter(OPEN, action=action, pk=answers.pk).update(answer=written)
    Draft.objects.filter(action=action, person=by.person).delete()
    return written


@transaction.atomic
def answer(question: Question, *, when: datetime, dated_on: date, text: str, status: str = "", files: Sequence[Any] = ()) -> Note:
    """Record what came by the link of a letter, signed by the person the letter was sent to.

    It answers every open question about the action. The same link may bring more news later.
    """
    action = hold(question.action)
    question = hold(question)
    text = _kept(text)

    def obstacles() -> Any:
        yield from rules.obstacles_to_answering(question)
        yield from rules.obstacles_to_words(text=text, status=status, dated_on=dated_on, when=when)
        yield from rules.obstacles_to_attaching(files)

    refuse_if(obstacles())
    written = _write(action, _recipient(question, timezone.localdate(when)), when, dated_on, text, status, files, "")
    Question.objects.filter(OPEN, action=action).update(answer=written)
    return written


@transaction.atomic
def save_draft(
    action: Action, *, by: Capacity, when: datetime, text: str, status: str = "", fields: Mapping[str, str] | None = None
) -> Draft | None:
    """Keep what somebody is writing about an action; an emptied text drops it."""
    if not text.strip():
        drop_draft(action, by=by)
        return None
    refuse_if(rules.obstacles_to_speaking(action, by=by))
    text, kept = _sound(text)[: 2 * rules.LONGEST], {name: _sound(value) for name, value in (fields or {}).items()}
    status = status if status in Status.values else ""
    draft, _new = Draft.objects.update_or_create(
        action=action,
        person=by.person,
        defaults={"text": text, "status": status, "fields": kept, "saved_at": when},
        create_defaults={
            "text": text,
            "status": status,
            "fields": kept,
            "saved_at": when,
            "begun_at": when,
        },
    )
    return draft


@transaction.atomic
def drop_draft(action: Action, *, by: Capacity) -> None:
    """Forget what somebody was writing about an action."""
    Draft.objects.filter(action=action, person=by.person).delete()


@dataclass(frozen=True)
class _Writer:
    """Who signs a note, and in which capacity."""

    person: Any
    capacity: str
    term: Term | None = None
    coordination: Coordination | None = None
    by_letter: bool = False


@translation.override("fr")
def _recipient(question: Question, on: date) -> _Writer:
    """The person a letter was sent to: as a member of the body where they sit on it, else as the person to reach; recorded in French."""
    request = question.request
    person = request.recipient
    term = None
    if request.body_id:
        seated = Term.objects.in_force(on).filter(seat__body=request.body_id, person=person)
        term = seated.select_related("seat__body", "person").first()
    if term is not None:
        return _Writer(person, Capacity(request.agreement, term=term).words, term, by_letter=True)
    whose = request.body.name if request.body else request.party.organisation.name if request.party else request.agreement.short_title
    return _Writer(person, _("personne à joindre, %(whose)s") % {"whose": whose}, by_letter=True)


def _write(
    action: Action,
    writer: _Writer,
    when: datetime,
    dated_on: date,
    text: str,
    status: str,
    files: Sequence[Any],
    on_behalf_of: str,
) -> Note:
    written = Note.objects.create(
        action=action,
        author=writer.person,
        capacity=writer.capacity[:300],
        term=writer.term,
        coordination=writer.coordination,
        by_letter=writer.by_letter,
        on_behalf_of=on_behalf_of[:300],
        dated_on=dated_on,
        written_at=when,
        text=text,
        status="" if status == action.status else status,
    )
    for file in files:
        kept = documents.keep(content=file, name=file.name, media_type=rules.file_type(file), by=writer.person, when=when)
        Attachment.objects.create(note=written, file=kept)
    # A note may be dated before others: the latest by its date says how the action stands, not the last one written.
    action.news = action.notes.first()
    latest = action.notes.exclude(status="").first()
    action.status = latest.status if latest else action.status
    action.save(update_fields=["news", "status"])
    return written


def _kept(text: str) -> str:
    """The text without what cannot be kept or shown: control characters, and empty lines at its ends."""
    return _sound(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _sound(text: str) -> str:
    """The text without control characters, which a database refuses."""
    return "".join(char for char in text if char in "\r\n\t" or ord(char) >= 32)
