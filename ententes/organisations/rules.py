"""What stands in the way of acts about organisations. Who acts is settled above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from ententes.ground.days import long_date

from .models import Organisation


def obstacles_to_renaming(organisation: Organisation, *, name: str, until: date, today: date) -> Iterator[str]:
    """A new name is another name, borne once the former one is past, and later than the name before."""
    if not name:
        yield _("Un organisme porte un nom.")
    elif name == organisation.name:
        yield _("C’est déjà le nom de cet organisme.")
    if until >= today:
        yield _("Un changement de nom s’inscrit une fois qu’il a eu lieu : le dernier jour de l’ancien nom est passé.")
    before = organisation.former_names.filter(until__gte=until).last()
    if before is not None:
        yield _("Cet organisme s’est appelé « %(name)s » jusqu’au %(day)s : l’ancien nom a duré plus longtemps.") % {
            "name": before.name,
            "day": long_date(before.until),
        }
    yield from _gone(organisation)


def obstacles_to_merging(organisation: Organisation, *, successor: Organisation, on: date) -> Iterator[str]:
    """An organisation becomes part of another one, that lasts longer than itself."""
    yield from obstacles_to_dissolving(organisation, on=on)
    after: Organisation | None = successor
    while after is not None:
        if after.pk == organisation.pk:
            yield _("Un organisme ne peut pas se fondre en lui-même.")
            return
        after = after.successor
    if successor.dissolved_on is not None and successor.dissolved_on <= on:
        yield _("« %(name)s » est dissous depuis le %(day)s.") % {"name": successor.name, "day": long_date(successor.dissolved_on)}


def obstacles_to_dissolving(organisation: Organisation, *, on: date) -> Iterator[str]:
    """An organisation ends once, after its last change of name."""
    yield from _gone(organisation)
    last = organisation.former_names.last()
    if last is not None and on <= last.until:
        yield _("Cet organisme a changé de nom le %(day)s : il a pris fin après.") % {"day": long_date(last.until)}


def _gone(organisation: Organisation) -> Iterator[str]:
    if organisation.dissolved_on is not None:
        yield _("Cet organisme est dissous depuis le %(day)s.") % {"day": long_date(organisation.dissolved_on)}
