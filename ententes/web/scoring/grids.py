"""Grids of analysis: the list, one to write, one that serves and is only read, its next version."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.scoring import acts
from ententes.scoring.models import Grid
from ententes.scoring.queries.boards import grids_of
from ententes.scoring.queries.grids import EXAMPLE, Scale, scale_of
from ententes.web.pages import attempt, coordinating, page, refusal
from ententes.web.seen import change

from .forms import GridForm, shown_scale


def grids(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """The grids of the agreement. One query."""
    return page(request, "scoring/grids.html", rows=grids_of(agreement))


def begin(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """A new grid, blank or from the example to validate."""
    example = request.GET.get("exemple") == "1"
    initial = shown_scale(_("Grille d’analyse des projets"), EXAMPLE) if example else shown_scale("", Scale(threshold=60))
    form = GridForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        title, scale, by, now = form.cleaned_data["title"], form.scale, coordinating(request), clock.now()
        made = attempt(form, lambda: acts.write_grid(agreement, title=title, scale=scale, by=by, when=now))
        if made:
            messages.success(request, _("La grille est enregistrée."))
            return redirect("grid", agreement=agreement.slug, grid=made.pk)
    status = 422 if request.method == "POST" else 200
    return page(request, "scoring/grid_write.html", status, form=form, grid=None, example=example)


def grid(request: HttpRequest, agreement: Agreement, grid: int) -> HttpResponse:
    """One grid: to write again while nothing follows it, to read afterwards."""
    found = get_object_or_404(Grid, pk=grid, agreement=agreement)
    found.agreement = agreement
    later = Grid.objects.filter(replaces=found).values_list("pk", flat=True).first()
    if request.method != "POST" and (later or found.analyses.exists()):
        return page(request, "scoring/grid.html", grid=found, scale=scale_of(found.values), later=later)
    form = GridForm(request.POST or None, initial=_shown(found))
    if request.method == "POST" and form.is_valid():
        title, scale, by, now = form.cleaned_data["title"], form.scale, coordinating(request), clock.now()
        if change(form, found, _shown, lambda: acts.rewrite_grid(found, title=title, scale=scale, by=by, when=now)):
            messages.success(request, _("La grille est enregistrée."))
            return redirect("grid", agreement=agreement.slug, grid=found.pk)
    status = form.refused_status if request.method == "POST" else 200
    return page(request, "scoring/grid_write.html", status, form=form, grid=found, example=False)


def _shown(found: Grid) -> dict[str, Any]:
    return shown_scale(found.title, scale_of(found.values))


def renew(request: HttpRequest, agreement: Agreement, grid: int) -> HttpResponse:
    """The next version of a grid that serves."""
    found = get_object_or_404(Grid, pk=grid, agreement=agreement)
    try:
        made = acts.renew_grid(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("La version suivante est prête à modifier; les analyses en cours gardent la leur."))
    return redirect("grid", agreement=agreement.slug, grid=made.pk)
