"""Beginning an application from a public call: a stranger gives an address, a code comes, and the enterprise is named."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.ground import clock
from ententes.ground.french import fold
from ententes.people import acts as people
from ententes.projects import acts
from ententes.projects.models import Call
from ententes.projects.rules import applications as rules
from ententes.web.pages import attempt, page

from .forms import BeginForm, SignUpForm


def begin(request: Any, call: int) -> HttpResponse:
    """Begin an application, or say first who one is. Closed calls say why."""
    found = get_object_or_404(Call.objects.public().select_related("agreement"), pk=call)
    obstacles = list(rules.obstacles_to_receiving(found, when=clock.now()))
    if not request.user.is_authenticated:
        return _sign_up(request, found, obstacles)
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: acts.begin(found, **form.cleaned_data, person=request.user, when=clock.now()))
        if made:
            messages.success(request, _("La demande est commencée. Vous seul la lisez tant qu’elle n’est pas déposée."))
            return redirect("application", application=made.pk)
    return page(request, "applying/begin.html", 422 if request.method == "POST" else 200, call=found, form=form, obstacles=obstacles)


def _sign_up(request: Any, call: Call, obstacles: list[str]) -> HttpResponse:
    """Send a code to an address, known here or not: the answer is the same. Counted by network address and by address.

    Only while a call receives: outside of that, nobody writes to strangers from here.
    """
    form = SignUpForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid() and not obstacles:
        email = form.cleaned_data["email"].lower()
        if ratelimit.consume(request, action="apply", key=fold(email)):
            person = people.invite(email=email, name=form.cleaned_data["name"])
            LoginCodeVerificationProcess.initiate(request=request, user=person if person.is_active else None, email=email)
            here = reverse("apply", kwargs={"call": call.pk})
            return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': here})}")
        form.add_error(None, _("Trop de demandes à la fois : attendez un peu, puis recommencez."))
        status = 429
    return page(request, "applying/sign_up.html", status, call=call, form=form, obstacles=obstacles)
