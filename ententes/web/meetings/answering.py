"""The page that the link of a notice opens, without signing in: answering, reading the agenda and its documents, declaring an interest."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.committees.queries import procedure_on
from ententes.decisions.models import Interest, Matter, Version
from ententes.ground import clock
from ententes.ground.links import Forged
from ententes.ground.wording import moment
from ententes.meetings import acts
from ententes.meetings.models import Invitation, Item, ItemPiece
from ententes.meetings.queries import answering
from ententes.meetings.queries.agenda import agenda
from ententes.meetings.queries.before import day_of
from ententes.meetings.queries.replies import offered, substitute
from ententes.meetings.rules import before as rules
from ententes.web import by_link
from ententes.web.files import attachment
from ententes.web.pages import attempt, page, refusal
from ententes.web.tongues import own_words

from .forms import InterestForm, ReplyForm
from .papers import calendar_file
from .showing import document_title, facts, points


def behind_link(read: answering.Links[Any], why_late: Callable[[Any], str], recipient: Callable[[Any], Any]) -> Any:
    """A view gets the row that its link names, or the visitor a sentence that says why the link no longer serves."""

    def around(view: Any) -> Any:
        @wraps(view)
        def inner(request: HttpRequest, token: str, **parts: Any) -> HttpResponseBase:
            try:
                row = read.row_of(token, clock.today())
            except Forged:
                return by_link.forged(request)
            except answering.Expired as late:
                by_link.speak_to(recipient(late.row), request)
                return by_link.private(refusal(request, why_late(late.row), status=410))
            by_link.speak_to(recipient(row), request)
            return by_link.private(view(request, row, token, **parts))

        return inner

    return around


def _why_late(row: Invitation) -> str:
    return _("Ce lien ne sert plus : la rencontre est passée. Répondez à la lettre pour joindre la coordination.")


of_invitation = behind_link(answering.INVITATIONS, _why_late, lambda row: row.person)


@of_invitation
def reply(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    """The notice, and the form that answers it. Opening it records nothing."""
    if reasons := list(rules.obstacles_to_using_link(row)):
        return refusal(request, *reasons, status=410)
    form = _reply_form(row, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: acts.reply(row, reply=given["reply"], words=given["words"], when=clock.now())):
            messages.success(
                request, _("Merci, votre réponse est enregistrée. Vous pouvez la changer jusqu’à l’ouverture de la rencontre.")
            )
            return redirect("reply", token=token)
    return _show(request, row, token, form, None, 422 if request.method == "POST" else 200)


@of_invitation
def declare(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    """Declare an interest in a matter of the agenda."""
    if reasons := list(rules.obstacles_to_using_link(row)):
        return refusal(request, *reasons, status=410)
    form = InterestForm(_matters(row), request.POST)
    if form.is_valid():
        matter = get_object_or_404(Matter, items=form.cleaned_data["item"], items__meeting=row.meeting)
        if attempt(form, lambda: acts.declare_ahead(row, matter, nature=form.cleaned_data["nature"], when=clock.now())):
            messages.success(
                request,
                _("Votre intérêt dans le dossier « %(title)s » est inscrit au registre. Ce dossier ne vous est plus ouvert.")
                % {"title": matter.title},
            )
            return redirect("reply", token=token)
    return _show(request, row, token, _reply_form(row, None), form, 422)


@of_invitation
def document(request: HttpRequest, row: Invitation, token: str, paper: int) -> HttpResponseBase:
    """A document joined to a point."""
    _still(row)
    rows = ItemPiece.objects.filter(item__in=Item.objects.open_to(row.person)).select_related("file")
    return attachment(get_object_or_404(rows, pk=paper, item__meeting=row.meeting).file)


@of_invitation
def copy(request: HttpRequest, row: Invitation, token: str, item: int) -> HttpResponseBase:
    """The frozen copy of the matter of a point, for those who sit and declared no interest in it."""
    _still(row)
    found = get_object_or_404(Item.objects.open_to(row.person), pk=item, meeting=row.meeting, matter__isnull=False)
    if row.term_id is None:
        raise Http404
    version = Version.objects.filter(matter=found.matter_id).select_related("file").last()
    if version is None:
        raise Http404
    return attachment(version.file)


@of_invitation
def event(request: HttpRequest, row: Invitation, token: str) -> HttpResponse:
    """The meeting as a calendar event, cancelled ones included: so they leave the calendar."""
    return calendar_file(row.meeting)


def _still(row: Invitation) -> None:
    if list(rules.obstacles_to_using_link(row)):
        raise Http404


def _reply_form(row: Invitation, sent: Any) -> ReplyForm:
    day = day_of(row.meeting)
    choices = offered(row, procedure_on(row.meeting.body, day), day)
    return ReplyForm(sent, offered=choices, initial={"reply": row.reply, "words": row.words})


def _matters(row: Invitation) -> list[tuple[int, str]]:
    """The matters of the agenda in which the person may still declare an interest."""
    items = Item.objects.open_to(row.person).filter(meeting=row.meeting, matter__isnull=False)
    return list(items.order_by("position", "pk").values_list("pk", "title"))


def _show(
    request: HttpRequest, row: Invitation, token: str, form: ReplyForm, interest_form: InterestForm | None, status: int
) -> HttpResponse:
    meeting, agreement = row.meeting, row.meeting.body.agreement
    shown = agenda(meeting, reader=row.person)
    if row.term_id is None:
        for one in shown.rows:
            one.documents[:] = [document for document in one.documents if not document.version]
    matters = _matters(row) if row.term_id else []
    stand_in = substitute(row, day_of(meeting))

    def copied(one: Any) -> str:
        return reverse("reply_copy", kwargs={"token": token, "item": one.pk})

    def joined(one: Any) -> str:
        return reverse("reply_document", kwargs={"token": token, "paper": one.pk})

    declared = Interest.objects.filter(person=row.person, lifted_at=None, matter__items__meeting=meeting).order_by("pk")
    return page(
        request,
        "meetings/reply.html",
        status,
        **facts(meeting),
        own=own_words(agreement),
        agreement_title=agreement.title,
        token=token,
        form=form,
        interest_form=interest_form or (InterestForm(matters) if matters else None),
        invitation=row,
        name=row.person.name,
        replied=moment(row.replied_at),
        stand_in=stand_in.person.name if stand_in else "",
        points=points(shown, copied, joined),
        document_title=document_title,
        declared=list(declared.values_list("nature", flat=True).distinct()),
    )
