"""Funded projects as open data: JSON that follows the 360Giving standard, and CSV that opens no formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ententes.awards.queries.announced import Funded
from ententes.ground.wording import long_date, money

from .csv import harmless
from .document import Made
from .text import filename
from .xlsx import Amount

FUNDED_FORMATS = ("json", "csv")


def export(rows: Iterable[Funded], *, format: str, at: datetime) -> Made:
    """What is public at that moment. Raises KeyError for an unknown format."""
    name = f"projets-soutenus {timezone.localdate(at).isoformat()}"
    if format == "json":
        content = json.dumps({"grants": [grant(one) for one in rows]}, ensure_ascii=False, indent=2)
        return Made(content.encode(), filename(name, format), "application/json")
    if format == "csv":
        return Made(_csv(rows), filename(name, format), "text/csv; charset=utf-8")
    raise KeyError(format)


def grant(one: Funded) -> dict[str, Any]:
    """One project in the words of 360Giving. Amounts are numbers in dollars; no identifier of a promoter is told but its name.

    The standard has no field for an aid that changed: what was awarded stays, and the description and `dateModified` tell the rest.
    """
    said = {
        "id": f"ententes-{one.slug}-{one.pk}",
        "title": one.title,
        "description": "\n".join(filter(None, (one.summary or one.title, changed(one)))),
        "currency": "CAD",
        "amountAwarded": one.cents // 100 if one.cents % 100 == 0 else one.cents / 100,
        "awardDate": one.decided_on.isoformat(),
        "recipientOrganization": [{"id": f"ententes-promoteur-{slugify(one.promoter)[:80] or one.pk}", "name": one.promoter}],
        "fundingOrganization": [{"id": f"ententes-{one.slug}", "name": one.agreement}],
    }
    if one.territory:
        said["beneficiaryLocation"] = [{"name": one.territory}]
    if one.objectives:
        said["grantProgramme"] = [{"title": title} for title in one.objectives]
    if one.since:
        said["dateModified"] = one.since.isoformat()
    return said


def changed(one: Funded) -> str:
    """What the aid has become since its decision, in a sentence; nothing where it is the same."""
    if one.now is None or one.since is None:
        return ""
    said = {"first": money(one.cents), "now": money(one.now), "day": long_date(one.since)}
    return _("L’aide, de %(first)s à la décision, est de %(now)s depuis le %(day)s.") % said


def _csv(rows: Iterable[Funded]) -> bytes:
    made = io.StringIO(newline="")
    lines = csv.writer(made, lineterminator="\r\n")
    first = (_("Projet"), _("Promoteur"), _("Aide décidée"), _("Aide à ce jour"))
    headers = (*first, _("Territoire"), _("Objectifs"), _("Résumé"), _("Entente"))
    lines.writerow([harmless(one) for one in headers])
    for one in rows:
        words = (one.territory, "; ".join(one.objectives), one.summary, one.agreement)
        sums = (Amount(cents).plain for cents in (one.cents, one.cents if one.now is None else one.now))
        lines.writerow([harmless(one.title), harmless(one.promoter), *sums, *(harmless(word) for word in words)])
    return made.getvalue().encode("utf-8-sig")
