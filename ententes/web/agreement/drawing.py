"""The plan at a glance, drawn: one thin band an action under its objective, or one band an objective when the plan is long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from ententes.agreements.models import Agreement
from ententes.ground import bands
from ententes.ground.wording import colon
from ententes.plans.queries.filters import Filters
from ententes.plans.queries.listing import Listing, Part, Row
from ententes.web.access import ACCESS

LONGEST = 60
"""Actions that are drawn one by one; more than that is no glance any more."""


def drawn(agreement: Agreement, found: Listing, today: date, plan_url: str) -> dict[str, Any]:
    """What the home shows of a plan under its counts. Reads no row."""
    scale = bands.Scale([agreement.fiscal_year(year) for year in found.plan.years], agreement.seasons)
    parts = [part for part in found.parts if part.rows]
    head = {"defs": scale.defs(), "axis": bands.axis(scale, today), "one_by_one": found.total <= LONGEST}
    if found.total > LONGEST:
        return head | {"parts": [_together(part, scale, today, plan_url) for part in parts]}
    known: dict[int, Markup] = {}
    rows = {part.key: [_alone(agreement, row, scale, today, known) for row in part.rows] for part in parts}
    return head | {"parts": [_named(part, plan_url) | {"rows": rows[part.key]} for part in parts]}


def _named(part: Part, plan_url: str) -> dict[str, Any]:
    """Its title, and the address of the plan where it shows only that."""
    url = plan_url + Filters(section=part.code).address() if plan_url and part.code else ""
    return {"number": part.number, "title": part.title, "count": len(part.rows), "url": url}


def _alone(agreement: Agreement, row: Row, scale: bands.Scale, today: date, known: dict[int, Markup]) -> dict[str, Any]:
    if id(row.cells) not in known:
        known[id(row.cells)] = bands.band(scale, row.cells, (), today)
    url = reverse("action", kwargs={"agreement": agreement.slug, "action": row.pk}) if "action" in ACCESS else ""
    return {
        "code": row.code, "text": row.text, "status": row.status, "url": url,
        "band": known[id(row.cells)], "dots": bands.marks(scale, row.days),
    }  # fmt: skip


def _together(part: Part, scale: bands.Scale, today: date, plan_url: str) -> dict[str, Any]:
    """The windows of an objective on one band, with how many actions say what. A blank, which would hide the others, is said only."""
    cells = {cell for row in part.rows for cell in row.cells if cell[2].kind != "unspecified"}
    # A line drawn under a period would vanish where they meet.
    in_order = sorted(cells, key=lambda cell: (cell[2].kind in ("ongoing", "recurrent"), str(cell)))
    words = _counted(part.rows, scale)
    return _named(part, plan_url) | {"words": words, "band": bands.overlaid(scale, in_order, "; ".join(words), today)}


def _counted(rows: Sequence[Row], scale: bands.Scale) -> list[str]:
    """« 2011-2012 : Automne 2011 (8), En continu (11) », a sentence a year."""
    said: dict[int, Counter[str]] = {}
    for row in rows:
        for year, words, _window in row.cells:
            said.setdefault(year, Counter())[words or _("non précisé")] += 1
    labels = {year.start: year.label for year in scale.years}
    return [
        f"{labels[year]}{colon()}" + ", ".join(f"{words} ({count})" for words, count in counts.most_common())
        for year, counts in sorted(said.items())
    ]
