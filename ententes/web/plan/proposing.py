"""Sending a plan to its bodies, and revising one that is in force: each opens a matter, and goes to its page."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Matter
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.web.pages import refusal

from .editing import capacity, plan_of


def propose(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    """Open the matter of a draft."""
    said = _("Le dossier est ouvert. Il reste à le transmettre à la première instance.")
    return _opened(request, agreement, year, acts.propose, said)


def revise(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    """Open the matter of a revision."""
    said = _("La révision est commencée : le plan se modifie de nouveau, et ce qui a été adopté reste en vigueur.")
    return _opened(request, agreement, year, acts.revise, said)


def _opened(request: HttpRequest, agreement: Agreement, year: int, act: Callable[..., Matter], said: str) -> HttpResponse:
    try:
        matter = act(plan_of(agreement, year), **capacity(request))
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, said)
    return redirect("matter", agreement=agreement.slug, matter=matter.pk)
