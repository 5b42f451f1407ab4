"""Calling a meeting: what will leave, guests, and replies given by phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.queries import procedure_on
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Invitation
from ententes.meetings.queries.agenda import agenda
from ententes.meetings.queries.before import day_of, whom
from ententes.meetings.queries.replies import answers, offered
from ententes.meetings.rules import before as rules
from ententes.meetings.states import Standing
from ententes.web.choosing import naming
from ententes.web.pages import attempt, page

from .forms import CallForm, GuestForm, ReplyForm
from .showing import acting, facts, find
from .views import draw


def call(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Read back whom it calls and to what, then write the letters."""
    found = find(request, agreement, meeting)
    by, now = acting(request, found.body), clock.now()
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: acts.call(found, shortness=form.cleaned_data["shortness"], by=by, when=now))
        if made:
            count = made.invitations.count()
            messages.success(
                request,
                ngettext("La rencontre est convoquée : une lettre part.", "La rencontre est convoquée : %(count)s lettres partent.", count)
                % {"count": count},
            )
            return redirect("meeting", agreement=agreement.slug, meeting=found.pk)
    procedure = procedure_on(found.body, day_of(found))
    short = bool(list(rules.obstacles_to_notice(found, day=day_of(found), shortness="", when=now)))
    allowed = procedure is not None and procedure.short_notice_allowed
    reasons = list(rules.obstacles_to_calling(found, shortness="…" if allowed else "", by=by, when=now))
    called = [(one.person.name, one.person.email, _standing(one.term, one.standing)) for one in whom(found)]
    called += [(one.name, "", one.standing_words) for one in answers(found)]
    return page(
        request,
        "meetings/call.html",
        422 if request.method == "POST" else 200,
        form=form,
        short=short and allowed,
        why_short=list(rules.obstacles_to_notice(found, day=day_of(found), shortness="", when=now)),
        reasons=[] if form.errors else reasons,
        called=called,
        rows=agenda(found, reader=request.user).rows,
        **facts(found),
    )


def send_agenda(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Tell those called what the agenda took up since their notice."""
    found = find(request, agreement, meeting)
    try:
        count = acts.send_agenda(found, by=acting(request, found.body), when=clock.now())
    except Refused as refused:
        return draw(request, agreement, found, 422, reasons=refused.reasons)
    words = ngettext("L’ordre du jour modifié part : une lettre.", "L’ordre du jour modifié part : %(count)s lettres.", count)
    messages.success(request, words % {"count": count})
    return redirect("meeting", agreement=agreement.slug, meeting=found.pk)


def _standing(term: Any, standing: str) -> str:
    return str(term.get_role_display() if term else Standing(standing).label)


def invite(request: Any, agreement: Agreement, meeting: int) -> HttpResponse:
    """Invite somebody who does not sit."""
    found = find(request, agreement, meeting)
    by = acting(request, found.body)
    form = GuestForm(agreement, request.POST, auto_id="guest_%s")
    if form.is_valid():
        act = naming(form, lambda person: acts.invite_guest(found, person=person, by=by, when=clock.now()))
        if invitation := attempt(form, act):
            words = _("%(name)s est invité; sa lettre part.") if found.called_at else _("%(name)s sera invité par la convocation.")
            messages.success(request, words % {"name": invitation.person.name})
            return redirect("meeting", agreement=agreement.slug, meeting=found.pk)
    return draw(request, agreement, found, 422, guest_form=form)


def uninvite(request: Any, agreement: Agreement, meeting: int, invitation: int) -> HttpResponse:
    """Take back an invitation whose letter has not left."""
    found = find(request, agreement, meeting)
    row = _invitation(found, invitation)
    try:
        acts.uninvite(row, by=acting(request, found.body), when=clock.now())
    except Refused as refused:
        return draw(request, agreement, found, 422, reasons=refused.reasons)
    messages.success(request, _("%(name)s n’est plus invité.") % {"name": row.person.name})
    return redirect("meeting", agreement=agreement.slug, meeting=found.pk)


def record(request: Any, agreement: Agreement, meeting: int, invitation: int) -> HttpResponse:
    """Write down what somebody answered by phone or on paper."""
    found = find(request, agreement, meeting)
    row = _invitation(found, invitation)
    day = day_of(found)
    choices = offered(row, procedure_on(found.body, day), day)
    form = ReplyForm(request.POST or None, offered=choices, initial={"reply": row.reply, "words": row.words})
    form.fields["reply"].label = _("Ce que %(name)s a répondu") % {"name": row.person.name}
    by = acting(request, found.body)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: acts.record_reply(row, reply=given["reply"], words=given["words"], by=by, when=clock.now())):
            messages.success(request, _("%(name)s : la réponse est consignée, à votre nom.") % {"name": row.person.name})
            return redirect("meeting", agreement=agreement.slug, meeting=found.pk)
    reasons = [] if request.method == "POST" else list(rules.obstacles_to_preparing(found.body, by=by, when=clock.now()))
    return page(
        request,
        "meetings/record.html",
        422 if request.method == "POST" else 200,
        form=form,
        invitation=row,
        reasons=reasons,
        **facts(found),
    )


def _invitation(found: Any, pk: int) -> Invitation:
    row: Invitation = get_object_or_404(Invitation.objects.select_related("person", "term"), pk=pk, meeting=found)
    row.meeting = found
    return row
