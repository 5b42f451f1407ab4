"""Meetings of the world that is attacked: one that sits, one in the middle of secret votes, one without quorum, one to be opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Charge, Procedure, Seat, Term
from ententes.committees.queries import Capacity
from ententes.meetings import acts
from ententes.meetings.models import Item, Meeting, Minutes
from ententes.meetings.queries import links
from ententes.meetings.queries.minutes import mark
from ententes.people.models import Person
from ententes.plans.models import Action
from tests.cast import NOW, TODAY, make_body, make_person

Parts = dict[str, Any]
OPENED = NOW - timedelta(days=1)
"""The day before: what is sent now, at whatever hour, comes after the opening."""


def _body(agreement: Agreement, name: str, member: Person, coordination: Capacity, **rules: Any) -> tuple[Body, list[Term]]:
    """A body over which the member presides, with another member and one who is never there."""
    body = make_body(agreement, f"{name} de {agreement.slug}", acronym=name[:2].upper())
    people = [member, make_person(f"Présente {name} {agreement.slug}"), make_person(f"Absente {name} {agreement.slug}")]
    since = TODAY - timedelta(days=400)
    terms = [
        Term.objects.create(seat=Seat.objects.create(body=body, label=f"Siège {place}", position=place), person=person, starts_on=since)
        for place, person in enumerate(people)
    ]
    Charge.objects.create(body=body, office="chair", person=member, starts_on=since)
    facts: dict[str, Any] = {"quorum": "count", "quorum_number": 1, "seconder_required": False, "starts_on": since}
    Procedure.objects.create(body=body, recorded_by=coordination.coordination, recorded_at=OPENED, **(facts | rules))
    return body, terms


def _meeting(body: Body, number: int = 1) -> Meeting:
    starts = OPENED
    meeting = Meeting.objects.create(body=body, number=number, starts_at=starts, ends_at=starts + timedelta(hours=2), state="called")
    for position, title in enumerate(("Achat d’un four", "Varia")):
        Item.objects.create(meeting=meeting, position=position, title=title, purpose="decide")
    return meeting


def _sitting(body: Body, terms: list[Term], coordination: Capacity, number: int = 1) -> Meeting:
    meeting = _meeting(body, number)
    facts: dict[str, Any] = {"by": coordination, "at": OPENED, "when": OPENED}
    acts.open_meeting(meeting, **facts)
    for term in terms[:2]:
        acts.arrive(meeting, term, **facts)
    acts.take_up(meeting.items.all()[0], **facts)
    return Meeting.objects.get(pk=meeting.pk)


def furnish(agreement: Agreement, coordination: Capacity, member: Person) -> tuple[Parts, dict[str, Parts]]:
    """What addresses name, and what some routes need in its place."""
    facts: dict[str, Any] = {"by": coordination, "at": OPENED, "when": OPENED}
    by: dict[str, Any] = {"by": coordination, "when": OPENED}
    # One that sits: an item under way, a motion to record and one to put to the vote, a guest, somebody who withdrew.
    meeting = _sitting(*_body(agreement, "Conseil", member, coordination), coordination)
    item, following = meeting.items.all()
    guest = acts.welcome(meeting, "Une invitée", **facts)
    motion = acts.write_motion(item, **by)
    acts.save_motion(motion, {"resolved": "d’acheter un four.", "manner": "hands", "counted": {"for": 1}}, revision=1, **by)
    secret = acts.write_motion(item, **by)
    acts.save_motion(secret, {"resolved": "d’élire.", "manner": "secret"}, revision=1, **by)
    withdrawn = meeting.attendances.filter(term__isnull=False).exclude(term__person=member)[0].term
    recusal = acts.recuse(item, withdrawn, **facts)
    # One in the middle of secret votes, in camera.
    body, terms = _body(agreement, "Scrutin", member, coordination)
    voting = _sitting(body, terms, coordination)
    voted = voting.items.all()[0]
    acts.go_in_camera(voted, **facts)
    votes = []
    for number in range(2):
        one = acts.write_motion(voted, **by)
        acts.save_motion(one, {"resolved": f"d’élire {number}.", "manner": "secret"}, revision=1, **by)
        votes.append(acts.open_ballot(one, **facts))
    acts.close_ballot(votes[1], **facts)
    # One without quorum, and one to be opened.
    scarce = _sitting(*_body(agreement, "Rareté", member, coordination, quorum_number=9), coordination)
    called = _meeting(_body(agreement, "Attente", member, coordination)[0])
    over = _minutes(agreement, coordination, member)
    parts: Parts = {
        "place": 0,
        "edition": 1,
        **over.pop("parts"),
        "meeting": meeting.pk,
        "item": item.pk,
        "attendance": guest.pk,
        "motion": motion.pk,
        "recusal": recusal.pk,
        "arriving": _body_term(meeting, 2),
        "presiding": _body_term(meeting, 1),
        "recusing": _body_term(meeting, 0),
    }
    special = {
        "vote": {"token": links.token("vote", votes[0].pk, terms[0].pk)},
        "ballot": {"motion": votes[0].pk},
        "ballot_open": {"motion": secret.pk},
        "ballot_close": {"motion": votes[0].pk},
        "ballot_again": {"motion": votes[1].pk},
        "item_take_up": {"item": following.pk},
        "item_camera_end": {"item": voted.pk},
        "sitting_open": {"meeting": called.pk},
        "sitting_close": {"meeting": scarce.pk},
        "sitting_adjourn": {"meeting": scarce.pk},
        **over,
    }
    return parts, special


DRAFT = ("minutes", "minutes_section", "minutes_versions", "minutes_take_back", "minutes_send", "minutes_remark")


def _minutes(agreement: Agreement, coordination: Capacity, member: Person) -> Parts:
    """Meetings that are over: one without minutes, one whose draft was sent, one whose minutes were adopted, one that adopts."""
    by: dict[str, Any] = {"by": coordination, "when": OPENED}
    body, terms = _body(agreement, "Passé", member, coordination)

    def over() -> Meeting:
        meeting = _sitting(body, terms, coordination, body.meetings.count() + 1)
        meeting.secretary = member
        meeting.save()
        item = meeting.items.all()[0]
        action = Action.objects.filter(plan__agreement=agreement).first()
        for what in ("Écrire", "Appeler"):
            acts.give_follow_up(item, what=what, who=member.name, person=member, action=action, **by)
        acts.close_meeting(meeting, by=coordination, at=OPENED, when=OPENED)
        return meeting

    bare, sent, signed = over(), over(), over()
    drafts = [acts.compose_minutes(Meeting.objects.get(pk=one.pk), **by) for one in (sent, signed)]
    for one in drafts:
        acts.send_minutes(one, **by)
    adopting = _sitting(body, terms, coordination, 9)
    items = [
        Item.objects.create(meeting=adopting, position=place + 5, title="Adoption", usual="minutes", minutes=one)
        for place, one in enumerate(drafts)
    ]
    facts: dict[str, Any] = {"by": coordination, "at": OPENED, "when": OPENED}
    acts.take_up(items[1], **facts)
    acts.record(acts.write_motion(items[1], **by), **facts)
    acts.take_up(items[0], **facts)
    waiting, done = sent.items.all()[0].follow_ups.all()
    acts.finish_follow_up(done, outcome="C’est fait.", **by)
    link = links.token("minutes_link", drafts[0].pk, member.pk)
    at = {"meeting": sent.pk}
    return {
        "parts": {"follow_up": waiting.pk},
        **dict.fromkeys((*DRAFT, "minutes_follow_up"), at | {"item": sent.items.all()[0].pk}),
        "minutes_file": at | {"format": "pdf"},
        "minutes_compose": {"meeting": bare.pk},
        **{route: {"meeting": signed.pk} for route in ("minutes_sign", "minutes_correct", "minutes_paper")},
        "minutes_link": {"token": link},
        "minutes_link_remark": {"token": link},
        "minutes_link_sign": {"token": links.token("minutes_link", drafts[1].pk, member.pk)},
        "item_correct": {"item": items[0].pk},
        "follow_up_news": {"follow_up": done.pk},
        "signed": {
            "sha256": Minutes.objects.get(pk=drafts[1].pk).sha256,
            "seen": mark(drafts[0].sections[0]["text"]),
            "chair": signed.chair_id,
        },
    }


def _body_term(meeting: Meeting, place: int) -> Term:
    return Term.objects.get(seat__body=meeting.body, seat__position=place)
