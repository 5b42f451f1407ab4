"""The packet of a body: its projects as frozen for it, combinations side by side, what remains; read, taken, composed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.agreements.models import Agreement
from ententes.awards import acts
from ententes.awards.models import Scenario
from ententes.awards.queries.packet import File, Packet, packet
from ententes.committees.models import Body
from ententes.exporting.packet import PACKET_FORMATS, export
from ententes.exporting.project import sections
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.money import MoneyField, typed
from ententes.web.files import taken
from ententes.web.pages import attempt, coordinating, page, refusal

ROWS, SHOWN = 300, 50
"""Projects drawn beside their combinations, and with a page of their own; the documents have them all."""


class CombineForm(forms.Form):
    """A combination: its title, and the aid it gives to each project; empty for none."""

    title = forms.CharField(label=lazy("Titre du scénario"), max_length=200)
    words = forms.CharField(label=lazy("Ce qui le distingue"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, files: list[File], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [one.pk for one in files]
        for one in files:
            self.fields[f"aid_{one.pk}"] = MoneyField(
                label=f"{one.title} – {one.promoter}", required=False, initial=typed(one.aid) if one.aid else ""
            )

    @property
    def lines(self) -> dict[int, int]:
        return {key: self.cleaned_data[f"aid_{key}"] or 0 for key in self.keys}


def _body(agreement: Agreement, pk: int) -> Body:
    found = get_object_or_404(agreement.bodies, pk=pk)
    found.agreement = agreement
    return found


def show(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """The whole, and a page for each project. A constant number of queries."""
    return _draw(request, packet(_body(agreement, body), request.user))


def _draw(request: Any, found: Packet) -> HttpResponse:
    return page(
        request,
        "awards/packet.html",
        found=found,
        body=found.body,
        files=found.files[:ROWS],
        pages=[(one, sections(one.data or {}, brief=True)) for one in found.frozen[:SHOWN]],
        formats=PACKET_FORMATS,
    )


def take(request: Any, agreement: Agreement, body: int, format: str) -> HttpResponse:
    """The packet as its reader may read it, as a document."""
    if format not in PACKET_FORMATS:
        raise Http404
    return taken(request, agreement, export(packet(_body(agreement, body), request.user), format=format, as_of=clock.today()), format)


def combine(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Compose a combination."""
    held = _body(agreement, body)
    found = packet(held, request.user)
    form = CombineForm(list(found.files), request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, coordinating(request)
        facts = {"title": said["title"], "words": said["words"], "lines": form.lines}
        if attempt(form, lambda: acts.combine(held, **facts, by=by, when=clock.now())):
            messages.success(request, _("Le scénario est dans le cahier."))
            return redirect("project_packet", agreement=agreement.slug, body=held.pk)
    return page(request, "awards/combine.html", 422 if request.method == "POST" else 200, form=form, body=held, files=found.files)


def drop(request: Any, agreement: Agreement, scenario: int) -> HttpResponse:
    """Take a combination out."""
    found = get_object_or_404(Scenario, pk=scenario, agreement=agreement)
    try:
        acts.drop_scenario(found, by=coordinating(request))
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le scénario n’est plus dans le cahier."))
    return redirect("project_packet", agreement=agreement.slug, body=found.body_id)
