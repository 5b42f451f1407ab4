"""The norms of an allocation framework: reading those being written beside its text, and writing them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.frameworks.models import Framework
from ententes.frameworks.rules import obstacles_to_writing
from ententes.frameworks.states import Kind
from ententes.ground import clock
from ententes.projects import acts
from ententes.projects.queries.norms import EXAMPLE, Norms, in_force, lines, norms_of, text_for
from ententes.projects.states import Promoter, SourceKind
from ententes.web.pages import page
from ententes.web.seen import change

from .forms import NormsForm, shown


def norms(request: Any, agreement: Agreement, framework: int) -> HttpResponse:
    """Read the norms of a framework; write them, where its text may be written. With `exemple=1` the form begins with an example."""
    rows = Framework.objects.seen_by(request.user).select_related("matter")
    found = get_object_or_404(rows, pk=framework, agreement=agreement, kind=Kind.ALLOCATION_FRAMEWORK)
    found.agreement = agreement
    allowed, reasons = _writing(request, found)
    by, text = (allowed or request.capacities)[0], text_for(found)
    present = norms_of(text.values) if text else None
    example = request.method != "POST" and request.GET.get("exemple") == "1"
    form = NormsForm(request.POST or None, initial=_shown_now(found))
    if example:
        form.begin_with(EXAMPLE)
    if request.method == "POST" and form.is_valid():
        done = change(form, found, _shown_now, lambda: (acts.set_norms(found, norms=form.norms, by=by, when=clock.now()),))
        if done:
            said = _("Les normes sont enregistrées.") if done[0] else _("Rien n’a changé.")
            messages.success(request, said)
            return redirect("norms", agreement=agreement.slug, framework=found.pk)
    return page(
        request,
        "projects/norms.html",
        form.refused_status if request.method == "POST" else 200,
        framework=found,
        text=text,
        lines=lines(present) if present else [],
        form=form if allowed or request.method == "POST" else None,
        reasons=reasons,
        example=example,
        promoters=Promoter.choices,
        sources=SourceKind.choices,
        in_force=in_force(agreement, clock.today()),
    )


def _shown_now(framework: Framework) -> dict[str, Any]:
    text = text_for(framework)
    return shown(norms_of(text.values) if text else Norms())


def _writing(request: Any, framework: Framework) -> tuple[list[Capacity], list[str]]:
    """The capacities in which the visitor may write; without any, what stands in the way of the first."""
    obstacles = [(one, list(obstacles_to_writing(framework, by=one, on=clock.today()))) for one in request.capacities]
    allowed = [one for one, reasons in obstacles if not reasons]
    return allowed, [] if allowed else obstacles[0][1]
