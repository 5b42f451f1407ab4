"""The packet of a body: projects as frozen for it, combinations within envelopes and earmarks, and nothing for whoever has an interest."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from ententes.awards import acts
from ententes.awards.models import Project, Scenario
from ententes.awards.queries.packet import packet
from ententes.decisions.acts import declare_interest
from ententes.decisions.models import Interest
from ententes.exporting.packet import export
from ententes.ground.act import Refused
from tests.cast import NOW, TODAY, Cast
from tests.funding.making import make_envelope, make_party, promise
from tests.web.browsing import page_of, signed_in, words

from .making import carried, mandate, put_before

pytestmark = pytest.mark.django_db
PLACE = "/e/pain-et-culture/projets/cahiers/"


@pytest.fixture(autouse=True)
def _today(settings: Any) -> None:
    settings.ENTENTES_TODAY = TODAY


@pytest.fixture
def three(cast: Cast) -> list[Project]:
    """Three projects of 400 $, recommended by the working body and before the one that decides; the envelope has 1 300 $."""
    mandate(cast)
    promise(cast, make_party(cast, "Moulin"), 60_000, objective=cast.section.objective)
    promise(cast, make_party(cast, "Grange"), 70_000)
    envelope, by = make_envelope(cast, 130_000), {"by": cast.coordination, "when": NOW}
    made = []
    for name in ("Four", "Pétrin", "Moule"):
        one = acts.bear(cast.agreement, title=name, promoter="Le comité", summary="", actions=[cast.action], **by)
        acts.propose(one, verdict="grant", aid=40_000, envelope=envelope, **by)
        acts.open_matter(one, **by)
        one.refresh_from_db()
        carried(cast, one, cast.working, dissents=["Noémie Tran"] if name == "Four" else [])
        put_before(cast, one)
        made.append(one)
    return made


def test_combinations_stand_side_by_side_with_what_each_leaves(cast: Cast, three: list[Project]) -> None:
    acts.combine(cast.management, title="Un seul", words="Le four d’abord", lines={three[0].pk: 50_000}, by=cast.coordination, when=NOW)
    found = packet(cast.management, cast.manager)
    assert [(one.title, one.total) for one in found.columns] == [
        ("Tout", 120_000),
        ("Par rang", 120_000),
        ("Un seul", 50_000),
    ]
    assert [[(one.before, one.left) for one in column.envelopes] for column in found.columns] == [
        [(130_000, 10_000)],
        [(130_000, 10_000)],
        [(130_000, 80_000)],
    ]
    assert [(one.label, one.before, one.left) for one in found.columns[2].partners] == [
        ("Moulin – Nourrir", 60_000, 10_000),
        ("Grange", 70_000, 70_000),
    ]
    promise(cast, make_party(cast, "Meule"), 5_000, project="FOUR")
    told = packet(cast.management, cast.manager).columns[2].partners
    assert [(one.label, one.left) for one in told] == [("Moulin – Nourrir", 15_000), ("Grange", 70_000), ("Meule – FOUR", 0)]
    assert found.files[0].dissents == [f"Noémie Tran ({found.files[0].data['recommended'][0]['number']})"]  # type: ignore[index]


def test_a_combination_beyond_an_envelope_says_so(cast: Cast, three: list[Project]) -> None:
    lines = {three[0].pk: 130_001}
    acts.combine(cast.management, title="Trop", words="", lines=lines, by=cast.coordination, when=NOW)
    assert packet(cast.management, cast.manager).columns[2].over == ["Nourrir"]
    with pytest.raises(Refused, match="déjà ce titre"):
        acts.combine(cast.management, title="Trop", words="", lines=lines, by=cast.coordination, when=NOW)
    with pytest.raises(Refused, match="que cette instance a devant elle"):
        acts.combine(cast.working, title="Ailleurs", words="", lines=lines, by=cast.coordination, when=NOW)
    acts.drop_scenario(Scenario.objects.get(), by=cast.coordination)
    assert len(packet(cast.management, cast.manager).columns) == 2


def test_who_declared_an_interest_finds_neither_the_project_nor_its_figures(cast: Cast, three: list[Project]) -> None:
    acts.combine(cast.management, title="Deux", words="", lines={one.pk: 40_000 for one in three[:2]}, by=cast.coordination, when=NOW)
    declare_interest(three[0].matter, person=cast.manager, nature="Mon four", declared_by="lui", when=NOW)  # type: ignore[arg-type]
    found = packet(cast.management, cast.manager)
    assert ([one.title for one in found.files], [one.total for one in found.columns]) == (["Pétrin", "Moule"], [80_000, 80_000, 40_000])
    page, client = f"{PLACE}{cast.management.pk}/", signed_in(cast.manager)
    shown = words(page_of(client, page))
    assert ("Four" in shown, "Pétrin" in shown, "1 200" in shown.replace("\xa0", " ")) == (False, True, False)
    assert b"Four" not in export(found, format="xlsx", as_of=TODAY).content
    book = load_workbook(BytesIO(client.post(f"{page}emporter/xlsx/").content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert ({"Four", "Pétrin"} & cells, Interest.objects.count()) == ({"Pétrin"}, 1)


def test_the_packet_leaves_as_a_document_with_a_page_for_each_project(cast: Cast, three: list[Project]) -> None:
    made = export(packet(cast.management, cast.manager), format="pdf", as_of=TODAY)
    assert (made.content.startswith(b"%PDF"), made.filename) == (True, "cahier-comite-de-gestion-2011-11-23.pdf")
    book = load_workbook(BytesIO(export(packet(cast.management, cast.manager), format="xlsx", as_of=TODAY).content))
    assert book.sheetnames[:3] == ["Les scénarios", "Ce qui reste des enveloppes", "Ce qui reste des partenaires"]
    assert [book.worksheets[0].cell(row, 6).value for row in range(5, 9)] == [400, 400, 400, 1200]


def test_the_packet_asks_as_many_queries_for_one_project_as_for_three(cast: Cast, three: list[Project]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            packet(cast.management, cast.manager)
        return len(seen)

    many = asked()
    for one in three[1:]:
        declare_interest(one.matter, person=cast.manager, nature="Un autre", declared_by="lui", when=NOW)  # type: ignore[arg-type]
    assert asked() == many
