"""What conventions ask of somebody, in words, with the page where it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions.queries import awaiting
from ententes.ground.wording import long_date, money


def promised(person: Any, mine: Mapping[int, Agreement], today: date, most: int) -> list[dict[str, Any]]:
    """To sign, to enter, to approve: the most pressing first."""
    found = sorted(awaiting.of_person(person, today), key=lambda one: (one.due or date.max, one.title, one.target))
    words = {"sign": _("Signer la convention :"), "enter": _("Saisir le versement :"), "approve": _("Approuver le versement :")}
    return [
        {
            "what": words[one.kind],
            "url": one.path or reverse("payments", args=[mine[one.agreement].slug]),
            "title": one.title,
            "capacity": money(one.cents),
            "body": "",
            "due": long_date(one.due) if one.due else "",
            "agreement": mine[one.agreement].short_title if one.agreement in mine else "",
        }
        for one in found
        if one.path or one.agreement in mine
    ][:most]
