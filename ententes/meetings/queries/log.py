"""What happened in a sitting, moment after moment, in sentences: read from what was recorded, never written apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ententes.committees.states import Role
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.ground.wording import quoted

from ..models import Attendance, Meeting, Recusal
from ..states import Standing, State
from .apart import withhold

Said = tuple[datetime, str]


def log_of(meeting: Meeting, reader: Any) -> list[Said]:
    """The log in the language in force, the earliest first, as somebody may read it. Six queries."""
    rows = list(meeting.attendances.select_related("term__seat", "term__person").order_by("arrived_at", "pk"))
    said = [
        *_ends(meeting),
        *_presiding(meeting),
        *_coming(rows),
        *_going(rows),
        *_withdrawing(meeting, reader),
        *_in_camera(meeting, reader),
    ]
    said += _resolving(meeting, reader)
    return sorted(said, key=lambda one: one[0])


def _ends(meeting: Meeting) -> Iterator[Said]:
    if meeting.opened_at:
        yield meeting.opened_at, _("La rencontre est ouverte.")
    if meeting.closed_at and meeting.state == State.ADJOURNED:
        yield meeting.closed_at, _("La rencontre est ajournée faute de quorum.") + " " + meeting.why_ended
    elif meeting.closed_at:
        yield meeting.closed_at, _("La rencontre est levée.")


def _presiding(meeting: Meeting) -> Iterator[Said]:
    for one in meeting.presidings.select_related("person"):
        yield one.since, _("À la présidence : %(name)s.") % {"name": one.person.name}


def _coming(rows: Sequence[Attendance]) -> Iterator[Said]:
    """Arrivals; where a holder takes the seat from the substitute, both are said in one sentence."""
    observing = {(row.term.seat_id, row.arrived_at): row for row in rows if row.term and row.standing == Standing.OBSERVER}
    for row in rows:
        fact = {"name": row.name}
        if row.term is None:
            kind = _("%(name)s, secrétariat, est là.") if row.standing == Standing.SECRETARY else _("%(name)s, en visite, est là.")
            yield row.arrived_at, kind % fact
            continue
        fact |= {"seat": quoted(row.term.seat.label)}
        replaced = observing.get((row.term.seat_id, row.arrived_at))
        if row.standing == Standing.MEMBER and replaced is not None and replaced.term_id != row.term_id:
            fact |= {"other": replaced.name}
            yield (
                row.arrived_at,
                _("%(name)s, titulaire du siège %(seat)s, arrive et en a la voix; %(other)s, substitut, reste à titre d’observateur.")
                % fact,
            )
        elif row.standing == Standing.OBSERVER:
            if not _took_over(row, rows):
                sentence = _("%(name)s, substitut au siège %(seat)s, arrive à titre d’observateur : le titulaire est là.")
                yield row.arrived_at, sentence % fact
        elif row.term.role == Role.SUBSTITUTE:
            yield row.arrived_at, _("%(name)s arrive, substitut au siège %(seat)s.") % fact
        else:
            yield row.arrived_at, (_("%(name)s arrive, à distance.") if row.is_remote else _("%(name)s arrive.")) % fact


def _took_over(row: Attendance, rows: Sequence[Attendance]) -> bool:
    """Whether this observer had the voice of the seat until that moment."""
    return any(one.term_id == row.term_id and one.left_at == row.arrived_at for one in rows)


def _going(rows: Sequence[Attendance]) -> Iterator[Said]:
    """Departures; who stays in another standing has not left."""
    stayed = {(row.term_id or row.name, row.arrived_at) for row in rows}
    for row in rows:
        if row.left_at is not None and (row.term_id or row.name, row.left_at) not in stayed:
            yield row.left_at, _("%(name)s part.") % {"name": row.name}


def _withdrawing(meeting: Meeting, reader: Any) -> Iterator[Said]:
    rows = list(Recusal.objects.filter(item__meeting=meeting).select_related("term__person", "item"))
    withhold([row.item for row in rows], reader)
    for row in rows:
        fact = {"name": row.term.person.name, "item": quoted(row.item.said)}
        yield row.left_at, _("%(name)s se retire du point %(item)s : ni délibération ni vote.") % fact
        if row.returned_at is not None:
            yield row.returned_at, _("%(name)s revient.") % fact


def _in_camera(meeting: Meeting, reader: Any) -> Iterator[Said]:
    items = list(meeting.items.filter(in_camera_from__isnull=False))
    withhold(items, reader)
    for item in items:
        yield item.in_camera_from, _("Huis clos sur le point %(item)s.") % {"item": quoted(item.said)}
        if item.in_camera_until is not None:
            yield item.in_camera_until, _("Fin du huis clos.")


def _resolving(meeting: Meeting, reader: Any) -> Iterator[Said]:
    rows = Resolution.objects.open_to(reader).filter(motion__item__meeting=meeting).order_by("motion__pk")
    for number, outcome, title, at in rows.values_list("number", "outcome", "title", "taken_at"):
        fact = {"number": number, "outcome": Outcome(outcome).label, "title": quoted(title)}
        yield at, _("Résolution %(number)s, %(outcome)s : %(title)s.") % fact


def last_moment(meeting: Meeting) -> datetime | None:
    """The latest thing recorded of a sitting: where a meeting entered from paper goes on. Five queries."""
    return max((at for at, _said in log_of(meeting, AnonymousUser())), default=None)
