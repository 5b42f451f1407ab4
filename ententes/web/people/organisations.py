"""What became of a partner: another name, a merger, a dissolution. What it signed keeps its name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Party
from ententes.ground import clock
from ententes.ground.days import long_date
from ententes.organisations import acts
from ententes.organisations.queries import pasts
from ententes.web.pages import attempt, page

from .forms import DissolveForm, MergeForm, RenameForm


def organisation(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """The three things that can become of a partner, each its form."""
    return _draw(request, agreement, _found(agreement, party))


def _found(agreement: Agreement, party: int) -> Party:
    return get_object_or_404(Party.objects.select_related("organisation__successor"), pk=party, agreement=agreement)


def _draw(request: Any, agreement: Agreement, party: Party, **refused: Any) -> HttpResponse:
    forms = {
        "rename": RenameForm(auto_id="rename_%s"),
        "merge": MergeForm(agreement, party, auto_id="merge_%s"),
        "dissolve": DissolveForm(auto_id="dissolve_%s"),
    }
    return page(
        request,
        "people/organisation.html",
        422 if refused else 200,
        party=party,
        past=pasts([party.organisation_id]).get(party.organisation_id, ""),
        **(forms | refused),
    )


def rename(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """Record the new name of a partner."""
    found = _found(agreement, party)
    form = RenameForm(request.POST, auto_id="rename_%s")
    if form.is_valid() and attempt(form, lambda: acts.rename_organisation(found.organisation, **form.cleaned_data, when=clock.now())):
        messages.success(request, _("Le nouveau nom est inscrit; ce qui a été écrit sous l’ancien le garde."))
        return redirect("members", agreement=agreement.slug)
    return _draw(request, agreement, found, rename=form)


def merge(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """Record in which organisation a partner was merged; one that is not there yet is named."""
    found = _found(agreement, party)
    form = MergeForm(agreement, found, request.POST, auto_id="merge_%s")

    def both() -> Any:
        with transaction.atomic():
            said = form.cleaned_data
            successor = said["known"] or acts.name_organisation(name=said["name"], acronym=said["acronym"])
            return acts.merge_organisation(found.organisation, successor=successor, on=said["on"])

    if form.is_valid() and (merged := attempt(form, both)):
        messages.success(
            request,
            _("%(name)s est fusionné à %(successor)s depuis le %(day)s.")
            % {"name": merged.name, "successor": merged.successor.name, "day": long_date(merged.dissolved_on)},
        )
        return redirect("members", agreement=agreement.slug)
    return _draw(request, agreement, found, merge=form)


def dissolve(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """Record the last day of a partner that nobody succeeds."""
    found = _found(agreement, party)
    form = DissolveForm(request.POST, auto_id="dissolve_%s")
    if form.is_valid() and (gone := attempt(form, lambda: acts.dissolve(found.organisation, on=form.cleaned_data["on"]))):
        messages.success(request, _("%(name)s est dissous depuis le %(day)s.") % {"name": gone.name, "day": long_date(gone.dissolved_on)})
        return redirect("members", agreement=agreement.slug)
    return _draw(request, agreement, found, dissolve=form)
