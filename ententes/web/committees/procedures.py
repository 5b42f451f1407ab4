"""The rules of procedure of a body: as they stand on a day, those before and after, and the form that gives the body new ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees import acts, queries
from ententes.committees.models import Body, Procedure
from ententes.ground import clock
from ententes.ground.days import long_date
from ententes.web.pages import attempt, coordinating, day_asked, page

from .forms import ProcedureForm, rules_of


def procedure(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """The rules as they stand on a day (today, or `?au=`), and the others. A constant number of queries."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    day = day_asked(request)
    rows = list(found.procedures.select_related("required_seat", "recorded_by__person"))
    shown = next((row for row in rows if row.starts_on <= day), None)
    return page(
        request,
        "committees/procedure.html",
        body=found,
        day=day,
        shown=shown,
        rules=queries.spelled_out(shown, queries.seat_count(found, on=day, procedure=shown)) if shown else [],
        history=_history(rows),
        member=bool(request.capacities),
    )


def _history(rows: Sequence[Procedure]) -> list[dict[str, Any]]:
    """Each set of rules with its first and its last day, the latest first."""
    last_days = [None, *(row.starts_on - timedelta(days=1) for row in rows)]
    return [{"row": row, "last_day": last_day} for row, last_day in zip(rows, last_days, strict=False)]


def set_procedure(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Give the body its rules from a day on. What it never said is proposed, and must be read through."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    today = clock.today()
    known = queries.procedure_on(found, today)
    form = ProcedureForm(found, request.POST or None, initial={"starts_on": today, **rules_of(known)})
    if request.method == "POST" and form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "confirmed"}
        by = coordinating(request)
        if given := attempt(form, lambda: acts.set_procedure(found, **said, by=by, when=clock.now())):
            messages.success(
                request,
                _("Les règles de « %(body)s » s’appliquent à partir du %(day)s.") % {"body": found.name, "day": long_date(given.starts_on)},
            )
            return redirect("committee", agreement=agreement.slug, body=body)
    return page(
        request,
        "committees/procedure_set.html",
        422 if request.method == "POST" else 200,
        form=form,
        body=found,
        proposed=known is None,
    )
