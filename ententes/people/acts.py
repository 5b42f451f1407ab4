"""What happens to people: the first one begins, others are invited, say who they are, are let in or out."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ententes.ground.act import Refused, hold, refuse_if

from . import rules
from .models import Person, Submission
from .states import Digest

_FIRST = UUID("00000000-0000-4000-8000-000000000001")


@transaction.atomic
def begin(*, email: str, name: str, language: str = "fr") -> Person:
    """Record the first person of an empty installation: they open agreements and keep it running. Two at once: one is refused."""
    refuse_if(rules.obstacles_to_beginning())
    try:
        with transaction.atomic():
            # One key, one winner, on both engines: the second waits for the first and then meets its key.
            Submission.objects.create(key=_FIRST, path="begin", sender="", location="")
    except IntegrityError:
        raise Refused(_("Cette installation a déjà quelqu’un : connectez-vous, ou demandez à être inscrit.")) from None
    return Person.objects.create_user(email=email, name=_tidied(name), language=language, opens_agreements=True, is_technical=True)


@transaction.atomic
def invite(*, email: str, name: str, language: str = "fr") -> Person:
    """The person with that address, recorded if need be. Somebody already known keeps their name and language."""
    address = Person.objects.normalize_email(email.strip()).lower()
    if known := Person.objects.filter(email=address).first():
        return known
    try:
        with transaction.atomic():
            return Person.objects.create_user(email=address, name=_tidied(name) or address.partition("@")[0], language=_spoken(language))
    except IntegrityError:  # somebody else invited them at the same moment
        return Person.objects.get(email=address)


@transaction.atomic
def present(person: Person, *, name: str, language: str, digest: str = "") -> Person:
    """Record how somebody wants to be named and written to."""
    person = hold(person)
    if not (tidied := _tidied(name)):
        raise Refused(_("Le nom est obligatoire."))
    person.name, person.language = tidied, _spoken(language)
    person.digest = digest if digest in Digest.values else person.digest
    person.save(update_fields=["name", "language", "digest"])
    return person


@transaction.atomic
def choose_language(person: Person, *, language: str) -> None:
    """Record in which language somebody reads and is written to."""
    person = hold(person)
    person.language = _spoken(language)
    person.save(update_fields=["language"])


@transaction.atomic
def deactivate(person: Person, *, by: Person) -> Person:
    """Close an account: its sessions end, its past stays under its name."""
    person = hold(person)
    refuse_if(rules.obstacles_to_deactivating(person, by=by))
    person.is_active = False
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def reactivate(person: Person, *, by: Person) -> Person:
    """Open a closed account again."""
    person = hold(person)
    refuse_if(rules.obstacles_to_administering(by))
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def allow_opening(person: Person, *, by: Person, allowed: bool = True) -> Person:
    """Let somebody bring new agreements into the installation, or no longer."""
    person = hold(person)
    refuse_if(rules.obstacles_to_administering(by))
    person.opens_agreements = allowed
    person.save(update_fields=["opens_agreements"])
    return person


@transaction.atomic
def entrust(person: Person, *, by: Person) -> Person:
    """Make somebody a technical administrator."""
    person = hold(person)
    refuse_if(rules.obstacles_to_administering(by))
    person.is_technical = True
    person.save(update_fields=["is_technical"])
    return person


@transaction.atomic
def relieve(person: Person, *, by: Person) -> Person:
    """End somebody's technical administration; never that of the last one."""
    person = hold(person)
    refuse_if(rules.obstacles_to_relieving(person, by=by))
    person.is_technical = False
    person.save(update_fields=["is_technical"])
    return person


def _tidied(name: str) -> str:
    return " ".join(name.split())[:150]


def _spoken(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
