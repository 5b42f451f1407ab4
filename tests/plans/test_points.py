"""Points to clarify: who may settle them, and what remains of it."""

from __future__ import annotations

import pytest

from ententes.ground.act import Refused
from ententes.plans import acts
from ententes.plans.models import Point
from tests.cast import NOW, Cast, make_coordination


@pytest.fixture
def point(cast: Cast) -> Point:
    return Point.objects.create(
        agreement=cast.agreement,
        plan=cast.plan,
        action=cast.action,
        kind="empty_cell",
        sentence="L’échéance est vide.",
        settled_by=cast.working,
        places=[{"line": 12}],
    )


def reasons(act: object) -> list[str]:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.reasons


def test_a_member_of_the_body_settles_in_words_and_by_a_resolution(cast: Cast, point: Point) -> None:
    acts.settle(point, by=cast.worker_term, when=NOW, text=" À l’automne. ", resolution_words="Résolution  2011-07")
    point.refresh_from_db()
    assert (point.state, point.settlement, point.settled_at) == ("settled", "À l’automne.\nRésolution 2011-07", NOW)
    assert (point.person, point.capacity) == (cast.worker, "membre, Comité des fours")


def test_the_coordination_settles_for_anybody(cast: Cast, point: Point) -> None:
    assert acts.settle(point, by=cast.coordination, when=NOW, text="À l’automne.").capacity == "coordination de l’entente"


def test_another_body_or_another_agreement_does_not(cast: Cast, point: Point) -> None:
    said = ["Ce point se précise par un membre de «\u00a0Comité des fours\u00a0», ou par la coordination de l’entente."]
    assert reasons(lambda: acts.settle(point, by=cast.manager_term, when=NOW, text="Non.")) == said
    assert reasons(lambda: acts.dismiss(point, by=cast.manager_term, when=NOW)) == said
    elsewhere = make_coordination(cast.other_agreement, cast.opener)
    assert reasons(lambda: acts.settle(point, by=elsewhere, when=NOW, text="Non.")) == ["Vous n’agissez pas à ce titre dans cette entente."]
    point.settled_by = None
    point.save()
    assert reasons(lambda: acts.settle(point, by=cast.worker_term, when=NOW, text="Non.")) == [
        "Ce point se précise par la coordination de l’entente."
    ]


def test_a_point_is_closed_once_and_can_be_opened_again(cast: Cast, point: Point) -> None:
    assert reasons(lambda: acts.settle(point, by=cast.worker_term, when=NOW, text="  ")) == [
        "Écrivez ce qui est précisé\u00a0: le point reste sinon une question."
    ]
    assert reasons(lambda: acts.reopen(point, by=cast.worker_term)) == ["Ce point est déjà à préciser."]
    acts.dismiss(point, by=cast.worker_term, when=NOW, text="Coquille.")
    assert reasons(lambda: acts.settle(point, by=cast.worker_term, when=NOW, text="Oui.")) == [
        "Ce point n’est plus à préciser; rouvrez-le d’abord."
    ]
    opened = acts.reopen(point, by=cast.coordination)
    assert (opened.state, opened.settled_at, opened.person, opened.settlement) == ("open", None, None, "Coquille.")
