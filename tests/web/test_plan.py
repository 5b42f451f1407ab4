"""The plan's page, its filters and its search: what each person sees, in how many queries, and that nothing typed breaks it."""

from __future__ import annotations

import gzip
import html
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ententes.agreements.models import Agreement, Filing
from ententes.committees.models import Body, Mandate
from ententes.committees.queries import Capacity
from ententes.documents.models import File
from ententes.ground.windows import window
from ententes.people.models import Person
from ententes.plans import acts
from ententes.plans.models import Action, Note, Plan, Point
from tests.cast import NOW, Cast, make_action, make_agreement, make_body, make_coordination, make_plan, make_section

EVIL = "<script>alert(1)</script>\"'&"


@pytest.fixture(autouse=True)
def today(settings: Any) -> None:
    settings.ENTENTES_TODAY = date(2011, 11, 23)


def signed_in(person: Person | None) -> Client:
    client = Client()
    if person:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def read(person: Person | None, path: str = "/e/pain-et-culture/plan/", **query: str) -> str:
    response = signed_in(person).get(path, query)
    assert response.status_code == 200
    return html.unescape(response.content.decode()).replace("\u00a0", " ")


def rows_of(page: str) -> list[str]:
    return re.findall(r'<span class="plan-text"><a href="[^"]*">([^<]*)</a>', page)


def add_note(cast: Cast, text: str, action: Action | None = None) -> None:
    action = action or cast.action
    note = Note.objects.create(
        action=action, author=cast.worker, capacity="membre", dated_on=date(2011, 10, 20), written_at=NOW, text=text, status="under_way"
    )
    Action.objects.filter(pk=action.pk).update(news=note, status="under_way")


def publish(cast: Cast) -> None:
    Agreement.objects.filter(pk=cast.agreement.pk).update(is_public=True)


def test_who_must_do_what_this_autumn_is_one_click_away(cast: Cast) -> None:
    make_action(cast.section, "Semer au printemps", cast.working, {2011: ("Printemps 2011", window("Printemps 2011", 2011))})
    page = read(cast.worker)
    href = re.search(r'<a class="chip" href="([^"]*)">Cet automne', page)
    assert href
    page = read(cast.worker, href[1])
    assert re.findall(r"<h2>(.*?) <span", page) == ["Comité de gestion", "Comité des fours"]
    assert rows_of(page) == ["Tenir la table des boulangers", "Bâtir un four communal"]


def test_the_summary_says_the_state_of_the_plan_in_one_sentence(cast: Cast) -> None:
    assert "Brouillon. 2 actions; aucune n’a encore donné de nouvelles ce trimestre." in read(cast.manager)
    add_note(cast, "Le terrain est choisi.")
    assert "Brouillon. 2 actions, dont 1 a donné des nouvelles ce trimestre." in read(cast.manager)


def test_the_public_reads_no_news_and_no_flag(cast: Cast) -> None:
    publish(cast)
    add_note(cast, "Le terrain est choisi.")
    Point.objects.create(agreement=cast.agreement, plan=cast.plan, action=cast.action, kind="x", sentence="Où?")
    mine, theirs = read(cast.worker), read(None)
    for words in ("Le terrain est choisi.", "Demande une réponse", "Sans nouvelles depuis", "1 point à préciser"):
        assert (words in mine, words in theirs) == (True, False)
    assert "Nouvelle du 20 octobre 2011" in theirs
    assert "En cours" in theirs


def test_only_the_coordination_is_offered_to_edit_and_ask(cast: Cast) -> None:
    for person, offered in ((cast.coordinator, True), (cast.manager, False)):
        page = read(person)
        assert ("Modifier le plan" in page, "Demander des nouvelles" in page) == (offered, offered)


def test_a_stranger_finds_nothing(cast: Cast) -> None:
    for path in ("plan/", "plan/2011/", "recherche/?q=four"):
        assert signed_in(cast.stranger).get(f"/e/pain-et-culture/{path}").status_code == 404
        assert signed_in(None).get(f"/e/pain-et-culture/{path}").status_code == 302
    assert signed_in(cast.manager).get("/e/pain-et-culture/plan/1999/").status_code == 404
    assert signed_in(cast.manager).get("/e/forets/plan/").status_code == 404


def test_what_people_wrote_is_never_markup(cast: Cast) -> None:
    Action.objects.filter(pk=cast.action.pk).update(text=EVIL, folded="script alert")
    Body.objects.filter(pk=cast.working.pk).update(name=EVIL)
    cast.action.schedules.update(words=EVIL)
    Plan.objects.filter(pk=cast.plan.pk).update(title=EVIL)
    cast.plan.sections.update(title=EVIL)
    add_note(cast, EVIL)
    client = signed_in(cast.coordinator)
    for path in (
        f"plan/?q={EVIL}",
        "plan/?q=alert",
        f"plan/?instance={cast.working.pk}",
        f"recherche/?q={EVIL}",
        "recherche/?q=alert",
        "plan/2011/modifier/",
        f"plan/2011/modifier/{cast.action.pk}/",
        f"plan/2011/modifier/{cast.action.pk}/diviser/",
        f"plan/2011/modifier/{cast.action.pk}/fusionner/?avec={cast.ongoing.pk}",
        "plan/2011/reconduire/",
    ):
        response = client.get(f"/e/pain-et-culture/{path}")
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from(["objectif", "instance", "organisme", "annee", "etat", "demande", "saison", "q", "par", "page"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=250)
        | st.sampled_from(["1", "-1", "O1", "9" * 30, "\0", "instance", "NEAR("]),
    )
)
def test_no_address_breaks_the_page(cast: Cast, query: dict[str, str]) -> None:
    client = signed_in(cast.manager)
    assert client.get("/e/pain-et-culture/plan/", query).status_code == 200
    assert client.get("/e/pain-et-culture/recherche/", query).status_code == 200


def test_filters_are_named_and_kept(cast: Cast) -> None:
    page = read(cast.worker, instance=str(cast.working.pk), q="four")
    assert "1 action sur 2</b> · Instance : Comité des fours; contient « four »" in page
    assert f'<input type="hidden" name="instance" value="{cast.working.pk}">' in page
    assert "Aucune action ne répond à ce filtre." in read(cast.worker, q="introuvable")


def test_the_forms_of_the_page_lead_back_to_it(cast: Cast) -> None:
    """The frame of the page once took the name under which the view gave its address."""
    page = read(cast.worker)
    assert re.findall(r'<form class="(?:search|plan-filters)"[^>]*action="([^"]*)"', page) == ["/e/pain-et-culture/plan/2011/"] * 2
    assert '<a class="no-paper" href="/e/pain-et-culture/plan/2011/">' in read(cast.worker, q="four")


def test_empty_pages_teach(cast: Cast) -> None:
    person = cast.stranger
    make_coordination(cast.other_agreement, person)
    page = read(person, "/e/forets/plan/")
    assert "Cette entente n’a pas encore de plan" in page
    client = signed_in(person)
    assert client.post("/e/forets/plan/commencer/").headers["Location"] == "/e/forets/plan/2011/modifier/"
    assert "Ce plan n’a pas encore d’action" in read(person, "/e/forets/plan/")


def test_the_plans_of_other_years_are_one_click_away(cast: Cast) -> None:
    later = make_plan(cast.agreement, 2012)
    make_action(make_section(later), "Agrandir le four")
    assert rows_of(read(cast.manager)) == ["Bâtir un four communal", "Tenir la table des boulangers"]
    assert rows_of(read(cast.manager, "/e/pain-et-culture/plan/2012/")) == ["Agrandir le four"]
    assert re.findall(r'<a href="([^"]*)"[^>]*>201\d-201\d</a>', read(cast.manager)) == [
        "/e/pain-et-culture/plan/2012/",
        "/e/pain-et-culture/plan/2011/",
    ]


def long_plan(cast: Cast, number: int) -> Plan:
    agreement = make_agreement("longue", "Entente longue")
    make_coordination(agreement, cast.coordinator)
    plan = make_plan(agreement)
    section, bodies = make_section(plan), [make_body(agreement, f"Comité {n}") for n in range(5)]
    for place in range(number):
        words = ("En continu", "Automne 2011", "Janvier 2012")[place % 3]
        windows = {2011: (words, window(words, 2011)), 2012: ("En continu", window("En continu", 2012))}
        add_note(cast, f"Nouvelle {place} du pain", make_action(section, f"Cuire le pain numéro {place}", bodies[place % 5], windows))
    return plan


@pytest.mark.parametrize("number", [1, 3, 300])
def test_pages_take_the_same_queries_whatever_the_length(cast: Cast, number: int) -> None:
    plan = long_plan(cast, number)
    by = Capacity(plan.agreement, coordination=plan.agreement.coordinations.get())
    for place in range(min(number, 60)):
        acts.open_section(plan, title=f"Section {place}", by=by, when=NOW)
    body = plan.agreement.bodies.first()
    assert body is not None
    Mandate.objects.bulk_create(Mandate(body=body, position=place, words=f"Pétrir le pain {place}") for place in range(number))
    Point.objects.bulk_create(Point(agreement=plan.agreement, kind="other", sentence=f"Quel pain {place}?") for place in range(number))
    counted = {}
    for path in ("plan/", "plan/?saison=1&par=instance", "plan/?q=pain", "recherche/?q=pain", "plan/2011/modifier/",
                 "plan/2011/modifier/historique/", "plan/2011/reconduire/"):  # fmt: skip
        client = signed_in(cast.coordinator)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/e/longue/{path}").status_code == 200
        counted[path] = len(captured)
    assert counted == {
        "plan/": 14,
        "plan/?saison=1&par=instance": 14,
        "plan/?q=pain": 15,
        "recherche/?q=pain": 15,
        "plan/2011/modifier/": 12,
        "plan/2011/modifier/historique/": 17,
        "plan/2011/reconduire/": 13,
    }


def test_a_thousand_actions_weigh_little(cast: Cast) -> None:
    plan = long_plan(cast, 1)
    action = plan.actions.get()
    Action.objects.bulk_create(
        Action(plan=plan, section=action.section, code=f"O1.{n}", text=f"{action.text} et en vendre {n}", position=n)
        for n in range(2, 1001)
    )
    response = signed_in(cast.coordinator).get("/e/longue/plan/")
    assert len(gzip.compress(response.content)) < 150_000


def test_the_public_page_costs_one_query_when_nothing_changed(cast: Cast) -> None:
    publish(cast)
    client = Client()
    client.get("/e/pain-et-culture/plan/")
    tag = client.get("/e/pain-et-culture/plan/").headers["ETag"]
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/e/pain-et-culture/plan/", headers={"If-None-Match": tag})
    assert (response.status_code, len(captured)) == (304, 1)


@pytest.mark.parametrize(
    "change",
    [
        "note", "reword", "remove", "move", "undo", "body", "organisation",
        "title", "season", "day", "language", "filter", "section", "plan",
    ],
)  # fmt: skip
def test_whatever_the_public_would_see_changed_is_sent_again(cast: Cast, change: str, settings: Any) -> None:
    publish(cast)
    client, path = Client(), "/e/pain-et-culture/plan/"
    client.get(path)
    by = {"by": cast.coordination, "when": NOW}
    if change == "undo":
        acts.remove(cast.action, revision=1, **by)
    if change == "organisation":
        cast.action.responsibilities.create(organisation=cast.working.host, words="x", role="lead")
    tag = client.get(path).headers["ETag"]
    match change:
        case "note":
            add_note(cast, "Bâti.")
        case "reword":
            acts.split(cast.action, revision=1, first="a", second="b", **by)
        case "remove":
            acts.remove(cast.action, revision=1, **by)
        case "move":
            acts.move(cast.action, revision=1, up=False, **by)
        case "undo":
            acts.undo(cast.plan.edits.get(), **by)
        case "body":
            Body.objects.filter(pk=cast.working.pk).update(name="Comité du feu")
        case "organisation":
            assert cast.working.host
            type(cast.working.host).objects.filter(pk=cast.working.host.pk).update(acronym="RB")
        case "title":
            Agreement.objects.filter(pk=cast.agreement.pk).update(short_title="Pain")
        case "season":
            Agreement.objects.filter(pk=cast.agreement.pk).update(seasons=[["printemps", 3, 21], ["été", 6, 21], ["automne", 9, 22]])
        case "day":
            settings.ENTENTES_TODAY = date(2011, 11, 24)
        case "language":
            client.cookies["langue"] = "en"
        case "filter":
            path += "?q=four"
        case "section":
            acts.rename_section(cast.section, title="Cuire", **by)
        case "plan":
            acts.roll_over(cast.plan, kept=[], **by)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_whoever_is_signed_in_is_given_no_tag(cast: Cast) -> None:
    response = signed_in(cast.manager).get("/e/pain-et-culture/plan/")
    assert ("ETag" in response.headers, response.headers["Cache-Control"]) == (False, "private, no-store")


def test_a_search_groups_what_it_finds_and_keeps_notes_for_members(cast: Cast) -> None:
    publish(cast)
    add_note(cast, "Le **four** est bâti.")
    for title, public in (("Plans du four", False), ("Le four en images", True)):
        file = File.objects.create(name=f"{title}.pdf", media_type="application/pdf", size=3, sha256="0" * 64, content="x", filed_at=NOW)
        Filing.objects.create(agreement=cast.agreement, file=file, title=title, is_public=public)
    path = "/e/pain-et-culture/recherche/"

    def groups(person: Person | None) -> list[tuple[str, str]]:
        return re.findall(r'<h2 id="found-\d">(\w+) <span class="quiet">(\d+)</span>', read(person, path, q="fours"))

    assert groups(cast.manager) == [("Actions", "1"), ("Nouvelles", "1"), ("Instances", "1"), ("Documents", "2")]
    assert groups(None) == [("Actions", "1"), ("Instances", "1"), ("Documents", "1")]
    page = read(cast.manager, path, q="fours")
    assert "Bâtir un <mark>four</mark> communal" in page
    assert "Le <mark>four</mark> est bâti." in page
    assert "Rien ne contient « introuvable »." in read(cast.manager, path, q="introuvable")
    assert "La recherche trouve le début des mots" in read(cast.manager, path)


def test_a_search_finds_mandates_and_keeps_points_for_members(cast: Cast) -> None:
    publish(cast)
    Mandate.objects.create(body=cast.working, position=0, words="Proposer le calendrier des levains.", verbs=["propose"])
    Mandate.objects.create(body=make_body(cast.other_agreement, "Ailleurs"), position=0, words="Veiller aux levains.", verbs=["ensure"])
    Point.objects.create(agreement=cast.agreement, kind="other", sentence="Quel levain nourrir?", places=[])
    Point.objects.create(agreement=cast.other_agreement, kind="other", sentence="Un levain étranger?", places=[])
    path = "/e/pain-et-culture/recherche/"

    def groups(person: Person | None) -> list[tuple[str, str]]:
        return re.findall(r'<h2 id="found-\d">([^<]+) <span class="quiet">(\d+)</span>', read(person, path, q="levains"))

    assert groups(cast.manager) == [("Mandats", "1"), ("Points à préciser", "1")]
    assert groups(None) == [("Mandats", "1")]
    page = read(cast.manager, path, q="levains")
    assert f'<a href="/e/pain-et-culture/instances/{cast.working.pk}/">Proposer le calendrier des <mark>levains</mark>.</a>' in page
    assert "Quel <mark>levain</mark> nourrir?</a>" in page


def test_a_removed_action_is_not_found(cast: Cast) -> None:
    Action.objects.filter(pk=cast.action.pk).update(removed_at=NOW)
    assert "Rien ne contient" in read(cast.manager, "/e/pain-et-culture/recherche/", q="communal")
