"""The board of an agreement's projects: each file by its step, whom it waits for and since when."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.queries import listing
from ententes.awards.queries.packet import bodies
from ententes.ground import clock
from ententes.web.pages import page


def board(request: Any, agreement: Agreement) -> HttpResponse:
    """The projects one may read; for the coordination, the admissible applications that none carries yet as well. Constant queries."""
    filters, today = listing.ProjectFilters.of(request.GET), clock.today()
    found = listing.board(agreement, request.user, filters, request.GET.get("page", "1"), clock.now())
    here = reverse("project_board", args=[agreement.slug])
    coordinates = any(one.coordinates for one in request.capacities)
    words = {"q": filters.words} if filters.words else {}
    chips = [{"label": _("Tous"), "url": f"{here}?{urlencode(words)}", "current": not filters.step, "count": found.total}]
    chips += [
        {"label": label, "url": f"{here}?{urlencode({**words, 'etape': step})}", "current": step == filters.step, "count": count}
        for step, label, count in found.counts
    ]
    waiting, number = listing.to_begin(agreement, request.user) if coordinates else ([], 0)
    kept = {**words, **({"etape": filters.step} if filters.step else {}), "page": ""}
    return page(
        request,
        "awards/board.html",
        found=found,
        rows=[(one, one.days(today), one.is_late(today)) for one in found.rows],
        filters=filters,
        chips=chips,
        waiting=waiting,
        waiting_count=number,
        bodies=bodies(agreement, request.user),
        address=f"{here}?{urlencode(kept)}",
    )
