"""What a budget gives under norms: the admissible cost, each rule with its figures and one sentence, and the largest aid.

Pure functions on values, in integer cents: nothing is read or written. Maxima are rounded down and minima up, to the cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ententes.ground.wording import money, percent

from ..states import Promoter
from .norms import WHOLE, Norms


@dataclass(frozen=True, slots=True)
class Expense:
    """What a project costs at one post."""

    post: str
    cents: int


@dataclass(frozen=True, slots=True)
class Source:
    """Money from elsewhere: a kind, how sure it is, how much."""

    kind: str
    status: str
    cents: int


@dataclass(frozen=True, slots=True)
class Budget:
    """A whole budget. `own` is what the promoter brings in money, `in_kind` what it brings otherwise, at its value."""

    promoter: str
    asked: int = 0
    expenses: tuple[Expense, ...] = ()
    sources: tuple[Source, ...] = ()
    own: int = 0
    in_kind: int = 0


@dataclass(frozen=True, slots=True)
class PartnerNorms:
    """What a partner whose money is meant for the project asks besides: a share of the admissible cost, an amount, or both."""

    name: str
    rate: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What the call of a project gives: in all and to one project, as it says to all; and what is left of it, which only the
    coordination knows."""

    whole: int | None = None
    each: int | None = None
    left: int | None = None

    @property
    def limit(self) -> int | None:
        """The least of them."""
        return min((max(0, one) for one in (self.whole, self.each, self.left) if one is not None), default=None)


NO_OFFER = Offer()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule applied: its letter, the figure it looks at, its limit (None sets none), whether it holds, and why in one sentence."""

    letter: str
    figure: int
    limit: int | None
    holds: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Result:
    """A budget computed. `largest` is the largest aid that every rule lets through, `binding` the letter of the one that stops there."""

    total: int
    admissible: int
    excluded: int
    administration: int
    administration_admitted: int
    public: int
    own_required: int
    own_counted: int
    financing: int
    largest: int
    binding: str
    explained: str
    rules: tuple[Rule, ...]

    @property
    def holds(self) -> bool:
        return all(rule.holds for rule in self.rules)


def at_most(amount: int, share: int) -> int:
    """A share of an amount, in hundredths of a percent, rounded down."""
    return amount * share // WHOLE


def at_least(amount: int, share: int) -> int:
    """The same, rounded up."""
    return -(-amount * share // WHOLE)


def compute(budget: Budget, norms: Norms, *, offer: Offer = NO_OFFER, partners: Sequence[PartnerNorms] = ()) -> Result:
    """The budget under the norms, and under what its call offers."""
    cost = _cost(budget.expenses, norms)
    total, admissible = sum(one.cents for one in budget.expenses), cost["admissible"] + cost["admitted"]
    public = _counted(budget.sources, norms)
    required = at_least(total, norms.own_minimum)
    in_kind = min(budget.in_kind, at_most(required, norms.in_kind_most))
    others = budget.own + budget.in_kind + sum(one.cents for one in budget.sources)
    limits = dict(_limits(budget, norms, admissible, public, total - others, offer.limit, partners))
    binding = min(limits, key=lambda letter: limits[letter])
    largest = limits[binding]
    if norms.minimum is not None and largest < norms.minimum:
        largest, binding = 0, binding if not largest else "B"
    found = Result(
        total=total,
        admissible=admissible,
        excluded=cost["excluded"],
        administration=cost["administration"],
        administration_admitted=cost["admitted"],
        public=public,
        own_required=required,
        own_counted=budget.own + in_kind,
        financing=others + budget.asked,
        largest=largest,
        binding=binding,
        explained=_explained(cost, admissible, total, norms),
        rules=(),
    )
    rules = _rules(budget, norms, found, limits, offer, partners)
    return replace(found, rules=tuple(rules))


def _cost(expenses: Iterable[Expense], norms: Norms) -> dict[str, int]:
    """The expenses of each kind, and what is admitted of administration."""
    found = {"admissible": 0, "administration": 0, "excluded": 0}
    for one in expenses:
        found[norms.kind_of(one.post)] += one.cents
    cap = norms.administration_cap
    admitted = found["administration"] if cap is None else min(found["administration"], at_most(found["admissible"], cap))
    return found | {"admitted": admitted}


def _counted(sources: Iterable[Source], norms: Norms) -> int:
    """What the other sources count for as public aid, rounded up once for all of them."""
    return -(-sum(one.cents * norms.weights.get(one.kind, 0) for one in sources) // WHOLE)


def _limits(
    budget: Budget, norms: Norms, admissible: int, public: int, missing: int, available: int | None, partners: Sequence[PartnerNorms]
) -> Iterator[tuple[str, int]]:
    """The largest aid that each rule lets through on its own, in the order of their letters."""
    yield "A", at_most(admissible, norms.rates.get(budget.promoter, 0))
    if norms.maximum is not None:
        yield "B", norms.maximum
    if budget.promoter in norms.stacking:
        yield "C", max(0, at_most(admissible, norms.stacking[budget.promoter]) - public)
    yield "E", max(0, missing)
    if available is not None:
        yield "F", available
    if partners:
        yield "G", min(_partner_limit(one, admissible) for one in partners)


def _partner_limit(one: PartnerNorms, admissible: int) -> int:
    by_share = at_most(admissible, one.rate) if one.rate is not None else None
    found = [limit for limit in (by_share, one.maximum) if limit is not None]
    return min(found, default=admissible)


def _rules(
    budget: Budget,
    norms: Norms,
    found: Result,
    limits: dict[str, int],
    offer: Offer,
    partners: Sequence[PartnerNorms],
) -> Iterator[Rule]:
    asked = budget.asked
    yield Rule("A", asked, limits["A"], asked <= limits["A"], _rate_sentence(budget, norms, found, limits["A"]))
    yield _amount_rule(asked, norms)
    yield _stacking_rule(budget, norms, found)
    yield Rule("D", found.own_counted, found.own_required, found.own_counted >= found.own_required, _own_sentence(budget, norms, found))
    yield Rule("E", found.financing, found.total, found.financing == found.total, _balance_sentence(found))
    yield _envelope_rule(asked, offer)
    yield _partner_rule(asked, found.admissible, partners)


def _explained(cost: dict[str, int], admissible: int, total: int, norms: Norms) -> str:
    said = {"admissible": money(admissible), "total": money(total), "excluded": money(cost["excluded"])}
    words = _("Sur un coût total de %(total)s, %(admissible)s sont admissibles.") % said
    if cost["excluded"]:
        words += " " + _("%(excluded)s vont à des postes qui ne le sont pas.") % said
    if cost["administration"] > cost["admitted"]:
        words += " " + _("L’administration, %(asked)s, compte jusqu’à %(share)s des autres dépenses admissibles, soit %(admitted)s.") % {
            "asked": money(cost["administration"]),
            "share": percent(norms.administration_cap or 0),
            "admitted": money(cost["admitted"]),
        }
    return words


def _rate_sentence(budget: Budget, norms: Norms, found: Result, limit: int) -> str:
    kind = str(Promoter(budget.promoter).label) if budget.promoter in Promoter.values else budget.promoter
    rate = norms.rates.get(budget.promoter, 0)
    if not rate:
        return _("Un promoteur de cette sorte (%(kind)s) n’est pas admissible : le cadre ne lui donne aucun taux.") % {"kind": kind}
    said = {
        "asked": money(budget.asked),
        "rate": percent(rate),
        "kind": kind,
        "admissible": money(found.admissible),
        "limit": money(limit),
    }
    if budget.asked <= limit:
        return _("L’aide demandée, %(asked)s, reste sous %(rate)s (%(kind)s) de %(admissible)s admissibles, soit %(limit)s.") % said
    return _("L’aide demandée, %(asked)s, dépasse %(rate)s (%(kind)s) de %(admissible)s admissibles, soit %(limit)s.") % said


def _amount_rule(asked: int, norms: Norms) -> Rule:
    low, high = norms.minimum, norms.maximum
    said = {"asked": money(asked), "low": money(low or 0), "high": money(high or 0)}
    if low is not None and asked < low:
        return Rule("B", asked, high, False, _("L’aide demandée, %(asked)s, est sous l’aide minimale, %(low)s.") % said)
    if high is not None and asked > high:
        return Rule("B", asked, high, False, _("L’aide demandée, %(asked)s, dépasse l’aide maximale, %(high)s.") % said)
    if low is not None and high is not None:
        words = _("L’aide demandée, %(asked)s, va de l’aide minimale, %(low)s, à l’aide maximale, %(high)s.") % said
    elif high is not None:
        words = _("L’aide demandée, %(asked)s, reste sous l’aide maximale, %(high)s.") % said
    elif low is not None:
        words = _("L’aide demandée, %(asked)s, atteint l’aide minimale, %(low)s.") % said
    else:
        words = _("Le cadre ne fixe ni minimum ni maximum à l’aide.")
    return Rule("B", asked, high, True, words)


def _stacking_rule(budget: Budget, norms: Norms, found: Result) -> Rule:
    counted = found.public + budget.asked
    if budget.promoter not in norms.stacking:
        return Rule("C", counted, None, True, _("Le cadre ne limite pas le cumul des aides publiques pour ce promoteur."))
    limit = at_most(found.admissible, norms.stacking[budget.promoter])
    said = {
        "counted": money(counted),
        "public": money(found.public),
        "rate": percent(norms.stacking[budget.promoter]),
        "admissible": money(found.admissible),
        "limit": money(limit),
    }
    within = _(
        "Les aides publiques comptent pour %(counted)s, dont %(public)s d’autres sources, et restent sous %(rate)s de %(admissible)s, "
        "soit %(limit)s."
    )
    beyond = _(
        "Les aides publiques comptent pour %(counted)s, dont %(public)s d’autres sources, et dépassent %(rate)s de %(admissible)s, "
        "soit %(limit)s."
    )
    return Rule("C", counted, limit, counted <= limit, (within if counted <= limit else beyond) % said)


def _own_sentence(budget: Budget, norms: Norms, found: Result) -> str:
    said = {
        "counted": money(found.own_counted),
        "share": percent(norms.own_minimum),
        "total": money(found.total),
        "required": money(found.own_required),
        "in_kind": money(budget.in_kind),
        "kept": money(found.own_counted - budget.own),
    }
    if found.own_counted >= found.own_required:
        words = _("La mise de fonds compte pour %(counted)s et atteint %(share)s du coût total, %(total)s, soit %(required)s.") % said
    else:
        words = _("La mise de fonds compte pour %(counted)s et n’atteint pas %(share)s du coût total, %(total)s, soit %(required)s.") % said
    if found.own_counted - budget.own < budget.in_kind:
        words = words[:-1] + _("; des %(in_kind)s en nature, %(kept)s y comptent.") % said
    return words


def _balance_sentence(found: Result) -> str:
    gap = found.financing - found.total
    said = {"financing": money(found.financing), "total": money(found.total), "gap": money(abs(gap))}
    if gap < 0:
        return _("Le financement, %(financing)s, ne couvre pas le coût total, %(total)s : il manque %(gap)s.") % said
    if gap > 0:
        return _("Le financement, %(financing)s, dépasse le coût total, %(total)s, de %(gap)s.") % said
    return _("Le financement égale le coût total, %(total)s.") % said


def _envelope_rule(asked: int, offer: Offer) -> Rule:
    if offer.limit is None:
        return Rule("F", asked, None, True, _("Ce que l’enveloppe peut encore donner se vérifie quand une instance se prononce."))
    said = {"asked": money(asked), "whole": money(offer.whole or 0), "each": money(offer.each or 0), "left": money(max(0, offer.left or 0))}
    if offer.each is not None and asked > offer.each:
        words = _("L’aide demandée, %(asked)s, dépasse ce que l’appel donne au plus à un projet, %(each)s.")
    elif offer.whole is not None and asked > offer.whole:
        words = _("L’aide demandée, %(asked)s, dépasse ce que l’appel offre en tout, %(whole)s.")
    elif offer.left is not None and asked > offer.left:
        words = _("L’aide demandée, %(asked)s, dépasse ce qui reste à l’enveloppe, %(left)s.")
    elif offer.left is not None:
        words = _("L’aide demandée, %(asked)s, tient dans ce qui reste à l’enveloppe, %(left)s.")
    elif offer.whole is None:
        words = _("L’aide demandée, %(asked)s, reste sous ce que l’appel donne au plus à un projet, %(each)s.")
    elif offer.each is None:
        words = _("L’aide demandée, %(asked)s, tient dans ce que l’appel offre en tout, %(whole)s.")
    else:
        words = _("L’aide demandée, %(asked)s, reste sous ce que l’appel donne à un projet, %(each)s, et offre en tout, %(whole)s.")
    return Rule("F", asked, offer.limit, asked <= offer.limit, words % said)


def _partner_rule(asked: int, admissible: int, partners: Sequence[PartnerNorms]) -> Rule:
    if not partners:
        return Rule("G", asked, None, True, _("Aucun partenaire n’ajoute de norme à celles du cadre."))
    strictest = min(partners, key=lambda one: _partner_limit(one, admissible))
    limit = _partner_limit(strictest, admissible)
    said = {"asked": money(asked), "name": strictest.name, "limit": money(limit)}
    if asked <= limit:
        return Rule("G", asked, limit, True, _("L’aide demandée, %(asked)s, reste sous ce que permet %(name)s, %(limit)s.") % said)
    return Rule("G", asked, limit, False, _("L’aide demandée, %(asked)s, dépasse ce que permet %(name)s, %(limit)s.") % said)
