"""How a convention changes: a request of its promoter, an analysis, a decision by whom the threshold says, an addendum signed by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.decisions.models import Resolution
from ententes.decisions.queries.register import fingerprint
from ententes.documents import acts as documents
from ententes.documents.models import File
from ententes.ground.act import hold, refuse_if

from .. import letters
from ..models import ChangeRequest, GrantAgreement, GrantSignature
from ..queries import changes
from ..rules import changing as rules
from ..states import Change, How, Outcome, Report


@transaction.atomic
def ask_change(
    convention: GrantAgreement,
    *,
    kind: str,
    words: str,
    details: Mapping[str, Any],
    person: Any,
    when: datetime,
    by: Capacity | None = None,
) -> ChangeRequest:
    """Record what a promoter asks to change, and tell the coordination."""
    convention = hold(convention)
    facts = {"kind": kind, "words": words, "details": details, "person": person, "by": by}
    on = timezone.localdate(when)
    refuse_if(rules.obstacles_to_asking(convention, **facts, state=GrantAgreement.objects.state_of(convention, on), on=on))
    made = ChangeRequest.objects.create(
        convention=convention,
        number=convention.changes.count() + 1,
        kind=kind,
        words=words.strip(),
        details=dict(details),
        person=person,
        recorded_by=by.recorded[:300] if by else "",
        asked_at=when,
    )
    letters.tell_change_asked(made, when=when)
    return made


@transaction.atomic
def withdraw_change(change: ChangeRequest, *, person: Any, when: datetime) -> ChangeRequest:
    """Record that the promoter no longer asks for it."""
    change = _held(change)
    refuse_if(rules.obstacles_to_withdrawing(change, person=person))
    return _settled(change, Outcome.WITHDRAWN, "", "", None, when)


@transaction.atomic
def analyse_change(change: ChangeRequest, *, analysis: str, by: Capacity, when: datetime) -> ChangeRequest:
    """Record what the coordination thinks of a request, for whoever decides it."""
    change = _held(change)
    refuse_if(rules.obstacles_to_answering(change, by=by))
    change.analysis, change.analysed_by, change.analysed_at = analysis.strip(), by.recorded[:300], when
    change.save(update_fields=["analysis", "analysed_by", "analysed_at"])
    return change


@transaction.atomic
def decide_change(
    change: ChangeRequest, *, outcome: str, reasons: str, by: Capacity, when: datetime, resolution: Resolution | None = None
) -> ChangeRequest:
    """Record what became of a request: the coordination decides small ones, a body the others, by its resolution. Tell the promoter."""
    change = _held(change)
    facts: dict[str, Any] = {"outcome": outcome, "reasons": reasons, "resolution": resolution, "by": by}
    state = GrantAgreement.objects.state_of(change.convention, timezone.localdate(when))
    refuse_if(rules.obstacles_to_deciding(change, **facts, state=state))
    given = resolution if changes.decider(change).body is not None else None
    change = _settled(change, Outcome(outcome), reasons, by.recorded[:300], given, when)
    letters.tell_change_decided(change, when=when)
    return change


@transaction.atomic
def send_addendum(change: ChangeRequest, *, printed: Callable[[Mapping[str, Any]], bytes], by: Capacity, when: datetime) -> ChangeRequest:
    """Freeze the addendum of an accepted request, for those who signed the convention to sign it."""
    change = _held(change)
    refuse_if(rules.obstacles_to_sending(change, by=by))
    convention = change.convention
    change.content = {
        "convention": convention.number,
        "number": change.number,
        "project": convention.project.title,
        "promoter": convention.project.promoter,
        "kind": change.kind,
        "asked": changes.asked(change),
        "words": change.words,
        "resolution": change.resolution.number if change.resolution else "",
        "of": convention.sha256,
    }
    change.sha256, change.sent_at = fingerprint(change.content), when
    name = f"avenant-{convention.number}-{change.number}.pdf"
    change.file = documents.keep(content=printed(change.content), name=name, media_type="application/pdf", by=by.person, when=when)
    change.save(update_fields=["content", "sha256", "sent_at", "file"])
    names = ("side", "person", "name", "office", "authority", "authority_file", "resolution")
    for one in convention.signatures.filter(change=None):
        same = {name: getattr(one, name) for name in names}
        GrantSignature.objects.create(convention=convention, change=change, recorded_by=by.recorded[:300], recorded_at=when, **same)
    letters.ask_to_sign_addendum(change, when=when)
    return change


@transaction.atomic
def sign_addendum(
    signature: GrantSignature,
    *,
    sha256: str,
    confirmed: bool,
    when: datetime,
    person: Any = None,
    copy: File | None = None,
    by: Capacity | None = None,
) -> GrantSignature:
    """Record a signature of an addendum, given in a page or on paper. With both, what it changes is changed."""
    assert signature.change is not None
    change = _held(signature.change)
    signature = hold(signature)
    signature.change, signature.convention = change, change.convention
    facts = {"sha256": sha256, "confirmed": confirmed, "person": person, "copy": copy, "by": by}
    refuse_if(rules.obstacles_to_signing(signature, **facts))
    signature.signed_at, signature.how, signature.sha256 = when, How.PAPER if by else How.PAGE, sha256
    signature.copy, signature.filed_by = copy, by.recorded[:300] if by else ""
    signature.save(update_fields=["signed_at", "how", "sha256", "copy", "filed_by"])
    if changes.signed(change):
        _apply(change)
        letters.tell_addendum_signed(change, when=when)
    return signature


def _apply(change: ChangeRequest) -> None:
    """What a signed addendum changes: the end of the project with its final report. A lower aid is taken off the last instalments, and
    what it frees goes back to the envelope when the final report is accepted, or the convention ends."""
    convention = change.convention
    if change.kind == Change.DATE:
        ends_on = date.fromisoformat(change.details["ends_on"])
        moved = ends_on - convention.ends_on if convention.ends_on else timedelta()
        convention.ends_on = ends_on
        convention.save(update_fields=["ends_on"])
        for report in convention.reports.filter(kind=Report.FINAL, waived_at=None, deposits=None):
            report.due_on, report.reminders, report.reminded_at = report.due_on + moved, 0, None
            report.save(update_fields=["due_on", "reminders", "reminded_at"])
    elif change.kind == Change.AMOUNT:
        more = sum(one.cents for one in convention.instalments.filter(cancelled_at=None)) - int(change.details["cents"])
        unpaid = convention.instalments.filter(cancelled_at=None, payments=None).order_by("-position")
        for one in unpaid:
            taken = min(more, one.cents)
            if taken > 0:
                one.cents, more = one.cents - taken, more - taken
                one.save(update_fields=["cents"])


def _settled(change: ChangeRequest, outcome: Any, reasons: str, by: str, resolution: Resolution | None, when: datetime) -> ChangeRequest:
    change.outcome, change.reasons, change.decided_by, change.decided_at = outcome, reasons.strip(), by, when
    change.resolution = resolution
    change.save(update_fields=["outcome", "reasons", "decided_by", "decided_at", "resolution"])
    return change


def _held(change: ChangeRequest) -> ChangeRequest:
    convention = hold(change.convention)
    change = hold(change)
    change.convention = convention
    return change
