"""How a view answers: a page, a refusal, or the form given back with what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ententes.ground.act import Refused

T = TypeVar("T")


def page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A template drawn with named values."""
    return render(request, template, context, status=status)


def refusal(request: HttpRequest, *reasons: str, status: int = 403) -> HttpResponse:
    """A page that says why something was refused."""
    return page(request, "refusal.html", status, reasons=reasons)


def attempt(form: forms.Form, act: Callable[[], T]) -> T | None:
    """Run an act for a valid form. When it is refused, its reasons become errors of the form and None comes back."""
    try:
        return act()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(None, reason)
        return None
