"""The plan as a document: choosing what it holds, making it, and the record of every document that left."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.exporting import FORMATS, export
from ententes.ground import clock
from ententes.plans.models import Plan
from ententes.plans.queries import listing
from ententes.plans.queries.filters import Filters
from ententes.web.files import taken
from ententes.web.pages import page

from .forms import Wanted

PER_PAGE = 50


def choose(request: HttpRequest, agreement: Agreement, year: int) -> HttpResponse:
    """What the document will hold: its format, its day, its columns. The filter comes from the address."""
    form = Wanted(initial={"chosen": True, "as_of": clock.today(), "state": True, "news": True})
    return _choice(request, _plan(agreement, year), form, Filters.from_query(request.GET))


def export_plan(request: HttpRequest, agreement: Agreement, year: int, format: str) -> HttpResponse:
    """The document, recorded as taken. Its form carries no `once`: an answer that is not a redirect would undo the record."""
    if format not in FORMATS:
        raise Http404
    plan = _plan(agreement, year)
    filters = Filters.from_query(request.POST)
    form = Wanted(request.POST)
    if not form.is_valid():
        return _choice(request, plan, form, filters, status=422)
    members = bool(request.capacities)  # type: ignore[attr-defined]
    made = export(
        agreement,
        plan,
        format=format,
        as_of=form.cleaned_data["as_of"],
        filters=filters,
        state=form.cleaned_data["state"],
        news=form.cleaned_data["news"],
        audience="members" if members else "public",
    )
    return taken(request, agreement, made, format)


def record(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    """Every document that left: who took it, when, in which format, with which filter."""
    rows = agreement.exports.values("what", "format", "filter", "sha256", "at", "person__name")
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return page(request, "exports/record.html", shown=shown, here=reverse("exports", kwargs={"agreement": agreement.slug}))


def _plan(agreement: Agreement, year: int) -> Plan:
    plan = agreement.plans.filter(year=year).first()
    if plan is None:
        raise Http404
    plan.agreement = agreement
    return plan


def _choice(request: HttpRequest, plan: Plan, form: Wanted, filters: Filters, status: int = 200) -> HttpResponse:
    members = bool(request.capacities)  # type: ignore[attr-defined]
    words = listing.rows(plan, filters, today=clock.today(), members=members).words if filters.narrow else ""
    parts: dict[str, Any] = {"agreement": plan.agreement.slug, "year": plan.year}
    if not members:
        del form.fields["news"]
    labels = {
        "docx": (_("Word"), _("le même tableau que le document d’origine; se modifie et se réimporte")),
        "pdf": (_("PDF"), _("à imprimer ou à envoyer, avec les bandes des saisons; accessible (PDF/UA)")),
        "xlsx": (_("Excel"), _("à trier et à filtrer, avec les nouvelles et les points à préciser")),
        "csv": (_("CSV"), _("pour un autre logiciel; virgules, UTF-8")),
        "json": (_("JSON"), _("pour un programme")),
    }
    return page(
        request,
        "exports/choose.html",
        status,
        plan=plan,
        form=form,
        words=words,
        filters=filters.fields(),
        formats=[(reverse("plan_export", kwargs={**parts, "format": one}), *labels[one]) for one in FORMATS],
        back=reverse("plan_year", kwargs=parts),
    )
