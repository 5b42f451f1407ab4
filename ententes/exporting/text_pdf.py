"""A text in sections as a tagged PDF (PDF/UA-1), set by `text.typ`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ententes.ground.passages import Block, Grid, Heading, Listing, Paragraph, Quote, Run, Runs, blocks, words

from .press import printed
from .text import Text, TextSection, TextTable, figures, titled, weights


def write(text: Text) -> bytes:
    """The document, a whole PDF."""
    return printed(
        "text.typ",
        {
            "title": " – ".join(filter(None, (titled(text.title), text.subtitle))),
            "day": {"year": text.day.year, "month": text.day.month, "day": text.day.day},
            "lang": "en" if get_language() == "en" else "fr",
            "heading": titled(text.title),
            "subtitle": text.subtitle,
            "meta": text.meta,
            "contents": _("Sommaire") if text.contents and len(text.sections) > 1 else "",
            "sections": [_section(level, section) for level, section in text.levelled()],
            "signed": text.signed,
            "footer": text.footer,
            "page": _("page"),
            "seal": text.seal,
        },
    )


def _section(level: int, section: TextSection) -> dict[str, Any]:
    told = [_block(block) for block in blocks(section.text)] + [_table(one) for one in section.tables]
    return {"level": level + 1, "title": section.title, "blocks": told, "apart": section.new_page}


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "runs": _runs(block.runs)}
    if isinstance(block, Heading):
        return {"kind": "heading", "runs": _runs(block.runs)}
    if isinstance(block, Listing):
        return {"kind": "list", "start": block.start, "items": [[_block(one) for one in item] for item in block.items]}
    if isinstance(block, Quote):
        return {"kind": "quote", "blocks": [_block(one) for one in block.blocks]}
    return _grid(block)


def _grid(grid: Grid) -> dict[str, Any]:
    said = [[words(cell) for cell in row] for row in grid.rows]
    found, right = weights([words(cell) for cell in grid.headers], said), figures(said, len(grid.headers))
    rows = [[_runs(cell) for cell in row] for row in grid.rows]
    return {"kind": "table", "widths": found, "right": right, "headers": [_runs(cell) for cell in grid.headers], "rows": rows}


def _table(one: TextTable) -> dict[str, Any]:
    said = [list(row) for row in one.rows]
    found, right = weights(one.headers, said), figures(said, len(one.headers))
    headers, rows = [_plain(cell) for cell in one.headers], [[_plain(cell) for cell in row] for row in one.rows]
    return {"kind": "table", "widths": found, "right": right, "headers": headers, "rows": rows}


def _plain(cell: str) -> list[dict[str, Any]]:
    return _runs((Run(cell),)) if cell else []


def _runs(held: Runs) -> list[dict[str, Any]]:
    return [{"text": run.text, "strong": run.strong, "emphasis": run.emphasis, "code": run.code, "link": run.link} for run in held]
