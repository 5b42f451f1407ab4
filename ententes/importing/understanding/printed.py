"""A reading in the stable shape that `ententes read FILE --json` prints: names in place of keys, one place for each thing."""

from __future__ import annotations

from typing import Any

from ententes.ground.years import FiscalYear
from ententes.importing.reading import ActionRead, BodyRead, Reading, RowRead, ScheduleRead
from ententes.importing.tree import Place

from .points import sentence

#: The kinds of windows in the words of the printed shape; `precision` keeps the kind as computed.
_KINDS = {"day": "date", "by": "range", "year": "range", "recurrent": "recurring", "unreadable": "unspecified"}


def printed(reading: Reading) -> dict[str, Any]:
    """The reading as plain data: agreement, bodies with their mandates, sections with their actions, points, and what was not understood.

    `line` is a line number (text), a block (Word, LibreOffice, PDF) or `Sheet!A5` (workbooks). A plan with one column of deadlines has its
    schedule under the key `""`. A « d'ici » is a range without a start, and an unreadable schedule is `unspecified` with its words.
    """
    agreement = reading.agreement
    years = agreement.title_years + [year for year in agreement.column_years if year not in agreement.title_years]
    bodies = {one.key: one.name for one in reading.bodies}
    names = bodies | {one.key: one.name for one in reading.organisations}
    rows = {one.key: one for one in reading.rows}
    return {
        "agreement": {
            "title": agreement.title,
            "plan": agreement.plan_title,
            "region": agreement.region,
            "field": agreement.field,
            "years": [FiscalYear(year, agreement.year_month).label for year in years],
            "period": [FiscalYear(year, agreement.year_month).label for year in agreement.period],
            "dated": agreement.dated_on.isoformat() if agreement.dated_on else agreement.dated_words,
            "signed": agreement.signed,
            "context": agreement.context,
            "purpose": agreement.purpose,
            "language": agreement.language,
            "clauses": [{"number": one.number, "text": one.words, "line": line(one.place)} for one in reading.clauses],
        },
        "organisations": [{"name": one.name, "acronym": one.acronym, "aliases": one.aliases} for one in reading.organisations],
        "bodies": [_body(one, names) for one in reading.bodies],
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "line": line(section.place),
                "actions": [
                    _action(one, rows[one.row], bodies, agreement.year_month) for one in reading.actions if one.section == section.key
                ],
            }
            for section in reading.sections
        ],
        "points": [
            {
                "kind": one.kind,
                "sentence": sentence(one.kind, one.params),
                "line": line(one.places[0]) if one.places else None,
                "lines": [line(place) for place in one.places],
                "settled_by": names.get(one.settled_by, ""),
            }
            for one in reading.points
        ],
        "not_understood": [{"text": one.words, "line": line(one.place)} for one in reading.unread],
    }


def line(place: Place) -> int | str:
    """Where something stands, as a person would look for it: `Plan!B5` in a workbook, a number otherwise."""
    if place.sheet is None:
        return place.line
    return f"{place.sheet}!{_letters(place.column or 1)}{place.row or place.line}"


def _letters(column: int) -> str:
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _body(body: BodyRead, names: dict[str, str]) -> dict[str, Any]:
    return {
        "name": body.name,
        "acronym": body.acronym,
        "aliases": body.aliases,
        "kind": body.kind,
        "parent": names.get(body.parent, ""),
        "host": names.get(body.host, ""),
        "constituted_from": names.get(body.constituted_from, ""),
        "composition": body.composition,
        "mandates": [
            {"verbs": one.verbs, "subject": one.subject, "addressee": one.addressee, "text": one.words, "line": line(one.place)}
            for one in body.mandates
        ],
        "line": line(body.place),
    }


def _action(action: ActionRead, row: RowRead, bodies: dict[str, str], month: int) -> dict[str, Any]:
    return {
        "code": action.code,
        "text": action.text,
        "row": " | ".join(row.cells),
        "line": line(action.place),
        "responsible": [{"name": one.words, "body": bodies.get(one.body, ""), "role": one.role} for one in action.responsibilities],
        "schedules": {"" if one.deadline else FiscalYear(one.year, month).label: _schedule(one) for one in action.schedules},
        "targets": [{"number": one.number, "what": one.what, "per": one.per} for one in action.targets],
        "other": action.extras,
    }


def _schedule(schedule: ScheduleRead) -> dict[str, Any]:
    window = schedule.window
    return {
        "words": schedule.words,
        "kind": _KINDS.get(window.kind, window.kind),
        "precision": window.kind,
        "start": window.starts_on.isoformat() if window.starts_on else None,
        "end": window.ends_on.isoformat() if window.ends_on else None,
        "decide_by": window.decide_by.isoformat() if window.decide_by else None,
    }
