"""The agenda of a meeting as light rows: numbers, hours that add up, documents, and the frozen copies of its matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ententes.decisions.models import Interest, Version
from ententes.decisions.queries.standing import withheld

from ..models import Item, ItemPiece, Meeting
from ..states import Purpose, item_title


@dataclass(frozen=True)
class Document:
    """A document of an item: its own number (« 4.2 »), and where its bytes are kept."""

    number: str
    pk: int
    title: str
    name: str
    size: int
    sha256: str
    version: int = 0
    """Of the frozen copy of a matter; 0 for a document joined to the item."""


@dataclass
class Row:
    """A point of the agenda with its hour, when those before it say how long they take."""

    pk: int
    number: int
    title: str
    usual: str
    purpose: str
    estimate: int | None
    state: str
    revision: int
    matter: int | None
    minutes: int | None
    minuted: int | None
    """The meeting whose minutes the item adopts."""
    starts_at: datetime
    documents: list[Document] = field(default_factory=list)

    @property
    def purpose_words(self) -> str:
        return str(Purpose(self.purpose).label)

    @property
    def said(self) -> str:
        return item_title(self.title, self.usual)


@dataclass(frozen=True)
class Agenda:
    """The rows of a meeting, and how long they take together."""

    rows: Sequence[Row]
    minutes: int
    ends_at: datetime
    """When the meeting would end, were each item to take its time."""
    over: int
    """By how many minutes that passes the end announced; 0 when it fits."""

    def read_by(self, person: Any) -> Agenda:
        """The same without the documents of a matter in which the person declared an interest, nor what is withheld from them.

        At most two queries.
        """
        matters = [row.matter for row in self.rows if row.matter]
        closed = Interest.objects.filter(matter__in=matters, person=person.pk, lifted_at=None).order_by().values_list("matter", flat=True)
        apart = set(closed) if matters else set()
        why = withheld(person) if apart else {}
        rows = [replace(row, documents=[]) if row.matter in apart else row for row in self.rows]
        said = [replace(row, title=why[row.matter], usual="", matter=None) if row.matter in why else row for row in rows]
        return replace(self, rows=said)


def agenda(meeting: Meeting, *, reader: Any = None) -> Agenda:
    """The agenda as the reader may read it; whole without one. At most five queries."""
    columns = ("pk", "title", "usual", "purpose", "estimate", "state", "revision", "matter_id", "minutes_id", "minutes__meeting")
    rows: list[Row] = []
    at = meeting.starts_at
    for number, (pk, title, usual, purpose, estimate, state, revision, matter, minutes, minuted) in enumerate(
        Item.objects.filter(meeting=meeting).order_by("position", "pk").values_list(*columns), 1
    ):
        rows.append(Row(pk, number, title, usual, purpose, estimate, state, revision, matter, minutes, minuted, at))
        at += timedelta(minutes=estimate or 0)
    _join(meeting, rows)
    total = sum(row.estimate or 0 for row in rows)
    found = Agenda(rows, total, at, max(0, int((at - meeting.ends_at).total_seconds() // 60)))
    return found if reader is None else found.read_by(reader)


def _join(meeting: Meeting, rows: list[Row]) -> None:
    matters = {row.matter: row for row in rows if row.matter}
    if matters:
        copies = Version.objects.filter(matter__in=list(matters)).order_by("matter", "-number")
        seen: set[int] = set()
        for matter, pk, number, name, size, sha256 in copies.values_list(
            "matter", "pk", "number", "file__name", "file__size", "file__sha256"
        ):
            if matter not in seen:
                row = matters[matter]
                row.documents.append(Document(f"{row.number}.1", pk, row.title, name, size, sha256, number))
            seen.add(matter)
    by_pk = {row.pk: row for row in rows}
    pieces = ItemPiece.objects.filter(item__meeting=meeting).order_by("item__position", "item", "pk")
    for item, pk, title, name, size, sha256 in pieces.values_list("item", "pk", "title", "file__name", "file__size", "file__sha256"):
        row = by_pk[item]
        row.documents.append(Document(f"{row.number}.{len(row.documents) + 1}", pk, title, name, size, sha256))
