"""The board of an agreement's projects: each file by its step, whom it waits for and since when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.queries import listing
from ententes.awards.queries.packet import bodies
from ententes.exporting import lists as exported
from ententes.exporting.sheets import SHEET_FORMATS
from ententes.ground import clock
from ententes.web.files import taken
from ententes.web.pages import page


def board(request: Any, agreement: Agreement) -> HttpResponse:
    """The projects one may read; for the coordination, the admissible applications that none carries yet as well. Constant queries."""
    filters, today = listing.ProjectFilters.of(request.GET), clock.today()
    found = listing.board(agreement, request.user, filters, request.GET.get("page", "1"), clock.now())
    here = reverse("project_board", args=[agreement.slug])
    coordinates = any(one.coordinates for one in request.capacities)
    chips = [
        {
            "label": label,
            "url": f"{here}?{urlencode(_fields(replace(filters, step=step)))}",
            "current": step == filters.step,
            "count": count,
        }
        for step, label, count in [("", _("Tous"), found.total), *found.counts]
    ]
    waiting, number = listing.to_begin(agreement, request.user) if coordinates else ([], 0)
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
        fields=_fields(filters),
        sorts=[(key, words) for key, (words, _columns) in listing.SORTS.items()],
        formats=SHEET_FORMATS,
        address=f"{here}?{urlencode({**_fields(filters), 'page': ''})}",
    )


def _fields(filters: listing.ProjectFilters) -> dict[str, str]:
    said = {"q": filters.words, "etape": filters.step, "tri": filters.sort if filters.sort != "depuis" else ""}
    return {name: value for name, value in said.items() if value}


def take(request: Any, agreement: Agreement, format: str) -> HttpResponse:
    """The projects one may read under the same filter, in the same order; recorded as taken."""
    if format not in SHEET_FORMATS:
        raise Http404
    filters = listing.ProjectFilters.of(request.POST)
    rows = listing.kept(agreement, request.user, filters, clock.now())
    return taken(request, agreement, exported.board(agreement, rows, format=format, as_of=clock.today(), filter=filters.told), format)
