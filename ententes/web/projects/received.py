"""An application that was deposited, read by the coordination as it was received."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.projects.models import Application, Deposit
from ententes.projects.queries import applications as queries
from ententes.projects.queries import standing
from ententes.projects.queries.norms import norms_of
from ententes.web.files import attachment
from ententes.web.pages import page


def last_deposit(request: HttpRequest, agreement: Agreement, pk: int) -> Deposit:
    """The last deposit of an application of this agreement; a draft is nobody else's business."""
    rows = Application.objects.deposited().filter(call__agreement=agreement)
    found = get_object_or_404(rows.select_related("call__agreement"), pk=pk)
    last = found.deposits.select_related("file", "person").last()
    if last is None:
        raise Http404
    last.application, last.call = found, found.call
    return last


def application(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponse:
    """The last deposit: its answers, and its budget under the norms frozen with it."""
    last = last_deposit(request, agreement, application)
    norms = norms_of(last.data["norms"]) if last.data["norms"] else None
    return page(
        request,
        "projects/application.html",
        deposit=last,
        application=last.application,
        call=last.application.call,
        state=standing.state_of(last.application),
        told=queries.told(last.data),
        result=queries.reckoned(last.data["kind"], last.data["budget"], norms),
    )


def document(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponseBase:
    """The document of the last deposit, to be saved."""
    return attachment(last_deposit(request, agreement, application).file)
