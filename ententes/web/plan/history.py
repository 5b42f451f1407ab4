"""What was done to a draft, by whom and when, and the way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.models import Edit, Plan
from ententes.plans.rules import editing as rules
from ententes.web.pages import coordinating, page, way_back

from .telling import Teller, headline

PER_PAGE = 50


def last_edit(plan: Plan, by: Capacity) -> dict[str, Any] | None:
    """The edit that can be undone next, or None."""
    edit = plan.edits.filter(undone_at__isnull=True).select_related("coordination__person").first()
    return _told(edit, plan) if edit else None


def _told(edit: Edit, plan: Plan) -> dict[str, Any]:
    return {
        "pk": edit.pk,
        "headline": headline(edit.kind, edit.before, edit.after),
        "who": edit.coordination.person.name,
        "at": edit.at,
        "undone_at": edit.undone_at,
        "undo_url": reverse("plan_undo", kwargs={"agreement": plan.agreement.slug, "year": plan.year, "edit": edit.pk}),
    }


def history(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """Every edit of the draft, the latest first, with what it changed."""
    plan = get_object_or_404(agreement.plans, year=year)
    plan.agreement = agreement
    shown = Paginator(plan.edits.select_related("coordination__person"), PER_PAGE).get_page(request.GET.get("page"))
    teller = Teller(agreement)
    undoing = any(one.coordinates for one in request.capacities)
    last = plan.edits.filter(undone_at__isnull=True).values_list("pk", flat=True).first() if undoing else None
    rows = [_told(one, plan) | {"lines": teller.lines(one.before, one.after), "last": one.pk == last} for one in shown]
    obstacles: list[str] = []
    if last:
        edit = plan.edits.get(pk=last)
        edit.plan = plan
        obstacles = list(rules.obstacles_to_undoing(edit))
    here = reverse("plan_history", kwargs={"agreement": agreement.slug, "year": plan.year})
    return page(request, "plan/history.html", plan=plan, shown=shown, rows=rows, obstacles=obstacles, here=here)


def undo(request: HttpRequest, agreement: Agreement, year: int, edit: int) -> HttpResponse:
    """Undo the last edit of the draft."""
    plan = get_object_or_404(agreement.plans, year=year)
    plan.agreement = agreement
    found = get_object_or_404(plan.edits, pk=edit)
    found.plan = plan
    told = headline(found.kind, found.before, found.after)
    try:
        acts.undo(found, by=coordinating(request), when=clock.now())
        messages.success(request, _("Annulé. %(what)s") % {"what": told})
    except Refused as refused:
        messages.error(request, " ".join(refused.reasons))
    return redirect(way_back(request, request.POST.get("back", ""), "plan_history", agreement=agreement.slug, year=year))
