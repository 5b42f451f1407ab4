"""The next year's plan starts from this one's second column, and asks again what was left open."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.ground.act import Refused
from ententes.ground.windows import window
from ententes.plans import acts
from ententes.plans.models import Action, Note, Plan, Point, Responsibility
from ententes.plans.queries.continuing import proposals
from tests.cast import NOW, TODAY, Cast, make_action, make_agreement, make_body, make_coordination, make_person, make_plan, make_section


def rolled(cast: Cast, *actions: Action) -> Plan:
    return acts.roll_over(cast.plan, kept=[one.pk for one in actions], by=cast.coordination, when=NOW)


def test_the_second_column_becomes_the_first(cast: Cast) -> None:
    cast.action.targets.create(number=5, what="rencontres", per="year")
    Responsibility.objects.filter(action=cast.action).update(is_confirmed=True)
    Note.objects.create(
        action=cast.action, author=cast.worker, capacity="membre", dated_on=TODAY, written_at=NOW, text="Bâti.", status="done"
    )
    Action.objects.filter(pk=cast.action.pk).update(status="done")
    plan = rolled(cast, cast.action, cast.ongoing)
    assert (plan.title, plan.year, plan.years, plan.previous) == ("Plan d’action 2012-2013", 2012, [2012, 2013], cast.plan)
    section = plan.sections.get()
    assert (section.code, section.title, section.objective) == ("O1", "Nourrir", cast.section.objective)
    assert [(one["header"], one.get("year")) for one in section.columns] == [
        ("Actions", None),
        ("Responsables/collaborateurs", None),
        ("2012-2013", 2012),
        ("2013-2014", 2013),
    ]
    first = plan.actions.all()[0]
    assert (first.code, first.text, first.continues, first.status, first.news) == (
        "O1.1",
        "Bâtir un four communal",
        cast.action,
        "upcoming",
        None,
    )
    assert [(one.year, one.words, one.kind, one.starts_on) for one in first.schedules.all()] == [
        (2012, "En continu", "ongoing", date(2012, 4, 1)),
        (2013, "", "unspecified", None),
    ]
    assert [(one.body, one.is_confirmed) for one in first.responsibilities.all()] == [(cast.working, True)]
    assert [(one.number, one.what, one.per) for one in first.targets.all()] == [(5, "rencontres", "year")]


def test_what_is_blank_or_to_be_assessed_is_asked_again(cast: Cast) -> None:
    assessed = make_action(cast.section, "Semer", cast.management, {2012: ("À évaluer", window("À évaluer", 2012))})
    blank = make_action(cast.section, "Moudre", cast.management)
    plan = rolled(cast, cast.action, assessed, blank)
    points = Point.objects.filter(plan=plan).values_list("kind", "sentence", "action__text", "settled_by", "state")
    assert list(points) == [
        (
            "empty_cell",
            "La colonne «\u00a02012-2013\u00a0» est vide pour l’action O1.4. Est-elle terminée, à poursuivre ou à décider?",
            "Moudre",
            cast.management.pk,
            "open",
        ),
        (
            "to_be_assessed",
            "L’action O1.3 est «\u00a0À évaluer\u00a0» pour 2012-2013, sans qu’on sache qui décide, ni sur quoi.",
            "Semer",
            cast.management.pk,
            "open",
        ),
    ]


def test_only_the_actions_kept_are_brought(cast: Cast) -> None:
    plan = rolled(cast, cast.ongoing)
    assert list(plan.actions.values_list("text", "continues")) == [("Tenir la table des boulangers", cast.ongoing.pk)]


def test_what_is_proposed_says_why(cast: Cast) -> None:
    done = make_action(cast.section, "Semer")
    left = make_action(cast.section, "Moudre", windows={2012: ("En continu", window("En continu", 2012))})
    decided = make_action(cast.section, "Cuire", windows={2012: ("À évaluer", window("À évaluer", 2012))})
    Action.objects.filter(pk=done.pk).update(status="done")
    Action.objects.filter(pk=left.pk).update(status="abandoned")
    Action.objects.filter(pk=cast.action.pk).update(status="done")
    Action.objects.filter(pk=decided.pk).update(status="done")
    found = [(row.text, row.kept, row.reason) for group in proposals(cast.plan) for row in group.rows]
    assert found == [
        ("Bâtir un four communal", True, "Réalisée, mais le plan prévoit «\u00a0En continu\u00a0» en 2012-2013."),
        ("Tenir la table des boulangers", True, ""),
        ("Semer", False, "Réalisée, et le plan ne dit rien de 2012-2013."),
        ("Moudre", False, "Abandonnée\u00a0: elle n’est pas reprise."),
        ("Cuire", True, "«\u00a0À évaluer\u00a0»\u00a0: reprise en attendant la décision."),
    ]


@pytest.mark.parametrize(("years", "expected"), [([2011], [2012]), ([2011, 2012, 2013], [2012, 2013, 2014]), ([2011, 2012], [2012, 2013])])
def test_the_next_plan_has_as_many_years(cast: Cast, years: list[int], expected: list[int]) -> None:
    Plan.objects.filter(pk=cast.plan.pk).update(years=years)
    assert rolled(cast).years == expected


def test_a_year_has_one_plan_and_only_the_coordination_starts_it(cast: Cast) -> None:
    with pytest.raises(Refused, match="Seule la coordination"):
        acts.roll_over(cast.plan, kept=[], by=cast.worker_term, when=NOW)
    elsewhere = make_action(make_section(make_plan(cast.other_agreement)), "Planter")
    with pytest.raises(Refused, match="n’est plus dans ce plan"):
        rolled(cast, elsewhere)
    rolled(cast)
    with pytest.raises(Refused, match="a déjà son plan"):
        rolled(cast)


def test_an_action_the_next_plan_continues_does_not_vanish(cast: Cast) -> None:
    added = acts.add(cast.section, text="Semer", by=cast.coordination, when=NOW)
    rolled(cast, added)
    with pytest.raises(Refused, match="le plan suivant la reprend"):
        acts.undo(cast.plan.edits.get(), by=cast.coordination, when=NOW)


def test_an_agreement_without_a_plan_begins_one(cast: Cast) -> None:
    by = make_coordination(cast.other_agreement, make_person("Zoé Nouvelle"))
    plan = acts.begin(cast.other_agreement, by=by, on=TODAY)
    assert (plan.title, plan.year, plan.years) == ("Plan d’action 2011-2012", 2011, [2011, 2012])
    with pytest.raises(Refused, match="a déjà un plan"):
        acts.begin(cast.other_agreement, by=by, on=TODAY)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_a_plan_rolls_over_in_the_same_queries_whatever_its_length(cast: Cast, number: int) -> None:
    plan = make_plan(make_agreement("longue", "Entente longue"))
    section, body = make_section(plan), make_body(plan.agreement, "Comité du pain")
    by = make_coordination(plan.agreement, cast.stranger)
    kept = [make_action(section, f"Pain {n}", body, {2012: ("En continu", window("En continu", 2012))}).pk for n in range(number)]
    with CaptureQueriesContext(connection) as captured:
        acts.roll_over(plan, kept=kept, by=by, when=NOW)
    assert len(captured) == 33
    with CaptureQueriesContext(connection) as captured:
        assert sum(len(group.rows) for group in proposals(plan)) == number
    assert len(captured) == 3
