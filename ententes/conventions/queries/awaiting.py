"""What conventions ask of somebody: to sign, to enter a payment, to approve one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ententes.agreements.models import Agreement
from ententes.committees.models import Coordination, Finance

from ..models import GrantAgreement, GrantSignature
from ..states import InstalmentState, Side
from . import listing


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing to do: `kind` is sign, enter, approve; `target` the row it bears on."""

    kind: str
    agreement: int
    title: str
    target: int
    cents: int = 0
    due: date | None = None


def of_person(person: Any, on: date) -> list[Awaited]:
    """The conventions that await the signature of the person, then the payments they enter or approve. Nine queries at most."""
    return [*_to_sign(person, on), *_payments(person, on)]


def _to_sign(person: Any, on: date) -> list[Awaited]:
    rows = GrantSignature.objects.filter(
        person=person, signed_at=None, change=None, convention__sent_at__isnull=False, convention__released_at=None
    ).filter(convention__terminated_at=None)
    waiting = rows.select_related("convention__project").order_by("convention__sign_by", "pk")
    signed = set(
        GrantSignature.objects.filter(convention__in=rows.values("convention"), side=Side.PROMOTER, signed_at__isnull=False, change=None)
        .order_by()
        .values_list("convention", flat=True)
    )
    found = []
    for one in waiting:
        convention = one.convention
        late = convention.sign_by is not None and convention.sign_by < on
        if (one.side == Side.MANAGER and convention.pk in signed) or (one.side == Side.PROMOTER and not late):
            due = convention.sign_by if one.side == Side.PROMOTER else None
            found.append(Awaited("sign", convention.agreement_id, convention.project.title, one.pk, due=due))
    return found


def _payments(person: Any, on: date) -> list[Awaited]:
    held = {kind: set(rows.in_force(on).filter(person=person).values_list("agreement", flat=True)) for kind, rows in _KEEPING}
    agreements = Agreement.objects.filter(pk__in=held["finance"] | held["coordination"]).values("pk")
    seen = GrantAgreement.objects.seen_by(person).filter(agreement__in=agreements)
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
