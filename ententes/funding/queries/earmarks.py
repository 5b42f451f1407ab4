"""What contributions were meant for, from their promise on, and the acts that changed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ententes.decisions.models import Resolution

from ..models import Contribution, EarmarkChange


@dataclass(frozen=True, slots=True)
class Meant:
    """What a contribution was meant for, in its own words, from a day on (None: from its promise), and by what it came to be.

    `resolution` is (key, number), None where the reader may not read it; `letter` is the change whose file shows it, 0 without.
    """

    words: str
    since: date | None = None
    amendment: str = ""
    resolution: tuple[int, str] | None = None
    has_resolution: bool = False
    letter: int = 0
    reason: str = ""
    person: str = ""
    capacity: str = ""


def story(contributions: Iterable[Any], capacities: Any) -> dict[int, list[Meant]]:
    """What each one was meant for, the first time first. Three queries, whatever their number."""
    rows = Contribution.objects.filter(pk__in=[getattr(one, "pk", one) for one in contributions])
    names = ("objective__title", "territory__name", "project")
    now = {pk: told for pk, *told in rows.values_list("pk", *names)}
    changes: dict[int, list[EarmarkChange]] = {}
    related = ("objective", "territory", "amendment", "resolution", "person")
    for one in EarmarkChange.objects.filter(contribution__in=now).select_related(*related):
        changes.setdefault(one.contribution_id, []).append(one)
    cited = {one.resolution_id for held in changes.values() for one in held if one.resolution_id}
    readable = set(Resolution.objects.read_as(capacities).filter(pk__in=cited).values_list("pk", flat=True))
    return {pk: _story(changes.get(pk, []), told, readable) for pk, told in now.items()}


def _story(changes: list[EarmarkChange], now: list[Any], readable: set[int]) -> list[Meant]:
    told = [*(_words(one.objective, one.territory, one.project) for one in changes), _words(*now)]
    found = [Meant(told[0])]
    for one, words in zip(changes, told[1:], strict=True):
        cited = (one.resolution.pk, one.resolution.number) if one.resolution and one.resolution.pk in readable else None
        number = one.amendment.number if one.amendment else ""
        letter = one.pk if one.file_id else 0
        facts = (number, cited, one.resolution is not None, letter, one.words, one.person.name, one.capacity)
        found.append(Meant(words, one.changed_on, *facts))
    return found


def _words(*meant: Any) -> str:
    return " · ".join(str(one) for one in meant if one)
