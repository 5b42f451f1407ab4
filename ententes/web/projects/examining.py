"""Examining an application that was received: each point of the checklist with its evidence, then the verdict."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.projects import acts
from ententes.projects.models import Application, Deposit
from ententes.projects.queries import admissibility as queries
from ententes.projects.queries import standing
from ententes.projects.queries.completions import asked_of, told
from ententes.projects.rules import admissibility as rules
from ententes.projects.rules import completions as asking_rules
from ententes.web.files import attachment
from ententes.web.pages import attempt, coordinating, page
from ententes.web.seen import change

from .examining_forms import AskForm, ChecksForm, VerdictForm, shown
from .received import last_deposit

FIRST_WAIT = timedelta(days=15)
"""What the form begins with; the coordination says another day."""


def admissibility(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponse:
    """The checklist of an application as it stands; answer its points."""
    last = last_deposit(request, agreement, application)
    form = ChecksForm(queries.checked(last), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by, now, changed = coordinating(request), clock.now(), form.changed

        def act() -> int:
            with transaction.atomic():
                return len([acts.check(last, **one, by=by, when=now) for one in changed])

        if (done := change(form, last.application, lambda _row: shown(queries.checked(last)), act)) is not None:
            messages.success(request, _("La liste est enregistrée.") if done else _("Rien n’a changé."))
            return redirect("admissibility", agreement=agreement.slug, application=application)
    return draw(request, last, form.refused_status if request.method == "POST" else 200, checks=form)


def pronounce(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponse:
    """Say that the application is admissible or not; the promoter is written to."""
    last, form = last_deposit(request, agreement, application), VerdictForm(request.POST, prefix="verdict")
    by, now = coordinating(request), clock.now()
    if form.is_valid() and attempt(form, lambda: acts.pronounce(last, **form.said, by=by, when=now)):
        messages.success(request, _("L’admissibilité est prononcée; une lettre part au promoteur."))
        return redirect("admissibility", agreement=agreement.slug, application=application)
    return draw(request, last, 422, verdict=form)


def evidence(request: HttpRequest, agreement: Agreement, application: int, check: int) -> HttpResponseBase:
    """The file that proves an answer, to be saved."""
    last = last_deposit(request, agreement, application)
    found = get_object_or_404(last.checks.filter(file__isnull=False).select_related("file"), pk=check)
    assert found.file is not None
    return attachment(found.file)


def draw(
    request: Any,
    last: Deposit,
    status: int = 200,
    checks: ChecksForm | None = None,
    verdict: VerdictForm | None = None,
    asking: AskForm | None = None,
) -> HttpResponse:
    """The page of the checklist, with a form to correct where there is one."""
    application: Application = last.application
    by, now = coordinating(request), clock.now()
    return page(
        request,
        "projects/admissibility.html",
        status,
        application=application,
        deposit=last,
        call=last.call,
        state=standing.state_of(application),
        form=checks or ChecksForm(queries.checked(last)),
        verdicts=[(one, queries.reasons(one)) for one in last.verdicts.select_related("person").order_by("-pk")],
        closed=list(rules.obstacles_to_examining(last, by=by, when=now)),
        early=list(rules.obstacles_to_any_verdict(last, when=now)),
        unready=list(rules.obstacles_to_admitting(last)),
        asked=[(one, [(made, told(made)) for made in one.completions]) for one in asked_of(last)],
        unasked=list(asking_rules.obstacles_to_asking_now(last, by=by, when=now)),
        asking=asking or AskForm(prefix="ask", initial={"due_on": clock.today() + FIRST_WAIT}),
        today=clock.today(),
        verdict=verdict or VerdictForm(prefix="verdict"),
    )
