"""The calendar of somebody: its secret address, shown once, and what calendars read there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.wording import long_date
from ententes.meetings import acts
from ententes.meetings.queries import calendars
from ententes.web.pages import page

from .papers import CALENDAR


def show(request: Any) -> HttpResponse:
    """Whether an address answers, since when, and how to make or revoke one."""
    return _draw(request)


def make(request: Any) -> HttpResponse:
    """Make the address and show it: it will never be shown again, since only its hash is kept."""
    key = acts.make_feed(request.user, when=clock.now())
    base = settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
    return _draw(request, base + reverse("calendar_feed", kwargs={"key": key}))


def revoke(request: Any) -> HttpResponse:
    """Close the address."""
    acts.revoke_feeds(request.user, when=clock.now())
    messages.success(request, _("L’adresse de votre calendrier ne répond plus."))
    return redirect("calendar")


def _draw(request: Any, address: str = "") -> HttpResponse:
    feed = request.user.calendar_feeds.filter(revoked_at=None).first()
    return page(request, "meetings/calendar.html", address=address, since=long_date(feed.made_at) if feed else "")


def read(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar reads, in the language of its owner. An address that was revoked or never made answers alike."""
    feed = calendars.reader(key)
    if feed is None:
        raise Http404
    with translation.override(feed.person.language):
        content = calendars.feed_of(feed.person, when=clock.now())
    return HttpResponse(content, content_type=CALENDAR, headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"})
