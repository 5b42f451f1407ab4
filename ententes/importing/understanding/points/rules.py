"""The rules in the order in which their points are shown: the document, who, powers, the table."""

from __future__ import annotations

from ententes.importing.reading import PointRead

from . import document, names, powers, table
from .found import Known, Rule

ALL: tuple[Rule, ...] = (
    document.year_guessed,
    document.title_years,
    document.clauses_without_text,
    document.numbers_announced,
    document.objectives_without_action,
    document.plurals_of_two_kinds,
    names.spelling_variants,
    names.acronyms_not_introduced,
    names.acronyms_in_two_cases,
    names.acronyms_of_something_else,
    names.bodies_beyond_those_announced,
    names.unknown_responsibles,
    names.several_leads,
    names.nobody_responsible,
    powers.powers_exceeded,
    powers.own_work_validated,
    powers.subjects_without_action,
    powers.mandates_without_action,
    table.schedules_before_document,
    table.schedules_outside_year,
    table.one_off_ongoing,
    table.one_off_then_ongoing,
    table.empty_cells,
    table.empty_columns,
    table.two_actions_in_row,
    table.to_be_assessed,
    table.unreadable_schedules,
    table.same_action_twice,
    # Last: it depends on the format, and the keys of the others must not.
    document.no_ending,
)


def find_points(known: Known) -> list[PointRead]:
    """Every point that the rules find, numbered in their order."""
    found = [one for rule in ALL for one in rule(known)]
    return [PointRead(f"point-{place}", one.kind, one.params, one.about, one.settled_by, one.places) for place, one in enumerate(found, 1)]
