"""A plan is drafted in bulk: codes of ours, one schedule a year, the same number of queries for one action or three hundred."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.ground.windows import Window
from ententes.plans import acts
from ententes.plans.models import Action, Plan
from tests.cast import NOW, Cast

AUTUMN = Window("season", date(2011, 9, 1), date(2011, 12, 31))


def drafted(cast: Cast, count: int, year: int) -> Plan:
    plan = acts.draft_plan(cast.agreement, title="Plan", year=year, years=[])
    section = acts.add_section(plan, title="Nourrir")
    drafts = [
        acts.ActionDraft(
            section,
            f"Cuire la fournée {place}",
            responsibilities=[acts.ResponsibilityDraft("CF", body=cast.working)],
            schedules=[acts.ScheduleDraft(year, "Automne", AUTUMN)],
            targets=[acts.TargetDraft(3, "fournées", "year")],
        )
        for place in range(count)
    ]
    acts.add_actions(plan, drafts)
    return plan


def test_codes_are_given_and_never_twice(cast: Cast) -> None:
    plan = drafted(cast, 3, 2013)
    section = plan.sections.get()
    acts.add_action(section, text="Moudre", code="S1.2")
    acts.add_action(section, text="Semer", code="S1.9")
    assert [(one.code, one.position) for one in plan.actions.all()] == [
        ("S1.1", 0),
        ("S1.2", 1),
        ("S1.3", 2),
        ("S1.4", 3),
        ("S1.9", 4),
    ]


def test_an_action_keeps_one_schedule_a_year_the_first(cast: Cast) -> None:
    plan = drafted(cast, 0, 2013)
    schedules = [acts.ScheduleDraft(2013, words, AUTUMN) for words in ("Automne", "Hiver")]
    action = acts.add_action(plan.sections.get(), text="Moudre", schedules=schedules)
    assert [one.words for one in action.schedules.all()] == ["Automne"]


def test_words_of_any_length_are_kept_whole(cast: Cast) -> None:
    plan = drafted(cast, 0, 2013)
    long = "mot " * 5000
    action = acts.add_action(
        plan.sections.get(),
        text=long,
        responsibilities=[acts.ResponsibilityDraft(long, body=cast.working)],
        schedules=[acts.ScheduleDraft(2013, long, AUTUMN)],
    )
    action.refresh_from_db()
    assert [action.text, action.responsibilities.get().words, action.schedules.get().words] == [long] * 3


def test_a_point_is_raised_open(cast: Cast) -> None:
    point = acts.raise_point(cast.agreement, kind="empty_cell", sentence="La cellule est vide.", when=NOW, plan=cast.plan)
    assert (point.state, point.settled_at) == ("open", None)


def test_drafting_takes_the_same_queries_whatever_the_number_of_actions(cast: Cast) -> None:
    counts = []
    for year, count in ((2013, 1), (2014, 3), (2015, 60)):
        with CaptureQueriesContext(connection) as queries:
            drafted(cast, count, year)
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_a_plan_withdrawn_leaves_nothing(cast: Cast) -> None:
    before = Action.objects.count()
    acts.withdraw_plan(drafted(cast, 3, 2013))
    assert (Action.objects.count(), Plan.objects.count()) == (before, 1)
