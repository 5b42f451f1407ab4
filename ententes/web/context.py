"""What the frame of every page needs: who is there, where, and in which capacity."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from ententes.ground import clock


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names every template may use: person, agreement, capacities, coordinates, demo_day."""
    capacities = getattr(request, "capacities", ())
    return {
        "person": getattr(request, "user", None),
        "agreement": getattr(request, "agreement", None),
        "capacities": capacities,
        "coordinates": any(one.coordinates for one in capacities),
        "demo_day": clock.today() if settings.ENTENTES_TODAY else None,
    }
