"""The closing of a year: what stands in the way, what becomes of what is left to the cent, and what a closed year still takes."""

from __future__ import annotations

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from ententes.agreements.models import Agreement
from ententes.funding import acts, rules
from ententes.funding.models import Envelope, LedgerEntry, Use, YearClosing
from ententes.funding.queries import closing, figures, sharing, statements
from tests.cast import NOW, TODAY, Cast

from .making import YEAR, adopt, decided, make_allotment, make_envelope, make_party, make_use, promise
from .test_contributions import refused

pytestmark = pytest.mark.django_db
APRIL = date(2012, 4, 2)


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def after(cast: Cast, day: date = APRIL) -> dict[str, Any]:
    return {"by": cast.coordination, "when": datetime(day.year, day.month, day.day, 15, tzinfo=UTC)}


def fates(cast: Cast, fate: str = "carry", **each: str) -> dict[int, tuple[str, int]]:
    found = closing.preview(cast.agreement, YEAR, cast.coordinator)
    return {one.key: (each.get(one.title, fate), one.left) for one in found.remainders}


@pytest.fixture
def held(cast: Cast) -> dict[str, Any]:
    """Two envelopes of 900 $ and 100 $, of three promises of 1 200 $ in all, and 600 $ committed of which 400 $ are paid."""
    by = {"by": cast.coordination, "when": NOW}
    parties = {name: make_party(cast, name) for name in ("Moulin", "Grange", "Four")}
    for party, cents in zip(parties.values(), (60_000, 40_000, 20_000), strict=True):
        acts.receive(promise(cast, party, cents), cents=cents - 1_000, received_on=TODAY, **by)
    adopt(cast, make_allotment(cast, {"Nourrir": 90_000, "Bois": 10_000}))
    envelope = Envelope.objects.get(title="Nourrir")
    use = make_use(cast, envelope)
    acts.commit(use, cents=60_000, resolution=decided(cast), **by)
    acts.pay(use, cents=40_000, paid_on=TODAY, **by)
    return {"envelope": envelope, "wood": Envelope.objects.get(title="Bois"), "use": use, "parties": parties}


def test_what_is_left_half_way_stands_in_the_way_and_is_listed_together(cast: Cast, held: dict[str, Any]) -> None:
    by = {"by": cast.coordination, "when": NOW}
    spare, resolution = make_use(cast, held["wood"], "Le bois"), decided(cast)
    acts.reserve(spare, cents=700, **by)
    acts.recommend(make_use(cast, held["wood"], "La hache"), cents=300, resolution=resolution, **by)
    short = acts.invoke(cast.agreement, year=YEAR, reason="Rien n’est voté.", **by)
    said = refused(acts.close_year, cast.agreement, year=YEAR, fates={}, **by)
    for sentence in (
        "n’est clos qu’après le 31 mars 2012",
        "« Le bois » : 7 $ restent réservés",
        "« La hache » : 3 $ restent recommandés",
        "La réserve des crédits disponibles est invoquée",
        "Dites ce que devient le reste de l’enveloppe « Nourrir »",
    ):
        assert sentence in said.replace("\u00a0", " ")
    assert "qui tient ses comptes" in refused(acts.close_year, cast.agreement, year=YEAR, fates={}, **{**by, "by": cast.manager_term})
    acts.lift(short, because="Ils sont votés.", **by)
    for use in Use.objects.exclude(pk=held["use"].pk):
        told = figures.of_use(use)
        kind = "reserved" if told.reserved else "recommended"
        acts.release(use, kind=kind, cents=told.reserved + told.recommended, words="Abandonné", **by)
    acts.close_year(cast.agreement, year=YEAR, fates=fates(cast), **after(cast))


def test_what_a_room_above_sees_stands_in_the_way_as_well(cast: Cast, held: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def paying(agreement: Agreement, year: int) -> Any:
        yield f"Un versement de {year} attend."

    monkeypatch.setattr(rules.closing, "IN_THE_WAY", [paying])
    assert "Un versement de 2011 attend." in refused(acts.close_year, cast.agreement, year=YEAR, fates=fates(cast), **after(cast))


def test_what_is_left_is_carried_or_given_back_and_what_is_in_no_envelope_goes_on(cast: Cast, held: dict[str, Any]) -> None:
    by = {"by": cast.coordination, "when": NOW}
    acts.settle_accounts(cast.agreement, sharing="proportion", administration_cap=1_000, **by)
    acts.add_interest(cast.agreement, year=YEAR, cents=777, dated_on=TODAY, **by)
    acts.charge_administration(cast.agreement, year=YEAR, cents=500, dated_on=TODAY, **by)
    made = acts.close_year(cast.agreement, year=YEAR, fates=fates(cast, Bois="return"), **after(cast))
    following = Envelope.objects.get(title="Nourrir", year=YEAR + 1)
    assert (figures.of_envelope(held["envelope"]).available, figures.of_envelope(following).available) == (0, 30_000)
    assert not Envelope.objects.filter(title="Bois", year=YEAR + 1, entries__isnull=False).exists()
    assert closing.outside(cast.agreement, YEAR).left == 0
    assert closing.outside(cast.agreement, YEAR + 1).carried == 120_000 + 777 - 500 - 100_000
    back = LedgerEntry.objects.get(kind="returned")
    told = {share.contribution.party.organisation.name: share.cents for share in back.shares.all()}
    assert (sum(told.values()), set(told)) == (10_000, {"Moulin", "Grange", "Four"})
    assert sum(statements.of_party(cast.agreement, party).returned for party in held["parties"].values()) == 10_000
    assert statements.gaps(cast.agreement) == {}
    assert (made.content["to_pay"], made.content["to_receive"]) == (20_000, 3_000)
    assert "déjà fermé" in refused(acts.close_year, cast.agreement, year=YEAR, fates={}, **after(cast))


def test_what_changed_since_it_was_read_is_refused_and_nothing_is_given_back_that_did_not_come(cast: Cast, held: dict[str, Any]) -> None:
    seen = fates(cast)
    use = make_use(cast, held["wood"])
    acts.commit(use, cents=1, resolution=decided(cast), by=cast.coordination, when=NOW)
    said = refused(acts.close_year, cast.agreement, year=YEAR, fates=seen, **after(cast))
    assert "Il reste maintenant 99,99 $ dans l’enveloppe « Bois »" in said.replace("\u00a0", " ")
    acts.commit(make_use(cast, held["envelope"], "Autre"), cents=29_000, resolution=decided(cast), by=cast.coordination, when=NOW)
    for entry in LedgerEntry.objects.filter(kind="received"):
        acts.correct(entry, cents=30_000 if entry.cents > 30_000 else 100, words="Relu", by=cast.coordination, when=NOW)
    said = refused(acts.close_year, cast.agreement, year=YEAR, fates=fates(cast, Bois="return"), **after(cast))
    assert "on ne rend pas 99,99 $" in said.replace("\u00a0", " ")
    assert not YearClosing.objects.exists()


def test_years_are_closed_in_order(cast: Cast, held: dict[str, Any]) -> None:
    promise(cast, held["parties"]["Moulin"], 100, year=YEAR - 1)
    assert "L’exercice 2010-2011 n’est pas fermé" in refused(acts.close_year, cast.agreement, year=YEAR, fates=fates(cast), **after(cast))
    acts.close_year(cast.agreement, year=YEAR - 1, fates={}, **after(cast))
    acts.close_year(cast.agreement, year=YEAR, fates=fates(cast), **after(cast))


def test_a_closed_year_takes_only_what_settles_it_on_a_later_day(cast: Cast, held: dict[str, Any]) -> None:
    acts.close_year(cast.agreement, year=YEAR, fates=fates(cast), **after(cast))
    by, use = after(cast), held["use"]
    closed = "L’exercice 2011-2012 est fermé"
    assert closed in refused(acts.pledge, cast.agreement, party=held["parties"]["Four"], year=YEAR, cents=1, **by)
    assert closed in refused(acts.add_interest, cast.agreement, year=YEAR, cents=1, dated_on=TODAY, **by)
    assert closed in refused(acts.pay, use, cents=20_000, paid_on=date(2012, 3, 31), **by)
    assert closed in refused(acts.revise, cast.agreement.allotments.get(), body=cast.management, **by)
    acts.pay(use, cents=20_000, paid_on=APRIL, **by)
    late = cast.agreement.contributions.first()
    assert closed in refused(acts.receive, late, cents=1_000, received_on=TODAY, **by)
    acts.receive(late, cents=1_000, received_on=APRIL, **by)


def test_what_comes_back_to_a_closed_year_goes_to_the_next_open_one_to_the_cent(cast: Cast, held: dict[str, Any]) -> None:
    acts.close_year(cast.agreement, year=YEAR, fates=fates(cast), **after(cast))
    by, use = after(cast), held["use"]
    acts.recover(use, cents=1_234, recovered_on=APRIL, **by)
    acts.release(use, kind="committed", cents=5_000, words="Coûte moins", **by)
    promised = cast.agreement.contributions.first()
    acts.correct(promised.entries.get(kind="pledged"), cents=59_500, words="Relu", **by)
    assert figures.of_envelope(held["envelope"]).available == 0
    following = Envelope.objects.get(title="Nourrir", year=YEAR + 1)
    assert figures.of_envelope(following).available == 30_000 + 1_234 + 5_000
    assert (closing.outside(cast.agreement, YEAR).left, closing.outside(cast.agreement, YEAR + 1).left) == (0, 20_000 - 500)


@pytest.mark.one_engine
def test_ten_thousand_sums_given_back_are_shared_to_the_cent_and_nobody_is_given_more_than_is_left() -> None:
    drawn = Random(5)
    for _case in range(10_000):
        left = {key: drawn.choice((1, 3, drawn.randint(1, 9_999_999))) for key in range(1, drawn.randint(2, 9))}
        cents = drawn.randint(1, sum(left.values()))
        parts = dict(sharing.given_back(left, cents))
        assert sum(parts.values()) == cents
        assert all(key in left and 0 < part <= left[key] for key, part in parts.items())


def test_the_sums_of_three_years_closed_one_after_the_other_are_those_that_were_put_in(cast: Cast) -> None:
    """Whatever is drawn at random: what was promised is what is committed, carried outside, left or given back."""
    drawn, party = Random(3), make_party(cast, "Moulin")
    by = {"by": cast.coordination, "when": NOW}
    resolution = decided(cast)
    for year in (2010, 2011):
        acts.receive(promise(cast, party, 50_000, year=year), cents=50_000, received_on=TODAY, **by)
        envelope = make_envelope(cast, drawn.randint(20_000, 40_000), year=year)
        for place in range(3):
            use = make_use(cast, envelope, f"{year} {place}")
            acts.commit(use, cents=drawn.randint(1, 5_000), resolution=resolution, **by)
        found = closing.preview(cast.agreement, year, cast.coordinator)
        chosen = {one.key: (drawn.choice(("carry", "return")), one.left) for one in found.remainders}
        acts.close_year(cast.agreement, year=year, fates=chosen, **after(cast))
        assert [one.left for one in closing.preview(cast.agreement, year, cast.coordinator).remainders] == [0]
    sums = figures.summed(LedgerEntry.objects.filter(agreement=cast.agreement)).get(None, {})
    ahead = closing.outside(cast.agreement, 2012).carried
    ahead += sum(figures.of_envelope(one).available for one in Envelope.objects.filter(year=2012))
    assert sums["pledged"] == sums["committed"] + sums.get("returned", 0) + ahead
    assert sums.get("carried", 0) == 0
