"""The smallest lawful meetings, made by the acts wherever there is one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from ententes.committees.models import Body, Procedure, Seat, Term
from ententes.committees.queries import Capacity
from ententes.decisions.models import Matter, Stage, Version
from ententes.documents import acts as documents
from ententes.meetings import acts
from ententes.meetings.models import Meeting
from tests.cast import NOW, Cast


def at(day: str, hour: int = 19, minute: int = 0) -> datetime:
    """A local moment: `at("2011-12-14")` is seven in the evening of that day."""
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), datetime.min.time()).replace(hour=hour, minute=minute))


def make_procedure(body: Body, by: Capacity, **fields: Any) -> Procedure:
    given = {"starts_on": date(2010, 6, 1), "recorded_by": by.coordination, "recorded_at": NOW} | fields
    return Procedure.objects.create(body=body, **given)


def ruled(cast: Cast, **fields: Any) -> Body:
    """The committee of ovens, with its rules."""
    make_procedure(cast.working, cast.coordination, **fields)
    return cast.working


def planned(cast: Cast, body: Body | None = None, day: str = "2011-12-14", **fields: Any) -> Meeting:
    """A meeting three weeks ahead, at the bakery."""
    body = body or cast.working
    if not body.procedures.exists():
        make_procedure(body, cast.coordination)
    given = {"starts_at": at(day), "ends_at": at(day, 21), "place": "À la boulangerie", "by": cast.coordination, "when": NOW} | fields
    return acts.plan(body, **given)


def called(cast: Cast, body: Body | None = None, **fields: Any) -> Meeting:
    return acts.call(planned(cast, body, **fields), by=cast.coordination, when=NOW)


def waiting(cast: Cast, body: Body | None = None, title: str = "Le cadre des fours", copy: bool = True) -> Matter:
    """A matter before the body, with its frozen copy."""
    body = body or cast.working
    matter = Matter.objects.create(
        agreement=body.agreement, kind="question", title=title, state="before", opened_by=cast.coordination.coordination, opened_at=NOW
    )
    matter.stage = Stage.objects.create(matter=matter, position=0, body=body, verbs=["decide"])
    matter.save(update_fields=["stage"])
    if copy:
        file = documents.keep(content=b"%PDF-1.7 copie", name="cadre.pdf", media_type="application/pdf", by=None, when=NOW)
        Version.objects.create(matter=matter, number=1, data={"text": "Cuire."}, file=file, sha256="0" * 64, frozen_at=NOW)
    return matter


def seat_substitute(holder: Capacity, person: Any) -> Term:
    assert holder.term is not None
    return Term.objects.create(seat=holder.term.seat, person=person, role="substitute", starts_on=date(2010, 5, 1))


def make_empty_seat(body: Body) -> Seat:
    return Seat.objects.create(body=body, label="Siège vacant", position=8)


LATER = NOW + timedelta(days=1)
