"""What applications await of whoever writes them, and of the coordination, as rows of « À faire »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.projects.queries import awaiting


def written(person: Any, most: int) -> list[dict[str, Any]]:
    """What somebody's own applications still ask of them."""
    return [
        {
            "url": reverse("application", args=[one.pk]),
            "what": _("À compléter :") if one.due_on else _("À terminer :"),
            "title": one.title,
            "body": "",
            "capacity": one.promoter,
            "due": one.until,
            "agreement": one.call,
        }
        for one in awaiting.of_promoter(person)[:most]
    ]


def received(person: Any, led: Mapping[int, Agreement], most: int) -> list[dict[str, Any]]:
    """What the coordination has to read and to say under each of its calls."""
    return [
        {
            "url": reverse("call", args=[led[one.agreement].slug, one.call]),
            "what": _said(one),
            "title": one.title,
            "body": "",
            "capacity": _("coordination"),
            "due": "",
            "agreement": led[one.agreement].short_title,
        }
        for one in awaiting.of_coordination(person, led.keys(), clock.now())[:most]
    ]


def _said(one: awaiting.Waiting) -> str:
    if one.kind == awaiting.LETTERS:
        said = ngettext("Répondre à une lettre d’intention :", "Répondre à %(num)s lettres d’intention :", one.count)
    else:
        said = ngettext("Vérifier l’admissibilité d’une demande :", "Vérifier l’admissibilité de %(num)s demandes :", one.count)
    return said.replace("%(num)s", str(one.count))
