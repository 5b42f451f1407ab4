"""The invented accounts of the reference agreement, played through the acts of the product: promises, receipts, an allotment adopted."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.governance import Life
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.correspondence import acts as correspondence
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.exporting.frozen import copy_of
from ententes.funding import acts
from ententes.funding.models import Contribution, Envelope
from ententes.meetings import acts as meetings
from ententes.meetings.queries.consents import seal

STORY = Path(__file__).with_name("funding.toml")


def story() -> dict[str, Any]:
    """The story, with what happens as events; what partners brought before the accounts were opened is written down that day."""
    told = tomllib.loads(STORY.read_text())
    opened = told["recorded_on"]
    received = [{**one, "do": "receive", "received_on": one["on"], "on": max(one["on"], opened)} for one in told["receipts"]]
    told["events"] = [{**told, "do": "settle", "on": opened}, *received, {**told["allotment"], "do": "allot"}]
    return told


def settle(life: Life, told: dict[str, Any], when: datetime) -> None:
    """The rules of the accounts, the whole of each promise in equal parts over the years, and the interest of the year before."""
    acts.settle_accounts(life.agreement, **told["rules"], by=life.by, when=when)
    parties = {party.organisation.name: party for party in life.agreement.parties.select_related("organisation")}
    for promised in told["contributions"]:
        cents, rest = divmod(promised["cents"], len(told["years"]))
        assert not rest
        for year in told["years"]:
            facts = {"party": parties[promised["party"]], "due_on": date.fromisoformat(f"{year}-{told['due']}")}
            acts.pledge(life.agreement, year=year, cents=cents, **facts, by=life.by, when=when)
    interest = told["interest"]
    facts = {"year": interest["year"], "cents": interest["cents"], "dated_on": interest["on"], "words": interest["words"]}
    acts.add_interest(life.agreement, **facts, by=life.by, when=when)


def receive(life: Life, told: dict[str, Any], when: datetime) -> None:
    """What partners brought: the whole of their promise of the year, or a part of it."""
    promises = Contribution.objects.filter(agreement=life.agreement, year=told["year"])
    for name in told["parties"]:
        promise = promises.get(party__organisation__name=name)
        cents = told.get("part") or promise.entries.get(kind="pledged").cents
        acts.receive(promise, cents=cents, received_on=told["received_on"], words=told.get("words", ""), by=life.by, when=when)


def allot(life: Life, told: dict[str, Any], when: datetime) -> None:
    """The allotment, proposed by one body and adopted by the next in writing, every seat signing; then what is set aside of it."""
    allotment = acts.begin(life.agreement, year=told["year"], by=life.by, when=when)
    for objective in life.agreement.objectives.all():
        acts.set_line(allotment, objective=objective, cents=told["lines"][str(objective.number)], by=life.by, when=when)
    acts.set_line(allotment, title=told["mission"], cents=told["mission_cents"], by=life.by, when=when)
    matter = acts.propose(allotment, by=life.by, when=when)
    for words in (told["propose"], told["adopt"]):
        when = resolved_in_writing(Matter.objects.get(pk=matter.pk), words, life.by, when + timedelta(hours=1))
    for one in told["uses"]:
        envelope = Envelope.objects.get(agreement=life.agreement, year=told["year"], objective__number=one["objective"])
        use = acts.open_use(envelope, title=one["title"], by=life.by, when=when)
        acts.reserve(use, cents=one["cents"], by=life.by, when=when, words="Selon le plan d’action")


def resolved_in_writing(matter: Matter, words: str, by: Capacity, when: datetime) -> datetime:
    """Transmit, ask each seat, and have each one sign; the moment of the last signature."""
    decisions.transmit(matter, copy=copy_of(matter), by=by, when=when)
    matter.refresh_from_db()
    assert matter.stage is not None
    body: Body | None = matter.stage.body
    assert body is not None
    closes_on = (when + timedelta(days=2)).date()
    asked = meetings.consult(body, title=matter.title, resolved=words, closes_on=closes_on, matter=matter, by=by, when=when)
    for consent in asked.consents.all():
        when += timedelta(minutes=12)
        meetings.answer_consultation(consent, signed=True, sha256=seal(asked), when=when)
    correspondence.send_due(when=when)
    return when


EVENTS = {one.__name__: one for one in (settle, receive, allot)}
