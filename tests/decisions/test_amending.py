"""An amendment is an official act: one entry of the register, all its effects or none, and matters under way keep their chain."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from ententes.agreements.models import Agreement, Amendment, Party
from ententes.agreements.queries import last_year_on
from ententes.committees.models import Mandate
from ententes.decisions import acts
from ententes.decisions.models import Entry
from ententes.decisions.queries import standing
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.queries.entries import entries
from ententes.decisions.queries.register import verify
from ententes.ground.act import Refused
from ententes.ground.french import quoted
from ententes.meetings.queries.wording import begun
from ententes.organisations.models import Organisation
from tests.cast import NOW, TODAY, Cast, make_body, make_coordination
from tests.meetings.sittings import make_meeting

from .chains import copy, give, open_plan, resolve

SPRING = date(2012, 4, 1)


def amend(cast: Cast, number: str = "1", **facts: Any) -> Amendment:
    said: dict[str, Any] = {"title": "Les pouvoirs du comité", "in_force_on": SPRING, "by": cast.coordination, "when": NOW, **facts}
    return acts.amend(cast.agreement, number=number, **said)


def given(cast: Cast, words: str = "Adopter le plan d’action", **facts: Any) -> acts.MandateGiven:
    return acts.MandateGiven(body=cast.working, words=words, verbs=["adopt"], subject_kind="plan", **facts)


def chain(agreement: Agreement, day: date) -> list[str]:
    return [link.whose for link in chain_of(agreement, "plan", day)]


def test_the_register_says_all_that_the_amendment_changed_and_by_which_resolution(cast: Cast) -> None:
    old = give(cast.management, "adopt", words="Adopter le plan d’action")
    taken = acts.resolve(
        cast.management,
        title="L’avenant 1",
        resolved="d’adopter l’avenant 1",
        outcome="adopted",
        manner="unopposed",
        by=cast.coordination,
        taken_on=TODAY,
        taken_at=NOW,
        when=NOW,
    )
    amend(
        cast,
        words="Le comité des fours adopte.",
        last_year=2014,
        joining=[" Caisse  du blé "],
        leaving=[cast.agreement.parties.get()],
        given=[given(cast)],
        ended=[old],
        resolution=taken,
    )
    entry = Entry.objects.get(kind="amendment")
    assert (entry.number, entry.resolution, entry.capacity) == (2, taken, "coordination de l’entente")
    assert entry.content == {
        "amendment": "1",
        "title": "Les pouvoirs du comité",
        "words": "Le comité des fours adopte.",
        "in_force_on": "2012-04-01",
        "last_year": "2014-2015",
        "joining": ["Caisse du blé"],
        "leaving": ["Regroupement des boulangers"],
        "given": [{"body": "Comité des fours", "words": "Adopter le plan d’action"}],
        "ended": [{"body": "Comité de gestion", "words": "Adopter le plan d’action"}],
        "file": "",
        "resolution": taken.number,
    }
    assert verify(cast.agreement).bad is None
    assert entries(cast.agreement, [cast.coordination]).lines[0].words.replace("\xa0", " ") == (
        "L’avenant 1, « Les pouvoirs du comité », entre en vigueur le 1er avril 2012."
    )


def test_the_chain_changes_on_the_first_day_of_the_amendment_and_not_before(cast: Cast) -> None:
    old = give(cast.management, "adopt")
    amend(cast, given=[given(cast)], ended=[old])
    assert [chain(cast.agreement, day) for day in (TODAY, date(2012, 3, 31), SPRING)] == [
        ["Comité de gestion"],
        ["Comité de gestion"],
        ["Comité des fours"],
    ]


def test_a_mandate_given_says_to_whom_it_is_addressed(cast: Cast) -> None:
    board, bakers = make_body(cast.agreement, "Conseil"), Organisation.objects.get()
    to = [{"addressee": "Conseil", "addressee_body": board}, {"addressee": "RDB", "addressee_organisation": bakers}]
    amend(cast, given=[given(cast, "Recommander les rapports", subject="les rapports", **one) for one in to])
    assert list(Mandate.objects.values_list("subject", "addressee", "addressee_body", "addressee_organisation")) == [
        ("les rapports", "Conseil", board.pk, None),
        ("les rapports", "RDB", None, bakers.pk),
    ]


def test_a_mandate_given_to_another_body_in_the_same_words_is_another_chain_too(cast: Cast) -> None:
    matter = open_plan(cast)
    old = cast.management.mandates.get()
    council = make_body(cast.agreement, "Conseil")
    moved = acts.MandateGiven(body=council, words=old.words, verbs=old.verbs, subject_kind=old.subject_kind)
    amend(cast, given=[moved], ended=[old])
    stages = list(matter.stages.all())
    assert [standing.changed_since(matter, stages, day) for day in (date(2012, 3, 31), SPRING)] == [False, True]
    item = make_meeting(cast.management, starts_at=datetime(2012, 5, 2, 19, tzinfo=UTC)).items.create(
        position=1, title="Le plan", matter=matter
    )
    for body, gives in ((cast.working, "donne à"), (cast.management, "donnait, à l’ouverture de ce dossier, à")):
        acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
        matter.refresh_from_db()
        item.matter = matter
        assert f"que l’entente {gives} {quoted(body.name)} le mandat" in begun(item)["whereas"]
        resolve(cast, matter, body)
        matter.refresh_from_db()


def test_a_matter_under_way_keeps_its_chain_goes_to_its_end_by_it_and_its_page_is_told(cast: Cast) -> None:
    matter = open_plan(cast)
    amend(cast, in_force_on=TODAY, given=[given(cast)], ended=list(Mandate.objects.all()))
    stages = list(matter.stages.all())
    assert [stage.body for stage in stages] == [cast.working, cast.management]
    assert [standing.changed_since(matter, stages, day) for day in (date(2011, 11, 22), TODAY)] == [False, True]
    for body in (cast.working, cast.management):
        acts.transmit(matter, copy=copy(), by=cast.coordination, when=NOW)
        resolve(cast, matter, body)
        matter.refresh_from_db()
    assert (matter.state, chain(cast.agreement, TODAY)) == ("settled", ["Comité des fours"])


def test_a_mandate_ended_by_one_amendment_and_given_anew_by_another_is_read_at_each_date(cast: Cast) -> None:
    old = give(cast.management, "adopt")
    amend(cast, "1", in_force_on=date(2012, 4, 1), ended=[old])
    amend(cast, "2", in_force_on=date(2012, 9, 1), given=[given(cast)])
    assert [chain(cast.agreement, date(2012, month, 1)) for month in (3, 5, 9)] == [["Comité de gestion"], [], ["Comité des fours"]]


def test_a_refused_amendment_leaves_nothing_half_written(cast: Cast) -> None:
    old = give(cast.management, "adopt", words="Adopter le plan d’action")
    amend(cast, "0", ended=[old])
    alien = make_body(cast.other_agreement, "Comité des forêts")
    theirs = give(alien, "adopt")
    before = [model.objects.count() for model in (Amendment, Party, Organisation, Mandate, Entry)]
    with pytest.raises(Refused) as refused:
        amend(
            cast,
            "0",
            last_year=2010,
            joining=["Caisse du blé"],
            given=[acts.MandateGiven(alien, "Tout décider"), given(cast, " ")],
            ended=[old, theirs],
        )
    assert [one.replace("\xa0", " ") for one in refused.value.reasons] == [
        "Un avenant porte déjà le numéro 0.",
        "L’entente ne peut pas finir en 2010-2011 : elle commence en 2011-2012.",
        "Un avenant ne donne de mandat qu’aux instances de son entente.",
        "Le mandat donné à « Comité des fours » n’est pas écrit.",
        "Le mandat « Adopter le plan d’action » prend déjà fin le 31 mars 2012.",
        "Un avenant ne met fin qu’aux mandats de son entente.",
    ]
    assert [model.objects.count() for model in (Amendment, Party, Organisation, Mandate, Entry)] == before
    assert last_year_on(cast.agreement, SPRING) == 2012


def test_only_the_coordination_records_an_amendment_and_only_by_a_resolution_adopted_here(cast: Cast) -> None:
    body = make_body(cast.other_agreement, "Comité des forêts")
    by = make_coordination(cast.other_agreement, cast.stranger)
    facts = {"title": "Une", "resolved": "de planter", "manner": "unopposed", "taken_on": TODAY, "taken_at": NOW, "when": NOW}
    theirs = acts.resolve(body, outcome="adopted", by=by, **facts)
    rejected = acts.resolve(cast.management, outcome="rejected", by=cast.coordination, **facts)
    for resolution in (theirs, rejected):
        with pytest.raises(Refused, match="est une résolution adoptée de son entente"):
            amend(cast, resolution=resolution)
    for capacity in (cast.manager_term, by):
        with pytest.raises(Refused, match="C’est la coordination de l’entente"):
            amend(cast, by=capacity)
    assert not Amendment.objects.exists()


def test_an_amendment_recorded_after_its_day_is_in_force_at_once(cast: Cast) -> None:
    late = datetime(2012, 6, 1, 12, 0, tzinfo=UTC)
    amend(cast, last_year=2014, when=late)
    assert last_year_on(cast.agreement, date(2012, 5, 1)) == 2014
