"""The statement of a partner and the ledger: read on a page, taken as a document, and recorded as taken."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.dates import MONTHS

from ententes.agreements.models import Agreement, Party
from ententes.exporting import accounts
from ententes.funding.queries import earmarks, ledger, statements
from ententes.ground import clock
from ententes.web.files import taken
from ententes.web.pages import page, whole_number


def _party(agreement: Agreement, pk: int) -> Party:
    return get_object_or_404(Party.objects.select_related("organisation"), pk=pk, agreement=agreement)


def statement(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """What one partner put in and what its money paid for. A constant number of queries."""
    found = _party(agreement, party)
    told = statements.of_party(agreement, found)
    today, asked = clock.today(), whole_number(request.GET.get("mois"))
    month = asked if 1 <= asked <= 12 else agreement.fiscal_month
    return page(
        request,
        "funding/statement.html",
        month=month,
        months=list(MONTHS.items()),
        own=statements.in_own_years(agreement, found, month),
        party=found,
        told=told,
        label_of={one.year: agreement.fiscal_year(one.year).label for one in told.years},
        late={one.pk for one in told.promises if one.is_late(today)},
        stories=earmarks.story([one.pk for one in told.promises], request.capacities),
        gaps=statements.gaps(agreement),
        formats=accounts.ACCOUNT_FORMATS,
        today=today,
    )


def take_statement(request: Any, agreement: Agreement, party: int, format: str) -> HttpResponse:
    """The same as a document. Its form carries no `once`: an answer that is not a redirect would undo the record."""
    found = _party(agreement, party)
    if format not in accounts.ACCOUNT_FORMATS:
        raise Http404
    told = statements.of_party(agreement, found)
    return taken(request, agreement, accounts.statement(agreement, str(found), told, format=format, as_of=clock.today()), format)


def take_ledger(request: Any, agreement: Agreement, format: str) -> HttpResponse:
    """The entries that the filter of the form keeps."""
    if format not in ("xlsx", "csv"):
        raise Http404
    filters = ledger.LedgerFilters.of(request.POST)
    rows = ledger.lines(ledger.kept_by(agreement, filters, request.user).order_by("number"))
    words = ledger.words_of(agreement, filters)
    return taken(request, agreement, accounts.ledger(agreement, rows, format=format, as_of=clock.today(), filter=words), format)
