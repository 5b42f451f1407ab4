"""Out as Word and in again: the same agreement, the same bodies, the same plan, to the letter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ententes.agreements.models import Agreement
from ententes.exporting import export
from ententes.importing import acts
from ententes.people.models import Person
from tests.cast import NOW, make_person
from tests.exporting.conftest import TEXT, rows_of
from tests.importing.corpus import SAMPLES, build
from tests.importing.uploads import brought

TODAY = date(2011, 11, 23)


def told(agreement: Agreement) -> dict[str, Any]:
    """Everything the document should bring back."""
    plan = agreement.plans.get()
    return {
        "agreement": (agreement.title, agreement.region, agreement.field, agreement.context, agreement.purpose, agreement.signed),
        "plan": (plan.title, plan.year, plan.years, plan.dated_on, plan.dated_words),
        "bodies": {
            body.name: (
                body.acronym,
                body.kind,
                body.composition,
                str(body.parent),
                str(body.host),
                [one.words for one in body.mandates.all()],
            )
            for body in agreement.bodies.all()
        },
        "sections": [(section.code, section.heading, section.title) for section in plan.sections.all()],
        "rows": [(row.headers, row.cells) for row in plan.source_rows.all()],
        "actions": [
            (
                action.code,
                action.text,
                [(one.words, one.role, str(one.body), str(one.organisation)) for one in action.responsibilities.all()],
                [(one.year, one.words, one.kind, one.starts_on, one.ends_on, one.decide_by) for one in action.schedules.all()],
                [(one.number, one.what, one.per) for one in action.targets.all()],
                action.extras,
            )
            for action in plan.actions.all()
        ],
    }


def again(agreement: Agreement, person: Person, **options: Any) -> Agreement:
    made = export(agreement, agreement.plans.get(), format="docx", as_of=TODAY, **options)
    return acts.build(brought(person, made.content, made.filename), by=person, when=NOW)


@pytest.fixture
def person(db: None) -> Person:
    return make_person("Odile Ouvreur", opens_agreements=True)


@pytest.fixture
def imported(person: Person) -> Agreement:
    return acts.build(brought(person, TEXT.read_bytes(), TEXT.name), by=person, when=NOW)


def test_the_reference_comes_back_the_same_through_word(person: Person, imported: Agreement) -> None:
    assert told(again(imported, person, state=False, news=False)) == told(imported)


def test_its_cells_are_those_of_the_file_byte_for_byte(person: Person, imported: Agreement) -> None:
    plan = again(imported, person, state=False, news=False).plans.get()
    assert [row.cells for row in plan.source_rows.all()] == [row for _heading, _headers, rows in rows_of(TEXT.read_text()) for row in rows]


def test_the_columns_of_state_and_news_are_kept_beside_the_same_plan(person: Person, imported: Agreement) -> None:
    before, after = told(imported), told(again(imported, person))
    assert [action[:5] for action in after["actions"]] == [action[:5] for action in before["actions"]]
    assert after["actions"][0][5] == {"État au 23\u00a0novembre\u00a02011": "À venir, sans nouvelles depuis le 1er\u00a0avril\u00a02011"}
    assert {key: after[key] for key in ("agreement", "plan", "bodies", "sections")} == {
        key: before[key] for key in ("agreement", "plan", "bodies", "sections")
    }


@pytest.mark.parametrize("name", SAMPLES)
def test_plans_of_other_shapes_come_back_with_the_same_words(name: str, person: Person, tmp_path: Path) -> None:
    path = build(name, tmp_path, "docx").path
    imported = acts.build(brought(person, path.read_bytes(), path.name), by=person, when=NOW)
    before, after = told(imported), told(again(imported, person, state=False, news=False))
    assert after["plan"] == before["plan"]
    assert [heading for _code, heading, _title in after["sections"]] == [heading for _code, heading, _title in before["sections"]]
    assert [(action[1], action[2], action[3]) for action in after["actions"]] == [
        (action[1], action[2], action[3]) for action in before["actions"]
    ]
