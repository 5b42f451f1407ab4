"""An amendment moves the last year and the parties of an agreement from its first day on, and what stood before stays readable."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from ententes.agreements import acts, rules
from ententes.agreements.models import Agreement, Amendment, Party
from ententes.agreements.queries import last_year_on
from ententes.exporting import json as plan_json
from ententes.exporting import reading, table
from ententes.ground.act import Refused
from ententes.plans import acts as plans
from ententes.plans.queries.answering import leads_of
from tests.cast import NOW, TODAY, Cast, make_action, make_person

SPRING = date(2012, 4, 1)
EVE = date(2012, 3, 31)


def amendment(agreement: Agreement, number: str = "1", in_force_on: date = SPRING, **facts: Any) -> Amendment:
    said = {"title": "Prolongation", "recorded_at": NOW, **facts}
    return Amendment(agreement=agreement, number=number, in_force_on=in_force_on, **said)


def parties(cast: Cast, day: date) -> list[str]:
    return [one.organisation.name for one in cast.agreement.parties.on(day)]


def reasons(one: Amendment, **effects: Any) -> list[str]:
    said = list(rules.obstacles_to_amending(one, **{"joining": (), "leaving": (), **effects}))
    before = Amendment.objects.count(), Party.objects.count()
    with pytest.raises(Refused) as refused:
        acts.amend(one, **effects)
    assert (refused.value.reasons, before) == (said, (Amendment.objects.count(), Party.objects.count()))
    return [sentence.replace("\xa0", " ") for sentence in said]


def test_the_last_year_moves_on_the_day_the_amendment_comes_into_force(cast: Cast) -> None:
    acts.amend(amendment(cast.agreement, last_year=2014))
    assert [last_year_on(cast.agreement, day) for day in (TODAY, EVE, SPRING)] == [2012, 2012, 2014]


def test_the_latest_amendment_in_force_has_the_last_word_whatever_the_order_of_recording(cast: Cast) -> None:
    acts.amend(amendment(cast.agreement, "2", date(2013, 1, 1), last_year=2015))
    acts.amend(amendment(cast.agreement, "1", date(2012, 1, 1), last_year=2014))
    acts.amend(amendment(cast.agreement, "3", date(2013, 2, 1)))
    found = [last_year_on(cast.agreement, date(*day)) for day in ((2011, 12, 31), (2012, 6, 1), (2013, 1, 1), (2013, 3, 1))]
    assert found == [2012, 2014, 2015, 2015]


def test_an_agreement_can_be_shortened(cast: Cast) -> None:
    acts.amend(amendment(cast.agreement, in_force_on=TODAY, last_year=2011))
    assert last_year_on(cast.agreement, TODAY) == 2011


def test_who_joins_and_who_leaves_do_it_that_day(cast: Cast) -> None:
    leaving = cast.agreement.parties.get()
    acts.amend(amendment(cast.agreement), joining=["Caisse du blé"], leaving=[leaving])
    assert [parties(cast, day) for day in (EVE, SPRING)] == [["Regroupement des boulangers"], ["Caisse du blé"]]
    assert cast.agreement.parties.get(organisation__name="Caisse du blé").is_signatory


def test_a_party_that_left_is_no_longer_written_to(cast: Cast, settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY
    party = cast.agreement.parties.get()
    Party.objects.filter(pk=party.pk).update(contact=make_person("Gisèle Four"))
    own = make_action(cast.section, "Moudre")
    own.responsibilities.create(organisation=party.organisation, words="RDB", role="lead")
    found = {}
    acts.amend(amendment(cast.agreement), leaving=[party])
    for day in (TODAY, SPRING):
        settings.ENTENTES_TODAY = day
        found[day] = [str(lead.contact or "") for lead in leads_of(cast.agreement, [own])[own.pk]]
    assert found == {TODAY: ["Gisèle Four"], SPRING: [""]}


def test_an_amendment_comes_into_force_while_the_agreement_runs(cast: Cast) -> None:
    early, late = (amendment(cast.agreement, in_force_on=day) for day in (date(2011, 3, 31), date(2013, 4, 1)))
    assert reasons(early) == ["L’entente commence le 1er avril 2011 : un avenant n’entre pas en vigueur avant."]
    assert reasons(late) == ["L’entente prend fin le 31 mars 2013 : un avenant entre en vigueur avant."]
    acts.amend(amendment(cast.agreement, "1", date(2013, 3, 31), last_year=2013))
    acts.amend(amendment(cast.agreement, "2", date(2013, 4, 1)))


def test_the_term_keeps_its_order(cast: Cast) -> None:
    assert reasons(amendment(cast.agreement, in_force_on=date(2011, 4, 1), last_year=2010)) == [
        "L’entente ne peut pas finir en 2010-2011 : elle commence en 2011-2012."
    ]
    assert reasons(amendment(cast.agreement, last_year=2011)) == [
        "L’exercice 2011-2012 est fini quand l’avenant entre en vigueur : il ne peut pas devenir le dernier."
    ]


def test_a_number_serves_once_and_an_object_is_said(cast: Cast) -> None:
    acts.amend(amendment(cast.agreement))
    assert reasons(amendment(cast.agreement)) == ["Un avenant porte déjà le numéro 1."]
    assert reasons(amendment(cast.agreement, "", title="")) == [
        "Un avenant porte un numéro.",
        "Dites en quelques mots l’objet de l’avenant.",
    ]
    acts.amend(amendment(cast.other_agreement))


def test_who_is_there_does_not_join_and_who_is_not_does_not_leave(cast: Cast) -> None:
    bakers = cast.agreement.parties.get()
    theirs = acts.name_party(cast.other_agreement, name="Union des pins")
    assert reasons(amendment(cast.agreement), joining=["RDB", "Caisse", "caisse"], leaving=[theirs]) == [
        "Un organisme ne se joint à l’entente qu’une fois.",
        "« Regroupement des boulangers » est déjà partenaire de l’entente.",
        "« Union des pins » n’est pas partenaire de l’entente.",
    ]
    acts.amend(amendment(cast.agreement, "1"), joining=["Caisse"], leaving=[bakers])
    bakers.refresh_from_db()
    joined = cast.agreement.parties.get(organisation__name="Caisse")
    assert reasons(amendment(cast.agreement, "2"), joining=["RDB"], leaving=[bakers, joined]) == [
        "« Regroupement des boulangers » quitte l’entente par l’avenant 1 : son retour ne s’inscrit pas.",
        "« Regroupement des boulangers » quitte déjà l’entente par l’avenant 1.",
        "« Caisse » ne se joint à l’entente que le 1er avril 2012.",
    ]


def test_the_json_of_the_plan_says_the_years_as_at_its_day(cast: Cast) -> None:
    acts.amend(amendment(cast.agreement, last_year=2013))
    found = {day: _exported(cast, day)["agreement"]["years"] for day in (EVE, SPRING)}
    assert found == {EVE: ["2011-2012", "2012-2013"], SPRING: ["2011-2012", "2012-2013", "2013-2014"]}


def _exported(cast: Cast, day: date) -> dict[str, Any]:
    read = reading.read(cast.plan, as_of=day)
    return dict(json.loads(plan_json.write(table.table(read))))


def test_plans_follow_the_years_of_the_agreement(cast: Cast) -> None:
    following = plans.roll_over(cast.plan, kept=[], by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="L’entente prend fin avec l’exercice 2012-2013"):
        plans.roll_over(following, kept=[], by=cast.coordination, when=NOW)
    acts.amend(amendment(cast.agreement, last_year=2013))
    assert plans.roll_over(following, kept=[], by=cast.coordination, when=NOW).year == 2013
