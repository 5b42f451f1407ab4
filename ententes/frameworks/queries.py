"""Readings of frameworks: who writes them, their text as data, and in sentences what changed from one to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Mandate
from ententes.decisions.states import ENDED, State
from ententes.ground.comparing import changes
from ententes.ground.french import shortened
from ententes.ground.wording import quoted

from .models import Framework, FrameworkSection, SectionDraft, SectionText
from .states import OUTLINES, WRITING_VERBS, Kind

PASSAGE = 300
"""Characters of a passage told in a sentence."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A body whose mandate lets its members write a kind of text, with the words of the mandate."""

    body: int
    name: str
    words: str
    clause: str

    @property
    def ground(self) -> str:
        """The mandate quoted with its clause."""
        return quoted(self.words.rstrip(" ;.")) + (" " + _("(article %(number)s)") % {"number": self.clause} if self.clause else "")


def writers(agreement: Agreement, kind: str, on: date) -> list[Writer]:
    """The bodies that propose, collaborate on, adopt or determine such a text by a mandate in force that day. One query.

    No mandate bears on a text that has no kind of its own.
    """
    if kind == Kind.DOCUMENT:
        return []
    alive = Q(body__dissolved_on=None) | Q(body__dissolved_on__gte=on)
    rows = (
        Mandate.objects.in_force(on)
        .filter(alive, body__agreement=agreement, subject_kind=kind)
        .order_by("body__position", "body", "position", "pk")
    )
    found: dict[int, Writer] = {}
    for body, name, words, clause, verbs in rows.values_list("body", "body__name", "words", "clause__number", "verbs"):
        if set(verbs) & set(WRITING_VERBS):
            found.setdefault(body, Writer(body, name, words, clause or ""))
    return list(found.values())


def mandates_day(framework: Framework, on: date) -> date:
    """The day whose mandates say who writes a text: that of the opening of its matter, as long as that is under way."""
    matter = framework.matter
    return timezone.localdate(matter.opened_at) if matter is not None and matter.state not in ENDED else on


@dataclass(frozen=True, slots=True)
class Listed:
    """One framework of an agreement, as a light row."""

    pk: int
    title: str
    kind: str
    state: str
    before: str
    sections: int
    written_at: datetime

    @property
    def kind_words(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def state_words(self) -> str:
        return state_words(self.state, self.before)


def state_words(state: str, before: str = "") -> str:
    """Where a text stands: being written, before a body, adopted…"""
    if not state:
        return _("en rédaction")
    if state == State.BEFORE and before:
        return _("devant %(body)s") % {"body": before}
    return str(State(state).label)


def listed(agreement: Agreement, person: Any) -> list[Listed]:
    """The frameworks of an agreement, kind by kind. One query."""
    rows = (
        Framework.objects.filter(agreement=agreement)
        .seen_by(person)
        .annotate(
            count=Count("sections", filter=Q(sections__removed_at=None), distinct=True),
            last=Max("sections__texts__at"),
        )
        .order_by("kind", "pk")
        .values_list("pk", "title", "kind", "matter__state", "matter__stage__body__name", "count", "last", "begun_at")
    )
    order = {kind: place for place, kind in enumerate(Kind.values)}
    found = [
        Listed(pk, title, kind, state or "", before or "", count, last or begun)
        for pk, title, kind, state, before, count, last, begun in rows
    ]
    return sorted(found, key=lambda one: order[one.kind])


def sections(framework: Framework) -> list[FrameworkSection]:
    """The sections in order, without those that were removed. One query."""
    return list(framework.sections.filter(removed_at=None))


def removed(framework: Framework) -> list[FrameworkSection]:
    """The sections that may be brought back, the latest removed first. One query."""
    return list(framework.sections.filter(removed_at__isnull=False).order_by("-removed_at", "-pk"))


def unwritten(framework: Framework, found: Sequence[FrameworkSection]) -> list[FrameworkSection]:
    """The sections that hold nothing yet, or only the sentence that says what to write."""
    outline = dict(OUTLINES.get(framework.kind, ()))
    return [one for one in found if not one.text.strip() or one.text == outline.get(one.title)]


def texts(section: FrameworkSection) -> list[SectionText]:
    """Every text a section had, the latest first. One query."""
    return list(section.texts.select_related("person"))


def draft_of(section: FrameworkSection, person: Any) -> SectionDraft | None:
    return SectionDraft.objects.filter(section=section, person=person).first()


def content(framework: Framework) -> dict[str, Any]:
    """The whole text as plain values: what is frozen and hashed. `key` is that of the section, whatever its title becomes."""
    return {
        "kind": framework.kind,
        "title": framework.title,
        "sections": [{"key": one.pk, "title": one.title, "text": one.text} for one in sections(framework)],
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed from one `content` to another, in sentences, in the order of the later one."""
    return list(_differences(before, after))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if before["title"] != after["title"]:
        yield _("Le titre %(old)s devient %(new)s.") % {"old": quoted(before["title"]), "new": quoted(after["title"])}
    old = {one["key"]: one for one in before["sections"]}
    new = {one["key"]: one for one in after["sections"]}
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    above = ""
    for key, section in new.items():
        title = quoted(section["title"])
        if key not in old:
            yield _("La section %(title)s est ajoutée.") % {"title": title}
        else:
            if old[key]["title"] != section["title"]:
                yield _("La section %(old)s devient %(new)s.") % {"old": quoted(old[key]["title"]), "new": title}
            if key in moved:
                yield (
                    _("La section %(title)s passe après la section %(above)s.") % {"title": title, "above": above}
                    if above
                    else _("La section %(title)s passe en tête.") % {"title": title}
                )
            yield from _rewritten(title, old[key]["text"], section["text"])
        above = title
    for key, section in old.items():
        if key not in new:
            yield _("La section %(title)s est retirée.") % {"title": quoted(section["title"])}


def _rewritten(title: str, before: str, after: str) -> Iterator[str]:
    for old, new in changes(before, after):
        said = {"title": title, "old": quoted(shortened(old, PASSAGE)), "new": quoted(shortened(new, PASSAGE))}
        if old and new:
            yield _("Section %(title)s : le passage %(old)s devient %(new)s.") % said
        elif new:
            yield _("Section %(title)s : le passage %(new)s est ajouté.") % said
        else:
            yield _("Section %(title)s : le passage %(old)s est retiré.") % said


def _moved(before: list[Any], after: list[Any]) -> set[Any]:
    """The fewest keys whose displacement makes one order of the other: those outside a longest run that both have in order."""
    places = {key: place for place, key in enumerate(before)}
    longest: list[Any] = []
    best: list[list[Any]] = []
    for key in after:
        run: list[Any] = []
        for one in best:
            if len(one) > len(run) and places[one[-1]] < places[key]:
                run = one
        best.append([*run, key])
        longest = max(longest, best[-1], key=lambda one: len(one))
    return set(after) - set(longest)
