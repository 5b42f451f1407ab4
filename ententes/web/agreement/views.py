"""The home of an agreement: what it is for, its plan at a glance, its bodies, its parties, its public documents."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements import acts, rules
from ententes.agreements.models import Agreement
from ententes.committees.models import Seat
from ententes.committees.queries import kind_words
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.years import FiscalYear
from ententes.organisations.queries import pasts
from ententes.plans.queries import glance, listing
from ententes.plans.queries.filters import Filters
from ententes.web.access import ACCESS
from ententes.web.pages import day_asked, page, refusal

from . import steps
from .amending import as_at, years_on
from .drawing import drawn


def agreement(request: Any, agreement: Agreement) -> HttpResponse:
    """The home, for members and, once published, for everybody; as at another day (`?au=`), what the agreement itself says."""
    member, today = bool(request.capacities), clock.today()
    if (day := day_asked(request)) != today:
        return as_at(request, agreement, day)
    plans = list(agreement.plans.all())
    plan = listing.current(plans, agreement, today)
    seen = glance.glance(plan, today=today, members=member) if plan else None
    plan_url = _address("plan", agreement)
    drawing = None
    if plan and seen and seen.total:
        plan.agreement = agreement
        # Read as the public does: the drawing holds no words of news.
        drawing = drawn(agreement, listing.rows(plan, Filters(), today=today, members=False), today, plan_url)
    seats: dict[int, int] = {}
    for body in Seat.objects.filter(body__agreement=agreement).values_list("body", flat=True):
        seats[body] = seats.get(body, 0) + 1
    bodies = [
        row | {"seats": seats.get(row["pk"], 0), "kind_words": kind_words(agreement, row["kind"])}
        for row in agreement.bodies.values("pk", "name", "kind")
    ]
    return page(
        request,
        "agreement/home.html",
        plan=plan,
        plan_year=FiscalYear(plan.year, agreement.fiscal_month).label if plan else "",
        years=years_on(agreement, today),
        glance=seen,
        drawing=drawing,
        plan_url=plan_url,
        action_url=lambda action: _address("action", agreement, action=action),
        filter=Filters().address,
        member=member,
        objectives=list(agreement.objectives.values("number", "title")),
        bodies=bodies,
        parties=_parties(agreement, today),
        steps=steps.first_steps(plan, bodies, today) if plan and any(one.coordinates for one in request.capacities) else [],
        documents=list(agreement.filings.filter(**({} if member else {"is_public": True})).values("pk", "title", "is_public")[:6]),
        obstacles=list(rules.obstacles_to_publishing(agreement)),
    )


def _parties(agreement: Agreement, today: date) -> list[dict[str, Any]]:
    """The parties with what each was called before. Two queries."""
    rows = list(
        agreement.parties.on(today).values(
            "is_signatory", "is_funder", "is_manager", "organisation", name=F("organisation__name"), acronym=F("organisation__acronym")
        )
    )
    past = pasts(row["organisation"] for row in rows)
    return [row | {"past": past.get(row["organisation"], "")} for row in rows]


def _address(route: str, agreement: Agreement, **parts: Any) -> str:
    return reverse(route, kwargs={"agreement": agreement.slug, **parts}) if route in ACCESS else ""


def publish(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Show the agreement to everybody."""
    try:
        acts.publish(agreement)
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("L’entente est publiée : son plan, ses instances et ses documents publics se lisent sans se connecter."))
    return redirect("agreement", agreement=agreement.slug)


def withdraw(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Show the agreement to its members only."""
    acts.withdraw_from_public(agreement)
    messages.success(request, _("L’entente n’est plus publiée : ses membres seuls la voient."))
    return redirect("agreement", agreement=agreement.slug)
