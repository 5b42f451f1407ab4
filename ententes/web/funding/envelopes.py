"""The allotment of a year, from its lines to its matter, and the page of each envelope with what it is drawn on for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.conventions import acts as conventions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.states import Kind as Subject
from ententes.decisions.states import State
from ententes.funding import acts, rules
from ententes.funding.models import Allotment, AllotmentLine, Envelope, Shortfall
from ententes.funding.queries import allotments, figures, ledger
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.web.opening import opened
from ententes.web.pages import attempt, coordinating, page, refusal

from . import drawing
from .forms import LineForm, ReasonForm
from .views import years_of


def _of_year(request: Any, agreement: Agreement, year: int) -> Allotment:
    rows = Allotment.objects.seen_by(request.user).select_related("matter__revises")
    found = get_object_or_404(rows, agreement=agreement, year=year)
    found.agreement = agreement
    return found


def allotment(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """The allotment of a year as it stands; an empty page says how it begins."""
    if year not in years_of(agreement):
        raise Http404
    if not Allotment.objects.filter(agreement=agreement, year=year).exists():
        return page(request, "funding/no_allotment.html", year=year, year_label=agreement.fiscal_year(year).label)
    return _draw(request, _of_year(request, agreement, year))


def _draw(request: Any, found: Allotment, status: int = 200, form: LineForm | None = None) -> HttpResponse:
    agreement, today = found.agreement, clock.today()
    content = allotments.content(found)
    version = figures.adopted(agreement, found.year)
    matter = found.matter
    seen = Matter.objects.seen_by(request.user).filter(pk=found.matter_id).select_related("stage__body").first()
    chain = chain_of(agreement, str(Subject.ENVELOPES), today)
    return page(
        request,
        "funding/allotment.html",
        status,
        allotment=found,
        year_label=content["year"],
        lines=list(found.lines.select_related("envelope__objective")),
        total=content["total"],
        pledged=allotments.pledged(found),
        warnings=allotments.warnings(found, content),
        writable=not list(rules.obstacles_to_allotting(found, by=request.capacities[0], on=today)),
        to_propose=list(rules.obstacles_to_proposing(found, by=request.capacities[0], on=today)),
        settled=matter is not None and matter.state == State.SETTLED,
        in_force=version,
        changed=allotments.differences(version.data, content) if version else [],
        matter=seen,
        chain=[link.said() for link in chain],
        bodies=[] if chain else list(agreement.bodies.filter(dissolved_on=None).values_list("pk", "name")),
        form=form or LineForm(agreement),
    )


def begin(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """Begin the allotment of a year, with a line for each objective."""
    if year not in years_of(agreement):
        raise Http404
    return _done(request, agreement, year, lambda: acts.begin(agreement, year=year, by=coordinating(request), when=clock.now()))


def set_line(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """Write what an envelope is given."""
    found, form = _of_year(request, agreement, year), LineForm(agreement, request.POST)
    if form.is_valid() and attempt(form, lambda: acts.set_line(found, **form.cleaned_data, by=coordinating(request), when=clock.now())):
        messages.success(request, _("La ligne est enregistrée."))
        return redirect("allotment", agreement=agreement.slug, year=year)
    return _draw(request, found, 422, form)


def drop_line(request: Any, agreement: Agreement, allotted: int) -> HttpResponse:
    """Take a line out of the allotment."""
    seen = Allotment.objects.seen_by(request.user).filter(agreement=agreement)
    line = get_object_or_404(AllotmentLine.objects.select_related("allotment__matter"), pk=allotted, allotment__in=seen)
    return _done(request, agreement, line.allotment.year, lambda: acts.drop_line(line, by=coordinating(request), when=clock.now()))


def propose(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """Open the matter of an allotment."""
    return opened(request, _of_year(request, agreement, year), acts.propose)


def revise(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """Open the matter of the revision of an adopted allotment."""
    return opened(request, _of_year(request, agreement, year), acts.revise)


def _done(request: Any, agreement: Agreement, year: int, act: Callable[[], Any]) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    return redirect("allotment", agreement=agreement.slug, year=year)


def _envelope_of(agreement: Agreement, pk: int) -> Envelope:
    found = get_object_or_404(Envelope.objects.select_related("objective"), pk=pk, agreement=agreement)
    found.agreement = agreement
    return found


def envelope(request: Any, agreement: Agreement, envelope: int) -> HttpResponse:
    """One envelope: its figures, what it is drawn on for, its entries. A constant number of queries."""
    return _draw_envelope(request, _envelope_of(agreement, envelope))


def _draw_envelope(request: Any, found: Envelope, status: int = 200, form: ReasonForm | None = None, lifting: int = 0) -> HttpResponse:
    agreement, told = found.agreement, figures.of_envelope(found)
    return page(
        request,
        "funding/envelope.html",
        status,
        envelope=found,
        year_label=agreement.fiscal_year(found.year).label,
        told=told,
        bar=drawing.of_envelope(told),
        uses=figures.uses(found, request.user),
        projects=dict(Project.objects.seen_by(request.user).filter(use__envelope=found).values_list("use", "pk")),
        found=ledger.page(agreement, ledger.LedgerFilters(envelope=found.pk), request.user),
        short=figures.short_of(found),
        to_carry=list(rules.obstacles_to_carrying(found, figures=told, on=clock.today())),
        form=form or ReasonForm(),
        lifting=lifting,
    )


def carry(request: Any, agreement: Agreement, envelope: int) -> HttpResponse:
    """Carry what is left to the next year."""
    found = _envelope_of(agreement, envelope)
    try:
        following = acts.carry_over(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le reste est reporté à l’exercice suivant."))
    return redirect("envelope", agreement=agreement.slug, envelope=following.pk)


def invoke(request: Any, agreement: Agreement, envelope: int) -> HttpResponse:
    """Invoke « sous réserve des crédits disponibles » on an envelope, or on its whole year."""
    found, form = _envelope_of(agreement, envelope), ReasonForm(request.POST)
    whole = request.POST.get("whole") == "1"
    if form.is_valid():
        said = {"year": found.year, "envelope": None if whole else found, "reason": form.cleaned_data["reason"]}
        if attempt(form, lambda: conventions.reserve_credits(agreement, **said, by=coordinating(request), when=clock.now())):
            messages.success(request, _("La réserve est invoquée, et les versements aux promoteurs sont suspendus."))
            return redirect("envelope", agreement=agreement.slug, envelope=found.pk)
    return _draw_envelope(request, found, 422, form)


def lift(request: Any, agreement: Agreement, shortfall: int) -> HttpResponse:
    """Lift the reserve on credits."""
    found = get_object_or_404(Shortfall.objects.select_related("envelope"), pk=shortfall, agreement=agreement)
    try:
        acts.lift(found, because=request.POST.get("because", ""), by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("La réserve est levée."))
    if found.envelope:
        return redirect("envelope", agreement=agreement.slug, envelope=found.envelope.pk)
    return redirect("funding", agreement=agreement.slug)
