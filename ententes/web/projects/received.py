"""An application that was deposited, read by the coordination as it was received."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.awards.queries.left import left_of
from ententes.decisions.models import Interest
from ententes.ground import clock
from ententes.projects.models import Application, Deposit
from ententes.projects.queries import applications as queries
from ententes.projects.queries import pieces, standing
from ententes.projects.queries.completions import asked_of, completed
from ententes.projects.queries.completions import told as told_again
from ententes.projects.queries.norms import norms_of
from ententes.web.files import attachment
from ententes.web.pages import page


def hidden_from(person: Any, agreement: Agreement) -> list[int]:
    """The applications of an agreement whose project somebody declared an interest in: they reach nothing of them here. One query."""
    declared = Interest.objects.filter(person=person, lifted_at=None, matter__agreement=agreement)
    return list(declared.filter(matter__project__deposit__isnull=False).values_list("matter__project__deposit__application", flat=True))


def last_deposit(request: HttpRequest, agreement: Agreement, pk: int) -> Deposit:
    """The last deposit of an application of this agreement; a draft is nobody else's business."""
    rows = Application.objects.deposited().filter(call__agreement=agreement)
    rows = rows.exclude(pk__in=hidden_from(request.user, agreement))
    found = get_object_or_404(rows.select_related("call__agreement"), pk=pk)
    last = found.deposits.select_related("file", "person").last()
    if last is None:
        raise Http404
    last.application, last.call = found, found.call
    return last


def application(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponse:
    """The last deposit: its answers, and its budget under the norms frozen with it and what its call has left."""
    last = last_deposit(request, agreement, application)
    asked = asked_of(last)
    data = completed(last, [made for one in asked for made in one.completions])
    norms = norms_of(data["norms"]) if data["norms"] else None
    return page(
        request,
        "projects/application.html",
        deposit=last,
        application=last.application,
        call=last.application.call,
        state=standing.state_of(last.application),
        told=queries.told(last.data),
        asked=[(one, [(made, told_again(made)) for made in one.completions]) for one in asked],
        pieces=last.data.get("pieces", ()),
        today=clock.today(),
        completed=data["budget"] != last.data["budget"],
        result=queries.reckoned(data["kind"], data["budget"], norms, replace(queries.offer_of(last.call), left=left_of(last.call))),
    )


def piece(request: HttpRequest, agreement: Agreement, application: int, enclosed: int) -> HttpResponseBase:
    """A file that came with the last deposit or completed it, to be saved."""
    return attachment(get_object_or_404(pieces.received(last_deposit(request, agreement, application)), pk=enclosed).file)


def document(request: HttpRequest, agreement: Agreement, application: int) -> HttpResponseBase:
    """The document of the last deposit, to be saved."""
    return attachment(last_deposit(request, agreement, application).file)
