"""The links by which conventions are signed: they name one signature and a last day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ententes.ground.links import Forged, Links, last_day

from ..models import GrantSignature

_LINKS = Links("ententes.conventions.signature")


def until(signature: GrantSignature) -> date:
    """The last day of a link: that to sign by; where none is set, for the manager, or for an addendum, that of the usual delay."""
    text = signature.signed_text
    sent = timezone.localdate(text.sent_at) if text.sent_at else timezone.localdate(signature.recorded_at)
    by = signature.convention.sign_by if signature.change is None else None
    return max(by or last_day(sent), last_day(sent))


def path(signature: GrantSignature) -> str:
    return reverse("convention_link", kwargs={"token": _LINKS.token(signature.pk, until(signature))})


def address(signature: GrantSignature) -> str:
    return settings.BASE_URL + path(signature)


def signature_of(words: str) -> tuple[GrantSignature, date]:
    """The signature behind a token, with its text, and the last day of the link. Raises `Forged`. One query."""
    number, last = _LINKS.read(words)
    read = ("convention__agreement", "convention__project", "convention__file", "change__file", "recall", "person")
    found = GrantSignature.objects.select_related(*read).filter(pk=number).first()
    if found is None or (found.recall is None and found.signed_text.sent_at is None):
        raise Forged
    return found, last
