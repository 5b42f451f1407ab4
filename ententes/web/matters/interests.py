"""Interests in a matter: somebody declares one, and no longer reads the file; the coordination records that one no longer stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions import acts
from ententes.ground import clock
from ententes.people.models import Person
from ententes.web.pages import attempt, coordinating

from .forms import InterestForm, LiftForm
from .views import draw, found, whose


def declare(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """Declare one's own interest; the coordination also writes down the one that somebody told it."""
    one = found(request, agreement, matter)
    form = InterestForm(whose(request, one), request.POST)
    if form.is_valid():
        person, nature = Person.objects.get(pk=form.cleaned_data["who"]), form.cleaned_data["nature"]
        facts = {"declared_by": request.capacities[0].recorded, "when": clock.now()}
        if attempt(form, lambda: acts.declare_interest(one, person=person, nature=nature, **facts)):
            messages.success(request, _("L’intérêt est déclaré; le dossier n’est plus montré à %(name)s.") % {"name": person.name})
            return redirect("matter", agreement=agreement.slug, matter=matter)
    return draw(request, one, 422, interest_form=form)


def lift(request: Any, agreement: Agreement, matter: int, interest: int) -> HttpResponse:
    """Record that an interest no longer stands."""
    one = found(request, agreement, matter)
    held = get_object_or_404(one.interests.select_related("person", "matter__agreement"), pk=interest)
    form = LiftForm(request.POST)
    if form.is_valid():
        because, by = form.cleaned_data["because"], coordinating(request)
        if attempt(form, lambda: acts.lift_interest(held, by=by, when=clock.now(), because=because)):
            messages.success(request, _("%(name)s lit de nouveau le dossier.") % {"name": held.person.name})
            return redirect("matter", agreement=agreement.slug, matter=matter)
    return draw(request, one, 422, lift_form=form, lifting=interest)
