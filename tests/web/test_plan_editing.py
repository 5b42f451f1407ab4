"""Editing a draft through its pages: each act by its own form, what is refused, and two people at once."""

from __future__ import annotations

import html
import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from ententes.people.models import Person
from ententes.plans.models import Action, Edit, Note, Plan, Section
from tests.cast import NOW, Cast, make_section

DRAFT = "/e/pain-et-culture/plan/2011/modifier/"


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    settings.ENTENTES_TODAY = date(2011, 11, 23)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(response: HttpResponse) -> str:
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


def fields(client: Client, path: str) -> dict[str, str]:
    """What the browser would send of the page's form, untouched."""
    page = client.get(path).content.decode()
    form = re.search(r'<form class="form[^>]*method="post".*?</form>', page, re.DOTALL)
    assert form
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form[0]):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") != "checkbox" or " checked" in tag:
            sent[attributes["name"]] = html.unescape(attributes.get("value", "on" if attributes.get("type") == "checkbox" else ""))
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        sent[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea name="([^"]*)"[^>]*>(.*?)</textarea>', form[0], re.DOTALL):
        sent[name] = html.unescape(body).lstrip("\r\n")
    return sent


def test_an_untouched_form_changes_nothing(cast: Cast) -> None:
    cast.action.targets.create(number=5, what="rencontres", per="year", words="cinq rencontres")
    cast.action.responsibilities.update(organisation=cast.working.host)
    client, path = as_(cast.coordinator), f"{DRAFT}{cast.action.pk}/"
    response = client.post(path, fields(client, path), follow=True)
    assert "Rien n’a changé." in words(response)
    assert Edit.objects.count() == 0


def test_an_action_is_changed_confirmed_and_the_change_undone(cast: Cast) -> None:
    client, path = as_(cast.coordinator), f"{DRAFT}{cast.action.pk}/"
    sent = fields(client, path) | {
        "text": "Bâtir deux fours", "words_2011": "Mars 2012", "sure_0": "on", "who_1": f"b{cast.management.pk}", "role_1": "collaborator",
        "target_0": "2", "what_0": "fours", "per_0": "once",
    }  # fmt: skip
    response = client.post(path, sent, follow=True)
    assert "L’action O1.1 est modifiée." in words(response)
    action = Action.objects.get(pk=cast.action.pk)
    assert (action.text, action.targets.get().what) == ("Bâtir deux fours", "fours")
    assert list(action.responsibilities.values_list("body__name", "role", "is_confirmed")) == [
        ("Comité des fours", "lead", True),
        ("Comité de gestion", "collaborator", False),
    ]
    page = words(client.get(f"{DRAFT}historique/"))
    assert "Nouveau libellé : O1.1 Bâtir un four communal" in page
    assert "<del>Comité des fours (responsable, à confirmer)</del>" in page
    assert "<ins>Comité des fours (responsable, confirmé); Comité de gestion (collaborateur, à confirmer)</ins>" in page
    client.post(f"{DRAFT}historique/{Edit.objects.get().pk}/annuler/")
    assert Action.objects.get(pk=cast.action.pk).text == "Bâtir un four communal"
    assert "annulée le 23 novembre 2011" in words(client.get(f"{DRAFT}historique/"))


def test_the_second_to_save_is_shown_both_texts(cast: Cast) -> None:
    client, path = as_(cast.coordinator), f"{DRAFT}{cast.action.pk}/"
    sent = fields(client, path)
    client.post(path, sent | {"text": "Bâtir deux fours", "once": ""})
    response = client.post(path, sent | {"text": "Bâtir <trois> fours", "words_2012": "À évaluer", "once": ""})
    page = words(response)
    assert response.status_code == 409
    for said in ("Bâtir deux fours", "Bâtir <trois> fours", "À évaluer", "Rien n’a été remplacé"):
        assert said in page
    assert Action.objects.get(pk=cast.action.pk).text == "Bâtir deux fours"
    again = {name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', response.content.decode())}
    assert client.post(path, again | {"once": ""}).status_code == 302
    assert Action.objects.get(pk=cast.action.pk).text == "Bâtir <trois> fours"


@pytest.mark.parametrize("act", ["diviser", "fusionner"])
def test_a_late_division_or_merger_is_shown_what_was_saved(cast: Cast, act: str) -> None:
    client, path = as_(cast.coordinator), f"{DRAFT}{cast.action.pk}/{act}/"
    sent = fields(client, f"{path}?avec={cast.ongoing.pk}")
    Action.objects.filter(pk=cast.action.pk).update(text="Bâtir deux fours", revision=2)
    response = client.post(path, sent | {"second": "Le chauffer", "once": ""})
    assert (response.status_code, "Bâtir deux fours" in words(response)) == (409, True)
    assert Edit.objects.count() == 0
    revision = re.search(r'name="revision" value="(\d+)"', response.content.decode())
    assert revision
    assert client.post(path, sent | {"second": "Le chauffer", "revision": revision[1], "once": ""}).status_code == 302


def test_the_same_form_sent_twice_counts_once(cast: Cast) -> None:
    client, path = as_(cast.coordinator), f"{DRAFT}ajouter/"
    sent = fields(client, path) | {"text": "Semer du seigle", "section": str(cast.section.pk)}
    first, second = client.post(path, sent), client.post(path, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert Action.objects.filter(text="Semer du seigle").count() == 1


def test_a_refused_form_keeps_what_was_typed(cast: Cast) -> None:
    client, path = as_(cast.coordinator), f"{DRAFT}{cast.action.pk}/"
    response = client.post(path, fields(client, path) | {"text": "", "words_2011": "Hiver 2012", "what_0": "fours", "once": ""})
    page = words(response)
    assert response.status_code == 422
    assert 'value="Hiver 2012"' in page
    assert "Une cible a un nombre et dit ce qu’on compte." in page


@pytest.mark.parametrize(
    "strange",
    [{"who_0": "b999999"}, {"who_0": "o1; drop"}, {"role_0": "king"}, {"target_0": "-5"}, {"target_0": "9" * 40, "what_0": "x"},
     {"revision": "x"}, {"who_99999": "b1"}, {"words_2011": "x" * 5000}, {"per_0": "never", "target_0": "1", "what_0": "x"}],
)  # fmt: skip
def test_forged_fields_are_refused_without_an_error(cast: Cast, strange: dict[str, str]) -> None:
    client, path = as_(cast.coordinator), f"{DRAFT}{cast.action.pk}/"
    assert client.post(path, fields(client, path) | strange | {"once": ""}).status_code in (302, 409, 422)


def test_every_gesture_has_its_address(cast: Cast) -> None:
    client = as_(cast.coordinator)
    second = make_section(cast.plan, "O2", "Raconter")
    one, other = cast.action, cast.ongoing

    def texts() -> list[tuple[str, str]]:
        found = cast.plan.actions.filter(removed_at__isnull=True).order_by("section__position", "position")
        return list(found.values_list("code", "text"))

    client.post(f"{DRAFT}{one.pk}/deplacer/", {"move": "down-1"})
    assert texts()[0] == ("O1.1", "Tenir la table des boulangers")
    client.post(f"{DRAFT}{one.pk}/deplacer/", {"move": "to-2", "section": str(second.pk)})
    assert texts()[1] == ("O2.1", "Bâtir un four communal")
    client.post(f"{DRAFT}{one.pk}/diviser/", {"revision": "3", "first": "Bâtir", "second": "Chauffer"})
    assert [text for _code, text in texts()] == ["Tenir la table des boulangers", "Bâtir", "Chauffer"]
    revisions = dict(Action.objects.values_list("pk", "revision"))
    client.post(
        f"{DRAFT}{one.pk}/fusionner/",
        {"revision": revisions[one.pk], "other": other.pk, "other_revision": revisions[other.pk], "text": "Bâtir et tenir"},
    )
    assert [text for _code, text in texts()] == ["Bâtir et tenir", "Chauffer"]
    client.post(f"{DRAFT}{one.pk}/retirer/", {"revision": Action.objects.get(pk=one.pk).revision})
    assert [text for _code, text in texts()] == ["Chauffer"]
    client.post(f"{DRAFT}sections/ajouter/", {"title": "Vendre"})
    sold = Section.objects.get(title="Vendre")
    client.post(f"{DRAFT}sections/{sold.pk}/", {"title": "Vendre le pain"})
    client.post(f"{DRAFT}sections/{sold.pk}/deplacer/", {"move": "up"})
    assert list(cast.plan.sections.values_list("title", flat=True)) == ["Nourrir", "Vendre le pain", "Raconter"]
    client.post(f"{DRAFT}sections/{sold.pk}/retirer/")
    assert Edit.objects.count() == 9
    for edit in Edit.objects.all():
        assert client.post(f"{DRAFT}historique/{edit.pk}/annuler/").status_code == 302
    assert texts() == [("O1.1", "Bâtir un four communal"), ("O1.2", "Tenir la table des boulangers")]
    assert Edit.objects.filter(undone_at__isnull=True).count() == 0


def test_a_merger_that_cannot_be_says_why_beside_its_closed_button(cast: Cast) -> None:
    Note.objects.create(action=cast.ongoing, author=cast.worker, capacity="membre", dated_on=NOW.date(), written_at=NOW, text="Tenue.")
    client = as_(cast.coordinator)
    page = words(client.get(f"{DRAFT}{cast.action.pk}/fusionner/?avec={cast.ongoing.pk}"))
    assert "L’action O1.2 a déjà donné des nouvelles, qui ne se déplacent pas" in page
    assert "Fusionner plutôt O1.2 dans O1.1" not in page
    assert "Fusionner plutôt O1.1 dans O1.2" in page


def test_only_the_coordination_comes_in(cast: Cast) -> None:
    paths = [
        "",
        "ajouter/",
        f"{cast.action.pk}/",
        f"{cast.action.pk}/diviser/",
        f"{cast.action.pk}/fusionner/",
        f"sections/{cast.section.pk}/",
    ]
    for path in paths:
        assert as_(cast.coordinator).get(DRAFT + path).status_code == 200
        assert as_(cast.manager).get(DRAFT + path).status_code == 403
        assert as_(cast.stranger).get(DRAFT + path).status_code == 404
        assert Client().get(DRAFT + path).status_code == 302
    for path in (f"{cast.action.pk}/retirer/", f"{cast.action.pk}/deplacer/", "sections/ajouter/"):
        assert as_(cast.coordinator).get(DRAFT + path).status_code == 405
        assert as_(cast.manager).post(DRAFT + path, {"revision": "1", "move": "down-1", "title": "x"}).status_code == 403
    assert as_(cast.manager).get(f"{DRAFT}historique/").status_code == 200
    assert (Edit.objects.count(), Plan.objects.count()) == (0, 1)


def test_an_action_of_another_plan_is_not_found_here(cast: Cast) -> None:
    elsewhere = make_section(Plan.objects.create(agreement=cast.other_agreement, title="x", year=2011, years=[2011]))
    foreign = Action.objects.create(plan=elsewhere.plan, section=elsewhere, code="X", text="Planter", position=0)
    client = as_(cast.coordinator)
    for path in (f"{foreign.pk}/", f"{foreign.pk}/diviser/", f"sections/{elsewhere.pk}/"):
        assert client.get(DRAFT + path).status_code == 404
    assert client.post(f"{DRAFT}{cast.action.pk}/deplacer/", {"move": "to-1", "section": str(elsewhere.pk)}).status_code == 404
    assert client.post(f"{DRAFT}{foreign.pk}/retirer/", {"revision": "1"}).status_code == 404
    response = client.post(
        f"{DRAFT}{cast.action.pk}/fusionner/", {"revision": "1", "other": foreign.pk, "other_revision": "1", "text": "x"}
    )
    assert (response.status_code, Edit.objects.count()) == (422, 0)


def test_numbers_no_column_holds_are_not_found(cast: Cast) -> None:
    huge, client = "9" * 40, as_(cast.coordinator)
    for path in (f"{huge}/", f"{huge}/diviser/", f"sections/{huge}/", f"{cast.action.pk}/fusionner/?avec={huge}"):
        assert client.get(DRAFT + path).status_code in (200, 404)
    assert client.get(f"/e/pain-et-culture/plan/{huge}/").status_code == 404
    assert client.get(f"/e/pain-et-culture/plan/{huge}/modifier/").status_code == 404
    assert client.post(f"{DRAFT}historique/{huge}/annuler/").status_code == 404
    assert client.post(f"{DRAFT}{cast.action.pk}/deplacer/", {"move": "to-1", "section": huge}).status_code == 404
    sent = {"revision": huge, "other": huge, "other_revision": huge, "text": "x"}
    assert client.post(f"{DRAFT}{cast.action.pk}/fusionner/", sent).status_code == 422
    assert client.post(f"{DRAFT}{cast.action.pk}/retirer/", {"revision": huge}).status_code == 302
    assert client.post("/e/pain-et-culture/plan/2011/reconduire/", {"kept": [huge]}).status_code == 422


def test_the_next_plan_is_reviewed_then_started(cast: Cast) -> None:
    Action.objects.filter(pk=cast.action.pk).update(status="abandoned")
    client, path = as_(cast.coordinator), "/e/pain-et-culture/plan/2011/reconduire/"
    page = words(client.get(path))
    assert re.findall(r'name="kept" value="(\d+)"( checked)?', page) == [(str(cast.action.pk), ""), (str(cast.ongoing.pk), " checked")]
    assert "Abandonnée : elle n’est pas reprise." in page
    response = client.post(path, {"kept": [cast.ongoing.pk]})
    assert response.headers["Location"] == "/e/pain-et-culture/plan/2012/"
    assert "Plan d’action 2012-2013" in words(client.get("/e/pain-et-culture/plan/2012/"))
    assert "L’exercice 2012-2013 a déjà son plan." in words(client.get(path))
    assert client.post(path, {"kept": ["x", "999999"]}).status_code == 422
