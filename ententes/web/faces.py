"""The three faces of a meeting, before, during and after: links between pages of several folders."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.meetings.models import Meeting

from .access import ACCESS


def faces(agreement: Agreement, meeting: Meeting, here: str) -> list[dict[str, Any]]:
    """The tabs of a meeting, as `components/page.html` draws them; `here` is the route of the page itself."""
    found = [("meeting", _("Avant")), ("sitting", _("Pendant")), ("minutes", _("Après"))]
    parts = {"agreement": agreement.slug, "meeting": meeting.pk}
    return [{"label": label, "url": reverse(route, kwargs=parts), "current": route == here} for route, label in found if route in ACCESS]
