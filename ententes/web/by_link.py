"""Pages that the signed link of a letter opens, without signing in: kept by no cache, in the language of whom the letter was written to."""

from __future__ import annotations

from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from .pages import refusal

R = TypeVar("R", bound=HttpResponseBase)


def private(response: R) -> R:
    """Kept by no cache and by no search engine: the address itself is a key."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def speak_to(recipient: Any, request: HttpRequest) -> None:
    """Go on in the language of whom the letter was written to, unless the visitor chose one or is signed in."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and not request.user.is_authenticated:
        translation.activate(recipient.language)


def forged(request: HttpRequest) -> HttpResponse:
    """A link that this installation never wrote, or that was cut on its way."""
    return private(
        refusal(
            request,
            _(
                "Ce lien n’est pas valide : il a peut-être été coupé en chemin."
                " Copiez-le en entier depuis la lettre, ou répondez à celle-ci."
            ),
            status=404,
        )
    )
