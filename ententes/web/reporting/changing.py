"""What promoters ask to change: asked on their page, answered on that of the coordination, and the addendum that both sign."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.agreements.models import Agreement
from ententes.conventions import acts
from ententes.conventions.models import ChangeRequest, GrantAgreement, GrantSignature
from ententes.conventions.queries import carried, changes, signing
from ententes.conventions.rules import changing as rules
from ententes.conventions.states import Change, How, Outcome, Side
from ententes.decisions.models import Matter
from ententes.decisions.queries import standing
from ententes.decisions.states import ENDED
from ententes.exporting.change import compared
from ententes.exporting.convention import addendum
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.money import MoneyField
from ententes.web.days import DAY
from ententes.web.files import attachment, checked, received
from ententes.web.pages import asked, attempt, coordinating, page, refusal

from .finding import convention_of

ANSWERS = [(str(one), Outcome(one).label) for one in (Outcome.ACCEPTED, Outcome.REFUSED)]
REASONS = forms.Textarea(attrs={"rows": 3})
_READ = (*carried.READ, "convention__project__matter", "matter__stage__body", "resolution", "file")


class AskForm(forms.Form):
    """What is asked to change, and why. Only what the kind needs is read."""

    kind = forms.ChoiceField(label=lazy("Ce qui changerait"), choices=Change.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=lazy("Ce que vous demandez, et pourquoi"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5}))
    post = forms.ChoiceField(label=lazy("Poste dont la somme part"), required=False)
    to = forms.CharField(label=lazy("Poste où elle va"), max_length=300, required=False)
    cents = MoneyField(label=lazy("Somme à passer, ou nouvelle aide"), required=False)
    ends_on = forms.DateField(label=lazy("Nouvelle fin du projet"), required=False, widget=DAY)

    def __init__(self, convention: GrantAgreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posts = [one["post"] for one in changes.posts(convention)]
        self.fields["post"].choices = [("", _("choisir un poste")), *((one, one) for one in self.posts)]  # type: ignore[attr-defined]
        for place, one in enumerate(changes.posts(convention)):
            label = _("Si l’aide change, coût de « %(post)s »") % {"post": one["post"]}
            self.fields[f"cost_{place}"] = MoneyField(label=label, required=False, initial=one["cents"])
        if self.posts:
            label = _("Si l’aide change, votre mise de fonds en argent")
            self.fields["own"] = MoneyField(label=label, required=False, initial=changes.own(convention))

    @property
    def details(self) -> dict[str, Any]:
        read = self.cleaned_data
        ends_on = read["ends_on"].isoformat() if read["ends_on"] else ""
        costs = [{"post": one, "cents": read[f"cost_{place}"] or 0} for place, one in enumerate(self.posts)]
        said = any(read[f"cost_{place}"] is not None for place in range(len(costs)))
        return {
            str(Change.POSTS): {"from": read["post"], "to": read["to"].strip(), "cents": read["cents"] or 0},
            str(Change.DATE): {"ends_on": ends_on},
            str(Change.AMOUNT): {"cents": read["cents"] or 0}
            | ({"expenses": costs} if said else {})
            | ({"own": read["own"]} if read.get("own") is not None else {}),
        }.get(read["kind"], {})


class DecideForm(forms.Form):
    """What becomes of a request that the coordination answers."""

    outcome = forms.ChoiceField(label=lazy("Réponse"), choices=ANSWERS, widget=forms.RadioSelect)
    reasons = forms.CharField(label=lazy("Motif"), required=False, max_length=5000, widget=REASONS)


class AnalyseForm(forms.Form):
    """What the coordination thinks of it; beyond its threshold, what it proposes that bodies answer."""

    analysis = forms.CharField(label=lazy("Analyse, pour qui décide"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}))
    proposed = forms.ChoiceField(
        label=lazy("Ce qui est proposé aux instances"), choices=[("", lazy("rien encore")), *ANSWERS], required=False
    )
    cents = MoneyField(label=lazy("Nouvelle aide proposée"), required=False, help_text=lazy("Vide : celle qui est demandée."))
    reasons = forms.CharField(label=lazy("Motif"), required=False, max_length=5000, widget=REASONS, help_text=lazy("Le promoteur le lira."))

    def __init__(self, change: ChangeRequest, alone: bool, *args: Any, **kwargs: Any) -> None:
        kept = {"analysis": change.analysis, "proposed": change.proposed, "cents": change.cents, "reasons": change.reasons}
        super().__init__(*args, initial=kept, **kwargs)
        if change.kind != Change.AMOUNT or alone:
            del self.fields["cents"]
        if alone:
            del self.fields["proposed"], self.fields["reasons"]


class PaperForm(forms.Form):
    """The addendum signed on paper."""

    file = forms.FileField(label=lazy("Copie signée"), max_length=255)
    signed_on = forms.DateField(label=lazy("Signée le"), required=False)

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])


def _own(request: HttpRequest, pk: int) -> ChangeRequest:
    seen = GrantAgreement.objects.of_promoter(request.user)
    return get_object_or_404(ChangeRequest.objects.select_related(*_READ), pk=pk, convention__in=seen)


def _change_of(request: HttpRequest, agreement: Agreement, pk: int) -> ChangeRequest:
    found = get_object_or_404(ChangeRequest.objects.select_related(*_READ), pk=pk, convention__agreement=agreement)
    found.convention = convention_of(request, agreement, found.convention_id)
    return found


def ask(request: Any, convention: int) -> HttpResponse:
    """Ask for a change, for those of the promoter."""
    found = get_object_or_404(GrantAgreement.objects.of_promoter(request.user).select_related("project", "agreement"), pk=convention)
    form = AskForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {"kind": form.cleaned_data["kind"], "words": form.cleaned_data["words"], "details": form.details}
        made = attempt(form, lambda: acts.ask_change(found, **said, person=request.user, when=clock.now()))
        if made:
            messages.success(request, _("Votre demande est envoyée."))
            return redirect("own_change", change=made.pk)
    title, back = found.project.title, reverse("own_convention", args=[found.pk])
    trail = [(_("Mes conventions"), reverse("own_conventions")), (title, back)]
    words = {"title": _("Demander une modification"), "lede": title, "button": _("Envoyer la demande"), "back": back}
    return asked(request, form, trail=trail, **words)


def own(request: Any, change: int) -> HttpResponse:
    """One's request: its answer, and the addendum to sign."""
    found = _own(request, change)
    mine = found.signatures.filter(side=Side.PROMOTER, person=request.user, signed_at=None).first()
    return page(request, "reporting/own_change.html", change=found, **_shown(found), mine=mine)


def _shown(change: ChangeRequest) -> dict[str, Any]:
    told = carried.figures_of(change)
    return {
        "convention": change.convention,
        "project": change.convention.project,
        "asked": changes.asked(change),
        "compared": compared(told) if told["before"] != told["after"] and not change.outcome else None,
        "norms": carried.rules_of(change) if not change.outcome else [],
        "signatures": [(Side(one.side).label, one) for one in change.signatures.all()],
        "signed": changes.signed(change),
    }


def withdraw(request: Any, change: int) -> HttpResponse:
    """No longer ask for it."""
    found = _own(request, change)
    return _done(request, lambda: acts.withdraw_change(found, person=request.user, when=clock.now()), "own_change", change=found.pk)


def sign(request: Any, change: int) -> HttpResponse:
    """Sign the addendum for the promoter."""
    found = _own(request, change)
    signature = get_object_or_404(found.signatures, side=Side.PROMOTER, person=request.user)
    facts = {"sha256": request.POST.get("sha256", ""), "confirmed": request.POST.get("confirmed") == "1", "how": How.PAGE}
    return _done(request, lambda: acts.sign(signature, **facts, person=request.user, when=clock.now()), "own_change", change=found.pk)


def own_file(request: HttpRequest, change: int) -> HttpResponseBase:
    """The addendum, to keep or to print."""
    return _file(_own(request, change))


def _file(change: ChangeRequest) -> HttpResponseBase:
    if change.file is None:
        raise Http404
    return attachment(change.file)


def change(request: Any, agreement: Agreement, change: int) -> HttpResponse:
    """A request, who decides it and why, and what became of it."""
    return _draw(request, _change_of(request, agreement, change))


def _draw(request: Any, found: ChangeRequest, status: int = 200, **given: Any) -> HttpResponse:
    matter, today = found.matter, clock.today()
    decider = changes.decider(found, today)
    seen = matter is not None and Matter.objects.seen_by(request.user).filter(pk=matter.pk).exists()
    state = found.convention.state(today)
    drawn: dict[str, Any] = {"analysing": AnalyseForm(found, decider.alone), "deciding": DecideForm(), "filing": PaperForm()} | given
    return page(
        request,
        "reporting/change.html",
        status,
        change=found,
        **_shown(found),
        decider=decider,
        matter=matter,
        path=standing.path(matter, standing.log(matter)) if matter and seen else [],
        money_stands=carried.what_stands(matter) if matter and matter.state not in ENDED else [],
        to_put=list(rules.obstacles_to_putting(found, found=decider, state=state, by=request.capacities[0])),
        to_sign=signing.path(mine) if (mine := _to_sign(found, request.user)) else "",
        to_send=changes.needs_addendum(found) and found.sent_at is None,
        **drawn,
    )


def _to_sign(change: ChangeRequest, person: Any) -> GrantSignature | None:
    """The signature of the manager, where the visitor gives it and the promoter has."""
    by_side = {one.side: one for one in change.signatures.all()}
    promoter, mine = by_side.get(str(Side.PROMOTER)), by_side.get(str(Side.MANAGER))
    waits = promoter is not None and promoter.signed_at is not None and mine is not None and mine.signed_at is None
    return mine if waits and mine is not None and mine.person_id == person.pk else None


def analyse(request: Any, agreement: Agreement, change: int) -> HttpResponse:
    """Write what the coordination thinks of it, and what it proposes."""
    found = _change_of(request, agreement, change)
    form = AnalyseForm(found, changes.decider(found, clock.today()).alone, request.POST)
    if form.is_valid() and attempt(
        form, lambda: acts.analyse_change(found, **form.cleaned_data, by=coordinating(request), when=clock.now())
    ):
        return redirect("change", agreement=agreement.slug, change=found.pk)
    return _draw(request, found, 422, analysing=form)


def put(request: Any, agreement: Agreement, change: int) -> HttpResponse:
    """Open the matter that carries it before the bodies."""
    found = _change_of(request, agreement, change)
    try:
        matter = acts.put_change(found, by=coordinating(request), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le dossier est ouvert. Transmettez-le à la première instance de sa chaîne."))
    return redirect("matter", agreement=agreement.slug, matter=matter.pk)


def decide(request: Any, agreement: Agreement, change: int) -> HttpResponse:
    """Record the answer of the coordination."""
    found = _change_of(request, agreement, change)
    form = DecideForm(request.POST)
    if form.is_valid() and attempt(
        form, lambda: acts.decide_change(found, **form.cleaned_data, by=coordinating(request), when=clock.now())
    ):
        messages.success(request, _("La réponse est partie au promoteur."))
        return redirect("change", agreement=agreement.slug, change=found.pk)
    return _draw(request, found, 422, deciding=form)


def send(request: Any, agreement: Agreement, change: int) -> HttpResponse:
    """Freeze the addendum and send it."""
    found, today = _change_of(request, agreement, change), clock.today()
    facts = {"printed": lambda data: addendum(data, day=today), "by": coordinating(request), "when": clock.now()}
    return _done(request, lambda: acts.send_addendum(found, **facts), "change", agreement=agreement.slug, change=found.pk)


def paper(request: Any, agreement: Agreement, change: int, side: str) -> HttpResponse:
    """File the copy signed on paper for a side."""
    found = _change_of(request, agreement, change)
    signature = get_object_or_404(found.signatures, side=side)
    form = PaperForm(request.POST, request.FILES)

    def act() -> Any:
        copy = received(request, form.cleaned_data["file"])
        signed_on = form.cleaned_data["signed_on"] or clock.today()
        return acts.file_paper(signature, copy=copy, signed_on=signed_on, by=coordinating(request), when=clock.now())

    if form.is_valid() and attempt(form, act):
        messages.success(request, _("La signature est consignée."))
        return redirect("change", agreement=agreement.slug, change=found.pk)
    return _draw(request, found, 422, filing=form)


def file(request: HttpRequest, agreement: Agreement, change: int) -> HttpResponseBase:
    """The addendum, to be saved."""
    return _file(_change_of(request, agreement, change))


def _done(request: Any, act: Any, route: str, **parts: Any) -> HttpResponse:
    try:
        act()
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("C’est enregistré."))
    return redirect(route, **parts)
