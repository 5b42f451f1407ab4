"""What happens to applications: they are begun, written with others, deposited, withdrawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ententes.decisions.queries.register import fingerprint
from ententes.documents import acts as documents
from ententes.ground.act import as_typed, hold, refuse_if

from .. import letters
from ..models import Applicant, Application, ApplicationDraft, Call, Deposit
from ..queries.applications import content
from ..queries.norms import in_force
from ..rules import applications as rules


@transaction.atomic
def begin(call: Call, *, promoter: str, neq: str, kind: str, title: str, person: Any, when: datetime) -> Application:
    """Record an application that its enterprise begins to write; nobody else reads it before it is deposited."""
    refuse_if(rules.obstacles_to_beginning(call, promoter=promoter, neq=neq, kind=kind, title=title, person=person, when=when))
    named = {"promoter": promoter.strip(), "neq": neq, "kind": kind, "title": title.strip()}
    application = Application.objects.create(call=call, **named, begun_at=when, written_at=when)
    Applicant.objects.create(application=application, person=person, since=when)
    return application


@transaction.atomic
def answer(application: Application, *, section: str, answers: Mapping[str, str], person: Any, when: datetime) -> Application:
    """Record the answers of a part as somebody leaves them, and forget their draft of it."""
    application = _held(application, person, when)
    refuse_if(rules.obstacles_to_answering(section, answers))
    application.answers = application.answers | {name: words.strip() for name, words in answers.items()}
    return _written(application, section, person, when)


@transaction.atomic
def set_budget(application: Application, *, said: Mapping[str, Any], person: Any, when: datetime) -> Application:
    """Record the budget as somebody leaves it, balanced or not."""
    application = _held(application, person, when)
    refuse_if(rules.obstacles_to_budgeting(said))
    application.budget = dict(said)
    return _written(application, "budget", person, when)


@transaction.atomic
def keep_draft(application: Application, *, section: str, fields: Mapping[str, str], person: Any, when: datetime) -> ApplicationDraft:
    """Keep what somebody is writing in a part."""
    refuse_if(rules.obstacles_to_writing(application, person=person, when=when))
    kept = {"fields": as_typed(fields), "saved_at": when}
    return ApplicationDraft.objects.update_or_create(application=application, section=section, person=person, defaults=kept)[0]


@transaction.atomic
def deposit(application: Application, *, printed: Callable[[dict[str, Any], int], bytes], person: Any, when: datetime) -> Deposit:
    """Record that the application as it stands was received at that instant, with the norms in force that day, and write the receipt.

    `printed` makes its document from what is kept and the number of its receipt. A later deposit takes the place of this one, which stays.
    """
    call = hold(application.call)
    application = hold(application)
    application.call = call
    refuse_if(rules.obstacles_to_depositing(application, person=person, when=when))
    norms = in_force(call.agreement, timezone.localdate(when))
    data = content(application) | {"norms": norms.norms.as_data() if norms else None}
    number = (call.deposits.aggregate(last=Max("number"))["last"] or 0) + 1
    name = f"demande-{call.pk}-{number}.pdf"
    file = documents.keep(content=printed(data, number), name=name, media_type="application/pdf", by=person, when=when)
    made = Deposit.objects.create(
        application=application,
        call=call,
        number=number,
        data=data,
        sha256=fingerprint(data),
        norms_from_id=norms.version if norms else None,
        file=file,
        person=person,
        at=when,
    )
    letters.acknowledge(made, when=when)
    return made


@transaction.atomic
def withdraw(application: Application, *, person: Any, when: datetime) -> Application:
    """Record that its enterprise no longer asks for anything."""
    application = hold(application)
    refuse_if(rules.obstacles_to_withdrawing(application, person=person))
    application.withdrawn_at = when
    application.save(update_fields=["withdrawn_at"])
    return application


def _held(application: Application, person: Any, when: datetime) -> Application:
    """The application, that nobody else writes meanwhile, where this person may."""
    application = hold(application)
    refuse_if(rules.obstacles_to_writing(application, person=person, when=when))
    return application


def _written(application: Application, section: str, person: Any, when: datetime) -> Application:
    application.revision += 1
    application.written_at = when
    application.save(update_fields=["answers", "budget", "revision", "written_at"])
    ApplicationDraft.objects.filter(application=application, section=section, person=person).delete()
    return application
