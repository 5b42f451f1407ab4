"""The register of official acts: how an entry is sealed, and what its chain proves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Term

from ..models import Entry, Head, Resolution


def canonical(content: Any) -> str:
    """One text for one content: keys in order, no white space, letters as they are."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(content: Any) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def seal(*, number: int, at: datetime, kind: str, capacity: str, content_sha256: str, previous: str) -> str:
    """The hash that chains an entry to the one before."""
    lines = (str(number), at.astimezone(UTC).isoformat(), kind, capacity, content_sha256, previous)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def words_of(resolution: Resolution) -> dict[str, Any]:
    """What the register keeps of a resolution: everything it says, as it was said."""
    return {
        "number": resolution.number,
        "body": resolution.body.name,
        "title": resolution.title,
        "whereas": resolution.whereas,
        "resolved": resolution.resolved,
        "conditions": resolution.conditions,
        "outcome": resolution.outcome,
        "manner": resolution.manner,
        "unanimous": resolution.unanimous,
        "votes": [resolution.votes_for, resolution.votes_against, resolution.abstentions],
        "casting_vote": resolution.casting_vote,
        "dissents": resolution.dissents,
        "mover": _named(resolution.mover),
        "seconder": _named(resolution.seconder),
        "in_camera": resolution.in_camera,
        "taken_on": resolution.taken_on.isoformat(),
        "version": resolution.version.sha256 if resolution.version else "",
        "amends": resolution.amends.number if resolution.amends else "",
        "repeals": resolution.repeals.number if resolution.repeals else "",
    }


def _named(term: Term | None) -> dict[str, Any] | None:
    return {"term": term.pk, "name": term.person.name, "seat": term.seat.label} if term else None


SINCE = ("mover", "seconder", "in_camera")
"""What the first entries of resolutions did not keep."""
WHOLE = tuple(
    f"resolution__{name}"
    for name in ("body", "version", "amends", "repeals", "mover__person", "mover__seat", "seconder__person", "seconder__seat")
)
"""What must be read with an entry to compare it with its resolution."""


AT_ONCE = 2000
"""Entries that are held in memory together while a register is verified."""


@dataclass(frozen=True)
class Verdict:
    """What reading the whole register showed: how many entries hold, the last hash, and the first that does not, with why."""

    count: int
    sha256: str
    bad: int | None = None
    why: str = ""


def verify(agreement: Agreement) -> Verdict:
    """Recompute the register of an agreement from its first entry. Constant memory, and three queries."""
    count, previous = 0, ""
    entries = Entry.objects.filter(agreement=agreement).order_by("number")
    for entry in entries.select_related(*WHOLE).iterator(chunk_size=AT_ONCE):
        if why := _wrong(entry, count + 1, previous):
            return Verdict(count, previous, entry.number, why)
        count, previous = entry.number, entry.sha256
    head = Head.objects.filter(agreement=agreement).first()
    known = (head.number, head.sha256) if head else (0, "")
    if known != (count, previous):
        return Verdict(
            count, previous, count + 1, _("La tête du registre annonce l’inscription %(number)s, qui manque.") % {"number": known[0]}
        )
    unentered = Resolution.objects.filter(agreement=agreement).exclude(entries__kind="resolution").order_by("pk").first()
    if unentered is not None:
        return Verdict(count, previous, count + 1, _("La résolution %(number)s n’y est pas inscrite.") % {"number": unentered.number})
    return Verdict(count, previous)


def _wrong(entry: Entry, number: int, previous: str) -> str:
    if entry.number != number:
        return _("L’inscription %(number)s manque.") % {"number": number}
    if entry.previous_sha256 != previous:
        return _("Elle ne suit pas l’inscription précédente.")
    return broken(entry)


def broken(entry: Entry) -> str:
    """What of an entry no longer agrees with itself or with the resolution it entered; empty when all does."""
    if fingerprint(entry.content) != entry.content_sha256:
        return _("Son contenu a changé depuis qu’elle a été inscrite.")
    sealed = seal(
        number=entry.number,
        at=entry.at,
        kind=entry.kind,
        capacity=entry.capacity,
        content_sha256=entry.content_sha256,
        previous=entry.previous_sha256,
    )
    if sealed != entry.sha256:
        return _("Son moment, sa nature, son auteur ou son empreinte ont changé depuis qu’elle a été inscrite.")
    if entry.kind == "resolution" and entry.resolution is None:
        return _("La résolution %(number)s, qu’elle inscrit, manque.") % {"number": entry.content.get("number", "")}
    if entry.kind == "resolution" and _as_named_then(entry) != entry.content:
        return _("La résolution %(number)s ne dit plus ce que le registre a inscrit.") % {"number": entry.content.get("number", "")}
    return ""


def _as_named_then(entry: Entry) -> dict[str, Any]:
    """What the resolution of an entry says, under the names its body, its mover and its seconder had then.

    Entries made before the register kept these two and the closed doors say nothing of them.
    """
    assert entry.resolution is not None
    said, named = words_of(entry.resolution), entry.content.get("body")
    if said["body"] != named and entry.resolution.body.aliases.filter(name=named).exists():
        said["body"] = named
    for role in ("mover", "seconder"):
        entered = entry.content.get(role)
        if said[role] and entered and said[role]["term"] == entered["term"]:
            said[role] = entered
    return {key: value for key, value in said.items() if key in entry.content or key not in SINCE}
