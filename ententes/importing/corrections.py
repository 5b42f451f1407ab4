"""What a person changes in a reading before it is built: which fields, under which limits, and how the changes apply.

Corrections stay apart from the reading: `{key: {field: value, "dismissed": True, "revision": 7}}`. A reading here is plain data
(`Reading.as_json`), so that the review page reads it without building a thousand objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ententes.ground.windows import Window, window
from ententes.ground.years import FiscalYear

from .reading import Reading

Plain = dict[str, Any]

AGREEMENT = "agreement"
KINDS = ("agreement", "clauses", "organisations", "bodies", "mandates", "sections", "actions", "points")


@dataclass(frozen=True, slots=True)
class Limit:
    """How long the words of a field may be, and whether they may be empty."""

    most: int
    required: bool = False


TEXTS: dict[str, dict[str, Limit]] = {
    "agreement": {
        "title": Limit(400, True),
        "plan_title": Limit(300),
        "region": Limit(200),
        "field": Limit(200),
        "context": Limit(50_000),
        "purpose": Limit(50_000),
    },
    "clauses": {"number": Limit(20, True), "words": Limit(50_000)},
    "organisations": {"name": Limit(300, True), "acronym": Limit(40)},
    "bodies": {"name": Limit(200, True), "acronym": Limit(20), "composition": Limit(10_000)},
    "mandates": {"words": Limit(10_000, True), "subject": Limit(500), "addressee": Limit(300)},
    "sections": {"title": Limit(500, True)},
    "actions": {"text": Limit(20_000, True)},
    "points": {"settlement": Limit(10_000)},
}
"""The fields of each kind that hold words, as a person may change them."""

OTHERS: dict[str, tuple[str, ...]] = {
    "agreement": ("year", "dated_on"),
    "bodies": ("kind", "parent", "host"),
    "sections": ("number",),
    "actions": ("section", "responsibilities", "schedules", "targets"),
}
"""The other fields that may be changed: choices, years, and the lines under an action."""

MARKS = ("dismissed", "revision")


def items(plain: Plain) -> Iterator[tuple[str, Plain]]:
    """Every item that has a key, with its kind; mandates come after their body."""
    for kind in KINDS[1:]:
        if kind != "mandates":
            for item in plain[kind]:
                yield kind, item
                if kind == "bodies":
                    for mandate in item["mandates"]:
                        yield "mandates", mandate


def found(plain: Plain, key: str) -> tuple[str, Plain] | None:
    """The kind and the item that a key names; `agreement` names the agreement itself."""
    if key == AGREEMENT:
        return AGREEMENT, plain[AGREEMENT]
    return next(((kind, item) for kind, item in items(plain) if item["key"] == key), None)


def dismissed(corrections: Mapping[str, Any]) -> set[str]:
    """The keys of the items that were set aside."""
    return {key for key, changes in corrections.items() if changes.get("dismissed")}


def corrected(plain: Plain, corrections: Mapping[str, Any]) -> Plain:
    """The same reading with the changes in place, dismissed items included. What is not changed is shared, not copied."""
    if not corrections:
        return plain
    made = dict(plain)
    made[AGREEMENT] = _changed("agreement", plain[AGREEMENT], corrections.get(AGREEMENT), made)
    for kind in KINDS[1:]:
        if kind != "mandates":
            made[kind] = [_changed(kind, item, corrections.get(item["key"]), made) for item in plain[kind]]
    made["bodies"] = [
        body | {"mandates": [_changed("mandates", one, corrections.get(one["key"]), made) for one in body["mandates"]]}
        for body in made["bodies"]
    ]
    return made


def _changed(kind: str, item: Plain, changes: Mapping[str, Any] | None, plain: Plain) -> Plain:
    if not changes:
        return item
    made = dict(item)
    for field, value in changes.items():
        if field in MARKS or field == "settlement":
            continue
        if field == "year":
            made["title_years"] = [value] + [year for year in item["title_years"] if year > value]
        elif field == "schedules":
            made["schedules"] = [_rescheduled(one, value.get(str(one["year"])), plain) for one in item["schedules"]]
        else:
            made[field] = value
    return made


def _rescheduled(schedule: Plain, words: str | None, plain: Plain) -> Plain:
    if words is None or words == schedule["words"]:
        return schedule
    return schedule | {"words": words, "window": plain_window(words, schedule["year"], plain)}


def plain_window(words: str, year: int, plain: Plain) -> Plain:
    """The window of words, as plain data, in the years of the agreement that was read."""
    made = window(words, year, month=plain[AGREEMENT]["year_month"])
    return {"kind": made.kind} | {name: _iso(getattr(made, name)) for name in ("starts_on", "ends_on", "decide_by")}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def window_of(plain: Mapping[str, Any]) -> Window:
    """The window that plain data says."""
    days = {name: date.fromisoformat(plain[name]) if plain[name] else None for name in ("starts_on", "ends_on", "decide_by")}
    return Window(plain["kind"], **days)


def kept(plain: Plain, set_aside: set[str]) -> Plain:
    """What remains once dismissed items are left out, with what only hung from them: the actions of a section, the points of an action."""
    made = dict(plain)
    for kind in KINDS[1:]:
        if kind != "mandates":
            made[kind] = [item for item in plain[kind] if item["key"] not in set_aside]
    made["bodies"] = [body | {"mandates": [one for one in body["mandates"] if one["key"] not in set_aside]} for body in made["bodies"]]
    sections = {section["key"] for section in made["sections"]}
    made["actions"] = [action for action in made["actions"] if action["section"] in sections]
    rows = {action["row"] for action in made["actions"]}
    made["rows"] = list(_rows_kept(plain, rows))
    before = {item["key"] for _, item in items(plain)} | {row["key"] for row in plain["rows"]}
    gone = before - {item["key"] for _, item in items(made)} - rows
    made["points"] = [point for point in made["points"] if point["about"] not in gone]
    return made


def _rows_kept(plain: Plain, used: set[str]) -> Iterator[Plain]:
    """The rows of the actions that remain, each with the rows that only complete it."""
    told = {action["row"] for action in plain["actions"]}
    keeping = True
    for row in plain["rows"]:
        keeping = row["key"] in used if row["key"] in told else keeping
        if keeping:
            yield row


def applied(plain: Plain, corrections: Mapping[str, Any]) -> Reading:
    """The reading as it would be built."""
    return Reading.from_json(kept(corrected(plain, corrections), dismissed(corrections)))


def merged(plain: Plain, corrections: Mapping[str, Any], key: str, changes: Mapping[str, Any], revision: int) -> Plain:
    """The corrections with these changes added; a value brought back to what was read is no longer a correction."""
    which = found(plain, key)
    assert which is not None
    before = dict(corrections.get(key, {}))
    for field, value in changes.items():
        if value == _as_read(which[1], field):
            before.pop(field, None)
        else:
            before[field] = value
    before["revision"] = revision
    return dict(corrections) | {key: before}


def _as_read(item: Plain, field: str) -> Any:
    if field == "schedules":
        return {str(one["year"]): one["words"] for one in item["schedules"]}
    if field == "year":
        return plan_year({AGREEMENT: item})
    if field == "dismissed":
        return False
    return item.get(field, "")


def plan_year(plain: Plain) -> int | None:
    """The calendar year in which the plan's first fiscal year starts: said by the title, the columns, the period or the date."""
    read = plain[AGREEMENT]
    for years in (read["title_years"], read["column_years"], read["period"]):
        if years:
            return int(min(years))
    if read["dated_on"]:
        day = date.fromisoformat(read["dated_on"])
        return day.year if day.month >= read["year_month"] else day.year - 1
    return None


def proposed_title(plain: Plain) -> str:
    """The title that a plan is given where the document names none: « Plan d’action 2011-2012 », from its first year to its last."""
    read, first = plain[AGREEMENT], plan_year(plain)
    with translation.override(read["language"] or None):
        if first is None:
            return str(_("Plan d’action"))
        month = read["year_month"]
        last = FiscalYear(max([first, *read["column_years"]]), month).label
        own = FiscalYear(first, month).label
        years = own if own == last else f"{first}-{last[-4:]}"
        return str(_("Plan d’action %(years)s") % {"years": years})
