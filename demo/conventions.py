"""The conventions of the reference agreement's invented projects: sent, signed, paid by two people, played through the acts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from demo.governance import Life, local
from ententes.awards import acts as awards
from ententes.awards.models import Project
from ententes.committees.queries import Capacity
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement
from ententes.exporting.convention import printed


def project(life: Life, key: str) -> Project:
    return Project.objects.select_related("agreement").get(matter=life.matters[key])


def convention(life: Life, key: str) -> GrantAgreement:
    return GrantAgreement.objects.select_related("agreement").get(project__matter=life.matters[key])


def tell(life: Life, told: dict[str, Any], when: datetime) -> None:
    """Each promoter is told the decision, and with what recourse."""
    for key in told["keys"]:
        awards.tell(project(life, key), recourse=told["recourse"], by=life.by, when=when)


def announce(life: Life, told: dict[str, Any], when: datetime) -> None:
    chosen = [project(life, key) for key in told["keys"]]
    facts = {"title": told["title"], "words": told["words"], "public_at": local(told["public"])}
    awards.announce(life.agreement, **facts, projects=chosen, by=life.by, when=when)


def draw_up(life: Life, told: dict[str, Any], when: datetime) -> None:
    """The convention with its clauses, who signs for each side, and the letter to the promoter."""
    drawn = acts.draw_up(project(life, told["key"]), by=life.by, when=when)
    acts.reword(drawn, content=drawn.content, ends_on=told["ends"], by=life.by)
    signs = life.applications[told["key"]].applicants.get().person
    facts: dict[str, Any] = {"by": life.by, "when": when}
    acts.name_signatory(drawn, side="promoter", person=signs, name=signs.name, office=told["office"], authority=told["authority"], **facts)
    manager = life.cast[told["manager"]]
    acts.name_signatory(
        drawn,
        side="manager",
        person=manager,
        name=manager.name,
        office=told["manager_office"],
        authority=told["manager_authority"],
        **facts,
    )
    acts.send(drawn, printed=lambda data: printed(data, day=when.date()), **facts)


def sign_convention(life: Life, told: dict[str, Any], when: datetime) -> None:
    """The promoter by the link of its letter, then the manager."""
    for key in told["keys"]:
        for hours, side in enumerate(("promoter", "manager")):
            signed = convention(life, key)
            signature = signed.signatures.get(side=side)
            acts.sign(signature, sha256=signed.sha256, confirmed=True, how="link", when=when + timedelta(hours=hours))


def pay(life: Life, told: dict[str, Any], when: datetime) -> None:
    """The first instalment of each, entered by one person of the finances and approved by another."""
    one, other = (finance(life, who, told["on"]) for who in told["people"])
    for place, key in enumerate(told["keys"], start=1):
        instalment = convention(life, key).instalments.get(position=1)
        facts = {"cents": instalment.cents, "paid_on": told["on"], "reference": f"{told['reference']}-{place:02}"}
        payment = acts.enter_payment(instalment, **facts, by=one, when=when)
        acts.approve_payment(payment, by=other, when=when + timedelta(hours=2))


def finance(life: Life, key: str, on: date) -> Capacity:
    held = life.agreement.finances.get(person=life.cast[key])
    return Capacity(life.agreement, finance=held)


def expect_report(life: Life, told: dict[str, Any], when: datetime) -> None:
    acts.expect_report(convention(life, told["key"]), kind="interim", due_on=told["due"], by=life.by, when=when)


def ask_change(life: Life, told: dict[str, Any], when: datetime) -> None:
    """A promoter asks for other dates; the coordination says what it thinks, and somebody is to decide."""
    person = life.applications[told["key"]].applicants.get().person
    facts = {"kind": "date", "words": told["words"], "details": {"ends_on": told["ends"].isoformat()}}
    change = acts.ask_change(convention(life, told["key"]), **facts, person=person, when=when)
    acts.analyse_change(change, analysis=told["analysis"], by=life.by, when=when + timedelta(hours=3))


EVENTS = {one.__name__: one for one in (tell, announce, draw_up, sign_convention, pay, expect_report, ask_change)}
