"""What a session looks at: how far apart the notes of a criterion are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Sheet
from .grids import Criterion, Scale


@dataclass(frozen=True, slots=True)
class Note:
    """What one analyst gave to a criterion, and said of it."""

    name: str
    half: int
    words: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The notes of one criterion, all analysts together; `wide` asks for a reason."""

    criterion: Criterion
    notes: tuple[Note, ...]
    wide: bool

    @property
    def key(self) -> str:
        return self.criterion.key

    @property
    def lowest(self) -> int:
        return min(one.half for one in self.notes)

    @property
    def highest(self) -> int:
        return max(one.half for one in self.notes)


def spreads(scale: Scale, sheets: Sequence[Sheet]) -> list[Spread]:
    """Each criterion with the notes that locked sheets give it; nothing without any. Needs `assignment.person`."""
    found = []
    for one in scale.criteria:
        notes = tuple(Note(sheet.assignment.person.name, sheet.marks[one.key]["half"], sheet.marks[one.key]["words"]) for sheet in sheets)
        halves = [note.half for note in notes]
        if halves:
            found.append(Spread(one, notes, max(halves) - min(halves) > scale.wide * 2))
    return found
