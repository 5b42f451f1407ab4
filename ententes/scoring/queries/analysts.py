"""What analysts and those outside sign, and the links by which those outside answer."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ententes.ground.links import Forged, Links, last_day

from ..models import Analysis, Opinion

__all__ = ["Expired", "Forged", "last_day", "opinion_address", "opinion_of", "outside_words", "undertaking_words"]
_LINKS = Links("ententes.scoring.opinion")


def undertaking_words(analysis: Analysis) -> str:
    """What an analyst of a call signs."""
    return _(
        "Je m’engage à garder confidentiel ce que je lirai des demandes déposées à l’appel « %(call)s » et ce qui s’en dira en séance, "
        "à ne m’en servir que pour cette analyse, à ne remettre aucun document à personne, et à déclarer tout intérêt, le mien ou celui "
        "de mes proches ou de mon organisme, dès que je le connais."
    ) % {"call": analysis.call.title}


def outside_words(opinion: Opinion) -> str:
    """What somebody outside signs before reading a file."""
    return _(
        "Je m’engage à garder confidentiel ce que je lirai de cette demande, et à ne m’en servir que pour donner mon avis. Ni moi, ni mes "
        "proches, ni mon organisme n’avons d’intérêt dans « %(title)s », de %(promoter)s."
    ) % {"title": opinion.deposit.application.title, "promoter": opinion.deposit.application.promoter}


class Expired(Exception):
    """A link whose last day is over, and what it opened."""

    def __init__(self, opinion: Opinion) -> None:
        super().__init__()
        self.opinion = opinion


def opinion_token(opinion: Opinion, until: date) -> str:
    return _LINKS.token(opinion.pk, until)


def opinion_address(opinion: Opinion, until: date) -> str:
    """The absolute link of a letter, from the address of the installation."""
    return settings.BASE_URL + reverse("opinion", kwargs={"token": opinion_token(opinion, until)})


def opinion_of(words: str, today: date) -> Opinion:
    """The opinion behind a token. Raises `Forged` or `Expired`. One query."""
    number, until = _LINKS.read(words)
    rows = Opinion.objects.select_related("deposit__application", "deposit__call__agreement", "analysis", "person")
    opinion = rows.filter(pk=number).first()
    if opinion is None:
        raise Forged
    if today > until:
        raise Expired(opinion)
    return opinion
