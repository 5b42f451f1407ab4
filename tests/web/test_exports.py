"""The plan taken away through the pages: who may, what it holds for whom, and the record of it."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import UTC, date, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from openpyxl import load_workbook

from ententes.agreements.models import Export
from ententes.exporting import FORMATS
from ententes.plans.models import Action, Note
from tests.cast import Cast


@pytest.fixture(autouse=True)
def november(settings: Any) -> None:
    settings.ENTENTES_TODAY = date(2011, 11, 23)


@pytest.fixture
def heard(cast: Cast) -> Cast:
    """The cast, one action of which gave news."""
    note = Note.objects.create(
        action=cast.action,
        term=cast.worker_term.term,
        author=cast.worker,
        capacity="membre, Comité des fours",
        dated_on=date(2011, 10, 3),
        written_at=datetime(2011, 10, 3, 15, tzinfo=UTC),
        text="La sole est **posée**.",
        status="under_way",
    )
    Action.objects.filter(pk=cast.action.pk).update(news=note, status="under_way")
    return cast


def taken(client: Client, cast: Cast, format: str, **fields: str) -> Any:
    return client.post(f"/e/{cast.agreement.slug}/plan/2011/exporter/{format}/", fields)


def sheet(response: Any) -> list[tuple[Any, ...]]:
    return list(load_workbook(io.BytesIO(response.content))["Plan"].iter_rows(values_only=True))


@pytest.mark.parametrize("format", FORMATS)
def test_a_member_takes_the_plan_and_it_is_recorded(client: Client, heard: Cast, format: str) -> None:
    client.force_login(heard.manager)
    response = taken(client, heard, format)
    assert response.status_code == 200
    name = f"plan-2011-2012-pain-et-culture-2011-11-23.{format}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "private, no-store"
    assert list(Export.objects.values_list("agreement", "person", "what", "format", "filter", "sha256")) == [
        (heard.agreement.pk, heard.manager.pk, name, format, "", hashlib.sha256(response.content).hexdigest())
    ]


def test_a_stranger_sees_neither_a_private_plan_nor_that_it_exists(client: Client, heard: Cast) -> None:
    client.force_login(heard.stranger)
    assert taken(client, heard, "json").status_code == 404
    client.logout()
    assert taken(client, heard, "json").status_code == 302
    assert not Export.objects.exists()


def test_the_public_takes_a_published_plan_without_a_word_of_a_note(client: Client, heard: Cast) -> None:
    heard.agreement.is_public = True
    heard.agreement.save()
    for format in FORMATS:
        response = taken(client, heard, format, news="on", state="on", chosen="1")
        assert response.status_code == 200
        said = response.content
        if format in ("docx", "xlsx"):
            package = ZipFile(io.BytesIO(said))
            said = b"".join(package.read(name) for name in package.namelist())
        assert "posée".encode() not in said
    assert set(Export.objects.values_list("person", flat=True)) == {None}
    plan = json.loads(taken(client, heard, "json").content)
    assert plan["notes"] == plan["points"] == []
    assert [action["status"] for action in plan["sections"][0]["actions"]] == ["under_way", "upcoming"]


def test_the_filter_is_applied_and_named(client: Client, heard: Cast) -> None:
    client.force_login(heard.manager)
    response = taken(client, heard, "xlsx", instance=str(heard.management.pk))
    rows = sheet(response)
    assert "Instance\N{NO-BREAK SPACE}: Comité de gestion" in rows[1][0]
    assert [row[2] for row in rows[4:]] == ["Tenir la table des boulangers"]
    assert Export.objects.get().filter == "Instance : Comité de gestion"


def test_the_columns_are_those_that_were_chosen(client: Client, heard: Cast) -> None:
    client.force_login(heard.manager)
    headers = sheet(taken(client, heard, "xlsx"))[3]
    assert headers[-5:] == ("État au 23\u00a0novembre\u00a02011", "Signalements", "Dernière nouvelle", "Date de la nouvelle", "Par")
    assert sheet(taken(client, heard, "xlsx", chosen="1"))[3] == headers[:-5]


def test_the_state_is_that_of_the_day_asked_for(client: Client, heard: Cast) -> None:
    client.force_login(heard.manager)
    plan = json.loads(taken(client, heard, "json", as_of="2011-10-02").content)
    assert plan["as_of"] == "2011-10-02"
    assert [(action["status"], action["news"]) for action in plan["sections"][0]["actions"]] == [("upcoming", None)] * 2


def test_a_day_to_come_or_no_day_at_all_gives_the_form_back(client: Client, heard: Cast) -> None:
    client.force_login(heard.manager)
    for typed in ("2011-11-24", "hier"):
        response = taken(client, heard, "docx", as_of=typed)
        assert response.status_code == 422
        assert f'value="{typed}"' in response.content.decode()
    assert not Export.objects.exists()


def test_another_format_and_another_year_are_not_found(client: Client, heard: Cast) -> None:
    client.force_login(heard.manager)
    assert taken(client, heard, "exe").status_code == 404
    assert client.post("/e/pain-et-culture/plan/1999/exporter/docx/").status_code == 404


def test_the_page_offers_every_format_and_keeps_the_filter(client: Client, heard: Cast) -> None:
    client.force_login(heard.manager)
    page = client.get("/e/pain-et-culture/plan/2011/exporter/?demande=1").content.decode()
    assert [f"/plan/2011/exporter/{format}/" in page for format in FORMATS] == [True] * len(FORMATS)
    assert '<input type="hidden" name="demande" value="1">' in page
    assert 'name="once"' not in page.partition('<form class="form"')[2].partition("</form>")[0]


def test_only_the_coordination_reads_the_record(client: Client, heard: Cast, django_assert_num_queries: Any) -> None:
    client.force_login(heard.manager)
    taken(client, heard, "csv")
    assert client.get("/e/pain-et-culture/exportations/").status_code == 403
    client.force_login(heard.coordinator)
    page = client.get("/e/pain-et-culture/exportations/").content.decode()
    assert "plan-2011-2012-pain-et-culture-2011-11-23.csv" in page
    assert heard.manager.name in page
