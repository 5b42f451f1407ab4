"""What the coordination does to bodies: it sets them up, revises them, adds seats, names people and ends their terms."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees import acts
from ententes.committees.models import Body, Charge, Seat, Term
from ententes.committees.states import Office
from ententes.decisions.queries.standing import standing_before
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.days import long_date
from ententes.ground.wording import span
from ententes.meetings.states import COMING
from ententes.web.choosing import naming
from ententes.web.pages import attempt, coordinating, page, refusal
from ententes.web.seen import change

from .forms import BodyForm, ChargeForm, ContactForm, EndForm, SeatForm, TermForm
from .views import draw


def add(request: Any, agreement: Agreement) -> HttpResponse:
    """Set up a body that the document did not name."""
    form = BodyForm(agreement, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = _said(form)
        if agreement.bodies.filter(name=said["name"]).exists():
            form.add_error("name", _("Une instance porte déjà ce nom."))
        elif body := attempt(form, lambda: acts.set_up_body(agreement, **said)):
            messages.success(request, _("L’instance est ajoutée."))
            return redirect("committee", agreement=agreement.slug, body=body.pk)
    return page(request, "committees/edit.html", 422 if request.method == "POST" else 200, form=form, body=None)


def edit(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Revise what a body is called and where it stands."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    form = BodyForm(agreement, request.POST or None, body=found, initial=_shown(found))
    if request.method == "POST" and form.is_valid():
        said, by = _said(form), coordinating(request)
        if change(form, found, _shown, lambda: acts.revise_body(found, **said, by=by)):
            messages.success(request, _("L’instance est revue; son ancien nom reste connu."))
            return redirect("committee", agreement=agreement.slug, body=body)
    return page(request, "committees/edit.html", form.refused_status if request.method == "POST" else 200, form=form, body=found)


def _shown(body: Body) -> dict[str, Any]:
    return {name: getattr(body, name) for name in ("name", "acronym", "kind", "parent", "host", "composition")}


def _said(form: BodyForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def dissolve(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Record the last day of a body, having read what is before it."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        on, by = form.cleaned_data["ends_on"], coordinating(request)
        if attempt(form, lambda: acts.dissolve_body(found, on=on, by=by)):
            messages.success(request, _("%(body)s prend fin le %(day)s.") % {"body": found.name, "day": long_date(on)})
            return redirect("committee", agreement=agreement.slug, body=body)
    status = 422 if request.method == "POST" else 200
    return page(request, "committees/dissolve.html", status, form=form, body=found, waiting=standing_before(found), meetings=_coming(found))


def _coming(body: Body) -> list[tuple[int, str]]:
    """The meetings that a body would no longer hold: it is for the coordination to cancel them. One query."""
    rows = body.meetings.filter(state__in=COMING).order_by("starts_at", "pk").values_list("pk", "starts_at", "ends_at")
    return [(pk, span(starts, ends)) for pk, starts, ends in rows]


def contact(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Choose who receives the letters of a body, and how often news is expected of it."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    before = {"known": found.contact_id, "cadence": found.cadence}
    form = ContactForm(agreement, request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        by, months = coordinating(request), form.cleaned_data["cadence"]
        done = attempt(
            form, naming(form, lambda person: acts.choose_contact(acts.set_cadence(found, months=months, by=by), person=person, by=by))
        )
        if done:
            messages.success(request, _("C’est enregistré."))
            return redirect("committee", agreement=agreement.slug, body=body)
    return page(request, "committees/contact.html", 422 if request.method == "POST" else 200, form=form, body=found)


def add_seat(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Add a seat to a body."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    form = SeatForm(found, request.POST)
    if form.is_valid() and attempt(form, lambda: acts.add_seat(found, **form.cleaned_data, by=coordinating(request))):
        messages.success(request, _("Le siège est ajouté; il est vacant."))
        return redirect("committee", agreement=agreement.slug, body=body)
    return draw(request, agreement, body, 422, form)


def remove_seat(request: Any, agreement: Agreement, seat: int) -> HttpResponse:
    """Remove a seat that nobody ever held."""
    found = get_object_or_404(Seat, pk=seat, body__agreement=agreement)
    try:
        acts.remove_seat(found, by=coordinating(request))
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le siège est enlevé."))
    return redirect("committee", agreement=agreement.slug, body=found.body_id)


def appoint(request: Any, agreement: Agreement, seat: int) -> HttpResponse:
    """Name somebody to a seat."""
    found = get_object_or_404(Seat.objects.select_related("body", "organisation"), pk=seat, body__agreement=agreement)
    form = TermForm(agreement, request.POST or None, initial={"starts_on": clock.today(), "role": request.GET.get("role", "")})
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, coordinating(request)
        facts = {"role": said["role"], "starts_on": said["starts_on"], "source": said["source"]}
        if term := attempt(form, naming(form, lambda person: acts.appoint(found, person=person, **facts, by=by, when=clock.now()))):
            messages.success(
                request,
                _("%(name)s tient le siège « %(seat)s » et en est averti par une lettre.")
                % {"name": term.person.name, "seat": found.label},
            )
            return redirect("committee", agreement=agreement.slug, body=found.body_id)
    return page(request, "committees/appoint.html", 422 if request.method == "POST" else 200, form=form, seat=found)


def end_term(request: Any, agreement: Agreement, term: int) -> HttpResponse:
    """End a term."""
    found = get_object_or_404(Term.objects.select_related("seat__body", "person"), pk=term, seat__body__agreement=agreement)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        ends_on, by = form.cleaned_data["ends_on"], coordinating(request)
        if attempt(form, lambda: acts.end_term(found, ends_on=ends_on, by=by)):
            messages.success(
                request, _("%(name)s : le mandat prend fin le %(day)s.") % {"name": found.person.name, "day": long_date(ends_on)}
            )
            return redirect("committee", agreement=agreement.slug, body=found.seat.body_id)
    return page(
        request,
        "committees/end.html",
        422 if request.method == "POST" else 200,
        form=form,
        term=found,
    )


def give_charge(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Entrust the chair or the secretariat of a body to somebody, who may hold no seat."""
    found = get_object_or_404(Body, pk=body, agreement=agreement)
    form = ChargeForm(agreement, request.POST or None, initial={"starts_on": clock.today(), "office": request.GET.get("charge", "")})
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, coordinating(request)
        facts = {"office": said["office"], "starts_on": said["starts_on"], "source": said["source"]}
        if charge := attempt(form, naming(form, lambda person: acts.give_charge(found, person=person, **facts, by=by, when=clock.now()))):
            messages.success(
                request,
                _("%(name)s a cette charge à partir du %(day)s : %(office)s.")
                % {"name": charge.person.name, "day": long_date(charge.starts_on), "office": Office(charge.office).label},
            )
            return redirect("committee", agreement=agreement.slug, body=body)
    return page(request, "committees/charge.html", 422 if request.method == "POST" else 200, form=form, body=found)


def end_charge(request: Any, agreement: Agreement, charge: int) -> HttpResponse:
    """End a charge."""
    found = get_object_or_404(Charge.objects.select_related("body", "person"), pk=charge, body__agreement=agreement)
    form = EndForm(request.POST or None, initial={"ends_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        ends_on, by = form.cleaned_data["ends_on"], coordinating(request)
        if attempt(form, lambda: acts.end_charge(found, ends_on=ends_on, by=by)):
            messages.success(
                request, _("%(name)s : la charge prend fin le %(day)s.") % {"name": found.person.name, "day": long_date(ends_on)}
            )
            return redirect("committee", agreement=agreement.slug, body=found.body_id)
    return page(request, "committees/charge_end.html", 422 if request.method == "POST" else 200, form=form, charge=found)
