"""How the agenda of a meeting is written: what waits is taken up, items are added, moved, reworded, and documents joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.decisions.models import Matter
from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.ground.wording import long_date
from ententes.plans.rules import news as files

from ..models import Item, ItemPiece, Meeting, Minutes
from ..queries.before import follow_ups, matters_waiting, minutes_waiting
from ..queries.usual import FOLLOW_UPS
from ..rules import before as rules
from ..states import ItemState, Purpose, Usual

FOR_MATTER = 15
"""Minutes proposed for a matter to decide."""
_FIRST = (Usual.OPENING, Usual.AGENDA, Usual.INTERESTS, Usual.MINUTES)
"""What an agenda begins with: minutes to adopt come after these."""


@transaction.atomic
def complete_agenda(meeting: Meeting, *, by: Capacity, when: datetime) -> list[Item]:
    """Take up what waits and is on no agenda: matters before the body, minutes to adopt, follow-ups. What is there stays as it is."""
    meeting = hold(meeting)
    refuse_if(rules.obstacles_to_arranging(meeting, by=by, when=when, adds=True))
    return _complete(meeting)


def _complete(meeting: Meeting, *, matters: bool = True) -> list[Item]:
    """The same without asking who does it, for acts that hold the meeting. A special meeting takes up nothing of itself.

    A meeting that was called takes up minutes sent since, without `matters`: its members received no notice of those.
    """
    if meeting.is_special:
        return []
    items = list(meeting.items.order_by("position", "pk"))
    fresh: list[Item] = []

    def put(item: Item, at: int) -> None:
        items.insert(at, item)
        fresh.append(item)

    with translation.override("fr"):
        for minutes in minutes_waiting(meeting):
            put(
                _of_minutes(meeting, minutes, _("Adoption du procès-verbal de la rencontre n° %(number)s, du %(day)s")),
                _after(items, _FIRST),
            )
        if (fresh or follow_ups(meeting)) and not any(one.usual == Usual.FOLLOW_UPS for one in items):
            line = FOLLOW_UPS
            item = Item(meeting=meeting, title=line.said, usual=line.usual, purpose=line.purpose, estimate=line.estimate)
            put(item, _after(items, _FIRST))
    for matter in matters_waiting(meeting) if matters else ():
        item = Item(meeting=meeting, title=shortened(matter.title, 300), purpose=Purpose.DECIDE, estimate=FOR_MATTER, matter=matter)
        put(item, _before_end(items))
    for item in fresh:
        item.position = 0
        item.save()
    _number(items)
    return fresh


def _of_minutes(meeting: Meeting, minutes: Minutes, title: str) -> Item:
    words = title % {"number": minutes.meeting.number, "day": long_date(minutes.meeting.starts_at)}
    return Item(meeting=meeting, title=words, usual=Usual.MINUTES, purpose=Purpose.DECIDE, estimate=5, minutes=minutes)


def _put_correction(meeting: Meeting, minutes: Minutes) -> None:
    """The item at which a body answers the corrections asked of minutes it adopted, where none waits already."""
    items = list(meeting.items.order_by("position", "pk"))
    if any(one.minutes_id == minutes.pk and one.state in (ItemState.PENDING, ItemState.UNDER_WAY) for one in items):
        return
    with translation.override("fr"):
        item = _of_minutes(meeting, minutes, _("Correction au procès-verbal de la rencontre n° %(number)s, du %(day)s"))
    items.insert(_after(items, _FIRST), item)
    item.position = 0
    item.save()
    _number(items)


def _after(items: Sequence[Item], usual: Sequence[Any]) -> int:
    return max((place + 1 for place, one in enumerate(items) if one.usual in usual), default=0)


def _before_end(items: Sequence[Item]) -> int:
    """Before what closes an agenda: other business, the next meeting, the end."""
    closing = (Usual.OTHER_BUSINESS, Usual.NEXT, Usual.END)
    return next((place for place, one in enumerate(items) if one.usual in closing), len(items))


def _number(items: Sequence[Item]) -> None:
    """Write the order, where it is another."""
    for position, item in enumerate(items):
        if item.position != position:
            item.position = position
            item.save(update_fields=["position"])


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    title: str,
    purpose: str = str(Purpose.DISCUSS),
    estimate: int | None = None,
    matter: Matter | None = None,
    by: Capacity,
    when: datetime,
) -> Item:
    """Record a new item, before what closes the agenda. One about a matter is for decision."""
    meeting = hold(meeting)

    def obstacles() -> Iterator[str]:
        yield from rules.obstacles_to_arranging(meeting, by=by, when=when, adds=True)
        yield from rules.obstacles_to_titling(title, estimate)
        yield from rules.obstacles_to_taking_up(meeting, matter)

    refuse_if(obstacles())
    items = list(meeting.items.order_by("position", "pk"))
    item = Item(
        meeting=meeting,
        position=0,
        title=shortened(title, 300),
        purpose=Purpose.DECIDE if matter else Purpose(purpose),
        estimate=estimate,
        matter=matter,
    )
    place = _before_end(items)
    item.save()
    items.insert(place, item)
    _number(items)
    return item


@transaction.atomic
def reword_item(item: Item, *, title: str, purpose: str, estimate: int | None, revision: int, by: Capacity, when: datetime) -> Item:
    """Record another title, purpose or time."""
    item = hold(item)

    def obstacles() -> Iterator[str]:
        yield from rules.obstacles_to_rewording(item, revision=revision, by=by, when=when)
        yield from rules.obstacles_to_titling(title, estimate)

    refuse_if(obstacles())
    item.title, item.purpose, item.estimate = shortened(title, 300), Purpose(purpose), estimate
    item.revision += 1
    item.save(update_fields=["title", "purpose", "estimate", "revision"])
    return item


@transaction.atomic
def move_item(item: Item, *, up: bool, by: Capacity, when: datetime) -> Item:
    """Record that an item goes before the previous one, or after the next one; the first stays first."""
    hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_arranging(item.meeting, by=by, when=when))
    items = list(item.meeting.items.order_by("position", "pk"))
    place = items.index(item)
    beside = place - 1 if up else place + 1
    if 0 <= beside < len(items):
        items[place], items[beside] = items[beside], items[place]
        _number(items)
    return item


@transaction.atomic
def remove_item(item: Item, *, revision: int, by: Capacity, when: datetime) -> None:
    """Record that an item leaves the agenda; its matter stays before the body, its files stay kept."""
    hold(item.meeting)
    item = hold(item)
    refuse_if(rules.obstacles_to_rewording(item, revision=revision, by=by, when=when))
    meeting = item.meeting
    item.delete()
    _number(list(meeting.items.order_by("position", "pk")))


@transaction.atomic
def join_document(item: Item, *, file: Any, title: str, by: Capacity, when: datetime) -> ItemPiece:
    """Join a document to an item. `file` is an upload (`name`, `size`, `read`, `seek`, `chunks`)."""
    item = hold(item)

    def obstacles() -> Iterator[str]:
        yield from rules.obstacles_to_arranging(item.meeting, by=by, when=when)
        yield from files.obstacles_to_attaching([file])

    refuse_if(obstacles())
    kept = documents.keep(content=file, name=file.name, media_type=files.file_type(file), by=by.person, when=when)
    return ItemPiece.objects.create(item=item, file=kept, title=shortened(title, 300) or kept.name)


@transaction.atomic
def remove_document(piece: ItemPiece, *, by: Capacity, when: datetime) -> None:
    """Take a document away from its item; its bytes stay kept."""
    piece = hold(piece)
    refuse_if(rules.obstacles_to_arranging(piece.item.meeting, by=by, when=when))
    piece.delete()
