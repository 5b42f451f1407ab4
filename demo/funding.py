"""The invented accounts of the reference agreement, played through the acts of the product: promises, receipts, an allotment adopted."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from demo.governance import at
from ententes.agreements.models import Agreement, Party
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


def play(agreement: Agreement, by: Capacity) -> None:
    """Write down what partners promised and brought, then carry the allotment of the year through the two bodies, in writing."""
    story = tomllib.loads(STORY.read_text())
    parties = {party.organisation.name: party for party in agreement.parties.select_related("organisation")}
    begun = at(story["recorded_on"])
    acts.settle_accounts(agreement, **story["rules"], by=by, when=begun)
    promised = promise(agreement, story, parties, by, begun)
    for told in story["receipts"]:
        for name in told["parties"]:
            contribution, cents = promised[name, told["year"]]
            facts = {"cents": told.get("part", cents), "received_on": told["on"], "words": told.get("words", "")}
            acts.receive(contribution, **facts, by=by, when=max(begun, at(told["on"])))
    interest = story["interest"]
    facts = {"year": interest["year"], "cents": interest["cents"], "dated_on": interest["on"], "words": interest["words"]}
    acts.add_interest(agreement, **facts, by=by, when=begun)
    allot(agreement, story["allotment"], by)


def promise(
    agreement: Agreement, story: dict[str, Any], parties: dict[str, Party], by: Capacity, when: datetime
) -> dict[tuple[str, int], tuple[Contribution, int]]:
    """The whole of each partner, in equal parts over the years."""
    made = {}
    for told in story["contributions"]:
        cents, rest = divmod(told["cents"], len(story["years"]))
        assert not rest
        for year in story["years"]:
            due_on = date.fromisoformat(f"{year}-{story['due']}")
            facts = {"party": parties[told["party"]], "year": year, "cents": cents, "due_on": due_on}
            made[told["party"], year] = acts.pledge(agreement, **facts, by=by, when=when), cents
    return made


def allot(agreement: Agreement, told: dict[str, Any], by: Capacity) -> None:
    """The allotment, proposed by one body and adopted by the next in writing, every seat signing; then what is set aside of it."""
    when = at(told["on"], 13)
    allotment = acts.begin(agreement, year=told["year"], by=by, when=when)
    for objective in agreement.objectives.all():
        acts.set_line(allotment, objective=objective, cents=told["lines"][str(objective.number)], by=by, when=when)
    acts.set_line(allotment, title=told["mission"], cents=told["mission_cents"], by=by, when=when)
    matter = acts.propose(allotment, by=by, when=when)
    for words in (told["propose"], told["adopt"]):
        when = resolved_in_writing(Matter.objects.get(pk=matter.pk), words, by, when + timedelta(hours=1))
    for one in told["uses"]:
        envelope = Envelope.objects.get(agreement=agreement, year=told["year"], objective__number=one["objective"])
        use = acts.open_use(envelope, title=one["title"], by=by, when=when)
        acts.reserve(use, cents=one["cents"], by=by, when=when, words="Selon le plan d’action")


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
