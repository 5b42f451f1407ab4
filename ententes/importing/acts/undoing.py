"""How an import is undone, as long as nothing was built on it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.agreements import acts as agreements
from ententes.committees import acts as committees
from ententes.ground.act import hold, refuse_if
from ententes.organisations import acts as organisations
from ententes.plans import acts as plans
from ententes.plans.models import Plan

from .. import rules
from ..models import Upload
from ..states import Stage


@transaction.atomic
def undo(upload: Upload, *, by: Any, when: datetime) -> Upload:
    """Remove everything an import wrote, and nothing else; the document and its corrections stay, and it may be imported again."""
    upload = hold(upload)
    refuse_if(rules.obstacles_to_undoing(upload, by=by, on=timezone.localdate(when)))
    built, agreement = upload.built, upload.agreement
    assert agreement is not None
    for plan in Plan.objects.filter(pk=built["plan"]):
        plans.withdraw_plan(plan)
    committees.withdraw_mandates(agreement, built["mandates"])
    committees.withdraw_bodies(agreement, built["bodies"])
    agreements.withdraw_parts(
        agreement, clauses=built["clauses"], objectives=built["objectives"], parties=built["parties"], filings=built["filings"]
    )
    upload.stage, upload.agreement, upload.built, upload.undone_at = Stage.UNDONE, None, {}, when
    upload.save(update_fields=["stage", "agreement", "built", "undone_at"])
    if built["agreement"]:
        agreements.withdraw_agreement(agreement)
    organisations.forget_unused(built["organisations"])
    return upload
