"""A longer text (a section of a framework, a point of minutes) in the Markdown subset of documents: its blocks, and its HTML.

Beside what notes may hold, it has sub-headings, all of one level, and tables between bars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = (
    MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "lheading", "fence", "code", "html_block"]).enable("table")
)
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `link` is an address of the web or of mail, or nothing. A line break is a run of its own, "\\n"."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A sub-heading."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; `start` is the number of its first item, None where its items are not counted."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its headers, and rows of as many cells."""

    headers: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


Block = Paragraph | Heading | Listing | Quote | Grid


def html(text: str) -> str:
    """HTML that nobody has cleaned yet; sub-headings are h3."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"
    return str(_markdown.renderer.render(tokens, _markdown.options, {}))


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, for documents that are not pages."""
    return tuple(_blocks(iter(_markdown.parse(text)), ""))


def words(runs: Runs) -> str:
    """The words of some runs, without their look."""
    return "".join(run.text for run in runs)


def _blocks(tokens: Iterator[Token], end: str, *, inside: bool = False) -> Iterator[Block]:
    """The blocks up to the token that closes what holds them. A heading inside a list or a quote is a strong paragraph."""
    for token in tokens:
        if token.type == end:
            return
        if token.type == "paragraph_open":
            yield Paragraph(_runs(next(tokens).children or []))
        elif token.type == "heading_open":
            runs = _runs(next(tokens).children or [])
            if words(runs).strip():
                yield Paragraph(tuple(replace(run, strong=True) for run in runs)) if inside else Heading(runs)
        elif token.type == "blockquote_open":
            yield Quote(tuple(_blocks(tokens, "blockquote_close", inside=True)))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            counted = token.type == "ordered_list_open"
            items = tuple(_items(tokens, "ordered_list_close" if counted else "bullet_list_close"))
            yield Listing(items, int(token.attrs.get("start", 1)) if counted else None)
        elif token.type == "table_open":
            headers, *rows = _rows(tokens)
            yield Grid(headers, tuple(rows))


def _items(tokens: Iterator[Token], end: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens:
        if token.type == end:
            return
        yield tuple(_blocks(tokens, "list_item_close", inside=True))


def _rows(tokens: Iterator[Token]) -> Iterator[tuple[Runs, ...]]:
    cells: list[Runs] = []
    for token in tokens:
        if token.type == "table_close":
            return
        if token.type == "inline":
            cells.append(_runs(token.children or []))
        elif token.type == "tr_close":
            yield tuple(cells)
            cells = []


def _runs(children: Sequence[Token]) -> Runs:
    found: list[Run] = []
    look = Run("")
    for token in children:
        if token.type in ("strong_open", "strong_close"):
            look = replace(look, strong=token.nesting == 1)
        elif token.type in ("em_open", "em_close"):
            look = replace(look, emphasis=token.nesting == 1)
        elif token.type == "link_open":
            address = str(token.attrs.get("href", ""))
            look = replace(look, link=address if _LINK.match(address) else "")
        elif token.type == "link_close":
            look = replace(look, link="")
        elif token.type in ("softbreak", "hardbreak"):
            found.append(Run("\n"))
        elif token.content:
            found.append(replace(look, text=token.content, code=token.type == "code_inline"))
    return tuple(found)
