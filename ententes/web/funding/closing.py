"""The page « Fermer l’exercice »: what closing a year would do, to the cent, and the button that does it once nothing stands in the way."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.funding import acts, rules
from ententes.funding.queries import closing
from ententes.funding.states import Fate
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.web.pages import accounting, page, whole_number

from .views import years_of


def close(request: Any, agreement: Agreement, year: int) -> HttpResponse:
    """Read what closing the year would do, and close it."""
    if year not in years_of(agreement):
        raise Http404
    found, reasons = closing.preview(agreement, year, request.user), []
    if request.method == "POST":
        posted = request.POST
        fates = {one.key: (posted.get(f"fate-{one.key}", ""), _cents(posted.get(f"seen-{one.key}"))) for one in found.remainders}
        try:
            if posted.get("confirmed") != "1":
                raise Refused(_("Cochez que vous avez lu ce qui sera inscrit."))
            acts.close_year(agreement, year=year, fates=fates, by=accounting(request), when=clock.now())
        except Refused as refused:
            reasons = refused.reasons
        else:
            messages.success(request, _("L’exercice %(year)s est fermé.") % {"year": found.label})
            return redirect("year_close", agreement=agreement.slug, year=year)
    return page(
        request,
        "funding/close_year.html",
        422 if reasons else 200,
        found=found,
        reasons=reasons,
        obstacles=[] if found.closed else list(rules.obstacles_to_closing(agreement, found, by=accounting(request), on=clock.today())),
        fates=[(str(value), str(label)) for value, label in Fate.choices],
        words_of={str(value): label for value, label in Fate.choices},
        chosen={one.key: request.POST.get(f"fate-{one.key}", str(Fate.CARRY)) for one in found.remainders},
        following=agreement.fiscal_year(year + 1).label,
    )


def _cents(words: str | None) -> int:
    """The cents that the page showed, below nothing as well."""
    given = words or ""
    return -whole_number(given[1:]) if given.startswith("-") else whole_number(given)
