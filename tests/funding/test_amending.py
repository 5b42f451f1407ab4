"""What an amendment changes to contributions: a year, a funder, a sum, a party that withdraws, all at once or not at all."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from lxml import html

from ententes.agreements.models import Amendment
from ententes.decisions import acts as decisions
from ententes.funding import acts
from ententes.funding.models import Contribution, LedgerEntry
from ententes.funding.queries import amending, figures
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast
from tests.web.browsing import css, fields_of, page_of, send, signed_in, words

from .making import YEAR, decided, make_envelope, make_party, make_use, promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


def make_amendment(cast: Cast, in_force_on: date = TODAY, **facts: Any) -> Amendment:
    said = {"number": "1", "title": "Un an de plus", "in_force_on": in_force_on, **facts}
    return decisions.amend(cast.agreement, **said, by=cast.coordination, when=NOW)


def amend(cast: Cast, amendment: Amendment, becomes: dict[Any, int], **more: Any) -> list[LedgerEntry]:
    found = amending.cells(cast.agreement, {place[0] for place in becomes}, {place[1] for place in becomes})
    read = {place: cell.pledged for place, cell in found.items()}
    return acts.amend_contributions(amendment, becomes=becomes, **{"read": read, **more}, by=cast.coordination, when=NOW)


def test_a_year_a_funder_and_a_sum_come_by_one_amendment_and_each_is_an_entry_of_its_day(cast: Cast) -> None:
    mill, signatory = make_party(cast, "Moulin"), make_party(cast, "Village", is_funder=False)
    first = promise(cast, mill, 100_000)
    amendment = make_amendment(cast, TODAY - timedelta(days=3), last_year=2013)
    becomes = {
        (mill.pk, YEAR, "money"): 60_000,
        (mill.pk, 2013, "money"): 50_000,
        (mill.pk, 2012, "in_kind"): 700,
        (signatory.pk, 2012, "money"): 20_000,
    }
    due = {2013: date(2013, 6, 1)}
    made = amend(cast, amendment, becomes, newcomers=[("Fonds du grain", {(2013, "money"): 30_000})], due_on=due, words="Art. 4")
    assert {(one.dated_on, one.amendment, one.words) for one in made} == {(amendment.in_force_on, amendment, "Art. 4")}
    assert [one.cents for one in made if one.corrects] == [-40_000]
    assert figures.of_contribution(first).pledged == 60_000
    promised = Contribution.objects.exclude(pk=first.pk).values_list("party__organisation__name", "year", "nature", "due_on", "amendment")
    assert set(promised) == {
        ("Moulin", 2012, "in_kind", None, amendment.pk),
        ("Moulin", 2013, "money", due[2013], amendment.pk),
        ("Village", 2012, "money", None, amendment.pk),
        ("Fonds du grain", 2013, "money", due[2013], amendment.pk),
    }
    signatory.refresh_from_db()
    joined = cast.agreement.parties.get(organisation__name="Fonds du grain")
    assert (signatory.is_funder, joined.is_funder, joined.joined_by) == (True, True, amendment)


def test_it_is_refused_as_a_whole_with_where_and_why(cast: Cast) -> None:
    mill, barn, oven = (make_party(cast, name) for name in ("Moulin", "Grange", "Four"))
    envelope, by = make_envelope(cast, 1_000_000), {"by": cast.coordination, "when": NOW}
    acts.receive(promise(cast, mill, 50_000), cents=40_000, received_on=TODAY, **by)
    promise(cast, barn, 50_000)
    promise(cast, oven, 9_000, year=YEAR - 2)
    acts.commit(make_use(cast, envelope), cents=20_000, resolution=decided(cast), **by)
    acts.close_year(cast.agreement, year=YEAR - 2, fates={}, **by)
    amendment, before = make_amendment(cast, leaving=[oven]), LedgerEntry.objects.count()
    becomes = {
        (mill.pk, YEAR, "money"): 39_999,
        (barn.pk, YEAR, "money"): 100,
        (oven.pk, YEAR - 2, "money"): 8_000,
        (oven.pk, YEAR, "in_kind"): 5,
        (mill.pk, 2012, "money"): 77,
        (mill.pk, 2012, "in_kind"): -1,
        (mill.pk, 2040, "money"): 1,
    }
    with pytest.raises(Refused) as refused:
        amend(cast, amendment, becomes, newcomers=[("Fonds du grain", {(YEAR, "money"): 3})])
    said = " ".join(refused.value.reasons).replace("\u00a0", " ")
    for sentence in (
        "Moulin, 2011-2012, en argent : 400 $ sont déjà reçus; la promesse ne descend pas à 399,99 $.",
        "Grange, 2011-2012, en argent : 91,74 $ sont déjà engagés à même cette promesse; elle ne descend pas à 1 $.",
        "Four, 2009-2010, en argent : l’exercice est fermé",
        "Four, 2011-2012, en nature : cette partie a quitté l’entente par l’avenant 1.",
        "Moulin, 2012-2013, en nature : une promesse va de zéro",
        "L’exercice 2040-2041 est à plus de 5 ans",
    ):
        assert sentence in said, said
    assert (LedgerEntry.objects.count(), cast.agreement.parties.filter(organisation__name="Fonds du grain").count()) == (before, 0)


def test_what_was_read_must_still_stand_and_the_amendment_be_in_force(cast: Cast) -> None:
    mill = make_party(cast, "Moulin")
    promise(cast, mill, 50_000)
    place = (mill.pk, YEAR, "money")
    with pytest.raises(Refused, match="relisez avant d’inscrire"):
        amend(cast, make_amendment(cast), {place: 10}, read={place: 49_000})
    with pytest.raises(Refused, match="n’est en vigueur que le"):
        amend(cast, make_amendment(cast, TODAY + timedelta(days=1), number="2"), {place: 10})
    with pytest.raises(Refused, match="Rien ne change"):
        amend(cast, cast.agreement.amendments.get(number="1"), {place: 50_000})


def test_administration_already_charged_keeps_a_promise_from_going_under_its_cap(cast: Cast) -> None:
    mill, by = make_party(cast, "Moulin"), {"by": cast.coordination, "when": NOW}
    promise(cast, mill, 100_000)
    acts.settle_accounts(cast.agreement, sharing="proportion", administration_cap=1_000, **by)
    acts.charge_administration(cast.agreement, year=YEAR, cents=9_000, dated_on=TODAY, **by)
    with pytest.raises(Refused, match="Les frais d’administration"):
        amend(cast, make_amendment(cast), {(mill.pk, YEAR, "money"): 80_000})


@pytest.mark.one_engine
def test_in_ten_thousand_cases_what_is_taken_back_is_the_latest_promise_first_and_never_what_came() -> None:
    drawn = Random(13)
    for _case in range(10_000):
        sums = (drawn.choice((0, 50, drawn.randint(1, 9_999_999))) for _one in range(drawn.randint(0, 5)))
        held = tuple(
            amending.Held(key, pledged, drawn.randint(0, pledged), drawn.randint(0, pledged + 9)) for key, pledged in enumerate(sums)
        )
        cell = amending.Cell(held)
        cents = drawn.randint(cell.floor, cell.pledged)
        parts = amending.taken_back(cell, cents)
        assert sum(part for _key, part in parts) == cell.pledged - cents
        assert all(0 < part <= held[key].pledged - held[key].floor for key, part in parts)
        assert [key for key, _part in parts] == sorted((key for key, _part in parts), reverse=True)
        whole = [held[key].pledged - held[key].floor == part for key, part in parts[:-1]]
        assert all(whole), "the earlier promise gives nothing up before the later one gave all it could"


def test_the_page_keeps_what_is_typed_shows_what_changes_then_writes_it(cast: Cast) -> None:
    mill, barn = make_party(cast, "Moulin"), make_party(cast, "Grange")
    acts.receive(promise(cast, mill, 100_000), cents=25_000, received_on=TODAY, by=cast.coordination, when=NOW)
    promise(cast, barn, 40_000)
    amendment = make_amendment(cast)
    place, client = f"/e/pain-et-culture/argent/avenants/{amendment.pk}/", signed_in(cast.coordinator)
    assert not css(page_of(signed_in(cast.manager), place), "form.amended")
    assert send(signed_in(cast.manager), place, {"step": "see"}).status_code == 403
    assert css(page_of(client, "/e/pain-et-culture/avenants/"), f"a[href={place}]")
    cast.agreement.parties.filter(pk=barn.pk).update(left_by=amendment)
    assert [one.get("name") for one in css(page_of(client, place), "input[checked]")] == [f"leaves-{barn.pk}"]
    cast.agreement.parties.filter(pk=barn.pk).update(left_by=None)
    typed = {**fields_of(css(page_of(client, place), "form.amended")[0]), f"p{mill.pk}-2012-money": "1,234", f"leaves-{mill.pk}": "on"}
    more = send(client, place, {**typed, "step": "partner"}).content.decode()
    assert ('name="new-0"' in more, 'value="1,234"' in more) == (True, True)
    refused = send(client, place, {**typed, "step": "see"})
    assert (refused.status_code, 'value="1,234"' in refused.content.decode()) == (422, True)
    typed |= {f"p{mill.pk}-2012-money": "", f"p{barn.pk}-2012-money": "1 234,50 $", "new": "1", "new-0": "Fonds", "n0-2012-in_kind": "7"}
    read = html.fromstring(send(client, place, {**typed, "step": "see"}).content)
    said = [words(one).replace("\u00a0", " ") for one in css(read, ".confirm li")]
    assert said == [
        "Fonds, 2012-2013, en nature : 7 $ promis de plus, où rien ne l’était.",
        "Grange, 2012-2013, en argent : 1 234,50 $ promis de plus, où rien ne l’était.",
        "Moulin, 2011-2012, en argent : de 1 000 $ à 250 $, soit 750 $ de repris.",
        "En argent, le total promis pour 2011-2012 passe de 1 400 $ à 650 $.",
        "En argent, le total promis pour 2012-2013 passe de 0 $ à 1 234,50 $.",
    ]
    assert LedgerEntry.objects.filter(amendment=amendment).count() == 0
    done = send(client, place, {**fields_of(css(read, ".confirm form")[0]), "step": "write"})
    assert done.status_code == 302
    assert sorted(LedgerEntry.objects.filter(amendment=amendment).values_list("cents", flat=True)) == [-75_000, 700, 123_450]
    assert len(css(page_of(signed_in(cast.manager), place), "tbody tr")) == 3
