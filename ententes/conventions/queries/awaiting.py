"""What conventions ask of somebody: to sign, to enter a payment, to approve one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from ententes.committees.models import Coordination, Finance

from ..models import GrantAgreement, GrantSignature
from ..states import InstalmentState, Side
from . import listing, signing


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing to do: `kind` is sign, sign_addendum, enter, approve; `target` the row it bears on, `path` the page of a signature.

    `words` says which one, where a convention awaits several of a kind.
    """

    kind: str
    agreement: int
    title: str
    target: int
    cents: int = 0
    due: date | None = None
    path: str = ""
    words: str = ""


def of_person(person: Any, on: date) -> list[Awaited]:
    """The conventions that await the signature of the person, then the payments they enter or approve. Nine queries at most."""
    return [*_to_sign(person, on), *_payments(person, on)]


def _to_sign(person: Any, on: date) -> list[Awaited]:
    """The promoter signs first, a convention in its delay; then the manager. Two queries."""
    rows = GrantSignature.objects.filter(Q(change=None, convention__sent_at__isnull=False) | Q(change__sent_at__isnull=False))
    rows = rows.filter(person=person, signed_at=None, recall=None, convention__released_at=None, convention__terminated_at=None)
    waiting = list(rows.select_related("convention__project", "change").order_by("convention__sign_by", "pk"))
    held = GrantSignature.objects.filter(recall=None, convention__in=[one.convention_id for one in waiting], side=Side.PROMOTER)
    promoted = set(held.filter(signed_at__isnull=False).values_list("convention", "change"))
    found = []
    for one in waiting:
        convention, promotes = one.convention, one.side == Side.PROMOTER
        last = convention.sign_by if promotes and one.change is None else None
        if ((convention.pk, one.change_id) in promoted) != promotes and (last is None or last >= on):
            title, path = convention.project.title, signing.path(one)
            kind, cents = ("sign_addendum", 0) if one.change else ("sign", convention.cents)
            found.append(Awaited(kind, convention.agreement_id, title, one.pk, cents, last, path))
    return found


def _payments(person: Any, on: date) -> list[Awaited]:
    held = {kind: set(rows.in_force(on).filter(person=person).values_list("agreement", flat=True)) for kind, rows in _KEEPING}
    if not (held["finance"] or held["coordination"]):
        return []
    seen = GrantAgreement.objects.seen_by(person).filter(agreement__in=held["finance"] | held["coordination"])
    of = dict(seen.order_by().values_list("pk", "agreement"))
    found = []
    for one in listing.instalments(seen, on) if of else ():
        agreement = of[one.convention]
        if one.state == InstalmentState.DUE:
            found.append(Awaited("enter", agreement, one.title, one.pk, one.cents, one.due_on))
        elif one.state == InstalmentState.ENTERED and agreement in held["finance"] and not one.held:
            entered: dict[str, Any] = one.payment or {}
            if entered["entered_by"] != person.pk:
                found.append(Awaited("approve", agreement, one.title, entered["pk"], entered["cents"], one.due_on))
    return found


_KEEPING = (("coordination", Coordination.objects), ("finance", Finance.objects))
