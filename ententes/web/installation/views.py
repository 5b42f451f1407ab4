"""Pages that belong to no agreement: the door, the first visit, the choice of language, the accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.act import Refused
from ententes.people import acts
from ententes.people.models import Person
from ententes.web.pages import attempt, page, refusal, way_back

from .forms import PersonForm


def home(request: Any) -> HttpResponse:
    """The agreements the visitor may see, first those in which they have a part; the first visit of an empty installation."""
    person = request.user
    if not person.is_authenticated and not Person.objects.exists():
        return redirect("first")
    held = set(Agreement.objects.held_by(person).values_list("pk", flat=True))
    rows = list(Agreement.objects.seen_by(person).values("pk", "slug", "title", "short_title", "region", "purpose", "is_public"))
    return page(
        request,
        "installation/home.html",
        mine=[row for row in rows if row["pk"] in held],
        others=[row for row in rows if row["pk"] not in held],
        may_open=person.is_authenticated and person.opens_agreements,
    )


def language(request: Any) -> HttpResponse:
    """Choose a language, for the browser and for the person who is signed in."""
    chosen = request.POST.get("language", "")
    response = redirect(way_back(request, request.POST.get("back", ""), "home"))
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
            acts.choose_language(request.user, language=chosen)
    return response


def first(request: HttpRequest) -> HttpResponse:
    """The first visit: whoever comes first gives their name and address, and is signed in. No default account, no default secret."""
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (person := attempt(form, lambda: acts.begin(**form.cleaned_data))):
        get_adapter().login(request, person)
        messages.success(
            request,
            _(
                "Bienvenue. Tant que l’envoi des lettres n’est pas réglé, aucun code ne vous parviendra : "
                "choisissez dès maintenant un mot de passe ou une clé, sous votre nom, à « Mon compte »."
            ),
        )
        return redirect("home")
    return page(request, "installation/first.html", 422 if request.method == "POST" else 200, form=form)


def accounts(request: Any) -> HttpResponse:
    """The accounts of the installation, for its technical administration: who can sign in, and nothing of any agreement."""
    return _accounts(request, PersonForm())


def account_invite(request: Any) -> HttpResponse:
    """Record somebody who may then sign in."""
    form = PersonForm(request.POST)
    if form.is_valid() and (person := attempt(form, lambda: acts.invite(**form.cleaned_data))):
        messages.success(request, _("%(name)s peut se connecter avec l’adresse %(email)s.") % {"name": person.name, "email": person.email})
        return redirect("accounts")
    return _accounts(request, form, 422)


def _accounts(request: Any, form: PersonForm, status: int = 200) -> HttpResponse:
    fields = ("pk", "name", "email", "is_active", "opens_agreements", "is_technical", "last_login")
    return page(request, "installation/accounts.html", status, form=form, rows=list(Person.objects.values(*fields)))


def account_active(request: Any, person: int) -> HttpResponse:
    """Open or close an account."""
    act = acts.reactivate if request.POST.get("on") == "1" else acts.deactivate
    return _done(request, person, lambda row: act(row, by=request.user))


def account_opening(request: Any, person: int) -> HttpResponse:
    """Let somebody open agreements, or no longer."""
    return _done(request, person, lambda row: acts.allow_opening(row, by=request.user, allowed=request.POST.get("on") == "1"))


def account_technical(request: Any, person: int) -> HttpResponse:
    """Entrust the technical administration to somebody, or end it."""
    act = acts.entrust if request.POST.get("on") == "1" else acts.relieve
    return _done(request, person, lambda row: act(row, by=request.user))


def _done(request: Any, person: int, act: Any) -> HttpResponse:
    try:
        act(get_object_or_404(Person, pk=person))
    except Refused as refused:
        return refusal(request, *refused.reasons, status=422)
    messages.success(request, _("C’est enregistré."))
    return redirect("accounts")
