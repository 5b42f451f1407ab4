"""The settings of an agreement: how it presents itself, its calendar, its words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements import acts
from ententes.agreements.models import Agreement
from ententes.plans import acts as plans
from ententes.web.pages import page
from ententes.web.seen import change

from .forms import SEASONS, CalendarForm, TitlesForm, calendar_of, titles_of


def settings(request: Any, agreement: Agreement) -> HttpResponse:
    """The two forms."""
    return _draw(request, agreement)


def _draw(
    request: Any, agreement: Agreement, status: int = 200, titles: TitlesForm | None = None, calendar: CalendarForm | None = None
) -> HttpResponse:
    calendar = calendar or CalendarForm(agreement)
    return page(
        request,
        "settings/settings.html",
        status,
        titles=titles or TitlesForm(initial=titles_of(agreement)),
        calendar=calendar,
        seasons=[(str(label), calendar[f"day_{number}"], calendar[f"month_{number}"]) for number, (_word, label) in enumerate(SEASONS)],
        kinds=[calendar[name] for name in calendar.fields if name.startswith("kind_")],
    )


def entitle(request: Any, agreement: Agreement) -> HttpResponse:
    """Record how the agreement presents itself."""
    form = TitlesForm(request.POST, initial=titles_of(agreement))
    if form.is_valid():
        said = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        done = change(form, agreement, titles_of, lambda: acts.entitle(agreement, **said))
    else:
        done = None
    if done:
        messages.success(request, _("La présentation est enregistrée."))
        return redirect("settings", agreement=agreement.slug)
    return _draw(request, agreement, form.refused_status, titles=form)


def calendar(request: Any, agreement: Agreement) -> HttpResponse:
    """Record the calendar and the words; the windows of every schedule follow at once."""
    form = CalendarForm(agreement, request.POST)
    if form.is_valid():
        said = {"fiscal_month": form.cleaned_data["fiscal_month"], "cadence": form.cleaned_data["cadence"]}
        words = {"seasons": form.seasons(), "vocabulary": form.vocabulary()}
        moved = change(form, agreement, calendar_of, lambda: plans.change_calendar(agreement, **said, **words))
        if moved is not None:
            done = ngettext("%(count)s échéance a changé de dates.", "%(count)s échéances ont changé de dates.", moved) % {"count": moved}
            messages.success(request, f"{_('Les réglages sont enregistrés.')} {done if moved else ''}".strip())
            return redirect("settings", agreement=agreement.slug)
    return _draw(request, agreement, form.refused_status, calendar=form)
