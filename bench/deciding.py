"""What bodies decide: a sitting of 40 items and 25 people, a register of 100 000 entries, and a person whom 200 things await."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.urls import reverse

from bench import world
from bench.measure import Line, median, milliseconds
from bench.pages import against_bare, asking, faster, signed_in
from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Procedure, Seat, Term
from ententes.committees.queries import Capacity, capacities
from ententes.decisions import acts
from ententes.decisions.models import Entry, Head, Matter, Resolution
from ententes.decisions.queries.chain import Link
from ententes.decisions.queries.entries import entries
from ententes.decisions.queries.register import fingerprint, seal, verify, words_of
from ententes.meetings import acts as meetings
from ententes.meetings.models import FollowUp, Invitation, Item, Meeting

INDICO = 0.118
"""Seconds of the page of a meeting in Indico, on two cores."""
LONG = 100_000
NOW = datetime.now(UTC).replace(microsecond=0)


def measures() -> Iterator[Line]:
    made = world.agreement(10, title="Entente qui décide")
    by = capacities(made.coordinations.get().person, made)[0]
    body = seated(made.bodies.all()[0], by, 25)
    yield from sitting(made, body, by)
    yield from waiting(made, body)
    yield from register(made, body, by)


def seated(body: Body, by: Capacity, people: int) -> Body:
    """The body with so many seats that vote, each held, and its rules."""
    for number in range(people):
        seat = Seat.objects.create(body=body, label=f"Siège {number}", position=number)
        Term.objects.create(seat=seat, person=world.person(f"Membre {number}"), starts_on=NOW.date() - timedelta(days=400))
    facts: dict[str, Any] = {"seconder_required": False, "recorded_by": by.coordination, "recorded_at": NOW}
    Procedure.objects.create(body=body, starts_on=NOW.date() - timedelta(days=400), **facts)
    return body


def sitting(made: Agreement, body: Body, by: Capacity) -> Iterator[Line]:
    """A meeting under way: everybody is there, half of its items are resolved; then the same before it opens."""
    hours = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=2)}
    meeting = Meeting.objects.create(body=body, number=1, state="called", called_at=NOW - timedelta(days=20), **hours)
    items = Item.objects.bulk_create(
        Item(meeting=meeting, position=position, title=f"Point {position}", purpose="decide", estimate=5) for position in range(40)
    )
    terms = list(Term.objects.filter(seat__body=body).select_related("person", "seat__body").order_by("seat__position"))
    Invitation.objects.bulk_create(Invitation(meeting=meeting, person=term.person, term=term, reply="present") for term in terms[1:])
    cookie = signed_in(by.person)
    yield from against_bare("Meeting page, 40 items and 25 people called", at("meeting", made, meeting=meeting.pk), cookie)
    facts: dict[str, Any] = {"by": by, "at": NOW - timedelta(minutes=30), "when": NOW}
    meetings.open_meeting(meeting, chair=terms[0].person, **facts)
    for term in terms:
        meetings.arrive(meeting, term, **facts)
    for item in items[:20]:
        meetings.take_up(item, **facts)
        motion = meetings.write_motion(Item.objects.get(pk=item.pk), by=by, when=NOW)
        motion = meetings.save_motion(motion, {"resolved": "d’agir.", "mover": terms[1]}, revision=1, by=by, when=NOW)
        meetings.record(motion, **facts)
    meetings.take_up(items[20], **facts)
    address = at("sitting", made, meeting=meeting.pk)
    yield from against_bare("Sitting page, 40 items and 25 people", address, cookie)
    taken = median(asking(WSGIHandler(), address, cookie), 25)
    yield Line("Sitting page, 40 items and 25 people, by the clock", faster(INDICO, taken), "≥ 10× Indico (118 ms)")


def waiting(made: Agreement, body: Body) -> Iterator[Line]:
    """« À faire » of a member whom 200 things await: 50 replies, 50 follow-ups, 50 matters, 50 ballots in writing."""
    person = Term.objects.filter(seat__body=body).order_by("seat__position")[0].person
    by = capacities(made.coordinations.get().person, made)[0]
    item = Item.objects.filter(meeting__body=body).first()
    assert item is not None
    for number in range(50):
        starts = NOW + timedelta(days=30 + number)
        meeting = Meeting.objects.create(
            body=body, number=2 + number, state="called", starts_at=starts, ends_at=starts + timedelta(hours=1)
        )
        Invitation.objects.create(meeting=meeting, person=person)
        FollowUp.objects.create(item=item, what=f"Écrire la lettre {number}", who=person.name, person=person, due_on=NOW.date())
        for name in ("Dossier", "Question"):
            facts: dict[str, Any] = {"kind": "question", "links": [Link(("decide",), body)], "by": by, "when": NOW}
            matter = acts.open_matter(made, title=f"{name} {number}", **facts)
            Matter.objects.filter(pk=matter.pk).update(state="before")
    yield from against_bare("« À faire » of a person whom 200 things await", reverse("todo"), signed_in(person))


def register(made: Agreement, body: Body, by: Capacity) -> Iterator[Line]:
    """A register of 100 000 entries, one in five a resolution: its last page, one in its middle, an entry more, and its verification."""
    fill(made, body, LONG)
    cookie, address = signed_in(by.person), at("register", made)
    yield from against_bare("Register of 100 000 entries, its last page", address, cookie)
    yield from against_bare("Register of 100 000 entries, a page in its middle", f"{address}?avant={LONG // 2}", cookie)
    facts: dict[str, Any] = {"kind": "vote", "content": {"votes": [1, 2, 3]}, "capacity": by.recorded, "when": NOW}
    said: dict[str, Any] = {"title": "T", "resolved": "d’agir.", "outcome": "adopted", "manner": "hands", "by": by}
    said |= {"taken_on": NOW.date(), "taken_at": NOW, "when": NOW}
    yield Line("Register of 100 000 entries: an entry more", milliseconds(median(lambda: acts.enter(made, **facts), 25)))
    yield Line("Register of 100 000 entries: a resolution more, numbered", milliseconds(median(lambda: acts.resolve(body, **said), 25)))
    yield Line("Register of 100 000 entries: a page read", milliseconds(median(lambda: entries(made, [by], before=LONG // 2), 25)))
    yield Line("Register of 100 000 entries: verified", milliseconds(median(lambda: verify(made), 1)))
    tracemalloc.start()
    assert verify(made).bad is None
    yield Line("Register of 100 000 entries: memory to verify it", f"{tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB", "constant")
    tracemalloc.stop()


def fill(made: Agreement, body: Body, length: int) -> None:
    """Bring the register to so many entries, as the acts would have written them."""
    head = Head.objects.get_or_create(agreement=made)[0]
    number, previous, capacity = head.number, head.sha256, "coordination"
    common: dict[str, Any] = {"agreement": made, "body": body, "manner": "hands", "outcome": "adopted", "recorded_by": capacity}
    while number < length:
        wanted = range(number + 1, min(number + 5000, length) + 1)
        taken = [NOW - timedelta(minutes=LONG + 1 - one) for one in wanted if one % 5 == 0]
        resolutions = iter(
            Resolution.objects.bulk_create(
                Resolution(
                    number=f"C0-{when:%Y-%m-%d-%H%M}",
                    title="Un four",
                    resolved="d’acheter un four",
                    taken_on=when.date(),
                    taken_at=when,
                    **common,
                )
                for when in taken
            )
        )
        rows = []
        for one in wanted:
            resolution = next(resolutions) if one % 5 == 0 else None
            content: dict[str, Any] = words_of(resolution) if resolution else {"matter": f"Dossier {one}", "to": body.name, "version": 1}
            at, kind = NOW - timedelta(minutes=LONG + 1 - one), "resolution" if resolution else "transmission"
            content_sha256 = fingerprint(content)
            sealed = {"number": one, "at": at, "kind": kind, "capacity": capacity, "content_sha256": content_sha256}
            sha256 = seal(previous=previous, **sealed)
            rows.append(Entry(agreement=made, content=content, previous_sha256=previous, sha256=sha256, resolution=resolution, **sealed))
            previous = sha256
        with transaction.atomic():
            Entry.objects.bulk_create(rows, batch_size=500)
        number = wanted[-1]
    Head.objects.filter(pk=head.pk).update(number=number, sha256=previous)


def at(route: str, made: Agreement, **keys: int) -> str:
    return reverse(route, kwargs={"agreement": made.slug, **keys})
