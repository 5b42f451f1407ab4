"""Dates are asked of those who sit by one letter each, answered by its link, and one of them becomes the meeting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ententes.correspondence.models import Letter
from ententes.meetings import acts
from ententes.meetings.models import DatePoll
from ententes.meetings.states import State
from tests.cast import NOW, TODAY, Cast, make_person
from tests.meetings.making import at, ruled, seat_substitute
from tests.meetings.test_planning import refused

pytestmark = pytest.mark.django_db
OPTIONS = [(at("2011-12-14"), at("2011-12-14", 21)), (at("2011-12-13"), at("2011-12-13", 21))]


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def asked(cast: Cast, **fields: Any) -> DatePoll:
    given: dict[str, Any] = {"title": "rencontre d’hiver", "options": OPTIONS, "closes_on": date(2011, 12, 1)}
    return acts.ask_dates(cast.working, **(given | fields), by=cast.coordination, when=NOW)


def test_each_person_who_sits_gets_one_letter_with_the_dates_in_order(cast: Cast) -> None:
    seat_substitute(cast.worker_term, make_person("Paul Substitut"))
    poll = asked(cast)
    letters = list(Letter.objects.order_by("pk"))
    assert (len(letters), poll.answers.count()) == (2, 2)
    text = letters[0].text
    assert text.index("mardi 13") < text.index("mercredi 14")
    assert ("rencontre d’hiver" in text, "/d/" in text, letters[0].reply_to) == (True, True, cast.coordinator.email)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"options": OPTIONS[:1]}, "de 2 à 12 dates"),
        ({"options": [OPTIONS[0], OPTIONS[0]]}, "proposée deux fois"),
        ({"options": [OPTIONS[0], OPTIONS[1][::-1]]}, "finit après avoir commencé"),
        ({"closes_on": date(2011, 11, 22)}, "un jour à venir"),
        ({"closes_on": date(2011, 12, 13)}, "avant la première date"),
        ({"title": " "}, "de quelle rencontre"),
    ],
)
def test_a_poll_that_cannot_be_answered_is_refused(cast: Cast, fields: dict[str, Any], words: str) -> None:
    assert words in " ".join(refused(asked, cast, **fields))
    assert Letter.objects.count() == 0


def test_an_answer_is_replaced_until_a_date_is_chosen_and_the_date_becomes_the_meeting(cast: Cast) -> None:
    ruled(cast)
    poll = asked(cast)
    answer, (first, second) = poll.answers.get(), poll.options.all()
    acts.answer_dates(answer, choices=[first.pk, 987654], when=NOW)
    answer.refresh_from_db()
    assert answer.choices == [first.pk]
    acts.answer_dates(answer, choices=[second.pk], words="Après la traite", when=NOW)
    Letter.objects.all().delete()
    meeting = acts.choose_date(poll, second, place="À la boulangerie", by=cast.coordination, when=NOW)
    told = Letter.objects.get(recipient=cast.worker)
    assert ("date retenue" in told.subject, "À la boulangerie" in told.text) == (True, True)
    poll.refresh_from_db()
    assert (meeting.starts_at, meeting.state, poll.meeting, poll.closed_at) == (second.starts_at, State.PLANNED, meeting, NOW)
    assert "est clos" in refused(acts.answer_dates, answer, choices=[first.pk], when=NOW)[0]
    assert len(refused(acts.choose_date, poll, first, by=cast.coordination, when=NOW)) == 1


def test_a_poll_may_end_without_a_date_and_its_body_without_rules_keeps_it_open(cast: Cast) -> None:
    poll = asked(cast)
    assert "règles de fonctionnement" in refused(acts.choose_date, poll, poll.options.all()[0], by=cast.coordination, when=NOW)[0]
    poll.refresh_from_db()
    assert poll.closed_at is None
    assert len(refused(acts.close_poll, poll, by=cast.worker_term, when=NOW)) == 1
    assert acts.close_poll(poll, by=cast.coordination, when=NOW).closed_at == NOW


def test_those_who_did_not_answer_are_reminded_once_near_the_end(cast: Cast) -> None:
    poll = asked(cast)
    Letter.objects.all().delete()
    assert [acts.remind_dates(when=NOW + timedelta(days=day)) for day in (0, 5, 6, 7, 8)] == [0, 0, 1, 0, 0]
    assert Letter.objects.get().subject.startswith("Rappel")
    poll.answers.update(reminded_at=None)
    acts.answer_dates(poll.answers.get(), choices=[], when=NOW)
    assert acts.remind_dates(when=NOW + timedelta(days=7)) == 0
