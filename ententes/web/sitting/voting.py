"""The page where a member casts a secret ballot, from the link of a letter or from the sitting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.agreements.models import Agreement
from ententes.committees.models import Term
from ententes.ground import clock
from ententes.ground.links import Forged
from ententes.meetings import acts
from ententes.meetings.models import Attendance, Motion
from ententes.meetings.queries import links
from ententes.meetings.queries.minutes import withdrew
from ententes.meetings.rules import voting as rules
from ententes.meetings.states import Choice
from ententes.web.by_link import forged, private, speak_to
from ententes.web.pages import attempt, page


class BallotForm(forms.Form):
    """One choice."""

    choice = forms.ChoiceField(label=gettext_lazy("Votre vote"), choices=Choice.choices, widget=forms.RadioSelect)


def vote(request: HttpRequest, token: str) -> HttpResponse:
    """The ballot of a seat. Opening it records nothing; sending its form counts one ballot, or says why it is refused."""
    try:
        thing, whose = links.read("vote", token)
        motion = Motion.objects.select_related("item__meeting__body__agreement").get(pk=thing)
        term = Term.objects.select_related("seat", "person").get(pk=whose)
    except (Forged, Motion.DoesNotExist, Term.DoesNotExist):
        return forged(request)
    speak_to(term.person, request)
    form = BallotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cast = attempt(form, lambda: (acts.cast(motion, term, form.cleaned_data["choice"], when=clock.now()),))
        if cast:
            messages.success(request, _("Votre bulletin est compté."))
            return private(redirect("vote", token=token))
    return private(_show(request, motion, term, token, form))


def _show(request: HttpRequest, motion: Motion, term: Term, token: str, form: BallotForm) -> HttpResponse:
    meeting = motion.item.meeting
    voted = motion.ballots.filter(term=term).exists()
    reasons = [] if voted else list(rules.obstacles_to_casting(motion, term, str(Choice.FOR), when=clock.now()))
    # Once its item is left, those who withdrew are no longer out of it: they still read nothing of what was decided without them.
    apart = bool(reasons) and motion.item_id in withdrew(meeting, term.person)
    abstaining = rules.rules_of(meeting).abstention_allowed if motion.opened_at else False
    return page(
        request,
        "sitting/vote.html",
        422 if request.method == "POST" else 200,
        motion=motion,
        body=meeting.body,
        term=term,
        token=token,
        form=form,
        voted=voted,
        reasons=reasons,
        apart=apart,
        choices=[(one, label) for one, label in Choice.choices if one != Choice.ABSTAIN or abstaining],
    )


def ballot(request: Any, agreement: Agreement, motion: int) -> HttpResponse:
    """To the ballot of the visitor's seat, in the capacity in which they attend."""
    here = Attendance.objects.filter(
        meeting__items__motions=motion, meeting__body__agreement=agreement, term__person=request.user, left_at=None
    ).first()
    if here is None:
        raise Http404
    return redirect(links.path("vote", motion, here.term_id or 0))
