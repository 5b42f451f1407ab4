"""Who bears what: earmarks first, then the rule, to the cent; and whatever happens in whatever order, shares sum to the ledger."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import Sum

from ententes.funding import acts
from ententes.funding.models import Contribution, EarmarkChange, LedgerEntry, Share
from ententes.funding.queries import figures
from ententes.funding.queries.sharing import Source, engaged
from ententes.funding.queries.statements import of_party
from ententes.funding.states import SHARED
from ententes.ground.act import Refused
from ententes.organisations.models import Territory
from tests.cast import NOW, TODAY, Cast

from .making import YEAR, decided, make_envelope, make_party, make_use, promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def borne(entry: LedgerEntry) -> dict[str, int]:
    return {
        share.contribution.party.organisation.name if share.contribution else "": share.cents
        for share in entry.shares.select_related("contribution__party__organisation")
    }


def test_earmarked_money_bears_first_then_the_others_in_proportion(cast: Cast) -> None:
    valley = Territory.objects.create(name="La Vallée")
    envelope, by = make_envelope(cast, 1_000_000), {"by": cast.coordination, "when": NOW}
    for name, cents, facts in (
        ("Commune", 30_000, {}),
        ("Vallée", 5_000, {"territory": valley}),
        ("Objectif", 10_000, {"objective": cast.section.objective}),
        ("Autre projet", 50_000, {"project": "Le moulin"}),
        ("Toutes", 60_000, {}),
        ("En nature", 90_000, {"nature": "in_kind"}),
    ):
        promise(cast, make_party(cast, name), cents, **facts)
    project = Contribution.objects.get(project="Le moulin")
    use, resolution = make_use(cast, envelope, "Le four"), decided(cast)
    first = acts.commit(use, cents=20_000, resolution=resolution, **by)
    assert borne(first) == {"Objectif": 10_000, "Commune": 3_333, "Toutes": 6_667}
    there = make_use(cast, envelope, "La vallée", territory=valley)
    assert borne(acts.commit(there, cents=5_001, resolution=resolution, **by)) == {"Vallée": 5_000, "Toutes": 1}
    meant = make_use(cast, envelope, "Le moulin", meant=[project])
    assert borne(acts.commit(meant, cents=50_000, resolution=resolution, **by)) == {"Autre projet": 50_000}
    rest = acts.commit(use, cents=80_000, resolution=resolution, **by)
    assert borne(rest) == {"Commune": 26_667, "Toutes": 53_332, "": 1}


def test_in_order_each_promise_is_used_up_before_the_next(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 1_000_000), {"by": cast.coordination, "when": NOW}
    for name in ("Un", "Deux", "Trois"):
        promise(cast, make_party(cast, name), 10_000)
    acts.settle_accounts(cast.agreement, sharing="order", administration_cap=None, **by)
    entry = acts.commit(make_use(cast, envelope), cents=15_000, resolution=decided(cast), **by)
    assert borne(entry) == {"Un": 10_000, "Deux": 5_000}


def test_payments_and_recoveries_go_by_what_each_bears_and_end_to_the_cent(cast: Cast) -> None:
    envelope, by = make_envelope(cast, 1_000_000), {"by": cast.coordination, "when": NOW}
    for name in ("Un", "Deux", "Trois"):
        promise(cast, make_party(cast, name), 10_000)
    use = make_use(cast, envelope)
    committed = borne(acts.commit(use, cents=10_000, resolution=decided(cast), **by))
    assert committed == {"Un": 3_334, "Deux": 3_333, "Trois": 3_333}
    paid = [borne(acts.pay(use, cents=cents, paid_on=TODAY, **by)) for cents in (1, 7_000, 2_999)]
    assert {name: sum(one.get(name, 0) for one in paid) for name in committed} == committed
    back = acts.recover(use, cents=100, recovered_on=TODAY, **by)
    assert sum(borne(back).values()) == 100


def test_a_partner_that_leaves_after_a_commitment_still_bears_it(cast: Cast) -> None:
    from ententes.decisions import acts as decisions

    envelope, by = make_envelope(cast, 1_000_000), {"by": cast.coordination, "when": NOW}
    party = make_party(cast, "Moulin")
    mill = promise(cast, party, 10_000)
    use, resolution = make_use(cast, envelope), decided(cast)
    acts.commit(use, cents=8_000, resolution=resolution, **by)
    leaving = decisions.amend(cast.agreement, number="1", title="Retrait", in_force_on=TODAY, leaving=[party], **by)
    acts.cancel_contribution(mill, amendment=leaving, words="Part", **by)
    assert mill.shares.aggregate(sum=Sum("cents"))["sum"] == 8_000
    assert borne(acts.commit(use, cents=1_000, resolution=resolution, **by)) == {"": 1_000}
    assert of_party(cast.agreement, party).beyond == 8_000


@pytest.mark.one_engine
def test_ten_thousand_commitments_are_shared_to_the_cent_and_nobody_bears_more_than_is_left() -> None:
    drawn = Random(7)
    use = type("Use", (), {"meant": Contribution.objects.none(), "territory_id": 3, "envelope": type("E", (), {"objective_id": 2})})()
    for case in range(10_000):
        found = [
            Source(
                key, drawn.randint(-50, 10_000), drawn.choice((None, None, 2, 5)), drawn.choice((None, None, 3, 4)), drawn.random() < 0.1
            )
            for key in range(drawn.randint(0, 6))
        ]
        cents, rule = drawn.randint(1, 40_000), ("proportion", "order")[case % 2]
        use.meant = type("M", (), {"values_list": lambda _self, *_names, flat, got=found: [one.key for one in got if one.project]})()
        parts = dict(engaged(found, use, cents, rule))
        left = {one.key: one.left for one in found}
        assert sum(parts.values()) == cents
        assert all(0 < part <= left[key] for key, part in parts.items() if key is not None)
        assert all(part > 0 for part in parts.values())


def test_whatever_happens_in_whatever_order_the_ledger_holds(cast: Cast) -> None:
    """Three hundred acts drawn at random, refused or not: sums, shares, numbers and every figure stay possible.

    No act changes a share that is written, least of all one that means a contribution for something else.
    """
    drawn, resolution = Random(11), decided(cast)
    envelopes = [make_envelope(cast, 60_000), make_envelope(cast, 40_000, "Nourrir", 2012)]
    parties = [make_party(cast, name) for name in ("Un", "Deux", "Trois")]
    promised = [promise(cast, party, 30_000, year=YEAR + place % 2) for place, party in enumerate(parties)]
    uses = [make_use(cast, envelope, f"Affectation {place}") for place, envelope in enumerate(envelopes * 2)]
    when, done, written = NOW, 0, dict[int, int]()
    objectives = [None, *(envelope.objective for envelope in envelopes)]

    def earmark(given: Contribution, *, cents: int, **more: Any) -> Any:
        facts = {"objective": drawn.choice(objectives), "project": drawn.choice(["", "", "Affectation 1"])}
        return acts.earmark(given, changed_on=TODAY, **facts, **more)

    for _turn in range(300):
        when += timedelta(minutes=5)
        by: dict[str, Any] = {"by": cast.coordination, "when": when}
        use, cents = drawn.choice(uses), drawn.randint(1, 25_000)
        entries = list(LedgerEntry.objects.all())
        shared = {"resolution": resolution, **by}
        told = {"words": "x", **by}
        act, given, more = drawn.choice(
            [
                (acts.receive, drawn.choice(promised), {"received_on": TODAY, **by}),
                (acts.reserve, use, by),
                (acts.recommend, use, shared),
                (acts.commit, use, shared),
                (acts.pay, use, {"paid_on": TODAY, **by}),
                (acts.justify, use, {"justified_on": TODAY, **by}),
                (acts.recover, use, {"recovered_on": TODAY, **by}),
                (acts.release, use, {"kind": drawn.choice(["reserved", "recommended", "committed"]), **told}),
                (acts.correct, drawn.choice(entries), told),
                (earmark, drawn.choice(promised), shared),
            ]
        )
        try:
            act(given, cents=cents if act is not acts.correct else drawn.choice([0, cents]), **more)
            done += 1
        except Refused:
            pass
        now = dict(Share.objects.values_list("pk", "cents"))
        assert now.items() >= written.items()
        written = now
    assert done > 60
    assert EarmarkChange.objects.count() > 5
    numbers = list(LedgerEntry.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    for entry in LedgerEntry.objects.annotate(shared=Sum("shares__cents")):
        assert (entry.shared or 0) == (entry.cents if entry.kind in SHARED else 0)
    for one in [*map(figures.of_use, uses), *map(figures.of_contribution, promised), *map(figures.of_envelope, envelopes)]:
        assert one.available >= 0 or not one.allotted
        assert min(one.reserved, one.recommended, one.committed, one.justified, one.recovered, one.to_pay) >= 0
        assert one.justified + one.recovered <= one.paid
        assert one.received <= max(one.pledged, 0)
    for kind in SHARED:
        each = Share.objects.filter(entry__kind=kind).values("contribution", "entry__use").annotate(sum=Sum("cents"))
        assert all(row["sum"] >= 0 for row in each)
