"""The page « Argent »: what each partner promised and brought, the envelopes of a year; and the page of one contribution."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.agreements.queries import last_year_on
from ententes.funding.models import Allotment, Contribution, EarmarkChange
from ententes.funding.queries import closing, earmarks, figures, ledger, promises
from ententes.funding.rules import YEARS_AROUND
from ententes.ground import clock
from ententes.ground.years import FiscalYear
from ententes.web.files import attachment
from ententes.web.pages import page, whole_number

from . import drawing


def years_of(agreement: Agreement) -> list[int]:
    """The years that may hold money. Three queries."""
    today = clock.today()
    return figures.years(agreement, today, last_year_on(agreement, today))


def years_to_write(agreement: Agreement) -> list[int]:
    """The same years, with those around that may hold money as well."""
    found = years_of(agreement)
    return list(range(found[0] - YEARS_AROUND, found[-1] + YEARS_AROUND + 1))


def year_asked(request: Any, agreement: Agreement, years: list[int]) -> int:
    """The year of the address; else that of today, or the nearest one that may hold money."""
    asked = whole_number(request.GET.get("exercice"))
    now = FiscalYear.of(clock.today(), agreement.fiscal_month).start
    return asked if asked in years else min(years, key=lambda year: abs(year - now))


def funding(request: Any, agreement: Agreement) -> HttpResponse:
    """What was promised and brought, and the envelopes of one year. A constant number of queries."""
    today, years = clock.today(), years_of(agreement)
    year = year_asked(request, agreement, years)
    found = promises.partners(agreement, today)
    most = max((told.pledged for one in found for told in one.by_year.values()), default=0)
    envelopes = figures.envelopes(agreement, year)
    totals = {one: promises.Told(*_summed([who.by_year.get(one) for who in found])) for one in years}
    return page(
        request,
        "funding/funding.html",
        years=[(one, agreement.fiscal_year(one).label) for one in years],
        year=year,
        year_label=agreement.fiscal_year(year).label,
        partners=[
            (one, {key: drawing.of_promise(told.received, told.pledged, most) for key, told in one.by_year.items()}) for one in found
        ],
        totals=totals,
        in_all=promises.Told(*_summed([who.in_all for who in found])),
        in_kind=promises.Told(*_summed([who.in_kind for who in found])),
        late=[promise for one in found for promise in one.late],
        envelopes=[(one, told, drawing.of_envelope(told)) for one, told in envelopes],
        envelopes_in_all=sum((told for _one, told in envelopes), figures.Figures()),
        of_year=figures.of_year(agreement, year),
        allotment=Allotment.objects.seen_by(request.user).filter(agreement=agreement, year=year).select_related("matter").first(),
        short=figures.shortfalls(agreement, year),
        outside=closing.outside(agreement, year),
        closed=agreement.year_closings.filter(year=year).first(),
        today=today,
        tabs=tabs(agreement, "funding"),
    )


def _bars(partner: promises.Partner, most: int) -> dict[int, list[drawing.Part]]:
    return {year: drawing.of_promise(told.received, told.pledged, most) for year, told in partner.by_year.items()}


def _summed(found: list[promises.Told | None]) -> tuple[int, int]:
    told = [one for one in found if one]
    return sum(one.pledged for one in told), sum(one.received for one in told)


def tabs(agreement: Agreement, here: str) -> list[dict[str, Any]]:
    """The pages of money, one beside the other."""
    places = (("funding", _("Vue d’ensemble")), ("ledger", _("Livre de comptes")), ("payments", _("Versements")))
    return [{"label": label, "url": reverse(name, args=[agreement.slug]), "current": name == here} for name, label in places]


def contribution_of(agreement: Agreement, pk: int) -> Contribution:
    rows = Contribution.objects.select_related("party__organisation", "party__left_by", "objective", "territory", "clause", "amendment")
    found = get_object_or_404(rows, pk=pk, agreement=agreement)
    found.agreement = agreement
    return found


def contribution(request: Any, agreement: Agreement, contribution: int) -> HttpResponse:
    """One contribution: where it comes from, what it is meant for, and every entry that says what came of it."""
    found = contribution_of(agreement, contribution)
    told = figures.of_contribution(found)
    return page(
        request,
        "funding/contribution.html",
        contribution=found,
        year_label=agreement.fiscal_year(found.year).label,
        told=told,
        left=told.pledged - told.received,
        late=found.due_on is not None and found.due_on < clock.today() and told.pledged > told.received,
        lines=ledger.lines(found.entries.order_by("-number")),
        amended=agreement.amendments.exists(),
        story=earmarks.story([found], request.capacities).get(found.pk, []),
    )


def earmark_file(request: Any, agreement: Agreement, earmark: int) -> HttpResponseBase:
    """The letter by which a partner means its contribution for something else, to be saved."""
    found = get_object_or_404(
        EarmarkChange.objects.select_related("file"), pk=earmark, contribution__agreement=agreement, file__isnull=False
    )
    assert found.file is not None
    return attachment(found.file)
