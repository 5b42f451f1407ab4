"""What meetings asked for: who, by when, what came of it, and the news it makes of an action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Charge
from ententes.ground import clock
from ententes.ground.act import Refused, refuse_if
from ententes.ground.wording import long_date
from ententes.meetings import acts
from ententes.meetings.queries.composing import news_of
from ententes.meetings.queries.followed import seen
from ententes.plans import acts as plans
from ententes.plans.models import Draft
from ententes.plans.rules.news import obstacles_to_speaking
from ententes.web.pages import page, way_back, whole_number
from ententes.web.recording import recording

SHOWN = 50


def _rows(request: Any, agreement: Agreement) -> Any:
    return seen(agreement, request.user).select_related("item__meeting__body__agreement", "action__plan")


def follow_ups(request: Any, agreement: Agreement) -> HttpResponse:
    """What meetings of the visitor's bodies asked for, what is not done first; of one of them where it is named."""
    return _show(request, agreement)


def _show(request: Any, agreement: Agreement, status: int = 200, reasons: Any = (), refused: int = 0) -> HttpResponse:
    today = clock.today()
    every = _rows(request, agreement)
    bodies = list(every.order_by().values_list("item__meeting__body", "item__meeting__body__name").distinct())
    body = whole_number(request.GET.get("instance"))
    rows = (every.filter(item__meeting__body=body) if body else every).values(
        "pk", "what", "who", "person", "due_on", "done_at", "outcome", "action", "action__text",
        "item__meeting", "item__meeting__number", "item__meeting__body", "item__meeting__body__name",
    )  # fmt: skip
    waiting = list(rows.filter(done_at=None).order_by(F("due_on").asc(nulls_last=True), "pk"))
    recorded = set(_recorded(request, {one["item__meeting__body"] for one in waiting}))
    for one in waiting:
        one["late"] = one["due_on"] is not None and one["due_on"] < today
        one["mine"] = one["person"] == request.user.pk or one["item__meeting__body"] in recorded
    pages = Paginator(rows.exclude(done_at=None).order_by("-done_at", "-pk"), SHOWN)
    shown = pages.get_page(request.GET.get("page"))
    return page(
        request,
        "minutes/follow_ups.html",
        status,
        waiting=waiting,
        done=list(shown),
        bodies=sorted(bodies, key=lambda one: one[1]),
        body=body,
        current=shown.number,
        last=pages.num_pages,
        reasons=reasons,
        refused=refused,
        typed=request.POST,
        long_date=long_date,
    )


def _recorded(request: Any, bodies: Iterable[int]) -> Iterable[int]:
    """Those of the bodies for which the visitor records what came of it. One query for whoever does not coordinate."""
    if any(one.coordinates for one in request.capacities):
        return bodies
    charged = Charge.objects.in_force(clock.today()).filter(person=request.user, body__in=list(bodies))
    return list(charged.values_list("body", flat=True))


def finish(request: Any, agreement: Agreement, follow_up: int) -> HttpResponse:
    """Say what came of it."""
    found = get_object_or_404(_rows(request, agreement), pk=follow_up)
    try:
        acts.finish_follow_up(found, outcome=request.POST.get("outcome", ""), by=recording(request, found.item.meeting), when=clock.now())
    except Refused as refused:
        return _show(request, agreement, 422, refused.reasons, found.pk)
    messages.success(request, _("La suite est donnée; la prochaine rencontre ne la portera plus."))
    return redirect(way_back(request, request.POST.get("back", ""), "follow_ups", agreement=agreement.slug))


def news(request: Any, agreement: Agreement, follow_up: int) -> HttpResponse:
    """Begin news of its action with its words, after what the visitor was already writing; the note itself is theirs to send."""
    found = get_object_or_404(_rows(request, agreement).filter(action__isnull=False), pk=follow_up)
    hats = request.capacities
    by = next((one for one in hats if not list(obstacles_to_speaking(found.action, by=one))), hats[0])
    draft = Draft.objects.filter(action=found.action, person=by.person).first()
    words = news_of(found)
    text = f"{draft.text}\n\n{words}" if draft and words not in draft.text else draft.text if draft else words
    try:
        refuse_if([] if found.done_at else [_("Cette suite n’est pas encore donnée.")])
        kept = {"status": draft.status, "fields": draft.fields} if draft else {}
        plans.save_draft(found.action, by=by, when=clock.now(), text=text, **kept)
    except Refused as refused:
        return _show(request, agreement, 422, refused.reasons, found.pk)
    return redirect(f"{reverse('action', args=[agreement.slug, found.action_id])}#nouvelle")
