"""Who is called to a meeting and what they answered, as light rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ententes.committees.models import Procedure, Term
from ententes.committees.states import Role

from ..models import Invitation, Meeting
from ..states import Reply, Standing


@dataclass(frozen=True)
class Answer:
    """One line of the list of those called."""

    pk: int
    name: str
    seat: str
    role: str
    votes: bool
    standing: str
    reply: str
    words: str
    replied_at: datetime | None
    recorded_by: str
    reminders: int

    @property
    def reply_words(self) -> str:
        return str(Reply(self.reply).label) if self.reply else ""

    @property
    def standing_words(self) -> str:
        return str(Role(self.role).label) if self.role else str(Standing(self.standing).label)


def answers(meeting: Meeting) -> Sequence[Answer]:
    """Members first in the order of their seats, then observers and guests. One query."""
    columns = ("pk", "person__name", "term__seat__label", "term__role", "term__seat__votes", "standing", "reply", "words", "replied_at")
    rows = Invitation.objects.filter(meeting=meeting).values_list(*columns, "reply_recorded_by", "reminders")
    found = [
        Answer(pk, name, seat or "", role or "", bool(votes), standing, *rest)
        for pk, name, seat, role, votes, standing, *rest in rows.order_by(
            "term__role", "term__seat__position", "term__seat", "person__name", "pk"
        )
    ]
    order = {str(Standing.MEMBER): 0, str(Standing.SECRETARY): 1, str(Standing.OBSERVER): 2, str(Standing.GUEST): 3}
    return sorted(found, key=lambda one: (order[one.standing], one.role != Role.HOLDER))


def tally(rows: Sequence[Answer]) -> dict[str, int]:
    """How many gave each reply, those who gave none under the empty word."""
    return dict(Counter(one.reply for one in rows))


def expected(rows: Sequence[Answer]) -> int:
    """How many seats that vote should be filled: holders who come, and those whose substitute comes. It promises no quorum."""
    coming = (Reply.PRESENT, Reply.REMOTE, Reply.SUBSTITUTE)
    return sum(one.votes and one.role == Role.HOLDER and one.reply in coming for one in rows)


def offered(invitation: Invitation, procedure: Procedure | None, day: date) -> list[Any]:
    """The replies somebody may give: at a distance where the rules allow it, a substitute where their seat has one that day."""
    found = [Reply.PRESENT, Reply.EXCUSED]
    if procedure is None or procedure.remote_allowed:
        found.insert(1, Reply.REMOTE)
    if substitute(invitation, day) is not None:
        found.append(Reply.SUBSTITUTE)
    return found


def substitute(invitation: Invitation, day: date) -> Term | None:
    """Who may sit in somebody's place that day: the substitute of the seat they hold."""
    term = invitation.term
    if term is None or term.role != Role.HOLDER:
        return None
    return Term.objects.in_force(day).filter(seat=term.seat_id, role=Role.SUBSTITUTE).select_related("person").first()
