"""How a convention changes: a request of its promoter, an answer by whom the threshold says, an addendum signed by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from ententes.awards.queries.withdrawn import withdrawn
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter, Resolution
from ententes.decisions.queries.register import fingerprint
from ententes.decisions.states import ENDED, Kind
from ententes.documents import acts as documents
from ententes.ground.act import hold, refuse_if
from ententes.ground.wording import on_record as _
from ententes.projects.states import Trigger

from .. import letters
from ..models import ChangeRequest, GrantAgreement, GrantSignature, Instalment
from ..queries import changes
from ..rules import changing as rules
from ..states import Change, Outcome, Report, Side


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
    """Record that the promoter no longer asks for it. Where a matter carries it, the coordination is told: no body may pass it any more."""
    change = hold_change(change)
    refuse_if(rules.obstacles_to_withdrawing(change, person=person))
    change = answer_change(change, Outcome.WITHDRAWN, "", "", None, when)
    if change.matter is not None and change.matter.state not in ENDED:
        letters.tell_change_withdrawn(change, when=when)
    return change


@transaction.atomic
def analyse_change(
    change: ChangeRequest, *, analysis: str, by: Capacity, when: datetime, proposed: str = "", reasons: str = "", cents: int | None = None
) -> ChangeRequest:
    """Record what the coordination thinks of a request, and what it proposes that bodies answer. What they received stays as it was.

    `cents` is the aid that is proposed, where it is not the one that was asked.
    """
    change = hold_change(change)
    other = cents if change.kind == Change.AMOUNT and proposed == Outcome.ACCEPTED else None
    refuse_if(rules.obstacles_to_analysing(change, proposed=proposed, reasons=reasons, cents=other, by=by))
    change.analysis, change.analysed_by, change.analysed_at = analysis.strip(), by.recorded[:300], when
    change.proposed, change.reasons, change.cents = proposed, reasons.strip(), other
    change.save(update_fields=["analysis", "analysed_by", "analysed_at", "proposed", "reasons", "cents"])
    return change


@transaction.atomic
def put_change(change: ChangeRequest, *, by: Capacity, when: datetime) -> Matter:
    """Open the matter that carries a change beyond the threshold of the coordination, by the chain of the mandates.

    Whoever has an interest in the project is withdrawn from it at once.
    """
    change, on = hold_change(change), timezone.localdate(when)
    project, found = change.convention.project, changes.decider(change, on)
    state = GrantAgreement.objects.state_of(change.convention, on)
    refuse_if(rules.obstacles_to_putting(change, found=found, state=state, by=by))
    with translation.override("fr"):
        title = _("Modification %(number)s : %(project)s") % {"number": change.number, "project": project.title}
    facts: dict[str, Any] = {"kind": str(Kind.CHANGE), "title": title, "links": found.links, "revises": project.matter}
    change.matter = decisions.open_matter(change.convention.agreement, **facts, by=by, when=when)
    change.save(update_fields=["matter"])
    for person, nature, declared_by in withdrawn(project, on):
        decisions.declare_interest(change.matter, person=person, nature=nature, declared_by=declared_by, when=when)
    return change.matter


@transaction.atomic
def decide_change(change: ChangeRequest, *, outcome: str, reasons: str, by: Capacity, when: datetime) -> ChangeRequest:
    """Record how the coordination answers a small request, and tell the promoter. Beyond the threshold only resolutions answer."""
    change, on = hold_change(change), timezone.localdate(when)
    found = changes.decider(change, on)
    state = GrantAgreement.objects.state_of(change.convention, on)
    refuse_if(rules.obstacles_to_deciding(change, outcome=outcome, reasons=reasons, found=found, state=state, by=by))
    change = answer_change(change, Outcome(outcome), reasons, by.recorded[:300], None, when)
    letters.tell_change_decided(change, when=when)
    return change


@transaction.atomic
def send_addendum(change: ChangeRequest, *, printed: Callable[[Mapping[str, Any]], bytes], by: Capacity, when: datetime) -> ChangeRequest:
    """Freeze the addendum of an accepted request, for those who signed the convention to sign it."""
    change = hold_change(change)
    refuse_if(rules.obstacles_to_sending(change, by=by))
    convention = change.convention
    with translation.override("fr"):
        change.content = {
            "convention": convention.number,
            "number": change.number,
            "project": convention.project.title,
            "promoter": convention.project.promoter,
            "kind": change.kind,
            "asked": changes.agreed(change),
            "words": change.words,
            "resolution": change.resolution.number if change.resolution else "",
            "conditions": change.resolution.conditions if change.resolution else "",
            "of": convention.sha256,
        }
        document = printed(change.content)
    change.sha256, change.sent_at = fingerprint(change.content), when
    name = f"avenant-{convention.number}-{change.number}.pdf"
    change.file = documents.keep(content=document, name=name, media_type="application/pdf", by=by.person, when=when)
    change.save(update_fields=["content", "sha256", "sent_at", "file"])
    for one in convention.signatures.standing():
        name_again(one, change=change, by=by, when=when)
    letters.ask_to_sign(change.signatures.get(side=Side.PROMOTER), when=when)
    return change


def name_again(signature: GrantSignature, *, by: Capacity, when: datetime, change: ChangeRequest | None = None) -> GrantSignature:
    """The same person, by the same authority, is to sign another text of the convention."""
    names = ("convention", "side", "person", "name", "office", "authority", "authority_file", "resolution")
    same = {name: getattr(signature, name) for name in names}
    return GrantSignature.objects.create(**same, change=change, recorded_by=by.recorded[:300], recorded_at=when)


def apply_change(change: ChangeRequest) -> None:
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
        _spread(convention, changes.new_aid(change))


def _spread(convention: GrantAgreement, aid: int) -> None:
    for position, _before, cents in changes.spread(convention, aid):
        Instalment.objects.update_or_create(
            convention=convention,
            position=position,
            defaults={"cents": cents},
            create_defaults={"cents": cents, "trigger": Trigger.FINAL, "share": 0},
        )


def answer_change(
    change: ChangeRequest, outcome: Any, reasons: str, by: str, resolution: Resolution | None, when: datetime
) -> ChangeRequest:
    """The answer of a request that is held."""
    change.outcome, change.reasons, change.decided_by, change.decided_at = outcome, reasons.strip(), by, when
    change.resolution = resolution
    change.save(update_fields=["outcome", "reasons", "decided_by", "decided_at", "resolution"])
    return change


def hold_change(change: ChangeRequest) -> ChangeRequest:
    """A request that nobody else answers before the transaction ends; its convention is held before it."""
    convention = hold(change.convention)
    change = hold(change)
    change.convention = convention
    return change
