"""The amendments of an agreement and the form that records one; what the agreement is as at a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Amendment, Party
from ententes.agreements.queries import last_year_on
from ententes.committees.models import Mandate
from ententes.decisions import acts
from ententes.decisions.models import Entry, Resolution
from ententes.decisions.states import EntryKind
from ententes.documents import acts as documents
from ententes.documents.models import File
from ententes.ground import clock
from ententes.ground.days import long_date
from ententes.organisations.queries import names_on
from ententes.plans.rules import news
from ententes.web.files import attachment
from ententes.web.pages import attempt, coordinating, page

from .forms import AmendmentForm


def amendments(request: Any, agreement: Agreement) -> HttpResponse:
    """Every amendment with its effects. A constant number of queries."""
    of_body = Mandate.objects.select_related("body").order_by("body__position", "body", "position", "pk")
    parties = Party.objects.select_related("organisation")
    rows = agreement.amendments.select_related("file").prefetch_related(
        Prefetch("joining", parties), Prefetch("leaving", parties), Prefetch("mandates", of_body), Prefetch("mandates_ended", of_body)
    )
    entered = Entry.objects.filter(agreement=agreement, kind=EntryKind.AMENDMENT).values("pk", "number", "content", "resolution")
    entries = {one["content"]["amendment"]: one for one in entered}
    readable = Resolution.objects.read_as(request.capacities).filter(pk__in=[one["resolution"] for one in entries.values()])
    resolutions = dict(readable.values_list("pk", "number"))
    shown = [_row(agreement, one) | {"entry": entries.get(one.number), "resolutions": resolutions} for one in rows]
    return page(request, "agreement/amendments.html", rows=shown, today=clock.today(), member=bool(request.capacities))


def years_on(agreement: Agreement, day: date) -> str:
    """The years of the agreement in words, as they stood that day. One query."""
    if agreement.first_year is None:
        return ""
    first = agreement.fiscal_year(agreement.first_year)
    last = agreement.fiscal_year(last_year_on(agreement, day) or agreement.first_year)
    return first.label if first == last else _("de %(first)s à %(last)s") % {"first": first.label, "last": last.label}


def as_at(request: Any, agreement: Agreement, day: date) -> HttpResponse:
    """What the agreement says as at a day: its years, its parties, its bodies and their mandates. A constant number of queries."""
    there = agreement.parties.on(day).select_related("organisation")
    names = names_on([party.organisation for party in there], day)
    mandates: dict[int, list[str]] = {}
    for body, words in Mandate.objects.in_force(day).filter(body__agreement=agreement).values_list("body", "words"):
        mandates.setdefault(body, []).append(words)
    bodies = agreement.bodies.exclude(dissolved_on__lt=day).values_list("pk", "name")
    return page(
        request,
        "agreement/as_at.html",
        day=day,
        years=years_on(agreement, day),
        parties=[names[party.organisation_id] for party in there],
        bodies=[(pk, name, mandates.get(pk, [])) for pk, name in bodies],
        amended_by=list(agreement.amendments.filter(in_force_on__lte=day).values("number", "title", "in_force_on")),
    )


def _row(agreement: Agreement, amendment: Amendment) -> dict[str, Any]:
    return {
        "pk": amendment.pk,
        "number": amendment.number,
        "title": amendment.title,
        "words": amendment.words,
        "in_force_on": amendment.in_force_on,
        "file": amendment.file.name if amendment.file else "",
        "last_year": agreement.fiscal_year(amendment.last_year).label if amendment.last_year is not None else "",
        "joining": [party.organisation.name for party in amendment.joining.all()],
        "leaving": [party.organisation.name for party in amendment.leaving.all()],
        "given": [(one.body_id, one.body.name, one.words) for one in amendment.mandates.all()],
        "ended": [(one.body_id, one.body.name, one.words) for one in amendment.mandates_ended.all()],
    }


def amendment_file(request: Any, agreement: Agreement, amendment: int) -> HttpResponseBase:
    """The signed document of an amendment, to be saved."""
    found = get_object_or_404(Amendment.objects.select_related("file"), pk=amendment, agreement=agreement, file__isnull=False)
    assert found.file is not None
    return attachment(found.file)


def amend(request: Any, agreement: Agreement) -> HttpResponse:
    """Record an amendment with all its effects."""
    proposed = {"number": agreement.amendments.count() + 1, "in_force_on": clock.today()}
    form = AmendmentForm(agreement, request.user, request.POST or None, request.FILES or None, initial=proposed)

    @transaction.atomic
    def all_of_it() -> Amendment:
        file = _kept(form.cleaned_data["file"], request.user)
        return acts.amend(agreement, **form.facts(), file=file, by=coordinating(request), when=clock.now())

    if request.method == "POST" and form.is_valid() and (done := attempt(form, all_of_it)):
        messages.success(
            request,
            _("L’avenant %(number)s est inscrit au registre; il vaut à partir du %(day)s.")
            % {"number": done.number, "day": long_date(done.in_force_on)},
        )
        return redirect("amendments", agreement=agreement.slug)
    return page(request, "agreement/amend.html", 422 if request.method == "POST" else 200, form=form)


def _kept(file: Any, by: Any) -> File | None:
    return documents.keep(content=file, name=file.name, media_type=news.file_type(file), by=by, when=clock.now()) if file else None
