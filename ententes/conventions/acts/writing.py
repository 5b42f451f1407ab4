"""How a convention comes to be: its standard clauses, its own, who signs it, and its sending, from when it never changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.awards.queries.decided import decision
from ententes.committees.queries import Capacity
from ententes.committees.rules import obstacles_to_coordinating
from ententes.decisions.models import Resolution
from ententes.decisions.queries.register import fingerprint
from ententes.documents import acts as documents
from ententes.documents.models import File
from ententes.funding.queries import figures
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened

from .. import letters
from ..models import GrantAgreement, GrantSignature, Instalment, StandardClauses
from ..queries import clauses
from ..queries.content import content, usual_delay
from ..rules import writing as rules
from ..states import Side

Content = Mapping[str, Any]


@transaction.atomic
def set_clauses(agreement: Agreement, *, content: Content, by: Capacity, when: datetime) -> StandardClauses:
    """Record the clauses with which conventions begin from now on, as a new version; those already drawn up keep theirs."""
    agreement = hold(agreement)
    content = _tidy(content)
    refuse_if(obstacles_to_coordinating(agreement, by=by))
    refuse_if(rules.obstacles_to_wording(content))
    number = (agreement.standard_clauses.aggregate(last=Max("number"))["last"] or 0) + 1
    facts = {"person": by.person, "capacity": by.recorded[:300], "written_at": when}
    return StandardClauses.objects.create(agreement=agreement, number=number, content=content, **facts)


@transaction.atomic
def draw_up(project: Project, *, by: Capacity, when: datetime) -> GrantAgreement:
    """Begin the convention of a project whose aid is granted, with the clauses that serve now; its money is that of the decision."""
    agreement = hold(project.agreement)
    project = hold(project)
    found = decision(project)
    refuse_if(rules.obstacles_to_drawing_up(project, found=found, by=by))
    assert found is not None
    with translation.override("fr"):  # the example is written in the language of the record
        version, words = clauses.standard(agreement)
    number = (agreement.conventions.aggregate(last=Max("number"))["last"] or 0) + 1
    return GrantAgreement.objects.create(
        agreement=agreement,
        project=project,
        number=number,
        cents=found.aid,
        content={**words, "from": version},
        begun_at=when,
        begun_by=by.recorded[:300],
    )


@transaction.atomic
def reword(convention: GrantAgreement, *, content: Content, by: Capacity, ends_on: date | None = None) -> GrantAgreement:
    """Record the clauses of one convention as somebody leaves them, and the day on which the project ends, until it is sent."""
    convention = hold(convention)
    refuse_if(rules.obstacles_to_rewording(convention, by=by))
    content = _tidy(content)
    refuse_if(rules.obstacles_to_wording(content))
    convention.content = {**convention.content, **content}
    convention.ends_on = ends_on
    convention.revision += 1
    convention.save(update_fields=["content", "ends_on", "revision"])
    return convention


@transaction.atomic
def name_signatory(
    convention: GrantAgreement,
    *,
    side: str,
    name: str,
    office: str,
    by: Capacity,
    when: datetime,
    person: Any = None,
    authority: str = "",
    authority_file: File | None = None,
    resolution: Resolution | None = None,
) -> GrantSignature:
    """Record who signs for a side, and the resolution that authorises them, until the convention is sent. The last one named counts."""
    convention = hold(convention)
    said: dict[str, Any] = {"name": shortened(name.strip(), 200), "office": shortened(office.strip(), 200), "authority": authority.strip()}
    before = convention.signatures.standing().filter(side=side).first()
    kept = authority_file or (before.authority_file if before else None)
    said |= {"person": person, "authority_file": kept, "resolution": resolution}
    refuse_if(rules.obstacles_to_naming_signatory(convention, side=side, **said, by=by))
    signature, _new = GrantSignature.objects.update_or_create(
        convention=convention, change=None, recall=None, side=side, defaults=said | {"recorded_by": by.recorded[:300], "recorded_at": when}
    )
    return signature


@transaction.atomic
def send(
    convention: GrantAgreement,
    *,
    printed: Callable[[dict[str, Any]], bytes],
    by: Capacity,
    when: datetime,
    sign_by: date | None = None,
) -> GrantAgreement:
    """Freeze a convention, plan its instalments, and write to whoever signs for the promoter, with the link that does it.

    `printed` makes the document of what is frozen. Without `sign_by`, the delay of the norms runs from the decision, or from now where
    less than half of it would be left.
    """
    convention = hold(convention)
    on = timezone.localdate(when)
    found = decision(convention.project)
    sign_by = sign_by or usual_delay(convention, on)
    use = convention.project.use
    committed = figures.of_use(use).committed if use else 0
    refuse_if(rules.obstacles_to_sending(convention, found=found, committed=committed, sign_by=sign_by, by=by, on=on))
    with translation.override("fr"):
        told = content(convention)
        document = printed(told)
    name = f"convention-{convention.agreement.slug[:60]}-{convention.number}.pdf"
    convention.content = told
    convention.sha256 = fingerprint(told)
    convention.file = documents.keep(content=document, name=name, media_type="application/pdf", by=None, when=when)
    convention.sent_at, convention.sent_by, convention.sign_by = when, by.recorded[:300], sign_by
    convention.save(update_fields=["content", "sha256", "file", "sent_at", "sent_by", "sign_by"])
    for position, one in enumerate(told["instalments"], start=1):
        Instalment.objects.create(convention=convention, position=position, **one)
    letters.ask_to_sign(convention.signatures.standing().get(side=Side.PROMOTER), when=when)
    return convention


def _tidy(content: Content) -> dict[str, Any]:
    """The clauses that say something, without spaces around; an empty pair is one that was taken away."""
    said = [{"title": " ".join(one["title"].split()), "text": one["text"].strip()} for one in content["clauses"]]
    return {"clauses": [one for one in said if one["title"] or one["text"]], "visibility": content["visibility"].strip()}
