"""The norms of an allocation framework as typed values: an example, those in force on a day, what changed from one version to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Version
from ententes.decisions.states import Kind, State
from ententes.frameworks import queries as frameworks
from ententes.frameworks.models import Framework
from ententes.ground.french import fold
from ententes.ground.wording import money, percent, quoted

from ..models import NormsText
from ..states import ExpenseStart, Promoter, SourceKind, Trigger

WHOLE = 10_000
"""A share of one, in hundredths of a percent: every rate below is counted in them."""


@dataclass(frozen=True, slots=True)
class Norms:
    """The parameters of an allocation framework. Shares are in hundredths of a percent, amounts in cents; None sets no limit.

    `rates` names the eligible promoters; `stacking` is how far public aid may go for each; `weights` says how much of a source counts
    as public aid. Administration is admitted up to its share of the other admissible expenses. `instalments` leaves the balance out.
    """

    rates: dict[str, int] = field(default_factory=dict)
    stacking: dict[str, int] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    minimum: int | None = None
    maximum: int | None = None
    own_minimum: int = 0
    in_kind_most: int = WHOLE
    posts: tuple[str, ...] = ()
    administration_posts: tuple[str, ...] = ()
    administration_cap: int | None = None
    excluded_posts: tuple[str, ...] = ()
    expense_start: str = str(ExpenseStart.SIGNATURE)
    instalments: dict[str, int] = field(default_factory=dict)
    first_paid_within_days: int | None = None
    sign_within_days: int | None = None
    final_report_days: int | None = None
    transfer_free: int = 0

    def as_data(self) -> dict[str, Any]:
        """Plain values, as they are kept, frozen and hashed."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    def kind_of(self, post: str) -> str:
        """What a post of expenses is under these norms: admissible, administration, or excluded, as is any post they do not name."""
        words = fold(post)
        if words in {fold(one) for one in self.posts}:
            return "admissible"
        return "administration" if words in {fold(one) for one in self.administration_posts} else "excluded"


def norms_of(data: Mapping[str, Any]) -> Norms:
    """The norms that plain values say; a name that is not ours is of another time, and left."""
    known = {one.name for one in fields(Norms)}
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known}
    return Norms(**given)


EXAMPLE = Norms(
    rates={str(one): 8000 for one in (Promoter.NONPROFIT, Promoter.COOPERATIVE, Promoter.MUNICIPAL, Promoter.BAND_COUNCIL)},
    stacking={str(one): 8000 for one in (Promoter.NONPROFIT, Promoter.COOPERATIVE, Promoter.MUNICIPAL, Promoter.BAND_COUNCIL)},
    weights={
        str(SourceKind.GRANT): 10_000,
        str(SourceKind.TAX_CREDIT): 10_000,
        str(SourceKind.PUBLIC_LOAN): 5000,
        str(SourceKind.MUNICIPAL_AID): 10_000,
    },
    minimum=200_000,
    maximum=2_500_000,
    own_minimum=2000,
    in_kind_most=5000,
    posts=(
        "Salaires et charges des personnes affectées au projet",
        "Honoraires professionnels",
        "Équipement et aménagement",
        "Technologies, logiciels et brevets",
        "Autres frais propres au projet",
    ),
    administration_posts=("Conception, administration et suivi",),
    administration_cap=1000,
    excluded_posts=(
        "Service de la dette, remboursement d’emprunts et déficits",
        "Part remboursable des taxes",
        "Fonctionnement courant",
    ),
    instalments={str(Trigger.SIGNED): 6000, str(Trigger.INTERIM): 2000},
    first_paid_within_days=30,
    sign_within_days=60,
    final_report_days=60,
    transfer_free=1000,
)
"""What a form may begin with, said to be an example to validate. It holds for nobody before a body adopts it."""


def text_for(framework: Framework) -> NormsText | None:
    """The norms being written beside the text of an allocation framework. One query."""
    return NormsText.objects.filter(framework=framework).first()


def content(framework: Framework) -> dict[str, Any]:
    """A whole framework as plain values, its norms with it where it has some. Two queries."""
    data = frameworks.content(framework)
    text = text_for(framework)
    return data | ({"norms": text.values} if text else {})


@dataclass(frozen=True, slots=True)
class InForce:
    """Norms that bodies adopted: the copy they were frozen in, and since when they hold."""

    norms: Norms
    version: int
    matter: int
    title: str
    since: datetime


def in_force(agreement: Agreement, day: date) -> InForce | None:
    """The norms that the last settled matter on the allocation of sums froze, as at the end of that day. One query."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
    rows = Version.objects.filter(
        matter__agreement=agreement, matter__kind=Kind.ALLOCATION_FRAMEWORK, matter__state=State.SETTLED, matter__ended_at__lt=end
    ).order_by("-matter__ended_at", "-matter", "-number")
    columns = ("pk", "data", "matter", "matter__ended_at")
    seen: set[int] = set()
    for version, data, matter, since in rows.values_list(*columns):
        if matter in seen:
            continue  # what a body adopted is the last copy of its matter
        seen.add(matter)
        if data.get("norms"):
            return InForce(norms_of(data["norms"]), version, matter, data.get("title", ""), since)
    return None


def norms_on(agreement: Agreement, day: date) -> Norms | None:
    """The norms in force at the end of that day; None where no body adopted any."""
    found = in_force(agreement, day)
    return found.norms if found else None


def lines(norms: Norms) -> list[tuple[str, str]]:
    """The norms to read: what each bears on, and what it says."""
    return [(title, words) for title, words in _lines(norms) if words]


def _lines(norms: Norms) -> Iterator[tuple[str, str]]:
    said = [f"{Promoter(kind).label}, {percent(rate)}" for kind, rate in _ordered(norms.rates, Promoter)]
    yield _("Promoteurs admissibles, et part des dépenses admissibles que l’aide peut couvrir"), "; ".join(said)
    said = [f"{Promoter(kind).label}, {percent(rate)}" for kind, rate in _ordered(norms.stacking, Promoter)]
    yield _("Cumul des aides publiques, au plus"), "; ".join(said)
    said = [f"{SourceKind(kind).label}, {percent(rate)}" for kind, rate in _ordered(norms.weights, SourceKind)]
    yield _("Ce qui compte dans le cumul"), "; ".join(said) if said else _("rien d’autre que l’aide de l’entente")
    yield _("Aide minimale"), money(norms.minimum) if norms.minimum is not None else _("aucune")
    yield _("Aide maximale"), money(norms.maximum) if norms.maximum is not None else _("aucune")
    own = _("%(share)s du coût total, dont au plus %(kind)s en nature")
    yield _("Mise de fonds"), own % {"share": percent(norms.own_minimum), "kind": percent(norms.in_kind_most)}
    yield _("Dépenses admissibles"), "; ".join(norms.posts)
    yield _("Dépenses d’administration"), "; ".join(norms.administration_posts)
    if norms.administration_posts:
        cap = norms.administration_cap
        told = _("%(share)s des autres dépenses admissibles") % {"share": percent(cap)} if cap is not None else _("aucun")
        yield _("Plafond des dépenses d’administration"), told
    yield _("Dépenses non admissibles"), "; ".join(norms.excluded_posts)
    yield _("Une dépense compte depuis"), str(ExpenseStart(norms.expense_start).label)
    yield _("Versements"), "; ".join(f"{percent(share)} {Trigger(kind).label}" for kind, share in instalments(norms))
    for title, days in (
        (_("Premier versement après la signature"), norms.first_paid_within_days),
        (_("Signature de la convention après la décision"), norms.sign_within_days),
        (_("Rapport final après la fin du projet"), norms.final_report_days),
    ):
        yield title, _("%(days)s jours au plus") % {"days": days} if days is not None else ""
    yield _("Passe d’un poste à l’autre sans autorisation"), percent(norms.transfer_free)


def instalments(norms: Norms) -> list[tuple[str, int]]:
    """The share that each step pays, the balance last."""
    given = _ordered({key: share for key, share in norms.instalments.items() if share}, Trigger)
    return [*given, (str(Trigger.FINAL), WHOLE - sum(share for _key, share in given))]


def _ordered(shares: Mapping[str, int], words: Any) -> list[tuple[str, int]]:
    return [(str(one), shares[one]) for one in words.values if one in shares]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed from one `content` to another, text and norms, in sentences."""
    return [*frameworks.differences(before, after), *_differences(before.get("norms"), after.get("norms"))]


def _differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> Iterator[str]:
    if not before and not after:
        return
    if not before:
        yield _("Les normes, en paramètres, sont ajoutées.")
    elif not after:
        yield _("Les normes, en paramètres, sont retirées.")
    else:
        old, new = dict(lines(norms_of(before))), dict(lines(norms_of(after)))
        for title in {**old, **new}:
            said = {"title": title, "old": quoted(old.get(title, "")), "new": quoted(new.get(title, ""))}
            if title not in old:
                yield _("Normes : %(title)s devient %(new)s.") % said
            elif title not in new:
                yield _("Normes : %(title)s, qui était %(old)s, n’est plus dit.") % said
            elif old[title] != new[title]:
                yield _("Normes : %(title)s passe de %(old)s à %(new)s.") % said
