"""What happens to scores: kept and locked by their author alone, then a session agrees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.committees.queries import Capacity
from ententes.ground.act import as_typed, hold, refuse_if
from ententes.projects.models import Deposit

from ..models import Analysis, Assignment, Consensus, ConsensusDraft, Sheet
from ..queries.files import counting_sheets
from ..rules import scores as rules


@transaction.atomic
def keep_sheet_draft(assignment: Assignment, *, fields: Mapping[str, str], by: Capacity, when: datetime) -> Sheet:
    """Keep what an analyst is typing."""
    hold(assignment.analysis)
    refuse_if(rules.obstacles_to_scoring(assignment, by=by, when=when))
    sheet, _new = Sheet.objects.get_or_create(assignment=assignment, defaults={"saved_at": when})
    sheet.draft, sheet.drafted_at = as_typed(fields), when
    sheet.save(update_fields=["draft", "drafted_at"])
    return sheet


@transaction.atomic
def keep_sheet(assignment: Assignment, *, marks: rules.Marks, words: str = "", by: Capacity, when: datetime) -> Sheet:
    """Record an analyst's notes as they leave them, complete or not, and forget the draft."""
    hold(assignment.analysis)
    refuse_if(rules.obstacles_to_keeping(assignment, marks=marks, words=words, by=by, when=when))
    sheet, _new = Sheet.objects.get_or_create(assignment=assignment, defaults={"saved_at": when})
    sheet.marks, sheet.words, sheet.draft, sheet.drafted_at = _plain(marks), words.strip(), {}, None
    sheet.revision, sheet.saved_at = sheet.revision + 1, when
    sheet.save()
    return sheet


@transaction.atomic
def lock(assignment: Assignment, *, by: Capacity, when: datetime) -> Sheet:
    """Record that an analyst's notes are final: they never change again, and open to the session once all are."""
    hold(assignment.analysis)
    sheet = Sheet.objects.filter(assignment=assignment).first()
    refuse_if(rules.obstacles_to_locking(assignment, sheet, by=by, when=when))
    assert sheet is not None
    sheet.locked_at, sheet.draft, sheet.drafted_at = when, {}, None
    sheet.save(update_fields=["locked_at", "draft", "drafted_at"])
    return sheet


@transaction.atomic
def keep_consensus_draft(
    analysis: Analysis, deposit: Deposit, *, fields: Mapping[str, str], by: Capacity, when: datetime
) -> ConsensusDraft:
    """Keep what is being typed in a session."""
    refuse_if(rules.obstacles_to_meeting(analysis, deposit, by=by, when=when))
    draft, _new = ConsensusDraft.objects.update_or_create(
        deposit=deposit, person=by.person, defaults={"fields": as_typed(fields), "saved_at": when}
    )
    return draft


@transaction.atomic
def agree(
    analysis: Analysis,
    deposit: Deposit,
    *,
    marks: rules.Marks,
    reasons: str,
    first_aid: bool = False,
    computed: rules.Computed | None = None,
    correction: str = "",
    because: str = "",
    seen: int | None = None,
    by: Capacity,
    when: datetime,
) -> Consensus:
    """Record what the session agreed on, and which sheets it counted. It takes the place of the one that stood (`seen`), with a reason.

    `computed` is what earlier decisions say of the territory; where `first_aid` says otherwise, `correction` says why.
    """
    analysis = hold(analysis)
    said = {"marks": marks, "reasons": reasons, "because": because, "seen": seen}
    refuse_if(
        [
            *rules.obstacles_to_agreeing(analysis, deposit, **said, by=by, when=when),  # type: ignore[arg-type]
            *rules.obstacles_to_correcting(first_aid, computed, correction),
        ]
    )
    Consensus.objects.filter(deposit=deposit, replaced_at=None).update(replaced_at=when, replaced_because=because.strip())
    made = Consensus.objects.create(
        analysis=analysis,
        deposit=deposit,
        marks=_plain(marks),
        reasons=reasons.strip(),
        first_aid=first_aid,
        first_aid_told=computed.words if computed else "",
        first_aid_because=correction.strip() if rules.corrects(first_aid, computed) else "",
        person=by.person,
        capacity=by.recorded[:300],
        at=when,
    )
    made.counted.set(counting_sheets(deposit) or [])
    ConsensusDraft.objects.filter(deposit=deposit).delete()
    return made


def _plain(marks: rules.Marks) -> dict[str, dict[str, Any]]:
    return {key: {"half": one["half"], "words": one["words"].strip()} for key, one in marks.items()}
