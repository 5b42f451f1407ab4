"""« À faire »: what awaits somebody of their bodies, as whom and by when, in a number of queries that does not grow."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ententes.committees.models import Body, Charge, Seat, Term
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import chain_of
from ententes.ground.wording import long_date
from ententes.meetings.models import (
    Attendance,
    Consent,
    Consultation,
    DateAnswer,
    DatePoll,
    FollowUp,
    Invitation,
    Item,
    Meeting,
    Minutes,
    Motion,
    Signature,
)
from ententes.meetings.queries import awaiting, coordination
from tests.cast import NOW, TODAY, Cast, make_procedure
from tests.decisions.chains import copy, give, open_plan


def meeting(cast: Cast, state: str, number: int = 1, starts_at: datetime = NOW + timedelta(days=7)) -> Meeting:
    return Meeting.objects.create(
        body=cast.management, number=number, state=state, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2)
    )


def called(cast: Cast, number: int = 1) -> Meeting:
    made = meeting(cast, "called", number)
    Invitation.objects.create(meeting=made, person=cast.manager, term=cast.manager_term.term)
    return made


def minuted(cast: Cast, state: str, number: int = 1) -> Minutes:
    return Minutes.objects.create(meeting=meeting(cast, "closed", number, NOW - timedelta(days=3)), state=state)


def kinds(cast: Cast, person: Any = None) -> list[tuple[str, str, date | None]]:
    found = awaiting.of_person(person or cast.manager, TODAY)
    assert {one.agreement for one in found} <= {cast.agreement.pk}
    return [(one.kind, one.capacity, one.due) for one in found]


AS = "membre, Comité de gestion"


def before(cast: Cast, body: Body) -> Matter:
    """A protocol that the body determines alone, before it."""
    give(body, "determine", "communication_protocol")
    links = chain_of(cast.agreement, "communication_protocol", TODAY)
    matter = decisions.open_matter(
        cast.agreement, kind="communication_protocol", title="Le protocole", links=links, by=cast.coordination, when=NOW
    )
    decisions.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    return matter


def test_a_notice_waits_for_its_reply_until_the_day_of_the_meeting(cast: Cast) -> None:
    made = called(cast)
    assert kinds(cast) == [("reply", AS, date(2011, 11, 30))]
    assert awaiting.of_person(cast.manager, date(2011, 12, 1)) == []
    made.invitations.update(reply="excused")
    assert kinds(cast) == []


def test_who_comes_prepares_and_declares_ahead_an_interest_in_a_matter_of_the_agenda(cast: Cast) -> None:
    made = called(cast)
    made.invitations.update(reply="present")
    assert kinds(cast) == [("prepare", AS, date(2011, 11, 30))]
    matter = before(cast, cast.management)
    Item.objects.create(meeting=made, position=1, title="Le plan", matter=matter)
    assert [kind for kind, _as, _due in kinds(cast)] == ["declare", "prepare", "matter"]
    [declare, *_rest] = awaiting.of_person(cast.manager, TODAY)
    assert declare.link.startswith("/r/")
    decisions.declare_interest(matter, person=cast.manager, nature="Il vend des fours.", declared_by="membre", when=NOW)
    assert [kind for kind, _as, _due in kinds(cast)] == ["prepare"]


def test_a_poll_of_dates_waits_for_its_answer(cast: Cast) -> None:
    poll = DatePoll.objects.create(body=cast.management, title="Automne", closes_on=date(2011, 11, 28), asked_at=NOW)
    answer = DateAnswer.objects.create(poll=poll, person=cast.manager)
    assert kinds(cast) == [("dates", AS, date(2011, 11, 28))]
    answer.at = NOW
    answer.save()
    assert kinds(cast) == []


def test_a_matter_before_a_body_waits_for_a_meeting_then_for_its_agenda_and_the_body_for_its_rules(cast: Cast) -> None:
    def prepared() -> list[tuple[str, int]]:
        return [(one.kind, one.target) for one in coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY)]

    matter = before(cast, cast.management)
    assert prepared() == [("rules", cast.management.pk), ("meet", cast.management.pk)]
    make_procedure(cast.management, cast.coordination)
    assert prepared() == [("meet", cast.management.pk)]
    made = called(cast)
    assert prepared() == [("agenda", made.pk)]
    Item.objects.create(meeting=made, position=1, title="Le plan", matter=matter)
    assert prepared() == []
    made.items.all().delete()
    asked = {"title": "x", "resolved": "x", "sha256": "0", "opened_at": NOW, "closes_on": TODAY}
    Consultation.objects.create(body=cast.management, matter=matter, **asked)
    assert prepared() == []
    cast.management.dissolved_on = TODAY - timedelta(days=1)
    cast.management.save()
    assert prepared() == [("send_on", matter.pk)]


def test_a_secret_ballot_waits_only_for_who_is_there_and_has_not_voted(cast: Cast) -> None:
    made = meeting(cast, "open", starts_at=NOW)
    motion = Motion.objects.create(
        item=Item.objects.create(meeting=made, position=1, title="Vote"), title="Le plan", manner="secret", opened_at=NOW
    )
    assert kinds(cast) == []
    here = Attendance.objects.create(meeting=made, term=cast.manager_term.term, name="Jean-Luc Siméon", arrived_at=NOW)
    assert kinds(cast) == [("vote", AS, None)]
    assert kinds(cast, cast.worker) == []
    Attendance.objects.filter(pk=here.pk).update(left_at=NOW)
    assert kinds(cast) == []
    Attendance.objects.filter(pk=here.pk).update(left_at=None)
    motion.ballots.create(term=cast.manager_term.term, at=NOW)
    assert kinds(cast) == []


def test_a_ballot_waits_for_nobody_whom_their_withdrawal_or_their_interest_sets_apart(cast: Cast) -> None:
    item = Item.objects.create(meeting=meeting(cast, "open", starts_at=NOW), position=1, title="Vote", matter=open_plan(cast))
    Motion.objects.create(item=item, title="Le plan", manner="secret", opened_at=NOW)
    Attendance.objects.create(meeting=item.meeting, term=cast.manager_term.term, name="Jean-Luc Siméon", arrived_at=NOW)
    recusal = item.recusals.create(term=cast.manager_term.term, left_at=NOW)
    assert kinds(cast) == []
    item.recusals.filter(pk=recusal.pk).update(returned_at=NOW)
    assert kinds(cast) == [("vote", AS, None)]
    decisions.declare_interest(item.matter, person=cast.manager, nature="Il vend des fours.", declared_by="membre", when=NOW)
    assert kinds(cast) == []


def test_who_voted_for_one_seat_and_sits_for_another_is_asked_for_its_ballot(cast: Cast) -> None:
    item = Item.objects.create(meeting=meeting(cast, "open", starts_at=NOW), position=1, title="Vote")
    motion = Motion.objects.create(item=item, title="Le plan", manner="secret", opened_at=NOW)
    seat = Seat.objects.create(body=cast.management, label="Deuxième siège", position=9)
    other = Term.objects.create(seat=seat, person=cast.manager, starts_on=TODAY)
    motion.ballots.create(term=cast.manager_term.term, at=NOW)
    Attendance.objects.create(meeting=item.meeting, term=other, name="Jean-Luc Siméon", arrived_at=NOW)
    assert [kind for kind, _as, _due in kinds(cast)] == ["vote"]


def test_a_written_consent_waits_with_its_last_day(cast: Cast) -> None:
    asked = Consultation.objects.create(
        body=cast.management, title="Le four", resolved="de bâtir", sha256="0", opened_at=NOW, closes_on=date(2011, 12, 1)
    )
    Consent.objects.create(consultation=asked, term=cast.manager_term.term)
    assert kinds(cast) == [("consent", AS, date(2011, 12, 1))]
    asked.consents.update(signed=True)
    assert kinds(cast) == []


def test_adopted_minutes_wait_for_the_signature_of_whoever_has_the_charge(cast: Cast) -> None:
    minutes = minuted(cast, "adopted")
    assert kinds(cast) == []
    Charge.objects.create(body=cast.management, office="chair", person=cast.worker, starts_on=date(2011, 1, 1))
    assert kinds(cast, cast.worker) == [("sign", "", None)]
    Signature.objects.create(minutes=minutes, person=cast.worker, office="chair", sha256="0", at=NOW)
    assert kinds(cast, cast.worker) == []


def test_adopted_minutes_wait_for_who_presided_or_kept_them_rather_than_for_who_has_the_charge_now(cast: Cast) -> None:
    minutes = minuted(cast, "adopted")
    Charge.objects.create(body=cast.management, office="chair", person=cast.worker, starts_on=date(2011, 1, 1))
    Meeting.objects.update(chair=cast.manager)
    assert (kinds(cast), kinds(cast, cast.worker)) == ([("sign", "", None)], [])
    Signature.objects.create(minutes=minutes, person=cast.manager, office="chair", sha256="0", at=NOW)
    assert kinds(cast) == []


def test_minutes_to_write_wait_for_who_keeps_them(cast: Cast) -> None:
    minutes = minuted(cast, "draft")
    assert kinds(cast, cast.worker) == []
    Charge.objects.create(body=cast.management, office="secretary", person=cast.worker, starts_on=date(2011, 1, 1))
    assert kinds(cast, cast.worker) == [("minutes", "", None)]
    minutes.state = "sent"
    minutes.save()
    assert kinds(cast, cast.worker) == []


def test_draft_minutes_and_follow_ups_wait(cast: Cast) -> None:
    minutes = minuted(cast, "sent")
    item = Item.objects.create(meeting=minutes.meeting, position=1, title="Suivi")
    FollowUp.objects.create(item=item, what="Écrire au maire", who="Jean-Luc", person=cast.manager, due_on=date(2011, 12, 5))
    assert kinds(cast) == [("remark", AS, None), ("follow_up", "", date(2011, 12, 5))]
    minutes.remarks.create(person=cast.manager, capacity=AS, text="Rien à redire.", at=NOW)
    FollowUp.objects.update(done_at=NOW)
    assert kinds(cast) == []


def test_a_matter_waits_before_the_body_but_not_for_who_has_an_interest_in_it(cast: Cast) -> None:
    matter = open_plan(cast)
    assert [one.kind for one in coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY)] == ["transmit", "rules"]
    decisions.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    assert kinds(cast, cast.worker) == [("matter", "membre, Comité des fours", None)]
    assert [one.kind for one in coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY)] == ["rules", "meet"]
    decisions.declare_interest(matter, person=cast.worker, nature="Son four.", declared_by="x", when=NOW)
    assert kinds(cast, cast.worker) == []


def test_a_meeting_is_to_be_called_by_the_last_day_of_its_notice_and_no_more_once_its_body_is_gone(cast: Cast) -> None:
    day = timezone.localdate(meeting(cast, "planned", 1).starts_at)
    make_procedure(cast.management, cast.coordination, notice_days=7)
    [awaited] = coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY)
    assert (awaited.due, awaited.title) == (day - timedelta(days=7), f"Comité de gestion, {long_date(day)}")
    cast.management.dissolved_on = day - timedelta(days=1)
    cast.management.save()
    assert coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY) == []


def test_the_coordination_sees_what_it_has_to_do_and_what_waits_on_others(cast: Cast) -> None:
    meeting(cast, "planned", 1)
    called(cast, 2)
    minuted(cast, "draft", 3)
    minuted(cast, "adopted", 4)
    mine = coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY)
    assert [(one.kind, one.target) for one in mine] == [
        ("rules", cast.management.pk),
        ("call", Meeting.objects.get(number=1).pk),
        ("minutes", Meeting.objects.get(number=3).pk),
    ]
    others = coordination.of_others(cast.coordinator, [cast.agreement.pk], TODAY)
    assert [(one.kind, one.count) for one in others] == [("reply", 1), ("sign", 2)]
    assert coordination.of_others(cast.coordinator, [cast.other_agreement.pk], TODAY) == []
    assert [one[1] for one in awaiting.coming(cast.manager, TODAY)] == ["Comité de gestion", "Comité de gestion"]


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_number_of_queries_does_not_grow(cast: Cast, count: int) -> None:
    for number in range(1, count + 1):
        called(cast, number)
        minuted(cast, "sent", 100 + number)
        Matter.objects.create(agreement=cast.agreement, kind="question", title="x", opened_by=cast.coordination.coordination, opened_at=NOW)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert len(awaiting.of_person(cast.manager, TODAY)) == 2 * count
        coordination.of_coordination(cast.coordinator, [cast.agreement.pk], TODAY)
        coordination.of_others(cast.coordinator, [cast.agreement.pk], TODAY)
    assert len(seen) == 18
