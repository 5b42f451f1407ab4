"""What promoters ask to change: who decides it, and what a convention says once it is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.awards.queries.announced import matters
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import RANKS, Link, chain_of
from ententes.decisions.states import Kind
from ententes.ground.french import fold
from ententes.ground.wording import long_date, money, percent
from ententes.plans.queries.powers import in_current_plan
from ententes.projects.queries.budget import at_most

from ..models import ChangeRequest, GrantAgreement, Payment
from ..states import Change, Outcome


def known_to_all() -> Any:
    """The matters of changes whose project was made known to all."""
    return Matter.objects.filter(kind=Kind.CHANGE, revises__in=matters()).order_by().values("pk")


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides a change: the bodies of `links`, in their order, or without a body the coordination `alone`; and why, in a sentence."""

    alone: bool
    links: tuple[Link, ...]
    words: str

    def said(self) -> str:
        """Why, then each body with its mandate."""
        return " ".join((self.words, *(f"{link.said()}." for link in self.links)))


def decider(change: ChangeRequest, on: date) -> Decider:
    """A small transfer between posts: the coordination. A larger one, or a date: the body that recommends projects. An amount or the
    object: those that recommend, then decide. The threshold is that of the norms frozen with the convention. Five queries at most."""
    convention = change.convention
    if change.kind == Change.POSTS:
        share = (convention.content.get("norms") or {}).get("transfer_free", 0)
        most = at_most(sum(one["cents"] for one in convention.content.get("expenses", ())), share)
        moved = transferred(convention) + int(change.details.get("cents", 0))
        said = {"share": percent(share), "most": money(most), "moved": money(moved)}
        if moved <= most:
            words = (
                _("Les transferts, %(moved)s avec celui-ci, restent sous %(share)s du budget, %(most)s : la coordination décide.") % said
            )
            return Decider(True, (), words)
        words = _("Les transferts, %(moved)s avec celui-ci, dépassent %(share)s du budget, %(most)s : l’instance qui recommande décide.")
        return Decider(False, _first(convention, on), words % said)
    if change.kind == Change.DATE:
        return Decider(False, _first(convention, on), _("Une date se reporte par l’instance qui recommande les projets."))
    words = _("L’objet et le montant ne changent que par les instances qui recommandent et décident les projets.")
    return Decider(False, tuple(_chain(convention, on)), words)


def _chain(convention: GrantAgreement, on: date) -> list[Link]:
    """The chain of projects, as the mandates stand that day: what it made, it alone changes."""
    kind = str(Kind.PROJECT)
    return chain_of(convention.agreement, kind, on, in_current_plan(convention.agreement, on).get(kind, ()))


def _first(convention: GrantAgreement, on: date) -> tuple[Link, ...]:
    """The body that recommends projects, deciding on its own."""
    links = [one for one in _chain(convention, on) if max(RANKS[verb] for verb in one.verbs) >= RANKS["recommend"]]
    return (replace(links[0], verbs=("decide",)),) if links else ()


def transferred(convention: GrantAgreement) -> int:
    """What accepted changes moved from one post to another already. One query."""
    rows = convention.changes.filter(kind=Change.POSTS, outcome=Outcome.ACCEPTED).values_list("details", flat=True)
    return sum(int(one.get("cents", 0)) for one in rows)


def signed(change: ChangeRequest) -> bool:
    """Whether both sides signed its addendum."""
    rows = list(change.signatures.values_list("signed_at", flat=True))
    return bool(rows) and all(rows)


def needs_addendum(change: ChangeRequest) -> bool:
    """Whether the text of the convention changes: a transfer that the coordination may allow does not."""
    return change.outcome == Outcome.ACCEPTED and (change.kind != Change.POSTS or change.resolution_id is not None)


def in_force(convention: GrantAgreement, kind: str) -> list[ChangeRequest]:
    """The changes of a kind whose addendum both signed, the oldest first. Queries grow with them; there are few."""
    rows = convention.changes.filter(kind=kind, outcome=Outcome.ACCEPTED).order_by("number")
    return [one for one in rows if signed(one)]


def granted(convention: GrantAgreement) -> int:
    """The aid as the last signed addendum left it."""
    changed = in_force(convention, str(Change.AMOUNT))
    return new_aid(changed[-1]) if changed else convention.cents


def new_aid(change: ChangeRequest) -> int:
    """The aid that a change of amount would give: what is proposed or was decided where it differs from what was asked."""
    return int(change.details["cents"]) if change.cents is None else change.cents


def own(convention: GrantAgreement) -> int:
    """What the promoter brings in money, as the last aid that was agreed left it."""
    said = convention.project.deposit.data["budget"] if convention.project.deposit else {}
    found = [one.details["own"] for one in in_force(convention, str(Change.AMOUNT)) if "own" in one.details]
    return int(found[-1] if found else said.get("own", 0))


def posts(convention: GrantAgreement) -> list[dict[str, Any]]:
    """The budget of the expenses as the changes in force left it, in order."""
    found = [{"post": one["post"], "cents": one["cents"]} for one in convention.content.get("expenses", ())]
    for change in convention.changes.filter(outcome=Outcome.ACCEPTED).order_by("number"):
        if not needs_addendum(change) or signed(change):
            found = changed_posts(change, found)
    return found


def changed_posts(change: ChangeRequest, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The expenses once a change is made: a sum passed to another post, or costs that came with another aid."""
    found = [dict(one) for one in before]
    if change.kind == Change.AMOUNT:
        return [dict(one) for one in change.details.get("expenses") or found]
    if change.kind != Change.POSTS:
        return found
    cents, to = int(change.details["cents"]), change.details["to"]
    for one in found:
        if fold(one["post"]) == fold(change.details["from"]):
            one["cents"] -= cents
    there = next((one for one in found if fold(one["post"]) == fold(to)), None)
    if there is None:
        found.append({"post": to, "cents": cents})
    else:
        there["cents"] += cents
    return found


def spread(convention: GrantAgreement, aid: int) -> list[tuple[int, int, int]]:
    """What another aid makes of the instalments: position, cents before and after, of those that change. A lower one is taken off the
    last that is not paid, then the one before; a larger one makes the last longer, or a new one where all are paid. Two queries."""
    standing = convention.instalments.filter(cancelled_at=None)
    more = aid - sum(standing.values_list("cents", flat=True))
    unpaid = list(standing.exclude(payments__in=Payment.objects.filter(refused_at=None)).order_by("-position"))
    if more > 0 and not unpaid:
        last = max(convention.instalments.values_list("position", flat=True), default=0)
        return [(last + 1, 0, more)]
    found = []
    for one in unpaid:
        moved = max(more, -one.cents)
        if moved:
            more -= moved
            found.append((one.position, one.cents, one.cents + moved))
    return found[::-1]


def agreed(change: ChangeRequest) -> list[tuple[str, str]]:
    """What its addendum says that changes, as lines to read: what was asked, the aid as it was decided."""
    if change.kind != Change.AMOUNT:
        return asked(change)
    convention, aid = change.convention, new_aid(change)
    lines = [(_("Aide"), from_to(money(granted(convention)), money(aid)))]
    lines += _costs(change.details)
    for position, before, after in spread(convention, aid):
        lines.append((_("Versement %(rank)s") % {"rank": position}, from_to(money(before), money(after))))
    return lines


def from_to(old: str, new: str) -> str:
    return _("de %(old)s à %(new)s") % {"old": old, "new": new}


def asked(change: ChangeRequest) -> list[tuple[str, str]]:
    """What is asked, as lines to read."""
    details: dict[str, Any] = change.details
    if change.kind == Change.POSTS:
        lines = [(_("Du poste"), details["from"]), (_("Au poste"), details["to"]), (_("Somme"), money(details["cents"]))]
    elif change.kind == Change.DATE:
        lines = [(_("Nouvelle fin du projet"), long_date(date.fromisoformat(details["ends_on"])))]
    elif change.kind == Change.AMOUNT:
        lines = [(_("Nouvelle aide"), money(details["cents"]))]
        lines += _costs(details)
    else:
        lines = []
    return [(str(label), str(words)) for label, words in lines]


def _costs(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the project would cost, and what its promoter would bring, where another aid goes with it."""
    lines = [(one["post"], money(one["cents"])) for one in details.get("expenses", ())]
    return [*lines, (_("Mise de fonds en argent"), money(details["own"]))] if "own" in details else lines
