"""The plan as JSON, in a stable shape: `"format": "ententes-plan/1"`. Keys may be added under that name; none changes or goes.

{"format", "agreement": {"slug", "title", "region", "years"}, "plan": {"title", "year", "years", "dated", "dated_words"},
 "as_of", "filter", "bodies": [{"name", "acronym", "kind", "host", "constituted_from", "parent",
   "composition", "mandates": [text]}],
 "objectives": [{"number", "title"}],
 "sections": [{"code", "number", "title", "heading", "columns": [{"kind", "header", "year"}],
   "rows": [{"cells": [text], "actions": [code]}],
   "actions": [{"code", "text", "responsible": [{"words", "role", "body", "organisation", "confirmed"}],
     "schedules": {"2011-2012": {"words", "kind", "start", "end", "decide_by"}}, "targets": [{"number", "what", "per"}],
     "other": {header: words},
     "status", "flags": [{"kind", "day"}], "news": {"dated", "by", "text", "status"} | null}]}],
 "notes": [{"action", "dated", "by", "text", "status"}], "points": [{"sentence", "settled_by", "state", "settlement"}]}

Days are ISO dates or null. `status` and `flags` are there where the state was asked for, `news` where it was asked for by a member;
`notes` and `points` are empty in what the public gets.
"""

from __future__ import annotations

import json
from typing import Any

from ententes.agreements.queries import last_year_on

from .reading import ActionRead, News
from .table import Part, Table, shown_flags

FORMAT = "ententes-plan/1"


def write(table: Table) -> bytes:
    """The document, a whole .json."""
    return json.dumps(shape(table), ensure_ascii=False, indent=1, default=lambda day: day.isoformat()).encode()


def shape(table: Table) -> dict[str, Any]:
    """The document as plain values."""
    read = table.read
    agreement, plan = read.agreement, read.plan
    codes = {action.pk: action.code for action in read.actions}
    period = range(agreement.first_year, (last_year_on(agreement, read.as_of) or agreement.first_year) + 1) if agreement.first_year else ()
    return {
        "format": FORMAT,
        "agreement": {
            "slug": agreement.slug,
            "title": agreement.title,
            "region": agreement.region,
            "years": [agreement.fiscal_year(year).label for year in period],
        },
        "plan": {
            "title": plan.title,
            "year": agreement.fiscal_year(plan.year).label,
            "years": [year.label for year in read.years],
            "dated": plan.dated_on,
            "dated_words": plan.dated_words,
        },
        "as_of": read.as_of,
        "filter": table.filter,
        "bodies": [body._asdict() for body in read.bodies],
        "objectives": [{"number": number, "title": title} for number, title in read.objectives],
        "sections": [_section(table, part) for part in table.parts],
        "notes": [] if table.public else [{"action": codes[note.action], **_note(note)} for note in read.notes],
        "points": [] if table.public else [point._asdict() for point in read.points],
    }


def _section(table: Table, part: Part) -> dict[str, Any]:
    own = [column for column in part.columns if column.kind not in ("state", "news")]
    return {
        "code": part.section.code,
        "number": part.section.number,
        "title": part.section.title,
        "heading": part.heading,
        "columns": [{"kind": column.kind, "header": column.header, "year": column.year} for column in own],
        "rows": [{"cells": line.cells[: len(own)], "actions": [action.code for action in line.actions]} for line in part.lines],
        "actions": [_action(table, action) for line in part.lines for action in line.actions],
    }


def _action(table: Table, action: ActionRead) -> dict[str, Any]:
    agreement = table.read.agreement
    shown: dict[str, Any] = {
        "code": action.code,
        "text": action.text,
        "responsible": [
            {"words": one.words, "role": one.role, "body": one.body, "organisation": one.organisation, "confirmed": one.is_confirmed}
            for one in action.responsible
        ],
        "schedules": {
            agreement.fiscal_year(one.year).label: {
                "words": one.words,
                "kind": one.window.kind,
                "start": one.window.starts_on,
                "end": one.window.ends_on,
                "decide_by": one.window.decide_by,
            }
            for one in action.scheduled
        },
        "targets": [one._asdict() for one in action.counted],
        "other": dict(action.extras),
    }
    if table.state:
        shown["status"] = action.status
        shown["flags"] = [{"kind": flag.kind, "day": flag.day} for flag in shown_flags(action, public=table.public)]
    if table.news:
        shown["news"] = _note(action.news) if action.news else None
    return shown


def _note(note: News) -> dict[str, Any]:
    return {"dated": note.dated_on, "by": note.author, "text": note.text, "status": note.status}
