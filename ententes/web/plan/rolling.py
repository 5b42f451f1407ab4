"""Starting a plan: the next year's from this one, reviewed action by action, or an empty one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.queries.continuing import proposals
from ententes.plans.rules import editing as rules
from ententes.web.pages import attempt, coordinating, page, refusal

from .editing import address, capacity, plan_of
from .forms import KeptForm


def roll(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    """What the next plan would take, why, and the choice; then its draft."""
    plan = plan_of(agreement, year)
    groups = proposals(plan)
    every = [row for group in groups for row in group.rows]
    form = KeptForm([row.pk for row in every], request.POST or None)
    kept = {row.pk for row in every if row.kept}
    if request.method == "POST":
        sent = request.POST.getlist("kept")
        kept = {row.pk for row in every if str(row.pk) in sent}
        if form.is_valid():
            made = attempt(form, lambda: acts.roll_over(plan, kept=form.cleaned_data["kept"], **capacity(request)))
            if made:
                messages.success(request, _("Le brouillon du %(plan)s est commencé.") % {"plan": made.title})
                return redirect(address("plan_year", made))
    following = agreement.fiscal_year(plan.year + 1)
    return page(
        request,
        "plan/roll.html",
        422 if request.method == "POST" else 200,
        plan=plan,
        groups=groups,
        kept=kept,
        form=form,
        obstacles=list(rules.obstacles_to_rolling(plan, kept=[])),
        label=following.label,
        after_label=following.next.label,
    )


def begin(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """An empty draft for the running year."""
    try:
        plan = acts.begin(agreement, by=coordinating(request), on=clock.today())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=409)
    messages.success(request, _("Le brouillon est commencé : ajoutez une section, puis ses actions."))
    return redirect(address("plan_edit", plan))
