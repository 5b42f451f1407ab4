"""Planning a meeting or a series, moving one, cancelling one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.queries import procedure_on
from ententes.ground import clock
from ententes.meetings import acts
from ententes.meetings.models import Meeting
from ententes.meetings.rules import before as rules
from ententes.meetings.states import State
from ententes.web.pages import attempt, page

from .forms import CancelForm, MoveForm, PlanForm
from .showing import acting, facts, find, find_body


def plan(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Plan one meeting, or several at regular intervals."""
    found = find_body(request, agreement, body)
    by, today = acting(request, found), clock.today()
    form = PlanForm(request.POST or None, initial={"starts": "19:00", "ends": "21:00"})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        facts_ = {**form.moments, "by": by, "when": clock.now()}

        def act() -> list[Meeting]:
            if given["every"]:
                return acts.plan_series(found, every=given["every"], times=given["times"], **facts_)
            return [acts.plan(found, is_special=given["is_special"], afterwards=given["afterwards"], **facts_)]

        if made := attempt(form, act):
            messages.success(
                request,
                ngettext(
                    "La rencontre est prévue, avec un ordre du jour à compléter. Personne n’est encore convoqué.",
                    "%(count)s rencontres sont prévues, chacune avec un ordre du jour à compléter. Personne n’est encore convoqué.",
                    len(made),
                )
                % {"count": len(made)},
            )
            return redirect("meeting", agreement=agreement.slug, meeting=made[0].pk)
    reasons = [*rules.obstacles_to_preparing(found, by=by, when=clock.now()), *rules.obstacles_to_ruling(found, today)]
    return page(
        request,
        "meetings/plan.html",
        422 if request.method == "POST" else 200,
        form=form,
        body=found,
        reasons=[] if form.errors else reasons,
        procedure=procedure_on(found, today),
    )


def reschedule(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Another time or place; everybody called is told."""
    found = find(request, agreement, meeting)
    by = acting(request, found.body)
    form = MoveForm(request.POST or None, initial=MoveForm.shown(found))
    late = False
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        moved = attempt(
            form,
            lambda: acts.reschedule(
                found,
                **form.moments,
                why=given["why"],
                shortness=given["shortness"],
                revision=given["revision"],
                by=by,
                when=clock.now(),
            ),
        )
        if moved:
            told = moved.state == State.CALLED and moved.sequence != found.sequence
            messages.success(
                request,
                _("La rencontre est déplacée; tous ceux qui étaient convoqués en sont avertis.") if told else _("C’est enregistré."),
            )
            return redirect("meeting", agreement=agreement.slug, meeting=found.pk)
        found.refresh_from_db()
        late = given["revision"] != found.revision
        if late:
            form.data = form.data.copy()
            form.data["revision"] = str(found.revision)
    reasons = [] if request.method == "POST" else list(rules.obstacles_to_changing(found, by=by, when=clock.now()))
    status = (409 if late else 422) if request.method == "POST" else 200
    return page(request, "meetings/move.html", status, form=form, reasons=reasons, called=found.state == State.CALLED, **facts(found))


def cancel(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Say why a meeting is not held; everybody called is told."""
    found = find(request, agreement, meeting)
    by = acting(request, found.body)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = found.state == State.CALLED
        if attempt(form, lambda: acts.cancel(found, why=form.cleaned_data["why"], by=by, when=clock.now())):
            messages.success(
                request,
                _("La rencontre est annulée; tous ceux qui étaient convoqués en sont avertis.") if told else _("La rencontre est annulée."),
            )
            return redirect("meeting", agreement=agreement.slug, meeting=found.pk)
    reasons = [] if request.method == "POST" else list(rules.obstacles_to_changing(found, by=by, when=clock.now()))
    return page(
        request,
        "meetings/cancel.html",
        422 if request.method == "POST" else 200,
        form=form,
        reasons=reasons,
        count=found.invitations.count() if found.state == State.CALLED else 0,
        **facts(found),
    )
