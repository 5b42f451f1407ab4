"""What analyses ask of somebody, in words, with the page where it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.ground.wording import long_date
from ententes.scoring.queries import awaiting


def analysed(person: Any, mine: Mapping[int, Agreement], today: date) -> list[dict[str, Any]]:
    """To score, to take up in session: call by call. Two queries."""
    found = [*awaiting.to_score(person), *awaiting.to_meet(person, today)]
    return [_row(one, mine[one.agreement]) for one in found if one.agreement in mine]


def _row(one: awaiting.Awaited, agreement: Agreement) -> dict[str, Any]:
    if one.kind == "score":
        words = ngettext("Noter une demande :", "Noter %(num)s demandes :", one.count)
        url = reverse("analyses", args=[agreement.slug])
    else:
        words = ngettext("Tenir la séance, pour une demande :", "Tenir la séance, pour %(num)s demandes :", one.count)
        url = reverse("analysis_ranking", args=[agreement.slug, one.call])
    return {
        "what": words % {"num": one.count},
        "url": url,
        "title": one.title,
        "body": one.body,
        "capacity": "",
        "due": long_date(one.due) if one.due else "",
        "agreement": agreement.short_title,
    }
