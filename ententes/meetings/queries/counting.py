"""What a vote says: the count of its ballots, and whether a majority carried it by the rules of the body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ententes.committees.models import Procedure, Term
from ententes.committees.states import Majority
from ententes.decisions.states import Manner

from ..models import Motion
from ..states import Choice


@dataclass(frozen=True)
class Tally:
    """How many votes for, against, and abstentions."""

    votes_for: int
    votes_against: int
    abstentions: int

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.abstentions

    @property
    def tied(self) -> bool:
        return self.votes_for == self.votes_against

    @property
    def unanimous(self) -> bool:
        return self.votes_for > 0 and not self.votes_against and not self.abstentions

    @property
    def figures(self) -> tuple[int, int, int]:
        return (self.votes_for, self.votes_against, self.abstentions)


def tally_of(motion: Motion) -> Tally:
    """The count of the ballots of a motion: of its slips where they are secret. One query."""
    rows = motion.slips if motion.manner == Manner.SECRET else motion.ballots
    found = Counter(rows.order_by().values_list("choice", flat=True))
    return Tally(found[Choice.FOR], found[Choice.AGAINST], found[Choice.ABSTAIN])


def tally(motion: Motion, votes: tuple[int, int, int] | None, by_name: Mapping[int, str]) -> Tally | None:
    """What is to be recorded of a motion: its ballots once a vote was held, else the names called, else the hands counted."""
    if motion.opened_at is not None:
        return tally_of(motion)
    if motion.manner == Manner.BY_NAME:
        chosen = list(by_name.values())
        return Tally(*(chosen.count(str(one)) for one in (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)))
    return Tally(*votes) if votes is not None else None


@dataclass(frozen=True)
class Counted:
    """What the recorder of a motion has counted so far, as `Motion.counted` keeps it."""

    votes: tuple[int, int, int] | None
    by_name: Mapping[int, str]
    casting: str
    dissents: Sequence[Term]

    @property
    def facts(self) -> dict[str, Any]:
        return {"votes": self.votes, "by_name": self.by_name, "casting": self.casting, "dissents": self.dissents}


def counted_of(motion: Motion) -> Counted:
    """The count that is kept with a motion, for the manner it has now. One query where somebody dissents."""
    kept = motion.counted
    hands = [kept.get(name) for name in ("for", "against", "abstain")]
    votes = (hands[0] or 0, hands[1] or 0, hands[2] or 0) if any(one is not None for one in hands) else None
    by_name = {int(pk): choice for pk, choice in kept.get("by_name", {}).items() if choice}
    dissents = kept.get("dissents", [])
    return Counted(
        votes if motion.manner in (Manner.HANDS, Manner.SECRET) else None,
        by_name if motion.manner == Manner.BY_NAME else {},
        kept.get("casting", ""),
        list(Term.objects.filter(pk__in=dissents).select_related("person", "seat")) if dissents else [],
    )


def carries(rules: Procedure, tally: Tally, casting: str = "") -> bool:
    """Whether the votes carry a resolution; abstentions are not votes. `casting` is how the chair decides a tie where the rules say so."""
    if rules.majority == Majority.CONSENSUS:
        return tally.votes_for > 0 and not tally.votes_against
    if rules.majority == Majority.TWO_THIRDS:
        return tally.votes_for > 0 and 3 * tally.votes_for >= 2 * (tally.votes_for + tally.votes_against)
    if tally.tied and rules.casting_vote:
        return casting == Choice.FOR
    return tally.votes_for > tally.votes_against


def ties(rules: Procedure, tally: Tally) -> bool:
    """Whether the chair has to decide: only a simple majority can be tied."""
    return rules.majority == Majority.SIMPLE and rules.casting_vote and tally.tied
