"""A meeting with one of everything, its minutes, and the meeting that adopts them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from ententes.committees.models import Charge
from ententes.meetings import acts
from ententes.meetings.models import Invitation, Item, Minutes
from ententes.meetings.queries.minutes import mark
from tests.cast import TODAY, make_person

from .sittings import Sitting, make_meeting, minute


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def held(sitting: Sitting) -> Minutes:
    """A meeting with one of everything, closed, and its minutes."""
    secretary = make_person("Sonia Thibault")
    Charge.objects.create(body=sitting.body, office="secretary", person=secretary, starts_on=TODAY - timedelta(days=9))
    Invitation.objects.create(meeting=sitting.meeting, person=sitting.terms["E"].person, reply="excused")
    sitting.meeting.shortness = "La subvention expirait."
    sitting.meeting.save()
    sitting.open()
    sitting.come("ABC")
    acts.welcome(sitting.meeting, "Ursule Invitée", **sitting.facts)
    sitting.take("free")
    acts.recuse(sitting.item("free"), sitting.terms["C"], **sitting.facts)
    acts.come_back(sitting.item("free").recusals.get(), **sitting.facts)
    acts.summarise(sitting.item("free"), "On compare deux fours.", revision=1, by=sitting.cast.coordination, when=minute(sitting.clock))
    acts.give_follow_up(
        sitting.item("free"),
        what="Signer le bon de commande",
        who="Bruno Cyr",
        person=sitting.terms["B"].person,
        due_on=TODAY + timedelta(days=30),
        action=sitting.cast.action,
        by=sitting.cast.coordination,
        when=minute(sitting.clock),
    )
    acts.record(sitting.motion(whereas="que le vieux four fume;"), votes=(2, 1, 0), dissents=[sitting.terms["C"]], **sitting.facts)
    sitting.take("other")
    acts.go_in_camera(sitting.item("other"), **sitting.facts)
    acts.summarise(sitting.item("other"), "Le salaire est discuté.", revision=1, by=sitting.cast.coordination, when=minute(sitting.clock))
    acts.end_in_camera(sitting.item("other"), **sitting.facts)
    sitting.go("B")
    acts.close_meeting(sitting.meeting, **sitting.facts)
    sitting.meeting.refresh_from_db()
    return acts.compose_minutes(sitting.meeting, by=sitting.cast.coordination, when=minute(sitting.clock))


def write(minutes: Minutes, place: int, text: str, **facts: Any) -> Minutes:
    """A section written by somebody who read it as it stands."""
    return acts.write_section(minutes, place, text, seen=mark(Minutes.objects.get(pk=minutes.pk).sections[place]["text"]), **facts)


def next_meeting(sitting: Sitting, minutes: Minutes) -> Sitting:
    """The next meeting of the body, at the item that adopts the minutes."""
    later = Sitting(sitting.cast, sitting.body, make_meeting(sitting.body, 2), sitting.rules, sitting.terms, {}, sitting.clock + 60)
    item = Item.objects.create(meeting=later.meeting, position=0, title="Adoption du PV", usual="minutes", minutes=minutes)
    later.items["minutes"] = item
    later.open()
    later.come("ABC")
    later.take("minutes")
    return later


def adopted(sitting: Sitting) -> Minutes:
    minutes = held(sitting)
    acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(60))
    later = next_meeting(sitting, minutes)
    acts.record(later.motion("minutes"), votes=(3, 0, 0), **later.facts)
    minutes.refresh_from_db()
    return minutes
