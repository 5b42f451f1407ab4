"""Answering from a letter without signing in, asking from the pages, and the letters of the demonstration."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ententes.correspondence import acts as correspondence
from ententes.correspondence.models import Letter
from ententes.organisations.models import Organisation
from ententes.plans import acts
from ententes.plans.models import Action, Note, Question, Request, Responsibility
from ententes.plans.queries import links
from ententes.plans.states import Status
from tests.cast import NOW, TODAY, Cast, make_action, make_body, make_coordination
from tests.web.test_action import PAYLOADS, body, form, signed_in

pytestmark = pytest.mark.django_db

DUE = date(2011, 12, 7)


@pytest.fixture(autouse=True)
def demonstration_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def asked(cast: Cast, *actions: Action) -> Question:
    request = acts.ask(cast.agreement, by=cast.coordination, when=NOW, actions=actions or [cast.action], due_on=DUE)[0]
    return request.questions.select_related("request").order_by("pk")[0]


def link_of(letter: Letter) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/n/\S+/)", letter.text)
    assert found
    return found[1]


def everything() -> tuple[int, ...]:
    return (Note.objects.count(), Question.objects.exclude(answer=None).count(), Letter.objects.count(), Request.objects.count())


def test_the_letter_and_the_page_it_leads_to_speak_the_language_of_whom_is_asked(cast: Cast) -> None:
    cast.worker.language = "en"
    cast.worker.save()
    asked(cast)
    letter = Letter.objects.get()
    assert letter.subject == "Entente sur le pain et la culture – an update on one action, by December\u00a07,\u00a02011"
    response = Client().get(link_of(letter))
    assert (response["Content-Language"], '<html lang="en-CA"' in body(response)) == ("en", True)
    assert '<h1 class="action-text" lang="fr-CA">Bâtir un four communal</h1>' in body(response)
    french = Client()
    french.cookies["langue"] = "fr"
    assert french.get(link_of(letter))["Content-Language"] == "fr"


def test_a_request_is_answered_from_the_letter_without_signing_in(cast: Cast) -> None:
    asked(cast)
    link, client = link_of(Letter.objects.get()), Client()
    page = body(client.get(link))
    for words in (
        "Bâtir un four communal",
        "« Automne 2011 »",
        "Vous répondez comme Noémie Tran, pour Comité des fours.",
        "Réponse attendue pour le 7 décembre 2011.",
        "Ce que l’action annonçait est fait.",
    ):
        assert words in page, words
    response = client.post(link, form(text="C’est coulé.", status="done", dated_on="2011-11-22"), follow=True)
    assert response.redirect_chain == [(link, 302)]
    page = body(response)
    assert [words in page for words in ("Merci, votre réponse est enregistrée.", "C’est coulé.", "Cette demande a sa réponse")] == [
        True
    ] * 3
    note, question = Note.objects.get(), Question.objects.get()
    cast.action.refresh_from_db()
    assert (note.author, note.by_letter, question.answer, cast.action.status) == (cast.worker, True, note, Status.DONE)
    assert acts.remind_due(when=NOW + timedelta(days=30)) == 0


def test_opening_the_link_changes_nothing_however_often(cast: Cast) -> None:
    asked(cast)
    link, before = link_of(Letter.objects.get()), everything()
    for person in (None, cast.worker, cast.stranger):
        client = Client() if person is None else signed_in(person)
        assert [client.get(link).status_code, client.head(link).status_code] == [200, 200]
    assert everything() == before


def test_the_same_link_shows_the_answer_and_takes_another_note(cast: Cast) -> None:
    asked(cast)
    link, client = link_of(Letter.objects.get()), Client()
    client.post(link, form(text="Première."))
    page = body(client.get(link))
    assert [words in page for words in ("Cette demande a sa réponse", "Première.", "Ajouter une nouvelle")] == [True] * 3
    client.post(link, form(text="Seconde."))
    assert list(Note.objects.order_by("pk").values_list("text", flat=True)) == ["Première.", "Seconde."]


def test_the_form_of_a_letter_sent_twice_is_one_note(cast: Cast) -> None:
    asked(cast)
    link, client, sent = link_of(Letter.objects.get()), Client(), form()
    assert [client.post(link, sent).status_code for _ in range(2)] == [302, 302]
    assert Note.objects.count() == 1


def test_a_refused_answer_gives_back_what_was_typed(cast: Cast) -> None:
    asked(cast)
    response = Client().post(link_of(Letter.objects.get()), form(text="À ne pas perdre", dated_on="2012-01-01"))
    page = body(response)
    assert (response.status_code, Note.objects.count()) == (422, 0)
    assert "À ne pas perdre</textarea>" in page
    assert "ne peut pas être à venir" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_does_not_serve_says_why_in_a_sentence(cast: Cast, settings: Any, method: str) -> None:
    question = asked(cast)
    link = link_of(Letter.objects.get())

    def answer(address: str) -> tuple[int, str]:
        response = getattr(Client(), method)(address, form() if method == "post" else None)
        return response.status_code, body(response)

    for forged in (link[:-2] + "/", link.replace("20120121", "20130121"), "/n/x/", "/n/" + "a" * 3000 + "/", "/n/1-20120121.é/"):
        status, page = answer(forged)
        assert (status, "Ce lien n’est pas valide" in page) == (404, True)
    settings.ENTENTES_TODAY = date(2012, 1, 22)
    status, page = answer(link)
    assert (status, "Ce lien ne sert plus" in page) == (410, True)
    settings.ENTENTES_TODAY = TODAY
    acts.withdraw(question, by=cast.coordination, when=NOW)
    status, page = answer(link)
    assert (status, "La coordination a retiré cette demande le 23 novembre 2011" in page) == (410, True)
    assert Note.objects.count() == 0


def test_a_link_stops_with_its_action_and_with_its_person(cast: Cast) -> None:
    asked(cast)
    link = link_of(Letter.objects.get())
    Action.objects.filter(pk=cast.action.pk).update(removed_at=NOW)
    assert (Client().get(link).status_code, Client().post(link, form()).status_code) == (410, 410)
    Action.objects.filter(pk=cast.action.pk).update(removed_at=None)
    cast.worker.is_active = False
    cast.worker.save()
    assert (Client().get(link).status_code, Client().post(link, form()).status_code, Note.objects.count()) == (410, 410, 0)


def test_a_link_opens_its_action_and_nothing_more(cast: Cast) -> None:
    asked(cast)
    client = Client()
    client.get(link_of(Letter.objects.get()))
    closed = [reverse("action", args=[cast.agreement.slug, cast.action.pk]), reverse("ask", args=[cast.agreement.slug]), reverse("todo")]
    assert [client.get(one).status_code for one in closed] == [302, 302, 302]


def test_a_private_link_is_kept_by_nobody(cast: Cast) -> None:
    asked(cast)
    response = Client().get(link_of(Letter.objects.get()))
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    assert response.headers["Referrer-Policy"] == "same-origin"  # no-referrer would make the browser's Origin null, and the post refused


def test_the_address_of_a_letter_never_comes_from_the_visitor(cast: Cast, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = signed_in(cast.coordinator)
    client.post(
        reverse("ask_send", args=[cast.agreement.slug]),
        {"action": cast.action.pk, "pour": "2011-12-07", "once": str(uuid.uuid4())},
        headers={"Host": "mechant.test"},
    )
    assert "mechant.test" not in Letter.objects.get().text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_letter_or_an_answer_carries_runs_nothing(cast: Cast, settings: Any, payload: str) -> None:
    settings.ENTENTES_DEMO = True
    Action.objects.filter(pk=cast.action.pk).update(text=payload)
    question = asked(cast)
    acts.answer(question, when=NOW, dated_on=TODAY, text=payload)
    correspondence.post(address="a@b.test", subject=payload, text=f"http://x.test/{payload} javascript:alert(1)", when=NOW)
    for address in (link_of(Letter.objects.order_by("pk")[0]), reverse("letters")):
        lowered = body(Client().get(address)).lower()
        assert [mark in lowered for mark in ("<script>", "<img", "<svg/onload", 'href="javascript', 'href="data:', 'href="//ailleurs')] == [
            False
        ] * 6


def test_the_same_letter_leads_from_one_action_to_the_next(cast: Cast) -> None:
    other = make_action(cast.section, "Cuire le pain", cast.working)
    question = asked(cast, cast.action, other)
    page = body(Client().get(links.path(question, date(2012, 1, 21))))
    following = re.search(r'href="(/n/[^"]+)">Cuire le pain', page)
    assert following
    assert "Cuire le pain</h1>" in body(Client().get(following[1]))


# Asking


def test_asking_reads_back_the_letters_before_they_leave(cast: Cast) -> None:
    client, address = signed_in(cast.coordinator), reverse("ask", args=[cast.agreement.slug])
    lost = make_action(cast.section, "Semer", make_body(cast.agreement, "Comité sans visage"))
    page = body(client.get(f"{address}?action={cast.action.pk}&action={cast.ongoing.pk}&action={lost.pk}&pour=2011-12-07"))
    for words in (
        "2 lettres partent à Noémie Tran et Jean-Luc Siméon, pour demander des nouvelles de 2 actions d’ici le 7 décembre 2011.",
        "Personne à joindre à désigner",
        "Comité sans visage",
        "Bonjour Noémie Tran,",
        "(un lien personnel)",
    ):
        assert words in page, words
    assert everything() == (0, 0, 0, 0)
    chosen = re.findall(r'name="action" value="(\d+)"', page.split("ask_send")[0].split('method="post"')[-1])
    response = client.post(
        reverse("ask_send", args=[cast.agreement.slug]), {"action": chosen, "pour": "2011-12-07", "once": str(uuid.uuid4())}, follow=True
    )
    assert "2 lettres partent, à Noémie Tran et Jean-Luc Siméon." in body(response)
    assert [one.recipient for one in Letter.objects.order_by("pk")] == [cast.worker, cast.manager]


def test_asking_may_choose_a_body_or_all_that_is_due(cast: Cast) -> None:
    client, address = signed_in(cast.coordinator), reverse("ask", args=[cast.agreement.slug])
    page = body(client.get(address))
    assert "Une action est en retard ou sans nouvelles" in page
    due = body(client.get(address + "?dues=1"))
    assert ("Tenir la table des boulangers" in due, "Bâtir un four communal" in due) == (True, False)
    one = body(client.get(f"{address}?instance={cast.working.pk}"))
    assert ("Tenir la table des boulangers" in one, "Bâtir un four communal" in one) == (False, True)
    bakers = Organisation.objects.get(acronym="RDB")
    led = make_action(cast.section, "Pétrir la pâte")
    Responsibility.objects.create(action=led, organisation=bakers, words="RDB", role="lead")
    assert f'?organisme={bakers.pk}"' in body(client.get(address))
    theirs = body(client.get(f"{address}?organisme={bakers.pk}"))
    assert ("Pétrir la pâte" in theirs, "Bâtir un four communal" in theirs) == (True, False)


@pytest.mark.parametrize("query", ["action=x", "action=" + "9" * 17, "instance=99999", "dues=2", "pour=hier&action=0", "action=1%00"])
def test_strange_choices_are_no_error(cast: Cast, query: str) -> None:
    response = signed_in(cast.coordinator).get(reverse("ask", args=[cast.agreement.slug]) + "?" + query)
    assert response.status_code in (200, 404)


def test_the_same_demand_sent_twice_is_one_letter(cast: Cast) -> None:
    client, sent = signed_in(cast.coordinator), {"action": cast.action.pk, "pour": "2011-12-07", "once": str(uuid.uuid4())}
    address = reverse("ask_send", args=[cast.agreement.slug])
    assert [client.post(address, sent).status_code for _ in range(2)] == [302, 302]
    again = client.post(address, sent | {"once": str(uuid.uuid4())})
    assert (again.status_code, Letter.objects.count()) == (422, 1)
    assert "des nouvelles en sont déjà demandées" in body(again)


def test_only_the_coordination_of_the_agreement_asks_reminds_and_withdraws(cast: Cast) -> None:
    question = asked(cast)
    slug = cast.agreement.slug
    make_coordination(cast.other_agreement, cast.opener)
    posts = [
        (reverse("ask_send", args=[slug]), {"action": cast.ongoing.pk, "pour": "2011-12-07"}),
        (reverse("remind", args=[slug, question.request_id]), {}),
        (reverse("withdraw", args=[slug, question.pk]), {}),
    ]
    before = everything()
    found = {
        person.name: [signed_in(person).get(reverse("ask", args=[slug])).status_code]
        + [signed_in(person).post(address, sent).status_code for address, sent in posts]
        for person in (cast.worker, cast.manager, cast.stranger, cast.technician, cast.opener)
    }
    assert found == {
        "Noémie Tran": [403] * 4,
        "Jean-Luc Siméon": [403] * 4,
        "Étienne Passant": [404] * 4,
        "Théo Machine": [404] * 4,
        "Odile Ouvreur": [404] * 4,
    }
    elsewhere = signed_in(cast.opener)
    other = cast.other_agreement.slug
    assert [
        elsewhere.post(reverse("remind", args=[other, question.request_id])).status_code,
        elsewhere.post(reverse("withdraw", args=[other, question.pk])).status_code,
        elsewhere.get(reverse("ask", args=[other]) + f"?action={cast.action.pk}").status_code,
        elsewhere.post(reverse("ask_send", args=[other]), {"action": cast.action.pk, "pour": "2011-12-07"}).status_code,
    ] == [404] * 4
    assert (everything(), Question.objects.filter(withdrawn_at=None).count()) == (before, 1)


def test_the_coordination_reminds_and_withdraws_and_comes_back_where_it_was(cast: Cast) -> None:
    question, client = asked(cast), signed_in(cast.coordinator)
    back = reverse("action", args=[cast.agreement.slug, cast.action.pk])
    Request.objects.update(asked_at=NOW - timedelta(days=2))
    reminded = client.post(reverse("remind", args=[cast.agreement.slug, question.request_id]), {"back": back}, follow=True)
    assert (reminded.redirect_chain, "Un rappel part à Noémie Tran." in body(reminded)) == ([(back, 302)], True)
    again = client.post(reverse("remind", args=[cast.agreement.slug, question.request_id]), {"back": "https://mechant.test/"}, follow=True)
    assert again.redirect_chain == [(reverse("todo"), 302)]
    assert "Une lettre est déjà partie aujourd’hui" in body(again)
    withdrawn = client.post(reverse("withdraw", args=[cast.agreement.slug, question.pk]), {"back": back}, follow=True)
    assert "La demande est retirée" in body(withdrawn)
    assert Letter.objects.count() == 2


# The letters of the demonstration


def test_letters_are_only_shown_in_the_demonstration(cast: Cast, settings: Any) -> None:
    asked(cast)
    assert [Client().get(reverse("letters")).status_code, signed_in(cast.coordinator).get(reverse("letters")).status_code] == [404, 404]
    settings.ENTENTES_DEMO = True
    page = body(Client().get(reverse("letters")))
    link = re.search(r'href="(/n/[^"]+/)">http://127.0.0.1:8000/n/', page)
    assert link
    assert Client().get(link[1]).status_code == 200


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_list_of_letters_costs_the_same_whatever_their_number(
    cast: Cast, settings: Any, count: int, django_assert_num_queries: Any
) -> None:
    settings.ENTENTES_DEMO = True
    for number in range(count):
        correspondence.post(address="a@b.test", subject=f"Lettre {number}", text="x", when=NOW, recipient=cast.worker)
    with django_assert_num_queries(2):
        assert body(Client().get(reverse("letters"))).count('<article class="letter"') == min(count, 20)
