"""The matters of an agreement that one may see, and the page of each: its chain, its steps, its frozen copies, what stands in the way."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.committees.queries import people_of, procedure_on
from ententes.conventions.models import ChangeRequest
from ententes.conventions.queries.carried import what_stands
from ententes.decisions.models import Matter
from ententes.decisions.queries import listing, standing
from ententes.decisions.rules import (
    obstacles_to_joining,
    obstacles_to_rephrasing,
    obstacles_to_transmitting,
    obstacles_to_withdrawing,
)
from ententes.decisions.states import ENDED, Kind
from ententes.frameworks.models import Framework
from ententes.frameworks.states import Kind as Written
from ententes.funding.models import Allotment
from ententes.ground import clock
from ententes.meetings.queries import coordination
from ententes.plans.models import Plan
from ententes.plans.queries.powers import in_current_plan
from ententes.web.files import attachment
from ententes.web.pages import page

from .forms import InterestForm, LiftForm, PieceForm


def matters(request: Any, agreement: Agreement) -> HttpResponse:
    """The matters that one may see: those under way by the body that holds them or receives them next, then those that ended."""
    filters = listing.MatterFilters.of(request.GET)
    here = reverse("matters", kwargs={"agreement": agreement.slug})
    kept = {name: value for name, value in (("objet", filters.kind), ("instance", filters.body)) if value}
    ways = {"": _("Tous"), "en-cours": _("En cours"), "adoptes": _("Adoptés"), "rejetes": _("Rejetés"), "retires": _("Retirés")}
    return page(
        request,
        "matters/list.html",
        found=listing.matters(agreement, request.user, filters, request.GET.get("page", "1")),
        filters=filters,
        chips=[
            {"label": label, "url": f"{here}?{urlencode({'etat': way, **kept} if way else kept)}", "current": way == filters.way}
            for way, label in ways.items()
        ],
        kinds=[("", _("Tout objet")), *((str(kind), str(label)) for kind, label in Kind.choices)],
        bodies=[("", _("Toute instance")), *agreement.bodies.values_list("pk", "name")],
        address=f"{here}?{urlencode({**({'etat': filters.way} if filters.way else {}), **kept, 'page': ''})}",
    )


def found(request: Any, agreement: Agreement, matter: int) -> Matter:
    """A matter that the visitor may see; not found otherwise."""
    rows = Matter.objects.seen_by(request.user).select_related("stage__body", "stage__organisation", "opened_by__person", "revises")
    one = get_object_or_404(rows, pk=matter, agreement=agreement)
    one.agreement = agreement
    return one


def matter(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """One matter; whoever withdrew from it is told so, and reads nothing of it."""
    try:
        return draw(request, found(request, agreement, matter))
    except Http404:
        if interest := standing.withdrawn_from(agreement, matter, request.user):
            return page(request, "withdrawn.html", interest=interest)
        raise


def draw(request: Any, matter: Matter, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a matter, with a form to correct when there is one. A constant number of queries."""
    agreement, by, today = matter.agreement, request.capacities[0], clock.today()
    steps = standing.log(matter)
    path = standing.path(matter, steps)
    stages = [one.stage for one in path]
    plan = Plan.objects.filter(matter=matter).values("year", "title").first() if matter.kind == Kind.PLAN else None
    years = Allotment.objects.filter(matter=matter).values_list("year", flat=True) if matter.kind == Kind.ENVELOPES else ()
    last = matter.versions.last()
    sitting, placed = coordination.sitting_of(matter, today)
    return page(
        request,
        "matters/matter.html",
        status,
        matter=matter,
        kind_words=str(matter.get_kind_display()),
        path=path,
        steps=steps,
        versions=list(matter.versions.select_related("file")),
        last=last,
        pieces=list(matter.pieces.select_related("file")),
        conditions=standing.conditions(steps),
        interests=list(matter.interests.select_related("person")),
        changed=standing.changed_since(matter, stages, today, in_current_plan(agreement, today)),
        dissolved={stage.pk for stage in stages if stage.body and not stage.body.runs_on(today)},
        plan=plan,
        allotted_year=next(iter(years), None),
        text=Framework.objects.filter(matter=matter).values("pk", "title").first() if matter.kind in Written.values else None,
        project=Project.objects.filter(matter=matter).values("pk", "title").first() if matter.kind == Kind.PROJECT else None,
        change=ChangeRequest.objects.filter(matter=matter).values("pk", "number").first() if matter.kind == Kind.CHANGE else None,
        money_stands=what_stands(matter) if matter.state not in ENDED else [],
        ended=matter.state in ENDED,
        to_transmit=[*obstacles_to_transmitting(matter, by=by, on=today), *forms.get("unchanged", ())],
        to_withdraw=list(obstacles_to_withdrawing(matter, by=by, reasons="-")),
        to_join=list(obstacles_to_joining(matter, by=by)),
        to_rephrase=list(obstacles_to_rephrasing(matter, title="-", question="-", by=by)),
        opened_on=timezone.localdate(matter.opened_at),
        sitting=sitting,
        placed=placed,
        lives=bool(matter.stage and matter.stage.body and matter.stage.body.runs_on(today)),
        ruled=bool(matter.stage and matter.stage.body and procedure_on(matter.stage.body, today)),
        piece_form=forms.get("piece_form") or PieceForm(),
        interest_form=forms.get("interest_form") or InterestForm(whose(request, matter)),
        lift_form=forms.get("lift_form") or LiftForm(),
        lifting=forms.get("lifting", 0),
    )


def whose(request: Any, matter: Matter) -> list[tuple[int, str]]:
    """Whose interest the visitor may write down: their own; that of anybody of the agreement for the coordination."""
    me = (request.user.pk, request.user.name)
    if not any(one.coordinates for one in request.capacities):
        return [me]
    return [me, *(one for one in people_of(matter.agreement) if one[0] != me[0])]


def version(request: Any, agreement: Agreement, matter: int, version: int) -> HttpResponseBase:
    """One frozen copy, to be saved."""
    one = get_object_or_404(found(request, agreement, matter).versions.select_related("file"), pk=version)
    return attachment(one.file)


def piece(request: Any, agreement: Agreement, matter: int, joined: int) -> HttpResponseBase:
    """One document joined to a matter, to be saved."""
    one = get_object_or_404(found(request, agreement, matter).pieces.select_related("file"), pk=joined)
    return attachment(one.file)
