"""Meetings held count against the targets of the plan and against the rules of the body; those adjourned do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ententes.committees.models import BodyAlias
from ententes.ground.years import FiscalYear
from ententes.meetings.models import Meeting
from ententes.meetings.queries import held
from ententes.organisations.models import FormerName, Organisation
from ententes.plans.models import Target
from tests.cast import TODAY, Cast, make_action
from tests.meetings.making import at, make_procedure

pytestmark = pytest.mark.django_db


def sat(cast: Cast, day: str, state: str = "closed", body: Any = None) -> None:
    body = body or cast.working
    Meeting.objects.create(body=body, number=body.meetings.count() + 1, starts_at=at(day), ends_at=at(day, 21), state=state)


@pytest.fixture(autouse=True)
def a_year_of_meetings(db: None, cast: Cast) -> None:
    for day in ("2011-03-31", "2011-04-01", "2011-09-14", "2012-03-31", "2012-04-01"):
        sat(cast, day)
    for state in ("adjourned", "cancelled", "called", "open"):
        sat(cast, "2011-10-12", state)
    sat(cast, "2011-10-12", body=cast.management)


def test_only_closed_meetings_of_the_fiscal_year_are_held(cast: Cast) -> None:
    assert [held.held(cast.working, FiscalYear(year)) for year in (2010, 2011, 2012)] == [1, 3, 1]
    assert held.held_by([cast.working.pk, cast.management.pk], FiscalYear(2011)) == {cast.working.pk: 3, cast.management.pk: 1}


def counted(cast: Cast, what: str, number: int = 5, per: str = "year", on: date = TODAY) -> list[tuple[str, int, int]]:
    cast.action.targets.all().delete()
    Target.objects.create(action=cast.action, number=number, what=what, per=per)
    names = dict(cast.agreement.bodies.values_list("pk", "name"))
    return [(names[one.body], one.held, one.expected) for one in held.counted(cast.agreement, cast.action, on)]


def test_a_target_about_the_meetings_of_a_body_counts_those_held(cast: Cast) -> None:
    BodyAlias.objects.create(body=cast.management, name="gestion")
    assert counted(cast, "rencontres du Comité des fours") == [("Comité des fours", 3, 5)]
    assert counted(cast, "réunions du CF", per="unstated") == [("Comité des fours", 3, 5)]
    assert counted(cast, "séances du comite de GESTION") == [("Comité de gestion", 1, 5)]
    assert counted(cast, "rencontres de gestion") == [("Comité de gestion", 1, 5)]
    assert counted(cast, "rencontres") == [("Comité des fours", 3, 5)]  # of the body that leads, and nothing more is said
    assert counted(cast, "rencontres du Comité des fours", on=date(2012, 5, 1)) == [("Comité des fours", 1, 5)]


def test_a_body_made_of_the_members_of_an_organisation_answers_to_its_names(cast: Cast) -> None:
    council = Organisation.objects.create(name="Conseil des boulangers", acronym="CdB")
    FormerName.objects.create(organisation=council, name="Guilde du pain", until=date(2010, 1, 1))
    cast.management.constituted_from = council
    cast.management.save()
    for name in ("CdB", "Conseil des boulangers", "la Guilde du pain"):
        assert counted(cast, f"rencontres du {name}") == [("Comité de gestion", 1, 5)], name
    cast.working.constituted_from = council
    cast.working.save()
    assert counted(cast, "rencontres du CdB") == []  # which of the two is not said


def test_a_target_about_anything_else_counts_no_meeting(cast: Cast) -> None:
    for what in ("fours", "rencontres publiques", "rencontres avec les élus", "cafés-rencontreurs"):
        assert counted(cast, what) == [], what
    assert counted(cast, "rencontre du CF", per="once") == []


def test_the_rules_of_a_body_say_how_many_are_expected_as_they_stand_that_day(cast: Cast) -> None:
    make_procedure(cast.working, cast.coordination, meetings_a_year=4)
    make_procedure(cast.working, cast.coordination, starts_on=date(2011, 6, 1), meetings_a_year=6)
    make_procedure(cast.management, cast.coordination)
    found = held.against_rules(cast.agreement, [cast.working.pk, cast.management.pk], TODAY)
    assert [(one.body, one.held, one.expected) for one in found] == [(cast.working.pk, 3, 6)]
    assert held.against_rules(cast.agreement, [cast.working.pk], date(2011, 5, 1))[0].expected == 4


def test_counting_asks_a_constant_number_of_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    Target.objects.create(action=cast.action, number=5, what="rencontres du Comité des fours", per="year")
    Target.objects.create(action=cast.action, number=5, what="rencontres du Comité de gestion", per="year")
    with django_assert_num_queries(5):
        held.counted(cast.agreement, cast.action, TODAY)


@pytest.mark.parametrize("many", [1, 3, 30])
def test_what_the_plan_expects_of_a_body_is_read_in_a_constant_number_of_queries(
    cast: Cast, many: int, django_assert_num_queries: Any
) -> None:
    for number in range(many):
        action = make_action(cast.section, f"Action {number}", cast.working)
        Target.objects.create(action=action, number=number + 1, what="rencontres", per="year")
    Target.objects.create(action=cast.ongoing, number=2, what="rencontres", per="year")  # those of another body
    with django_assert_num_queries(5):
        found = held.counted_of(cast.working, cast.plan, TODAY)
    assert [one.words for one in found] == [f"3 rencontres sur {number + 1}" for number in range(many)]
