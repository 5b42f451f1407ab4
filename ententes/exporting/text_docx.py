"""A text in sections as a Word document, that reads back section by section."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ententes.ground.passages import Block, Grid, Heading, Listing, Paragraph, Quote, Run, Runs, blocks, words
from ententes.ground.wording import colon

from .office import LETTER, MARGIN, bound, framed, paragraph, runs, table
from .package import escaped
from .text import Text, TextTable, titled, weights

WIDTH = LETTER[0] - 2 * MARGIN
_DEEPEST = 3
"""The level of list beyond which items are no longer moved to the right."""
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def write(text: Text) -> bytes:
    """The document, a whole .docx."""
    writer = _Writer()
    body = list(writer.all(text))
    return bound(
        body,
        text.day,
        title=" – ".join(filter(None, (text.title, text.subtitle))),
        footer=text.footer,
        seal=text.seal,
        numberings="".join(writer.numberings),
        relations="".join(writer.relations),
    )


class _Writer:
    """Walks a text once; lists that are counted and links leave parts of their own."""

    def __init__(self) -> None:
        self.numberings: list[str] = []
        self.relations: list[str] = []

    def all(self, text: Text) -> Iterator[str]:
        yield paragraph(titled(text.title), "Title")
        if text.subtitle:
            yield paragraph(text.subtitle, "Subtitle")
        if text.meta:
            yield paragraph("\n".join(text.meta), "Dated")
        for level, section in text.levelled():
            yield paragraph(section.title, f"Heading{min(level, 3)}")
            for block in blocks(section.text):
                yield from self.block(block, f"Heading{min(level + 1, 3)}")
            for one in section.tables:
                yield self.told(one)
                yield paragraph("", "AfterTable")
        for line in text.signed:
            # Word draws one line above two paragraphs that have the same: an empty one keeps them apart.
            yield paragraph("")
            yield paragraph(line, "Signed")

    def block(self, block: Block, heading: str, depth: int = -1, style: str = "") -> Iterator[str]:
        """The paragraphs of a block; `depth` is the level of the list it is in, -1 outside lists."""
        if isinstance(block, Paragraph):
            yield framed(self.runs(block.runs), style or ("ListContinue" if depth >= 0 else ""), _indent(depth))
        elif isinstance(block, Heading):
            yield framed(self.runs(block.runs), heading)
        elif isinstance(block, Quote):
            for inner in block.blocks:
                yield from self.block(inner, heading, depth, "Quote")
        elif isinstance(block, Listing):
            yield from self.listing(block, heading, min(depth + 1, _DEEPEST))
        else:
            yield self.grid(block)
            yield paragraph("", "AfterTable")

    def listing(self, listing: Listing, heading: str, depth: int) -> Iterator[str]:
        style, number = ("ListBullet", 1) if listing.start is None else ("ListNumber", self.counted(listing.start, depth))
        mark = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
        for item in listing.items:
            first = item[0] if item and isinstance(item[0], Paragraph) else None
            yield framed(self.runs(first.runs) if first else "", style, mark)
            for block in item[1:] if first else item:
                yield from self.block(block, heading, depth)

    def counted(self, start: int, depth: int) -> int:
        """The number of a new count that starts there."""
        number = len(self.numberings) + 2
        self.numberings.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="{depth}">'
            f'<w:startOverride w:val="{min(start, 32767)}"/></w:lvlOverride></w:num>'
        )
        return number

    def runs(self, held: Runs) -> str:
        return "".join(self.linked(run) if run.link else runs(run.text, _look(run)) for run in held)

    def linked(self, run: Run) -> str:
        name = f"rLink{len(self.relations) + 1}"
        self.relations.append(f'<Relationship Id="{name}" Type="{_LINK}" Target="{escaped(run.link)}" TargetMode="External"/>')
        return f'<w:hyperlink r:id="{name}">{runs(run.text, _look(run))}</w:hyperlink>'

    def grid(self, grid: Grid) -> str:
        headers, rows = [words(cell) for cell in grid.headers], [[words(cell) for cell in row] for row in grid.rows]
        return table(
            [self.runs(cell) for cell in grid.headers],
            [[self.runs(cell) for cell in row] for row in grid.rows],
            _widths(headers, rows),
            caption=_("Tableau"),
            description=_columns(headers),
        )

    def told(self, one: TextTable) -> str:
        return table(
            [runs(header) for header in one.headers],
            [[runs(cell) for cell in row] for row in one.rows],
            _widths(list(one.headers), [list(row) for row in one.rows]),
            caption=one.caption,
            description=_columns(list(one.headers)),
        )


def _look(run: Run) -> str:
    look = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
    look += '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>' if run.code else ""
    look += "<w:b/>" * run.strong + "<w:i/>" * run.emphasis
    return f"<w:rPr>{look}</w:rPr>" if look else ""


def _indent(depth: int) -> str:
    return f'<w:ind w:left="{454 + depth * 340}"/>' if depth >= 0 else ""


def _widths(headers: list[str], rows: list[list[str]]) -> list[int]:
    found = weights(headers, rows)
    return [int(WIDTH * weight / sum(found)) for weight in found]


def _columns(headers: list[str]) -> str:
    return _("Colonnes") + colon() + ", ".join(header or _("sans titre") for header in headers)
