"""Documents of every shape and format go the whole way: read, shown, built without losing a word, undone without leaving one."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from ententes.importing import acts
from ententes.importing.states import Stage
from ententes.plans.models import Action, Schedule, SourceRow
from tests.cast import NOW, Cast
from tests.importing.corpus import BUILDERS
from tests.importing.uploads import brought


def rows_by_model() -> dict[str, int]:
    return {
        model.__name__: count
        for model in apps.get_models()
        if model.__module__.startswith("ententes.") and (count := model.objects.count())
    }


@pytest.mark.parametrize("name", BUILDERS)
def test_a_document_goes_the_whole_way(cast: Cast, name: str, tmp_path: Path) -> None:
    path = BUILDERS[name](tmp_path).path
    upload = brought(cast.opener, path.read_bytes(), path.name)
    assert (upload.stage, upload.refusal) == (Stage.READ, "")
    client = Client()
    client.force_login(cast.opener)
    assert client.get(f"/importer/{upload.pk}/").status_code == 200

    before = rows_by_model()
    plan = acts.build(upload, by=cast.opener, when=NOW).plans.get()
    read = upload.reading
    actions = Action.objects.filter(plan=plan)
    assert [one.text for one in actions] == [one["text"] for one in read["actions"]]
    assert len({one.code for one in actions}) == actions.count()
    assert [row.cells for row in SourceRow.objects.filter(plan=plan)] == [row["cells"] for row in read["rows"]]
    assert [section.actions.count() for section in plan.sections.all()] == [
        sum(one["section"] == section["key"] for one in read["actions"]) for section in read["sections"]
    ]
    assert all(
        len(section.columns) == len(row["headers"]) for section in plan.sections.all() for row in read["rows"][:1] if section.position == 0
    )
    told = {(index, one["year"], one["words"]) for index, action in enumerate(read["actions"]) for one in action["schedules"]}
    places = {pk: index for index, pk in enumerate(actions.values_list("pk", flat=True))}
    assert {(places[one.action_id], one.year, one.words) for one in Schedule.objects.filter(action__plan=plan)} == told
    assert set(plan.years) >= {one.year for one in Schedule.objects.filter(action__plan=plan)}
    acts.undo(upload, by=cast.opener, when=NOW)
    assert rows_by_model() == before
