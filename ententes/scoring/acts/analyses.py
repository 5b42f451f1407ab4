"""What happens to an analysis: it is opened, its files are given to analysts, who sign, declare, and are reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.wording import on_record as _
from ententes.projects.models import Call, Deposit

from .. import letters
from ..models import Analysis, Assignment, Consensus, Declaration, Grid, Sheet, Undertaking
from ..queries.analysts import undertaking_words
from ..queries.files import standings
from ..rules import analyses as rules
from ..states import Standing

EVERY = timedelta(days=3)
REMINDERS = 3
"""Letters at most to one analyst for one file, from the day before its scores are due; none once they are locked."""


@transaction.atomic
def open_analysis(
    call: Call, *, body: Body | None, grid: Grid, due_on: date, session_on: date | None = None, by: Capacity, when: datetime
) -> Analysis:
    """Record that the applications of a call are analysed: by which body, with which grid, and by when."""
    call, grid = hold(call), hold(grid)
    body = body or call.analysed_by
    refuse_if(rules.obstacles_to_opening(call, body=body, grid=grid, due_on=due_on, session_on=session_on, by=by, when=when))
    assert body is not None
    said = {"person": by.person, "capacity": by.recorded[:300], "opened_at": when}
    return Analysis.objects.create(call=call, body=body, grid=grid, due_on=due_on, session_on=session_on, **said)


@transaction.atomic
def change_analysis(
    analysis: Analysis, *, grid: Grid, due_on: date, session_on: date | None = None, by: Capacity, when: datetime
) -> Analysis:
    """Record other days, or another grid as long as nobody scored."""
    analysis, grid = hold(analysis), hold(grid)
    refuse_if(rules.obstacles_to_changing(analysis, grid=grid, due_on=due_on, session_on=session_on, by=by, when=when))
    analysis.grid, analysis.due_on, analysis.session_on = grid, due_on, session_on
    analysis.save(update_fields=["grid", "due_on", "session_on"])
    return analysis


@transaction.atomic
def assign(analysis: Analysis, *, deposits: Sequence[Deposit], term: Term, by: Capacity, when: datetime) -> list[Assignment]:
    """Record that somebody analyses these files, and write to them once; what the files say is not in the letter."""
    analysis = hold(analysis)
    found = (reason for one in deposits for reason in rules.obstacles_to_assigning(analysis, one, term=term, by=by, when=when))
    refuse_if(dict.fromkeys(found))
    made = [
        Assignment.objects.create(
            analysis=analysis, deposit=one, person=term.person, term=term, assigned_at=when, capacity=by.recorded[:300]
        )
        for one in deposits
    ]
    if made:
        letters.assigned(analysis, term.person, len(made), when=when)
    return made


@transaction.atomic
def unassign(assignment: Assignment, *, reason: str, by: Capacity, when: datetime) -> Assignment:
    """Record that a file is taken back from an analyst, and why; what they wrote stays, and counts no more."""
    hold(assignment.analysis)
    assignment = hold(assignment)
    refuse_if(rules.obstacles_to_unassigning(assignment, reason=reason, by=by, when=when))
    assignment.ended_at, assignment.ended_because = when, reason.strip()
    assignment.save(update_fields=["ended_at", "ended_because"])
    return assignment


@transaction.atomic
def undertake(assignment: Assignment, *, by: Capacity, when: datetime) -> Undertaking:
    """Record that an analyst signed the confidentiality of a call, in its words of that day."""
    analysis = hold(assignment.analysis)
    refuse_if(rules.obstacles_to_undertaking(assignment, by=by, when=when))
    with translation.override("fr"):
        words = undertaking_words(analysis)
    return Undertaking.objects.create(analysis=analysis, person=by.person, words=words, capacity=by.recorded[:300], at=when)


@transaction.atomic
def declare(assignment: Assignment, *, interested: bool, nature: str = "", by: Capacity, when: datetime) -> Declaration:
    """Record that an analyst has no interest in an application, or has one, which closes its whole file to them.

    What they had scored is set aside, kept and marked; a consensus that counted it stands no more, and the session agrees again.
    """
    hold(assignment.analysis)
    assignment = hold(assignment)
    refuse_if(rules.obstacles_to_declaring(assignment, interested=interested, nature=nature, by=by, when=when))
    application = assignment.deposit.application
    made = Declaration.objects.create(
        application=application,
        person=by.person,
        interested=interested,
        nature=nature.strip() if interested else "",
        capacity=by.recorded[:300],
        at=when,
    )
    if interested:
        _set_aside(made, when)
        letters.interest_declared(assignment, made, when=when)
    return made


def _set_aside(declaration: Declaration, when: datetime) -> None:
    with translation.override("fr"):
        why = _("Intérêt déclaré par %(name)s.") % {"name": declaration.person.name}
    sheets = Sheet.objects.filter(
        assignment__person=declaration.person, assignment__deposit__application=declaration.application, set_aside_at=None
    )
    keys = list(sheets.values_list("pk", flat=True))
    Consensus.objects.filter(counted__in=keys, replaced_at=None).update(replaced_at=when, replaced_because=why)
    sheets.update(set_aside_at=when, set_aside_because=why)


def remind_analysts(*, when: datetime) -> int:
    """Write to those whose scores are due tomorrow or late, one letter a call; return how many. The worker calls it.

    It stops once they lock, declare an interest, are taken off, or were written to three times.
    """
    today = timezone.localdate(when)
    due = Assignment.objects.live().filter(
        analysis__due_on__lte=today + timedelta(days=1), reminders__lt=REMINDERS, person__is_active=True, sheet__locked_at=None
    )
    pairs = due.order_by("analysis", "person").values_list("analysis", "person").distinct()
    return sum(_remind(analysis, person, when) for analysis, person in list(pairs))


@transaction.atomic
def _remind(analysis: int, person: int, when: datetime) -> int:
    today = timezone.localdate(when)
    held = hold(Analysis.objects.get(pk=analysis))
    rows = Assignment.objects.live().filter(analysis=held, person=person).select_related("deposit", "term", "person").order_by("pk")
    # Read again once held: a lock, or another worker, may have come in between.
    where = standings(rows)
    open_ones = [one for one in rows if where[one.pk] != Standing.LOCKED and one.term.runs_on(today)]
    due = [
        one for one in open_ones if one.reminders < REMINDERS and today >= timezone.localdate(one.reminded_at or one.assigned_at) + EVERY
    ]
    if not due:
        return 0
    for one in due:
        one.reminders += 1
        one.reminded_at = when
        one.save(update_fields=["reminders", "reminded_at"])
    letters.reminder(held, due[0].person, len(open_ones), when=when)
    return 1
