"""Minutes from their pages: composed, written as one types, compared, sent, commented by a link, signed; and who reads what of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from ententes.committees.models import Charge
from ententes.correspondence.models import Letter
from ententes.ground import clock
from ententes.meetings import acts
from ententes.meetings.models import FollowUp, Item, Meeting, Minutes, MinutesVersion, Remark, Signature
from ententes.meetings.queries import links
from ententes.people.models import Person
from ententes.plans.models import Draft, Responsibility
from tests.cast import TODAY, Cast, make_person
from tests.meetings import sittings
from tests.meetings.minuted import adopted, held, plain
from tests.meetings.sittings import Sitting, make_meeting, make_sitting, minute

from .browsing import HTMX, css, fields_of, page_of, send, signed_in, words


@pytest.fixture
def sitting(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    """A meeting called, whose minutes are of the hours that the pages read."""
    settings.ENTENTES_TODAY = TODAY
    monkeypatch.setattr(sittings, "START", clock.now() - timedelta(minutes=300))
    return make_sitting(cast)


def address(minutes: Minutes, route: str = "minutes", *keys: Any) -> str:
    return reverse(route, args=[minutes.meeting.body.agreement.slug, minutes.meeting_id, *keys])


def coordinator(sitting: Sitting) -> Client:
    return signed_in(sitting.cast.coordinator)


def form_to(root: Any, path: str) -> dict[str, Any]:
    [form] = [one for one in root.forms if one.get("action") == path]
    return fields_of(form)


def sent(sitting: Sitting) -> Minutes:
    minutes = held(sitting)
    return acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(60))


def test_minutes_are_composed_written_and_sent_with_the_pages_alone(sitting: Sitting) -> None:
    minutes = held(sitting)
    client = coordinator(sitting)
    Minutes.objects.all().delete()
    assert "se compose de ce qui a été consigné" in words(page_of(client, address(minutes)))
    assert send(client, address(minutes, "minutes_compose")).status_code == 302
    minutes = Minutes.objects.get()
    root = page_of(client, address(minutes))
    assert "Il est proposé par Aline Roy, avec l’appui de Bruno Cyr" in words(root)
    path = address(minutes, "minutes_section", 4)
    typed = form_to(page_of(client, path), path)
    assert send(client, path, {**typed, "text": "On compare **trois** fours."}).status_code == 302
    assert [one.text for one in css(page_of(client, address(minutes)), "section#s4 strong")] == ["trois"]
    later = make_meeting(sitting.body, 2, minutes.meeting.starts_at + timedelta(days=9))
    assert send(client, address(minutes, "minutes_send")).status_code == 302
    [item] = later.items.filter(usual="minutes")
    following = reverse("meeting", args=[sitting.cast.agreement.slug, later.pk])
    assert css(page_of(client, address(minutes)), f'main a[href="{following}"]')
    assert css(page_of(client, following), f'#p{item.pk} a[href="{address(minutes)}"]')
    assert Letter.objects.filter(subject__contains="projet de procès-verbal à lire").count() == 5


def test_what_is_typed_is_kept_by_itself_and_is_there_after_a_reload(sitting: Sitting) -> None:
    minutes = held(sitting)
    client, path = coordinator(sitting), address(minutes, "minutes_section", 4)
    typed = form_to(page_of(client, path), path)
    for text in ("On com", "On compare."):
        answer = client.post(path, {**typed, "text": text}, headers=HTMX)
        [seen] = css(html.fromstring(answer.content), 'input[name="seen"]')
        assert (answer.status_code, seen.get("hx-swap-oob")) == (200, "true")
        typed["seen"] = seen.value
    assert form_to(page_of(client, path), path) == {"seen": typed["seen"], "text": "On compare."}
    assert MinutesVersion.objects.count() == 2


def test_a_refused_text_comes_back_whole_and_the_second_of_two_secretaries_reads_both(sitting: Sitting) -> None:
    minutes = held(sitting)
    path = address(minutes, "minutes_section", 4)
    first, second = coordinator(sitting), signed_in(sitting.terms["A"].person)
    shown = form_to(page_of(second, path), path)
    long = "x" * 50_001
    refused = send(first, path, {**shown, "text": long})
    assert (refused.status_code, long in refused.content.decode()) == (422, True)
    assert send(first, path, {**shown, "text": "Une main."}).status_code == 302
    assert second.post(path, {**shown, "text": "Une autre."}, headers=HTMX).status_code == 409
    late = send(second, path, {**shown, "text": "Une autre."})
    said = words(html.fromstring(late.content))
    assert (late.status_code, "Une main." in said, "Une autre." in said) == (409, True, True)
    assert send(second, path, form_to(html.fromstring(late.content), path)).status_code == 302
    assert Minutes.objects.get().sections[4]["text"] == "Une autre."
    elsewhere = address(minutes, "minutes_section", 3)
    assert send(first, elsewhere, {**form_to(page_of(first, elsewhere), elsewhere), "text": "Ailleurs."}).status_code == 302


def test_versions_are_compared_word_by_word_and_one_is_taken_back(sitting: Sitting) -> None:
    minutes = held(sitting)
    before = minutes.sections
    client, path = coordinator(sitting), address(minutes, "minutes_section", 3)
    assert send(client, path, {**form_to(page_of(client, path), path), "text": "La rencontre commence."}).status_code == 302
    root = page_of(client, f"{address(minutes, 'minutes_versions')}?version=1")
    assert ([words(one) for one in css(root, "ins")], len(css(root, "h3"))) == (["[ajouté : La rencontre commence]"], 1)
    back = address(minutes, "minutes_take_back", 1)
    assert send(client, back, form_to(root, back) | {"revision": "1"}).status_code == 409
    assert send(client, back, form_to(root, back)).status_code == 302
    assert Minutes.objects.get().sections == before
    assert MinutesVersion.objects.count() == 3


def test_a_draft_is_of_who_writes_it_then_of_the_body_and_adopted_of_whom_the_rules_say(sitting: Sitting) -> None:
    minutes = held(sitting)
    member, other, nobody = (signed_in(one) for one in (sitting.terms["D"].person, sitting.cast.worker, sitting.cast.stranger))

    def seen() -> list[int]:
        return [one.get(address(minutes)).status_code for one in (member, other, nobody, Client())]

    assert "Aucun procès-verbal à lire pour le moment" in words(page_of(member, address(minutes)))
    assert member.get(address(minutes, "minutes_file", "pdf")).status_code == 404
    acts.send_minutes(minutes, by=sitting.cast.coordination, when=minute(60))
    assert "Rencontre" in words(page_of(member, address(minutes)))
    assert seen() == [200, 404, 404, 302]
    Minutes.objects.update(state="adopted")
    sitting.change(readers="agreement")
    assert seen() == [200, 200, 404, 302]
    sitting.change(readers="public")
    sitting.cast.agreement.__class__.objects.update(is_public=True)
    assert seen() == [200, 200, 200, 200]
    body = reverse("committee", args=[sitting.cast.agreement.slug, sitting.body.pk])
    assert css(page_of(Client(), body), f'a[href="{address(minutes)}"]')
    sitting.change(readers="members")
    assert not css(page_of(Client(), body), f'a[href="{address(minutes)}"]')


def test_what_was_said_in_camera_or_without_a_reader_is_nowhere_on_their_page_nor_in_their_document(sitting: Sitting) -> None:
    minutes = sent(sitting)
    pages = {letter: words(page_of(signed_in(sitting.terms[letter].person), address(minutes))) for letter in "ABCD"}
    assert {letter: "Le salaire est discuté" in said for letter, said in pages.items()} == {"A": True, "B": True, "C": True, "D": False}
    assert {letter: "On compare deux fours" in said for letter, said in pages.items()} == {"A": True, "B": True, "C": False, "D": True}
    assert "Votre retrait ou votre intérêt vous tient à l’écart de ce point" in pages["C"]
    secretary = signed_in(sitting.terms["C"].person)
    Charge.objects.filter(office="secretary").update(person=sitting.terms["C"].person)
    assert secretary.get(address(minutes, "minutes_section", 4)).status_code == 404
    assert secretary.get(address(minutes, "minutes_section", 5)).status_code == 200
    assert "On compare" not in words(page_of(secretary, f"{address(minutes, 'minutes_versions')}?version=1"))
    sitting_page = reverse("sitting", args=[sitting.cast.agreement.slug, minutes.meeting_id])
    assert "On compare deux fours" not in words(page_of(secretary, f"{sitting_page}?point={sitting.items['free'].pk}"))


def test_a_member_comments_from_the_link_of_their_letter_and_opening_it_records_nothing(sitting: Sitting) -> None:
    minutes = sent(sitting)
    person = sitting.terms["B"].person
    letter = Letter.objects.get(recipient=person, subject__contains="procès-verbal à lire")
    path = links.path("minutes_link", minutes.pk, person.pk)
    assert path in letter.text
    visitor = Client()
    assert "Achat d’un four" in words(page_of(visitor, path))
    assert Remark.objects.count() == 0
    assert send(visitor, f"{path}remarques/", {"text": " "}).status_code == 422
    assert send(visitor, f"{path}remarques/", {"text": "Trois fours, et non deux."}).status_code == 302
    assert (Remark.objects.get().person, Remark.objects.get().capacity) == (person, "membre, Comité du pain")
    assert "Trois fours, et non deux." in words(page_of(coordinator(sitting), address(minutes)))
    assert "Trois fours" not in words(page_of(Client(), links.path("minutes_link", minutes.pk, sitting.terms["A"].person_id)))
    assert visitor.get(f"{path[:-5]}AAAA/").status_code == 404
    sitting.terms["B"].ends_on = TODAY - timedelta(days=1)
    sitting.terms["B"].save()
    assert visitor.get(path).status_code == 410


def test_chair_and_secretary_sign_by_page_or_link_once_they_say_they_read_and_never_by_opening(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    chair, secretary = sitting.terms["A"].person, minutes.meeting.secretary
    path = links.path("minutes_link", minutes.pk, secretary.pk)
    client = signed_in(chair)
    sign = address(minutes, "minutes_sign")
    said = form_to(page_of(client, address(minutes)), sign)
    assert (said["office"], said["sha256"]) == ("chair", minutes.sha256)
    assert client.get(sign).status_code == 405
    answer = send(client, sign, {**said, "read": ""})
    assert (answer.status_code, Signature.objects.count()) == (422, 0)
    assert send(client, sign, {**said, "read": "1"}).status_code == 302
    page_of(Client(), path)
    assert Signature.objects.count() == 1
    by_link = form_to(page_of(Client(), path), f"{path}signer/")
    assert send(Client(), f"{path}signer/", {**by_link, "read": "1", "sha256": "0" * 64}).status_code == 422
    assert send(Client(), f"{path}signer/", {**by_link, "read": "1"}).status_code == 302
    minutes.refresh_from_db()
    assert (minutes.state, minutes.file is not None) == ("signed", True)
    kept = b"".join(signed_in(chair).get(address(minutes, "minutes_file", "pdf")).streaming_content)
    assert kept[:5] == b"%PDF-"


def test_a_signature_on_paper_is_entered_from_the_page_as_such(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    client, paper = coordinator(sitting), address(minutes, "minutes_paper")
    root = page_of(client, address(minutes))
    assert [one.text for one in css(root, "#id_who option")] == ["présidence, Aline Roy", "secrétariat, Sonia Thibault"]
    assert send(client, paper, {"who": "", "on": ""}).status_code == 422
    said = {"who": f"chair-{sitting.terms['A'].person_id}", "on": TODAY.isoformat()}
    assert send(signed_in(sitting.terms["B"].person), paper, said).status_code == 422
    assert send(client, paper, said).status_code == 302
    assert "Signé sur papier par Aline Roy" in words(page_of(client, address(minutes)))


def test_a_correction_of_adopted_minutes_is_asked_from_their_page_and_reads_beside_the_text(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    client, path = coordinator(sitting), address(minutes, "minutes_correct")
    Meeting.objects.filter(number=2).update(state="closed")
    assert "Aucune rencontre à venir n’est prévue" in words(page_of(client, address(minutes)))
    make_meeting(sitting.body, 3, clock.now() + timedelta(days=9), state="planned")
    assert send(client, path, {"correction": ""}).status_code == 422
    assert send(client, path, {"correction": "Lire « Clara »."}).status_code == 302
    assert "Lire « Clara ». demandée; la prochaine rencontre y répond" in plain(words(page_of(client, address(minutes))))
    assert Item.objects.get(meeting__number=3).minutes == minutes


def test_a_follow_up_given_on_the_page_of_the_minutes_is_carried_done_from_the_sitting_and_begins_news(sitting: Sitting) -> None:
    minutes = held(sitting)
    client, cast = coordinator(sitting), sitting.cast
    path = address(minutes, "minutes_follow_up")
    root = page_of(client, address(minutes))
    said = form_to(root, path) | {"what": "Mesurer la cour", "person": str(cast.worker.pk), "action": str(cast.action.pk)}
    assert send(client, path, {**said, "what": ""}).status_code == 422
    assert send(client, path, {**said, "item": str(sitting.items["free"].pk)}).status_code == 302
    assert "Mesurer la cour – " in words(page_of(client, address(minutes)))
    one = FollowUp.objects.get(what="Mesurer la cour")
    every = reverse("follow_ups", args=[cast.agreement.slug])
    assert "Mesurer la cour" in words(page_of(signed_in(cast.worker), every))
    assert "Mesurer la cour" in words(page_of(client, f"{every}?instance={sitting.body.pk}"))
    assert "Mesurer la cour" in words(page_of(client, reverse("action", args=[cast.agreement.slug, cast.action.pk])))
    awaited = page_of(signed_in(cast.worker), reverse("todo"))
    assert css(awaited, f'a[href="{every}#f{one.pk}"]')
    later = make_meeting(sitting.body, 2, minutes.meeting.starts_at + timedelta(hours=1), state="planned")
    acts.complete_agenda(later, by=cast.coordination, when=clock.now())
    assert "Mesurer la cour" in words(page_of(client, reverse("meeting", args=[cast.agreement.slug, later.pk])))
    acts.open_meeting(later, by=cast.coordination, at=clock.now(), when=clock.now(), afterwards=True)
    point = later.items.get(usual="follow_ups")
    root = page_of(client, f"{reverse('sitting', args=[cast.agreement.slug, later.pk])}?point={point.pk}")
    finish = reverse("follow_up_finish", args=[cast.agreement.slug, one.pk])
    done = send(client, finish, form_to(root, finish) | {"outcome": "Elle a six mètres."})
    assert done.headers["Location"].endswith(f"?point={point.pk}#point")
    news = reverse("follow_up_news", args=[cast.agreement.slug, one.pk])
    assert send(client, news).status_code == 302
    assert "Elle a six mètres." in Draft.objects.get(person=cast.coordinator).text
    Responsibility.objects.filter(action=cast.action).delete()
    assert send(signed_in(cast.worker), news).status_code == 422


def test_what_is_to_be_done_is_shown_to_the_body_and_to_who_has_it_and_to_nobody_else(sitting: Sitting) -> None:
    held(sitting)
    every = reverse("follow_ups", args=[sitting.cast.agreement.slug])
    finish = reverse("follow_up_finish", args=[sitting.cast.agreement.slug, FollowUp.objects.get().pk])
    seen = {
        letter: (
            "Signer le bon de commande" in words(root := page_of(signed_in(sitting.terms[letter].person), every)),
            finish in {one.get("action") for one in root.forms},
        )
        for letter in "ABCD"
    }
    assert seen == {"A": (True, True), "B": (True, True), "C": (False, False), "D": (True, False)}
    assert "Signer" not in words(page_of(signed_in(sitting.cast.worker), every))
    assert send(signed_in(sitting.cast.worker), finish, {"outcome": "x"}).status_code == 404
    assert send(signed_in(sitting.terms["D"].person), finish, {"outcome": "x"}).status_code == 422


def with_more(sitting: Sitting, minutes: Minutes, count: int) -> None:
    """As many items, sections, remarks, corrections and follow-ups."""
    for number in range(count):
        person = make_person(f"Membre {number}")
        item = Item.objects.create(meeting=minutes.meeting, position=10 + number, title=f"Point {number}")
        FollowUp.objects.create(item=item, what="Balayer", who="Aline", action=sitting.cast.action)
        FollowUp.objects.create(item=item, what="Ranger", who="Aline", done_at=minute(90), outcome="Rangé.")
        minutes.sections.append({"item": item.pk, "title": f"Point {number}", "text": "Rien."})
        for is_correction in (False, True):
            minutes.remarks.create(person=person, capacity="membre", text="Une faute.", is_correction=is_correction, at=minute(80))
        MinutesVersion.objects.create(minutes=minutes, number=10 + number, sections=minutes.sections, person=person, at=minute(80))
    minutes.save()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_pages_ask_as_many_questions_whatever_there_is_in_them(sitting: Sitting, count: int, django_assert_num_queries: Any) -> None:
    minutes = sent(sitting)
    with_more(sitting, minutes, count)
    client = coordinator(sitting)
    every = reverse("follow_ups", args=[sitting.cast.agreement.slug])
    for path, queries in (
        (address(minutes), 21),
        (f"{address(minutes, 'minutes_versions')}?version=10", 15),
        (every, 10),
    ):
        client.get(path)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_who_signs_is_a_person_of_the_installation(sitting: Sitting) -> None:
    minutes = adopted(sitting)
    absent = Person.objects.order_by("-pk")[0].pk + 1
    answer = send(coordinator(sitting), address(minutes, "minutes_paper"), {"who": f"chair-{absent}", "on": TODAY.isoformat()})
    assert (answer.status_code, Signature.objects.count()) == (422, 0)
