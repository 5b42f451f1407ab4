"""What meetings asked for: who, by when, what came of it, and the news it makes of an action."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import long_date
from ententes.meetings import acts
from ententes.meetings.models import FollowUp, Meeting
from ententes.meetings.queries.composing import news_of
from ententes.plans import acts as plans
from ententes.plans.models import Draft
from ententes.web.pages import coordinating, page
from ententes.web.recording import recording

SHOWN = 50


def _rows(request: Any, agreement: Agreement) -> Any:
    seen = Meeting.objects.seen_by(request.user).filter(body__agreement=agreement)
    rows = FollowUp.objects.filter(item__meeting__in=seen)
    return rows.select_related("item__meeting__body__agreement", "action")


def follow_ups(request: Any, agreement: Agreement) -> HttpResponse:
    """What meetings of the visitor's bodies asked for, what is not done first."""
    return _show(request, agreement)


def _show(request: Any, agreement: Agreement, status: int = 200, reasons: Any = (), refused: int = 0) -> HttpResponse:
    today = clock.today()
    coordinates = any(one.coordinates for one in request.capacities)
    rows = _rows(request, agreement).values(
        "pk", "what", "who", "person", "due_on", "done_at", "outcome", "action", "action__text",
        "item__meeting", "item__meeting__number", "item__meeting__starts_at", "item__meeting__body__name",
    ).order_by("done_at", "due_on", "pk")  # fmt: skip
    waiting, done = [one for one in rows if one["done_at"] is None], [one for one in rows if one["done_at"] is not None]
    for one in waiting:
        one["late"] = one["due_on"] is not None and one["due_on"] < today
        one["mine"] = coordinates or one["person"] == request.user.pk
    pages = Paginator(list(reversed(done)), SHOWN)
    shown = pages.get_page(request.GET.get("page"))
    return page(
        request,
        "minutes/follow_ups.html",
        status,
        waiting=waiting,
        done=list(shown),
        current=shown.number,
        last=pages.num_pages,
        reasons=reasons,
        refused=refused,
        typed=request.POST,
        long_date=long_date,
    )


def finish(request: Any, agreement: Agreement, follow_up: int) -> HttpResponse:
    """Say what came of it."""
    found = get_object_or_404(_rows(request, agreement), pk=follow_up)
    try:
        acts.finish_follow_up(found, outcome=request.POST.get("outcome", ""), by=recording(request, found.item.meeting), when=clock.now())
    except Refused as refused:
        return _show(request, agreement, 422, refused.reasons, found.pk)
    messages.success(request, _("La suite est donnée; la prochaine rencontre ne la portera plus."))
    return redirect("follow_ups", agreement=agreement.slug)


def news(request: Any, agreement: Agreement, follow_up: int) -> HttpResponse:
    """Begin news of its action with its words, after what the coordination was already writing; the note itself is theirs to send."""
    found = get_object_or_404(_rows(request, agreement).filter(action__isnull=False), pk=follow_up)
    by = coordinating(request)
    draft = Draft.objects.filter(action=found.action, person=by.person).first()
    words = news_of(found)
    text = f"{draft.text}\n\n{words}" if draft and words not in draft.text else draft.text if draft else words
    try:
        plans.save_draft(
            found.action, by=by, when=clock.now(), text=text, status=draft.status if draft else "", fields=draft.fields if draft else None
        )
    except Refused as refused:
        return _show(request, agreement, 422, refused.reasons, found.pk)
    return redirect(f"{reverse('action', args=[agreement.slug, found.action_id])}#nouvelle")
