"""« Qui fait quoi » : for each kind of subject, the chain that the mandates make, as at a date, and what the text leaves to settle."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.queries.chain import Link, all_chains, said
from ententes.decisions.states import Kind
from ententes.ground import clock
from ententes.plans import acts
from ententes.plans.queries.powers import in_current_plan
from ententes.web.pages import attempt, coordinating, page

from .forms import ChoiceForm

DERIVED = [(kind, label) for kind, label in Kind.choices if kind not in (Kind.CHANGE, Kind.QUESTION, Kind.DOCUMENT)]


def powers(request: Any, agreement: Agreement) -> HttpResponse:
    """Every kind of subject with its chain. A constant number of queries."""
    return _draw(request, agreement)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return clock.today()


def _draw(request: Any, agreement: Agreement, status: int = 200, form: ChoiceForm | None = None) -> HttpResponse:
    on = _day(request.GET.get("au", ""))
    chains = all_chains(agreement, on, in_current_plan(agreement, on))
    return page(
        request,
        "matters/powers.html",
        status,
        on=on,
        today=clock.today(),
        rows=[_row(agreement, kind, str(label), chains.get(kind, []), form) for kind, label in DERIVED],
    )


def _row(agreement: Agreement, kind: str, label: str, links: list[Link], form: ChoiceForm | None) -> dict[str, Any]:
    gap = next((link for link in links if link.body is None), None)
    typed = form if form is not None and form.data.get("kind") == kind else None
    return {
        "kind": kind,
        "words": label[:1].upper() + label[1:],
        "links": links,
        "gap": gap,
        "gap_verbs": said(gap.verbs) if gap else "",
        "form": (typed or ChoiceForm(agreement, initial={"kind": kind, "verb": gap.verbs[-1]}, auto_id=f"{kind}_%s")) if gap else None,
    }


def choose(request: Any, agreement: Agreement) -> HttpResponse:
    """Say which body takes a step that the text gives to an organisation, or to nobody; it becomes a point that is settled."""
    form = ChoiceForm(agreement, request.POST, auto_id=f"{request.POST.get('kind', '')}_%s")
    if form.is_valid():
        facts, by, on = dict(form.cleaned_data), coordinating(request), clock.today()
        links = all_chains(agreement, on, in_current_plan(agreement, on)).get(facts["kind"], [])
        gap = next((link for link in links if link.body is None and facts["verb"] in link.verbs), None)
        if gap is None:
            form.add_error(None, _("Le texte dit déjà qui agit : il n’y a rien à choisir."))
        elif attempt(form, lambda: acts.settle_chain(agreement, **facts, gap=gap, by=by, when=clock.now())):
            messages.success(request, _("C’est noté, avec son motif, aux points précisés. Les dossiers qui attendaient suivent."))
            return redirect("powers", agreement=agreement.slug)
    return _draw(request, agreement, 422, form)
