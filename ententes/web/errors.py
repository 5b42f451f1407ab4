"""What a visitor reads when a page cannot be given: a sentence, and never how the product is made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _


def _draw(request: HttpRequest | None, status: int, title: str, words: str) -> HttpResponse:
    """With the visitor's frame where it can be trusted; alone where the request itself may be at fault, or the database."""
    framed = request if request is not None and hasattr(request, "user") and status not in (400, 413, 500) else None
    return HttpResponse(get_template("error.html").render({"title": title, "words": words, "status": status}, framed), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400, and 413 for what is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _draw(
            None, 413, _("C’est trop à la fois"), _("Un texte compte au plus 2 Mo et un fichier 25 Mo. Allégez l’envoi, puis recommencez.")
        )
    return _draw(
        None,
        400,
        _("La demande n’a pas été comprise"),
        _("L’adresse ou le formulaire est abîmé. Revenez à la page d’où vous venez et recommencez."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _draw(request, 403, _("Cela ne vous est pas ouvert"), _("Votre titre dans l’entente ne donne pas accès à cette page."))


def expired_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A post without the token of its form."""
    return _draw(
        request,
        403,
        _("Le formulaire a expiré"),
        _(
            "Revenez à la page, rechargez-la et envoyez de nouveau : ce que vous aviez écrit vous sera proposé. "
            "Les témoins doivent être acceptés."
        ),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what does not exist and for what the visitor may not see."""
    return _draw(
        request,
        404,
        _("Rien à cette adresse"),
        _(
            "La page n’existe pas, ou elle ne vous est pas ouverte. Si elle est de votre entente, "
            "connectez-vous avec l’adresse où ses lettres vous arrivent."
        ),
    )


def not_allowed(request: HttpRequest, methods: Iterable[str]) -> HttpResponse:
    """405, with what the address can do."""
    response = _draw(
        request,
        405,
        _("Cette adresse ne fait pas cela"),
        _("Elle se visite ou se remplit autrement : passez par les pages et leurs boutons."),
    )
    response.headers["Allow"] = ", ".join(methods)
    return response


def too_many(request: HttpRequest, *args: Any) -> HttpResponse:
    """429."""
    response = _draw(request, 429, _("Trop de demandes à la fois"), _("Attendez une minute, puis recommencez."))
    response.headers["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return _draw(
        None,
        500,
        _("L’erreur est de notre côté"),
        _("Ce que vous veniez de faire n’a pas été enregistré. L’erreur est notée au journal; recommencez dans un moment."),
    )
