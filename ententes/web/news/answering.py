"""Answering from a letter, without signing in; and every letter, in the demonstration."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from ententes.correspondence.models import Letter
from ententes.ground import clock
from ententes.ground.wording import long_date, moment
from ententes.plans import acts
from ententes.plans.models import Question
from ententes.plans.queries import action as reading
from ententes.plans.queries import links
from ententes.plans.rules import news as rules
from ententes.plans.states import Status
from ententes.web.by_link import forged, private, speak_to
from ententes.web.pages import attempt, page, refusal
from ententes.web.rich import html
from ententes.web.tongues import own_words
from ententes.web.writing import NoteForm, beginning, files_of, status_choices

SHOWN = 5
"""Latest notes shown beside the form."""
LETTERS = 20
"""Letters on one page of the demonstration."""


def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the link of a letter opens. Opening it records nothing; sending its form records a note."""
    return private(_answer(request, token))


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    try:
        question = links.question_of(token, clock.today())
    except links.Forged:
        return forged(request)
    except links.Expired as late:
        speak_to(late.question.request.recipient, request)
        return refusal(
            request,
            _(
                "Ce lien ne sert plus : il datait de plus de %(days)s jours."
                " Répondez à la lettre pour joindre la coordination de « %(agreement)s »."
            )
            % {"days": links.LINK_DAYS, "agreement": late.question.request.agreement.short_title},
            status=410,
        )
    speak_to(question.request.recipient, request)
    if reasons := list(rules.obstacles_to_answering(question)):
        return refusal(request, *reasons, status=410)
    if request.method != "POST":
        return _show(request, question, token, beginning(clock.today()))
    form = NoteForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        written = attempt(
            form,
            lambda: acts.answer(
                question,
                when=clock.now(),
                dated_on=given["dated_on"],
                text=given["text"],
                status=given["status"],
                files=files_of(request),
            ),
        )
        if written is not None:
            messages.success(request, _("Merci, votre réponse est enregistrée. Aucun rappel ne suivra."))
            return redirect("answer", token=token)
    return _show(request, question, token, form, 422)


def _show(request: HttpRequest, question: Question, token: str, form: NoteForm, status: int = 200) -> HttpResponse:
    asked, agreement = question.request, question.request.agreement
    row = reading.read(agreement, question.action_id)
    notes, count = reading.notes(row, most=SHOWN)
    others = reading.still_asked(question)
    day = clock.today()
    return page(
        request,
        "news/answer.html",
        status,
        title=agreement.title,
        own=own_words(agreement),
        row=row,
        form=form,
        token=token,
        statuses=status_choices(row.status),
        state=(row.status, str(Status(row.status).label)[:1].upper() + str(Status(row.status).label)[1:]),
        name=asked.recipient.name,
        whose=asked.body.name if asked.body else asked.party.organisation.name if asked.party else "",
        due=long_date(asked.due_on),
        schedules=[{"year": agreement.fiscal_year(one.year).label, "words": one.words} for one in row.schedules.all()],
        answered=question.answer_id is not None,
        notes=[_note(one) for one in notes],
        more=max(0, count - len(notes)),
        others=[(one.action.text, links.path(one, links.last_day(day))) for one in others],
    )


def _note(row: reading.NoteRow) -> dict[str, Any]:
    label = str(Status(row.status).label) if row.status else ""
    return {
        "day": long_date(row.dated_on),
        "capacity": row.capacity,
        "author": row.author,
        "on_behalf": row.on_behalf_of,
        "by_letter": row.by_letter,
        "text": html(row.text),
        "state": row.status,
        "state_label": label[:1].upper() + label[1:],
        "files": [],
    }


def letters(request: HttpRequest) -> HttpResponse:
    """Every letter of the demonstration, the latest first, with its links alive."""
    pages = Paginator(Letter.objects.select_related("recipient"), LETTERS)
    shown = pages.get_page(request.GET.get("page"))
    rows = [
        {
            "day": moment(one.written_at),
            "name": one.recipient.name if one.recipient else one.address,
            "to": f"{one.recipient.name} <{one.address}>" if one.recipient else one.address,
            "language": one.recipient.language if one.recipient else "",
            "subject": one.subject,
            "text": _linked(one.text),
        }
        for one in shown
    ]
    return page(request, "news/letters.html", letters=rows, page=shown.number, last=pages.num_pages, count=pages.count)


_LINK = re.compile(r"https?://[^\s<>\"]+")


def _linked(text: str) -> Markup:
    """The text of a letter with its links to follow; those of this installation stay on the address one is at."""
    ours = settings.BASE_URL or "-"
    linked = _LINK.sub(lambda found: f'<a href="{found[0].removeprefix(ours)}">{found[0]}</a>', str(escape(text)))
    return Markup(linked)  # noqa: S704 — escaped first
