"""Which contributions bear an entry: those earmarked for it first, then the others by the rule of the agreement, to the cent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, Sum

from ententes.agreements.models import Agreement
from ententes.ground.french import fold
from ententes.ground.money import shares

from ..models import Contribution, Envelope, LedgerEntry, Share, Use
from ..states import Kind, Nature, Sharing

Shared = list[tuple[int | None, int]]
"""Contributions by their keys, and the cents each one bears; None for what nobody promised."""


@dataclass(frozen=True, slots=True)
class Source:
    """A contribution with what it may still bear."""

    key: int
    left: int
    objective: int | None
    territory: int | None
    project: bool

    @property
    def is_earmarked(self) -> bool:
        return bool(self.objective or self.territory or self.project)


def divided(use: Use, kind: str, cents: int, rule: str) -> Shared:
    """How an entry of a use is shared: a commitment among what is promised, the rest among those who bear the commitment.

    The shares always sum to the cents. A lower commitment, a payment and a recovery go by what each one still bears of it.
    """
    if kind == Kind.COMMITTED and cents > 0:
        return engaged(sources(use), use, cents, rule)
    committed, paid, recovered = (borne_by(use, str(one)) for one in (Kind.COMMITTED, Kind.PAID, Kind.RECOVERED))
    if kind == Kind.COMMITTED or (kind == Kind.PAID and cents > 0):
        left = _less(committed, paid)
    elif kind == Kind.PAID or cents > 0:
        left = _less(paid, recovered)
    else:
        left = recovered
    kept = [(key, weight) for key, weight in left.items() if weight > 0]
    return _without_nothing([key for key, _weight in kept], shares(cents, [weight for _key, weight in kept]))


def engaged(found: Sequence[Source], use: Use, cents: int, rule: str) -> Shared:
    """A new commitment: by the money meant for this very use, then for its objective or its territory, then by the money of all."""
    meant = set(use.meant.values_list("pk", flat=True))
    return spread(found, cents, rule, objective=use.envelope.objective_id, territory=use.territory_id, meant=meant)


def spread(
    found: Sequence[Source], cents: int, rule: str, *, objective: int | None, territory: int | None, meant: Collection[int] = ()
) -> Shared:
    """The same for something of an objective and a territory, that need not exist yet."""
    whole, borne = cents, {}
    for step in (
        [one for one in found if one.key in meant],
        [one for one in found if one.is_earmarked and one.key not in meant and _fits(one, objective, territory)],
        [one for one in found if not one.is_earmarked and one.key not in meant],
    ):
        for key, part in _among(step, whole, rule):
            borne[key] = part
            whole -= part
    return [*borne.items(), *([(None, whole)] if whole else [])]


def naming(agreement: Agreement, title: str, year: int) -> list[int]:
    """The contributions of that year and of those before that are promised for this project, in the same words. One query."""
    rows = Contribution.objects.filter(agreement=agreement, year__lte=year).exclude(project="")
    return [key for key, project in rows.values_list("pk", "project") if fold(project) == fold(title)]


def named(agreement: Agreement, project: str, year: int) -> list[Use]:
    """The uses of that year and of those after that bear the words of this project. One query."""
    rows = Use.objects.filter(envelope__agreement=agreement, envelope__year__gte=year).select_related("envelope")
    return [one for one in rows if project and fold(one.title) == fold(project)]


def lacking(agreement: Agreement, year: int, rule: str, changed: Source | None = None, meant_for: Collection[int] = ()) -> dict[int, int]:
    """What no contribution would bear of what is set aside in a year and not yet committed, by use.

    As things stand; or with one contribution `changed`, meant from then on for these uses only. Five queries.
    """
    uses = {one.pk: one for one in Use.objects.filter(envelope__agreement=agreement, envelope__year=year).select_related("envelope")}
    aside = LedgerEntry.objects.filter(use__in=uses, kind__in=(Kind.RESERVED, Kind.RECOMMENDED))
    left = {one.key: changed if changed and one.key == changed.key else one for one in sources_of(agreement, year)}
    meant: dict[int, set[int]] = {}
    for key, contribution in Use.meant.through.objects.filter(use__in=uses).values_list("use", "contribution"):
        meant.setdefault(key, set()).add(contribution)
    found: dict[int, int] = {}
    for key, cents in sorted(_sums(aside, "use").items()):
        use, mine = uses[key], meant.get(key, set())
        if changed:
            mine = mine | {changed.key} if key in meant_for else mine - {changed.key}
        facts = {"objective": use.envelope.objective_id, "territory": use.territory_id, "meant": mine}
        for source, part in spread(list(left.values()), cents, rule, **facts) if cents > 0 else ():
            if source is None:
                found[key] = part
            else:
                left[source] = replace(left[source], left=left[source].left - part)
    return found


def _fits(source: Source, objective: int | None, territory: int | None) -> bool:
    """Whether every earmark of the money is met; one for a project in words is met only by being meant for the use."""
    return not source.project and source.objective in (None, objective) and source.territory in (None, territory)


def _among(found: Sequence[Source], cents: int, rule: str) -> list[tuple[int, int]]:
    """What these sources bear of an amount: all they have where it is more."""
    with_money = [one for one in found if one.left > 0]
    amount = min(cents, sum(one.left for one in with_money))
    if amount <= 0:
        return []
    if rule == Sharing.ORDER:
        parts: list[int] = []
        for one in with_money:
            parts.append(min(one.left, amount - sum(parts)))
    else:
        parts = shares(amount, [one.left for one in with_money])
    return [(one.key, part) for one, part in zip(with_money, parts, strict=True) if part]


def sources(use: Use) -> list[Source]:
    """The contributions in money of this year and of those before, in their order, less what they bear already. Three queries."""
    return sources_of(use.envelope.agreement, use.envelope.year)


def sources_of(agreement: Agreement, year: int) -> list[Source]:
    """The same for a year. Three queries."""
    rows = Contribution.objects.filter(agreement=agreement, year__lte=year, nature=Nature.MONEY).order_by("year", "pk")
    pledged = _sums(LedgerEntry.objects.filter(agreement=agreement, kind=Kind.PLEDGED), "contribution")
    borne = bearing(agreement)
    return [
        Source(key, pledged.get(key, 0) - borne.get(key, 0), objective, territory, bool(project))
        for key, objective, territory, project in rows.values_list("pk", "objective", "territory", "project")
    ]


def bearing(agreement: Agreement) -> dict[int | None, int]:
    """What each contribution bears of the commitments, less what came back, and what was given back to it. One query."""
    rows = Share.objects.filter(entry__agreement=agreement, entry__kind__in=(Kind.COMMITTED, Kind.RECOVERED, Kind.RETURNED))
    found: dict[int | None, int] = {}
    for key, kind, cents in rows.order_by().values_list("contribution", "entry__kind").annotate(cents=Sum("cents")):
        found[key] = found.get(key, 0) + (-int(cents) if kind == Kind.RECOVERED else int(cents))
    return found


def returnable(envelope: Envelope) -> dict[int, int]:
    """What each contribution put in and bears nothing with, of those that an envelope could be drawn on: what may be given back.

    Three queries.
    """
    agreement = envelope.agreement
    rows = Contribution.objects.filter(agreement=agreement, year__lte=envelope.year, nature=Nature.MONEY, project="")
    rows = rows.filter(Q(objective=None) | Q(objective=envelope.objective_id)).order_by("year", "pk")
    received = _sums(LedgerEntry.objects.filter(agreement=agreement, kind=Kind.RECEIVED), "contribution")
    borne = bearing(agreement)
    left = {key: received.get(key, 0) - borne.get(key, 0) for key in rows.values_list("pk", flat=True)}
    return {key: cents for key, cents in left.items() if cents > 0}


def given_back(left: Mapping[int, int], cents: int) -> Shared:
    """How a sum given back is shared among those who put it in, in proportion to what each one has left."""
    return _without_nothing(list(left), shares(cents, list(left.values())))


def borne_by(use: Use, kind: str) -> dict[int | None, int]:
    """What each contribution bears of the entries of one kind for a use, in the order they came to bear it. One query."""
    found: dict[int | None, int] = {}
    for key, cents in Share.objects.filter(entry__use=use, entry__kind=kind).order_by("pk").values_list("contribution", "cents"):
        found[key] = found.get(key, 0) + cents
    return found


def _sums(rows: object, column: str) -> dict[int, int]:
    return {key: int(cents) for key, cents in rows.order_by().values_list(column).annotate(cents=Sum("cents"))}  # type: ignore[attr-defined]


def _less(one: dict[int | None, int], other: dict[int | None, int]) -> dict[int | None, int]:
    return {key: cents - other.get(key, 0) for key, cents in one.items()}


def _without_nothing(keys: Sequence[int | None], parts: Sequence[int]) -> Shared:
    return [(key, part) for key, part in zip(keys, parts, strict=True) if part]
