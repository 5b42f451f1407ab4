"""What an envelope is drawn on for outside of projects (a contract, a salary): opened, set aside, committed, paid, given back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.funding import acts
from ententes.funding.models import Envelope, Use
from ententes.funding.queries import figures, ledger
from ententes.funding.states import Kind
from ententes.ground import clock
from ententes.ground.wording import money
from ententes.web.files import received
from ententes.web.pages import accounting, page

from .forms import UseFactForm, UseForm
from .writing import write


def _use(request: Any, agreement: Agreement, pk: int, **kept: Any) -> Use:
    rows = Use.objects.seen_by(request.user).select_related("envelope", "territory", "matter")
    found = get_object_or_404(rows, pk=pk, envelope__agreement=agreement, **kept)
    found.envelope.agreement = agreement
    return found


def use(request: Any, agreement: Agreement, use: int) -> HttpResponse:
    """One use: how far its money went, and every entry that says so. A constant number of queries."""
    found = _use(request, agreement, use)
    return page(
        request,
        "funding/use.html",
        use=found,
        year_label=agreement.fiscal_year(found.envelope.year).label,
        told=figures.of_use(found),
        lines=ledger.lines(found.entries.order_by("-number")),
    )


def open_use(request: Any, agreement: Agreement, envelope: int) -> HttpResponse:
    """Write down what else an envelope will be drawn on for."""
    found = get_object_or_404(Envelope, pk=envelope, agreement=agreement)
    found.agreement = agreement
    form = UseForm(request.POST or None)
    return write(
        request,
        form,
        lambda: acts.open_use(found, **form.cleaned_data, by=accounting(request), when=clock.now()),
        title=_("Prévoir une affectation"),
        lede=_("Un contrat, un salaire, une activité que l’enveloppe « %(title)s » paie hors des projets.") % {"title": found.title},
        button=_("Prévoir l’affectation"),
        back=reverse("envelope", args=[agreement.slug, found.pk]),
        then=lambda made: reverse("use", args=[agreement.slug, made.pk]),
    )


def enter(request: Any, agreement: Agreement, use: int) -> HttpResponse:
    """Write down what happens to the money of a use that no matter carries."""
    found = _use(request, agreement, use, matter=None)
    readable = Resolution.objects.read_as(request.capacities).filter(agreement=agreement, outcome=Outcome.ADOPTED)
    form = UseFactForm(readable, request.POST or None, request.FILES or None, initial={"dated_on": clock.today()})

    def act() -> Any:
        made = _entered(request, found, form)
        messages.success(request, _("L’écriture %(number)s est inscrite.") % {"number": made.number})
        return made

    told, here = figures.of_use(found), reverse("use", args=[agreement.slug, found.pk])
    return write(
        request,
        form,
        act,
        title=_("Inscrire ce qui arrive à « %(use)s »") % {"use": found.title},
        lede=_("%(reserved)s réservés, %(committed)s engagés, %(paid)s versés.")
        % {"reserved": money(told.reserved), "committed": money(told.committed), "paid": money(told.paid)},
        button=_("Inscrire"),
        back=here,
        then=lambda _made: here,
    )


def _entered(request: Any, use: Use, form: UseFactForm) -> Any:
    said = form.cleaned_data
    facts = {"cents": said["cents"], "words": said["words"], "by": accounting(request), "when": clock.now()}
    shown = {"evidence": received(request, said["file"])}
    entering: dict[str, Callable[[], Any]] = {
        "reserve": lambda: acts.reserve(use, **facts),
        "recommend": lambda: acts.recommend(use, resolution=said["resolution"], **facts),
        "commit": lambda: acts.commit(use, resolution=said["resolution"], **facts),
        "pay": lambda: acts.disburse(use, paid_on=said["dated_on"], **shown, **facts),
        "justify": lambda: acts.justify(use, justified_on=said["dated_on"], **shown, **facts),
        "recover": lambda: acts.recover(use, recovered_on=said["dated_on"], **shown, **facts),
        "unreserve": lambda: acts.release(use, kind=str(Kind.RESERVED), **facts),
        "unrecommend": lambda: acts.release(use, kind=str(Kind.RECOMMENDED), resolution=said["resolution"], **facts),
        "uncommit": lambda: acts.release(use, kind=str(Kind.COMMITTED), resolution=said["resolution"], **facts),
    }
    return entering[said["what"]]()
