"""A plan as light rows: what each row says, what each filter leaves, and how many queries it takes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ententes.ground.windows import window
from ententes.organisations.models import Organisation
from ententes.plans.models import Action, Note, Plan, Point, Question, Request, Responsibility, Target
from ententes.plans.queries import listing
from ententes.plans.queries.filters import Filters
from ententes.plans.queries.seasons import season_of, starts
from tests.cast import NOW, TODAY, Cast, make_action, make_agreement, make_body, make_plan, make_section


def asked(query: str) -> Filters:
    return Filters.from_query(QueryDict(query))


def read(plan: Plan, query: str = "", members: bool = True, **options: Any) -> listing.Listing:
    return listing.rows(plan, asked(query), today=TODAY, members=members, **options)


def texts(found: listing.Listing) -> list[tuple[str, list[str]]]:
    return [(part.title, [row.text for row in part.rows]) for part in found.parts]


def add_note(action: Action, cast: Cast, text: str, day: date = date(2011, 10, 20), status: str = "under_way") -> Note:
    """A note as the acts of news leave it."""
    note = Note.objects.create(
        action=action,
        term=cast.worker_term.term,
        author=cast.worker,
        capacity="membre",
        dated_on=day,
        written_at=NOW,
        text=text,
        status=status,
    )
    Action.objects.filter(pk=action.pk).update(news=note, status=status)
    return note


def test_a_row_says_who_when_and_what_was_last_heard(cast: Cast) -> None:
    organisation = Organisation.objects.create(name="Meunerie du Lac")
    Responsibility.objects.create(action=cast.action, organisation=organisation, words="la meunerie", role="collaborator", position=1)
    add_note(cast.action, cast, "Le **terrain** est choisi. " * 20)
    Point.objects.create(agreement=cast.agreement, plan=cast.plan, action=cast.action, kind="x", sentence="Où?")
    row = read(cast.plan).parts[0].rows[0]
    assert [(one.name, one.words, one.is_confirmed) for one in row.leads] == [("Comité des fours", "Comité des fours", False)]
    assert [(one.name, one.words) for one in row.collaborators] == [("Meunerie du Lac", "la meunerie")]
    assert [(year, words, window.kind) for year, words, window in row.cells] == [
        (2011, "Automne 2011", "season"),
        (2012, "En continu", "ongoing"),
    ]
    assert (row.code, row.status, row.news_on, row.points) == ("O1.1", "under_way", date(2011, 10, 20), 1)
    assert row.news.startswith("Le terrain est choisi. Le terrain")
    assert len(row.news) <= 140


def test_the_public_reads_the_status_and_its_day_and_nothing_else(cast: Cast) -> None:
    add_note(cast.action, cast, "Le terrain est choisi.")
    row = read(cast.plan, members=False).parts[0].rows[0]
    assert (row.status, row.news_on, row.news, row.flags, row.points) == ("under_way", date(2011, 10, 20), "", (), 0)


def test_a_year_the_plan_says_nothing_of_is_unspecified(cast: Cast) -> None:
    make_action(cast.section, "Semer du seigle")
    row = read(cast.plan).parts[0].rows[-1]
    assert [(year, words, window.kind) for year, words, window in row.cells] == [(2011, "", "unspecified"), (2012, "", "unspecified")]


def test_a_removed_action_is_not_shown(cast: Cast) -> None:
    Action.objects.filter(pk=cast.action.pk).update(removed_at=NOW)
    assert texts(read(cast.plan)) == [("Nourrir", ["Tenir la table des boulangers"])]


def test_sections_without_actions_stay_unless_something_is_filtered(cast: Cast) -> None:
    make_section(cast.plan, "O2", "Raconter")
    assert texts(read(cast.plan))[1] == ("Raconter", [])
    assert texts(read(cast.plan, "q=four")) == [("Nourrir", ["Bâtir un four communal"])]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["four", "table"]),
        ("objectif=O1", ["four", "table"]),
        ("objectif=O2", ["seigle"]),
        ("etat=upcoming", ["four", "table"]),
        ("etat=done", ["seigle"]),
        ("annee=2011", ["four", "table"]),
        ("annee=2012", ["four", "table", "seigle"]),
        ("saison=1", ["four", "table"]),
        ("q=COMMUNAL", ["four"]),
        ("q=comite+fours", ["four"]),
        ("q=moissons", ["seigle"]),
        ("q=O2.1", ["seigle"]),
        ("saison=1&q=table", ["table"]),
        ("objectif=O2&q=four", []),
        # What cannot be known is left out.
        ("objectif=ZZ&annee=1999&etat=perdu&instance=999999&organisme=x&demande=2&saison=oui&par=rien", ["four", "table", "seigle"]),
    ],
)
def test_filters_combine(cast: Cast, query: str, expected: list[str]) -> None:
    second = make_section(cast.plan, "O2", "Raconter")
    sown = make_action(second, "Semer du seigle", windows={2012: ("En continu", window("En continu", 2012))})
    add_note(sown, cast, "Les moissons sont faites.", status="done")
    expected = ["four", "table", "seigle"] if query == "" else expected
    found = [row.text.split()[2 if row.text.startswith("Bâtir") or row.text.startswith("Tenir") else -1] for part in
             read(cast.plan, query).parts for row in part.rows]  # fmt: skip
    assert found == expected


def test_a_body_s_actions_are_those_it_leads_and_those_it_helps(cast: Cast) -> None:
    Responsibility.objects.create(action=cast.ongoing, body=cast.working, words="CF", role="collaborator", position=1)
    found = read(cast.plan, f"instance={cast.working.pk}")
    assert texts(found) == [("Nourrir", ["Bâtir un four communal", "Tenir la table des boulangers"])]
    assert found.words == "Instance\N{NO-BREAK SPACE}: Comité des fours"
    assert found.counts["body", cast.working.pk] == 2


def test_what_asks_for_an_answer_is_told_to_members_only(cast: Cast) -> None:
    request = Request.objects.create(
        agreement=cast.agreement,
        body=cast.working,
        recipient=cast.worker,
        asked_by=cast.coordination.coordination,
        asked_at=NOW,
        due_on=date(2011, 12, 1),
    )
    Question.objects.create(request=request, action=cast.action)
    add_note(cast.ongoing, cast, "Tenue.")
    found = read(cast.plan, "demande=1")
    assert (texts(found), found.asking) == ([("Nourrir", ["Bâtir un four communal"])], 1)
    public = read(cast.plan, "demande=1", members=False)
    assert (public.shown, public.asking, public.words) == (2, 0, "")


def test_the_plan_is_grouped_by_body(cast: Cast) -> None:
    shared = make_action(cast.section, "Semer du seigle", cast.management)
    Responsibility.objects.create(action=shared, body=cast.working, words="CF", role="lead", position=1)
    make_action(cast.section, "Vendre du pain")
    assert texts(read(cast.plan, "par=instance")) == [
        ("Comité de gestion", ["Tenir la table des boulangers", "Semer du seigle"]),
        ("Comité des fours", ["Bâtir un four communal", "Semer du seigle"]),
        ("Sans responsable", ["Vendre du pain"]),
    ]


def test_a_filter_is_said_in_words_and_keeps_its_address(cast: Cast) -> None:
    query = f"objectif=O1&instance={cast.working.pk}&annee=2011&etat=upcoming&demande=1&saison=1&q=four&par=instance"
    found = read(cast.plan, query)
    assert found.words == (
        "Objectif\u00a0: Nourrir; Instance\u00a0: Comité des fours; Exercice\u00a0: 2011-2012; État\u00a0: à venir; "
        "demande une réponse; cet automne; contient «\u00a0four\u00a0»"
    )
    assert found.filters.address() == f"?{query}"
    assert found.filters.address(text="", body=None, section="", year=None, status="", asks=False, now=False, by="objectif") == "?"


def test_the_current_plan_is_that_of_the_running_year_else_the_latest(cast: Cast) -> None:
    later = make_plan(cast.agreement, 2012)
    assert listing.current([later, cast.plan], cast.agreement, date(2012, 3, 31)) == cast.plan
    assert listing.current([later, cast.plan], cast.agreement, date(2012, 4, 1)) == later
    assert listing.current([later, cast.plan], cast.agreement, date(2020, 1, 1)) == later
    assert listing.current([], cast.agreement, TODAY) is None


def test_what_was_heard_this_quarter_is_counted(cast: Cast) -> None:
    add_note(cast.action, cast, "Avant.", date(2011, 9, 30))
    add_note(cast.ongoing, cast, "Pendant.", date(2011, 10, 1))
    assert read(cast.plan).heard == 1


def test_the_season_is_the_agreement_s(cast: Cast) -> None:
    assert season_of(cast.agreement, date(2012, 2, 29))[:2] == ("hiver", "winter")
    assert season_of(cast.agreement, TODAY)[2:] == (date(2011, 9, 1), date(2011, 12, 31))
    cast.agreement.seasons = [["printemps", 3, 21], ["été", 6, 21], ["automne", 9, 22], ["hiver", 12, 21]]
    assert season_of(cast.agreement, date(2012, 1, 3))[2:] == (date(2011, 12, 21), date(2012, 3, 20))
    assert starts(cast.agreement)["winter"] == (12, 21)


@pytest.mark.parametrize("number", [1, 3, 300])
@pytest.mark.parametrize(("query", "members", "queries"), [("", True, 6), ("par=instance&saison=1", True, 6), ("q=pain", True, 7),
                                                           ("", False, 4), ("q=pain", False, 5)])  # fmt: skip
def test_a_plan_is_read_in_the_same_queries_whatever_its_length(cast: Cast, number: int, query: str, members: bool, queries: int) -> None:
    plan = make_plan(make_agreement("longue", "Entente longue"), 2011)
    section, body = make_section(plan), make_body(plan.agreement, "Comité du pain")
    for place in range(number):
        add_note(make_action(section, f"Pain {place}", body, {2011: ("En continu", window("En continu", 2011))}), cast, "Bon pain.")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert read(plan, query, members).shown == number
    assert len(captured) == queries


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.dictionaries(
        st.sampled_from(["objectif", "instance", "organisme", "annee", "etat", "demande", "saison", "q", "par", "autre"]),
        st.text(max_size=300) | st.integers().map(str) | st.sampled_from(["1", "O1", "upcoming", "instance", "2011", "\x00", "'\"*"]),
    )
)
def test_no_filter_raises(cast: Cast, fields: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(fields)
    found = listing.rows(cast.plan, Filters.from_query(query), today=TODAY, members=True)
    assert Filters.from_query(QueryDict(found.filters.address()[1:])) == found.filters
    assert Target.objects.count() == 0
