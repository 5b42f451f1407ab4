"""People and access: who may what in the agreement, since when, and by which title. Only the coordination changes it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement, Party
from ententes.committees import acts, rules
from ententes.committees.models import Coordination, Finance
from ententes.committees.queries import places
from ententes.ground import clock
from ententes.ground.days import long_date
from ententes.organisations.queries import pasts
from ententes.web.choosing import ContactForm, naming
from ententes.web.pages import attempt, coordinating, page

from .forms import CoordinatorForm, EndForm, FinanceForm, PartyForm


def members(request: Any, agreement: Agreement) -> HttpResponse:
    """Everybody who holds something, body by body; what each title opens is said beside it. A constant number of queries."""
    return _draw(request, agreement)


def _draw(
    request: Any,
    agreement: Agreement,
    status: int = 200,
    form: CoordinatorForm | None = None,
    party_form: PartyForm | None = None,
    finance_form: FinanceForm | None = None,
) -> HttpResponse:
    today = clock.today()
    coordinates = any(one.coordinates for one in request.capacities)
    coordination = list(
        agreement.coordinations.order_by("starts_on", "pk").values("pk", "person__name", "person__email", "starts_on", "ends_on")
    )
    finances = list(
        agreement.finances.order_by("starts_on", "pk").values(
            "pk", "person__name", "person__email", "organisation__name", "starts_on", "ends_on"
        )
    )
    seats = places(agreement, on=today)
    names = dict(agreement.bodies.values_list("pk", "name"))
    bodies = [
        {
            "pk": pk,
            "name": name,
            "seats": [one for one in seats if one.body == pk],
            "vacant": sum(one.body == pk and not one.held for one in seats),
        }
        for pk, name in names.items()
    ]
    columns = (
        "pk",
        "organisation",
        "organisation__name",
        "organisation__acronym",
        "is_signatory",
        "is_funder",
        "is_manager",
        "contact__name",
        "contact__email",
        "joined_by__number",
        "joined_by__in_force_on",
        "left_by__number",
        "left_by__in_force_on",
    )
    parties = list(agreement.parties.values(*columns))
    past = pasts(row["organisation"] for row in parties)
    return page(
        request,
        "people/list.html",
        status,
        coordination=[row | {"over": row["ends_on"] is not None and row["ends_on"] < today} for row in coordination],
        finances=[row | {"over": row["ends_on"] is not None and row["ends_on"] < today} for row in finances],
        managed=any(row["is_manager"] for row in parties),
        finance_form=(finance_form or FinanceForm(agreement, initial={"starts_on": today})) if coordinates else None,
        bodies=bodies,
        parties=[row | {"past": past.get(row["organisation"], "")} for row in parties],
        party_form=(party_form or PartyForm(auto_id="party_%s")) if coordinates else None,
        form=form or (CoordinatorForm(agreement, initial={"starts_on": today}) if coordinates else None),
    )


def name_coordinator(request: Any, agreement: Agreement) -> HttpResponse:
    """Name somebody to the coordination."""
    form = CoordinatorForm(agreement, request.POST)
    if form.is_valid():
        by, starts_on, now = coordinating(request), form.cleaned_data["starts_on"], clock.now()
        act = naming(form, lambda person: acts.name_coordinator(agreement, person=person, starts_on=starts_on, by=by, when=now))
        if named := attempt(form, act):
            messages.success(request, _("%(name)s est à la coordination et en est averti par une lettre.") % {"name": named.person.name})
            return redirect("members", agreement=agreement.slug)
    return _draw(request, agreement, 422, form)


def end_coordination(request: Any, agreement: Agreement, coordination: int) -> HttpResponse:
    """End a coordination, never the last one."""
    found = get_object_or_404(Coordination.objects.select_related("person"), pk=coordination, agreement=agreement)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        ends_on, by = form.cleaned_data["ends_on"], coordinating(request)
        if attempt(form, lambda: acts.end_coordination(found, ends_on=ends_on, by=by)):
            messages.success(
                request, _("%(name)s : la coordination prend fin le %(day)s.") % {"name": found.person.name, "day": long_date(ends_on)}
            )
            return redirect("members", agreement=agreement.slug)
    obstacles = list(rules.obstacles_to_ending_coordination(found, ends_on=clock.today(), by=coordinating(request)))
    return page(request, "people/end.html", 422 if request.method == "POST" else 200, form=form, coordination=found, obstacles=obstacles)


def name_finance(request: Any, agreement: Agreement) -> HttpResponse:
    """Name somebody to the finances."""
    form = FinanceForm(agreement, request.POST)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("organisation", "starts_on", "source")}
        by, now = coordinating(request), clock.now()
        act = naming(form, lambda person: acts.name_finance(agreement, person=person, **said, by=by, when=now))
        if named := attempt(form, act):
            messages.success(request, _("%(name)s est aux finances et en est averti par une lettre.") % {"name": named.person.name})
            return redirect("members", agreement=agreement.slug)
    return _draw(request, agreement, 422, finance_form=form)


def end_finance(request: Any, agreement: Agreement, finance: int) -> HttpResponse:
    """End what somebody holds at the finances."""
    found = get_object_or_404(Finance.objects.select_related("person"), pk=finance, agreement=agreement)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        ends_on, by = form.cleaned_data["ends_on"], coordinating(request)
        if attempt(form, lambda: acts.end_finance(found, ends_on=ends_on, by=by)):
            said = {"name": found.person.name, "day": long_date(ends_on)}
            messages.success(request, _("%(name)s n’est plus aux finances après le %(day)s.") % said)
            return redirect("members", agreement=agreement.slug)
    obstacles = list(rules.obstacles_to_ending_finance(found, ends_on=clock.today(), by=coordinating(request)))
    return page(request, "people/end_finance.html", 422 if request.method == "POST" else 200, form=form, finance=found, obstacles=obstacles)


def party_contact(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """Choose who is written to about the actions a party leads itself."""
    found = get_object_or_404(Party.objects.select_related("organisation", "contact"), pk=party, agreement=agreement)
    form = ContactForm(agreement, request.POST or None, initial={"known": found.contact_id})
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, naming(form, lambda person: agreements.choose_party_contact(found, person=person)))
    ):
        messages.success(request, _("C’est enregistré."))
        return redirect("members", agreement=agreement.slug)
    return page(request, "people/contact.html", 422 if request.method == "POST" else 200, form=form, party=found)


def party_add(request: Any, agreement: Agreement) -> HttpResponse:
    """Name an organisation among the partners."""
    form = PartyForm(request.POST, auto_id="party_%s")
    if form.is_valid() and (party := attempt(form, lambda: agreements.name_party(agreement, **form.cleaned_data))):
        messages.success(request, _("%(name)s est au nombre des partenaires.") % {"name": party.organisation.name})
        return redirect("members", agreement=agreement.slug)
    return _draw(request, agreement, 422, party_form=form)


def party_mark(request: Any, agreement: Agreement, party: int) -> HttpResponse:
    """Say whether a party signs, funds, manages."""
    found = get_object_or_404(Party, pk=party, agreement=agreement)
    said = {name: request.POST.get(name) == "1" for name in ("is_signatory", "is_funder", "is_manager")}
    agreements.mark_party(found, **said)
    messages.success(request, _("C’est enregistré."))
    return redirect("members", agreement=agreement.slug)
