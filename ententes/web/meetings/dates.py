"""Asking which dates suit, reading the answers side by side, keeping one; and answering by the link of a letter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import long_date, span
from ententes.meetings import acts
from ententes.meetings.models import DateAnswer, DateOption, DatePoll
from ententes.meetings.queries import answering
from ententes.meetings.rules import before, polling
from ententes.web.pages import attempt, page, refusal
from ententes.web.tongues import own_words

from .answering import behind_link
from .forms import ChoiceForm, DatesForm, SuitsForm
from .showing import acting, find_body, may_prepare


def ask(request: Any, agreement: Agreement, body: int) -> HttpResponse:
    """Propose dates to those who sit."""
    found = find_body(request, agreement, body)
    by, now = acting(request, found), clock.now()
    form = DatesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "options", "closes_on")}
        if poll := attempt(form, lambda: acts.ask_dates(found, **given, by=by, when=now)):
            messages.success(request, _("Le sondage part : une lettre à chaque personne qui siège."))
            return redirect("dates", agreement=agreement.slug, poll=poll.pk)
    reasons = [] if request.method == "POST" else list(before.obstacles_to_preparing(found, by=by, when=now))
    status = 422 if request.method == "POST" else 200
    return page(request, "meetings/dates_ask.html", status, form=form, body=found, reasons=reasons)


def show(request: Any, agreement: Agreement, poll: int) -> HttpResponse:
    """Who answered what."""
    return _draw(request, agreement, _find(request, agreement, poll))


def choose(request: Any, agreement: Agreement, poll: int) -> HttpResponse:
    """Keep a date: it becomes a meeting, not yet called."""
    found = _find(request, agreement, poll)
    form = ChoiceForm(request.POST)
    if form.is_valid():
        option = get_object_or_404(DateOption, pk=form.cleaned_data["option"], poll=found)
        place, link, by = form.cleaned_data["place"], form.cleaned_data["link"], acting(request, found.body)
        if meeting := attempt(form, lambda: acts.choose_date(found, option, place=place, link=link, by=by, when=clock.now())):
            messages.success(request, _("La date est retenue. La rencontre est prévue; il reste à la convoquer."))
            return redirect("meeting", agreement=agreement.slug, meeting=meeting.pk)
    return _draw(request, agreement, found, 422, form)


def close(request: Any, agreement: Agreement, poll: int) -> HttpResponse:
    """Keep none."""
    found = _find(request, agreement, poll)
    try:
        acts.close_poll(found, by=acting(request, found.body), when=clock.now())
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("Le sondage est clos, sans date retenue."))
    return redirect("dates", agreement=agreement.slug, poll=found.pk)


def _find(request: Any, agreement: Agreement, pk: int) -> DatePoll:
    found: DatePoll = get_object_or_404(DatePoll.objects.select_related("body"), pk=pk, body__agreement=agreement)
    found.body = find_body(request, agreement, found.body_id)
    return found


def _draw(request: Any, agreement: Agreement, found: DatePoll, status: int = 200, form: ChoiceForm | None = None) -> HttpResponse:
    options = [(pk, span(starts, ends)) for pk, starts, ends in found.options.values_list("pk", "starts_at", "ends_at")]
    rows = list(found.answers.order_by("pk").values("person__name", "choices", "words", "at"))
    counts = {pk: sum(pk in row["choices"] for row in rows) for pk, _words in options}
    most = max(counts.values(), default=0)
    return page(
        request,
        "meetings/dates.html",
        status,
        poll=found,
        body=found.body,
        options=[(pk, words, counts[pk], bool(most) and counts[pk] == most) for pk, words in options],
        rows=rows,
        answered=sum(row["at"] is not None for row in rows),
        closes=long_date(found.closes_on),
        preparing=may_prepare(request, found.body) and found.closed_at is None,
        form=form or ChoiceForm(),
    )


def _why_late(row: DateAnswer) -> str:
    return _("Ce lien ne sert plus : les réponses étaient attendues pour le %(day)s. Répondez à la lettre pour joindre qui l’a écrite.") % {
        "day": long_date(row.poll.closes_on)
    }


@behind_link(answering.DATES, _why_late, lambda row: row.person)
def answer(request: HttpRequest, row: DateAnswer, token: str) -> HttpResponse:
    """Say which dates suit. Opening the page records nothing."""
    if reasons := list(polling.obstacles_to_answering(row)):
        return refusal(request, *reasons, status=410)
    options = [(pk, span(starts, ends)) for pk, starts, ends in row.poll.options.values_list("pk", "starts_at", "ends_at")]
    form = SuitsForm(options, request.POST if request.method == "POST" else None, initial={"choices": row.choices, "words": row.words})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: acts.answer_dates(row, choices=given["choices"], words=given["words"], when=clock.now())):
            messages.success(request, _("Merci, votre réponse est enregistrée. Vous pouvez la changer d’ici la clôture."))
            return redirect("dates_answer", token=token)
    return page(
        request,
        "meetings/dates_answer.html",
        422 if request.method == "POST" else 200,
        form=form,
        token=token,
        poll=row.poll,
        body=row.poll.body,
        own=own_words(row.poll.body.agreement),
        agreement_title=row.poll.body.agreement.title,
        name=row.person.name,
        closes=long_date(row.poll.closes_on),
        answered=row.at is not None,
    )
