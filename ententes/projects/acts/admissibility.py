"""How applications are admitted: the checklist of a call, each point checked with its evidence, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.committees.queries import Capacity
from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if
from ententes.plans.rules.news import file_type

from .. import letters
from ..models import Admissibility, Call, Check, Deposit
from ..queries.admissibility import Point, checked, plain
from ..rules import admissibility as rules


@transaction.atomic
def set_checklist(call: Call, *, found: Sequence[Point], by: Capacity, when: datetime) -> Call:
    """Record the points by which the applications of a call will be admitted; its publication settles them."""
    call = hold(call)
    refuse_if(rules.obstacles_to_listing(call, found=found, by=by, when=when))
    call.checklist = plain([Point(one.key, one.words.strip(), one.test) for one in found])
    call.save(update_fields=["checklist"])
    return call


@transaction.atomic
def check(deposit: Deposit, *, point: str, reply: str, words: str = "", file: Any = None, by: Capacity, when: datetime) -> Check:
    """Record how somebody answers a point, with the evidence; without an answer, the point is as it was computed, or open again."""
    deposit = _held(deposit)
    files = [file] if file else []
    refuse_if(rules.obstacles_to_checking(deposit, point=point, reply=reply, words=words, files=files, by=by, when=when))
    kept = documents.keep(content=file, name=file.name, media_type=file_type(file), by=by.person, when=when) if file else None
    said = {"reply": reply, "words": words.strip(), "file": kept, "person": by.person, "capacity": by.recorded[:300], "at": when}
    return Check.objects.create(deposit=deposit, point=point, **said)


@transaction.atomic
def pronounce(
    deposit: Deposit, *, admissible: bool, codes: Sequence[str] = (), words: str = "", recourse: str = "", by: Capacity, when: datetime
) -> Admissibility:
    """Record that a deposit is admissible or not, with each point as it stands, and write it to the promoter."""
    deposit = _held(deposit)
    said: dict[str, Any] = {"admissible": admissible, "codes": list(codes), "words": words.strip(), "recourse": recourse.strip()}
    refuse_if(rules.obstacles_to_pronouncing(deposit, **said, by=by, when=when))
    points = [
        {"key": one.point.key, "words": one.point.words, "reply": one.reply, "why": one.words or one.sentence} for one in checked(deposit)
    ]
    made = Admissibility.objects.create(deposit=deposit, **said, checked=points, person=by.person, capacity=by.recorded[:300], at=when)
    letters.pronounce(made, by=by.person, when=when)
    return made


def _held(deposit: Deposit) -> Deposit:
    """The deposit, whose application nobody deposits again, withdraws or examines meanwhile."""
    deposit.application = hold(deposit.application)
    return deposit
