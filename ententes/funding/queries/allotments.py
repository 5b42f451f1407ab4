"""The allotment of a year as data and in sentences: what is frozen, what changed, and what its lines exceed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.wording import money, quoted

from ..models import Allotment, LedgerEntry
from ..states import Kind, Nature
from .closing import outside
from .figures import envelopes


def content(allotment: Allotment) -> dict[str, Any]:
    """The lines as plain values: what is frozen and hashed. `key` is that of the envelope."""
    lines = allotment.lines.select_related("envelope__objective")
    return {
        "year": allotment.agreement.fiscal_year(allotment.year).label,
        "lines": [{"key": one.envelope_id, "title": one.envelope.title, "cents": one.cents, "words": one.words} for one in lines],
        "total": sum(one.cents for one in lines),
    }


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed from one `content` to another, in sentences, in the order of the later one."""
    return list(_differences(before, after))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old = {one["key"]: one for one in before["lines"]}
    new = {one["key"]: one for one in after["lines"]}
    for key, line in new.items():
        title, amount = quoted(line["title"]), money(line["cents"])
        if key not in old:
            yield _("L’enveloppe %(title)s est ajoutée, à %(amount)s.") % {"title": title, "amount": amount}
            continue
        if old[key]["cents"] != line["cents"]:
            yield _("L’enveloppe %(title)s passe de %(old)s à %(new)s.") % {
                "title": title,
                "old": money(old[key]["cents"]),
                "new": amount,
            }
        if old[key]["words"] != line["words"]:
            yield _("La précision de l’enveloppe %(title)s devient %(new)s.") % {"title": title, "new": quoted(line["words"])}
    for key, line in old.items():
        if key not in new:
            yield _("L’enveloppe %(title)s est retirée; elle était de %(amount)s.") % {
                "title": quoted(line["title"]),
                "amount": money(line["cents"]),
            }
    if before["total"] != after["total"]:
        yield _("Le total passe de %(old)s à %(new)s.") % {"old": money(before["total"]), "new": money(after["total"])}


def pledged(allotment: Allotment) -> int:
    """The money pledged for the year of an allotment. One query."""
    return pledged_for(allotment.agreement, allotment.year)


def pledged_for(agreement: Agreement, year: int) -> int:
    """The money pledged for a year. One query."""
    rows = LedgerEntry.objects.filter(agreement=agreement, year=year, kind=Kind.PLEDGED)
    return int(rows.exclude(contribution__nature=Nature.IN_KIND).aggregate(cents=Sum("cents"))["cents"] or 0)


def warnings(allotment: Allotment, data: Mapping[str, Any]) -> list[str]:
    """What whoever adopts should know: lines beyond what the year has, or below what is spoken for. Eight queries."""
    return list(_warnings(allotment, data))


def _warnings(allotment: Allotment, data: Mapping[str, Any]) -> Iterator[str]:
    total, whole = data["total"], outside(allotment.agreement, allotment.year).whole
    if total > whole:
        said = {"total": money(total), "whole": money(whole), "more": money(total - whole)}
        yield _("Les lignes font %(total)s et dépassent de %(more)s ce que l’exercice a, promesses, intérêts et reports, %(whole)s.") % said
    given = {line["key"]: line["cents"] for line in data["lines"]}
    for envelope, told in envelopes(allotment.agreement, allotment.year):
        if told.engaged > given.get(envelope.pk, 0) + told.carried:
            yield _("%(title)s : la ligne, %(amount)s, est sous ce qui y est déjà réservé, recommandé ou engagé, %(engaged)s.") % {
                "title": envelope.title,
                "amount": money(given.get(envelope.pk, 0)),
                "engaged": money(told.engaged),
            }
