"""What stands in the way of acts about people. The technical administration opens doors; it gives no power in any agreement."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .models import Person


def obstacles_to_beginning() -> Iterator[str]:
    """The first visit ends with the first person."""
    if Person.objects.exists():
        yield _("Cette installation a déjà quelqu’un : connectez-vous, ou demandez à être inscrit.")


def obstacles_to_administering(by: Person) -> Iterator[str]:
    """Accounts belong to the technical administration."""
    if not (by.is_technical and by.is_active):
        yield _("Les comptes sont tenus par l’administration technique.")


def obstacles_to_deactivating(person: Person, *, by: Person) -> Iterator[str]:
    """Nobody locks themselves out, and somebody must remain who can let others in."""
    yield from obstacles_to_administering(by)
    if person.pk == by.pk:
        yield _("Vous ne pouvez pas fermer votre propre compte.")
    if _is_last_technical(person):
        yield _("C’est la seule personne de l’administration technique; confiez-la d’abord à quelqu’un d’autre.")


def obstacles_to_relieving(person: Person, *, by: Person) -> Iterator[str]:
    """An installation keeps at least one technical administrator."""
    yield from obstacles_to_administering(by)
    if _is_last_technical(person):
        yield _("C’est la seule personne de l’administration technique; confiez-la d’abord à quelqu’un d’autre.")


def _is_last_technical(person: Person) -> bool:
    return person.is_technical and not Person.objects.filter(is_technical=True, is_active=True).exclude(pk=person.pk).exists()
