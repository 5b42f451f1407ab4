"""A letter of intent, read and answered by the coordination."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.projects import acts
from ententes.projects.models import IntentLetter
from ententes.web.pages import attempt, coordinating, page

from .examining_forms import LetterForm
from .received import hidden_from


def letter(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponse:
    """The letter of an application, and whether it goes on."""
    rows = IntentLetter.objects.filter(application__call__agreement=agreement, application__withdrawn_at=None)
    rows = rows.exclude(application__in=hidden_from(request.user, agreement))
    found = get_object_or_404(rows.select_related("application__call__agreement", "person"), application=application)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, now = coordinating(request), clock.now()
        if attempt(form, lambda: acts.answer_letter(found, **form.said, by=by, when=now)):
            messages.success(request, _("La réponse est enregistrée; une lettre part au promoteur."))
            return redirect("call", agreement=agreement.slug, call=found.application.call_id)
    status = 422 if request.method == "POST" else 200
    return page(
        request, "projects/letter.html", status, letter=found, application=found.application, call=found.application.call, form=form
    )
