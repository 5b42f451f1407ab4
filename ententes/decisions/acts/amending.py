"""How an amendment of the agreement is recorded, with all its effects and its entry in the register, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement, Amendment, Party
from ententes.committees import acts as committees
from ententes.committees.models import Body, Mandate
from ententes.committees.queries import Capacity
from ententes.documents.models import File
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Organisation

from .. import rules
from ..models import Resolution
from ..states import EntryKind
from .register import enter, hold_head


@dataclass(frozen=True)
class MandateGiven:
    """A mandate that an amendment gives to a body, as `committees.give_mandate` takes it."""

    body: Body
    words: str
    verbs: Sequence[str] = ()
    subject: str = ""
    subject_kind: str = ""
    addressee: str = ""
    addressee_body: Body | None = None
    addressee_organisation: Organisation | None = None


@transaction.atomic
def amend(
    agreement: Agreement,
    *,
    number: str,
    title: str,
    in_force_on: date,
    words: str = "",
    last_year: int | None = None,
    joining: Sequence[str] = (),
    leaving: Sequence[Party] = (),
    given: Sequence[MandateGiven] = (),
    ended: Sequence[Mandate] = (),
    file: File | None = None,
    resolution: Resolution | None = None,
    by: Capacity,
    when: datetime,
) -> Amendment:
    """Record what the parties changed in their agreement, from that day on, and enter it in the register.

    It may move the last year, bring parties in by their names or let them go, give mandates and end others the day before. A mandate
    that changes is ended and given anew. Nothing shows before the day; matters under way keep the chain they were opened with.
    """
    hold_head(agreement)
    leaving, ended = [hold(party) for party in leaving], [hold(mandate) for mandate in ended]
    joining = [shortened(" ".join(name.split()), 300) for name in joining]
    amendment = Amendment(
        agreement=agreement,
        number=shortened(number, 20),
        title=shortened(title, 300),
        words=words.strip(),
        in_force_on=in_force_on,
        last_year=last_year,
        file=file,
        recorded_at=when,
    )
    refuse_if(
        rules.obstacles_to_amending(
            amendment,
            joining=joining,
            leaving=leaving,
            given=[(one.body, one.words) for one in given],
            ended=ended,
            resolution=resolution,
            by=by,
        )
    )
    agreements.amend(amendment, joining=joining, leaving=leaving)
    made = [committees.give_mandate(**vars(one), amendment=amendment) for one in given]
    for mandate in ended:
        committees.end_mandate(mandate, amendment=amendment)
    content = {
        "amendment": amendment.number,
        "title": amendment.title,
        "words": amendment.words,
        "in_force_on": in_force_on.isoformat(),
        "last_year": agreement.fiscal_year(last_year).label if last_year is not None else "",
        "joining": joining,
        "leaving": [party.organisation.name for party in leaving],
        "given": [{"body": one.body.name, "words": one.words} for one in made],
        "ended": [{"body": one.body.name, "words": one.words} for one in ended],
        "file": file.sha256 if file else "",
        "resolution": resolution.number if resolution else "",
    }
    enter(agreement, kind=EntryKind.AMENDMENT, content=content, capacity=by.recorded[:300], when=when, resolution=resolution)
    return amendment
