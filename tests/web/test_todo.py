"""« À faire »: what awaits me, in which capacity, by when; and for the coordination, what awaits others."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import Link
from ententes.ground.windows import window
from ententes.meetings.models import FollowUp, Invitation, Item, Meeting, Minutes
from ententes.plans import acts
from ententes.plans.models import Action, Draft, Note, Point, Question, Request
from ententes.plans.queries import following, links, listing
from ententes.plans.states import Status
from tests.cast import (
    NOW,
    TODAY,
    Cast,
    make_action,
    make_agreement,
    make_body,
    make_coordination,
    make_person,
    make_plan,
    make_section,
    make_term,
)
from tests.decisions.chains import copy, open_plan
from tests.web.test_action import body, signed_in

pytestmark = pytest.mark.django_db

DUE = date(2011, 12, 7)


@pytest.fixture(autouse=True)
def demonstration_day(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def todo(person: Any) -> str:
    return body(signed_in(person).get(reverse("todo")))


def ask(cast: Cast, *actions: Action, due_on: date = DUE) -> None:
    acts.ask(cast.agreement, by=cast.coordination, when=NOW, actions=actions or [cast.action], due_on=due_on)


def test_nobody_comes_without_signing_in() -> None:
    response = Client().get(reverse("todo"))
    assert (response.status_code, response.headers["Location"]) == (302, f"{reverse('account_login')}?next={reverse('todo')}")


def test_an_empty_page_teaches(cast: Cast) -> None:
    assert "Rien ne vous attend" in todo(cast.manager)
    assert "ou que vous écrivez une demande d’aide" in todo(cast.stranger)
    assert "Ce qui attend d’autres personnes" not in todo(cast.manager)


def test_what_is_asked_of_me_says_for_whom_and_by_when(cast: Cast) -> None:
    ask(cast)
    page = todo(cast.worker)
    address = reverse("action", args=[cast.agreement.slug, cast.action.pk])
    for words in (f'href="{address}#nouvelle"', "Bâtir un four communal", "Comité des fours", "attendue le 7 décembre 2011", "badge-asked"):
        assert words in page, words
    assert "Bâtir un four communal" not in todo(cast.manager)


def test_who_sits_nowhere_is_led_to_the_link_of_the_letter(cast: Cast) -> None:
    cast.working.contact = cast.stranger
    cast.working.save()
    ask(cast)
    link = links.path(Question.objects.get(), date(2012, 1, 21))
    assert f'href="{link}"' in todo(cast.stranger)
    assert signed_in(cast.stranger).get(link).status_code == 200


def test_a_day_that_is_over_is_marked(cast: Cast, settings: Any) -> None:
    ask(cast)
    settings.ENTENTES_TODAY = DUE + timedelta(days=1)
    assert "badge-late" in todo(cast.worker)


def test_what_was_answered_or_withdrawn_awaits_no_more(cast: Cast) -> None:
    ask(cast, cast.action, cast.ongoing)
    acts.note(cast.action, by=cast.worker_term, when=NOW, dated_on=TODAY, text="Fait.")
    acts.withdraw(Question.objects.get(answer=None), by=cast.coordination, when=NOW)
    assert "Rien ne vous attend" in todo(cast.worker)
    assert "Nouvelles demandées" not in todo(cast.coordinator)


def test_points_my_bodies_can_settle_and_drafts_i_have_not_sent(cast: Cast) -> None:
    for settled_by, sentence in ((cast.working, "Le four est-il au bois?"), (cast.management, "Qui paie?")):
        Point.objects.create(agreement=cast.agreement, plan=cast.plan, kind="x", sentence=sentence, settled_by=settled_by)
    acts.save_draft(cast.action, by=cast.worker_term, when=NOW, text="Le four est **presque**")
    page = todo(cast.worker)
    assert [words in page for words in ("Le four est-il au bois?", "Qui paie?", "Le four est presque")] == [True, False, True]
    assert "Le four est presque" not in todo(cast.coordinator)


def test_the_coordination_sees_what_awaits_others(cast: Cast) -> None:
    make_action(cast.section, "Semer", cast.management, {2011: ("Été 2011", window("Été 2011", 2011))})
    make_action(cast.section, "Moudre", cast.management, {2011: ("", window("", 2011))})
    make_action(cast.section, "Lever", cast.management, {2012: ("À évaluer", window("À évaluer", 2012))})
    ask(cast)
    page = todo(cast.coordinator)
    for words in (
        "2 actions sont en retard ou sans nouvelles, et personne n’est sollicité.",
        "Noémie Tran",
        "1 action sans réponse sur 1",
        "demandé le 23 novembre 2011",
        "aucun rappel",
        f'action="{reverse("withdraw", args=[cast.agreement.slug, Question.objects.get().pk])}"',
        "En retard depuis le 1 septembre 2011".replace("1 septembre", "1er septembre"),
        "Sans nouvelles depuis le 1er avril 2011",
        "Échéance à préciser",
    ):
        assert words in page, words
    assert "Demandent une décision" not in page  # more than ninety days ahead
    assert f'action="{reverse("remind", args=[cast.agreement.slug, Request.objects.get().pk])}"' in page


def test_only_what_i_coordinate_is_followed(cast: Cast) -> None:
    make_coordination(cast.other_agreement, cast.opener)
    make_action(make_section(make_plan(cast.other_agreement)), "Canari", windows={2011: ("Été 2011", window("Été 2011", 2011))})
    assert ("Canari" in todo(cast.opener), "Canari" in todo(cast.coordinator)) == (True, False)


def test_a_coordination_that_ended_follows_nothing(cast: Cast) -> None:
    held = cast.coordination.coordination
    assert held is not None
    held.ends_on = TODAY - timedelta(days=1)
    held.save()
    assert "Ce qui attend d’autres personnes" not in todo(cast.coordinator)


def test_flags_are_those_of_the_plan_page(cast: Cast) -> None:
    acts.note(cast.ongoing, by=cast.manager_term, when=NOW, dated_on=date(2011, 8, 1), text="x", status=Status.UNDER_WAY)
    ask(cast)
    make_action(cast.section, "Semer", cast.management, {2011: ("Été 2011", window("Été 2011", 2011))})
    cast.management.cadence = 6
    cast.management.save()
    shown = listing.rows(cast.plan, listing.Filters(), today=TODAY, members=True)
    ours = following.followed(following.current_plans([cast.agreement], TODAY), TODAY)
    assert {row.pk: row.flags for part in shown.parts for row in part.rows} == {row.pk: row.flags for row in ours}
    assert [flag.kind for row in ours for flag in row.flags] == ["asked", "late", "unclear"]


def test_the_plan_that_counts_is_that_of_today(cast: Cast) -> None:
    following_year = make_plan(cast.agreement, 2012)
    assert list(following.current_plans([cast.agreement], TODAY)) == [cast.plan.pk]
    assert list(following.current_plans([cast.agreement], date(2012, 4, 1))) == [following_year.pk]
    assert list(following.current_plans([cast.agreement], date(2015, 4, 1))) == [following_year.pk]


def test_lists_are_bounded_and_say_how_many_there_are(cast: Cast) -> None:
    for number in range(14):
        make_action(cast.section, f"Semer {number}", cast.management, {2011: ("Été 2011", window("Été 2011", 2011))})
    page = todo(cast.coordinator)
    assert page.count("En retard depuis le") == 10
    assert "et 4 autres" in page
    assert f'href="{reverse("plan", args=[cast.agreement.slug])}?demande=1"' in page


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_costs_the_same_whatever_there_is(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        agreement = make_agreement(f"entente-{number}", f"Entente {number}")
        by = make_coordination(agreement, cast.coordinator)
        lead = make_body(agreement, "Comité", contact=cast.coordinator)
        make_term(lead, cast.coordinator)
        section = make_section(make_plan(agreement))
        late = make_action(section, "Semer", lead, {2011: ("Été 2011", window("Été 2011", 2011))})
        action = make_action(section, "Cuire", lead, {2011: ("En continu", window("En continu", 2011))})
        acts.ask(agreement, by=by, when=NOW, actions=[action], due_on=DUE)
        acts.save_draft(late, by=by, when=NOW, text="x")
        Point.objects.create(agreement=agreement, kind="x", sentence="?", settled_by=lead)
    client = signed_in(cast.coordinator)
    client.get(reverse("todo"))
    with django_assert_num_queries(52):
        page = body(client.get(reverse("todo")))
    assert (Draft.objects.count(), Note.objects.count()) == (count, 0)
    assert page.count("Brouillons non envoyés") == 1


def test_a_name_is_only_words(cast: Cast) -> None:
    cast.worker.name = "<script>alert(1)</script>"
    cast.worker.save()
    ask(cast)
    acts.save_draft(cast.action, by=cast.coordination, when=NOW, text="<img src=x onerror=alert(1)>")
    page = todo(cast.coordinator)
    assert ("<script>alert" in page, "<img" in page) == (False, False)
    assert make_person("x").pk


def test_the_coordination_is_told_what_only_it_can_do(cast: Cast) -> None:
    assert "Ce que tient la coordination" not in todo(cast.coordinator)
    cast.working.contact = None
    cast.working.save()
    make_body(cast.agreement, "Comité sans action")
    Point.objects.create(agreement=cast.agreement, kind="x", sentence="Personne d’autre.")
    Point.objects.create(agreement=cast.agreement, kind="x", sentence="Les fours.", settled_by=cast.working)
    Point.objects.create(agreement=cast.other_agreement, kind="x", sentence="Ailleurs.")
    page = todo(cast.coordinator)
    assert "Une instance répond d’actions et n’a personne à joindre" in page
    assert "Un point du texte ne peut être précisé que par la coordination." in page
    assert f'href="{reverse("points", args=[cast.agreement.slug])}"' in page
    assert "Rien ne vous attend en propre" not in page
    assert "Ce que tient la coordination" not in todo(cast.manager)


def test_a_matter_before_my_body_and_a_notice_await_me_and_the_coordination_sees_whom_it_waits_for(cast: Cast) -> None:
    matter = open_plan(cast)
    decisions.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
    starts = NOW + timedelta(days=7)
    made = Meeting.objects.create(body=cast.working, number=1, state="called", starts_at=starts, ends_at=starts + timedelta(hours=1))
    Invitation.objects.create(meeting=made, person=cast.worker, term=cast.worker_term.term)
    page = todo(cast.worker)
    assert f'/e/{cast.agreement.slug}/dossiers/{matter.pk}/">Le plan d’action 2011-2012</a>' in page
    assert "Répondre à la convocation" in page
    assert "membre, Comité des fours" in page
    assert "1 réponse attendue" not in todo(cast.manager)
    led = todo(cast.coordinator)
    assert "Répondre à la convocation" in led
    assert "Réponses, accords et signatures" in led


@pytest.mark.parametrize("count", [1, 3, 50])
def test_what_bodies_await_costs_the_same_and_is_worded_only_where_it_is_shown(
    cast: Cast, count: int, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the most, 200 things: as many notices, follow-ups, matters and minutes."""
    for number in range(count):
        starts = NOW + timedelta(days=1 + number)
        facts: dict[str, Any] = {"body": cast.working, "starts_at": starts, "ends_at": starts + timedelta(hours=1)}
        made = Meeting.objects.create(number=1 + number, state="called", **facts)
        Invitation.objects.create(meeting=made, person=cast.worker, term=cast.worker_term.term)
        item = Item.objects.create(meeting=made, position=1, title="Varia")
        FollowUp.objects.create(item=item, what=f"Écrire {number}", who="x", person=cast.worker)
        held = Meeting.objects.create(number=1 + count + number, state="closed", **facts)
        Minutes.objects.create(meeting=held, state="sent")
        links = [Link(("decide",), cast.working)]
        decisions.open_matter(cast.agreement, kind="question", title=f"Q {number}", links=links, by=cast.coordination, when=NOW)
    Matter.objects.update(state="before")
    worded: list[str] = []
    monkeypatch.setattr("ententes.web.todo.views.what", lambda kind, _count: worded.append(kind) or kind)
    client = signed_in(cast.worker)
    client.get(reverse("todo"))
    worded.clear()
    with django_assert_num_queries(30):
        assert client.get(reverse("todo")).status_code == 200
    assert len(worded) == min(4 * count, 10)
