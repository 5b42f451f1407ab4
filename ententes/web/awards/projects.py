"""One project, and how it begins: from an admissible application, or from the plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards import acts, rules
from ententes.awards.models import Announcement, DecisionLetter, Project
from ententes.awards.queries import ahead, decided, listing, proposal, waiting
from ententes.conventions.models import GrantAgreement
from ententes.conventions.queries.results import achieved
from ententes.decisions.models import Matter
from ententes.decisions.queries import standing
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.states import Kind
from ententes.exporting.project import sections
from ententes.funding.queries import figures
from ententes.ground import clock
from ententes.plans.queries.powers import in_current_plan
from ententes.projects.models import Deposit
from ententes.scoring.queries.files import closed_to
from ententes.web.pages import attempt, coordinating, page
from ententes.web.seen import change

from .forms import BearForm, LetterForm, ReceivedForm, ServingForm, serving


def found(request: Any, agreement: Agreement, pk: int) -> Project:
    """A project that the visitor may read; not found otherwise."""
    rows = Project.objects.seen_by(request.user).select_related(
        "deposit__call", "deposit__application", "matter__stage__body", "envelope", "use", "territory"
    )
    one = get_object_or_404(rows, pk=pk, agreement=agreement)
    one.agreement = agreement
    return one


def project(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """One project: its path, its proposal, its decision, its money from the ledger, what it serves."""
    return draw(request, found(request, agreement, project))


def draw(request: Any, one: Project, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a project, with a form to correct when there is one. A constant number of queries."""
    agreement, by, today, now = one.agreement, request.capacities[0], clock.today(), clock.now()
    coordinates = any(capacity.coordinates for capacity in request.capacities)
    seen = Matter.objects.seen_by(request.user).filter(pk=one.matter_id).exists() if one.matter else False
    steps = standing.log(one.matter) if one.matter and seen else []
    data, verdict = proposal.content(one), decided.decision(one)
    links = (
        [] if one.matter else chain_of(agreement, str(Kind.PROJECT), today, in_current_plan(agreement, today).get(str(Kind.PROJECT), ()))
    )
    letter = DecisionLetter.objects.filter(project=one).first() if verdict else None
    return page(
        request,
        "awards/project.html",
        status,
        project=one,
        row=listing.row_of(one, now),
        data=data,
        parts=[part for part in sections(data) if part.tables or part.text],
        proposed=proposal.proposed(data),
        path=standing.path(one.matter, steps) if one.matter and seen else [],
        chain=[link.said() for link in links],
        seen=seen,
        verdict=verdict,
        decided=proposal.proposed(verdict.data) if verdict else [],
        rank=waiting.rank(one) if verdict and verdict.verdict == "wait" else 0,
        money=figures.of_use(one.use) if one.use else None,
        money_stands=ahead.what_stands(one.matter) if one.matter and not verdict else [],
        convention=GrantAgreement.objects.filter(project=one).values("pk", "number").first() if verdict and verdict.granted else None,
        letter=letter if coordinates else None,
        told=letter is not None,
        announced=Announcement.objects.filter(projects=one, cancelled_at=None).first() if coordinates else None,
        results=achieved([one.pk]),
        actions=list(one.actions.select_related("plan").order_by("plan__year", "position")),
        objectives=list(one.objectives.all()),
        to_open=list(rules.obstacles_to_opening(one, by=by)),
        to_describe=list(rules.obstacles_to_describing(one, by=by)),
        to_tell=list(rules.obstacles_to_telling(one, verdict, recourse="-", by=by)) if coordinates else [],
        letter_form=forms.get("letter_form") or LetterForm(),
        received_form=forms.get("received_form") or ReceivedForm(initial={"received_on": today}),
    )


def begin(request: Any, agreement: Agreement, deposit: int) -> HttpResponse:
    """Make a project of an admissible application."""
    rows = Deposit.objects.filter(pk__in=[deposit], call__agreement=agreement).select_related("call__agreement", "application")
    one = get_object_or_404(rows.exclude(closed_to(request.user)))
    by = coordinating(request)
    obstacles = list(rules.obstacles_to_beginning(one, by=by))
    form = ServingForm(agreement, request.POST or None)
    del form.fields["summary"]  # it is that of the application
    act = lambda: acts.begin(one, **form.said, by=by, when=clock.now())  # noqa: E731
    if request.method == "POST" and form.is_valid() and (made := attempt(form, act)):
        messages.success(request, _("Le projet est commencé. Écrivez ce que l’instance est appelée à résoudre."))
        return redirect("project", agreement=agreement.slug, project=made.pk)
    return page(
        request,
        "awards/begin.html",
        422 if request.method == "POST" else 200,
        form=form,
        deposit=one,
        obstacles=obstacles,
        action=reverse("project_begin", args=[agreement.slug, one.pk]),
    )


def bear(request: Any, agreement: Agreement) -> HttpResponse:
    """Begin a project born of the plan, without a call."""
    form = BearForm(agreement, request.POST or None, initial={"actions": request.GET.getlist("action")})
    if request.method == "POST" and form.is_valid():
        by = coordinating(request)
        if made := attempt(form, lambda: acts.bear(agreement, **form.said, by=by, when=clock.now())):
            messages.success(request, _("Le projet est commencé. Écrivez ce que l’instance est appelée à résoudre."))
            return redirect("project", agreement=agreement.slug, project=made.pk)
    status = 422 if request.method == "POST" else 200
    return page(
        request, "awards/begin.html", status, form=form, deposit=None, obstacles=[], action=reverse("project_bear", args=[agreement.slug])
    )


def describe(request: Any, agreement: Agreement, project: int) -> HttpResponse:
    """Say what a project serves, where, and its summary."""
    one, by = found(request, agreement, project), coordinating(request)
    if request.method == "GET" and list(rules.obstacles_to_describing(one, by=by)):
        return draw(request, one)
    form = ServingForm(agreement, request.POST or None, initial=serving(one))
    if request.method == "POST" and form.is_valid() and change(form, one, serving, lambda: acts.describe(one, **form.said, by=by)):
        messages.success(request, _("C’est enregistré."))
        return redirect("project", agreement=agreement.slug, project=one.pk)
    return page(request, "awards/describe.html", form.refused_status if request.method == "POST" else 200, form=form, project=one)
