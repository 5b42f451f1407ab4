"""The documents of an agreement: those filed under it, and for members the files that came with news."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements import acts
from ententes.agreements.models import Agreement, Filing
from ententes.documents import acts as files
from ententes.ground import clock
from ententes.plans.models import Attachment
from ententes.plans.rules import news as rules
from ententes.web.files import attachment
from ententes.web.pages import page

from .forms import DocumentForm

MOST = 100
"""Files of notes on one page; the others are on the page of their action."""


def documents(request: Any, agreement: Agreement) -> HttpResponse:
    """What is filed; the public sees what is marked public, members see everything."""
    return _draw(request, agreement)


def _draw(request: Any, agreement: Agreement, status: int = 200, form: DocumentForm | None = None) -> HttpResponse:
    member = bool(request.capacities)
    columns = ("pk", "title", "is_public", "file__name", "file__size", "file__filed_at", "file__filed_by__name", "file__sha256")
    brought = Attachment.objects.filter(note__action__plan__agreement=agreement).order_by("-note__dated_on", "-pk")
    of_notes = (
        "pk",
        "file__name",
        "file__size",
        "note__dated_on",
        "note__capacity",
        "note__action",
        "note__action__code",
        "note__action__text",
    )
    return page(
        request,
        "documents/list.html",
        status,
        rows=list(_visible(agreement, member).values(*columns)),
        brought=list(brought.values(*of_notes)[:MOST]) if member else [],
        member=member,
        form=form or DocumentForm(),
    )


def _visible(agreement: Agreement, member: bool) -> Any:
    return agreement.filings.all() if member else agreement.filings.filter(is_public=True)


def fetch(request: Any, agreement: Agreement, filing: int) -> HttpResponseBase:
    """One document, to be saved."""
    found = get_object_or_404(_visible(agreement, bool(request.capacities)).select_related("file"), pk=filing)
    return attachment(found.file)


def add(request: Any, agreement: Agreement) -> HttpResponse:
    """File a document under the agreement."""
    form = DocumentForm(request.POST, request.FILES)
    if not form.is_valid():
        return _draw(request, agreement, 422, form)
    file = form.cleaned_data["file"]
    with transaction.atomic():
        kept = files.keep(content=file, name=file.name, media_type=rules.file_type(file), by=request.user, when=clock.now())
        title = form.cleaned_data["title"] or kept.name
        acts.file_document(agreement, file=kept, title=title, is_public=form.cleaned_data["is_public"])
    messages.success(request, _("Le document est versé."))
    return redirect("documents", agreement=agreement.slug)


def publish(request: Any, agreement: Agreement, filing: int) -> HttpResponse:
    """Show a document to everybody, or to members only."""
    found = get_object_or_404(Filing, pk=filing, agreement=agreement)
    shown = acts.show_document(found, is_public=request.POST.get("on") == "1")
    messages.success(
        request, _("Le document est lisible par tous.") if shown.is_public else _("Le document n’est lisible que des membres.")
    )
    return redirect("documents", agreement=agreement.slug)


def withdraw(request: Any, agreement: Agreement, filing: int) -> HttpResponse:
    """Take a document out of the list."""
    acts.unfile_document(get_object_or_404(Filing, pk=filing, agreement=agreement))
    messages.success(request, _("Le document est retiré de la liste; ses octets restent gardés."))
    return redirect("documents", agreement=agreement.slug)
