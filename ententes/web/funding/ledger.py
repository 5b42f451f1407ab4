"""The ledger: its lines with filters, a page at a time, and each one with what corrected it, who bears it and what shows it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.funding.models import LedgerEntry
from ententes.funding.queries import ledger
from ententes.funding.rules import obstacles_to_correcting
from ententes.funding.states import Kind
from ententes.ground import clock
from ententes.web.files import attachment
from ententes.web.pages import page, whole_number

from .views import tabs, years_of


def lines(request: Any, agreement: Agreement) -> HttpResponse:
    """The latest entries under the filter. A constant number of queries."""
    filters = ledger.LedgerFilters.of(request.GET)
    here = reverse("ledger", args=[agreement.slug])
    found = ledger.page(agreement, filters, request.user, whole_number(request.GET.get("avant")))
    return page(
        request,
        "funding/ledger.html",
        found=found,
        hides=ledger.hides(agreement, request.user),
        filters=filters,
        kinds=[("", _("Toute sorte")), *((kind, str(label)) for kind, label in Kind.choices)],
        years=[("", _("Tout exercice")), *((year, agreement.fiscal_year(year).label) for year in years_of(agreement))],
        parties=[("", _("Tout partenaire")), *agreement.parties.order_by("pk").values_list("pk", "organisation__name")],
        label_of={year: agreement.fiscal_year(year).label for year in {line.year for line in found.lines}},
        following=f"{here}?{urlencode({**filters.query, 'avant': found.after})}" if found.after else "",
        first=f"{here}?{urlencode(filters.query)}" if request.GET.get("avant") else "",
        tabs=tabs(agreement, "ledger"),
    )


def entry_of(request: Any, agreement: Agreement, pk: int) -> LedgerEntry:
    rows = LedgerEntry.objects.seen_by(request.user).select_related(
        "contribution__party__organisation", "envelope", "use__envelope", "resolution", "amendment", "corrects", "file", "person"
    )
    found = get_object_or_404(rows, pk=pk, agreement=agreement)
    found.agreement = agreement
    for one in (found.envelope, found.use.envelope if found.use else None, found.contribution):
        if one is not None:
            one.agreement = agreement
    return found


def line(request: Any, agreement: Agreement, line: int) -> HttpResponse:
    """One entry. A constant number of queries."""
    found = entry_of(request, agreement, line)
    corrections = ledger.lines(found.corrections.order_by("number"))
    present = found.cents + sum(one.cents for one in corrections)
    shares = [
        (share.contribution.party.organisation.name if share.contribution else _("Intérêts et sommes non promises"), share.cents)
        for share in found.shares.select_related("contribution__party__organisation")
    ]
    obstacles = obstacles_to_correcting(found, cents=present + 1, present=present, words="-", by=request.capacities[0], on=clock.today())
    return page(
        request,
        "funding/line.html",
        entry=found,
        year_label=agreement.fiscal_year(found.year).label,
        corrections=corrections,
        present=present,
        shares=shares,
        may_correct=not list(obstacles),
    )


def evidence(request: Any, agreement: Agreement, line: int) -> HttpResponseBase:
    """The file that shows an entry, to be saved."""
    found = entry_of(request, agreement, line)
    if found.file is None:
        raise Http404
    return attachment(found.file)
