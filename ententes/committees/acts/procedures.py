"""The rules of procedure that a body gives itself."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import rules
from ..models import Body, Procedure, Seat
from ..queries import Capacity
from ..states import Majority, Quorum, Readers


@transaction.atomic
def set_procedure(
    body: Body,
    *,
    starts_on: date,
    quorum: str,
    quorum_number: int | None = None,
    required_seat: Seat | None = None,
    recused_count: bool,
    notice_days: int,
    special_notice_days: int,
    short_notice_allowed: bool,
    remote_allowed: bool,
    written_allowed: bool,
    majority: str,
    abstention_allowed: bool,
    casting_vote: bool,
    seconder_required: bool,
    substitutes_vote: bool,
    in_camera_allowed: bool,
    numbering: str,
    readers: str,
    meetings_a_year: int | None = None,
    source: str = "",
    by: Capacity,
    when: datetime,
) -> Procedure:
    """Record the rules of procedure of a body from that day on. Earlier ones stay, and apply to the days before."""
    body = hold(body)
    procedure = Procedure(
        body=body,
        starts_on=starts_on,
        quorum=Quorum(quorum),
        quorum_number=quorum_number if quorum == Quorum.COUNT else None,
        required_seat=required_seat,
        recused_count=recused_count,
        notice_days=notice_days,
        special_notice_days=special_notice_days,
        short_notice_allowed=short_notice_allowed,
        remote_allowed=remote_allowed,
        written_allowed=written_allowed,
        majority=Majority(majority),
        abstention_allowed=abstention_allowed,
        casting_vote=casting_vote,
        seconder_required=seconder_required,
        substitutes_vote=substitutes_vote,
        in_camera_allowed=in_camera_allowed,
        numbering="".join(numbering.split()),
        readers=Readers(readers),
        meetings_a_year=meetings_a_year,
        source=shortened(source, 300),
        recorded_at=when,
    )
    refuse_if(rules.obstacles_to_setting_procedure(procedure, by=by))
    procedure.recorded_by = by.coordination
    procedure.save()
    return procedure
