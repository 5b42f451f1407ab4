"""What the coordination and the finances write in the ledger, each on a form of its own: nothing typed is lost when it is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.funding import acts
from ententes.funding.models import Ledger
from ententes.funding.queries import figures
from ententes.ground import clock
from ententes.ground.wording import money
from ententes.web.files import received
from ententes.web.pages import accounting, asked, attempt

from .forms import CancelForm, CorrectForm, EarmarkForm, FactForm, PledgeForm, ReceiveForm, RulesForm
from .ledger import entry_of
from .views import contribution_of, year_asked, years_to_write


def write(
    request: Any, form: forms.Form, act: Callable[[], Any], *, title: str, lede: str, button: str, back: str, then: Any
) -> HttpResponse:
    """The form; once it is sent and the act done, the page that `then` gives for what was made."""
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made = attempt(form, act)
        if made is not None:
            return redirect(then(made))
    trail = [(_("Argent"), _money(request.agreement))]
    return asked(request, form, trail=trail, title=title, lede=lede, button=button, back=back)


def _money(agreement: Agreement) -> str:
    return reverse("funding", args=[agreement.slug])


def pledge(request: Any, agreement: Agreement) -> HttpResponse:
    """Write down what a party promises."""
    years, today = years_to_write(agreement), clock.today()
    first = {"year": year_asked(request, agreement, years), "nature": "money", "party": request.GET.get("partie")}
    form = PledgeForm(agreement, years, today, request.POST or None, initial=first)

    def act() -> Any:
        made = acts.pledge(agreement, **form.cleaned_data, by=accounting(request), when=clock.now())
        messages.success(request, _("La contribution de %(party)s est inscrite.") % {"party": made.party})
        return made

    return write(
        request,
        form,
        act,
        title=_("Inscrire une contribution"),
        lede=_("Une par partie et par exercice, telle que l’entente ou un avenant la promet. Une promesse de plus en est une autre."),
        button=_("Inscrire la contribution"),
        back=_money(agreement),
        then=lambda made: reverse("contribution", args=[agreement.slug, made.pk]),
    )


def receive(request: Any, agreement: Agreement, contribution: int) -> HttpResponse:
    """Write down what a partner brought."""
    found = contribution_of(agreement, contribution)
    told = figures.of_contribution(found)
    form = ReceiveForm(request.POST or None, request.FILES or None, initial={"received_on": clock.today()})

    def act() -> Any:
        said = {name: form.cleaned_data[name] for name in ("cents", "received_on", "words")}
        made = acts.receive(found, **said, evidence=received(request, form.cleaned_data["file"]), by=accounting(request), when=clock.now())
        messages.success(request, _("%(amount)s de plus sont inscrits comme reçus.") % {"amount": money(made.cents)})
        return made

    here = reverse("contribution", args=[agreement.slug, found.pk])
    return write(
        request,
        form,
        act,
        title=_("Inscrire une somme reçue"),
        lede=_("%(party)s, exercice %(year)s : %(pledged)s promis, %(received)s reçus.")
        % {
            "party": found.party,
            "year": agreement.fiscal_year(found.year).label,
            "pledged": money(told.pledged),
            "received": money(told.received),
        },
        button=_("Inscrire"),
        back=here,
        then=lambda _made: here,
    )


def cancel(request: Any, agreement: Agreement, contribution: int) -> HttpResponse:
    """Write down that an amendment takes back what was promised and not received."""
    found = contribution_of(agreement, contribution)
    form = CancelForm(agreement, request.POST or None)

    def act() -> Any:
        made = acts.cancel_contribution(found, **form.cleaned_data, by=accounting(request), when=clock.now())
        messages.success(request, _("La promesse est ramenée à ce qui est reçu."))
        return made

    here = reverse("contribution", args=[agreement.slug, found.pk])
    return write(
        request,
        form,
        act,
        title=_("Annuler le reste d’une contribution"),
        lede=_("Seul un avenant reprend ce qui a été promis. Ce qui est reçu reste, et ce que la contribution supporte déjà aussi."),
        button=_("Annuler le reste"),
        back=here,
        then=lambda _made: here,
    )


def earmark(request: Any, agreement: Agreement, contribution: int) -> HttpResponse:
    """Write down that an act means a contribution for something else."""
    found = contribution_of(agreement, contribution)
    readable = Resolution.objects.read_as(request.capacities).filter(agreement=agreement, outcome=Outcome.ADOPTED)
    now = {"objective": found.objective_id, "territory": found.territory_id, "project": found.project, "changed_on": clock.today()}
    form = EarmarkForm(agreement, readable, request.POST or None, request.FILES or None, initial=now)

    def act() -> Any:
        said = dict(form.cleaned_data)
        said["evidence"] = received(request, said.pop("file"))
        made = acts.earmark(found, **said, by=accounting(request), when=clock.now())
        messages.success(request, _("La destination est changée : ce qui s’engage désormais suit la nouvelle."))
        return made

    here = reverse("contribution", args=[agreement.slug, found.pk])
    return write(
        request,
        form,
        act,
        title=_("Changer la destination d’une contribution"),
        lede=_("Par un avenant, une résolution ou une lettre du partenaire. Ce qui est déjà partagé le reste; ce qui suit change."),
        button=_("Changer la destination"),
        back=here,
        then=lambda _made: here,
    )


def correct(request: Any, agreement: Agreement, line: int) -> HttpResponse:
    """Write down what an entry should have said."""
    found = entry_of(request, agreement, line)
    form = CorrectForm(request.POST or None)

    def act() -> Any:
        made = acts.correct(found, **form.cleaned_data, by=accounting(request), when=clock.now())
        messages.success(request, _("L’écriture %(number)s corrige l’écriture %(other)s.") % {"number": made.number, "other": found.number})
        return made

    here = reverse("ledger_line", args=[agreement.slug, found.pk])
    return write(
        request,
        form,
        act,
        title=_("Corriger l’écriture %(number)s") % {"number": found.number},
        lede=_("%(kind)s, %(amount)s.") % {"kind": found.get_kind_display().capitalize(), "amount": money(found.cents)},
        button=_("Inscrire la correction"),
        back=here,
        then=lambda _made: here,
    )


def interest(request: Any, agreement: Agreement) -> HttpResponse:
    """Write down what the money of a year earned."""
    words = (_("Inscrire des intérêts"), _("Ce que l’argent de l’entente a rapporté, par exercice."))
    return _fact(request, agreement, acts.add_interest, *words)


def administration(request: Any, agreement: Agreement) -> HttpResponse:
    """Write down what managing the money of a year cost."""
    words = (_("Inscrire des frais d’administration"), _("Ce que la gestion de l’argent a coûté, sous le plafond de l’entente."))
    return _fact(request, agreement, acts.charge_administration, *words)


def _fact(request: Any, agreement: Agreement, record: Callable[..., Any], title: str, lede: str) -> HttpResponse:
    years = years_to_write(agreement)
    first = {"year": year_asked(request, agreement, years), "dated_on": clock.today()}
    form = FactForm(agreement, years, request.POST or None, request.FILES or None, initial=first)

    def act() -> Any:
        said = {name: form.cleaned_data[name] for name in ("year", "cents", "dated_on", "words")}
        made = record(agreement, **said, evidence=received(request, form.cleaned_data["file"]), by=accounting(request), when=clock.now())
        messages.success(request, _("L’écriture %(number)s est inscrite.") % {"number": made.number})
        return made

    back = _money(agreement)
    return write(
        request, form, act, title=title, lede=lede, button=_("Inscrire"), back=back, then=lambda made: f"{back}?exercice={made.year}"
    )


def rule(request: Any, agreement: Agreement) -> HttpResponse:
    """Settle how sums are shared among partners, and the cap of administration."""
    form = RulesForm.of(Ledger.objects.filter(agreement=agreement).first(), request.POST or None)

    def act() -> Any:
        said = {"sharing": form.cleaned_data["sharing"], "administration_cap": form.hundredths}
        made = acts.settle_accounts(agreement, **said, by=accounting(request), when=clock.now())
        messages.success(request, _("Les règles valent pour ce qui sera inscrit désormais."))
        return made

    back = _money(agreement)
    return write(
        request,
        form,
        act,
        title=_("Règles des comptes"),
        lede=_("Elles valent pour les écritures à venir; celles qui sont inscrites ne changent pas."),
        button=_("Enregistrer"),
        back=back,
        then=lambda _made: back,
    )
