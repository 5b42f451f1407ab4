"""Announcements: prepared under embargo, told to partners, public by the clock alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.awards import acts
from ententes.awards.models import Announcement, Project
from ententes.awards.queries.listing import announceable
from ententes.ground import clock
from ententes.web.pages import attempt, coordinating, page

from .forms import AnnounceForm, BecauseForm, InstantForm, at


def announcements(request: Any, agreement: Agreement) -> HttpResponse:
    """Every announcement of the agreement, with its instant and its projects."""
    return _draw(request, agreement)


def _draw(request: Any, agreement: Agreement, status: int = 200, on: int = 0, **forms: Any) -> HttpResponse:
    hidden = Project.objects.filter(agreement=agreement).exclude(pk__in=Project.objects.seen_by(request.user).order_by().values("pk"))
    rows = agreement.announcements.exclude(projects__in=hidden).prefetch_related("projects")
    return page(
        request,
        "awards/announcements.html",
        status,
        rows=list(rows),
        now=clock.now(),
        on=on,
        postponing=forms.get("postponing"),
        calling_off=forms.get("calling_off"),
        possible=announceable(agreement, request.user, clock.now()).exists(),
        begins_at=at,
    )


def announce(request: Any, agreement: Agreement) -> HttpResponse:
    """Prepare an announcement, and tell the partners."""
    offered = {str(one.pk): one for one in announceable(agreement, request.user, clock.now())}
    form = AnnounceForm(offered, request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = coordinating(request)
        if attempt(form, lambda: acts.announce(agreement, **form.said, by=by, when=clock.now())):
            messages.success(request, _("L’annonce est prête; les partenaires en sont avisés. Rien n’est public avant son heure."))
            return redirect("project_announcements", agreement=agreement.slug)
    return page(request, "awards/announce.html", 422 if request.method == "POST" else 200, form=form, offered=offered)


def _one(agreement: Agreement, request: Any, pk: int) -> Announcement:
    hidden = Project.objects.filter(agreement=agreement).exclude(pk__in=Project.objects.seen_by(request.user).order_by().values("pk"))
    found = get_object_or_404(agreement.announcements.exclude(projects__in=hidden), pk=pk)
    found.agreement = agreement
    return found


def postpone(request: Any, agreement: Agreement, announcement: int) -> HttpResponse:
    """Give an announcement another instant."""
    found, form, by = _one(agreement, request, announcement), InstantForm(request.POST), coordinating(request)
    if form.is_valid() and attempt(
        form, lambda: acts.postpone_announcement(found, public_at=form.cleaned_data["public_at"], by=by, when=clock.now())
    ):
        messages.success(request, _("L’annonce a un autre moment; les partenaires en sont avisés."))
        return redirect("project_announcements", agreement=agreement.slug)
    return _draw(request, agreement, 422, found.pk, postponing=form)


def call_off(request: Any, agreement: Agreement, announcement: int) -> HttpResponse:
    """Call off an announcement that is not public yet."""
    found, form, by = _one(agreement, request, announcement), BecauseForm(request.POST), coordinating(request)
    if form.is_valid() and attempt(form, lambda: acts.call_off(found, because=form.cleaned_data["because"], by=by, when=clock.now())):
        messages.success(request, _("L’annonce est annulée; les partenaires en sont avisés."))
        return redirect("project_announcements", agreement=agreement.slug)
    return _draw(request, agreement, 422, found.pk, calling_off=form)
