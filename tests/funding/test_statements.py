"""The statement of a partner: what it put in, what its money paid for, always summing with the ledger, and the same as a document."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import openpyxl
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ententes.exporting import accounts
from ententes.funding import acts
from ententes.funding.models import LedgerEntry, Share
from ententes.funding.queries import ledger, statements
from tests.cast import NOW, TODAY, Cast
from tests.web.browsing import css, page_of, send, signed_in, words

from .making import YEAR, decided, make_envelope, make_party, make_use, promise

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def spent(cast: Cast) -> dict[str, Any]:
    """Three partners, two envelopes, a commitment, two payments and a recovery."""
    by = {"by": cast.coordination, "when": NOW}
    parties = {name: make_party(cast, name) for name in ("Moulin", "Grange", "=Four")}
    for party, cents in zip(parties.values(), (60_000, 30_000, 10_000), strict=True):
        acts.receive(promise(cast, party, cents), cents=cents // 2, received_on=TODAY, **by)
    promise(cast, parties["Grange"], 5_000, nature="in_kind")
    envelope, resolution = make_envelope(cast, 90_000), decided(cast)
    use = make_use(cast, envelope)
    acts.commit(use, cents=70_001, resolution=resolution, **by)
    for cents in (33_333, 20_000):
        acts.pay(use, cents=cents, paid_on=TODAY, **by)
    acts.recover(use, cents=1_001, recovered_on=TODAY, **by)
    return parties


def test_every_statement_together_makes_the_ledger_to_the_cent(cast: Cast, spent: dict[str, Any]) -> None:
    told = [statements.of_party(cast.agreement, party) for party in spent.values()]
    rest = statements.unborne(cast.agreement)
    assert sum(one.committed for one in told) + sum(row.committed for row in rest) == 70_001
    assert sum(one.paid for one in told) + sum(row.spent for row in rest) == 33_333 + 20_000 - 1_001
    assert statements.gaps(cast.agreement) == {}
    mill = told[0]
    assert (mill.pledged, mill.received, mill.committed) == (60_000, 30_000, 42_001)
    assert (told[1].in_kind, told[1].pledged) == (0, 30_000)


def test_a_share_that_is_lost_is_seen(cast: Cast, spent: dict[str, Any]) -> None:
    lost = Share.objects.filter(entry__kind="paid").first()
    lost.delete()
    assert statements.gaps(cast.agreement) == {"paid": lost.cents}
    place = f"/e/pain-et-culture/argent/releves/{spent['Moulin'].pk}/"
    assert "ne font pas le compte du livre" in words(page_of(signed_in(cast.manager), place))


def test_the_page_of_a_statement_tells_years_and_envelopes_and_costs_the_same(cast: Cast, spent: dict[str, Any]) -> None:
    client, place = signed_in(cast.manager), f"/e/pain-et-culture/argent/releves/{spent['Moulin'].pk}/"
    told = {words(one[0]): words(one[1]).replace("\u00a0", " ") for one in css(page_of(client, place), ".sums div")}
    assert told == {
        "Promis": "600 $", "Reçu": "300 $", "Reçu en nature": "0 $", "Part engagée": "420,01 $", "Part versée": "313,99 $",
        "Reçu et non versé": "−13,99 $",
    }  # fmt: skip
    seen = []
    for many in (0, 3, 60):
        for place_in in range(many):
            promise(cast, spent["Moulin"], 1_000 + place_in)
        with CaptureQueriesContext(connection) as asked:
            client.get(place)
        seen.append(len(asked))
    assert seen[0] == seen[1] == seen[2]


def test_a_statement_leaves_as_workbook_csv_pdf_and_word_and_is_recorded(cast: Cast, spent: dict[str, Any]) -> None:
    party = spent["=Four"]
    place = f"/e/pain-et-culture/argent/releves/{party.pk}/emporter/"
    client = signed_in(cast.manager)
    taken = {format: client.post(f"{place}{format}/").content for format in accounts.ACCOUNT_FORMATS}
    assert cast.agreement.exports.count() == 4
    assert client.post(f"{place}exe/").status_code == 404
    book = openpyxl.load_workbook(io.BytesIO(taken["xlsx"]))
    assert book.sheetnames == ["Par exercice", "Par enveloppe"]
    rows = list(book["Par exercice"].iter_rows(min_row=4, values_only=True))
    assert rows[0] == ("Exercice", "Promis", "Reçu", "Reçu en nature", "Part engagée", "Part versée")
    assert rows[1][:3] == ("2011-2012", 100, 50)
    assert book["Par exercice"]["B5"].number_format == '#,##0.00\\ "$"'
    assert book["Par exercice"]["A1"].value == "Relevé du partenaire =Four"
    [_header, line] = list(csv.reader(io.StringIO(taken["csv"].decode("utf-8-sig"))))
    told = statements.of_party(cast.agreement, party)
    assert line == ["2011-2012", "Nourrir", f"{told.committed / 100:.2f}", "53.33", "1.00", "0.00", "pain-et-culture"]
    assert "Part engagée" in pypdf.PdfReader(io.BytesIO(taken["pdf"])).pages[0].extract_text()
    assert taken["docx"].startswith(b"PK")


def test_the_ledger_leaves_under_its_filter_and_no_cell_runs(cast: Cast, spent: dict[str, Any]) -> None:
    client, place = signed_in(cast.manager), "/e/pain-et-culture/argent/livre/emporter/"
    taken = client.post(f"{place}csv/", {"sorte": "received"})
    rows = list(csv.reader(io.StringIO(taken.content.decode("utf-8-sig"))))
    assert [row[3:6] for row in rows[1:]] == [["Reçu", "300.00", "Moulin"], ["Reçu", "150.00", "Grange"], ["Reçu", "50.00", "'=Four"]]
    assert cast.agreement.exports.get().filter == "reçu"
    book = openpyxl.load_workbook(io.BytesIO(client.post(f"{place}xlsx/").content))
    assert book.active.max_row == 4 + LedgerEntry.objects.count()
    assert client.post(f"{place}pdf/").status_code == 404


def test_a_filter_says_in_words_what_it_keeps(cast: Cast, spent: dict[str, Any]) -> None:
    filters = ledger.LedgerFilters.of({"sorte": "paid", "exercice": str(YEAR), "partie": str(spent["Moulin"].pk), "enveloppe": "x"})
    assert ledger.words_of(cast.agreement, filters) == "versé, exercice 2011-2012, Moulin"
    assert send(signed_in(cast.stranger), "/e/pain-et-culture/argent/livre/emporter/csv/").status_code == 404


def test_a_partner_reads_the_same_money_in_its_own_fiscal_years(cast: Cast, spent: dict[str, Any]) -> None:
    party, by = spent["Moulin"], {"by": cast.coordination, "when": NOW}
    early = promise(cast, party, 8_000, year=YEAR - 1)
    acts.receive(early, cents=8_000, received_on=date(2010, 12, 31), **by)
    told = {month: statements.in_own_years(cast.agreement, party, month) for month in (1, 4)}
    assert [(str(one.year), one.received, one.paid) for one in told[1]] == [("2010", 8_000, 0), ("2011", 30_000, 31_399)]
    assert [str(one.year) for one in told[4]] == ["2010-2011", "2011-2012"]
    place = f"/e/pain-et-culture/argent/releves/{party.pk}/?mois=1"
    root = page_of(signed_in(cast.manager), place)
    assert [words(one) for one in css(css(root, "#own")[0].getparent(), "tbody th")] == ["2010", "2011"]
    page_of(signed_in(cast.manager), place.replace("=1", "=99"))
