"""A form counts once: the same key sent twice has one effect and the same answer."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from ententes.people.models import Submission

from .pages import refusal


def counted_once(request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Run a POST in one transaction under the key of its form (field `once`), or give again the answer it had.

    Only a redirect is kept: any other answer (a form to correct, a refusal) rolls everything back, so that the same form
    may be sent again. A post without a valid key runs as it is; a key that served somebody else, or another form, is refused.
    """
    try:
        key = uuid.UUID(request.POST.get("once", ""))
    except ValueError:
        return view()
    sender = str(request.user.pk) if request.user.is_authenticated else ""
    try:
        with transaction.atomic():
            receipt = Submission.objects.create(key=key, path=request.path[:500], sender=sender)
            response = view()
            if response.status_code in (302, 303):
                receipt.location = response.headers["Location"][:500]
                receipt.save(update_fields=["location"])
            else:
                transaction.set_rollback(True)
            return response
    except IntegrityError:
        receipt = Submission.objects.filter(key=key).first()
        if receipt is None:
            raise
        if (receipt.path, receipt.sender) != (request.path[:500], sender):
            return refusal(request, _("Ce formulaire a déjà servi. Revenez à sa page, rechargez-la, puis envoyez de nouveau."), status=409)
        return redirect(receipt.location)
