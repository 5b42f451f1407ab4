"""Meetings to come in the world that is attacked: one only planned, one called, and dates to choose from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ententes.agreements.models import Agreement
from ententes.committees.models import Body, Procedure
from ententes.committees.queries import Capacity
from ententes.decisions.models import Matter, Stage, Version
from ententes.documents import acts as documents
from ententes.meetings import acts
from ententes.meetings.models import Item, Meeting
from ententes.meetings.queries import answering
from ententes.people.models import Person
from tests.cast import NOW, TODAY, make_person

Parts = dict[str, Any]
PLANNED = (
    "meeting",
    "meeting_reschedule",
    "meeting_cancel",
    "meeting_call",
    "meeting_invite",
    "meeting_uninvite",
    "meeting_event",
    "meeting_document",
    "meeting_copy",
    "meeting_agenda",
    "meeting_file",
    "item_add",
    "item_complete",
    "item_edit",
    "item_move",
    "item_remove",
    "item_join",
    "item_part",
)
"""The routes of the planned meeting."""


def furnish(agreement: Agreement, body: Body, coordination: Capacity, contact: Person) -> tuple[Parts, dict[str, Parts]]:
    """What addresses name, and what some routes need in its place."""
    if not body.procedures.exists():
        since = TODAY - timedelta(days=400)
        Procedure.objects.create(body=body, starts_on=since, recorded_by=coordination.coordination, recorded_at=NOW)
    facts: dict[str, Any] = {"by": coordination, "when": NOW}
    planned = _planned(body, coordination, 21)
    item = acts.add_item(planned, title="Le bois", matter=_matter(body, coordination), **facts)
    joined = acts.join_document(item, file=SimpleUploadedFile("bois.txt", b"du bois", "text/plain"), title="Le bois", **facts)
    guest = acts.invite_guest(planned, person=make_person(f"Invité de {agreement.slug}"), **facts)
    called = _planned(body, coordination, 30)
    taken = acts.add_item(called, title="La pierre", matter=_matter(body, coordination), **facts)
    stone = acts.join_document(taken, file=SimpleUploadedFile("pierre.txt", b"de la pierre", "text/plain"), title="La pierre", **facts)
    acts.call(called, **facts)
    acts.add_item(called, title="Le grain", **facts)
    theirs = called.invitations.filter(term__isnull=False).order_by("pk")[0]
    options = [(planned.starts_at + timedelta(days=40 + n), planned.ends_at + timedelta(days=40 + n)) for n in range(2)]
    closes_on: date = TODAY + timedelta(days=9)
    poll = acts.ask_dates(body, title="Quand?", options=options, closes_on=closes_on, **facts)
    token = answering.INVITATIONS.token(theirs, TODAY + timedelta(days=30))
    key = acts.make_feed(contact, when=NOW)
    parts: Parts = {"invitation": guest.pk, "poll": poll.pk, "paper": joined.pk, "option": poll.options.all()[0].pk, "stone": taken.pk}
    special: dict[str, Parts] = {route: {"meeting": planned.pk, "item": item.pk} for route in PLANNED}
    special |= {route: {"token": token, "paper": stone.pk, "item": taken.pk} for route in ("reply", "reply_interest", "reply_ics")}
    special |= {route: {"token": token, "paper": stone.pk, "item": taken.pk} for route in ("reply_document", "reply_copy")}
    special["meeting_agenda"]["format"] = special["meeting_file"]["format"] = "docx"
    special["meeting_reply"] = {"meeting": called.pk, "invitation": theirs.pk}
    special["agenda_send"] = {"meeting": called.pk}
    special["dates_answer"] = {"token": answering.DATES.token(poll.answers.all()[0], closes_on)}
    special["calendar_feed"] = {"key": key}
    return parts, special


def _planned(body: Body, coordination: Capacity, days: int) -> Meeting:
    starts_at = NOW + timedelta(days=days)
    return acts.plan(body, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), place="À la boulangerie", by=coordination, when=NOW)


def _matter(body: Body, coordination: Capacity) -> Matter:
    """A matter before the body, with its frozen copy."""
    matter = Matter.objects.create(
        agreement=body.agreement,
        kind="question",
        title="Quel bois?",
        state="before",
        opened_by=coordination.coordination,
        opened_at=NOW,
    )
    matter.stage = Stage.objects.create(matter=matter, position=0, body=body, verbs=["decide"])
    matter.save(update_fields=["stage"])
    file = documents.keep(content=b"%PDF-1.7 copie", name="copie.pdf", media_type="application/pdf", by=None, when=NOW)
    Version.objects.create(matter=matter, number=1, data={"question": "Quel bois?"}, file=file, sha256="0" * 64, frozen_at=NOW)
    return matter


def item_of(world: Any) -> Item:
    return Item.objects.get(pk=world.special["item_edit"]["item"])


def meeting_form(days: int = 60) -> Parts:
    return {"day": (TODAY + timedelta(days=days)).isoformat(), "starts": "19:00", "ends": "21:00", "place": "À la mairie"}
