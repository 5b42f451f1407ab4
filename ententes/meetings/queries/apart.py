"""What meetings say to somebody of a matter that is withheld from them: that a point is closed and why, in place of what it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from ententes.decisions.models import Matter
from ententes.decisions.queries.standing import withheld

from ..models import FollowUp, Item


def withhold(items: Iterable[Item], person: Any) -> dict[int, str]:
    """Put the reason in place of the title of items that are withheld from the person, unsaved; the reasons by item. At most one query."""
    rows = [one for one in items if one.matter_id]
    why = withheld(person) if rows else {}
    closed = {one.pk: why[one.matter_id] for one in rows if one.matter_id in why}
    for one in rows:
        if one.pk in closed:
            one.title, one.usual, one.summary, one.matter = closed[one.pk], "", "", None
    return closed


def words(matters: Collection[int]) -> set[str]:
    """By which words matters are named elsewhere: their titles, those of points, what was asked at them. At most three queries."""
    if not matters:
        return set()
    found = set(Matter.objects.filter(pk__in=matters).order_by().values_list("title", flat=True))
    found |= set(Item.objects.filter(matter__in=matters).order_by().values_list("title", flat=True))
    return found | set(FollowUp.objects.filter(item__matter__in=matters).order_by().values_list("what", flat=True)) - {""}
