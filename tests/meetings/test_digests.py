"""The digest: as often as each chose, one letter with what awaits and what happened; no letter says nothing."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ententes.committees.models import Charge
from ententes.correspondence.models import Letter
from ententes.decisions import acts as decisions
from ententes.meetings import acts
from ententes.meetings.models import Invitation, Meeting
from ententes.people.models import Person
from tests.cast import NOW, TODAY, Cast
from tests.decisions.chains import copy, open_plan, resolve


def letters(person: Any) -> list[str]:
    return [one.text.replace("\xa0", " ") for one in Letter.objects.filter(recipient=person, subject__contains="chose").order_by("pk")]


@pytest.fixture(autouse=True)
def _something_awaits(cast: Cast) -> None:
    matter = open_plan(cast)
    decisions.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)


def test_each_seated_person_gets_one_letter_and_not_another_before_a_week(cast: Cast) -> None:
    assert acts.write_digests(when=NOW) == 3
    [text] = letters(cast.worker)
    assert "– Un dossier attend une rencontre de votre instance : « Le plan d’action 2011-2012 » (membre, Comité des fours)\n  http" in text
    assert "transmission, Comité des fours" in text
    assert letters(cast.stranger) == letters(cast.technician) == []
    assert acts.write_digests(when=NOW + timedelta(days=6)) == 0
    assert acts.write_digests(when=NOW + timedelta(days=7)) == 2
    assert "transmission" not in letters(cast.worker)[1]


def test_the_coordination_reads_what_it_has_to_prepare_and_the_subject_names_the_agreement(cast: Cast) -> None:
    acts.write_digests(when=NOW)
    letter = Letter.objects.get(recipient=cast.coordinator)
    assert letter.subject.replace("\xa0", " ") == "Entente sur le pain et la culture : 2 choses vous attendent"
    assert "Prévoir une rencontre pour le dossier : « Le plan d’action 2011-2012 »\n  http" in letter.text.replace("\xa0", " ")
    assert f"/instances/{cast.working.pk}/rencontres/planifier/" in letter.text


def test_what_awaits_is_done_from_its_own_link_without_signing_in(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    meeting = Meeting.objects.create(
        body=cast.management, number=1, state="called", starts_at=NOW + timedelta(days=7), ends_at=NOW + timedelta(days=7, hours=2)
    )
    Invitation.objects.create(meeting=meeting, person=cast.manager, term=cast.manager_term.term)
    acts.write_digests(when=NOW)
    link = re.search(r"http\S+(/r/\S+)", Letter.objects.get(recipient=cast.manager).text)
    assert link
    assert "Y serez-vous" in Client().get(link[1]).content.decode()


def test_nobody_is_written_to_in_the_night_or_against_their_choice(cast: Cast) -> None:
    assert acts.write_digests(when=NOW - timedelta(hours=10)) == 0
    Person.objects.update(digest="never")
    assert acts.write_digests(when=NOW) == 0


def test_what_happened_comes_with_its_number_but_not_to_whom_did_it(cast: Cast) -> None:
    acts.write_digests(when=NOW)
    later = NOW + timedelta(days=1)
    Person.objects.update(digest="daily")
    resolve(cast, cast.agreement.matters.get(), cast.working, when=later)
    acts.write_digests(when=later + timedelta(minutes=1))
    told = Letter.objects.filter(recipient=cast.manager, subject__contains="ce qui s’est fait").latest("pk").text.replace("\xa0", " ")
    assert "24 novembre 2011" in told
    assert "proposition, Comité des fours (résolution CF-2011-11-23-01)" in told
    assert not Letter.objects.filter(recipient=cast.coordinator, subject__contains="ce qui s’est").exists()


def test_everybody_chooses_how_often_on_their_account(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.worker)
    assert "chaque semaine" in client.get("/compte/").content.decode()
    client.post("/compte/", {"name": cast.worker.name, "language": "fr", "digest": "daily"})
    cast.worker.refresh_from_db()
    assert cast.worker.digest == "daily"


def test_a_secretary_without_a_seat_gets_one_too_as_long_as_the_charge_runs(cast: Cast) -> None:
    charge = Charge.objects.create(body=cast.working, office="secretary", person=cast.stranger, starts_on=TODAY)
    acts.write_digests(when=NOW)
    assert "transmission, Comité des fours" in "".join(one.text for one in Letter.objects.filter(recipient=cast.stranger))
    charge.ends_on = TODAY
    charge.save()
    acts.write_digests(when=NOW + timedelta(days=7))
    assert Letter.objects.filter(recipient=cast.stranger).count() == 1
