"""What promoters ask to change: who decides it, and what a convention says once it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ententes.committees.models import Body
from ententes.decisions.models import Stage
from ententes.ground.wording import long_date, money, percent
from ententes.projects.queries.budget import at_most

from ..models import ChangeRequest, GrantAgreement
from ..states import Change, Outcome


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides a change: a body, or without one the coordination; and why, in a sentence."""

    body: Body | None
    words: str


def decider(change: ChangeRequest) -> Decider:
    """A small transfer between posts: the coordination. A larger one, or a date: the body that recommended the project. An amount or
    the object: the body that decided it. The threshold is that of the norms frozen with the convention. Three queries at most."""
    convention = change.convention
    stages = list(Stage.objects.filter(matter=convention.project.matter_id).select_related("body").order_by("position"))
    bodies = [one.body for one in stages if one.body is not None]
    first, last = (bodies[0], bodies[-1]) if bodies else (None, None)
    if change.kind == Change.POSTS:
        share = (convention.content.get("norms") or {}).get("transfer_free", 0)
        most = at_most(sum(one["cents"] for one in convention.content.get("expenses", ())), share)
        moved = transferred(convention) + int(change.details.get("cents", 0))
        said = {"share": percent(share), "most": money(most), "moved": money(moved)}
        if moved <= most:
            words = (
                _("Les transferts, %(moved)s avec celui-ci, restent sous %(share)s du budget, %(most)s : la coordination décide.") % said
            )
            return Decider(None, words)
        words = _("Les transferts, %(moved)s avec celui-ci, dépassent %(share)s du budget, %(most)s : l’instance qui recommande décide.")
        return Decider(first, words % said)
    if change.kind == Change.DATE:
        return Decider(first, _("Une date se reporte par l’instance qui recommande les projets."))
    return Decider(last, _("L’objet et le montant ne changent que par l’instance qui décide des projets."))


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
    return int(changed[-1].details["cents"]) if changed else convention.cents


def asked(change: ChangeRequest) -> list[tuple[str, str]]:
    """What is asked, as lines to read."""
    details: dict[str, Any] = change.details
    if change.kind == Change.POSTS:
        lines = [(_("Du poste"), details["from"]), (_("Au poste"), details["to"]), (_("Somme"), money(details["cents"]))]
    elif change.kind == Change.DATE:
        lines = [(_("Nouvelle fin du projet"), long_date(date.fromisoformat(details["ends_on"])))]
    elif change.kind == Change.AMOUNT:
        lines = [(_("Nouvelle aide"), money(details["cents"]))]
    else:
        lines = []
    return [(str(label), str(words)) for label, words in lines]
