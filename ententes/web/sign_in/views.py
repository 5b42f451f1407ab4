"""The door: signing in, one's own account, and in the demonstration the invented people one may be."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.committees import queries
from ententes.people import acts
from ententes.people.models import Person
from ententes.web.pages import attempt, page, way_back, whole_number

from .forms import SelfForm


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page; in the demonstration it also offers the invented people."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**kwargs)
        found["invented"] = queries.invented_people() if settings.ENTENTES_DEMO else []
        return found


def ask_again(request: HttpRequest) -> HttpResponse:
    """Where the library sends those whose code expired: back to the door, its message with them."""
    return redirect("account_login")


def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the invented people. The table of access closes this everywhere but in the demonstration."""
    offered = {one.person_pk for group in queries.invented_people() for one in group.people}
    chosen = whole_number(request.POST.get("person"))
    if chosen not in offered:
        raise Http404
    get_adapter().login(request, Person.objects.get(pk=chosen))
    return redirect(way_back(request, request.POST.get("next", ""), "todo"))


def account(request: Any) -> HttpResponse:
    """« Mon compte » : name, language, password, second factor."""
    person = request.user
    form = SelfForm(request.POST or None, initial={"name": person.name, "language": person.language, "digest": person.digest})
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: acts.present(person, **form.cleaned_data)):
        messages.success(request, _("C’est enregistré."))
        response = redirect("account")
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    factors = set(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return page(
        request,
        "account/account.html",
        422 if request.method == "POST" else 200,
        form=form,
        has_password=person.has_usable_password(),
        has_totp=Authenticator.Type.TOTP in factors,
        has_keys=Authenticator.Type.WEBAUTHN in factors,
    )
