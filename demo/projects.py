"""The invented projects of the reference agreement: a call, what enterprises ask for, and what becomes of it, played through the acts."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from demo.governance import Life, local
from ententes.exporting.application import printed
from ententes.frameworks.models import Framework
from ententes.funding.models import Envelope
from ententes.ground.act import Refused
from ententes.people import acts as people
from ententes.projects import acts
from ententes.projects.models import Call, Deposit
from ententes.projects.queries import admissibility as queries
from ententes.projects.queries.norms import EXAMPLE

STORY = Path(__file__).with_name("projects.toml")


def story() -> dict[str, Any]:
    return tomllib.loads(STORY.read_text())


def set_norms(life: Life, told: dict[str, Any], when: datetime) -> None:
    framework = Framework.objects.get(matter=life.matters[told["matter"]])
    acts.set_norms(framework, norms=EXAMPLE, by=life.by, when=when)


def publish(life: Life, told: dict[str, Any], when: datetime) -> None:
    envelopes = list(Envelope.objects.filter(agreement=life.agreement, year=told["year"], objective__number__in=told["objectives"]))
    dates = {"opens_at": local(told["opens"]), "closes_at": local(told["closes"])}
    body = life.body(told["analysed_by"])
    said = {name: told[name] for name in ("title", "words", "offered", "each")}
    call = acts.draft(life.agreement, **said, **dates, envelopes=envelopes, analysed_by=body, by=life.by, when=when)
    acts.publish(call, by=life.by, when=when)


def apply(life: Life, told: dict[str, Any], when: datetime) -> None:
    """An enterprise writes its application."""
    person = life.cast.get(told["person"]) or people.invite(email=f"{told['person']}@demo.example", name=told["name"])
    call = Call.objects.get(agreement=life.agreement)
    named = {name: told[name] for name in ("promoter", "neq", "kind", "title")}
    application = acts.begin(call, **named, person=person, when=when)
    life.applications[told["key"]] = application
    for section, answers in told["answers"].items():
        acts.answer(application, section=section, answers=answers, person=person, when=when)
    acts.set_budget(application, said=told["budget"], person=person, when=when)


def deposit(life: Life, told: dict[str, Any], _when: datetime) -> None:
    """It deposits it; where it comes too late, the refusal leaves the draft as it was."""
    application, when = life.application(told["key"]), local(told["at"])
    call = application.call

    def document(data: dict[str, Any], number: int) -> bytes:
        return printed(data, call=call, at=when, receipt=f"{call.pk}-{number}")

    try:
        acts.deposit(application, printed=document, person=application.applicants.get().person, when=when)
    except Refused:
        assert told.get("late"), told["key"]


def last_deposit(life: Life, key: str) -> Deposit:
    rows = Deposit.objects.select_related("application__call__agreement", "call__agreement")
    return rows.filter(application=life.applications[key]).latest("pk")


def admit(life: Life, told: dict[str, Any], when: datetime) -> None:
    """Each point that nothing computes is answered, then the application is admissible."""
    for key in told["keys"]:
        deposit = last_deposit(life, key)
        for one in queries.checked(deposit):
            if not one.reply:
                acts.check(deposit, point=one.point.key, reply="yes", words=told["words"], by=life.by, when=when)
        acts.pronounce(deposit, admissible=True, by=life.by, when=when)


def ask_completion(life: Life, told: dict[str, Any], when: datetime) -> None:
    acts.ask_completion(last_deposit(life, told["key"]), words=told["words"], due_on=told["due"], by=life.by, when=when)


def turn_down(life: Life, told: dict[str, Any], when: datetime) -> None:
    deposit = last_deposit(life, told["key"])
    said = {name: told[name] for name in ("codes", "words", "recourse")}
    acts.pronounce(deposit, admissible=False, **said, by=life.by, when=when)


EVENTS = {one.__name__: one for one in (set_norms, publish, apply, deposit, admit, ask_completion, turn_down)}
