"""What the coordination does to matters: it opens, rephrases, transmits and withdraws them, joins documents, and sends them on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions import acts
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import Link, chain_of
from ententes.decisions.queries.register import fingerprint
from ententes.decisions.rules import obstacles_to_freezing, obstacles_to_opening, obstacles_to_transmitting, obstacles_to_withdrawing
from ententes.decisions.states import Kind
from ententes.documents import acts as files
from ententes.exporting import frozen
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.plans.queries.powers import in_current_plan
from ententes.plans.rules import news as rules
from ententes.web.pages import attempt, coordinating, page, refusal
from ententes.web.seen import change

from .forms import OpenForm, PieceForm, QuestionForm, RephraseForm, SendOnForm, WithdrawForm
from .views import draw, found

OPENED_HERE = [str(kind) for kind in (Kind.QUESTION, Kind.REPORT, Kind.TRAINING_BODY)]
"""The kinds that nothing carries yet; a plan, a framework or a project opens its matter from its own page."""


def open_one(request: Any, agreement: Agreement) -> HttpResponse:
    """Open a matter: a free question, for the bodies one chooses; any other, for those that the mandates name."""
    asked = request.POST.get("objet") or request.GET.get("objet") or ""
    if request.method == "POST" and asked in Kind.values and asked not in OPENED_HERE:
        words = _("Ce dossier s’ouvre depuis la page de ce qu’il porte, et suit la chaîne des mandats :")
        today = clock.today()
        chain = chain_of(agreement, asked, today, in_current_plan(agreement, today).get(asked, ()))
        return refusal(request, words, *(link.said() for link in chain), status=422)
    if asked not in OPENED_HERE:
        labels = dict(Kind.choices)
        kinds = [(kind, str(labels[kind]).capitalize()) for kind in OPENED_HERE]
        return page(request, "matters/choose.html", kinds=kinds)
    free, typed = asked == Kind.QUESTION, request.POST or None
    form = QuestionForm(agreement, typed) if free else OpenForm(typed)
    by, today = coordinating(request), clock.today()
    links = [] if free else chain_of(agreement, asked, today, in_current_plan(agreement, today).get(asked, ()))
    if typed and form.is_valid():
        said = form.cleaned_data
        if free:
            links = [Link(("recommend",), one) for one in said["recommending"] if one != said["body"]] + [Link(("decide",), said["body"])]
        facts: dict[str, Any] = {"kind": asked, "title": said["title"], "question": said.get("question", ""), "links": links}
        if matter := attempt(form, lambda: acts.open_matter(agreement, **facts, by=by, when=clock.now())):
            messages.success(request, _("Le dossier est ouvert. Joignez-y ce qu’il faut lire, puis transmettez-le."))
            return redirect("matter", agreement=agreement.slug, matter=matter.pk)
    obstacles = [] if free else list(obstacles_to_opening(agreement, title="-", links=links, by=by))
    kind_words = str(dict(Kind.choices)[asked])
    return page(
        request,
        "matters/open.html",
        422 if typed else 200,
        form=form,
        kind=asked,
        kind_words=kind_words[:1].upper() + kind_words[1:],
        chain=[link.said() for link in links] if not free else [],
        obstacles=obstacles,
        free=free,
    )


def rephrase(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """Write other words for a matter."""
    one = found(request, agreement, matter)
    form = RephraseForm(one, request.POST or None, initial=_words(one))
    if request.method == "POST" and form.is_valid():
        title, question, by = form.cleaned_data["title"], form.cleaned_data["question"], coordinating(request)
        if change(form, one, _words, lambda: acts.rephrase(one, title=title, question=question, by=by)):
            messages.success(request, _("C’est enregistré. Les copies déjà remises restent comme elles étaient."))
            return redirect("matter", agreement=agreement.slug, matter=matter)
    return page(request, "matters/rephrase.html", form.refused_status if request.method == "POST" else 200, form=form, matter=one)


def _words(matter: Matter) -> dict[str, Any]:
    return {"title": matter.title, "question": matter.question}


def transmit(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """Read back what will be recorded, then transmit. A text that changed since it was read back is read back again."""
    one, by = found(request, agreement, matter), coordinating(request)
    obstacles = list(obstacles_to_transmitting(one, by=by))
    if obstacles:
        return draw(request, one, 422 if request.method == "POST" else 200)
    copy = frozen.copy_of(one)
    sha256 = fingerprint(copy.data)
    if reasons := list(obstacles_to_freezing(one, sha256)):
        return draw(request, one, 422 if request.method == "POST" else 200, unchanged=reasons)
    last = one.versions.last()
    overtaken = request.method == "POST" and request.POST.get("sha256") != sha256
    if request.method == "POST" and not overtaken:
        try:
            version = acts.transmit(one, copy=copy, by=by, when=clock.now())
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return draw(request, found(request, agreement, matter), 422)
        said = {"body": one.stage.body.name if one.stage and one.stage.body else "", "version": version.number}
        messages.success(request, _("Le dossier est devant %(body)s, en sa version %(version)s, figée.") % said)
        return redirect("matter", agreement=agreement.slug, matter=matter)
    same = bool(last and last.sha256 == sha256)
    return page(
        request,
        "matters/transmit.html",
        409 if overtaken else 200,
        matter=one,
        body=one.stage.body if one.stage else None,
        copy=copy,
        sha256=sha256,
        number=(last.number if last and same else last.number + 1 if last else 1),
        same=same,
        overtaken=overtaken,
    )


def withdraw(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """Take a matter back for good, with its reasons."""
    one, by = found(request, agreement, matter), coordinating(request)
    if list(obstacles_to_withdrawing(one, by=by, reasons="-")):
        return draw(request, one, 422 if request.method == "POST" else 200)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reasons = form.cleaned_data["reasons"]
        if attempt(form, lambda: acts.withdraw(one, by=by, when=clock.now(), reasons=reasons)):
            messages.success(request, _("Le dossier est retiré; les instances qui l’ont eu en sont averties."))
            return redirect("matter", agreement=agreement.slug, matter=matter)
    return page(request, "matters/withdraw.html", 422 if request.method == "POST" else 200, form=form, matter=one)


def join(request: Any, agreement: Agreement, matter: int) -> HttpResponse:
    """Join a document to a matter."""
    one = found(request, agreement, matter)
    form = PieceForm(request.POST, request.FILES)
    if form.is_valid():
        file, by, now = form.cleaned_data["file"], coordinating(request), clock.now()

        def both() -> Any:
            with transaction.atomic():
                kept = files.keep(content=file, name=file.name, media_type=rules.file_type(file), by=request.user, when=now)
                return acts.join_piece(one, file=kept, title=form.cleaned_data["title"], by=by, when=now)

        if attempt(form, both):
            messages.success(request, _("Le document est joint; il sera de la prochaine copie figée."))
            return redirect("matter", agreement=agreement.slug, matter=matter)
    return draw(request, one, 422, piece_form=form)


def send_on(request: Any, agreement: Agreement, matter: int, stage: int) -> HttpResponse:
    """Say which body takes the place of one that is no more."""
    one = found(request, agreement, matter)
    held = get_object_or_404(one.stages.select_related("body", "organisation"), pk=stage)
    if held.body is None or held.body.runs_on(clock.today()):
        raise Http404
    form = SendOnForm(agreement, request.POST or None)
    if request.method == "POST" and form.is_valid():
        said, by = form.cleaned_data, coordinating(request)
        if attempt(form, lambda: acts.send_on(held, body=said["body"], reason=said["reason"], by=by, when=clock.now())):
            messages.success(request, _("%(body)s prend cette étape. Transmettez-lui le dossier.") % {"body": said["body"].name})
            return redirect("matter", agreement=agreement.slug, matter=matter)
    return page(request, "matters/send_on.html", 422 if request.method == "POST" else 200, form=form, matter=one, stage=held)
