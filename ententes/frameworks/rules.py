"""What stands in the way of writing a framework, with the mandates that say who does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.states import ENDED, State
from ententes.ground.days import long_date
from ententes.ground.wording import listing

from .models import Framework, FrameworkSection
from .queries import mandates_day, writers
from .states import Kind

LONGEST = 60_000
"""Characters of one section."""
MOST_SECTIONS = 200
TITLE = 300
"""Characters of a title."""


class Stale(Exception):
    """Somebody else saved the section since this form was opened; `section` is what they saved. Not a refusal: the page shows both."""

    def __init__(self, section: FrameworkSection) -> None:
        super().__init__(section.pk)
        self.section = section


def obstacles_to_beginning(agreement: Agreement, *, kind: str, title: str, by: Capacity, on: date) -> Iterator[str]:
    """Whoever writes a kind of text begins one; it has a title."""
    if kind not in Kind.values:
        yield _("Dites de quelle nature est ce texte.")
        return
    yield from obstacles_to_authoring(agreement, kind, by=by, on=on)
    yield from _titled(title)


def obstacles_to_authoring(agreement: Agreement, kind: str, *, by: Capacity, on: date, as_at: date | None = None) -> Iterator[str]:
    """The coordination writes every text; the members of a body, those that a mandate of the body speaks of, `as_at` another day or not."""
    if by.agreement.pk != agreement.pk:
        yield _("Vous n’agissez pas à ce titre dans cette entente.")
        return
    if not by.holding.runs_on(on):
        yield _("Vous ne tenez plus ce titre.")
    if by.coordinates:
        return
    known = writers(agreement, kind, as_at or on)
    if by.body is not None and by.body.pk in {one.body for one in known}:
        return
    if known:
        who = listing(f"{one.name}, {one.ground}" for one in known)
        yield _("Écrivent ce texte, avec la coordination, les membres de : %(who)s.") % {"who": who}
    else:
        yield _("Aucun mandat de l’entente ne porte sur ce texte : seule la coordination l’écrit.")
    yield _("Vous agissez ici comme %(capacity)s.") % {"capacity": by.words}


def obstacles_to_writing(framework: Framework, *, by: Capacity, on: date) -> Iterator[str]:
    """What a body adopted no longer changes, until a revision is opened; before that, the text goes on in its next version."""
    yield from obstacles_to_authoring(framework.agreement, framework.kind, by=by, on=on, as_at=mandates_day(framework, on))
    matter = framework.matter
    if matter is not None and matter.state == State.SETTLED and matter.ended_at:
        yield _(
            "Ce texte a été adopté le %(day)s par le dossier « %(matter)s » : il ne change plus. "
            "Une révision, que la coordination ouvre, permet d’en écrire un autre."
        ) % {"day": long_date(timezone.localdate(matter.ended_at)), "matter": matter.title}


def obstacles_to_proposing(framework: Framework, *, by: Capacity) -> Iterator[str]:
    """A text has words, and one matter at a time; the coordination opens it."""
    yield from obstacles_to_coordinating(framework.agreement, by=by)
    if not framework.sections.filter(removed_at=None).exclude(text="").exists():
        yield _("Ce texte n’a encore aucun mot.")
    if framework.matter is not None and framework.matter.state not in ENDED:
        yield _("Un dossier porte déjà ce texte.")
    elif framework.matter is not None and framework.matter.state == State.SETTLED:
        yield _("Ce texte est adopté : commencez plutôt une révision.")


def obstacles_to_revising(framework: Framework, *, by: Capacity) -> Iterator[str]:
    """Only what was adopted is revised."""
    yield from obstacles_to_coordinating(framework.agreement, by=by)
    if framework.matter is None or framework.matter.state != State.SETTLED:
        yield _("Ce texte n’est pas adopté : il se modifie encore.")


def obstacles_to_wording(*, title: str, text: str) -> Iterator[str]:
    """A section has a title, and a length that a page holds."""
    yield from _titled(title)
    if len(text) > LONGEST:
        yield _("Une section compte au plus %(number)s caractères : partagez-la en deux.") % {"number": LONGEST}
    if "\0" in title + text:
        yield _("Le texte contient un caractère qui ne s’écrit pas.")


def obstacles_to_adding(framework: Framework) -> Iterator[str]:
    if framework.sections.filter(removed_at=None).count() >= MOST_SECTIONS:
        yield _("Un texte compte au plus %(number)s sections.") % {"number": MOST_SECTIONS}


def obstacles_to_bringing_in(sections: Sequence[Any]) -> Iterator[str]:
    """A file gives at least one section, and no more than a framework holds."""
    if not sections:
        yield _("Rien n’a été trouvé dans ce fichier.")
    if len(sections) > MOST_SECTIONS:
        yield _("Un texte compte au plus %(number)s sections.") % {"number": MOST_SECTIONS}
    for title, text in sections:
        for sentence in obstacles_to_wording(title=title, text=text):
            yield _("Section « %(title)s » : %(sentence)s") % {"title": title[:80], "sentence": sentence}


def obstacles_to_changing(section: FrameworkSection) -> Iterator[str]:
    if section.removed_at is not None:
        yield _("Cette section a été retirée; reprenez-la d’abord.")


def _titled(title: str) -> Iterator[str]:
    if not title.strip():
        yield _("Le titre est obligatoire.")
    elif len(title) > TITLE:
        yield _("Un titre compte au plus %(number)s caractères.") % {"number": TITLE}
