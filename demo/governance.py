"""The invented life of the bodies of the reference agreement: rules, charges, matters, meetings, resolutions, played through the acts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from ententes.agreements.models import Agreement
from ententes.committees import acts as committees
from ententes.committees.models import Body, Term
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import Link
from ententes.exporting.frozen import copy_of
from ententes.exporting.minutes import made
from ententes.frameworks import acts as frameworks
from ententes.frameworks.models import FrameworkSection
from ententes.ground.french import fold
from ententes.meetings import acts as meetings
from ententes.meetings.models import FollowUp, Item, Meeting, Minutes
from ententes.meetings.queries.consents import seal
from ententes.people.models import Person
from ententes.plans import acts as plans
from ententes.plans.models import Action
from ententes.projects.models import Application

STORY = Path(__file__).with_name("governance.toml")
RULES_FROM = date(2010, 6, 17)
USUAL_RULES: Mapping[str, Any] = {
    "quorum": "majority",
    "recused_count": False,
    "notice_days": 10,
    "special_notice_days": 2,
    "short_notice_allowed": False,
    "remote_allowed": True,
    "written_allowed": True,
    "majority": "simple",
    "abstention_allowed": True,
    "casting_vote": False,
    "seconder_required": True,
    "substitutes_vote": True,
    "in_camera_allowed": True,
    "numbering": "{SIGLE}-{AAAA}-{MM}-{JJ}-{NN}",
    "readers": "agreement",
}


def local(words: str) -> datetime:
    """`"2011-04-27 13:30"` on the clocks of the installation."""
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def at(day: date, hour: int = 14) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


@dataclass
class Life:
    """What the story is about: the agreement, its people, and what it met so far, by its key."""

    agreement: Agreement
    cast: Mapping[str, Person]
    by: Capacity
    matters: dict[str, Matter] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    follow_ups: dict[str, FollowUp] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)

    def body(self, name: str) -> Body:
        return next(one for one in self.agreement.bodies.all() if fold(one.name) == fold(name))

    def term(self, body: Body, person: str, day: date) -> Term:
        return Term.objects.in_force(day).get(seat__body=body, person=self.cast[person])

    def minutes(self, meeting: str) -> Minutes:
        return Minutes.objects.select_related("meeting__body", "meeting__chair", "meeting__secretary").get(meeting=self.meetings[meeting])

    def application(self, key: str) -> Application:
        return Application.objects.select_related("call").get(pk=self.applications[key].pk)

    def matter(self, key: str) -> Matter:
        return Matter.objects.get(pk=self.matters[key].pk)


def story() -> dict[str, Any]:
    return tomllib.loads(STORY.read_text())


def settle(life: Life, told: dict[str, Any]) -> None:
    """Give the bodies their rules and charges."""
    for rules in told["rules"]:
        facts = {key: value for key, value in rules.items() if key not in ("body", "starts_on")}
        starts_on = rules.get("starts_on", RULES_FROM)
        committees.set_procedure(life.body(rules["body"]), **{**USUAL_RULES, **facts}, starts_on=starts_on, by=life.by, when=at(starts_on))
    for charge in told["charges"]:
        starts_on = charge.get("starts_on", RULES_FROM)
        given = {"office": charge["office"], "person": life.cast[charge["person"]], "starts_on": starts_on}
        committees.give_charge(life.body(charge["body"]), **given, by=life.by)


def propose_plan(life: Life, told: dict[str, Any], when: datetime) -> None:
    life.matters[told["matter"]] = plans.propose(life.agreement.plans.get(), by=life.by, when=when)


def transmit(life: Life, told: dict[str, Any], when: datetime) -> None:
    matter = life.matter(told["matter"])
    decisions.transmit(matter, copy=copy_of(matter), by=life.by, when=when)


def write(life: Life, told: dict[str, Any], when: datetime) -> None:
    sections = [(one["title"], one["text"]) for one in told["sections"]]
    facts = {"kind": told["framework"], "title": told["title"], "sections": sections}
    framework = frameworks.begin(life.agreement, **facts, by=life.by, when=when)
    life.matters[told["matter"]] = frameworks.propose(framework, by=life.by, when=when)


def rewrite(life: Life, told: dict[str, Any], when: datetime) -> None:
    section = FrameworkSection.objects.get(framework__matter=life.matters[told["matter"]], title=told["section"])
    frameworks.write(section, title=section.title, text=told["text"], revision=section.revision, by=life.by, when=when)


def ask(life: Life, told: dict[str, Any], when: datetime) -> None:
    links = [Link(("decide",), life.body(told["body"]))]
    facts = {"kind": "question", "title": told["title"], "question": told["question"], "links": links}
    life.matters[told["matter"]] = decisions.open_matter(life.agreement, **facts, by=life.by, when=when)


def declare(life: Life, told: dict[str, Any], when: datetime) -> None:
    person = life.cast[told["person"]]
    declared = {"person": person, "nature": told["nature"], "declared_by": "membre, Comité de gestion"}
    decisions.declare_interest(life.matter(told["matter"]), **declared, when=when)


def call(life: Life, told: dict[str, Any], when: datetime) -> None:
    starts = local(told["starts"])
    facts = {"starts_at": starts, "ends_at": starts + timedelta(hours=told["hours"]), "place": told["place"]}
    meeting = meetings.plan(life.body(told["body"]), **facts, by=life.by, when=when)
    life.meetings[told["meeting"]] = meetings.call(meeting, by=life.by, when=when)
    for person, said in told.get("replies", {}).items():
        meetings.reply(meeting.invitations.get(person=life.cast[person]), reply=said, when=when + timedelta(days=1))


def arrived(life: Life, told: dict[str, Any]) -> tuple[Meeting, datetime]:
    """The meeting open, with who is there, and the moment it opened; those who had said so are excused."""
    meeting = Meeting.objects.get(pk=life.meetings[told["meeting"]].pk)
    starts = meeting.starts_at
    for person in told.get("excused", []):
        meetings.reply(meeting.invitations.get(person=life.cast[person]), reply="excused", when=starts - timedelta(days=2))
    for person in told["present"]:
        meetings.reply(meeting.invitations.get(person=life.cast[person]), reply="present", when=starts - timedelta(days=3))
    meeting = meetings.open_meeting(meeting, by=life.by, at=starts, when=starts)
    for person in told["present"]:
        meetings.arrive(meeting, life.term(meeting.body, person, told["on"]), by=life.by, at=starts, when=starts)
    return meeting, starts


def adjourn(life: Life, told: dict[str, Any], _when: datetime) -> None:
    meeting, starts = arrived(life, told)
    later = starts + timedelta(minutes=30)
    meetings.adjourn_for_lack_of_quorum(meeting, by=life.by, at=later, when=later)


def hold(life: Life, told: dict[str, Any], _when: datetime) -> None:
    meeting, now = arrived(life, told)
    of_matter = {life.matters[one["matter"]].pk: one for one in told.get("items", [])}
    usual = {"mover": told["present"][1], "seconder": told["present"][0]}
    for item in meeting.items.all():
        now += timedelta(minutes=2)
        meetings.take_up(item, by=life.by, at=now, when=now)
        said = of_matter.get(item.matter_id)
        if said is not None:
            now += timedelta(minutes=15)
            decide(life, item, said, told["on"], now)
        elif item.usual == "minutes":
            for words in told.get("corrections", []):
                meetings.correct(item, words, by=life.by, when=now)
            resolve(life, item, usual, told["on"], now)
        elif item.usual == "agenda":
            resolve(life, item, usual, told["on"], now)
    meetings.close_meeting(meeting, by=life.by, at=now, when=now)


def decide(life: Life, item: Item, said: dict[str, Any], day: date, now: datetime) -> None:
    item.refresh_from_db()
    meetings.summarise(item, said["summary"], revision=item.revision, by=life.by, when=now)
    for one in said.get("follow_ups", []):
        person = life.cast[one["person"]]
        action = Action.objects.get(plan__agreement=life.agreement, code=one["action"]) if "action" in one else None
        given = {"what": one["what"], "who": person.name, "person": person, "due_on": one["due"], "action": action}
        life.follow_ups[one["key"]] = meetings.give_follow_up(item, **given, by=life.by, when=now)
    resolve(life, item, said, day, now)


def resolve(life: Life, item: Item, said: dict[str, Any], day: date, now: datetime) -> None:
    """A motion with its mover, and what the body made of it."""
    body = item.meeting.body
    motion = meetings.write_motion(item, by=life.by, when=now, move=said.get("move", ""))
    fields: dict[str, Any] = {name: life.term(body, said[name], day) for name in ("mover", "seconder") if name in said}
    fields |= {name: said[name] for name in ("resolved", "conditions") if name in said}
    fields["manner"] = "hands" if "votes" in said else "unopposed"
    motion = meetings.save_motion(motion, fields, revision=motion.revision, by=life.by, when=now)
    votes = tuple(said["votes"]) if "votes" in said else None
    meetings.record(motion, by=life.by, at=now, when=now, votes=votes)  # type: ignore[arg-type]


def minutes(life: Life, told: dict[str, Any], when: datetime) -> None:
    """Composed of what was recorded and, unless they wait for somebody to read them, sent to the members."""
    kept = meetings.compose_minutes(Meeting.objects.get(pk=life.meetings[told["meeting"]].pk), by=life.by, when=when)
    if told.get("sent", True):
        meetings.send_minutes(kept, by=life.by, when=when)


def remark(life: Life, told: dict[str, Any], when: datetime) -> None:
    kept, person = life.minutes(told["meeting"]), life.cast[told["person"]]
    capacity = Capacity(life.agreement, term=life.term(kept.meeting.body, told["person"], told["on"])).recorded
    meetings.remark(kept, person=person, capacity=capacity, text=told["text"], when=when)


def sign(life: Life, told: dict[str, Any], when: datetime) -> None:
    """Whoever kept the minutes signs them on their page; whoever presided too, unless they did on paper."""
    kept = life.minutes(told["meeting"])
    facts: dict[str, Any] = {"when": when, "printed": printed}
    meetings.sign(kept, person=kept.meeting.secretary, office="secretary", sha256=kept.sha256, **facts)
    if told.get("on_paper"):
        meetings.enter_signature(kept, person=kept.meeting.chair, office="chair", on=told["on"], by=life.by, **facts)
    else:
        meetings.sign(kept, person=kept.meeting.chair, office="chair", sha256=kept.sha256, **facts)


def printed(kept: Minutes) -> bytes:
    return made(kept, kept.sections, format="pdf").content


def follow(life: Life, told: dict[str, Any], when: datetime) -> None:
    one = life.follow_ups[told["key"]]
    meetings.finish_follow_up(one, outcome=told["outcome"], by=life.by, when=when)


def consult(life: Life, told: dict[str, Any], when: datetime) -> None:
    facts = {"title": told["title"], "whereas": told["whereas"], "resolved": told["resolved"], "closes_on": told["closes"]}
    asked = meetings.consult(life.body(told["body"]), **facts, by=life.by, when=when)
    for days, consent in enumerate(asked.consents.all(), start=1):
        meetings.answer_consultation(consent, signed=True, sha256=seal(asked), when=when + timedelta(days=days))


EVENTS = {
    one.__name__: one
    for one in (propose_plan, transmit, write, rewrite, ask, declare, call, hold, adjourn, minutes, remark, sign, follow, consult)
}
