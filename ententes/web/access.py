"""The table of access: for each route and method, who may come. The middleware below is the only place that applies it.

Seeing is settled here: what one may not see answers 404. Whether a capacity may *do* something now is settled by the rules of each room.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees import queries
from ententes.people.models import Person

from .once import counted_once
from .pages import refusal


class Who(Enum):
    """Who may come to a route."""

    EVERYONE = "everyone"
    LINK = "whoever holds the signed link"
    SIGNED_IN = "whoever is signed in"
    OPENER = "whoever may open an agreement"
    SEES = "whoever sees the agreement"
    MEMBER = "whoever has a capacity in the agreement"
    COORDINATION = "the coordination of the agreement"
    TECHNICAL = "the technical administration"
    DEMO = "everyone, in the demonstration only"
    FIRST = "everyone, as long as the installation is empty"
    NOBODY = "nobody: a page of a library that stays closed"


ACCESS: dict[str, dict[str, Who]] = {
    # The installation
    "home": {"GET": Who.EVERYONE},
    "language": {"POST": Who.EVERYONE},
    "first": {"GET": Who.FIRST, "POST": Who.FIRST},
    "todo": {"GET": Who.SIGNED_IN},
}
"""Route name → method → who. A route without a row is closed to all and fails the tests. HEAD follows GET."""


class TableOfAccess:
    """Looks the route up in the table, loads the agreement of the address, and lets in or turns away.

    It leaves on the request: `agreement` (also given to the view in place of its slug) and `capacities`, the hats of the visitor in it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agreement, request.capacities = None, ()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        row = ACCESS.get(request.resolver_match.view_name)
        if row is None:
            raise Http404
        who = row.get("GET" if request.method == "HEAD" else request.method)
        if who is None:
            return HttpResponseNotAllowed(list(row))
        if turned_away := self._turn_away(request, who, kwargs):
            return turned_away
        if request.method == "POST" and "once" in request.POST:
            return counted_once(request, lambda: view(request, *args, **kwargs))
        return None

    def _turn_away(self, request: Any, who: Who, kwargs: dict[str, Any]) -> HttpResponse | None:
        person = request.user
        if who is Who.NOBODY or (who is Who.DEMO and not settings.ENTENTES_DEMO):
            raise Http404
        if who is Who.FIRST and Person.objects.exists():
            raise Http404
        if who in (Who.EVERYONE, Who.LINK, Who.DEMO, Who.FIRST):
            return None
        if "agreement" in kwargs:
            agreement = Agreement.objects.seen_by(person).filter(slug=kwargs["agreement"]).first()
            if agreement is None and person.is_authenticated:
                raise Http404
            if agreement is not None:
                request.agreement = kwargs["agreement"] = agreement
                request.capacities = queries.capacities(person, agreement)
                if who is Who.SEES:
                    return None
        if not person.is_authenticated:
            return self._ask_to_sign_in(request)
        if who is Who.MEMBER and not request.capacities:
            raise Http404
        if who is Who.COORDINATION and not any(one.coordinates for one in request.capacities):
            if not request.capacities:
                raise Http404
            return refusal(request, _("Cette page est réservée à la coordination de l’entente."))
        if who is Who.OPENER and not person.opens_agreements:
            return refusal(request, _("Seule une personne autorisée à ouvrir une entente peut le faire dans cette installation."))
        if who is Who.TECHNICAL and not person.is_technical:
            raise Http404
        return None

    def _ask_to_sign_in(self, request: Any) -> HttpResponse:
        """To the sign-in page; what was typed is kept in the session and given back afterwards."""
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        typed = {key: value for key, value in request.POST.items() if key not in ("csrfmiddlewaretoken", "once") and len(value) < 100_000}
        request.session["typed"] = {"path": request.path, "fields": typed}
        return redirect_to_login(request.POST.get("back") or "/")
