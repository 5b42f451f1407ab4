"""The middleware that applies the table of access, and the only code that does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees import queries
from ententes.people.models import Person

from .access import ACCESS, NEVER_ROLLED_BACK, Who
from .errors import not_allowed
from .once import counted_once
from .pages import refusal


class TableOfAccess:
    """Looks the route up in the table, loads the agreement of the address, and lets in or turns away.

    It leaves on the request: `agreement` (also given to the view in place of its slug) and `capacities`, the hats of the visitor in it.
    A view with an attribute `also_loads` gets what it adds to that query of the agreement (`web/plan/freshness.py`).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agreement, request.capacities = None, ()  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        row = ACCESS.get(request.resolver_match.view_name)
        if row is None or "\x00" in request.path:  # no address of ours holds what PostgreSQL cannot keep
            raise Http404
        who = row.get("GET" if request.method == "HEAD" else request.method)
        if who is None:
            return not_allowed(request, row)
        if turned_away := self._turn_away(request, who, kwargs, getattr(view, "also_loads", None)):
            return turned_away
        if request.method == "POST" and "once" in request.POST and not request.resolver_match.view_name.startswith(NEVER_ROLLED_BACK):
            return counted_once(request, lambda: view(request, *args, **kwargs))
        return None

    def _turn_away(self, request: Any, who: Who, kwargs: dict[str, Any], also_loads: Any) -> HttpResponse | None:
        person = request.user
        if who is Who.NOBODY or (who is Who.DEMO and not settings.ENTENTES_DEMO):
            raise Http404
        if who is Who.FIRST and Person.objects.exists():
            raise Http404
        if who in (Who.EVERYONE, Who.LINK, Who.DEMO, Who.FIRST):
            return None
        if "agreement" in kwargs:
            # Whoever is signed in sees what is public and what they have a capacity in, as `seen_by` says; the capacities are read anyway.
            rows = Agreement.objects.all() if person.is_authenticated else Agreement.objects.seen_by(person)
            rows = rows.filter(slug=kwargs["agreement"])
            agreement = (also_loads(rows, request) if also_loads else rows).first()
            capacities = queries.capacities(person, agreement) if agreement else ()
            if person.is_authenticated and (agreement is None or not (agreement.is_public or capacities)):
                raise Http404
            if agreement is not None:
                request.agreement, request.capacities = agreement, capacities
                kwargs["agreement"] = agreement
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
        if who is Who.ACCOUNTS and not any(one.keeps_accounts for one in request.capacities):
            if not request.capacities:
                raise Http404
            return refusal(request, _("Cette page est réservée à la coordination de l’entente et aux finances de son gestionnaire."))
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
