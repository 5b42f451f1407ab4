"""What conventions ask of somebody, in words, with the page where it is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions.queries import awaiting, following
from ententes.ground.wording import long_date, money


def promised(person: Any, mine: Mapping[int, Agreement], today: date, most: int) -> list[dict[str, Any]]:
    """To sign, to enter, to approve; reports, changes, claims: the most pressing first."""
    under_way = [one for one in following.of_person(person, today) if not one.agreement or one.agreement in mine]
    found = sorted([*awaiting.of_person(person, today), *under_way], key=lambda one: (one.due or date.max, one.title, one.target))
    words = {
        "sign": _("Signer la convention :"),
        "sign_addendum": _("Signer l’avenant :"),
        "enter": _("Saisir le versement :"),
        "approve": _("Approuver le versement :"),
        "write_report": _("Rendre le rapport :"),
        "read_report": _("Lire le rapport :"),
        "answer_change": _("Répondre à la demande de modification :"),
        "drop_matter": _("Retirer le dossier d’une demande retirée :"),
        "send_addendum": _("Transmettre l’avenant :"),
        "send_again": _("Corriger et transmettre de nouveau la convention :"),
        "claim": _("Réclamer une somme :"),
    }
    return [
        {
            "what": words[one.kind],
            "url": _place(one, mine),
            "title": one.title,
            "capacity": money(one.cents) if one.cents else one.words,
            "body": "",
            "due": long_date(one.due) if one.due else "",
            "agreement": mine[one.agreement].short_title if one.agreement in mine else "",
        }
        for one in found
        if one.path or one.agreement in mine
    ][:most]


def _place(one: awaiting.Awaited, mine: Mapping[int, Agreement]) -> str:
    """The page where it is done: that of a signature as it was given, else by its route."""
    if one.path.startswith("/"):
        return one.path
    if one.kind == "write_report":
        return reverse(one.path, args=[one.target])
    slug = mine[one.agreement].slug
    return reverse(one.path, args=[slug, one.target]) if one.path else reverse("payments", args=[slug])
