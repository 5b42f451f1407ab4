"""What the frame of every page needs: who is there, where, in which capacity, and the places they may go to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from ententes.ground import clock

from .access import ACCESS, Who

PLACES = {
    "agreement": _("L’entente"),
    "plan": _("Plan"),
    "committees": _("Instances"),
    "matters": _("Dossiers"),
    "meetings": _("Rencontres"),
    "funding": _("Argent"),
    "projects": _("Projets"),
    "points": _("À préciser"),
    "documents": _("Documents"),
    "members": _("Personnes"),
    "settings": _("Réglages"),
}
"""The places of an agreement, by route, in the order of the header."""
BELONGS = {
    "plan": ("plan", "action", "search", "edit", "ask"),
    "committees": ("committee", "seat", "term", "procedure", "charge", "consult"),
    "matters": ("matter", "interest", "power", "resolution", "register"),
    "meetings": ("meeting", "item", "dates", "sitting", "motion", "attendance", "recusal", "ballot", "minutes", "follow_up"),
    "funding": ("funding", "contribution", "ledger", "allotment", "envelope", "use", "shortfall", "statement", "payment", "year_close"),
    "projects": (
        "project",
        "call",
        "convention",
        "instalment",
        "admissib",
        "completion",
        "analys",
        "grid",
        "packet",
        "report",
        "recovery",
        "repayment",
        "change",
    ),
    "points": ("point",),
    "documents": ("document", "filing", "framework", "norms"),
    "members": ("member", "coordination", "finance", "party"),
    "settings": ("settings",),
}
"""Under which place the other routes stand, by the beginning of their names."""


def shell(request: HttpRequest) -> dict[str, Any]:
    """Names every template may use: person, agreement, capacities, coordinates, keeps_accounts, demo_day, nav, csrf_input."""
    capacities = getattr(request, "capacities", ())
    agreement = getattr(request, "agreement", None)
    return {
        "person": getattr(request, "user", None),
        "agreement": agreement,
        "capacities": capacities,
        "coordinates": any(one.coordinates for one in capacities),
        "keeps_accounts": any(one.keeps_accounts for one in capacities),
        "demo_day": clock.today() if settings.ENTENTES_TODAY else None,
        "nav": _places(request, agreement.slug, capacities) if agreement else [],
        # Django would draw another mask for each form of the page.
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),
    }


def _places(request: HttpRequest, slug: str, capacities: Any) -> list[dict[str, Any]]:
    """The places of the agreement that the table of access opens to the visitor."""
    levels = {Who.SEES}
    if capacities:
        levels.add(Who.MEMBER)
    if any(one.coordinates for one in capacities):
        levels.add(Who.COORDINATION)
    if any(one.keeps_accounts for one in capacities):
        levels.add(Who.ACCOUNTS)
    route = request.resolver_match.view_name if request.resolver_match else ""
    here = route if route in PLACES else next((place for place, names in BELONGS.items() if route.startswith(names)), "agreement")
    return [
        {"label": label, "url": reverse(name, kwargs={"agreement": slug}), "current": name == here}
        for name, label in PLACES.items()
        if ACCESS.get(name, {}).get("GET") in levels
    ]
