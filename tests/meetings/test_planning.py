"""Meetings are planned under rules, alone or in series, moved and cancelled, and everybody called learns of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from ententes.committees import acts as committees
from ententes.committees.models import Body, Charge
from ententes.committees.states import Kind
from ententes.correspondence.models import Letter
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import FollowUp, Item, Meeting, Minutes
from ententes.meetings.queries import series
from ententes.meetings.queries.usual import template
from ententes.meetings.states import Every, State
from tests.cast import NOW, TODAY, Cast, make_body
from tests.meetings.making import LATER, at, called, make_procedure, planned, ruled, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def refused(act: Any, *given: Any, **fields: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        act(*given, **fields)
    return caught.value.reasons


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def test_a_body_without_rules_is_not_called_to_meet(cast: Cast) -> None:
    facts = {"starts_at": at("2011-12-14"), "ends_at": at("2011-12-14", 21), "by": cast.coordination, "when": NOW}
    assert refused(acts.plan, cast.working, **facts) == [
        "«\u00a0Comité des fours\u00a0» n’a pas encore de règles de fonctionnement au 14\u00a0décembre\u00a02011\u00a0: quorum, avis, vote."
        " Inscrivez-les d’abord, sur la page de l’instance."
    ]
    make_procedure(cast.working, cast.coordination, starts_on=date(2011, 12, 15))
    assert len(refused(acts.plan, cast.working, **facts)) == 1
    assert Meeting.objects.count() == 0


def test_a_body_that_is_no_more_meets_no_more_and_what_it_had_called_is_only_cancelled(cast: Cast) -> None:
    meeting = called(cast)
    committees.dissolve_body(cast.working, on=date(2011, 12, 1), by=cast.coordination)
    meeting.refresh_from_db()
    facts = {"by": cast.coordination, "when": NOW}
    gone = "«\u00a0Comité des fours\u00a0» n’existe plus depuis le 1er\u00a0décembre\u00a02011."
    later = {"starts_at": at("2012-01-11"), "ends_at": at("2012-01-11", 21)}
    assert refused(acts.plan, Body.objects.get(pk=cast.working.pk), **later, **facts) == [gone]
    assert refused(acts.reschedule, meeting, **later, place="Ici", link="", revision=meeting.revision, **facts) == [gone]
    acts.cancel(meeting, why="Le comité est dissous.", **facts)
    assert Meeting.objects.get().state == State.CANCELLED


def test_meetings_are_numbered_body_by_body_and_a_number_never_serves_twice(cast: Cast) -> None:
    first = planned(cast)
    acts.cancel(first, why="Tempête", by=cast.coordination, when=NOW)
    assert (planned(cast).number, planned(cast, day="2011-12-15").number, planned(cast, cast.management).number) == (2, 3, 1)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_at": at("2011-12-14", 18)}, "finit après avoir commencé"),
        ({"ends_at": at("2011-12-15", 8)}, "au plus douze heures"),
        ({"starts_at": at("2011-11-22"), "ends_at": at("2011-11-22", 20)}, "Cette date est passée"),
        ({"afterwards": True}, "ne peut pas être à venir"),
        ({"link": "https://visio.exemple.test/x"}, "ne permettent pas la participation à distance"),
    ],
)
def test_hours_and_places_that_cannot_be_are_refused(cast: Cast, fields: dict[str, Any], words: str) -> None:
    ruled(cast, remote_allowed=False)
    given = {"starts_at": at("2011-12-14"), "ends_at": at("2011-12-14", 21), "by": cast.coordination, "when": NOW} | fields
    assert words in " ".join(refused(acts.plan, cast.working, **given))


def test_a_body_does_not_meet_twice_at_once_unless_one_is_cancelled(cast: Cast) -> None:
    first = planned(cast)
    assert "a déjà une rencontre à ce moment" in refused(planned, cast)[0]
    acts.cancel(first, why="Tempête", by=cast.coordination, when=NOW)
    assert planned(cast).number == 2


def test_the_coordination_the_chair_and_the_secretary_prepare_meetings_and_no_other_member(cast: Cast) -> None:
    ruled(cast)
    assert len(refused(planned, cast, by=cast.worker_term)) == 1
    assert len(refused(planned, cast, by=cast.manager_term)) == 1
    Charge.objects.create(body=cast.working, office="secretary", person=cast.worker, starts_on=date(2011, 1, 1))
    assert planned(cast, by=cast.worker_term).number == 1
    Charge.objects.update(ends_on=date(2011, 11, 22))
    assert len(refused(planned, cast, by=cast.worker_term, day="2011-12-15")) == 1


def test_a_series_keeps_its_local_hour_across_the_change_of_hour(cast: Cast) -> None:
    made = acts.plan_series(
        ruled(cast),
        starts_at=at("2012-02-29"),
        ends_at=at("2012-02-29", 21),
        every=Every.TWO_WEEKS,
        times=3,
        by=cast.coordination,
        when=NOW,
    )
    local = [timezone.localtime(one.starts_at) for one in made]
    assert [f"{one:%Y-%m-%d %H:%M}" for one in local] == ["2012-02-29 19:00", "2012-03-14 19:00", "2012-03-28 19:00"]
    assert [one.utcoffset() for one in local] == [timedelta(hours=-5), timedelta(hours=-4), timedelta(hours=-4)]
    assert {one.ends_at - one.starts_at for one in made} == {timedelta(hours=2)}
    assert (len({one.series for one in made}), [one.number for one in made], len({one.uid for one in made})) == (1, [1, 2, 3], 3)


def test_a_meeting_during_the_change_of_hour_ends_at_the_hour_that_was_said(cast: Cast) -> None:
    meeting = planned(cast, day="2011-12-14", starts_at=at("2012-11-03", 22), ends_at=at("2012-11-04", 3))
    meeting.refresh_from_db()
    assert (meeting.ends_at - meeting.starts_at, timezone.localtime(meeting.ends_at).hour) == (timedelta(hours=6), 3)


def test_a_series_of_months_keeps_the_day_of_the_week_and_its_rank() -> None:
    def days(first: str, every: Any, times: int) -> list[str]:
        return [f"{timezone.localtime(one):%Y-%m-%d}" for one, _end in series.moments(at(first), at(first, 21), every=every, times=times)]

    assert days("2011-12-13", Every.MONTH, 4) == ["2011-12-13", "2012-01-10", "2012-02-14", "2012-03-13"]
    assert days("2011-11-29", Every.THREE_MONTHS, 3) == ["2011-11-29", "2012-02-28", "2012-05-29"]
    assert days("2011-12-14", Every.WEEK, 3) == ["2011-12-14", "2011-12-21", "2011-12-28"]


def test_a_series_is_planned_whole_or_not_at_all(cast: Cast) -> None:
    planned(cast, day="2011-12-28")
    facts = {"starts_at": at("2011-12-14"), "ends_at": at("2011-12-14", 21), "by": cast.coordination, "when": NOW}
    assert len(refused(acts.plan_series, cast.working, every=Every.TWO_WEEKS, times=4, **facts)) == 1
    assert "de 2 à 24" in refused(acts.plan_series, cast.working, every=Every.WEEK, times=1, **facts)[0]
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_body_has_an_agenda_that_opens_and_ends(kind: str) -> None:
    lines = template(kind, is_special=False)
    assert [lines[0].usual, lines[1].usual, lines[2].usual, lines[-1].usual] == ["opening", "agenda", "interests", "end"]
    assert all(line.said for line in lines)


def test_a_new_agenda_takes_up_matters_minutes_and_follow_ups_in_their_places(cast: Cast) -> None:
    before = planned(cast, day="2011-10-12", afterwards=True, when=NOW)
    minutes = Minutes.objects.create(meeting=before)
    FollowUp.objects.create(item=before.items.first(), what="Acheter le bois", who="Noémie")
    matter = waiting(cast)
    waiting(cast, cast.management, "Pour d’autres")
    meeting = planned(cast)
    assert titles(meeting) == [
        "Ouverture et constat du quorum",
        "Adoption de l’ordre du jour",
        "Déclarations d’intérêts",
        "Adoption du procès-verbal de la rencontre n°\u00a01, du 12\u00a0octobre\u00a02011",
        "Suivi du procès-verbal",
        "Avancement des actions",
        "Le cadre des fours",
        "Varia",
        "Prochaine rencontre",
        "Levée",
    ]
    item = meeting.items.get(matter=matter)
    assert (item.purpose, item.estimate, meeting.items.get(usual="minutes").minutes) == ("decide", 15, minutes)
    assert [one.position for one in meeting.items.order_by("position")] == list(range(10))


def test_what_comes_later_is_taken_up_once_and_what_was_written_stays(cast: Cast) -> None:
    meeting = planned(cast)
    acts.add_item(meeting, title="Le bois", by=cast.coordination, when=NOW)
    waiting(cast)
    later = planned(cast, day="2012-01-11")
    assert "Le cadre des fours" in titles(later)
    assert acts.complete_agenda(meeting, by=cast.coordination, when=NOW) == []  # it is on another agenda already
    acts.remove_item(Item.objects.get(meeting=later, matter__isnull=False), revision=1, by=cast.coordination, when=NOW)
    assert [one.title for one in acts.complete_agenda(meeting, by=cast.coordination, when=NOW)] == ["Le cadre des fours"]
    assert acts.complete_agenda(meeting, by=cast.coordination, when=NOW) == []
    assert titles(meeting)[4:6] == ["Le bois", "Le cadre des fours"]


def test_a_special_meeting_keeps_to_its_agenda(cast: Cast) -> None:
    waiting(cast)
    meeting = planned(cast, is_special=True)
    assert "Varia" not in titles(meeting)
    assert len(titles(meeting)) == 4
    acts.add_item(meeting, title="Le four fume", by=cast.coordination, when=NOW)
    acts.call(meeting, by=cast.coordination, when=NOW)
    assert "s’en tient à l’ordre du jour" in refused(acts.add_item, meeting, title="Autre", by=cast.coordination, when=NOW)[0]


def test_a_moved_meeting_tells_everybody_called_asks_them_again_and_counts_its_changes(cast: Cast) -> None:
    meeting = called(cast)
    invitation = meeting.invitations.get()
    acts.reply(invitation, reply="present", words="Avec du pain", when=NOW)
    Letter.objects.all().delete()
    moved = acts.reschedule(
        meeting,
        starts_at=at("2011-12-20"),
        ends_at=at("2011-12-20", 21),
        place="À la mairie",
        link="",
        why="Le four est froid",
        revision=meeting.revision,
        by=cast.coordination,
        when=LATER,
    )
    letter = Letter.objects.get()
    invitation.refresh_from_db()
    assert (moved.sequence, invitation.reply, invitation.words) == (1, "", "Avec du pain")
    assert letter.address == cast.worker.email
    for words in ("annoncée mercredi 14", "mardi 20", "À la mairie", "Le four est froid", "ne vaut plus", "/r/"):
        assert words in letter.text, words
    later = {"starts_at": at("2011-12-21"), "ends_at": at("2011-12-21", 21), "place": "", "link": ""}
    acts.reschedule(moved, **later, revision=moved.revision, by=cast.coordination, when=LATER)
    last = Letter.objects.order_by("pk").last()
    assert last is not None
    assert ("ne vaut plus" in last.text, "/r/" in last.text) == (False, True)


def test_another_place_at_the_same_hour_keeps_the_replies(cast: Cast) -> None:
    meeting = called(cast)
    invitation = meeting.invitations.get()
    acts.reply(invitation, reply="present", when=NOW)
    facts = {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at, "link": "", "by": cast.coordination}
    moved = acts.reschedule(meeting, place="À la mairie", revision=meeting.revision, when=at("2011-12-14", 9), **facts)
    invitation.refresh_from_db()
    assert (moved.sequence, invitation.reply, "tient toujours" in Letter.objects.first().text) == (1, "present", True)  # type: ignore[union-attr]
    again = acts.reschedule(moved, place="À la mairie", revision=moved.revision, when=at("2011-12-14", 9), **facts)
    assert (again.sequence, Letter.objects.count()) == (1, 2)  # nothing changed, nobody is told


def test_a_called_meeting_moved_to_a_nearer_day_needs_its_notice_again(cast: Cast) -> None:
    meeting = called(cast)
    facts = {
        "starts_at": at("2011-11-30"),
        "ends_at": at("2011-11-30", 21),
        "place": "Ici",
        "link": "",
        "by": cast.coordination,
        "when": NOW,
    }
    assert "au plus tôt le 3\u00a0décembre\u00a02011" in refused(acts.reschedule, meeting, revision=meeting.revision, **facts)[0]


def test_a_second_mover_is_told_what_the_first_recorded(cast: Cast) -> None:
    meeting = planned(cast)
    facts = {
        "ends_at": at("2011-12-20", 21),
        "place": "Ici",
        "link": "",
        "revision": meeting.revision,
        "by": cast.coordination,
        "when": NOW,
    }
    acts.reschedule(meeting, starts_at=at("2011-12-20"), **facts)
    assert "elle est mardi 20" in refused(acts.reschedule, meeting, starts_at=at("2011-12-20", 18), **facts)[0]


def test_a_cancelled_meeting_tells_why_to_those_called_and_leaves_its_matters_before_the_body(cast: Cast) -> None:
    matter = waiting(cast)
    meeting = called(cast)
    Letter.objects.all().delete()
    assert "Dites pourquoi" in refused(acts.cancel, meeting, why=" ", by=cast.coordination, when=NOW)[0]
    done = acts.cancel(meeting, why="Tempête de neige", by=cast.coordination, when=NOW)
    letter = Letter.objects.get()
    assert (done.state, done.sequence, "Tempête de neige" in letter.text, "annulée" in letter.subject) == (State.CANCELLED, 1, True, True)
    matter.refresh_from_db()
    assert (matter.state, "Le cadre des fours" in titles(planned(cast, day="2011-12-15"))) == ("before", True)
    assert len(refused(acts.cancel, meeting, why="Encore", by=cast.coordination, when=NOW)) == 1


def test_a_planned_meeting_is_moved_and_cancelled_without_a_letter(cast: Cast) -> None:
    acts.cancel(planned(cast, make_body(cast.agreement, "Sans personne")), why="Rien", by=cast.coordination, when=NOW)
    assert Letter.objects.count() == 0
