"""Payments: what is due and by when, what is entered and by whom it is approved, what leaves for the accountant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement
from ententes.conventions.queries import listing
from ententes.conventions.states import InstalmentState
from ententes.exporting import accounts
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import money
from ententes.projects.states import Trigger
from ententes.web.files import received, taken
from ententes.web.pages import accounting, attempt, coordinating, page, refusal

from .finding import PAID_BADGES, asked_here, back_to, instalment_of, payment_of
from .forms import MeetForm, PaymentForm, WhyForm
from .views import tabs

FORMATS = ("xlsx", "csv")


def payments(request: Any, agreement: Agreement) -> HttpResponse:
    """Instalments by what they await. A constant number of queries."""
    return _draw(request, agreement)


def _draw(request: Any, agreement: Agreement, status: int = 200, refusing: int = 0, form: WhyForm | None = None) -> HttpResponse:
    today = clock.today()
    rows = _rows(request, agreement)
    by = {state: [one for one in rows if one.state == state] for state in InstalmentState.values}
    return page(
        request,
        "conventions/payments.html",
        status,
        to_approve=by["entered"],
        due=[(one, one.is_late(today)) for one in by["due"]],
        suspended=by["suspended"],
        coming=[one for one in by["planned"] if one.in_force],
        paid=sorted(by["paid"], key=lambda one: one.payment["approved_at"], reverse=True),
        sums={state: sum(one.cents for one in found) for state, found in by.items()},
        approves=any(one.finance for one in request.capacities),
        me=request.user.pk,
        badges=PAID_BADGES,
        refusing=refusing,
        form=form or WhyForm(),
        formats=FORMATS,
        tabs=tabs(agreement, "payments"),
    )


def _rows(request: Any, agreement: Agreement) -> list[listing.Paying]:
    return listing.instalments(GrantAgreement.objects.seen_by(request.user).filter(agreement=agreement), clock.today())


def export(request: Any, agreement: Agreement, format: str) -> HttpResponse:
    """The payments, for the accountant. Its form carries no `once`: an answer that is not a redirect would undo the record."""
    if format not in FORMATS:
        raise Http404
    rows = _rows(request, agreement)
    return taken(request, agreement, accounts.payments(agreement, rows, format=format, as_of=clock.today()), format)


def meet(request: Any, agreement: Agreement, instalment: int) -> HttpResponse:
    """Record that a condition is met."""
    found = instalment_of(request, agreement, instalment)
    form = MeetForm(request.POST or None, request.FILES or None, initial={"met_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        by, now, given = coordinating(request), clock.now(), form.cleaned_data

        def act() -> Any:
            evidence = received(request, given["file"])
            return acts.meet(found, met_on=given["met_on"], words=given["words"], evidence=evidence, by=by, when=now)

        if attempt(form, act):
            messages.success(request, _("Le versement est exigible."))
            return back_to(found.convention)
    said = {"rank": found.position, "amount": money(found.cents), "trigger": Trigger(found.trigger).label}
    return asked_here(
        request,
        form,
        title=_("La condition est remplie"),
        lede=_("Versement %(rank)s : %(amount)s, %(trigger)s.") % said,
        button=_("Consigner"),
        back=reverse("convention", args=[agreement.slug, found.convention_id]),
        over=_("Convention %(number)s") % {"number": found.convention.number},
    )


def enter(request: Any, agreement: Agreement, instalment: int) -> HttpResponse:
    """Enter a payment, for another person to approve."""
    found = instalment_of(request, agreement, instalment)
    form = PaymentForm(found, request.POST or None, request.FILES or None, initial={"paid_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        by, now = accounting(request), clock.now()
        given = {name: form.cleaned_data[name] for name in ("cents", "paid_on", "reference")}

        def act() -> Any:
            return acts.enter_payment(found, **given, evidence=received(request, form.cleaned_data["file"]), by=by, when=now)

        if attempt(form, act):
            messages.success(request, _("Le versement est saisi : une autre personne, des finances, l’approuve."))
            return redirect("payments", agreement=agreement.slug)
    said = {"rank": found.position, "promoter": found.convention.project.promoter, "amount": money(found.cents)}
    return asked_here(
        request,
        form,
        title=_("Saisir un versement"),
        lede=_("Versement %(rank)s à %(promoter)s : %(amount)s.") % said,
        button=_("Saisir"),
        back=reverse("payments", args=[agreement.slug]),
        over=_("Convention %(number)s") % {"number": found.convention.number},
    )


def approve(request: Any, agreement: Agreement, payment: int) -> HttpResponse:
    """Approve what another person entered: it is written in the ledger."""
    found = payment_of(request, agreement, payment)
    try:
        made = acts.approve_payment(found, by=_finance(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    assert made.entry is not None
    said = {"amount": money(made.cents), "number": made.entry.number}
    messages.success(request, _("%(amount)s sont versés : écriture %(number)s du livre. Le promoteur en est averti.") % said)
    return redirect("payments", agreement=agreement.slug)


def refuse(request: Any, agreement: Agreement, payment: int) -> HttpResponse:
    """Send back what was entered, with the reason."""
    found = payment_of(request, agreement, payment)
    form = WhyForm(request.POST)
    facts = {"by": _finance(request), "when": clock.now()}
    if form.is_valid() and attempt(form, lambda: acts.refuse_payment(found, because=form.cleaned_data["why"], **facts)):
        messages.success(request, _("Le versement est refusé : il peut être saisi de nouveau."))
        return redirect("payments", agreement=agreement.slug)
    return _draw(request, agreement, 422, refusing=found.pk, form=form)


def _finance(request: Any) -> Capacity:
    """The hat of finance, which approves; else the one that keeps the accounts, whose refusal says who does."""
    return next((one for one in request.capacities if one.finance), None) or accounting(request)
