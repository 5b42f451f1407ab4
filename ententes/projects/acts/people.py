"""Who writes an application, and the letter of intent that may come before it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.people import acts as people

from .. import letters
from ..models import Applicant, Application, ApplicationDraft, IntentLetter
from ..rules import applications as rules


@transaction.atomic
def invite(application: Application, *, email: str, name: str, person: Any, when: datetime) -> Applicant:
    """Record that somebody else writes the application, and write them the way to it."""
    application = hold(application)
    refuse_if(rules.obstacles_to_inviting(application, email=email, person=person))
    invited = people.invite(email=email, name=name)
    made = Applicant.objects.create(application=application, person=invited, since=when)
    letters.invite(made, by=person, when=when)
    return made


@transaction.atomic
def dismiss(applicant: Applicant, *, person: Any) -> None:
    """Record that somebody no longer writes the application; what they deposited stays under their name."""
    applicant.application = hold(applicant.application)
    refuse_if(rules.obstacles_to_dismissing(applicant, person=person))
    ApplicationDraft.objects.filter(application=applicant.application, person=applicant.person).delete()
    applicant.delete()


@transaction.atomic
def send_letter(application: Application, *, text: str, person: Any, when: datetime) -> IntentLetter:
    """Record the letter of intent that a call wants first."""
    application = hold(application)
    refuse_if(rules.obstacles_to_sending_a_letter(application, text=text, person=person, when=when))
    text = text.replace("\r\n", "\n").strip()
    return IntentLetter.objects.create(application=application, text=text, person=person, at=when)


@transaction.atomic
def answer_letter(letter: IntentLetter, *, goes_on: bool, reason: str = "", by: Capacity, when: datetime) -> IntentLetter:
    """Record whether an application goes on after its letter of intent, and write it to the promoter."""
    application = hold(letter.application)
    letter = hold(letter)
    letter.application = application
    refuse_if(rules.obstacles_to_answering_a_letter(letter, goes_on=goes_on, reason=reason, by=by, when=when))
    letter.goes_on, letter.reason, letter.answered_at, letter.capacity = goes_on, reason.strip(), when, by.recorded[:300]
    letter.save(update_fields=["goes_on", "reason", "answered_at", "capacity"])
    letters.answer_letter(letter, by=by.person, when=when)
    return letter
