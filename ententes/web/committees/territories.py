"""The territories of a body: those it is to represent, and those each seat stands for."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees import acts
from ententes.committees.models import Body, Seat
from ententes.web.pages import coordinating, page
from ententes.web.seen import change

from .forms import SeatTerritoriesForm, TerritoriesForm


def represented(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Say which territories a body is to represent."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    form = TerritoriesForm(request.POST or None, initial=_of_body(found))
    if request.method == "POST" and form.is_valid():
        by = coordinating(request)
        if change(form, found, _of_body, lambda: acts.represent(found, territories=form.names(), by=by)):
            messages.success(request, _("Les territoires sont enregistrés."))
            return redirect("committee", agreement=agreement.slug, body=body)
    status = form.refused_status if request.method == "POST" else 200
    return page(request, "committees/territories.html", status, form=form, body=found, seat=None)


def stood_for(request: Any, agreement: Agreement, seat: int) -> HttpResponse:
    """Say for which territories a seat stands."""
    found = get_object_or_404(Seat.objects.select_related("body"), pk=seat, body__agreement=agreement)
    form = SeatTerritoriesForm(found.body, request.POST or None, initial=_of_seat(found))
    if request.method == "POST" and form.is_valid():
        by = coordinating(request)
        if change(form, found, _of_seat, lambda: acts.stand_for(found, territories=form.cleaned_data["territories"], by=by)):
            messages.success(request, _("Les territoires du siège sont enregistrés."))
            return redirect("committee", agreement=agreement.slug, body=found.body_id)
    status = form.refused_status if request.method == "POST" else 200
    return page(request, "committees/territories.html", status, form=form, body=found.body, seat=found)


def _of_body(body: Body) -> dict[str, Any]:
    return {"territories": "\n".join(body.territories.values_list("name", flat=True))}


def _of_seat(seat: Seat) -> dict[str, Any]:
    return {"territories": list(seat.territories.values_list("pk", flat=True))}
