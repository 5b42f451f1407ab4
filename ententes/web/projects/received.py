"""An application that was deposited, read by the coordination as it was received."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.awards.queries.left import left_of
from ententes.decisions.models import Interest
from ententes.ground import clock
from ententes.projects.models import Application, Deposit
from ententes.projects.queries import applications as queries
from ententes.projects.queries import pieces, standing
from ententes.projects.queries.completions import asked_of, completed
from ententes.projects.queries.completions import told as told_again
from ententes.projects.queries.norms import norms_of
from ententes.scoring.queries import files
from ententes.web.files import attachment
from ententes.web.pages import page


def hidden_from(person: Any, agreement: Agreement) -> list[int]:
    """The applications of an agreement that are closed to somebody: by an interest in their project, as analysts or as their writers.

    One query.
    """
    projects = (
        Project.objects.filter(matter__in=Interest.objects.closing(person), deposit__isnull=False).order_by().values("deposit__application")
    )
    rows = Application.objects.filter(files.closed_to(person, "pk") | Q(pk__in=projects), call__agreement=agreement)
    return list(rows.order_by().values_list("pk", flat=True))


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
