"""What projects await of their coordination, as rows of « À faire »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.awards.queries.listing import STEPS, awaiting
from ententes.ground import clock


def awaited(person: Any, led: Mapping[int, Agreement], most: int) -> list[dict[str, Any]]:
    """At each step where the coordination alone makes projects go on, how many wait."""
    rows = awaiting(led.keys(), person, clock.now()) if led else []
    return [
        {
            "url": f"{reverse('project_board', args=[led[agreement].slug])}?etape={step}",
            "what": ngettext("Un projet à faire avancer :", "%(num)s projets à faire avancer :", count).replace("%(num)s", str(count)),
            "title": str(STEPS[step]),
            "body": "",
            "capacity": _("coordination"),
            "due": "",
            "agreement": led[agreement].short_title,
        }
        for agreement, step, count in rows[:most]
    ]
