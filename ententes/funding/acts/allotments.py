"""The allotment of a year: its lines are written, and a matter carries it from body to body."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ententes.agreements.models import Agreement, Objective
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import Link, chain_of
from ententes.decisions.states import Kind as Subject
from ententes.decisions.states import State
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.ground.wording import on_record as _

from .. import rules
from ..models import Allotment, AllotmentLine, Envelope


@transaction.atomic
def begin(agreement: Agreement, *, year: int, by: Capacity, when: datetime) -> Allotment:
    """Record the allotment of a year, with an empty line for each objective; the same one where it was begun."""
    on = timezone.localdate(when)
    refuse_if(rules.obstacles_to_keeping(agreement, by=by, on=on))
    refuse_if(rules.obstacles_to_year(agreement, year, on=on))
    allotment, new = Allotment.objects.get_or_create(agreement=agreement, year=year, defaults={"begun_at": when})
    if new:
        for objective in agreement.objectives.all():
            AllotmentLine.objects.create(allotment=allotment, envelope=_envelope(allotment, objective, objective.title), cents=0)
    return allotment


@transaction.atomic
def set_line(
    allotment: Allotment,
    *,
    cents: int,
    by: Capacity,
    when: datetime,
    objective: Objective | None = None,
    title: str = "",
    words: str = "",
) -> AllotmentLine:
    """Record what an envelope is given: that of an objective, or one with a title of its own."""
    allotment = _held(allotment, by, when)
    title = shortened(objective.title if objective else title.strip(), 500)
    refuse_if([*rules.obstacles_to_titling(title), *(rules.obstacles_to_amount(cents) if cents else ())])
    facts = {"cents": cents, "words": shortened(words.strip(), 500)}
    line, _new = AllotmentLine.objects.update_or_create(
        allotment=allotment, envelope=_envelope(allotment, objective, title), defaults=facts
    )
    return line


@transaction.atomic
def drop_line(line: AllotmentLine, *, by: Capacity, when: datetime) -> None:
    """Take a line out of an allotment that is being written; its envelope stays."""
    _held(line.allotment, by, when)
    hold(line).delete()


@transaction.atomic
def propose(allotment: Allotment, *, by: Capacity, when: datetime, body: Body | None = None) -> Matter:
    """Open the matter that carries an allotment, by the chain of the mandates on the allocation of sums; to `body` alone without any."""
    allotment = hold(allotment)
    refuse_if(rules.obstacles_to_proposing(allotment, by=by, on=timezone.localdate(when)))
    before = allotment.matter.revises if allotment.matter else None
    return _carried(allotment, _("Répartition des sommes %(year)s"), before, body, by, when)


@transaction.atomic
def revise(allotment: Allotment, *, by: Capacity, when: datetime, body: Body | None = None) -> Matter:
    """Open the matter of a revision: the lines change again, and what was adopted stands until it is settled."""
    allotment = hold(allotment)
    refuse_if(rules.obstacles_to_revising(allotment, by=by, on=timezone.localdate(when)))
    return _carried(allotment, _("Répartition des sommes %(year)s (révision)"), allotment.matter, body, by, when)


def _carried(allotment: Allotment, title: str, revises: Matter | None, body: Body | None, by: Capacity, when: datetime) -> Matter:
    agreement, kind = allotment.agreement, str(Subject.ENVELOPES)
    links = chain_of(agreement, kind, timezone.localdate(when)) or ([Link(("adopt",), body)] if body else [])
    revises = revises if revises is None or revises.state == State.SETTLED else None
    title %= {"year": agreement.fiscal_year(allotment.year).label}
    allotment.matter = decisions.open_matter(agreement, kind=kind, title=title, links=links, by=by, when=when, revises=revises)
    allotment.save(update_fields=["matter"])
    return allotment.matter


def _held(allotment: Allotment, by: Capacity, when: datetime) -> Allotment:
    """The allotment, that nobody else writes meanwhile, where it may be written."""
    allotment = hold(allotment)
    refuse_if(rules.obstacles_to_allotting(allotment, by=by, on=timezone.localdate(when)))
    return allotment


def _envelope(allotment: Allotment, objective: Objective | None, title: str) -> Envelope:
    envelope, _new = Envelope.objects.get_or_create(
        agreement=allotment.agreement, year=allotment.year, title=title, defaults={"objective": objective}
    )
    return envelope
