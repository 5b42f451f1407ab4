"""Tables of a PDF that nobody drew: columns by the white between them, under a line of headers, and rows by the white above them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from ententes.ground.french import even

from .pdf_lines import Line, lines_of, wraps
from .pdf_tables import Cell, Grid

_HEADER = re.compile(
    r"\b(?:actions?|activit|mesures?\b|moyens?\b|interventions?\b|taches?\b|tasks?\b|projets?\b|livrables?|deliverables?|initiatives?\b"
    r"|responsab|porteu|pilotes?\b|leads?\b|owners?\b|who\b|qui\b|quand\b|when\b|partenair|partners?\b|collabora|echean|calendrier|dates?\b"
    r"|delais?\b|periodes?\b|timeline|time ?frame|deadline|due\b|annees?\b|an [1-5]\b|years?\b|objecti|axes?\b"
    r"|orientations?\b|volets?\b|priorit|goals?\b|indicat|cibles?\b|targets?\b|resultats?\b|results?\b|budget|couts?\b|montants?\b|costs?\b"
    r"|etat\b|statut|status\b|suivi\b|remarques?\b|commentaires?\b|notes?\b|comments?\b|instances?\b|comites?\b|committees?\b|composition"
    r"|mandats?\b|mandates?\b|roles?\b|membres?\b|members?\b)|^(?:no|n°|#)\.?$|^(?:19|20)[0-9]{2}(?: ?[-/] ?[0-9]{2,4})?$"
)
_OPEN = re.compile(r"(?:,|-|\b(?:a|au|aux|d[eu]|des|en|et|l[ae]s?|l'|ou|par|pour|sur|une?|and|for|in|of|the|to|with))$")
"""How a line ends when a name goes on in the next one."""
_LONGEST = 45
_GUTTER = 0.6
"""The least white between two columns, in letters."""


@dataclass(slots=True)
class Sketch:
    """A table being found: the left edges of its columns once it is, the lines in its rows, and the lines of titles across it."""

    spans: list[list[float]]
    heads: int
    lines: list[Line] = field(default_factory=list)
    across: list[Line] = field(default_factory=list)
    goes_on: bool = False

    def fits(self, parts: Sequence[Line]) -> list[list[float]] | None:
        """What the columns cover with one more line, unless two of them would touch."""
        spans = _joined([*self.spans, *([part.x0, part.x1] for part in parts)], _GUTTER * parts[0].size)
        return spans if len(spans) >= self.heads and all(sum(_over(own, one) for one in self.spans) < 2 for own in spans) else None


def parts_of(line: Line) -> list[Line]:
    """A line cut where the white is wider than between two words."""
    runs: list[list[dict[str, Any]]] = []
    for word in line.words:
        if runs and word["x0"] - runs[-1][-1]["x1"] < _GUTTER * line.size:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [one for run in runs for one in lines_of(run)]


def columns(lines: list[Line], rules: Sequence[float], right: float, before: Grid | None) -> tuple[list[Grid], list[Line]]:
    """The tables without lines of one page, and the lines outside them.

    `rules` are the heights of horizontal lines, `right` is where full lines end, `before` the table that ends the page before: it goes on
    when the first lines of this one stand in its columns.
    """
    found: list[Grid] = []
    left: list[Line] = []
    at = 0
    while at < len(lines):
        sketch = _begun(lines, at) or (_going_on(lines, before) if at == 0 and before else None)
        end = _grown(sketch, lines, at) if sketch else at
        grid = _grid(sketch, rules, right, found[-1] if found else before) if sketch else None
        if grid is None:
            left.append(lines[at])
            at += 1
            continue
        found.append(grid)
        at = end
    return found, left


def begins(lines: Sequence[Line]) -> Line | None:
    """The first line of headers, if any."""
    return next((line for line in lines if heads(line)), None)


def heads(line: Line) -> bool:
    """Whether a line reads as the headers of a table: several short parts, half of which name columns."""
    return _heads(parts_of(line))


def _heads(parts: Sequence[Line]) -> bool:
    known = sum(_HEADER.search(even(part.text)) is not None for part in parts if ":" not in part.text)
    return len(parts) > 1 and known >= min(len(parts), max(2, len(parts) // 2)) and all(len(part.text) <= _LONGEST for part in parts)


def _begun(lines: Sequence[Line], at: int) -> Sketch | None:
    parts = parts_of(lines[at])
    if not _heads(parts):
        return None
    return Sketch([[part.x0, part.x1] for part in parts], len(parts), [lines[at]])


def _going_on(lines: Sequence[Line], before: Grid) -> Sketch | None:
    edges = [*before.columns, float("inf")]
    spans = [[edge, edge + 1] for edge in before.columns]
    parts = parts_of(lines[0])
    inside = all(any(here - 2 <= part.x0 and part.x1 < after for here, after in pairwise(edges)) for part in parts)
    several = lines[0].text[0].islower() or any(len(parts_of(line)) > 1 for line in lines[:4])
    return Sketch(spans, len(spans), [lines[0]], goes_on=True) if inside and several else None


def _grown(sketch: Sketch, lines: Sequence[Line], at: int) -> int:
    """Take in the lines that stand in the columns, and the titles across them; the index of the first line after the table."""
    size = lines[at].size
    end = at + 1
    while end < len(lines):
        line = lines[end]
        parts = parts_of(line)
        if line.size > size * 1.2:
            break
        spans = sketch.fits(parts)
        first = line.x0 < min(span[0] for span in sketch.spans) + 3
        if len(parts) == 1 and first and _titles_another(lines[at], lines, end):
            break
        if len(parts) == 1 and first and _stands_out(lines, end):
            sketch.across.append(line)
        elif spans and (len(parts) > 1 or _within(parts[0], sketch.spans)):
            sketch.spans = spans
            sketch.lines.append(line)
        elif len(parts) == 1 and _titles(sketch, lines, end):
            sketch.across.append(line)
        else:
            break
        end += 1
    return end


def _titles_another(header: Line, lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the title of another table: headers, or a whole row in bold, follow it, that are not those of this table."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.text == header.text or len(parts_of(below)) < 2 or lines[at].text[0].islower():
        return False
    return heads(below) or (below.bold and lines[at].bold and lines[at].top - lines[at - 1].bottom > lines[at].size)


def _stands_out(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line in bold is a title inside the table: alone in the first column, over a row that is not in bold."""
    line, above = lines[at], lines[at - 1]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if not line.bold or below is None or below.bold or len(parts_of(below)) < 2:
        return False
    return line.top - above.bottom > below.top - line.bottom - 1


def _within(part: Line, spans: Sequence[Sequence[float]]) -> bool:
    """Whether a line of one part stands in one column: it begins where one begins, and ends before the next."""
    starts = sorted(span[0] for span in spans)
    column = max((start for start in starts if start <= part.x0 + 3), default=None)
    following = next((start for start in starts if column is not None and start > column), float("inf"))
    return column is not None and part.x1 < following - 2


def _titles(sketch: Sketch, lines: Sequence[Line], at: int) -> bool:
    """Whether a line that crosses columns is a title inside the table: short, closed by no full stop, and rows follow it at once."""
    for after in range(at, min(at + 4, len(lines))):
        parts = parts_of(lines[after])
        if len(parts) > 1:
            return after > at and sketch.fits(parts) is not None
        if len(lines[after].text) > 160 or lines[after].text[-1] in ".;:,":
            return False
    return False


def _over(outer: Sequence[float], inner: Sequence[float]) -> bool:
    return outer[0] <= inner[0] + 0.1 and inner[1] <= outer[1] + 0.1


def _joined(spans: list[list[float]], gutter: float) -> list[list[float]]:
    found: list[list[float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] < gutter:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([start, end])
    return found


def _grid(sketch: Sketch, rules: Sequence[float], right: float, before: Grid | None) -> Grid | None:
    """The table of a sketch, once its rows are told apart; None when nothing stands under its headers."""
    edges = [span[0] - 4 for span in sorted(sketch.spans)]
    if (
        before
        and len(before.columns) == len(edges)
        and all(abs(here - there) < 15 for here, there in zip(edges, before.columns, strict=True))
    ):
        edges = before.columns
    rows = _rows(sketch, edges, rules, right)
    while len(rows) > 1 and _filled(rows[-1], edges) < 2:
        _back(sketch, rows.pop())
    least = 2 if not sketch.goes_on else 0 if rows[0][0].text[0].islower() else 1  # the end of a row may stand alone on its page
    if sum(_filled(row, edges) > 1 for row in rows) < least:
        return None
    ends = [*edges[1:], max(right, *(span[1] for span in sketch.spans)) + 8]
    cells = []
    for number, row in enumerate(rows):
        top, bottom = min(line.top for line in row), max(line.bottom for line in row)
        if row[0] in sketch.across:
            cells.append(Cell((edges[0], top, ends[-1], bottom), number, 0, 1, len(edges), lines=row))
            continue
        for column, (start, end) in enumerate(zip(edges, ends, strict=True)):
            words = [word for line in row for word in line.words if start - 1 <= word["x0"] < end - 1]
            # A cell of unknown width is taken as narrow: lines that nearly fill it go on.
            cells.append(Cell((start, top, end - 6, bottom), number, column, lines=lines_of(words)))
    return Grid(cells, list(edges), [min(line.top for line in row) for row in rows], min(line.top for line in rows[0]))


def _back(sketch: Sketch, row: Sequence[Line]) -> None:
    sketch.lines = [line for line in sketch.lines if line not in row]


def _filled(row: Sequence[Line], edges: Sequence[float]) -> int:
    return len({_column(word["x0"], edges) for line in row for word in line.words})


def _goes_on(row: Sequence[Line], below: Line, edges: Sequence[float], right: float) -> bool:
    """Whether a line only goes on with the cells above it: in each column, the first of its words had no room left there."""
    ends = [*edges[1:], right + 8]
    for part in parts_of(below):
        column = _column(part.x0, edges)
        above = next((one for line in reversed(row) for one in parts_of(line) if _column(one.x0, edges) == column), None)
        if above is None or not wraps(above, part, ends[column] - 6):
            return False
        if column == 0 and part.text[0].isupper() and not _OPEN.search(even(above.text)):
            return False
    return True


def _column(left: float, edges: Sequence[float]) -> int:
    return max((at for at, edge in enumerate(edges) if edge <= left + 1), default=0)


def _rows(sketch: Sketch, edges: Sequence[float], rules: Sequence[float], right: float) -> list[list[Line]]:
    """The lines in rows: apart where a line is drawn or the white is wider than inside a cell; failing that, where cells had room left."""
    lines = sorted([*sketch.lines, *sketch.across], key=lambda line: line.top)
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    least = min((gap for gap in gaps if gap > -1), default=0.0)
    wide = least + 0.09 * lines[0].size
    told_by_white = any(gap > wide for gap in gaps) or (bool(gaps) and least > 0.75 * lines[0].size)
    rows: list[list[Line]] = [[lines[0]]]
    for above, below, gap in zip(lines, lines[1:], gaps, strict=False):
        ruled = any(above.bottom - 2 < rule < below.top + 2 for rule in rules)
        if (above in sketch.across) != (below in sketch.across):
            apart = True
        elif rules:
            apart = ruled or gap > 0.9 * above.size
        elif told_by_white:
            apart = gap > wide or least > 0.75 * above.size
        else:
            apart = not _goes_on(rows[-1], below, edges, right)
        if apart:
            rows.append([below])
        else:
            rows[-1].append(below)
    return rows
