"""The register as a list: pages of entries told in sentences, and what an extract that somebody holds is found to say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.days import long_date
from ententes.ground.french import shortened
from ententes.ground.wording import quoted

from ..models import Entry, Head
from ..states import EntryKind
from .register import WHOLE, broken
from .standing import withheld

PER_PAGE = 50
SHORTEST = 12
"""Letters of a hash below which guessing one would be worth trying."""


@dataclass(frozen=True)
class Line:
    """One entry as a list shows it."""

    pk: int
    number: int
    kind: str
    at: datetime
    capacity: str
    words: str
    sha256: str
    hidden: bool

    @property
    def kind_words(self) -> str:
        words = str(EntryKind(self.kind).label)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Entries:
    """A page of the register, the latest first: `older` and `newer` are the numbers from which the next pages go on, 0 where none."""

    lines: Sequence[Line]
    head: int
    sha256: str
    older: int
    newer: int


def entries(agreement: Agreement, capacities: Any, *, kind: str = "", before: int = 0, after: int = 0) -> Entries:
    """The entries before one number, or after another. Three queries by an index, whatever the length of the register."""
    head = Head.objects.filter(agreement=agreement).first()
    rows = Entry.objects.filter(agreement=agreement)
    if kind:
        rows = rows.filter(kind=kind)
    columns = ("pk", "number", "kind", "at", "capacity", "content", "sha256", *CLOSING)
    if after:
        found = list(rows.filter(number__gt=after).order_by("number").values(*columns)[: PER_PAGE + 1])
        more_above, more_below = len(found) > PER_PAGE, True
        found = found[:PER_PAGE][::-1]
    else:
        within = rows.filter(number__lt=before) if before else rows
        found = list(within.order_by("-number").values(*columns)[: PER_PAGE + 1])
        more_above, more_below = bool(before), len(found) > PER_PAGE
        found = found[:PER_PAGE]
    return Entries(
        [_line(row, why) for row, why in zip(found, hidden(found, capacities), strict=True)],
        head.number if head else 0,
        head.sha256 if head else "",
        found[-1]["number"] if found and more_below else 0,
        found[0]["number"] if found and more_above else 0,
    )


CLOSING = ("resolution__in_camera", "resolution__body", "resolution__matter", "matter")
"""What tells whether the content of an entry is closed to somebody."""


def hidden(rows: Iterable[Mapping[str, Any]], capacities: Any) -> list[str]:
    """For each entry, why its content stays closed to whoever has these capacities; nothing where they read it. One query."""
    apart = withheld(capacities[0].person)
    coordinates, bodies = any(one.coordinates for one in capacities), {one.body.pk for one in capacities if one.body}
    camera = _("À huis clos : le contenu n’est lu que par l’instance et la coordination.")
    return [
        apart.get(row["matter"] or row["resolution__matter"])
        or (camera if row["resolution__in_camera"] and not coordinates and row["resolution__body"] not in bodies else "")
        for row in rows
    ]


def _line(row: Mapping[str, Any], closed: str) -> Line:
    words = closed or told(row["kind"], row["content"])
    return Line(row["pk"], row["number"], row["kind"], row["at"], row["capacity"], words, row["sha256"], bool(closed))


def told(kind: str, content: Mapping[str, Any]) -> str:
    """What an entry says, in one sentence."""
    about = quoted(shortened(str(content.get("matter", "")), 120))
    if kind == EntryKind.TRANSMISSION:
        return _("%(matter)s est transmis à %(body)s, en sa version %(version)s.") % {
            "matter": about,
            "body": content.get("to", ""),
            "version": content.get("version", ""),
        }
    if kind == EntryKind.RESOLUTION:
        title = quoted(shortened(str(content.get("title", "")), 120))
        return f"{content.get('number', '')} · {content.get('body', '')} · {title}"
    if kind == EntryKind.IN_FORCE and "matter" in content:
        return _("%(matter)s est en vigueur, par la résolution %(number)s.") % {"matter": about, "number": content.get("resolution", "")}
    if kind == EntryKind.INTEREST:
        said = _("%(name)s n’a plus d’intérêt dans %(matter)s.") if "lifted" in content else _("%(name)s a un intérêt dans %(matter)s.")
        return said % {"name": content.get("person", ""), "matter": about}
    if kind == EntryKind.AMENDMENT:
        return _("L’avenant %(number)s, %(title)s, entre en vigueur le %(day)s.") % {
            "number": content.get("amendment", ""),
            "title": quoted(shortened(str(content.get("title", "")), 120)),
            "day": long_date(date.fromisoformat(str(content.get("in_force_on", "")))),
        }
    if kind == EntryKind.WITHDRAWAL:
        return _("%(matter)s est retiré : %(reasons)s") % {"matter": about, "reasons": shortened(str(content.get("reasons", "")), 160)}
    plain = [str(value) for value in content.values() if isinstance(value, str | int) and not _is_hash(value)]
    return shortened(" · ".join(one for one in plain if one), 200)


def _is_hash(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 64 and value.isalnum() and " " not in value


@dataclass(frozen=True)
class Proof:
    """What an extract is found to be: the number, body and day of a resolution in the register; nothing of its text.

    `sound` is false where the register itself was touched since.
    """

    number: str
    body: str
    taken_on: date
    entry: int
    sound: bool


def proof(number: str, prefix: str) -> Proof | None:
    """The resolution of that number whose entry in a register bears a hash that begins so, in any agreement; None otherwise.

    One query; a number that nobody has and a hash that is another's are answered alike.
    """
    prefix = "".join(prefix.split()).lower()
    if len(prefix) < SHORTEST or not all(one in "0123456789abcdef" for one in prefix):
        return None
    rows = Entry.objects.filter(sha256__gte=prefix, sha256__lt=prefix + "g", kind=EntryKind.RESOLUTION).select_related(*WHOLE)
    entry = next((one for one in rows.order_by("pk") if one.resolution and one.resolution.number == number.strip()), None)
    if entry is None or entry.resolution is None:
        return None
    one = entry.resolution
    return Proof(one.number, str(entry.content.get("body", "")), one.taken_on, entry.number, not broken(entry))
