"""Who is in the room at a moment, who may vote then, and whether the body may decide: from attendance, rules and recusals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.committees.models import Body, Procedure, Term
from ententes.committees.queries import entitled, procedure_on, quorum_needed, seat_count
from ententes.committees.states import Quorum as Rule
from ententes.ground.wording import listing, quoted

from ..models import Attendance, Item, Meeting, Recusal
from ..states import Standing


def sitting_day(meeting: Meeting) -> date:
    """The day on which the sitting began: it numbers its resolutions, even past midnight."""
    return timezone.localdate(meeting.opened_at or meeting.starts_at)


def at(moment: datetime, start: str, end: str) -> Q:
    """That something had begun at a moment and had not ended."""
    return Q(**{f"{start}__lte": moment}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": moment}))


def present(meeting: Meeting, moment: datetime) -> list[Attendance]:
    """Who is in the room or at a distance at that moment, in the order of seats, guests last. One query."""
    rows = meeting.attendances.filter(at(moment, "arrived_at", "left_at")).select_related("term__seat", "term__person")
    return sorted(rows, key=lambda one: (one.term is None, one.term.seat.position if one.term else 0, one.pk))


def recused(item: Item, moment: datetime) -> list[Recusal]:
    """Who has withdrawn from an item at that moment. One query."""
    return list(item.recusals.filter(at(moment, "left_at", "returned_at")).select_related("term__person"))


@dataclass(frozen=True)
class Quorum:
    """How many must be there, who counts, who withdrew and does not; `absent_seat` is the seat that the rules require and nobody fills."""

    needed: int
    seats: int
    counted: Sequence[str]
    recused: Sequence[str] = ()
    absent_seat: str = ""

    @property
    def missing(self) -> int:
        return max(0, self.needed - len(self.counted))

    @property
    def reached(self) -> bool:
        return not self.missing and not self.absent_seat

    def said(self) -> str:
        """Whether there is a quorum, who counts, and how many are missing."""
        count = len(self.counted)
        who = f" ({listing(self.counted)})" if self.counted else ""
        counts = ngettext("un membre compte%(who)s", "%(count)s membres comptent%(who)s", count) if count else _("aucun membre ne compte")
        counts %= {"count": count, "who": who}
        facts = {"counts": counts, "needed": self.needed, "seats": self.seats}
        if self.reached:
            sentence = _("Il y a quorum : %(counts)s; il en faut %(needed)s sur %(seats)s.") % facts
        elif self.missing:
            facts["missing"] = ngettext("il en manque un", "il en manque %(count)s", self.missing) % {"count": self.missing}
            sentence = _("Il n’y a pas quorum : %(counts)s; il en faut %(needed)s sur %(seats)s, %(missing)s.") % facts
        else:
            sentence = _("Il n’y a pas quorum : %(counts)s, mais il manque une présence que les règles exigent.") % facts
        if self.absent_seat:
            sentence += " " + _("Les règles exigent que le siège %(seat)s soit représenté; il ne l’est pas.") % {
                "seat": quoted(self.absent_seat)
            }
        if self.recused:
            sentence += " " + _("Ne comptent pas, s’étant retirés de ce point : %(names)s.") % {"names": listing(self.recused)}
        return sentence


@dataclass(frozen=True)
class Room:
    """A meeting at one moment: who attends, who may vote on the item, and the quorum for it."""

    present: Sequence[Attendance]
    voters: Sequence[Term]
    quorum: Quorum


def room(meeting: Meeting, moment: datetime, item: Item | None = None) -> Room:
    """The meeting as it stands at that moment. Four queries, five with an item."""
    day = sitting_day(meeting)
    rules = procedure_on(meeting.body, day)
    everybody = present(meeting, moment)
    withdrawn = recused(item, moment) if item is not None else []
    return Room(everybody, _voters(everybody, withdrawn, rules), _quorum(meeting.body, day, rules, everybody, withdrawn))


def quorum_at(meeting: Meeting, moment: datetime, item: Item | None = None) -> Quorum:
    """The quorum of the meeting at that moment, for an item where there is one."""
    return room(meeting, moment, item).quorum


Change = tuple[datetime, Quorum]


def changes(meeting: Meeting) -> list[Change]:
    """When the quorum of a meeting was found, then lost, found again and so on; none where it never was. A few queries a moment."""
    end = meeting.closed_at or meeting.ends_at
    rows = list(meeting.attendances.all())
    found: list[Change] = []
    for moment in sorted({row.arrived_at for row in rows} | {row.left_at for row in rows if row.left_at is not None and row.left_at < end}):
        quorum = quorum_at(meeting, moment)
        if quorum.reached == (len(found) % 2 == 0):
            found.append((moment, quorum))
    return found


def voters_at(meeting: Meeting, moment: datetime, item: Item | None = None) -> Sequence[Term]:
    """Who may vote at that moment: one term a seat, without those who withdrew."""
    return room(meeting, moment, item).voters


def _members(everybody: Iterable[Attendance], rules: Procedure | None) -> list[Term]:
    """The terms that count: on a seat that votes, as members; one a seat."""
    there = [one.term for one in everybody if one.term is not None and one.standing == Standing.MEMBER]
    return entitled(there, substitutes_vote=rules is not None and rules.substitutes_vote)


def _voters(everybody: Iterable[Attendance], withdrawn: Iterable[Recusal], rules: Procedure | None) -> list[Term]:
    out = {one.term_id for one in withdrawn}
    return [term for term in _members(everybody, rules) if term.pk not in out]


def _quorum(body: Body, day: date, rules: Procedure | None, everybody: Sequence[Attendance], withdrawn: Sequence[Recusal]) -> Quorum:
    seats = seat_count(body, on=day, procedure=rules)
    out = set() if rules is not None and rules.recused_count else {one.term_id for one in withdrawn}
    counted = [term for term in _members(everybody, rules) if term.pk not in out]
    seated = {one.term.seat_id for one in everybody if one.term and one.standing == Standing.MEMBER and one.term_id not in out}
    required = rules.required_seat if rules is not None else None
    return Quorum(
        quorum_needed(rules, seats) if rules is not None else seats.voting // 2 + 1,
        seats.occupied if rules is not None and rules.quorum == Rule.OCCUPIED else seats.voting,
        [term.person.name for term in counted],
        [one.term.person.name for one in withdrawn if one.term_id in out],
        required.label if required and required.pk not in seated else "",
    )
