"""What stands in the way of meaning a contribution for something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from ententes.committees.queries import Capacity
from ententes.decisions.states import Outcome
from ententes.ground.days import long_date
from ententes.ground.wording import money, quoted

from ..models import EarmarkChange
from .contributions import obstacles_to_dating, obstacles_to_keeping


def obstacles_to_earmarking(
    change: EarmarkChange,
    *,
    pledged: int,
    borne: int,
    lacking: Sequence[tuple[str | None, int]],
    by: Capacity,
    on: date,
) -> Iterator[str]:
    """An act changes what is not yet committed of a contribution, as long as what was set aside on it is still borne.

    `change` is what would be written, before what the contribution becomes; `lacking` are uses by their titles (None where the reader may
    not read them) with what nobody would bear of them any more.
    """
    contribution = change.contribution
    agreement = contribution.agreement
    yield from obstacles_to_keeping(agreement, by=by, on=on)
    yield from obstacles_to_dating(change.changed_on, on=on)
    yield from _obstacles_to_act(change)
    if contribution.objective is not None and contribution.objective.agreement_id != agreement.pk:
        yield _("Ce qui est visé n’est pas de cette entente.")
    now = (contribution.objective, contribution.territory, contribution.project)
    if now == (change.objective, change.territory, change.project):
        yield _("La contribution vise déjà cela.")
    if 0 < pledged <= borne:
        yield _("Tout ce qui est promis, %(pledged)s, est déjà engagé sous la destination présente : rien ne suivrait la nouvelle.") % {
            "pledged": money(pledged)
        }
    for title, cents in lacking:
        yield _("%(use)s : %(cents)s déjà réservés ou recommandés ne seraient plus portés par aucune contribution.") % {
            "use": _("Une affectation que vous ne pouvez lire") if title is None else quoted(title),
            "cents": money(cents),
        }


def _obstacles_to_act(change: EarmarkChange) -> Iterator[str]:
    agreement, amendment, resolution = change.contribution.agreement, change.amendment, change.resolution
    if amendment is None and resolution is None and change.file is None:
        yield _("Une destination change par un avenant, une résolution ou une lettre du partenaire : nommez l’acte ou joignez la lettre.")
    if amendment is not None and (amendment.agreement_id != agreement.pk or amendment.in_force_on > change.changed_on):
        yield _("L’avenant %(number)s n’est en vigueur que le %(day)s.") % {
            "number": amendment.number,
            "day": long_date(amendment.in_force_on),
        }
    if resolution is not None and (resolution.agreement_id != agreement.pk or resolution.outcome != Outcome.ADOPTED):
        yield _("La résolution %(number)s n’a pas été adoptée dans cette entente.") % {"number": resolution.number}
