"""What partners promise and bring: each fact an entry, none changed, late ones shown, amendments that take back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ententes.decisions import acts as decisions
from ententes.funding import acts
from ententes.funding.models import LedgerEntry
from ententes.funding.queries import figures
from ententes.funding.queries.promises import partners, promises
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast

from .making import YEAR, ledger, make_party, promise

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"when": NOW}


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(Refused) as found:
        act(*given, **more)
    return " ".join(" ".join(found.value.reasons).split())


def test_what_is_promised_and_brought_in_parts_is_told_entry_by_entry(cast: Cast) -> None:
    mill = promise(cast, make_party(cast, "Moulin"), 100_000, words="Le moulin verse 1 000 $.")
    for cents in (30_000, 20_000):
        acts.receive(mill, cents=cents, received_on=TODAY, by=cast.coordination, when=NOW)
    assert ledger(cast) == [(1, "pledged", 100_000), (2, "received", 30_000), (3, "received", 20_000)]
    said = figures.of_contribution(mill)
    assert (said.pledged, said.received) == (100_000, 50_000)
    first = LedgerEntry.objects.get(number=2)
    assert (first.person, first.capacity, first.dated_on) == (cast.coordinator, "coordination de l’entente", TODAY)


def test_more_than_promised_is_not_received(cast: Cast) -> None:
    mill = promise(cast, make_party(cast, "Moulin"), 100_000)
    said = refused(acts.receive, mill, cents=100_001, received_on=TODAY, by=cast.coordination, when=NOW)
    assert said == "Moulin a promis 1 000 $ et il reste 1 000 $ à recevoir : une somme de plus s’inscrit d’abord comme promesse."
    assert "à venir" in refused(acts.receive, mill, cents=1, received_on=TODAY + timedelta(days=1), by=cast.coordination, when=NOW)


def test_only_the_coordination_keeps_the_accounts(cast: Cast) -> None:
    mill = make_party(cast, "Moulin")
    for by in (cast.manager_term, cast.worker_term):
        assert "qui tient ses comptes" in refused(acts.pledge, cast.agreement, party=mill, year=YEAR, cents=1, by=by, when=NOW)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"cents": 0}, "de plus de zéro"),
        ({"cents": -5}, "de plus de zéro"),
        ({"cents": 10**12}, "trop grand"),
        ({"year": 2018}, "à plus de 5 ans de l’entente"),
        ({"nature": "or"}, "en argent ou en nature"),
    ],
)
def test_a_promise_that_makes_no_sense_is_refused(cast: Cast, change: dict[str, Any], sentence: str) -> None:
    facts = {"party": make_party(cast, "Moulin"), "year": YEAR, "cents": 1, **change}
    assert sentence in refused(acts.pledge, cast.agreement, **facts, by=cast.coordination, when=NOW)
    assert ledger(cast) == []


def test_an_entry_is_corrected_by_a_later_one_that_points_at_it(cast: Cast) -> None:
    mill = promise(cast, make_party(cast, "Moulin"), 100_000)
    wrong = acts.receive(mill, cents=90_000, received_on=TODAY, by=cast.coordination, when=NOW)
    right = acts.correct(wrong, cents=9_000, words="Un zéro de trop", by=cast.coordination, when=NOW)
    assert (right.cents, right.corrects, figures.of_contribution(mill).received) == (-81_000, wrong, 9_000)
    wrong.refresh_from_db()
    assert wrong.cents == 90_000
    assert "corrigez plutôt l’écriture 2" in refused(acts.correct, right, cents=1, words="x", by=cast.coordination, when=NOW)
    assert "déjà de 90 $" in refused(acts.correct, wrong, cents=9_000, words="x", by=cast.coordination, when=NOW)
    assert "Dites pourquoi" in refused(acts.correct, wrong, cents=8_000, words=" ", by=cast.coordination, when=NOW)
    promised = mill.entries.get(number=1)
    assert "Plus serait reçu (90 $) que promis (80 $)" in refused(
        acts.correct, promised, cents=8_000, words="x", by=cast.coordination, when=NOW
    )


def test_a_payment_entered_twice_is_corrected_to_nothing(cast: Cast) -> None:
    mill = promise(cast, make_party(cast, "Moulin"), 100_000)
    acts.receive(mill, cents=50_000, received_on=TODAY, by=cast.coordination, when=NOW)
    twice = acts.receive(mill, cents=50_000, received_on=TODAY, by=cast.coordination, when=NOW)
    acts.correct(twice, cents=0, words="Inscrit deux fois", by=cast.coordination, when=NOW)
    assert figures.of_contribution(mill).received == 50_000
    assert [number for number, _kind, _cents in ledger(cast)] == [1, 2, 3, 4]


def test_an_amendment_takes_back_what_was_not_received(cast: Cast) -> None:
    party = make_party(cast, "Moulin")
    mill = promise(cast, party, 100_000)
    acts.receive(mill, cents=40_000, received_on=TODAY, by=cast.coordination, when=NOW)
    amendment = decisions.amend(
        cast.agreement, number="1", title="Retrait", in_force_on=TODAY, leaving=[party], by=cast.coordination, when=NOW
    )
    entry = acts.cancel_contribution(mill, amendment=amendment, words="Le moulin part", by=cast.coordination, when=NOW)
    assert (entry.cents, entry.amendment, figures.of_contribution(mill).pledged) == (-60_000, amendment, 40_000)
    assert "rien à annuler" in refused(acts.cancel_contribution, mill, amendment=amendment, words="x", by=cast.coordination, when=NOW)
    party.refresh_from_db()
    assert "a quitté l’entente par l’avenant 1" in refused(
        acts.pledge, cast.agreement, party=party, year=YEAR, cents=1, by=cast.coordination, when=NOW
    )


def test_administration_has_a_cap_and_interest_has_none(cast: Cast) -> None:
    promise(cast, make_party(cast, "Moulin"), 100_000)
    promise(cast, make_party(cast, "Grange"), 500_000, nature="in_kind")
    facts: dict[str, Any] = {"year": YEAR, "dated_on": TODAY, "by": cast.coordination, "when": NOW}
    assert "fixez-le d’abord" in refused(acts.charge_administration, cast.agreement, cents=1, **facts)
    acts.settle_accounts(cast.agreement, sharing="proportion", administration_cap=750, by=cast.coordination, when=NOW)
    acts.charge_administration(cast.agreement, cents=7_000, **facts)
    said = refused(acts.charge_administration, cast.agreement, cents=501, **facts)
    assert said.replace(" ", " ") == (
        "Les frais d’administration de l’exercice iraient à 75,01 $; le plafond, 7,5 % de 1 000 $, est de 75 $."
    )
    charged = acts.charge_administration(cast.agreement, cents=500, **facts)
    assert "75,01" in refused(acts.correct, charged, cents=501, words="x", by=cast.coordination, when=NOW)
    acts.add_interest(cast.agreement, cents=12_345, **facts)
    year = figures.of_year(cast.agreement, YEAR)
    assert (year.administration, year.interest, year.pledged) == (7_500, 12_345, 100_000)


def test_partners_are_told_by_year_with_what_is_late(cast: Cast) -> None:
    mill, barn = make_party(cast, "Moulin"), make_party(cast, "Grange")
    make_party(cast, "Passante", is_funder=False)
    late = promise(cast, mill, 100_000, due_on=TODAY - timedelta(days=1))
    promise(cast, mill, 50_000, year=2012, due_on=TODAY)
    promise(cast, barn, 7_000, nature="in_kind")
    acts.receive(late, cents=40_000, received_on=TODAY, by=cast.coordination, when=NOW)
    told = {one.name: one for one in partners(cast.agreement, TODAY)}
    assert list(told) == ["Moulin", "Grange", "Regroupement des boulangers", "Passante"]
    assert [(year, one.pledged, one.received) for year, one in told["Moulin"].by_year.items()] == [
        (2011, 100_000, 40_000),
        (2012, 50_000, 0),
    ]
    assert [one.left for one in told["Moulin"].late] == [60_000]
    assert (told["Grange"].in_kind.pledged, told["Grange"].in_all.pledged) == (7_000, 0)
    acts.receive(late, cents=60_000, received_on=TODAY, by=cast.coordination, when=NOW)
    assert not [one for one in promises(cast.agreement) if one.is_late(TODAY)]
