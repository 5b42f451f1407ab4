"""Whether a deposit is admissible, point by point: what is computed, what somebody answered with evidence, and the verdict.

Admissibility is separate from analysis: it says yes or no, and gives no points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from ententes.ground.wording import listing, moment, quoted

from ..models import Admissibility, Call, Check, Deposit
from ..states import CHECKLIST, Computed, Inadmissible, Reply
from .applications import offer_of, parts, reckoned
from .completions import completed
from .norms import norms_of

UNANSWERED = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a checklist: its name, its words, and the `Computed` that says it, or nothing."""

    key: str
    words: str
    test: str


def points(call: Call) -> list[Point]:
    """The checklist of a call; before it has one of its own, the one that calls begin with."""
    found = call.checklist or [{"key": key, "words": words, "test": test} for key, words, test in CHECKLIST]
    return [Point(one["key"], one["words"], one["test"]) for one in found]


def plain(found: Sequence[Point]) -> list[dict[str, str]]:
    """A checklist as it is kept."""
    return [{"key": one.key, "words": one.words, "test": one.test} for one in found]


@dataclass(frozen=True, slots=True)
class Checked:
    """A point as it stands for a deposit. `computed` is what the product found (None: nothing to compute), `sentence` why.

    `said` is what somebody answered, or "" where nobody did; on a computed point it is an exception, whose `words` are the reason.
    """

    point: Point
    computed: bool | None
    sentence: str
    said: str = UNANSWERED
    words: str = ""
    check: int | None = None
    filename: str = ""
    capacity: str = ""
    at: datetime | None = None

    @property
    def reply(self) -> str:
        """The answer that counts: somebody's, else the computed one, else none."""
        if self.said or self.computed is None:
            return self.said
        return str(Reply.YES if self.computed else Reply.NO)

    @property
    def reply_words(self) -> str:
        return str(Reply(self.reply).label) if self.reply else _("sans réponse")

    @property
    def excepted(self) -> bool:
        """Whether somebody answered otherwise than what is computed."""
        return bool(self.said) and self.computed is not None


def checked(deposit: Deposit) -> list[Checked]:
    """Every point of the call for a deposit. Two queries; needs `deposit.call`."""
    last: dict[str, Check] = {one.point: one for one in deposit.checks.select_related("file", "person").order_by("pk")}
    found = computed(deposit, completed(deposit))
    return [_checked(point, found.get(point.test, (None, "")), last.get(point.key)) for point in points(deposit.call)]


def _checked(point: Point, found: tuple[bool | None, str], said: Check | None) -> Checked:
    if said is None:
        return Checked(point, *found)
    name = said.file.name if said.file else ""
    return Checked(point, *found, said.reply, said.words, said.pk, name, f"{said.person.name}, {said.capacity}", said.at)


def computed(deposit: Deposit, data: Mapping[str, Any]) -> dict[str, tuple[bool | None, str]]:
    """What the product says of a deposit, test by test: whether it holds, and why. Nothing is read but the deposit and its call."""
    found = {str(Computed.COMPLETE): _completeness(data), str(Computed.IN_TIME): _in_time(deposit)}
    if not data.get("norms"):
        words = _("Aucune norme n’était en vigueur le jour du dépôt : ce point se vérifie à la main.")
        return found | {str(test): (None, words) for test in (Computed.PROMOTER, Computed.AMOUNTS, Computed.OWN)}
    norms = norms_of(data["norms"])
    eligible = bool(norms.rates.get(data["kind"]))
    rules = {one.letter: one for one in reckoned(data["kind"], data["budget"], norms, offer_of(deposit.call)).rules}
    amounts = [rules[letter] for letter in "ABCEF"]
    broken = [one for one in amounts if not one.holds]
    return found | {
        str(Computed.PROMOTER): (eligible, _("Les normes donnent un taux à ce promoteur.") if eligible else rules["A"].sentence),
        str(Computed.AMOUNTS): (not broken, " ".join(one.sentence for one in broken or amounts)),
        str(Computed.OWN): (rules["D"].holds, rules["D"].sentence),
    }


def _completeness(data: Mapping[str, Any]) -> tuple[bool, str]:
    missing = [one for one in parts(data["answers"], data["budget"]) if one.missing]
    if not missing:
        return True, _("Chaque question nécessaire a sa réponse.")
    return False, _("Il manque des réponses à %(parts)s.") % {"parts": listing(quoted(one.title) for one in missing)}


def _in_time(deposit: Deposit) -> tuple[bool, str]:
    closes_at = deposit.call.closes_at
    said = {"at": moment(deposit.at), "closes_at": moment(closes_at)}
    if closes_at is None:
        return True, _("Reçue le %(at)s; l’appel est continu.") % said
    if deposit.at <= closes_at:
        return True, _("Reçue le %(at)s; l’appel recevait jusqu’au %(closes_at)s inclusivement.") % said
    return False, _("Reçue le %(at)s, après la fermeture de l’appel, le %(closes_at)s.") % said


def verdict(deposit: Deposit) -> Admissibility | None:
    """What was said last of a deposit, or None before anything was. One query."""
    return deposit.verdicts.order_by("-pk").first()


def admissible(deposit: Deposit) -> bool | None:
    """Whether a deposit is admissible; None before a verdict. One query."""
    found = verdict(deposit)
    return found.admissible if found else None


def counting(deposits: QuerySet[Deposit]) -> QuerySet[Deposit]:
    """Those that count: the last one of each application that is not withdrawn."""
    last = Deposit.objects.filter(application=OuterRef("application")).order_by("-number").values("pk")[:1]
    return deposits.filter(application__withdrawn_at=None, pk=Subquery(last))


def admitted(deposits: QuerySet[Deposit]) -> QuerySet[Deposit]:
    """Those of them whose last verdict is that they are admissible: what is analysed."""
    last = Admissibility.objects.filter(deposit=OuterRef("pk")).order_by("-pk").values("admissible")[:1]
    return counting(deposits).annotate(verdict=Subquery(last)).filter(verdict=True)


def reasons(verdict: Admissibility) -> list[str]:
    """The reasons of a verdict, in words."""
    return [str(Inadmissible(code).label) if code in Inadmissible.values else code for code in verdict.codes]
