"""Opening the matter of what bodies adopt: a framework, an allotment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.decisions.models import Matter
from ententes.ground import clock
from ententes.ground.act import Refused

from .pages import coordinating, refusal, whole_number


def opened(request: Any, found: Any, act: Callable[..., Matter]) -> HttpResponse:
    """Open the matter of the thing found, before the body that the form chooses where no mandate names one; then its page."""
    body = found.agreement.bodies.filter(pk=whole_number(request.POST.get("body"))).first()
    try:
        matter = act(found, by=coordinating(request), when=clock.now(), body=body)
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le dossier est ouvert. Il reste à le transmettre à la première instance."))
    return redirect("matter", agreement=found.agreement.slug, matter=matter.pk)
