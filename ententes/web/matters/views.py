"""The matters of an agreement that one may see, and the page of each: its chain, its steps, its frozen copies."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.decisions.models import Matter
from ententes.decisions.rules import obstacles_to_transmitting
from ententes.web.pages import coordinating, page


def matters(request: Any, agreement: Agreement) -> HttpResponse:
    """The matters that one may see, the latest first."""
    rows = Matter.objects.seen_by(request.user).filter(agreement=agreement).select_related("stage__body")
    return page(request, "matters/list.html", rows=rows)


def matter(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """One matter: its chain as a path, what happened, and what stands in the way of the next step."""
    found = get_object_or_404(Matter.objects.seen_by(request.user), pk=matter, agreement=agreement)
    coordinates = any(one.coordinates for one in request.capacities)
    return page(
        request,
        "matters/matter.html",
        matter=found,
        stages=list(found.stages.select_related("body", "organisation")),
        steps=list(found.steps.select_related("stage__body", "version", "resolution")),
        obstacles=list(obstacles_to_transmitting(found, by=coordinating(request))) if coordinates else [],
    )
