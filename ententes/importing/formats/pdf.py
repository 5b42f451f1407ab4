"""PDF with text: tables by their lines, titles by larger or bold letters, what comes back on every page left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage

from ententes.importing.tree import Tree

from . import progress
from .limits import checked
from .pdf_columns import begins, columns, heads, parts_of
from .pdf_lines import Line, joined, lines_of, vocabulary, wraps
from .pdf_tables import Grid, grids, sewn
from .refusals import Unreadable
from .writing import Writer

MOST_PAGES = 300
_BULLET = re.compile(r"(?:[•●○◦▪■□➢►✓❖\uf0b7\uf0a7\uf0d8]\s*|(?:[·*–—-]|\d{1,2}[.)]|[a-z]\))\s+)(?=\S)")
_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?\d{1,3}(?:\s*(?:/|de|of|sur)\s*\d{1,3})?[-–—\s]*", re.IGNORECASE)
_EDGE = 0.12


@dataclass(slots=True)
class _Page:
    """What a page holds: its lines outside tables, its tables, its size."""

    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    rules: list[float] = field(default_factory=list)


def tree(path: Path, name: str) -> Tree:
    """The tree of a PDF. Raises `Unreadable`."""
    try:
        pages = _pages(path, name)
    except (Unreadable, MemoryError):
        raise
    except Exception as why:
        # pdfplumber wraps what pdfminer throws, lack of memory included.
        causes = {type(why), *(type(one) for one in why.args)}
        if MemoryError in causes:
            raise MemoryError from why
        code = "encrypted" if causes & {PDFPasswordIncorrect, PDFEncryptionError} else "damaged"
        raise Unreadable(code, name=name) from why
    if not any(page.lines or page.grids for page in pages):
        raise Unreadable("scanned", name=name)
    _without_edges(pages)
    _with_columns(pages)
    writer = Writer()
    _write(pages, writer)
    return checked(Tree("pdf", writer.finished(), path.stat().st_size), name)


def _pages(path: Path, name: str) -> list[_Page]:
    with pdfplumber.open(path) as document:
        count = 0
        for count, _ in enumerate(PDFPage.create_pages(document.doc), 1):
            if count > MOST_PAGES:
                raise Unreadable("too_many_pages", name=name, count=count, most=MOST_PAGES)
        if not count:
            raise Unreadable("damaged", name=name)
        pages = []
        for done, page in enumerate(document.pages, 1):
            pages.append(_page(page))
            page.close()
            progress.tell(done, count)
    return pages


def _page(page: Any) -> _Page:
    page = page.dedupe_chars() if _written_twice(page.chars) else page
    words = page.extract_words(x_tolerance_ratio=0.15, extra_attrs=["size", "fontname"])
    words = [word for word in words if word.get("upright", True) and word["text"].strip()]
    held = _Page(page.page_number, float(page.width), float(page.height))
    if words:
        held.grids, words = grids(page, words)
    held.lines = lines_of(words)
    if begins(held.lines):
        held.rules = sorted({round(edge["top"]) for edge in page.horizontal_edges if edge["x1"] - edge["x0"] > held.width / 8})
    return held


def _written_twice(signs: list[dict[str, Any]]) -> bool:
    """Whether some letters are drawn one over another, as poor printers make bold; sorting that out is a third of the reading."""
    return len({(sign["text"], round(sign["x0"]), round(sign["top"])) for sign in signs}) < len(signs)


def _without_edges(pages: list[_Page]) -> None:
    """Take out page numbers, and the lines that come back near the top or the bottom of the pages."""
    seen = Counter(key for page in pages for key in {_key(page, line) for line in page.lines if _edge(page, line)})
    for page in pages:
        again = {key for key, times in seen.items() if times > 1 and times * 2 >= len(pages)}
        title = _running_title(page) if len(pages) == 1 else None
        page.lines = [
            line
            for line in page.lines
            if line is not title
            and not (_edge(page, line) and (_NUMBER.fullmatch(line.text) or (_key(page, line) in again and not _in_rows(page, line))))
        ]


def _with_columns(pages: list[_Page]) -> None:
    """Find the tables that nobody drew, page after page."""
    before: Grid | None = None
    for page in pages:
        header = begins(page.lines)
        if header:
            _dissolve(page, header)
        if header or before:
            right = max((line.x1 for line in page.lines), default=page.width)
            found, page.lines = columns(page.lines, page.rules, right, before)
            page.grids += found
            last = max(page.grids, key=lambda grid: grid.top, default=None)
            ends = found and last is found[-1] and not any(line.top > last.top for line in page.lines)
            before = found[-1] if ends else None


def _dissolve(page: _Page, header: Line) -> None:
    """Give back to the page the rows that a shade alone made look like tables of their own, under headers that stand outside them."""
    shaded = [grid for grid in page.grids if grid.top > header.top and len(grid.rows) < 3 and len(grid.columns) == len(parts_of(header))]
    if shaded:
        words = [word for grid in shaded for cell in grid.cells for word in cell.words]
        page.lines = lines_of([*(word for line in page.lines for word in line.words), *words])
        page.grids = [grid for grid in page.grids if grid not in shaded]


def _running_title(page: _Page) -> Line | None:
    """The line that stands alone in the top margin of the only page, where nothing can come back."""
    if len(page.lines) < 2:
        return None
    first, second = page.lines[:2]
    alone = first.bottom < page.height * 0.065 and second.top - first.bottom > 1.2 * first.size
    return first if alone and not first.bold and first.size <= second.size else None


def _in_rows(page: _Page, line: Line) -> bool:
    """Whether a line is part of a table without lines: headers, or several columns near the line above or below."""
    at = page.lines.index(line)
    beside = [*page.lines[max(at - 1, 0) : at], *page.lines[at + 1 : at + 2]]
    near = any(max(line.top - other.bottom, other.top - line.bottom) < 2 * line.size for other in beside)
    return heads(line) or (near and len(parts_of(line)) > 2)


def _edge(page: _Page, line: Line) -> bool:
    return line.bottom < page.height * _EDGE or line.top > page.height * (1 - _EDGE)


def _key(page: _Page, line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / 12)


def _write(pages: list[_Page], writer: Writer) -> None:
    groups = [[line.text for line in page.lines] for page in pages]
    groups += [[line.text for line in cell.lines] for page in pages for grid in page.grids for cell in grid.cells]
    known = vocabulary(groups)
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            letters[line.size] += len(line.text)
    common = letters.most_common(1)[0][0] if letters else 0.0
    limits: dict[int, float] = {}
    for page in pages:
        ends = [line.x1 for line in page.lines if line.size <= common * 1.1]
        limits[round(page.width)] = max([limits.get(round(page.width), 0), *ends]) or page.width
    open_table: list[tuple[Grid, int]] = []
    for page in pages:
        limit = limits.get(round(page.width), page.width)
        for group in _groups(page, limit):
            if isinstance(group, Grid):
                if open_table and not (open_table[-1][1] == page.number - 1 and open_table[-1][0].goes_on(group)):
                    _close(open_table, writer, known)
                open_table.append((group, page.number))
                continue
            _close(open_table, writer, known)
            writer.page = page.number
            _text(group, writer, page, limit, common, known)
    _close(open_table, writer, known)


def _close(open_table: list[tuple[Grid, int]], writer: Writer, known: frozenset[str]) -> None:
    """Write the table that goes on over the pages until here, if any."""
    if open_table:
        rows, pages, headers = sewn(open_table, known)
        writer.table(rows, headers, pages=pages)
        open_table.clear()


def _groups(page: _Page, limit: float) -> list[list[Line] | Grid]:
    """Tables, and lines that belong together, from the top of the page."""
    groups: list[list[Line] | Grid] = []
    pieces: list[Line | Grid] = [*page.lines, *page.grids]
    for piece in sorted(pieces, key=lambda one: one.top):
        last = groups[-1] if groups else None
        if isinstance(piece, Grid):
            groups.append(piece)
        elif isinstance(last, list) and _same(last, piece, limit):
            last.append(piece)
        else:
            groups.append([piece])
    return groups


def _same(group: list[Line], line: Line, limit: float) -> bool:
    """Whether a line goes on with the lines above it."""
    above = group[-1]
    gap = line.top - above.bottom
    if gap > 0.75 * above.size or abs(line.size - above.size) > 0.6 or line.bold != above.bold or _BULLET.match(line.text):
        return False
    if above.bold:
        # The lines of a title are near one another, full or not; two titles are not.
        return gap < 0.38 * above.size
    return wraps(above, line, limit)


def _text(group: list[Line], writer: Writer, page: _Page, limit: float, common: float, known: frozenset[str]) -> None:
    first = group[0]
    stands_out = first.size > common * 1.12 or first.bold
    text = joined(group, limit, known)
    if stands_out:
        middle = (min(line.x0 for line in group) + max(line.x1 for line in group)) / 2
        centred = abs(middle - page.width / 2) < 6 and first.x0 > page.width * 0.18
        writer.standing_out(text, first.size, centred=centred)
    elif match := _BULLET.match(text):
        writer.item(text[match.end() :], 0)
    else:
        writer.paragraph(text)
