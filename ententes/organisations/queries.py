"""Readings of organisations: the name each bore on a day, and what it was called before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from ententes.ground.days import long_date

from .models import FormerName, Organisation


def name_on(organisation: Organisation, day: date) -> str:
    """The name the organisation bore that day. One query."""
    former = organisation.former_names.filter(until__gte=day).first()
    return former.name if former is not None else organisation.name


def names_on(organisations: Iterable[Organisation], day: date) -> Mapping[int, str]:
    """The name each of them bore that day, by key. One query."""
    found = {one.pk: one.name for one in organisations}
    former = FormerName.objects.filter(organisation__in=list(found), until__gte=day).order_by("-until", "-pk")
    return found | dict(former.values_list("organisation_id", "name"))


def pasts(organisations: Iterable[int]) -> Mapping[int, str]:
    """What each of those that changed was called and became, in words: « anciennement … », « fusionné à … ». One query."""
    said: dict[int, list[str]] = {}
    ends: dict[int, str] = {}
    rows = Organisation.objects.filter(pk__in=set(organisations)).order_by("pk", "former_names__until", "former_names__pk")
    columns = ("pk", "dissolved_on", "successor__name", "former_names__name", "former_names__until")
    for pk, dissolved_on, successor, name, until in rows.values_list(*columns):
        if name:
            said.setdefault(pk, []).append(_("anciennement %(name)s, jusqu’au %(day)s") % {"name": name, "day": long_date(until)})
        if dissolved_on and successor:
            ends[pk] = _("fusionné à %(name)s le %(day)s") % {"name": successor, "day": long_date(dissolved_on)}
        elif dissolved_on:
            ends[pk] = _("dissous le %(day)s") % {"day": long_date(dissolved_on)}
    return {pk: "; ".join([*said.get(pk, ()), *([ends[pk]] if pk in ends else [])]) for pk in {*said, *ends}}
