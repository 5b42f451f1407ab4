"""The final aid of a project, from what it really cost, explained line by line; and what is then owed to the promoter, or by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ententes.funding.queries import figures
from ententes.funding.queries.figures import Figures
from ententes.ground.wording import money, percent
from ententes.projects.queries.applications import budget_of
from ententes.projects.queries.budget import Budget, Result, at_most, compute
from ententes.projects.queries.norms import Norms, norms_of

from ..models import GrantAgreement
from .changes import granted


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the reckoning."""

    label: str
    cents: int
    words: str
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Final:
    """What is finally given, what was paid of it, and how it was reckoned. A balance below nothing is to be recovered."""

    aid: int
    paid: int
    lines: tuple[Line, ...]

    @property
    def balance(self) -> int:
        return self.aid - self.paid


def money_of(convention: GrantAgreement) -> Figures:
    """The figures of the use of a convention. One query."""
    use = convention.project.use
    return figures.of_use(use) if use else Figures()


def computed(convention: GrantAgreement, costs: Mapping[str, Any]) -> Final:
    """The smallest of the aid granted, of the rate of the real admissible cost, and of what stacking leaves; less what was paid.

    The norms are those frozen with the convention. Three queries.
    """
    said = convention.project.deposit.data if convention.project.deposit else {}
    data = convention.content.get("norms")
    told = money_of(convention)
    return final(granted(convention), str(said.get("kind", "")), costs, norms_of(data) if data else None, told.paid - told.recovered)


def final(aid: int, promoter: str, costs: Mapping[str, Any], norms: Norms | None, paid: int) -> Final:
    """The same on plain values."""
    limits = [Line(_("Aide accordée"), aid, _("L’aide ne dépasse jamais ce qui a été accordé."))]
    given = budget_of(promoter, {**costs, "asked": aid})
    if norms is None:
        total = sum(one.cents for one in given.expenses)
        limits.append(
            Line(_("Coût réel"), total, _("Sans normes figées avec la convention, l’aide ne dépasse pas ce que le projet a coûté."))
        )
    else:
        limits += _under(given, compute(given, norms), norms)
    smallest = min(limits, key=lambda one: one.cents)
    lines = [Line(one.label, one.cents, one.words, one is smallest) for one in limits]
    balance = smallest.cents - paid
    lines += [
        Line(_("Aide finale"), smallest.cents, _("La plus petite de ces sommes.")),
        Line(_("Déjà versé"), paid, _("Moins ce qui est revenu.")),
        Line(_("Solde à verser"), balance, _("L’aide finale, moins ce qui est versé."))
        if balance >= 0
        else Line(_("À récupérer"), -balance, _("Il a été versé plus que l’aide finale.")),
    ]
    return Final(smallest.cents, paid, tuple(lines))


def _under(given: Budget, result: Result, norms: Norms) -> list[Line]:
    rate = norms.rates.get(given.promoter, 0)
    by_rate = at_most(result.admissible, rate)
    said = {"rate": percent(rate), "cost": money(result.admissible)}
    found = [Line(_("Taux du coût réel admissible"), by_rate, result.explained + " " + _("Le taux est de %(rate)s de %(cost)s.") % said)]
    if given.promoter in norms.stacking:
        most = at_most(result.admissible, norms.stacking[given.promoter])
        said = {"most": money(most), "public": money(result.public)}
        words = _("Les aides publiques vont au plus à %(most)s; les autres comptent pour %(public)s.") % said
        found.append(Line(_("Place laissée par le cumul"), max(0, most - result.public), words))
    return found
