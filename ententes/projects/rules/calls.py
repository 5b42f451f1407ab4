"""What stands in the way of each thing that can happen to calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.funding.rules import obstacles_to_amount
from ententes.ground.wording import moment, money

from ..models import Call
from ..queries.norms import in_force
from ..states import CallState

LONGEST = 20_000
"""Characters of the words of a call."""
TITLE = 300
REASON = 2_000


def obstacles_to_keeping_calls(agreement: Agreement, *, by: Capacity, on: date) -> Iterator[str]:
    """The coordination prepares calls."""
    if not (by.coordinates and by.agreement.pk == agreement.pk):
        yield _("C’est la coordination de l’entente qui prépare ses appels de projets.")
    elif not by.holding.runs_on(on):
        yield _("Vous ne tenez plus ce titre.")


def obstacles_to_wording(
    agreement: Agreement,
    *,
    title: str,
    words: str,
    opens_at: datetime,
    closes_at: datetime | None,
    envelopes: Sequence[Any],
    offered: int | None,
    each: int | None,
    analysed_by: Body | None,
    waived_because: str,
) -> Iterator[str]:
    """A call has a title, and closes after it opens; what it names is of the agreement."""
    if not title.strip() or len(title) > TITLE:
        yield _("Un appel a un titre, de %(number)s caractères au plus.") % {"number": TITLE}
    if len(words) > LONGEST or len(waived_because) > REASON:
        yield _("Le texte d’un appel compte au plus %(number)s caractères.") % {"number": LONGEST}
    if "\0" in title + words + waived_because:
        yield _("Le texte contient un caractère qui ne s’écrit pas.")
    if closes_at is not None and closes_at <= opens_at:
        yield _("L’appel fermerait avant d’ouvrir.")
    for cents in (offered, each):
        if cents is not None:
            yield from obstacles_to_amount(cents)
    if offered is not None and each is not None and each > offered:
        yield _("L’appel donnerait plus à un seul projet, %(each)s, qu’il n’offre en tout, %(offered)s.") % {
            "each": money(each),
            "offered": money(offered),
        }
    if any(one.agreement_id != agreement.pk for one in envelopes) or (analysed_by and analysed_by.agreement_id != agreement.pk):
        yield _("Ce qui est nommé n’est pas de cette entente.")


def obstacles_to_revising(call: Call, *, by: Capacity, on: date) -> Iterator[str]:
    """Only a draft is revised: what was published is prolonged or cancelled."""
    yield from obstacles_to_keeping_calls(call.agreement, by=by, on=on)
    if call.cancelled_at is not None:
        yield _("Cet appel est annulé.")
    elif call.published_at is not None:
        yield _("Cet appel est publié : il ne se modifie plus; il se prolonge, ou s’annule.")


def obstacles_to_publishing(call: Call, *, by: Capacity, when: datetime) -> Iterator[str]:
    """No call opens before norms are in force, unless a reason is noted for all to read."""
    on = timezone.localdate(when)
    yield from obstacles_to_revising(call, by=by, on=on)
    if not call.words.strip():
        yield _("L’appel n’a pas encore de texte.")
    if call.closes_at is not None and call.closes_at <= when:
        yield _("La fermeture, le %(moment)s, est passée.") % {"moment": moment(call.closes_at)}
    if not call.waived_because.strip() and in_force(call.agreement, on) is None:
        yield _(
            "Aucune norme n’est en vigueur : le cadre de référence n’est pas adopté. Un appel n’ouvre avant que si un motif, que tous "
            "liront, est noté."
        )


def obstacles_to_prolonging(call: Call, *, closes_at: datetime, reason: str, by: Capacity, when: datetime) -> Iterator[str]:
    """A published call that has an end gets a later one, before or after it closed, with a reason."""
    yield from obstacles_to_keeping_calls(call.agreement, by=by, on=timezone.localdate(when))
    if call.state(when) not in (CallState.ANNOUNCED, CallState.OPEN, CallState.CLOSED):
        yield _("Seul un appel publié se prolonge.")
    elif call.closes_at is None:
        yield _("Cet appel est continu : il n’a pas de fin à reporter.")
    elif closes_at <= call.closes_at:
        yield _("La nouvelle fermeture vient après celle d’aujourd’hui, le %(moment)s.") % {"moment": moment(call.closes_at)}
    if closes_at <= when:
        yield _("La fermeture, le %(moment)s, est passée.") % {"moment": moment(closes_at)}
    yield from _reasoned(reason)


def obstacles_to_cancelling(call: Call, *, reason: str, by: Capacity, when: datetime) -> Iterator[str]:
    """What was not cancelled yet is, with a reason."""
    yield from obstacles_to_keeping_calls(call.agreement, by=by, on=timezone.localdate(when))
    if call.cancelled_at is not None:
        yield _("Cet appel est annulé.")
    yield from _reasoned(reason)


def _reasoned(reason: str) -> Iterator[str]:
    if not reason.strip() or len(reason) > REASON or "\0" in reason:
        yield _("Dites pourquoi, en %(number)s caractères au plus.") % {"number": REASON}
