"""What stands in the way of asking which dates suit, of answering, and of choosing one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.committees.models import Body
from ententes.committees.queries import Capacity

from ..models import DateAnswer, DateOption, DatePoll
from .before import LONGEST, obstacles_to_preparing

MOST_OPTIONS = 12


def obstacles_to_asking(
    body: Body,
    *,
    title: str,
    options: Sequence[tuple[datetime, datetime]],
    closes_on: date,
    asked: Sequence[object],
    by: Capacity,
    when: datetime,
) -> Iterator[str]:
    """Two dates or more, all to come, each once, asked of somebody who can still answer before them."""
    yield from obstacles_to_preparing(body, by=by, when=when)
    if not title.strip():
        yield _("Dites de quelle rencontre il s’agit.")
    if not 2 <= len(options) <= MOST_OPTIONS:
        yield _("Un sondage propose de 2 à %(most)s dates.") % {"most": MOST_OPTIONS}
    if len(set(options)) != len(options):
        yield _("La même date est proposée deux fois.")
    if any(ends <= starts or ends - starts > LONGEST for starts, ends in options):
        yield _("Chaque date finit après avoir commencé, et dans les douze heures.")
    if closes_on < timezone.localdate(when):
        yield _("Les réponses sont attendues pour un jour à venir.")
    elif any(timezone.localdate(starts) <= closes_on for starts, _ends in options):
        yield _("Les réponses sont attendues avant la première date proposée.")
    if not asked:
        yield _("Personne ne tient de siège à cette instance : il n’y a personne à qui demander.")
    if not settings.BASE_URL:
        yield _(
            "L’adresse publique de cette installation n’est pas réglée (ENTENTES_URL) : les liens des lettres ne mèneraient nulle part."
        )


def obstacles_to_answering(answer: DateAnswer) -> Iterator[str]:
    """A poll is answered until it is closed."""
    if answer.poll.closed_at is not None:
        yield _("Ce sondage est clos : la date est choisie, ou il a été abandonné.")
    if not answer.person.is_active:
        yield _("Ce lien a été donné à une personne qui n’agit plus dans cette installation.")


def obstacles_to_closing(poll: DatePoll, *, by: Capacity, when: datetime) -> Iterator[str]:
    """A poll ends once."""
    yield from obstacles_to_preparing(poll.body, by=by, when=when)
    if poll.closed_at is not None:
        yield _("Ce sondage est déjà clos.")


def obstacles_to_choosing(poll: DatePoll, option: DateOption, *, by: Capacity, when: datetime) -> Iterator[str]:
    """One of the dates that were asked about."""
    yield from obstacles_to_closing(poll, by=by, when=when)
    if option.poll_id != poll.pk:
        yield _("Cette date n’est pas de ce sondage.")
