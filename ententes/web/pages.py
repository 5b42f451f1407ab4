"""How a view answers: a page, a refusal, or the form given back with what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from ententes.committees.queries import Capacity
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.ground.wording import moment

T = TypeVar("T")


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A template drawn with named values."""
    return render(request, template, context, status=status)


def refusal(request: HttpRequest, *reasons: str, status: int = 403) -> HttpResponse:
    """A page that says why something was refused."""
    return page(request, "refusal.html", status, reasons=reasons)


def coordinating(request: Any) -> Capacity:
    """The coordination in which the visitor acts. The table of access has seen that there is one."""
    return next(one for one in request.capacities if one.coordinates)


def accounting(request: Any) -> Capacity:
    """The capacity in which the visitor keeps the accounts: the coordination, else the finances."""
    return next(one for one in request.capacities if one.keeps_accounts)


def way_back(request: HttpRequest, given: str, route: str, **parts: Any) -> str:
    """The path a form asked to go back to when it is one of ours, that of the route otherwise."""
    path = given.startswith("/") and not given.startswith("//")
    ours = path and url_has_allowed_host_and_scheme(given, {request.get_host()}, require_https=request.is_secure())
    return given if ours else resolve_url(route, **parts)


def whole_number(words: str | None) -> int:
    """The number a form or an address says; 0 for what is none, or larger than any of ours."""
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 18 else 0


def day_asked(request: HttpRequest) -> date:
    """The day as at which a page is asked for (`?au=2011-11-23`); today when there is none, or none that exists."""
    try:
        return date.fromisoformat(request.GET.get("au", ""))
    except ValueError:
        return clock.today()


def attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """Run an act for a valid form. When it is refused, its reasons become errors of the form and None comes back."""
    try:
        return act()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None


def draft_kept(request: Any, keep: Callable[[], datetime | None]) -> HttpResponse:
    """Keep what is being typed: nothing is answered, or the moment for the page that saves by itself; the reasons where it is refused."""
    try:
        saved = keep()
    except Refused as refused:
        return HttpResponse(" ".join(refused.reasons), status=403, content_type="text/plain; charset=utf-8")
    if saved is None or not request.htmx:
        return HttpResponse(status=204)
    return page(request, "action/draft_state.html", saved=moment(saved))


def asked(
    request: HttpRequest, form: forms.Form, *, trail: list[tuple[str, str]], title: str, lede: str, button: str, back: str, over: str = ""
) -> HttpResponse:
    """One thing to write, on a page of its own, under the places that `trail` names; given back with its errors where it was sent."""
    said = {"trail": trail, "title": title, "lede": lede, "button": button, "back": back, "over": over}
    return page(request, "asked.html", 422 if request.method == "POST" else 200, form=form, upload="file" in form.fields, **said)
