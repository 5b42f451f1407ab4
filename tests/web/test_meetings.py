"""The pages of meetings before they open: planned, called, answered from the letter, carried away."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ententes.agreements.models import Export
from ententes.correspondence.models import Letter
from ententes.decisions.models import Interest
from ententes.meetings import acts
from ententes.meetings.models import CalendarFeed, DateAnswer, Invitation, Meeting
from ententes.plans.models import Target
from tests.cast import NOW, TODAY, Cast, make_body, make_person, make_term
from tests.meetings.making import called, make_procedure, planned, ruled, waiting
from tests.web.browsing import css, page_of, send, signed_in, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def at_meeting(cast: Cast, meeting: Meeting, route: str = "meeting", **parts: Any) -> str:
    return reverse(route, kwargs={"agreement": cast.agreement.slug, "meeting": meeting.pk, **parts})


def to_plan(cast: Cast, body: Any = None) -> str:
    return reverse("meeting_plan", args=[cast.agreement.slug, (body or cast.working).pk])


WHEN = {"day": "2011-12-14", "starts": "19:00", "ends": "21:00", "place": "À la boulangerie"}


def link_of(letter: Letter, kind: str = "r") -> str:
    found = re.search(rf"http://127\.0\.0\.1:8000(/{kind}/[^/\s]+/)", letter.text)
    assert found
    return found[1]


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode()).replace("\u00a0", " ")


def test_a_body_without_rules_says_so_and_leads_to_where_they_are_set(cast: Cast) -> None:
    client = signed_in(cast.coordinator)
    page = page_of(client, to_plan(cast))
    assert "pas encore de règles de fonctionnement" in words(css(page, "#why-not")[0])
    assert to_plan(cast) not in [one.get("action") for one in css(page, "form")]
    assert reverse("procedure_set", args=[cast.agreement.slug, cast.working.pk]) in [one.get("href") for one in css(page, "main a")]


def test_the_coordination_plans_a_meeting_and_finds_its_agenda(cast: Cast) -> None:
    ruled(cast)
    waiting(cast)
    client = signed_in(cast.coordinator)
    response = send(client, to_plan(cast), WHEN, follow=True)
    text = text_of(response)
    meeting = Meeting.objects.get()
    assert response.redirect_chain == [(at_meeting(cast, meeting), 302)]
    for said in ("Rencontre n° 1", "mercredi 14 décembre 2011, de 19 h à 21 h", "Le cadre des fours", "au plus tard le 4 décembre 2011"):
        assert said in text, said
    assert Letter.objects.count() == 0
    assert meeting.body.name in text_of(client.get(reverse("meetings", args=[cast.agreement.slug])))


def test_a_series_past_midnight_is_planned_and_a_refusal_keeps_what_was_typed(cast: Cast) -> None:
    ruled(cast)
    client = signed_in(cast.coordinator)
    late = {**WHEN, "starts": "22:00", "ends": "01:00", "every": "month", "times": "3"}
    assert send(client, to_plan(cast), late).status_code == 302
    assert [one.ends_at - one.starts_at for one in Meeting.objects.all()] == [timedelta(hours=3)] * 3
    for wrong in ({"day": "2011-01-01"}, {"ends": "12:00"}, {"every": "week"}, {"every": "week", "times": "3", "is_special": "on"}):
        response = send(client, to_plan(cast), {**WHEN, "place": "Un lieu à garder", **wrong})
        assert (response.status_code, "Un lieu à garder" in text_of(response), Meeting.objects.count()) == (422, True, 3)


def test_a_notice_too_short_is_refused_with_its_rule_and_its_first_lawful_day(cast: Cast) -> None:
    meeting = planned(cast, day="2011-11-28")
    client = signed_in(cast.coordinator)
    for response, status in (
        (client.get(at_meeting(cast, meeting, "meeting_call")), 200),
        (send(client, at_meeting(cast, meeting, "meeting_call")), 422),
    ):
        assert (response.status_code, "au plus tôt le 3 décembre 2011" in text_of(response)) == (status, True)
    assert Letter.objects.count() == 0


def test_calling_reads_back_whom_it_reaches_then_writes_the_letters(cast: Cast) -> None:
    make_term(cast.working, make_person("Paul Autre"))
    meeting = planned(cast)
    client = signed_in(cast.coordinator)
    page = page_of(client, at_meeting(cast, meeting, "meeting_call"))
    assert "2 lettres partent" in words(css(page, ".confirm-sentence")[0])
    response = send(client, at_meeting(cast, meeting, "meeting_call"), follow=True)
    assert "2 lettres partent" in text_of(response)
    assert Letter.objects.count() == 2
    assert send(client, at_meeting(cast, meeting, "meeting_call")).status_code == 422


def test_what_is_added_after_the_notice_is_said_on_the_page_and_sent_once_to_those_called(cast: Cast) -> None:
    meeting = called(cast)
    waiting(cast)
    client = signed_in(cast.coordinator)
    assert at_meeting(cast, meeting, "agenda_send") not in client.get(at_meeting(cast, meeting)).content.decode()
    send(client, at_meeting(cast, meeting, "item_complete"), {})
    Letter.objects.all().delete()
    warned = css(page_of(client, at_meeting(cast, meeting)), ".message-warning")
    assert [[one.text_content() for one in css(box, "li")] for box in warned] == [["Le cadre des fours"]]
    assert Letter.objects.count() == 0
    text = text_of(send(client, at_meeting(cast, meeting, "agenda_send"), {}, follow=True))
    letter = Letter.objects.get()
    assert "L’ordre du jour modifié part : une lettre." in text
    assert "Convoquée le 23 novembre 2011. Ordre du jour modifié envoyé le" in text
    assert (letter.address, "ordre du jour modifié" in letter.subject, link_of(letter)[:3]) == (cast.worker.email, True, "/r/")
    said = letter.text.replace("\u00a0", " ")
    assert "Un point s’est ajouté à l’ordre du jour de la rencontre n° 1" in said
    assert "Le cadre des fours (pour décision)" in said
    assert send(client, at_meeting(cast, meeting, "agenda_send"), {}).status_code == 422
    assert Letter.objects.count() == 1


def test_a_notice_is_answered_from_the_letter_without_signing_in_and_opening_it_records_nothing(cast: Cast) -> None:
    waiting(cast)
    meeting = called(cast)
    link, client = link_of(Letter.objects.get()), Client()
    for _visit in range(2):
        response = client.get(link)
    text = text_of(response)
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert ("Vous répondez comme Noémie Tran" in text, "Le cadre des fours" in text, Invitation.objects.get().reply) == (True, True, "")
    response = send(client, link, {"reply": "remote", "words": "Je suis au four"}, follow=True)
    invitation = Invitation.objects.get()
    assert ("votre réponse est enregistrée" in text_of(response), invitation.reply, invitation.words) == (True, "remote", "Je suis au four")
    wrong = send(client, link, {"reply": "substitute", "words": "À garder"})
    assert (wrong.status_code, "À garder" in text_of(wrong)) == (422, True)
    coordination = text_of(signed_in(cast.coordinator).get(at_meeting(cast, meeting)))
    assert ("Sera là à distance" in coordination, "Je suis au four" in coordination) == (True, True)


def test_a_link_that_does_not_serve_says_why(cast: Cast, settings: Any) -> None:
    meeting = called(cast)
    link = link_of(Letter.objects.get())
    for forged in (link[:-2] + "/", link.replace("20111214", "20131214"), "/r/x/", "/r/" + "a" * 3000 + "/"):
        response = Client().get(forged)
        assert (response.status_code, "n’est pas valide" in text_of(response)) == (404, True)
    settings.ENTENTES_TODAY = date(2011, 12, 15)
    assert (Client().get(link).status_code, send(Client(), link, {"reply": "present"}).status_code) == (410, 410)
    settings.ENTENTES_TODAY = TODAY
    acts.cancel(meeting, why="Tempête", by=cast.coordination, when=NOW)
    response = Client().get(link)
    assert (response.status_code, "est annulée" in text_of(response)) == (410, True)
    assert "STATUS:CANCELLED" in Client().get(link + "rencontre.ics").content.decode()
    assert Invitation.objects.get().reply == ""


def test_an_interest_declared_from_the_letter_closes_the_frozen_copy(cast: Cast) -> None:
    waiting(cast)
    meeting = called(cast)
    item = meeting.items.get(matter__isnull=False)
    link, client = link_of(Letter.objects.get()), Client()
    copy = f"{link}copies/{item.pk}/"
    assert b"".join(client.get(copy)) == b"%PDF-1.7 copie"  # type: ignore[call-overload]
    response = send(client, link + "interet/", {"item": item.pk, "nature": "Le four est à ma sœur"}, follow=True)
    text = text_of(response)
    assert ("inscrit au registre" in text, Interest.objects.get().nature, client.get(copy).status_code) == (
        True,
        "Le four est à ma sœur",
        404,
    )
    assert signed_in(cast.worker).get(at_meeting(cast, meeting, "meeting_copy", item=item.pk)).status_code == 404
    assert "Le four est à ma sœur" in text_of(signed_in(cast.coordinator).get(at_meeting(cast, meeting)))
    assert send(client, link + "interet/", {"item": item.pk, "nature": "Encore"}).status_code == 422


def test_a_guest_reads_the_agenda_and_its_documents_and_no_frozen_copy(cast: Cast) -> None:
    waiting(cast)
    meeting = planned(cast)
    item = meeting.items.get(matter__isnull=False)
    file = SimpleUploadedFile("bois.txt", b"du bois", "text/plain")
    piece = acts.join_document(item, file=file, title="Le bois", by=cast.coordination, when=NOW)
    client = signed_in(cast.coordinator)
    new = {"guest-name": "Ida Invitée", "guest-email": "ida@exemple.test"}
    assert send(client, at_meeting(cast, meeting, "meeting_invite"), new).status_code == 302
    acts.call(meeting, by=cast.coordination, when=NOW)
    link, visitor = link_of(Letter.objects.get(address="ida@exemple.test")), Client()
    text = text_of(visitor.get(link))
    assert ("Le bois" in text, "Copie figée" in text, "Déclarer un intérêt" in text) == (True, False, False)
    assert b"".join(visitor.get(f"{link}documents/{piece.pk}/")) == b"du bois"  # type: ignore[call-overload]
    assert visitor.get(f"{link}copies/{item.pk}/").status_code == 404


def test_a_reply_given_by_phone_is_marked_as_such(cast: Cast) -> None:
    meeting = called(cast)
    address = at_meeting(cast, meeting, "meeting_reply", invitation=meeting.invitations.get().pk)
    assert send(signed_in(cast.worker), address, {"reply": "present"}).status_code == 422
    response = send(signed_in(cast.coordinator), address, {"reply": "excused", "words": "Grippe"}, follow=True)
    assert "consignée par Amélie Bouchard, coordination de l’entente" in text_of(response)


def test_a_second_saver_of_an_item_keeps_their_words_and_reads_the_first_ones(cast: Cast) -> None:
    meeting = planned(cast)
    item = meeting.items.get(usual="other_business")
    client, address = signed_in(cast.coordinator), at_meeting(cast, meeting, "item_edit", item=item.pk)
    fields = {"purpose": "discuss", "estimate": "10", "revision": "1"}
    assert send(client, address, {**fields, "title": "Divers"}).status_code == 302
    late = send(client, address, {**fields, "title": "Mes propres mots"})
    text = text_of(late)
    assert (late.status_code, "Divers" in text, "Mes propres mots" in text) == (409, True, True)
    revision = re.search(r'name="revision" value="(\d+)"', late.content.decode())
    assert revision
    assert send(client, address, {**fields, "title": "Mes propres mots", "revision": revision[1]}).status_code == 302


def test_the_agenda_is_arranged_from_its_page(cast: Cast) -> None:
    meeting = planned(cast)
    client = signed_in(cast.coordinator)
    new = {"title": "Le bois", "purpose": "inform", "estimate": "20"}
    assert send(client, at_meeting(cast, meeting, "item_add"), new).status_code == 302
    item = meeting.items.get(title="Le bois")
    assert send(client, at_meeting(cast, meeting, "item_move", item=item.pk), {"move": "up"}).status_code == 302
    file = SimpleUploadedFile("bois.txt", b"du bois", "text/plain")
    assert send(client, at_meeting(cast, meeting, "item_join", item=item.pk), {"file": file, "title": "Prix"}).status_code == 302
    page = page_of(client, at_meeting(cast, meeting))
    points = [words(one) for one in css(page, ".agenda-list li .agenda-title")]
    assert points[3:5] == ["4. Le bois", "5. Avancement des actions"]
    assert "4.1 Prix" in words(css(page, ".agenda-list")[0])
    assert css(page_of(signed_in(cast.worker), at_meeting(cast, meeting)), ".agenda-acts") == []
    assert send(client, at_meeting(cast, meeting, "item_remove", item=item.pk), {"revision": "1"}).status_code == 302
    assert not meeting.items.filter(title="Le bois").exists()


def test_moving_and_cancelling_tell_those_who_were_called(cast: Cast) -> None:
    meeting = called(cast)
    client = signed_in(cast.coordinator)
    Letter.objects.all().delete()
    moved = {**WHEN, "day": "2011-12-20", "revision": str(meeting.revision), "why": "Le four est froid"}
    assert send(client, at_meeting(cast, meeting, "meeting_reschedule"), moved).status_code == 302
    late = send(client, at_meeting(cast, meeting, "meeting_reschedule"), {**moved, "day": "2011-12-21"})
    assert (late.status_code, "mardi 20 décembre 2011" in text_of(late)) == (409, True)
    assert send(client, at_meeting(cast, meeting, "meeting_cancel"), {"why": ""}).status_code == 422
    assert send(client, at_meeting(cast, meeting, "meeting_cancel"), {"why": "Tempête"}).status_code == 302
    assert [("déplacée" in one.subject, "annulée" in one.subject) for one in Letter.objects.order_by("pk")] == [
        (True, False),
        (False, True),
    ]


def test_a_meeting_is_seen_by_its_body_and_the_coordination_only(cast: Cast) -> None:
    meeting = called(cast)
    addresses = [at_meeting(cast, meeting), at_meeting(cast, meeting, "meeting_event")]
    seen = {
        person.name: [signed_in(person).get(one).status_code for one in addresses]
        for person in (cast.worker, cast.manager, cast.coordinator, cast.stranger)
    }
    assert seen == {"Noémie Tran": [200, 200], "Jean-Luc Siméon": [404, 404], "Amélie Bouchard": [200, 200], "Étienne Passant": [404, 404]}
    page = text_of(signed_in(cast.worker).get(at_meeting(cast, meeting)))
    assert ("Dire si je viens" in page, "Convoquer" in page, "Consigner sa réponse" in page) == (True, False, False)
    listed = text_of(signed_in(cast.worker).get(reverse("meetings", args=[cast.agreement.slug])))
    assert "Votre réponse est attendue" in listed


def test_papers_leave_numbered_and_that_they_left_is_recorded(cast: Cast) -> None:
    waiting(cast)
    meeting = planned(cast)
    item = meeting.items.get(matter__isnull=False)
    file = SimpleUploadedFile("bois.txt", b"du bois", "text/plain")
    acts.join_document(item, file=file, title="Le prix du bois", by=cast.coordination, when=NOW)
    client = signed_in(cast.worker)
    starts = {"pdf": b"%PDF-", "docx": b"PK", "zip": b"PK"}
    for route, formats in (("meeting_agenda", ("pdf", "docx")), ("meeting_file", ("pdf", "docx", "zip"))):
        for format in formats:
            response = client.post(at_meeting(cast, meeting, route, format=format))
            assert (response.status_code, response.content[: len(starts[format])]) == (200, starts[format])
    assert client.post(at_meeting(cast, meeting, "meeting_agenda", format="zip")).status_code == 404
    assert (Export.objects.count(), set(Export.objects.values_list("person", flat=True))) == (5, {cast.worker.pk})
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        names = packed.namelist()
        assert packed.read("5.2 le-prix-du-bois.txt") == b"du bois"
    assert [name for name in names if name[0].isdigit()] == ["5.1 le-cadre-des-fours.pdf", "5.2 le-prix-du-bois.txt"]


def test_dates_are_asked_answered_by_letter_and_one_is_kept(cast: Cast) -> None:
    ruled(cast)
    client = signed_in(cast.coordinator)
    fields = {"title": "rencontre d’hiver", "closes_on": "2011-12-01"}
    for row, day in enumerate(("2011-12-13", "2011-12-14")):
        fields |= {f"day_{row}": day, f"starts_{row}": "19:00", f"ends_{row}": "21:00"}
    half = send(client, reverse("dates_ask", args=[cast.agreement.slug, cast.working.pk]), {**fields, "day_2": "2011-12-15"})
    assert (half.status_code, Letter.objects.count()) == (422, 0)
    assert send(client, reverse("dates_ask", args=[cast.agreement.slug, cast.working.pk]), fields).status_code == 302
    link, visitor, answer = link_of(Letter.objects.get(), "d"), Client(), DateAnswer.objects.get()
    assert "mardi 13 décembre 2011" in text_of(visitor.get(link))
    answer.refresh_from_db()
    assert answer.at is None
    first = answer.poll.options.all()[0]
    assert send(visitor, link, {"choices": [first.pk], "words": "Volontiers"}).status_code == 302
    grid = text_of(client.get(reverse("dates", args=[cast.agreement.slug, answer.poll.pk])))
    assert ("Convient" in grid, "Volontiers" in grid, "1 réponse sur 1" in grid) == (True, True, True)
    kept = send(client, reverse("dates_choose", args=[cast.agreement.slug, answer.poll.pk]), {"option": first.pk, "place": "Ici"})
    assert kept.headers["Location"] == at_meeting(cast, Meeting.objects.get())
    assert (visitor.get(link).status_code, visitor.get("/d/x/").status_code) == (410, 404)


def test_the_address_of_a_calendar_is_shown_once_read_by_anybody_who_has_it_and_revoked(cast: Cast) -> None:
    meeting = called(cast)
    client = signed_in(cast.worker)
    page = client.post(reverse("calendar_make")).content.decode()
    found = re.search(r'value="http://127\.0\.0\.1:8000(/calendrier/[^"]+\.ics)"', page)
    assert found
    assert found[1] not in client.get(reverse("calendar")).content.decode()
    assert found[1].split("/")[-1].removesuffix(".ics") not in repr(list(CalendarFeed.objects.values()))
    response = Client().get(found[1])
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert str(meeting.uid) in response.content.decode()
    send(client, reverse("calendar_revoke"))
    assert (Client().get(found[1]).status_code, Client().get("/calendrier/rien.ics").status_code) == (404, 404)


def test_meetings_held_are_counted_on_the_action_and_on_the_committee(cast: Cast) -> None:
    make_procedure(cast.working, cast.coordination, meetings_a_year=4)
    Target.objects.create(action=cast.action, number=5, what="rencontres du Comité des fours", per="year")
    for number, day in enumerate((10, 20, 30), 1):
        ends = NOW - timedelta(days=day)
        Meeting.objects.create(body=cast.working, number=number, starts_at=ends - timedelta(hours=2), ends_at=ends, state="closed")
    action = text_of(signed_in(cast.worker).get(reverse("action", args=[cast.agreement.slug, cast.action.pk])))
    assert "3 rencontres sur 5 tenues en 2011-2012" in action
    committee = text_of(signed_in(cast.worker).get(reverse("committee", args=[cast.agreement.slug, cast.working.pk])))
    assert ("3 rencontres sur 4" in committee, "3 rencontres sur 5" in committee, "le plan, O1.1, en 2011-2012" in committee) == (True,) * 3


@pytest.mark.parametrize("many", [1, 3, 300])
def test_the_list_costs_the_same_whatever_the_number_of_meetings(cast: Cast, many: int, django_assert_num_queries: Any) -> None:
    body = make_body(cast.agreement, "Comité du levain")
    make_procedure(body, cast.coordination, meetings_a_year=4)
    days = [NOW + timedelta(days=number - 2) for number in range(many + 1)]
    Meeting.objects.bulk_create(
        Meeting(
            body=body,
            number=number + 1,
            starts_at=day,
            ends_at=day + timedelta(hours=1),
            state="closed" if day < NOW else "planned",
        )
        for number, day in enumerate(days)
    )
    client = signed_in(cast.coordinator)
    with django_assert_num_queries(14):
        assert client.get(reverse("meetings", args=[cast.agreement.slug])).status_code == 200


@pytest.mark.parametrize("many", [1, 3, 40])
def test_a_meeting_of_forty_items_costs_the_same_as_one_of_few(cast: Cast, many: int, django_assert_num_queries: Any) -> None:
    for number in range(many):
        waiting(cast, title=f"Dossier {number}")
        make_term(cast.working, make_person(f"Membre {number}"))
    meeting = called(cast)
    client = signed_in(cast.worker)
    with django_assert_num_queries(17):
        assert client.get(at_meeting(cast, meeting)).status_code == 200
