"""The page of an action: who sees what of it, how news is given there, and what never gets in."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ententes.plans import acts
from ententes.plans.models import Action, Attachment, Draft, Note, Point, SourceRow, Target
from ententes.plans.states import Status
from tests.cast import NOW, TODAY, Cast, make_action

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def at(cast: Cast, action: Action | None = None) -> str:
    return reverse("action", args=[cast.agreement.slug, (action or cast.action).pk])


def to(route: str, cast: Cast, *more: int) -> str:
    return reverse(route, args=[cast.agreement.slug, cast.action.pk, *more])


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def form(**fields: Any) -> dict[str, Any]:
    return {"text": "Le four est coulé.", "status": "", "dated_on": TODAY.isoformat(), "once": str(uuid.uuid4())} | fields


def body(response: Any) -> str:
    return str(response.content.decode()).replace("\u00a0", " ")


def note(cast: Cast, text: str = "Le four est coulé.", **fields: Any) -> Note:
    return acts.note(cast.action, by=cast.worker_term, **({"when": NOW, "dated_on": TODAY, "text": text} | fields))


def test_the_public_sees_the_words_the_schedule_and_the_status_and_none_of_the_news(cast: Cast) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    note(cast, "Canari jaune.", status=Status.UNDER_WAY, files=[SimpleUploadedFile("canari.txt", b"x")])
    Point.objects.create(agreement=cast.agreement, plan=cast.plan, action=cast.action, kind="x", sentence="Canari bleu.")
    for client in (Client(), signed_in(cast.stranger)):
        page = body(client.get(at(cast)))
        assert [words in page for words in ("Bâtir un four communal", "Automne 2011", "En cours", "Comité des fours")] == [True] * 4
        assert [words in page for words in ("Canari", "canari", "Donner des nouvelles", "Demander des nouvelles", "par lettre")] == [
            False
        ] * 5


def test_what_the_coordination_follows_is_not_said_in_public(cast: Cast, settings: Any) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    settings.ENTENTES_TODAY = date(2012, 3, 1)
    assert ["En retard" in body(client.get(at(cast))) for client in (signed_in(cast.worker), signed_in(cast.stranger), Client())] == [
        True,
        False,
        False,
    ]


def test_who_may_come(cast: Cast) -> None:
    attachment = note(cast, files=[SimpleUploadedFile("x.txt", b"x")]).attachments.get()
    gets = [at(cast), to("action_file", cast, attachment.pk)]
    posts = [to("action_note", cast), to("action_draft", cast), to("action_draft_drop", cast)]

    def status_of(client: Client, address: str) -> int:
        response = client.get(address)
        if response.streaming:
            list(response)  # a file is closed once it is read
        return response.status_code

    found = {
        person.name: [status_of(signed_in(person), one) for one in gets]
        + [signed_in(person).post(one, {"text": "x"}).status_code for one in posts]
        for person in (cast.coordinator, cast.worker, cast.manager, cast.stranger, cast.technician)
    }
    assert found == {
        "Amélie Bouchard": [200, 200, 422, 204, 302],
        "Noémie Tran": [200, 200, 422, 204, 302],
        "Jean-Luc Siméon": [200, 200, 422, 403, 302],
        "Étienne Passant": [404] * 5,
        "Théo Machine": [404] * 5,
    }
    away = [Client().get(one) for one in gets] + [Client().post(one, {"text": "x"}) for one in posts]
    assert [(one.status_code, one.headers["Location"].split("?")[0]) for one in away] == [(302, reverse("account_login"))] * 5
    assert Note.objects.count() == 1


def test_an_action_or_a_file_of_another_agreement_is_not_found(cast: Cast) -> None:
    from tests.cast import make_coordination, make_plan, make_section

    foreign = make_action(make_section(make_plan(cast.other_agreement)), "Ailleurs")
    by = make_coordination(cast.other_agreement, cast.opener)
    kept = acts.note(foreign, by=by, when=NOW, dated_on=TODAY, text="x", files=[SimpleUploadedFile("x.txt", b"x")]).attachments.get()
    client = signed_in(cast.worker)
    assert [
        client.get(reverse("action", args=[cast.agreement.slug, foreign.pk])).status_code,
        client.get(reverse("action", args=[cast.other_agreement.slug, foreign.pk])).status_code,
        client.post(reverse("action_note", args=[cast.agreement.slug, foreign.pk]), form()).status_code,
        client.get(to("action_file", cast, kept.pk)).status_code,
        client.get(reverse("action_file", args=[cast.agreement.slug, foreign.pk, kept.pk])).status_code,
    ] == [404] * 5
    assert foreign.notes.count() == 1


def test_news_is_given_and_read_back(cast: Cast) -> None:
    client = signed_in(cast.worker)
    response = client.post(
        to("action_note", cast), form(text="Le **four** est coulé.", status="under_way", dated_on="2011-11-20"), follow=True
    )
    written = Note.objects.get()
    assert response.redirect_chain == [(f"{at(cast)}#n{written.pk}", 302)]
    page = body(response)
    assert [
        words in page for words in ("La nouvelle est enregistrée.", "<strong>four</strong>", "20 novembre 2011", "membre, Comité des fours")
    ] == [True] * 4
    cast.action.refresh_from_db()
    assert (cast.action.status, cast.action.news) == (Status.UNDER_WAY, written)


def test_the_same_form_sent_twice_is_one_note(cast: Cast) -> None:
    client, sent = signed_in(cast.worker), form()
    answers = [client.post(to("action_note", cast), sent) for _ in range(2)]
    assert ([one.headers["Location"] for one in answers], Note.objects.count()) == ([answers[0].headers["Location"]] * 2, 1)
    client.post(to("action_note", cast), form())
    assert Note.objects.count() == 2  # another form is another note


def test_a_refusal_gives_back_what_was_typed_and_may_be_sent_again(cast: Cast) -> None:
    client, key = signed_in(cast.worker), str(uuid.uuid4())
    response = client.post(to("action_note", cast), form(text="Texte à ne pas perdre", dated_on="2011-12-24", status="done", once=key))
    page = body(response)
    assert response.status_code == 422
    assert "La date d’une nouvelle ne peut pas être à venir" in page
    assert "Texte à ne pas perdre</textarea>" in page
    assert 'value="2011-12-24"' in page
    assert '<input type="radio" id="id_status_3" name="status" value="partly_done"' in page
    assert 'value="done" checked' in page
    assert client.post(to("action_note", cast), form(once=key)).status_code == 302


def test_who_may_not_write_reads_why_beside_a_closed_button(cast: Cast) -> None:
    page = body(signed_in(cast.manager).get(at(cast)))
    assert "les membres de « Comité des fours », et la coordination de l’entente." in page
    assert "<textarea" not in page
    response = signed_in(cast.manager).post(to("action_note", cast), form())
    assert (response.status_code, Note.objects.count()) == (422, 0)


def test_the_coordination_writes_on_behalf_of_somebody_and_it_shows(cast: Cast) -> None:
    acts.ask(cast.agreement, by=cast.coordination, when=NOW, actions=[cast.action], due_on=date(2011, 12, 7))
    client = signed_in(cast.coordinator)
    assert '<option value="Noémie Tran, Comité des fours">' in body(client.get(at(cast)))
    client.post(to("action_note", cast), form(on_behalf_of="Noémie Tran, Comité des fours"))
    page = body(client.get(at(cast)))
    assert "écrit au nom de Noémie Tran, Comité des fours" in page
    assert "Personne n’est sollicité en ce moment." in page


def test_who_has_two_hats_chooses_one(cast: Cast) -> None:
    from tests.cast import make_coordination

    make_coordination(cast.agreement, cast.worker)
    client = signed_in(cast.worker)
    assert "À quel titre" in body(client.get(at(cast)))
    client.post(to("action_note", cast), form(by=cast.worker_term.key))
    client.post(to("action_note", cast), form(by="coordination"))
    client.post(to("action_note", cast), form(by="term-999999"))
    assert list(Note.objects.order_by("pk").values_list("capacity", flat=True)) == [
        "membre, Comité des fours",
        "coordination de l’entente",
        "coordination de l’entente",
    ]


PAYLOADS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[clic](javascript:alert(1))",
    "![x](https://ailleurs.test/pixel.png)",
    "<svg/onload=alert(1)>",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '"><script>alert(1)</script>',
    "<a href='//ailleurs.test'>x</a>",
    "</textarea><script>alert(1)</script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_note_runs_nothing(cast: Cast, payload: str) -> None:
    note(cast, payload)
    acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text=payload, fields={"dated_on": payload, "by": payload})
    page = body(signed_in(cast.worker).get(at(cast)))
    lowered = page.lower()
    assert [mark in lowered for mark in ("<script>", "<img", "<svg/onload", 'href="javascript', 'href="data:', 'href="//ailleurs')] == [
        False
    ] * 6


def test_a_file_leaves_as_something_to_save_that_runs_nothing(cast: Cast) -> None:
    kept = note(cast, files=[SimpleUploadedFile("four\r\nX: y.txt", b"<script>alert(1)</script>")]).attachments.get()
    response = signed_in(cast.manager).get(to("action_file", cast, kept.pk))
    assert b"".join(response) == b"<script>alert(1)</script>"
    assert response.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Type"] == "text/plain"
    assert "X" not in response.headers


def test_a_file_the_rules_refuse_is_named_and_nothing_is_kept(cast: Cast) -> None:
    response = signed_in(cast.worker).post(to("action_note", cast), form(files=[SimpleUploadedFile("x.html", b"<script>")]))
    assert (response.status_code, Note.objects.count(), Attachment.objects.count()) == (422, 0, 0)
    assert "« x.html » n’est pas un fichier PDF" in body(response)


def test_a_draft_is_kept_by_itself_and_found_again(cast: Cast) -> None:
    client = signed_in(cast.worker)
    sent = {"text": "Le four est pr", "status": "done", "dated_on": "2011-11-20", "by": cast.worker_term.key}
    assert client.post(to("action_draft", cast), sent).status_code == 204
    response = client.post(to("action_draft", cast), sent, headers={"HX-Request": "true"})
    assert body(response).strip().startswith("Brouillon gardé le 23 novembre 2011")
    page = body(client.get(at(cast)))
    assert [
        words in page for words in ("Voici le brouillon", "Le four est pr</textarea>", 'value="done" checked', 'value="2011-11-20"')
    ] == [True] * 4
    assert "Voici le brouillon" not in body(signed_in(cast.coordinator).get(at(cast)))
    client.post(to("action_draft_drop", cast), {"once": str(uuid.uuid4())})
    assert Draft.objects.count() == 0


def test_a_draft_says_who_wrote_since_it_was_begun_and_both_notes_are_kept(cast: Cast) -> None:
    client = signed_in(cast.worker)
    acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text="Le four")
    acts.note(cast.action, by=cast.coordination, when=NOW + timedelta(hours=1), dated_on=TODAY, text="Vu au chantier.")
    assert "Amélie Bouchard a écrit depuis que ce brouillon est commencé" in body(client.get(at(cast)))
    response = client.post(to("action_note", cast), form(seen="0"), follow=True)
    assert "Pendant que vous écriviez, Amélie Bouchard a aussi donné des nouvelles. Les deux sont gardées." in body(response)
    assert Note.objects.count() == 2


def test_an_expired_session_loses_nothing_that_was_typed(cast: Cast) -> None:
    client = Client()
    response = client.post(to("action_note", cast), form(text="Long texte", status="under_way", back=at(cast)))
    assert response.headers["Location"] == f"{reverse('account_login')}?next={at(cast)}"
    client.force_login(cast.worker)
    page = body(client.get(at(cast)))
    assert [words in page for words in ("Votre session avait pris fin", "Long texte</textarea>", 'value="under_way" checked')] == [True] * 3
    client.post(to("action_note", cast), form(text="Long texte"))
    assert "Votre session avait pris fin" not in body(client.get(at(cast)))


def test_what_was_typed_for_one_action_is_not_given_back_on_another(cast: Cast) -> None:
    client = Client()
    client.post(to("action_note", cast), form(text="Long texte"))
    client.force_login(cast.coordinator)
    assert "Long texte" not in body(client.get(at(cast, cast.ongoing)))


def test_a_removed_action_stays_for_members_only(cast: Cast) -> None:
    cast.agreement.is_public = True
    cast.agreement.save()
    Action.objects.filter(pk=cast.action.pk).update(removed_at=NOW)
    assert Client().get(at(cast)).status_code == 404
    page = body(signed_in(cast.worker).get(at(cast)))
    assert "Cette action a été retirée du plan; ce qui s’y est écrit reste ici." in page
    assert "<textarea" not in page


def test_the_source_the_targets_and_the_other_columns_are_shown_as_they_are(cast: Cast) -> None:
    row = SourceRow.objects.create(plan=cast.plan, headers=["Actions", ""], cells=["Bâtir  un four", ""], place={"line": 12, "sheet": None})
    Action.objects.filter(pk=cast.action.pk).update(source_row=row, extras={"Budget": "1 500 $"})
    Target.objects.create(action=cast.action, number=5, what="rencontres des boulangers", per="year")
    page = body(signed_in(cast.manager).get(at(cast)))
    for words in (
        "Bâtir  un four",
        "ligne 12",
        "Budget",
        "1 500 $",
        "5 rencontres des boulangers, par année",
        "O1.1, code attribué",
        "à confirmer",
    ):
        assert words in page, words


def test_what_was_changed_in_the_draft_is_told_to_members(cast: Cast) -> None:
    answering = [acts.ResponsibilityDraft("Comité des fours", body=cast.working)]
    acts.reword(
        cast.action,
        revision=cast.action.revision,
        text="Bâtir deux fours",
        responsibilities=answering,
        schedules={},
        targets=[],
        by=cast.coordination,
        when=NOW,
    )
    page = body(signed_in(cast.manager).get(at(cast)))
    assert "Nouveau libellé" in page
    assert "Auparavant : « Bâtir un four communal »" in page


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_costs_the_same_whatever_the_number_of_notes(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        written = Note.objects.create(
            action=cast.action, author=cast.worker, capacity="x", dated_on=date(2011, 4, 1), written_at=NOW, text=f"Nouvelle {number}"
        )
    note(cast, files=[SimpleUploadedFile("x.txt", b"x")])
    client = signed_in(cast.coordinator)
    client.get(at(cast))
    with django_assert_num_queries(16):
        page = body(client.get(at(cast)))
    assert page.count('<article class="note"') == min(count + 1, 20)
    if count == 300:
        assert "Page 1 sur 16" in page
        assert body(client.get(at(cast) + "?page=16")).count('<article class="note"') == 1
    assert written.pk


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "9" * 40, "1e3", "%00"])
def test_a_strange_page_number_shows_a_page(cast: Cast, page: str) -> None:
    assert signed_in(cast.worker).get(f"{at(cast)}?page={page}").status_code == 200
