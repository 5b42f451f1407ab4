"""The certified extracts that were delivered: the link of each, and to whom one usually goes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from ententes.agreements.models import Party
from ententes.ground.links import Forged, Links

from ..models import Extract, Resolution

_LINKS = Links("ententes.decisions.extract")


def address(extract: Extract, until: date) -> str:
    """The link of a letter, which works until that day."""
    return settings.BASE_URL + reverse("extract_link", kwargs={"token": _LINKS.token(extract.pk, until)})


def extract_of(words: str) -> tuple[Extract, date]:
    """The extract behind a token, with its resolution, and the last day of the link. Raises `Forged`. One query."""
    number, until = _LINKS.read(words)
    related = ("person", *(f"resolution__{name}" for name in ("agreement", "body", "mover__person", "seconder__person")))
    extract = Extract.objects.select_related(*related).filter(pk=number).first()
    if extract is None:
        raise Forged
    return extract, until


def addressee(resolution: Resolution) -> Any:
    """Whom to reach at the body or the organisation that the mandate names as its addressee; None where it names nobody."""
    mandate = resolution.stage.mandate if resolution.stage else None
    if mandate is None:
        return None
    if mandate.addressee_body and mandate.addressee_body.contact:
        return mandate.addressee_body.contact
    parties = Party.objects.filter(agreement=resolution.agreement, organisation=mandate.addressee_organisation, contact__isnull=False)
    party = parties.select_related("contact").first() if mandate.addressee_organisation else None
    return party.contact if party else None
