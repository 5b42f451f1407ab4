"""What happens to frameworks: their text is begun, brought in, written, arranged, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import Link, chain_of
from ententes.decisions.states import State
from ententes.documents.models import File
from ententes.ground.act import hold, refuse_if

from . import rules
from .models import Framework, FrameworkSection, SectionDraft, SectionText
from .states import OUTLINES

Sections = Sequence[tuple[str, str]]
"""Titles and texts, in order."""


@transaction.atomic
def begin(
    agreement: Agreement,
    *,
    kind: str,
    title: str,
    by: Capacity,
    when: datetime,
    sections: Sections | None = None,
    source: File | None = None,
) -> Framework:
    """Record a new text of that kind, with the sections given, or those of the outline of its kind."""
    refuse_if(rules.obstacles_to_beginning(agreement, kind=kind, title=title, by=by, on=timezone.localdate(when)))
    if sections is not None:
        refuse_if(rules.obstacles_to_bringing_in(sections))
    framework = Framework.objects.create(agreement=agreement, kind=kind, title=title.strip(), source=source, begun_at=when)
    for place, (heading, text) in enumerate(OUTLINES[kind] if sections is None else sections):
        _add(framework, heading, text, place, by, when)
    return framework


@transaction.atomic
def bring_in(framework: Framework, *, sections: Sections, source: File | None = None, by: Capacity, when: datetime) -> Framework:
    """Record the text of a file in place of the present one, in the order of the file.

    A section of the same title gets the words of the file as its next text; one that the file does not have is removed. Every earlier
    text is kept.
    """
    framework = _held(framework, by, when)
    refuse_if(rules.obstacles_to_bringing_in(sections))
    present: dict[str, list[FrameworkSection]] = {}
    for section in framework.sections.filter(removed_at=None):
        present.setdefault(_folded(section.title), []).append(section)
    for place, (title, text) in enumerate(sections):
        known = present.get(_folded(title))
        if not known:
            _add(framework, title, text, place, by, when)
            continue
        section = known.pop(0)
        section.position = place
        section.save(update_fields=["position"])
        _put(section, title, text, by, when)
    for section in (one for known in present.values() for one in known):
        _remove(section, by, when)
    if source is not None:
        framework.source = source
        framework.save(update_fields=["source"])
    return framework


@transaction.atomic
def entitle(framework: Framework, *, title: str, by: Capacity, when: datetime) -> Framework:
    """Record another title for a text."""
    framework = _held(framework, by, when)
    refuse_if(rules.obstacles_to_wording(title=title, text=""))
    framework.title = title.strip()
    framework.save(update_fields=["title"])
    return framework


@transaction.atomic
def write(section: FrameworkSection, *, title: str, text: str, revision: int, by: Capacity, when: datetime) -> SectionText | None:
    """Record a section as somebody leaves it, and forget their draft; None when nothing differs.

    `revision` is that of the section when it was shown. Raises `rules.Stale` where somebody else saved since.
    """
    section = _held_section(section, by, when)
    refuse_if(rules.obstacles_to_changing(section))
    refuse_if(rules.obstacles_to_wording(title=title, text=text))
    if section.revision != revision:
        raise rules.Stale(section)
    SectionDraft.objects.filter(section=section, person=by.person).delete()
    return _put(section, title, text, by, when)


@transaction.atomic
def save_draft(section: FrameworkSection, *, title: str, text: str, revision: int, by: Capacity, when: datetime) -> SectionDraft:
    """Keep what somebody is writing in a section. `revision` is that of the section they began from."""
    refuse_if(rules.obstacles_to_writing(section.framework, by=by, on=timezone.localdate(when)))
    kept = {
        "title": _sound(title)[: rules.TITLE],
        "text": _sound(text)[: 2 * rules.LONGEST],
        "begun_on_revision": revision,
        "saved_at": when,
    }
    draft, _new = SectionDraft.objects.update_or_create(section=section, person=by.person, defaults=kept)
    return draft


@transaction.atomic
def drop_draft(section: FrameworkSection, *, by: Capacity) -> None:
    """Forget what somebody was writing in a section."""
    SectionDraft.objects.filter(section=section, person=by.person).delete()


@transaction.atomic
def add_section(framework: Framework, *, title: str, by: Capacity, when: datetime, text: str = "") -> FrameworkSection:
    """Record a new section at the end of a text."""
    framework = _held(framework, by, when)
    refuse_if(rules.obstacles_to_adding(framework))
    refuse_if(rules.obstacles_to_wording(title=title, text=text))
    last = framework.sections.aggregate(last=Max("position"))["last"]
    return _add(framework, title, text, 0 if last is None else last + 1, by, when)


@transaction.atomic
def move_section(section: FrameworkSection, *, up: bool, by: Capacity, when: datetime) -> FrameworkSection | None:
    """Record that a section goes before the previous one, or after the next one; None when there is none."""
    section = _held_section(section, by, when)
    refuse_if(rules.obstacles_to_changing(section))
    order = list(section.framework.sections.filter(removed_at=None))
    at = order.index(section)
    other = at - 1 if up else at + 1
    if not 0 <= other < len(order):
        return None
    order[at], order[other] = order[other], order[at]
    for place, one in enumerate(order):
        if one.position != place:
            FrameworkSection.objects.filter(pk=one.pk).update(position=place)
    return section


@transaction.atomic
def remove_section(section: FrameworkSection, *, by: Capacity, when: datetime) -> FrameworkSection:
    """Record that a section leaves the text; its texts stay, and any of them brings it back."""
    section = _held_section(section, by, when)
    refuse_if(rules.obstacles_to_changing(section))
    return _remove(section, by, when)


@transaction.atomic
def restore(earlier: SectionText, *, by: Capacity, when: datetime) -> FrameworkSection:
    """Record an earlier text of a section as its next one; a section that was removed comes back, at its place."""
    section = _held_section(earlier.section, by, when)
    if section.removed_at is not None:
        refuse_if(rules.obstacles_to_adding(section.framework))
        section.removed_at, section.removed_by = None, ""
        section.save(update_fields=["removed_at", "removed_by"])
    _put(section, earlier.title, earlier.text, by, when)
    return section


@transaction.atomic
def propose(framework: Framework, *, by: Capacity, when: datetime, body: Body | None = None) -> Matter:
    """Open the matter that carries a text from body to body, by the chain of its kind; to `body` alone where no mandate speaks of it."""
    framework = hold(framework)
    refuse_if(rules.obstacles_to_proposing(framework, by=by))
    before = framework.matter.revises if framework.matter else None
    return _carried(framework, framework.title, before, body, by, when)


@transaction.atomic
def revise(framework: Framework, *, by: Capacity, when: datetime, body: Body | None = None) -> Matter:
    """Open the matter of a revision: the text changes again, and what was adopted stands until it is settled."""
    framework = hold(framework)
    refuse_if(rules.obstacles_to_revising(framework, by=by))
    title = _("%(text)s (révision)") % {"text": framework.title}
    return _carried(framework, title, framework.matter, body, by, when)


def _carried(framework: Framework, title: str, revises: Matter | None, body: Body | None, by: Capacity, when: datetime) -> Matter:
    agreement, kind = framework.agreement, framework.kind
    links = chain_of(agreement, kind, timezone.localdate(when)) or ([Link(("adopt",), body)] if body else [])
    revises = revises if revises is None or revises.state == State.SETTLED else None
    framework.matter = decisions.open_matter(agreement, kind=kind, title=title, links=links, by=by, when=when, revises=revises)
    framework.save(update_fields=["matter"])
    return framework.matter


def _held(framework: Framework, by: Capacity, when: datetime) -> Framework:
    """The text, that nobody else arranges meanwhile, where this capacity may write it."""
    framework = hold(framework)
    refuse_if(rules.obstacles_to_writing(framework, by=by, on=timezone.localdate(when)))
    return framework


def _held_section(section: FrameworkSection, by: Capacity, when: datetime) -> FrameworkSection:
    """The same for a section, held after its framework, so that two acts never wait for one another."""
    framework = _held(section.framework, by, when)
    section = hold(section)
    section.framework = framework
    return section


def _add(framework: Framework, title: str, text: str, place: int, by: Capacity, when: datetime) -> FrameworkSection:
    section = FrameworkSection.objects.create(framework=framework, position=place, title=title.strip(), text=_even(text))
    _note(section, by, when)
    return section


def _put(section: FrameworkSection, title: str, text: str, by: Capacity, when: datetime) -> SectionText | None:
    title, text = title.strip(), _even(text)
    if (section.title, section.text) == (title, text):
        return None
    section.title, section.text, section.revision = title, text, section.revision + 1
    section.save(update_fields=["title", "text", "revision"])
    return _note(section, by, when)


def _remove(section: FrameworkSection, by: Capacity, when: datetime) -> FrameworkSection:
    section.removed_at, section.removed_by = when, by.recorded[:300]
    section.save(update_fields=["removed_at", "removed_by"])
    return section


def _note(section: FrameworkSection, by: Capacity, when: datetime) -> SectionText:
    return SectionText.objects.create(
        section=section, title=section.title, text=section.text, person=by.person, capacity=by.recorded[:300], at=when
    )


def _even(text: str) -> str:
    """The line breaks of one system, and none at the ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _folded(title: str) -> str:
    return " ".join(title.split()).casefold()


def _sound(words: Any) -> str:
    """Words without what PostgreSQL cannot keep."""
    return str(words).replace("\0", "")
