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
    """The last day of a link: that to sign by; where none is set, or for the manager, that of the usual delay."""
    convention = signature.convention
    sent = timezone.localdate(convention.sent_at) if convention.sent_at else timezone.localdate(signature.recorded_at)
    return max(convention.sign_by or last_day(sent), last_day(sent))


def path(signature: GrantSignature) -> str:
    return reverse("convention_link", kwargs={"token": _LINKS.token(signature.pk, until(signature))})


def address(signature: GrantSignature) -> str:
    return settings.BASE_URL + path(signature)


def signature_of(words: str) -> tuple[GrantSignature, date]:
    """The signature behind a token, with its convention, and the last day of the link. Raises `Forged`. One query."""
    number, last = _LINKS.read(words)
    rows = GrantSignature.objects.select_related("convention__agreement", "convention__project", "person", "convention__file")
    found = rows.filter(pk=number, change=None, convention__sent_at__isnull=False).first()
    if found is None:
        raise Forged
    return found, last
