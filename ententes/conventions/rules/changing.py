"""What stands in the way of changing a convention: who asks, who decides by which threshold, who signs the addendum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.states import State as Carried
from ententes.funding.rules import obstacles_to_amount
from ententes.ground.french import fold
from ententes.ground.wording import money

from ..models import ChangeRequest, GrantAgreement
from ..queries.carried import obstacles_of_end, obstacles_of_norms
from ..queries.changes import Decider, granted, needs_addendum, own, posts
from ..queries.final import money_of
from ..states import RUNNING, Change, Outcome

LONGEST = 10_000
"""Characters of what is asked."""


def obstacles_to_asking(
    convention: GrantAgreement, *, kind: str, words: str, details: Mapping[str, Any], state: Any, person: Any, by: Capacity | None, on: date
) -> Iterator[str]:
    """Those of the promoter ask, or the coordination on their behalf; one request at a time, that says what and why."""
    if by is not None:
        yield from obstacles_to_coordinating(convention.agreement, by=by)
    elif not GrantAgreement.objects.of_promoter(person).filter(pk=convention.pk).exists():
        yield _("Vous n’êtes pas de l’organisme qui réalise ce projet.")
    if state not in RUNNING:
        yield _("La convention n’est pas en vigueur.")
    if convention.changes.filter(outcome="").exists():
        yield _("Une demande attend déjà sa réponse.")
    if not words.strip():
        yield _("Dites ce que vous demandez, et pourquoi.")
    if len(words) > LONGEST:
        yield _("Une demande compte au plus %(most)s caractères.") % {"most": LONGEST}
    if kind not in Change.values:
        yield _("Dites ce qui changerait.")
    elif kind == Change.POSTS:
        yield from _transfer(convention, details)
    elif kind == Change.DATE:
        if not details.get("ends_on") or date.fromisoformat(details["ends_on"]) <= on:
            yield _("La nouvelle fin du projet est à venir.")
    elif kind == Change.AMOUNT:
        yield from _amount(convention, int(details.get("cents") or 0), details)


def _transfer(convention: GrantAgreement, details: Mapping[str, Any]) -> Iterator[str]:
    planned = {fold(one["post"]): one["cents"] for one in posts(convention)}
    cents = int(details.get("cents") or 0)
    yield from obstacles_to_amount(cents)
    if fold(details.get("from", "")) not in planned:
        yield _("Le poste dont la somme part n’est pas du budget.")
    elif cents > planned[fold(details["from"])]:
        yield _("Ce poste n’est que de %(most)s.") % {"most": money(planned[fold(details["from"])])}
    if not details.get("to", "").strip() or fold(details["to"]) == fold(details.get("from", "")):
        yield _("Dites à quel autre poste va la somme.")


def _amount(convention: GrantAgreement, cents: int, details: Mapping[str, Any]) -> Iterator[str]:
    """Another aid: not less than what is paid, nor more than the norms of the deposit allow for what the project would cost."""
    now = granted(convention)
    yield from obstacles_to_amount(cents)
    yield from obstacles_of_end(convention, str(Change.AMOUNT))
    if cents == now:
        yield _("L’aide est déjà de %(now)s.") % {"now": money(now)}
    if cents < (paid := money_of(convention).paid):
        yield _("Il est déjà versé %(paid)s.") % {"paid": money(paid)}
    costs = details.get("expenses") or posts(convention)
    if any(one["cents"] < 0 for one in costs) or details.get("own", 0) < 0:
        yield _("Aucun coût ni aucune mise de fonds n’est sous zéro.")
    if {fold(one["post"]) for one in costs} != {fold(one["post"]) for one in posts(convention)}:
        yield _("Le budget garde ses postes : dites ce que chacun coûterait.")
    yield from obstacles_of_norms(
        convention, {"before": {"aid": now}, "after": {"aid": cents, "expenses": costs, "own": details.get("own", own(convention))}}
    )


def obstacles_to_answering(change: ChangeRequest, *, by: Capacity) -> Iterator[str]:
    yield from obstacles_to_coordinating(change.convention.agreement, by=by)
    if change.outcome:
        yield _("Cette demande a déjà sa réponse.")


def obstacles_to_analysing(change: ChangeRequest, *, proposed: str, reasons: str, cents: int | None, by: Capacity) -> Iterator[str]:
    """What is proposed to bodies is an answer: a refusal with its reasons, or another aid that the convention can bear."""
    yield from obstacles_to_answering(change, by=by)
    if proposed not in ("", Outcome.ACCEPTED, Outcome.REFUSED):
        yield _("Dites si la demande est acceptée ou refusée.")
    if proposed == Outcome.REFUSED and not reasons.strip():
        yield _("Dites pourquoi : le promoteur le lira.")
    if cents is not None:
        yield from _amount(change.convention, cents, change.details)


def obstacles_to_putting(change: ChangeRequest, *, found: Decider, state: Any, by: Capacity) -> Iterator[str]:
    """A change beyond the threshold is put before the bodies once, with what is proposed to them."""
    yield from obstacles_to_answering(change, by=by)
    if state not in RUNNING:
        yield _("La convention n’est pas en vigueur.")
    if found.alone:
        yield found.words
    if change.matter is not None and change.matter.state != Carried.WITHDRAWN:
        yield _("Un dossier porte déjà cette demande.")
    if not change.proposed:
        yield _("Rien n’est encore proposé aux instances pour cette demande.")
    for link in found.links:
        if link.body is None:
            yield _("Dites d’abord quelle instance se prononce : %(link)s.") % {"link": link.said()}


def obstacles_to_deciding(change: ChangeRequest, *, outcome: str, reasons: str, found: Decider, state: Any, by: Capacity) -> Iterator[str]:
    """The coordination answers what is under the threshold; beyond, only the resolutions of the bodies that the mandates name."""
    yield from obstacles_to_answering(change, by=by)
    if state not in RUNNING:
        yield _("La convention n’est pas en vigueur.")
    if outcome not in (Outcome.ACCEPTED, Outcome.REFUSED):
        yield _("Dites si la demande est acceptée ou refusée.")
    if outcome == Outcome.REFUSED and not reasons.strip():
        yield _("Dites pourquoi : le promoteur le lira.")
    if not found.alone:
        yield found.said() + " " + _("Elle ne se règle que par leurs résolutions, dans son dossier.")


def obstacles_to_withdrawing(change: ChangeRequest, *, person: Any) -> Iterator[str]:
    if not GrantAgreement.objects.of_promoter(person).filter(pk=change.convention_id).exists():
        yield _("Vous n’êtes pas de l’organisme qui réalise ce projet.")
    if change.outcome:
        yield _("Cette demande a déjà sa réponse.")


def obstacles_to_sending(change: ChangeRequest, *, by: Capacity) -> Iterator[str]:
    """An accepted change of the text has one addendum."""
    yield from obstacles_to_coordinating(change.convention.agreement, by=by)
    if not needs_addendum(change):
        yield _("Cette demande ne change pas le texte de la convention.")
    if change.sent_at is not None:
        yield _("L’avenant est déjà transmis.")
