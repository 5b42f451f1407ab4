"""What the frame of every page needs: who is there, where, in which capacity, and where one may go from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.ground import clock

from .access import ACCESS, Who


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names every template may use: person, agreement, capacities, coordinates, demo_day, nav."""
    capacities = getattr(request, "capacities", ())
    coordinates = any(one.coordinates for one in capacities)
    return {
        "person": getattr(request, "user", None),
        "agreement": getattr(request, "agreement", None),
        "capacities": capacities,
        "coordinates": coordinates,
        "demo_day": clock.today() if settings.ENTENTES_TODAY else None,
        "nav": places(request, member=bool(capacities), coordinates=coordinates),
    }


def places(request: HttpRequest, *, member: bool, coordinates: bool) -> Sequence[dict[str, Any]]:
    """The places of the agreement that the visitor may go to, in order. Each lights for every route that begins as it says."""
    agreement = getattr(request, "agreement", None)
    if agreement is None:
        return ()
    here = request.resolver_match.view_name if request.resolver_match else ""
    menu = (
        ("plan", _("Plan"), ("plan", "action", "section", "note")),
        ("committees", _("Instances"), ("committee", "seat", "term")),
        ("points", _("Points à préciser"), ("point",)),
        ("documents", _("Documents"), ("document",)),
        ("members", _("Personnes"), ("member", "coordination", "party")),
        ("settings", _("Réglages"), ("settings",)),
    )
    open_to = {Who.SEES} | ({Who.MEMBER} if member else set()) | ({Who.COORDINATION} if coordinates else set())
    return [
        {"label": label, "url": reverse(route, kwargs={"agreement": agreement.slug}), "current": here.startswith(begins)}
        for route, label, begins in menu
        if ACCESS.get(route, {}).get("GET") in open_to
    ]
