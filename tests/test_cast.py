"""The cast sees what its capacities let it see."""

from ententes.agreements.models import Agreement
from ententes.committees.queries import capacities
from tests.cast import Cast


def test_each_person_sees_the_agreement_they_have_a_capacity_in(cast: Cast, settings: object) -> None:
    everyone = [cast.coordinator, cast.manager, cast.worker, cast.stranger, cast.technician]
    assert [list(Agreement.objects.seen_by(one)) for one in everyone] == [[cast.agreement]] * 3 + [[], []]


def test_a_capacity_says_its_words(cast: Cast) -> None:
    assert [one.words for one in capacities(cast.coordinator, cast.agreement)] == ["coordination de l’entente"]
    assert [one.words for one in capacities(cast.worker, cast.agreement)] == ["membre, Comité des fours"]
