"""What happens to organisations: they are named, and forgotten when the import that named them is undone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import ProtectedError

from ententes.ground.french import shortened

from .models import Alias, Organisation


@transaction.atomic
def name_organisation(*, name: str, acronym: str = "", aliases: Iterable[str] = ()) -> Organisation:
    """Record an organisation under one name, with the other spellings met."""
    organisation = Organisation.objects.create(name=shortened(name, 300), acronym=shortened(acronym, 40))
    add_aliases(organisation, aliases)
    return organisation


@transaction.atomic
def add_aliases(organisation: Organisation, names: Iterable[str]) -> None:
    """Record other spellings of an organisation; those already known are left as they are."""
    known = {organisation.name, *organisation.aliases.values_list("name", flat=True)}
    fresh = dict.fromkeys(fitted for name in names if (fitted := shortened(name, 300)) and fitted not in known)
    Alias.objects.bulk_create(Alias(organisation=organisation, name=name) for name in fresh)


@transaction.atomic
def forget_unused(numbers: Iterable[int]) -> None:
    """Remove those of these organisations that nothing mentions any more."""
    for organisation in Organisation.objects.filter(pk__in=list(numbers)):
        try:
            with transaction.atomic():
                organisation.delete()
        except ProtectedError:
            continue
