"""What happens to organisations and territories: they are named, renamed, merged, dissolved, and forgotten with their import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ententes.ground.act import hold, refuse_if
from ententes.ground.french import fold, shortened

from . import rules
from .models import Alias, FormerName, Organisation, Territory


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
def rename_organisation(organisation: Organisation, *, name: str, acronym: str = "", until: date, when: datetime) -> Organisation:
    """Record the new name of an organisation; `until` is the last day of the former one, under which it stays known."""
    organisation = hold(organisation)
    name = shortened(" ".join(name.split()), 300)
    refuse_if(rules.obstacles_to_renaming(organisation, name=name, until=until, today=timezone.localdate(when)))
    FormerName.objects.create(organisation=organisation, name=organisation.name, acronym=organisation.acronym, until=until)
    former = organisation.name
    organisation.name, organisation.acronym = name, shortened(acronym, 40)
    organisation.save(update_fields=["name", "acronym"])
    add_aliases(organisation, [former])
    return organisation


@transaction.atomic
def merge_organisation(organisation: Organisation, *, successor: Organisation, on: date) -> Organisation:
    """Record that an organisation became part of another on that day. It keeps its name, and what it signed."""
    organisation = hold(organisation)
    refuse_if(rules.obstacles_to_merging(organisation, successor=successor, on=on))
    organisation.successor, organisation.dissolved_on = successor, on
    organisation.save(update_fields=["successor", "dissolved_on"])
    return organisation


@transaction.atomic
def dissolve(organisation: Organisation, *, on: date) -> Organisation:
    """Record the last day of an organisation that nobody succeeds. It keeps its name, and what it signed."""
    organisation = hold(organisation)
    refuse_if(rules.obstacles_to_dissolving(organisation, on=on))
    organisation.dissolved_on = on
    organisation.save(update_fields=["dissolved_on"])
    return organisation


@transaction.atomic
def name_territory(*, name: str, kind: str = "", parents: Iterable[Territory] = ()) -> Territory:
    """Record a territory under its name. Already known, accents and case aside, it is that one, as it was."""
    name = shortened(" ".join(name.split()), 200)
    wanted = fold(name)
    for known in Territory.objects.all():
        if fold(known.name) == wanted:
            return known
    territory = Territory.objects.create(name=name, kind=shortened(kind, 60))
    territory.parents.set(parents)
    return territory


@transaction.atomic
def forget_unused(numbers: Iterable[int]) -> None:
    """Remove those of these organisations that nothing mentions any more."""
    for organisation in Organisation.objects.filter(pk__in=list(numbers)):
        try:
            with transaction.atomic():
                organisation.delete()
        except ProtectedError:
            continue
