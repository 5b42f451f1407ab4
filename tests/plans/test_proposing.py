"""A plan goes to its bodies, comes into force by a resolution, and is revised by another matter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ententes.committees.models import Body
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter, Resolution
from ententes.exporting.frozen import copy_of
from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.models import Plan
from ententes.plans.queries.force import said, with_force
from ententes.plans.queries.powers import in_actions
from tests.cast import NOW, TODAY, Cast, make_action
from tests.decisions.chains import give, resolve


@pytest.fixture
def matter(cast: Cast) -> Matter:
    give(cast.working, "propose", words="Proposer le plan d’action")
    give(cast.management, "adopt", words="Adopter le plan d’action")
    return acts.propose(cast.plan, by=cast.coordination, when=NOW)


def taken_by(cast: Cast, matter: Matter, body: Body, move: str = "pass") -> None:
    matter.refresh_from_db()
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    resolve(cast, matter, body, move)
    matter.refresh_from_db()


def standing(cast: Cast) -> str:
    return said(with_force(Plan.objects.filter(pk=cast.plan.pk)).get()).replace("\xa0", " ")


def reword(cast: Cast, text: str) -> None:
    cast.action.refresh_from_db()
    acts.reword(
        cast.action,
        revision=cast.action.revision,
        text=text,
        responsibilities=[],
        schedules={},
        targets=[],
        by=cast.coordination,
        when=NOW,
    )


def test_a_plan_is_a_draft_then_before_a_body_then_in_force(cast: Cast, matter: Matter) -> None:
    assert standing(cast) == "Brouillon."
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    assert standing(cast) == "Brouillon, devant Comité des fours."
    resolve(cast, matter, cast.working)
    taken_by(cast, matter, cast.management)
    assert standing(cast) == "En vigueur (résolution CG-2011-11-23-01 du 23 novembre 2011)."


def test_a_plan_adopted_at_a_meeting_entered_from_paper_is_in_force_by_the_body_that_adopts(cast: Cast, matter: Matter) -> None:
    taken_by(cast, matter, cast.working)
    taken_by(cast, matter, cast.management)
    Resolution.objects.filter(matter=matter, body=cast.management).update(taken_at=NOW - timedelta(days=1))
    assert "CG-2011-11-23-01" in standing(cast)


def test_what_was_adopted_no_longer_changes_until_a_revision_is_opened(cast: Cast, matter: Matter) -> None:
    taken_by(cast, matter, cast.working)
    taken_by(cast, matter, cast.management)
    cast.action.refresh_from_db()
    with pytest.raises(Refused, match="ses mots ne changent plus"):
        reword(cast, "Bâtir deux fours")
    revision = acts.revise(cast.plan, by=cast.coordination, when=NOW)
    assert (revision.revises, revision.title) == (matter, "Plan d’action 2011-2012 (révision)")
    assert standing(cast).endswith("Une révision est en préparation.")
    with pytest.raises(Refused, match="Rien n’a changé"):
        decisions.transmit(revision, copy=copy_of(revision), by=cast.coordination, when=NOW)
    reword(cast, "Bâtir deux fours")
    taken_by(cast, revision, cast.working)
    assert any("« Bâtir deux fours »" in one.replace("\xa0", " ") for one in revision.versions.get().differences)
    assert revision.versions.get().number == 1
    assert revision.versions.get().data["sections"][0]["actions"][0]["text"] == "Bâtir deux fours"


def test_work_goes_on_in_the_next_version_while_a_body_has_its_copy(cast: Cast, matter: Matter) -> None:
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    reword(cast, "Bâtir deux fours")
    make_action(cast.section, "Semer du blé", cast.working)
    first = matter.versions.get()
    assert first.data["sections"][0]["actions"][0]["text"] == "Bâtir un four communal"
    resolve(cast, matter, cast.working)
    taken_by(cast, matter, cast.management)
    told = [one.replace("\xa0", " ") for one in matter.versions.last().differences]
    assert told == [
        "Action O1.1 : « Bâtir un four communal » devient « Bâtir deux fours ».",
        "Action O1.1, responsables : « Comité des fours » devient personne.",
        "L’action O1.3 est ajoutée : « Semer du blé ».",
    ]


def test_the_frozen_copy_holds_no_news_and_is_the_same_for_the_same_words(cast: Cast, matter: Matter) -> None:
    one = copy_of(matter)
    acts.note(cast.action, by=cast.coordination, when=NOW, dated_on=TODAY, text="Le four est bâti.", status="done")
    assert copy_of(matter).data == one.data
    assert "Le four est bâti." not in str(one.data)
    assert one.content.startswith(b"%PDF")


def test_a_plan_has_one_matter_at_a_time(cast: Cast, matter: Matter) -> None:
    with pytest.raises(Refused, match="Un dossier porte déjà ce plan"):
        acts.propose(cast.plan, by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="n’est pas en vigueur"):
        acts.revise(cast.plan, by=cast.coordination, when=NOW)
    decisions.withdraw(matter, by=cast.coordination, when=NOW + timedelta(hours=1), reasons="À refaire.")
    assert acts.propose(cast.plan, by=cast.coordination, when=NOW).pk != matter.pk


def test_an_action_that_decides_is_a_power_where_no_mandate_speaks(cast: Cast) -> None:
    make_action(cast.section, "Choisir l’organisme responsable de la coordination de la formation", cast.management)
    make_action(cast.section, "Tenir des formations", cast.working)
    [power] = in_actions(cast.plan, "training_body")
    assert (power.body, power.verbs) == (cast.management, ("choose",))
    assert in_actions(cast.plan, "report") == []
