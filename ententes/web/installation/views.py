"""Pages that belong to no agreement: the door, the first visit, the choice of language, what awaits somebody."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from ententes.agreements.models import Agreement
from ententes.people.models import Person
from ententes.web.pages import page


def home(request: HttpRequest) -> HttpResponse:
    """The agreements the visitor may see; the first visit of an empty installation."""
    agreements = list(Agreement.objects.seen_by(request.user).values("slug", "title", "short_title", "region", "is_public"))
    if not agreements and not request.user.is_authenticated and not Person.objects.exists():
        return redirect("first")
    return page(request, "installation/home.html", agreements=agreements)


def language(request: HttpRequest) -> HttpResponse:
    """Choose a language, for the browser and for the person who is signed in."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("back", "")
    response = redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "home")
    if chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        if request.user.is_authenticated:
            Person.objects.filter(pk=request.user.pk).update(language=chosen)
    return response


def first(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError


def todo(request: HttpRequest) -> HttpResponse:
    raise NotImplementedError
