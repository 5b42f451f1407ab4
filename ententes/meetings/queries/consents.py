"""The consents of written resolutions: the link of each letter, and the text it signs."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from ententes.decisions.queries.register import fingerprint
from ententes.ground.links import Forged, Links

from ..models import Consent, Consultation

_LINKS = Links("ententes.meetings.consent")


def text_of(consultation: Consultation) -> dict[str, str]:
    """What is signed: everything the resolution will say, and the frozen copy it bears on."""
    version = consultation.matter.versions.last() if consultation.matter else None
    return {
        "body": consultation.body.name,
        "title": consultation.title,
        "whereas": consultation.whereas,
        "resolved": consultation.resolved,
        "conditions": consultation.conditions,
        "version": version.sha256 if version else "",
    }


def seal(consultation: Consultation) -> str:
    """The SHA-256 of that text."""
    return fingerprint(text_of(consultation))


def path(consent: Consent) -> str:
    """The link without the address of the installation; it works until the last day of the consultation."""
    return reverse("consent", kwargs={"token": _LINKS.token(consent.pk, consent.consultation.closes_on)})


def address(consent: Consent) -> str:
    return settings.BASE_URL + path(consent)


def consent_of(words: str) -> tuple[Consent, date]:
    """The consent behind a token, with its consultation, and the last day of the link. Raises `Forged`. One query."""
    number, until = _LINKS.read(words)
    rows = Consent.objects.select_related("consultation__body__agreement", "consultation__matter", "term__person", "term__seat__body")
    consent = rows.filter(pk=number).first()
    if consent is None:
        raise Forged
    return consent, until
