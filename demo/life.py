"""The invented life of the reference agreement, played through the acts of the product: nothing is written beside them."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from demo import awards, conventions, funding, governance, projects, scoring
from ententes.agreements import acts as agreements
from ententes.agreements.models import Agreement
from ententes.committees import acts as committees
from ententes.committees.queries import Capacity, capacities
from ententes.correspondence import acts as correspondence
from ententes.ground.french import fold
from ententes.importing import acts as importing
from ententes.organisations import acts as organisations
from ententes.organisations.models import Organisation
from ententes.people import acts as people
from ententes.people.models import Person
from ententes.plans import acts as plans
from ententes.plans.models import Action, Question

HERE = Path(__file__).parent
SOURCE = HERE / "plan-d-action-2011-2012.txt"
BEGAN_ON = date(2010, 5, 13)
IMPORTED_ON = date(2011, 4, 12)


def at(day: date, hour: int = 14) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def play() -> Agreement:
    """Import the reference document, seat its people, give its news, ask for more, and answer some."""
    story: dict[str, Any] = tomllib.loads((HERE / "life.toml").read_text())
    technician = people.begin(email="technique@demo.example", name=story["technician"])
    cast = {key: people.invite(email=f"{key}@demo.example", name=name) for key, name in story["people"].items()}
    coordinator = people.allow_opening(next(iter(cast.values())), by=technician)
    agreement = bring_in(coordinator)
    name_it(agreement, story)
    [coordination] = capacities(coordinator, agreement, IMPORTED_ON)
    seat_everybody(agreement, story, cast, coordination)
    name_parties(agreement, story, cast)
    for told in story["finances"]:
        keeps = {"organisation": organisation(agreement, told["organisation"]), "person": cast[told["person"]]}
        committees.name_finance(agreement, **keeps, starts_on=BEGAN_ON, by=coordination)
    live(governance.Life(agreement, cast, coordination))
    happen(agreement, story, cast, coordination)
    agreements.publish(agreement)
    return agreement


def live(life: governance.Life) -> None:
    """What bodies, partners and enterprises did, in the order of the days; letters leave each evening."""
    rules, tellers = governance.story(), (governance, funding, projects, scoring, awards, conventions)
    governance.settle(life, rules)
    told = [one for teller in (governance, funding, projects) for one in teller.story()["events"]]
    does = {name: do for teller in tellers for name, do in teller.EVENTS.items()}
    for one in sorted(told, key=lambda each: each["on"]):
        does[one["do"]](life, one, at(one["on"]))
        correspondence.send_due(when=at(one["on"], 15))


def bring_in(coordinator: Person) -> Agreement:
    """The document through the real importer: received, read in its subprocess, built."""
    upload = importing.receive(content=SOURCE.read_bytes(), name=SOURCE.name, by=coordinator, when=at(IMPORTED_ON))
    importing.read(upload)
    upload.refresh_from_db()
    return importing.build(upload, by=coordinator, when=at(IMPORTED_ON))


def name_it(agreement: Agreement, story: dict[str, Any]) -> None:
    """A title for the header; the rest stays as the document says it."""
    agreements.entitle(
        agreement,
        title=agreement.title,
        short_title=story["short_title"],
        region=agreement.region,
        field=agreement.field,
        context=agreement.context,
        purpose=agreement.purpose,
    )


def organisation(agreement: Agreement, name: str, acronym: str = "") -> Organisation:
    """The organisation the document named, whatever its spelling, or a new one."""
    named = Organisation.objects.filter(parties__agreement=agreement).prefetch_related("aliases")
    for one in named:
        if fold(name) in {fold(spelling) for spelling in (one.name, one.acronym, *(alias.name for alias in one.aliases.all()))}:
            return one
    return organisations.name_organisation(name=name, acronym=acronym)


def name_parties(agreement: Agreement, story: dict[str, Any], cast: dict[str, Person]) -> None:
    """Who signed, who funds, who manages, and whom to write to."""
    for told in story["parties"]:
        party = agreements.add_party(
            agreement,
            organisation=organisation(agreement, told["name"], told.get("acronym", "")),
            is_signatory=told.get("signatory", False),
            is_funder=told.get("funder", False),
            is_manager=told.get("manager", False),
        )
        if contact := told.get("contact"):
            agreements.choose_party_contact(party, person=cast[contact])


def seat_everybody(agreement: Agreement, story: dict[str, Any], cast: dict[str, Person], by: Capacity) -> None:
    """Seats and their holders; the first of a body is the person written to. A seat without a person stays vacant."""
    bodies = {fold(body.name): body for body in agreement.bodies.all()}
    for told in story["seats"]:
        body = bodies[fold(told["body"])]
        designates = organisation(agreement, told["organisation"]) if "organisation" in told else None
        seat = committees.add_seat(body, label=told.get("label") or str(designates), organisation=designates, by=by)
        if "person" not in told:
            continue
        person = cast[told["person"]]
        committees.appoint(seat, person=person, starts_on=told.get("since", BEGAN_ON), by=by)
        if body.contact_id is None:
            committees.choose_contact(body, person=person, by=by)
            body.contact = person


def happen(agreement: Agreement, story: dict[str, Any], cast: dict[str, Person], coordination: Capacity) -> None:
    """News, requests, answers and settled points, in the order of their days."""
    actions = {action.code: action for action in Action.objects.filter(plan__agreement=agreement)}
    told = [(one["on"], kind, one) for kind in ("news", "requests", "answers", "settled") for one in story[kind]]
    for day, kind, one in sorted(told, key=lambda each: each[0]):
        if kind == "news":
            action = actions[one["action"]]
            by = capacity_for(action, cast[one["by"]], day) if "by" in one else coordination
            plans.note(action, by=by, when=at(day), dated_on=day, text=one["text"], status=one.get("status", ""))
        elif kind == "requests":
            plans.ask(agreement, by=coordination, when=at(day), actions=[actions[code] for code in one["actions"]], due_on=one["due"])
            correspondence.send_due(when=at(day, 15))
        elif kind == "answers":
            question = Question.objects.filter(action=actions[one["action"]], answer__isnull=True).latest("pk")
            plans.answer(question, when=at(day), dated_on=day, text=one["text"], status=one["status"])
        else:
            for point in agreement.points.open().filter(kind=one["kind"]):
                plans.settle(point, by=coordination, when=at(day), text=one["text"])


def capacity_for(action: Action, person: Person, day: date) -> Capacity:
    """The hat under which the person may write about the action: a body that answers for it first."""
    hats = capacities(person, action.plan.agreement, day)
    answering = {one.body_id for one in action.responsibilities.all()}
    return next((hat for hat in hats if hat.body and hat.body.pk in answering), hats[0])
