"""The neutral table: the rows of the source again while nothing was touched, the present words where something was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from ententes.exporting import export
from ententes.exporting.reading import read
from ententes.exporting.table import Table, table
from ententes.plans.models import Action, Note, Plan, Responsibility, Schedule, Section
from ententes.plans.queries.filters import Filters
from tests.cast import Cast, make_action
from tests.exporting.conftest import TEXT, make_reference, note, rows_of

TODAY = date(2011, 11, 23)


def drawn(plan: Plan, **options: Any) -> Table:
    return table(read(plan, as_of=options.pop("as_of", TODAY), keep=options.pop("keep", None)), **options)


def cells(made: Table) -> list[list[str]]:
    return [list(line.cells) for _part, line in made.lines]


def test_the_table_of_an_untouched_plan_is_that_of_the_document(reference: Plan) -> None:
    made = drawn(reference)
    assert [
        (part.heading, [column.header for column in part.columns], [list(line.cells) for line in part.lines]) for part in made.parts
    ] == rows_of(TEXT.read_text(encoding="utf-8"))
    assert [len(line.actions) for _part, line in made.lines].count(2) == 1


def test_a_reworded_action_shows_its_present_words_and_keeps_its_other_cells(reference: Plan) -> None:
    action = reference.actions.first()
    Action.objects.filter(pk=action.pk).update(text="Engager quelqu’un", revision=2)
    assert cells(drawn(reference))[0] == ["Engager quelqu’un", "Comité de gestion / CRÉ/ PRESCN", "En continu", "En continu"]


def test_a_mark_taken_off_by_hand_stays_off(reference: Plan) -> None:
    action = reference.actions.get(text__startswith="Choisir l'organisme")
    source = action.source_row
    source.cells[0] += "!"
    source.save()
    assert "Choisir l'organisme responsable!" in [row[0] for row in cells(drawn(reference))]
    Action.objects.filter(pk=action.pk).update(revision=2)
    assert "Choisir l'organisme responsable" in [row[0] for row in cells(drawn(reference))]


def test_another_schedule_and_another_responsible_replace_those_of_the_source(reference: Plan) -> None:
    action = reference.actions.first()
    Schedule.objects.filter(action=action, year=2011).update(words="Hiver 2012", kind="season")
    Responsibility.objects.filter(action=action, words="CRÉ").delete()
    assert cells(drawn(reference))[0][1:] == ["Comité de gestion / PRESCN", "Hiver 2012", "En continu"]


def test_two_actions_of_one_row_part_when_one_of_them_changes(reference: Plan) -> None:
    second = reference.actions.get(text="Réaliser 5 rencontres du PRESCN")
    second.text = "Réaliser 6 rencontres du PRESCN"
    second.save()
    rows = [row[0] for row in cells(drawn(reference))]
    place = rows.index("Réaliser 6 rencontres du PRESCN")
    assert rows[place - 1] == "Poursuivre l'animation du milieu et structurer les mécanismes de concertation à un niveau régional"


def test_two_actions_of_one_row_part_when_one_goes_or_is_left_out(reference: Plan) -> None:
    second = reference.actions.get(text="Réaliser 5 rencontres du PRESCN")
    keep = set(reference.actions.exclude(pk=second.pk).values_list("pk", flat=True))
    short = "Poursuivre l'animation du milieu et structurer les mécanismes de concertation à un niveau régional"
    assert short in [row[0] for row in cells(drawn(reference, keep=keep))]
    Action.objects.filter(pk=second.pk).update(removed_at=datetime(2011, 10, 1, tzinfo=UTC))
    assert short in [row[0] for row in cells(drawn(reference))]


def test_an_added_action_and_a_section_without_a_source_take_the_usual_columns(cast: Cast) -> None:
    Section.objects.filter(pk=cast.section.pk).update(columns=[])
    cast.plan.refresh_from_db()
    made = drawn(cast.plan)
    assert [column.header for column in made.parts[0].columns] == ["Actions", "Responsables/collaborateurs", "2011-2012", "2012-2013"]
    assert cells(made)[0] == ["Bâtir un four communal", "Comité des fours", "Automne 2011", "En continu"]


def test_an_action_moved_under_other_columns_is_said_in_its_own_words(reference: Plan) -> None:
    section = reference.sections.last()
    section.columns = [{"kind": "action", "header": "Actions"}, {"kind": "deadline", "header": "Échéance"}]
    section.save()
    assert cells(drawn(reference))[-1][1:] == ["En continu"]


def test_the_state_is_what_was_known_that_day(reference: Plan) -> None:
    third, fourth = 2, 3
    november = cells(drawn(reference, state=True, news=True, public=False))
    assert november[third][4:] == [
        "Réalisée",
        "20\u00a0juin\u00a02011 (coordination de l’entente)\u00a0: Comité formé le 14 juin, onze membres.",
    ]
    assert november[fourth][4] == "En cours, en retard depuis le 1er\u00a0juillet\u00a02011"
    assert cells(drawn(reference, state=True, as_of=date(2011, 12, 5)))[fourth][4] == "Réalisée en partie"
    assert cells(drawn(reference, state=True, as_of=date(2011, 5, 1)))[fourth][4] == "À venir"


def test_a_note_written_afterwards_was_not_known(reference: Plan) -> None:
    coordination = Note.objects.first()
    capacity = type("Held", (), {"coordination": coordination.coordination, "person": coordination.author})
    action = reference.actions.first()
    note(action, capacity, "Poste affiché.", date(2011, 11, 20), "under_way", datetime(2011, 11, 24, 5, 30, tzinfo=UTC))
    assert cells(drawn(reference, state=True))[0][4] == "À venir"
    assert cells(drawn(reference, state=True, as_of=date(2011, 11, 24)))[0][4] == "En cours"


def test_the_public_is_told_of_lateness_only(reference: Plan) -> None:
    assert {row[4] for row in cells(drawn(reference, state=True, news=True))} == {
        "À venir", "Réalisée", "En cours, en retard depuis le 1er\u00a0juillet\u00a02011",
        "À venir, en retard depuis le 1er\u00a0juillet\u00a02011", "À venir, en retard depuis le 1er\u00a0septembre\u00a02011",
    }  # fmt: skip
    assert {len(row) for row in cells(drawn(reference, state=True, news=True))} == {5}


def test_labels_follow_the_reader_and_the_words_of_the_plan_do_not(reference: Plan) -> None:
    with translation.override("en"):
        made = drawn(reference, state=True)
    assert made.as_of == "November\u00a023,\u00a02011"
    assert cells(made)[0][0].startswith("Engager un coordonnateur")


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx", "csv", "json"])
def test_no_plan_makes_the_queries_grow(db: None, format: str) -> None:
    small, large = make_reference(), make_reference(10, "grande")
    found = []
    for plan, keep in ((small, 1), (small, 30), (large, 300)):
        for action in plan.actions.all()[keep:]:
            Action.objects.filter(pk=action.pk).update(removed_at=datetime(2011, 4, 1, tzinfo=UTC))
        for filters in (None, Filters(year=2011)):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                export(plan.agreement, Plan.objects.get(pk=plan.pk), format=format, as_of=TODAY, filters=filters)
            found.append((filters is None, len(queries)))
        Action.objects.filter(plan=plan).update(removed_at=None)
    assert len(set(found)) == 2


def test_a_plan_without_actions_is_still_a_document(cast: Cast) -> None:
    Action.objects.all().delete()
    for format in ("docx", "pdf", "xlsx", "csv", "json"):
        assert export(cast.agreement, cast.plan, format=format, as_of=TODAY).content


def test_a_name_keeps_to_plain_letters(cast: Cast) -> None:
    make_action(cast.section, "Cuire")
    assert export(cast.agreement, cast.plan, format="csv", as_of=TODAY).filename == "plan-2011-2012-pain-et-culture-2011-11-23.csv"
