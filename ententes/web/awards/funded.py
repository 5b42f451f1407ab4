"""Funded projects, for all: a page to filter, and the same as open data."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from ententes.awards.queries import announced
from ententes.conventions.queries import known
from ententes.exporting.funded import FUNDED_FORMATS, export
from ententes.ground import clock
from ententes.web.files import outgoing
from ententes.web.pages import page


def funded(request: Any) -> HttpResponse:
    """Every project made known, of every agreement. A constant number of queries."""
    filters, now = announced.FundedFilters.of(request.GET), clock.now()
    rows, shown, total = announced.page(filters, request.GET.get("page", "1"), now)
    here = reverse("funded")
    return page(
        request,
        "awards/funded.html",
        rows=known.today(rows),
        shown=shown,
        total=total,
        filters=filters,
        choices=announced.choices(now),
        address=f"{here}?{urlencode({**filters.query, 'page': ''})}",
        files=[(format, f"{reverse('funded_export', args=[format])}?{urlencode(filters.query)}") for format in FUNDED_FORMATS],
    )


def take(request: Any, format: str) -> HttpResponse:
    """The projects kept by the filter, as open data."""
    if format not in FUNDED_FORMATS:
        raise Http404
    now = clock.now()
    rows = known.today(announced.everything(announced.FundedFilters.of(request.GET), now))
    made = export(rows, format=format, at=now)
    return outgoing(made.content, made.filename, made.media_type)
