"""A meeting is called in time by one letter to each person; replies, reminders, guests, interests; one writer of the agenda at a time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from ententes.correspondence import acts as correspondence
from ententes.correspondence.models import Letter
from ententes.decisions.models import Entry, Interest, Matter
from ententes.meetings import acts
from ententes.meetings.models import Invitation, Item
from ententes.meetings.queries.agenda import agenda
from ententes.meetings.queries.replies import answers, expected, tally
from ententes.meetings.states import State
from tests.cast import NOW, TODAY, Cast, make_person, make_term
from tests.correspondence.test_smtp import Postbox, postbox
from tests.meetings.making import at, called, make_procedure, planned, ruled, seat_substitute, waiting
from tests.meetings.test_planning import refused, titles

__all__ = ["postbox"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def links_of(letter: Letter) -> list[str]:
    return re.findall(r"http://127\.0\.0\.1:8000(/\S+)", letter.text)


def test_the_notice_asked_by_the_rules_is_counted_in_days_and_the_first_lawful_one_is_said(cast: Cast) -> None:
    ruled(cast, notice_days=10, special_notice_days=2)
    early = planned(cast, day="2011-12-02")
    assert refused(acts.call, early, by=cast.coordination, when=NOW) == [
        "Les règles de «\u00a0Comité des fours\u00a0» demandent un avis de 10 jours pour une rencontre ordinaire\u00a0:"
        " convoquée aujourd’hui, elle se tient au plus tôt le 3\u00a0décembre\u00a02011. Elles ne permettent pas d’avis plus court."
    ]
    # A reason changes nothing where the rules allow no shorter notice.
    assert len(refused(acts.call, early, shortness="Le four fume", by=cast.coordination, when=NOW)) == 1
    assert acts.call(planned(cast, day="2011-12-03"), by=cast.coordination, when=NOW).state == State.CALLED
    assert acts.call(planned(cast, day="2011-11-25", is_special=True), by=cast.coordination, when=NOW).state == State.CALLED
    assert len(refused(acts.call, planned(cast, day="2011-11-24", is_special=True), by=cast.coordination, when=NOW)) == 1
    assert Letter.objects.count() == 2


def test_a_shorter_notice_is_allowed_with_its_reason_only_where_the_rules_say_so(cast: Cast) -> None:
    ruled(cast, short_notice_allowed=True)
    meeting = planned(cast, day="2011-11-28")
    assert "dites-en le motif" in refused(acts.call, meeting, by=cast.coordination, when=NOW)[0]
    made = acts.call(meeting, shortness="Le four fume", by=cast.coordination, when=NOW)
    assert (made.shortness, "plus court que le délai habituel\u00a0: Le four fume" in Letter.objects.get().text) == ("Le four fume", True)
    long = acts.call(planned(cast, day="2012-01-10"), shortness="Pour rien", by=cast.coordination, when=NOW)
    assert long.shortness == ""


def test_a_notice_goes_to_each_holder_and_substitute_in_force_that_day_and_to_each_person_once(cast: Cast) -> None:
    ruled(cast)
    stand_in, gone, coming = make_person("Paul Substitut"), make_person("Léa Partie"), make_person("Rémi Arrivé")
    seat_substitute(cast.worker_term, stand_in)
    make_term(cast.working, gone, ends_on=at("2011-12-13").date())
    make_term(cast.working, coming, starts_on=at("2011-12-14").date())
    make_term(cast.working, cast.worker)  # a second seat: one letter all the same
    meeting = planned(cast)
    guest = acts.invite_guest(meeting, person=cast.stranger, by=cast.coordination, when=NOW)
    assert Letter.objects.count() == 0
    acts.call(meeting, by=cast.coordination, when=NOW)
    assert sorted(Letter.objects.values_list("address", flat=True)) == sorted(
        one.email for one in (cast.worker, stand_in, coming, cast.stranger)
    )
    standings = dict(meeting.invitations.values_list("person__name", "standing"))
    assert standings == {"Noémie Tran": "member", "Paul Substitut": "member", "Rémi Arrivé": "member", "Étienne Passant": "guest"}
    assert guest.pk in meeting.invitations.values_list("pk", flat=True)
    assert len(refused(acts.call, meeting, by=cast.coordination, when=NOW)) == 1


def test_a_letter_says_when_where_and_what_in_the_language_of_its_reader_and_leaves_over_smtp(cast: Cast, postbox: Postbox) -> None:
    cast.worker.language = "en"
    cast.worker.save()
    ruled(cast)
    make_term(cast.working, cast.manager)
    waiting(cast)
    meeting = planned(cast, link="https://visio.exemple.test/fours")
    acts.join_document(
        meeting.items.get(matter__isnull=False),
        file=SimpleUploadedFile("bois.txt", b"du bois", "text/plain"),
        title="Le prix du bois",
        by=cast.coordination,
        when=NOW,
    )
    acts.call(meeting, by=cast.coordination, when=NOW)
    assert correspondence.send_due(when=NOW) == 2
    by_address = {one["To"]: one for one in postbox.taken}
    english, french = by_address[cast.worker.email], by_address[cast.manager.email]
    assert french["Subject"].strip() == "CF – convocation, mercredi 14\u00a0décembre\u00a02011, de 19\u00a0h à 21\u00a0h"
    assert french["Reply-To"] == cast.coordinator.email
    text = french.get_body().get_content()
    [joined] = french.iter_attachments()
    [event] = Calendar.from_ical(joined.get_payload(decode=True)).walk("VEVENT")
    assert (joined.get_content_type(), joined.get_filename()) == ("text/calendar", "rencontre.ics")
    assert (event["UID"], event["DTSTART"].dt) == (f"{meeting.uid}@ententes", meeting.starts_at)
    for words in (
        "convocation à la rencontre n°\u00a01 de «\u00a0Comité des fours\u00a0»",
        "Où\u00a0: À la boulangerie",
        "https://visio.exemple.test/fours",
        "5. Le cadre des fours (pour décision, 15 minutes)",
        "5.2 Le prix du bois",
        "l’ouvrir n’enregistre rien",
        "Il sert jusqu’au 14\u00a0décembre\u00a02011.",
    ):
        assert words in text, words
    acts.cancel(meeting, why="Tempête", by=cast.coordination, when=NOW)
    correspondence.send_due(when=NOW)
    [joined] = postbox.taken[-1].iter_attachments()
    taken_back = Calendar.from_ical(joined.get_payload(decode=True))
    assert (taken_back["METHOD"], taken_back.walk("VEVENT")[0]["SEQUENCE"] > event["SEQUENCE"]) == ("CANCEL", True)
    assert "Wednesday, December\u00a014,\u00a02011, from 19:00 to 21:00" in english["Subject"]


def test_a_reply_is_recorded_changed_and_stops_the_reminders(cast: Cast) -> None:
    meeting = called(cast)
    invitation = meeting.invitations.get()
    Letter.objects.all().delete()
    assert acts.remind_unanswered(when=NOW + timedelta(days=2)) == 0
    assert [acts.remind_unanswered(when=NOW + timedelta(days=day)) for day in (3, 3, 5, 6, 9, 12, 15)] == [1, 0, 0, 1, 1, 0, 0]
    assert [one.subject.startswith("CF – rappel de convocation") for one in Letter.objects.all()] == [True] * 3
    Invitation.objects.update(reminders=0)
    acts.reply(invitation, reply="present", words="Avec du pain\x00", when=NOW + timedelta(days=15))
    assert acts.remind_unanswered(when=NOW + timedelta(days=18)) == 0
    acts.reply(invitation, reply="excused", when=NOW + timedelta(days=16))
    invitation.refresh_from_db()
    assert (invitation.reply, invitation.words, invitation.reply_recorded_by) == ("excused", "", "")


def test_no_reminder_leaves_on_the_day_of_the_meeting_nor_for_one_that_is_cancelled(cast: Cast) -> None:
    called(cast)
    assert acts.remind_unanswered(when=at("2011-12-14", 8)) == 0
    assert acts.remind_unanswered(when=at("2011-12-13", 8)) == 1
    acts.cancel(called(cast, day="2011-12-20"), why="Tempête", by=cast.coordination, when=NOW)
    Letter.objects.all().delete()
    assert (acts.remind_unanswered(when=at("2011-12-19", 8)), Letter.objects.count()) == (0, 0)


def test_only_the_replies_that_the_rules_allow_are_taken(cast: Cast) -> None:
    ruled(cast, remote_allowed=False)
    meeting = called(cast)
    invitation = meeting.invitations.get()
    for reply in ("remote", "substitute", "peut-être"):
        assert refused(acts.reply, invitation, reply=reply, when=NOW) == ["Choisissez une des réponses proposées."]
    assert "on n’y répond plus" in refused(acts.reply, invitation, reply="present", when=at("2011-12-15"))[0]


def test_a_holder_who_sends_their_substitute_has_them_told(cast: Cast) -> None:
    ruled(cast)
    stand_in = make_person("Paul Substitut")
    seat_substitute(cast.worker_term, stand_in)
    meeting = called(cast)
    Letter.objects.all().delete()
    acts.reply(meeting.invitations.get(person=cast.worker), reply="substitute", when=NOW)
    letter = Letter.objects.get()
    assert (letter.address, "Noémie Tran ne pourra pas" in letter.text) == (stand_in.email, True)
    rows = answers(meeting)
    assert (expected(rows), tally(rows)) == (1, {"substitute": 1, "": 1})


def test_a_reply_given_by_phone_says_who_wrote_it_down(cast: Cast) -> None:
    meeting = called(cast)
    invitation = meeting.invitations.get()
    assert len(refused(acts.record_reply, invitation, reply="present", by=cast.manager_term, when=NOW)) == 1
    acts.record_reply(invitation, reply="excused", words="Grippe", by=cast.coordination, when=NOW)
    (row,) = answers(meeting)
    assert (row.reply, row.recorded_by, row.words) == ("excused", "Amélie Bouchard, coordination de l’entente", "Grippe")
    acts.reply(invitation, reply="present", when=NOW)
    assert answers(meeting)[0].recorded_by == ""


def test_an_interest_declared_ahead_is_in_the_register_and_closes_the_file(cast: Cast) -> None:
    matter, other = waiting(cast), waiting(cast, cast.management, "Pour d’autres")
    meeting = called(cast)
    invitation = meeting.invitations.get()
    assert [one.version for row in agenda(meeting, reader=cast.worker).rows for one in row.documents] == [1]
    assert "pas à l’ordre du jour" in refused(acts.declare_ahead, invitation, other, nature="Ma sœur", when=NOW)[0]
    acts.declare_ahead(invitation, matter, nature="Le four est à ma sœur", when=NOW)
    assert (Interest.objects.get().declared_by, Entry.objects.get().kind) == ("membre, Comité des fours", "interest")
    assert [row.documents for row in agenda(meeting, reader=cast.worker).rows if row.documents] == []
    assert not Matter.objects.seen_by(cast.worker, TODAY).filter(pk=matter.pk).exists()
    guest = acts.invite_guest(meeting, person=cast.stranger, by=cast.coordination, when=NOW)
    assert "Seules les personnes qui siègent" in refused(acts.declare_ahead, guest, matter, nature="Moi aussi", when=NOW)[0]


def test_a_guest_invited_after_the_notice_gets_their_letter_at_once_and_stays(cast: Cast) -> None:
    meeting = called(cast)
    Letter.objects.all().delete()
    guest = acts.invite_guest(meeting, person=cast.stranger, by=cast.coordination, when=NOW)
    assert (Letter.objects.get().address, "Voici une invitation" in Letter.objects.get().text) == (cast.stranger.email, True)
    assert len(refused(acts.uninvite, guest, by=cast.coordination, when=NOW)) == 1
    assert len(refused(acts.invite_guest, meeting, person=cast.worker, by=cast.coordination, when=NOW)) == 1
    early = planned(cast, day="2012-01-11")
    acts.uninvite(acts.invite_guest(early, person=cast.stranger, by=cast.coordination, when=NOW), by=cast.coordination, when=NOW)
    assert early.invitations.count() == 0


def test_a_meeting_without_a_place_or_without_anybody_is_not_called(cast: Cast) -> None:
    ruled(cast)
    assert "un lieu, un lien" in refused(acts.call, planned(cast, place=""), by=cast.coordination, when=NOW)[0]
    make_procedure(cast.management, cast.coordination)
    cast.management.seats.get().terms.update(ends_on=TODAY)
    assert "personne à convoquer" in refused(acts.call, planned(cast, cast.management), by=cast.coordination, when=NOW)[0]


def test_items_are_added_moved_reworded_and_removed_and_the_clock_runs(cast: Cast) -> None:
    meeting = planned(cast)
    facts: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    item = acts.add_item(meeting, title="  Le   bois ", purpose="inform", estimate=20, **facts)
    assert titles(meeting)[4:] == ["Le bois", "Varia", "Prochaine rencontre", "Levée"]
    acts.move_item(item, up=True, **facts)
    acts.reword_item(item, title="Le bois sec", purpose="discuss", estimate=100, revision=1, **facts)
    meeting.refresh_from_db()
    found = agenda(meeting)
    hours = [(row.number, row.title, f"{(row.starts_at - meeting.starts_at).total_seconds() / 60:.0f}") for row in found.rows[2:6]]
    assert hours == [
        (3, "Déclarations d’intérêts", "10"),
        (4, "Le bois sec", "15"),
        (5, "Avancement des actions", "115"),
        (6, "Varia", "160"),
    ]
    assert (found.minutes, found.over) == (175, 55)
    acts.remove_item(item, revision=2, **facts)
    assert list(meeting.items.order_by("position").values_list("position", flat=True)) == list(range(7))
    assert refused(acts.add_item, meeting, title=" ", estimate=0, **facts) == [
        "Le titre du point est obligatoire.",
        "La durée prévue va de 1 à 720 minutes.",
    ]


def test_a_second_saver_of_an_item_is_told_what_the_first_wrote(cast: Cast) -> None:
    meeting = planned(cast)
    item = Item.objects.get(meeting=meeting, usual="other_business")
    facts: dict[str, Any] = {"purpose": "discuss", "estimate": None, "by": cast.coordination, "when": NOW}
    acts.reword_item(item, title="Divers", revision=1, **facts)
    assert "entre-temps\u00a0: «\u00a0Divers\u00a0»" in refused(acts.reword_item, item, title="Autres", revision=1, **facts)[0]
    assert len(refused(acts.remove_item, item, revision=1, by=cast.coordination, when=NOW)) == 1


def test_a_matter_is_taken_up_only_by_the_body_it_is_before(cast: Cast) -> None:
    meeting = planned(cast)
    matter = waiting(cast, cast.management)
    reasons = refused(acts.add_item, meeting, title="À eux", matter=matter, by=cast.coordination, when=NOW)
    assert reasons == ["Le dossier «\u00a0Le cadre des fours\u00a0» n’est pas devant «\u00a0Comité des fours\u00a0»."]


def test_documents_are_numbered_with_their_item_and_a_program_is_refused(cast: Cast) -> None:
    waiting(cast)
    meeting = planned(cast)
    item = meeting.items.get(matter__isnull=False)
    facts: dict[str, Any] = {"by": cast.coordination, "when": NOW}
    piece = acts.join_document(item, file=SimpleUploadedFile("bois.txt", b"du bois"), title="", **facts)
    assert [(one.number, one.name, one.version) for row in agenda(meeting).rows for one in row.documents] == [
        ("5.1", "cadre.pdf", 1),
        ("5.2", "bois.txt", 0),
    ]
    assert "n’est pas un fichier PDF" in refused(acts.join_document, item, file=SimpleUploadedFile("a.exe", b"MZ\0"), title="", **facts)[0]
    acts.remove_document(piece, **facts)
    assert item.pieces.count() == 0


@pytest.mark.parametrize("count", [1, 3, 30])
def test_an_agenda_is_read_in_a_constant_number_of_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        waiting(cast, title=f"Dossier {number}")
    meeting = planned(cast)
    meeting.refresh_from_db()
    with django_assert_num_queries(4):
        agenda(meeting, reader=cast.worker)
