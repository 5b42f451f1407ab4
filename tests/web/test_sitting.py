"""A sitting recorded from its pages: who is there, a motion kept as it is typed, read back, recorded; and what each reader sees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from ententes.committees.models import Charge, Seat, Term
from ententes.decisions.models import Resolution
from ententes.ground import clock
from ententes.ground.act import Refused
from ententes.meetings import acts
from ententes.meetings.models import Attendance, Item, Meeting, Motion, Slip
from ententes.meetings.queries import links
from ententes.web.sitting.finding import given
from tests.cast import TODAY, Cast, make_person
from tests.decisions.chains import resolve as decided
from tests.meetings import sittings
from tests.meetings.sittings import Sitting, make_sitting

from .browsing import HTMX, css, fields_of, page_of, send, signed_in, words


@pytest.fixture
def sitting(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    """A meeting called, whose minutes are of the hour that the pages read."""
    settings.ENTENTES_TODAY = TODAY
    monkeypatch.setattr(sittings, "START", clock.now() - timedelta(minutes=90))
    return make_sitting(cast)


@pytest.fixture
def seated(sitting: Sitting) -> Sitting:
    sitting.open()
    sitting.come("ABC")
    sitting.take("free")
    return sitting


QUERIES = 33
"""Of the page of whoever records, with a quorum."""


def address(sitting: Sitting, route: str, *keys: int) -> str:
    return reverse(route, args=[sitting.cast.agreement.slug, *keys])


def home(sitting: Sitting) -> str:
    return address(sitting, "sitting", sitting.meeting.pk)


def coordinator(sitting: Sitting) -> Client:
    return signed_in(sitting.cast.coordinator)


def form_to(root: Any, path: str) -> dict[str, Any]:
    [form] = [one for one in root.forms if one.get("action") == path]
    return fields_of(form)


def test_a_meeting_is_recorded_from_its_opening_to_its_end_with_the_pages_alone(sitting: Sitting) -> None:
    client = coordinator(sitting)
    assert send(client, address(sitting, "sitting_open", sitting.meeting.pk)).status_code == 302
    here = [sitting.terms[letter].pk for letter in "ABC"]
    assert send(client, address(sitting, "sitting_arrive", sitting.meeting.pk), {"term": here, "remote": here[:1]}).status_code == 302
    assert list(Attendance.objects.values_list("term", "is_remote")) == [(here[0], True), (here[1], False), (here[2], False)]
    assert "Il y a quorum : 3 membres comptent" in words(page_of(client, home(sitting)))
    item = sitting.items["free"].pk
    assert send(client, address(sitting, "item_take_up", item)).status_code == 302
    begun = send(client, address(sitting, "motion_write", item))
    motion = Motion.objects.get()
    assert begun.headers["Location"] == address(sitting, "motion", motion.pk)
    path = address(sitting, "motion_save", motion.pk)
    typed = form_to(page_of(client, begun.headers["Location"]), path)
    said = {"resolved": "d’acheter un four.", "mover": here[0], "seconder": here[1], "manner": "hands", "count_for": "2", "then": "read"}
    kept = send(client, path, {**typed, **said, "count_against": "1"})
    assert kept.headers["Location"] == address(sitting, "motion_read", motion.pk)
    read = page_of(client, kept.headers["Location"])
    assert "Comité du pain prend la résolution « Achat d’un four », par 2 voix pour, 1 contre, " in words(read)
    record = address(sitting, "motion_record", motion.pk)
    assert send(client, record, form_to(read, record)).status_code == 302
    resolution = Resolution.objects.get()
    assert (resolution.number, resolution.votes_for, resolution.votes_against) == ("CP-2011-11-23-01", 2, 1)
    assert "Résolution CP-2011-11-23-01, adoptée" in words(page_of(client, home(sitting)))
    assert send(client, address(sitting, "sitting_close", sitting.meeting.pk)).status_code == 302
    assert "La rencontre est levée." in words(page_of(client, home(sitting)))


def test_without_quorum_the_reading_says_why_and_pressing_all_the_same_records_nothing(seated: Sitting) -> None:
    motion = seated.motion(counted={"for": 2})
    seated.go("C")
    client = coordinator(seated)
    read = page_of(client, address(seated, "motion_read", motion.pk))
    assert "Il n’y a pas quorum : 2 membres comptent (Aline Roy et Bruno Cyr); il en faut 3 sur 5, il en manque un." in words(read)
    assert [one for one in read.forms if one.get("action") == address(seated, "motion_record", motion.pk)] == []
    answer = send(client, address(seated, "motion_record", motion.pk), {"revision": 2})
    assert (answer.status_code, Resolution.objects.count()) == (422, 0)


def test_what_is_typed_is_kept_by_itself_and_found_again_after_a_reload(seated: Sitting) -> None:
    motion = acts.write_motion(seated.item("free"), by=seated.cast.coordination, when=clock.now())
    client, path = coordinator(seated), address(seated, "motion_save", motion.pk)
    half = {"title": "Un four", "whereas": "", "resolved": "d’acheter", "manner": "hands", "count_for": "2", "revision": 1}
    answer = client.post(path, half, headers=HTMX)
    assert (answer.status_code, 'name="revision" id="motion-revision" value="2"' in answer.content.decode()) == (200, True)
    again = form_to(page_of(client, address(seated, "motion", motion.pk)), path)
    assert {key: again[key] for key in ("title", "resolved", "manner", "count_for", "revision")} == {
        "title": "Un four",
        "resolved": "d’acheter",
        "manner": "hands",
        "count_for": "2",
        "revision": "2",
    }


def test_a_refused_form_gives_back_all_that_was_typed(seated: Sitting) -> None:
    motion = acts.write_motion(seated.item("free"), by=seated.cast.coordination, when=clock.now())
    client, path = coordinator(seated), address(seated, "motion_save", motion.pk)
    answer = send(client, path, {"title": "Un four", "resolved": "d’en acheter deux", "manner": "hands", "count_for": "-3", "revision": 1})
    assert (answer.status_code, "d’en acheter deux" in answer.content.decode()) == (422, True)
    answer = send(client, address(seated, "sitting_welcome", seated.meeting.pk), {"guest": "", "at": "23:59"})
    assert answer.status_code == 422
    answer = send(client, address(seated, "item_postpone", seated.items["other"].pk), {"reasons": "", "at": ""})
    assert "Dites pourquoi ce point est reporté" in answer.content.decode()


def test_two_secretaries_of_one_item_each_read_both_texts_and_lose_none(seated: Sitting) -> None:
    motion = acts.write_motion(seated.item("free"), by=seated.cast.coordination, when=clock.now())
    path = address(seated, "motion_save", motion.pk)
    first, second = coordinator(seated), signed_in(seated.terms["A"].person)
    shown = form_to(page_of(second, address(seated, "motion", motion.pk)), path)
    assert send(first, path, {**shown, "resolved": "d’acheter un four."}).status_code == 302
    late = send(second, path, {**shown, "resolved": "de louer un four.", "count_for": "3", "manner": "hands"})
    said = late.content.decode()
    assert (late.status_code, "d’acheter un four." in said, "de louer un four." in said) == (409, True, True)
    assert second.post(path, {**shown, "resolved": "de louer un four."}, headers=HTMX).status_code == 409
    motion.refresh_from_db()
    assert motion.resolved == "d’acheter un four."
    again = form_to(html.fromstring(said), path)
    assert send(second, path, again).status_code == 302
    motion.refresh_from_db()
    assert (motion.resolved, motion.counted) == ("de louer un four.", {"for": 3})


def test_a_motion_that_changed_since_it_was_read_is_shown_again_rather_than_recorded(seated: Sitting) -> None:
    motion = seated.motion(counted={"for": 3})
    acts.save_motion(motion, {"resolved": "d’en acheter trois."}, revision=2, by=seated.cast.coordination, when=clock.now())
    answer = send(coordinator(seated), address(seated, "motion_record", motion.pk), {"revision": 2})
    assert (answer.status_code, "d’en acheter trois." in answer.content.decode(), Resolution.objects.count()) == (409, True, 0)


def test_a_member_follows_the_sitting_and_records_nothing(seated: Sitting) -> None:
    client = signed_in(seated.terms["B"].person)
    root = page_of(client, home(seated))
    posted = {one.get("action") for one in root.forms if one.get("action", "").startswith("/e/")}
    assert posted == set()
    answer = send(client, address(seated, "sitting_welcome", seated.meeting.pk), {"guest": "Intrus"})
    assert (answer.status_code, "Vous agissez ici comme membre" in answer.content.decode()) == (422, True)
    assert signed_in(seated.cast.worker).get(home(seated)).status_code == 404
    assert signed_in(seated.cast.stranger).get(home(seated)).status_code == 404


def test_a_secretary_without_a_seat_records_the_sittings_of_their_body_alone_and_never_votes(sitting: Sitting) -> None:
    secretary = make_person("Ida Secret")
    client = signed_in(secretary)
    assert client.get(home(sitting)).status_code == 404
    Charge.objects.create(body=sitting.body, office="secretary", person=secretary, starts_on=TODAY)
    elsewhere = sittings.make_meeting(sitting.cast.management)
    assert client.get(address(sitting, "sitting", elsewhere.pk)).status_code == 404
    assert client.get(address(sitting, "meeting", elsewhere.pk)).status_code == 404
    assert "Comité du pain" in words(page_of(client, address(sitting, "meetings")))
    assert send(client, address(sitting, "sitting_open", sitting.meeting.pk)).status_code == 302
    here = [sitting.terms[letter].pk for letter in "ABC"]
    assert send(client, address(sitting, "sitting_arrive", sitting.meeting.pk), {"term": here}).status_code == 302
    assert "Il y a quorum : 3 membres comptent" in words(page_of(client, home(sitting)))
    item = sitting.items["free"].pk
    send(client, address(sitting, "item_take_up", item))
    send(client, address(sitting, "motion_write", item))
    path = address(sitting, "motion_save", Motion.objects.get().pk)
    typed = form_to(page_of(client, address(sitting, "motion", Motion.objects.get().pk)), path)
    kept = send(
        client,
        path,
        {
            **typed,
            "resolved": "d’acheter un four.",
            "mover": here[0],
            "seconder": here[1],
            "manner": "hands",
            "count_for": "3",
            "then": "read",
        },
    )
    record = address(sitting, "motion_record", Motion.objects.get().pk)
    assert send(client, record, form_to(page_of(client, kept.headers["Location"]), record)).status_code == 302
    assert Resolution.objects.get().recorded_by == "secrétariat, Comité du pain"
    assert client.get(address(sitting, "settings")).status_code == 403


def test_the_live_box_answers_nothing_when_nothing_changed(seated: Sitting) -> None:
    client = signed_in(seated.terms["B"].person)
    [box] = css(page_of(client, home(seated)), "div#live")
    path = box.get("hx-get")
    assert client.get(path).status_code == 204
    seated.go("C")
    answer = client.get(path)
    assert (answer.status_code, "il en manque un" in answer.content.decode()) == (200, True)


def test_a_member_votes_from_the_link_of_their_letter_once(seated: Sitting) -> None:
    motion = acts.open_ballot(seated.motion(manner="secret"), **seated.facts)
    path = links.path("vote", motion.pk, seated.terms["B"].pk)
    visitor = Client()
    assert "Votre bulletin" in words(page_of(visitor, path))
    assert Slip.objects.count() == 0
    assert send(visitor, path, {"choice": "for"}).status_code == 302
    assert "Votre siège a voté" in words(page_of(visitor, path))
    again = send(visitor, path, {"choice": "against"})
    assert (again.status_code, list(Slip.objects.values_list("choice", flat=True))) == (422, ["for"])
    assert visitor.get(path[:-4] + "AAA/").status_code == 404
    inside = signed_in(seated.terms["A"].person).get(address(seated, "ballot", motion.pk))
    assert inside.headers["Location"] == links.path("vote", motion.pk, seated.terms["A"].pk)


def test_who_withdrew_neither_votes_nor_reads_the_text_by_the_link_of_their_letter(seated: Sitting) -> None:
    motion = acts.open_ballot(seated.motion(manner="secret", whereas="Le vieux four fume."), **seated.facts)
    path = links.path("vote", motion.pk, seated.terms["C"].pk)
    assert "d’acheter un four" in words(page_of(Client(), path))
    acts.recuse(seated.item("free"), seated.terms["C"], **seated.facts)
    for _turn in ("while they are out", "once the item was left"):
        said = words(page_of(Client(), path))
        assert "vous tient à l’écart de ce point" in said
        assert not any(one in said for one in ("d’acheter", "fume", "Achat d’un four", "Votre bulletin"))
        answer = send(Client(), path, {"choice": "for"})
        assert (answer.status_code, "d’acheter" in answer.content.decode(), Slip.objects.count()) == (422, False, 0)
        if not motion.closed_at:
            motion = acts.close_ballot(motion, **seated.facts)
            acts.withdraw_motion(motion, **seated.facts)
            seated.take("other")


def test_who_withdrew_is_not_offered_to_move_or_second(seated: Sitting) -> None:
    acts.recuse(seated.item("free"), seated.terms["C"], **seated.facts)
    page = page_of(coordinator(seated), address(seated, "motion", seated.motion().pk))
    for name in ("mover", "seconder"):
        assert [one.text_content() for one in css(page, f"select[name={name}] option")][1:] == ["Aline Roy", "Bruno Cyr"]


def test_a_ballot_that_arrives_as_the_vote_closes_is_told_so(seated: Sitting) -> None:
    motion = acts.open_ballot(seated.motion(manner="secret"), **seated.facts)
    path = links.path("vote", motion.pk, seated.terms["B"].pk)
    acts.close_ballot(motion, **seated.facts)
    answer = send(Client(), path, {"choice": "for"})
    assert (answer.status_code, "ce bulletin n’est pas compté" in answer.content.decode(), Slip.objects.count()) == (422, True, 0)


def test_the_chair_leaves_by_the_page_and_names_who_presides(seated: Sitting) -> None:
    row = seated.here["A"]
    answer = send(coordinator(seated), address(seated, "attendance_depart", row.pk), {"acting": seated.terms["B"].person_id})
    assert (answer.status_code, Meeting.objects.get(pk=seated.meeting.pk).chair) == (302, seated.terms["B"].person)


def test_a_sitting_entered_from_paper_goes_on_where_its_hours_left_off(sitting: Sitting) -> None:
    client = coordinator(sitting)
    path = address(sitting, "sitting_open", sitting.meeting.pk)
    assert send(client, path, {"afterwards": "1", "opened": "2011-11-22T23:30"}).status_code == 302
    sitting.meeting.refresh_from_db()
    arrive = address(sitting, "sitting_arrive", sitting.meeting.pk)
    assert send(client, arrive, {"term": sitting.terms["A"].pk, "at": "23:35"}).status_code == 302
    assert send(client, arrive, {"term": sitting.terms["B"].pk}).status_code == 302
    assert send(client, arrive, {"term": sitting.terms["C"].pk, "at": "0:15"}).status_code == 302
    first, second, third = Attendance.objects.order_by("pk").values_list("arrived_at", flat=True)
    assert (second - first, third - first) == (timedelta(0), timedelta(minutes=40))
    assert given("23:30", sitting.meeting) == sitting.meeting.opened_at


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_as_many_questions_whatever_the_number_of_people_and_items(
    sitting: Sitting, count: int, django_assert_num_queries: Any
) -> None:
    sitting.change(quorum="count", quorum_number=1)
    sitting.open()
    for number in range(count):
        seat = Seat.objects.create(body=sitting.body, label=f"Siège {number}", position=10 + number)
        term = Term.objects.create(seat=seat, person=make_person(f"Membre {number}"), starts_on=TODAY)
        Attendance.objects.create(meeting=sitting.meeting, term=term, name=f"Membre {number}", arrived_at=sittings.START)
        Item.objects.create(meeting=sitting.meeting, position=10 + number, title=f"Point {number}")
    client = coordinator(sitting)
    client.get(home(sitting))
    with django_assert_num_queries(QUERIES):
        assert client.get(home(sitting)).status_code == 200


def test_in_english_the_usual_items_the_log_and_its_quotation_marks_are_english(seated: Sitting) -> None:
    item = seated.item("free")
    Item.objects.filter(pk=item.pk).update(title="Prochaine rencontre", usual="next")
    acts.go_in_camera(seated.item("free"), **seated.facts)
    client = coordinator(seated)
    found = []
    for language in ("fr", "en"):
        send(client, "/langue/", {"language": language, "back": "/"})
        page = words(css(page_of(client, f"{home(seated)}?point={item.pk}"), "body")[0])
        found.append(
            [
                said
                for said in (
                    "Prochaine rencontre",
                    "Next meeting",
                    "« Prochaine rencontre »",
                    "“Next meeting”",
                    "Huis clos sur",
                    "In camera",
                )
                if said in page
            ]
        )
    assert found == [
        ["Prochaine rencontre", "« Prochaine rencontre »", "Huis clos sur"],
        ["Next meeting", "“Next meeting”", "In camera"],
    ]


def test_the_way_back_from_a_sitting_goes_by_its_body_and_its_meeting(seated: Sitting) -> None:
    crumbs = css(page_of(coordinator(seated), home(seated)), ".crumbs a")
    slug = seated.cast.agreement.slug
    assert [one.get("href") for one in crumbs] == [f"/e/{slug}/instances/{seated.body.pk}/", address(seated, "meeting", seated.meeting.pk)]


def test_a_motion_amends_or_repeals_what_its_body_resolved_and_nothing_else(seated: Sitting) -> None:
    client = coordinator(seated)
    first = acts.record(seated.motion(resolved="d’acheter un four."), votes=(3, 0, 0), **seated.facts)
    elsewhere = decided(seated.cast, None, seated.cast.management)
    motion = seated.motion(resolved="de n’en plus acheter.")
    path = address(seated, "motion_save", motion.pk)
    page = page_of(client, address(seated, "motion", motion.pk))
    offered = [one.text or "" for one in css(page, "select[name=repeals] option")]
    assert (any(first.number in one for one in offered), any(elsewhere.number in one for one in offered)) == (True, False)
    typed = form_to(page, path)
    assert send(client, path, {**typed, "repeals": elsewhere.pk}).status_code == 422
    twice = send(client, path, {**typed, "repeals": first.pk, "amends": first.pk, "count_for": "3", "then": "read"})
    assert "à la fois modifiée et abrogée" in words(page_of(client, twice.headers["Location"]))
    typed = form_to(page_of(client, address(seated, "motion", motion.pk)), path)
    kept = send(client, path, {**typed, "repeals": first.pk, "amends": "", "count_for": "3", "then": "read"})
    read = page_of(client, kept.headers["Location"])
    assert f"Elle abroge {first.number}" in words(read)
    record = address(seated, "motion_record", motion.pk)
    assert send(client, record, form_to(read, record)).status_code == 302
    second = Resolution.objects.get(repeals=first)
    assert f"Abrogée par {second.number}." in words(page_of(client, address(seated, "resolution", first.pk)))
    with pytest.raises(Refused, match="est déjà abrogée"):
        acts.record(seated.motion(resolved="d’y revenir.", repeals=first), votes=(3, 0, 0), **seated.facts)
    lost = acts.record(seated.motion(resolved="de revoir.", amends=second), votes=(0, 3, 0), **seated.facts)
    assert (lost.outcome, lost.amends) == ("rejected", None)
