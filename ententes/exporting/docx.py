"""The plan as a Word document in the shape of the table it was imported from, so that importing it again gives the same plan.

The parts are written as text, escaped piece by piece: a table of a thousand rows takes milliseconds this way, and seconds cell by
cell through a library. What identifies this copy (the day, the filter, the page) stands in the footer, out of the words of the plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ententes.ground.wording import colon, long_date

from .bodies import told
from .package import escaped, frames, packed
from .table import Part, Table

_RUN = {
    "\n": "<w:r><w:br/></w:r>",
    "\t": "<w:r><w:tab/></w:r>",
}

LETTER = (12240, 15840)
"""A Letter sheet in twentieths of a point."""
MARGIN = 1080
_WEIGHTS = {"action": 4.0, "responsible": 2.1, "collaborators": 2.0, "year": 1.4, "deadline": 1.4, "code": 0.7, "state": 2.6, "news": 3.6}
_FRAMES = frames(
    "word",
    {
        "[Content_Types].xml": "content_types.xml",
        "_rels/.rels": "relations.xml",
        "docProps/core.xml": "core.xml",
        "docProps/app.xml": "app.xml",
        "word/_rels/document.xml.rels": "document_relations.xml",
        "word/styles.xml": "styles.xml",
        "word/settings.xml": "settings.xml",
        "word/numbering.xml": "numbering.xml",
        "word/footer.xml": "footer.xml",
        "word/document.xml": "document.xml",
    },
)


def write(table: Table) -> bytes:
    """The document, a whole .docx."""
    width, height = LETTER if max((len(part.columns) for part in table.parts), default=0) <= 4 else LETTER[::-1]
    footer = [table.read.agreement.short_title, table.stamp]
    if table.filter:
        footer.append(_("Extrait") + colon() + table.filter)
    filled = {
        "title": escaped(f"{table.read.agreement.title} – {table.read.plan.title}"),
        "subject": escaped(table.filter),
        "language": "en-CA" if get_language() == "en" else "fr-CA",
        "stamp": f"{table.read.as_of.isoformat()}T00:00:00Z",
        "words": escaped(" · ".join(footer)),
        "page": escaped(_("page")),
        "right": str(width - 2 * MARGIN),
        "width": str(width),
        "height": str(height),
        "orientation": "landscape" if width > height else "portrait",
        "margin": str(MARGIN),
        "body": "".join(_blocks(table, width - 2 * MARGIN)),
    }
    return packed(((name, frame.format_map(filled)) for name, frame in _FRAMES.items()), table.read.as_of)


def _runs(text: str) -> str:
    """The runs of a paragraph; line breaks and tabs stay inside it."""
    if "\n" not in text and "\t" not in text:
        return f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""
    return "".join([_RUN.get(piece) or _runs(piece) for piece in re.split(r"([\n\t])", text.replace("\r\n", "\n")) if piece])


def paragraph(text: str, style: str = "") -> str:
    """One paragraph in a style of the document."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{_runs(text)}</w:p>"


def _blocks(table: Table, width: int) -> Iterator[str]:
    read = table.read
    yield paragraph(read.agreement.title, "Title")
    yield paragraph(read.plan.title, "Subtitle")
    if dated := read.plan.dated_words or long_date(read.plan.dated_on):
        yield paragraph(dated, "Dated")
    if table.filter:
        yield paragraph(_("Extrait") + colon() + table.filter, "Extract")
    if table.with_bodies:
        yield from _front(table)
    for part in table.parts:
        yield paragraph(part.heading, "Heading1")
        if part.lines:
            yield _drawn(part, width)
            yield paragraph("", "AfterTable")
    if not any(part.lines for part in table.parts):
        yield paragraph(_("Aucune action ne répond à ce filtre.") if table.filter else _("Ce plan n’a pas encore d’action."))


def _front(table: Table) -> Iterator[str]:
    """What precedes the tables in a plan: its context, what the agreement is for, and who its bodies are."""
    agreement, bodies = table.read.agreement, table.read.bodies
    if agreement.context:
        yield paragraph(_("Mise en contexte"), "Heading1")
        yield from _prose(agreement.context)
    if agreement.purpose and " ".join(agreement.purpose.split()) not in " ".join(agreement.context.split()):
        yield paragraph(_("Objet de l’entente"), "Heading1")
        yield from _prose(agreement.purpose)
    if bodies:
        yield paragraph(_("Les comités de l’entente"), "Heading1")
        yield from (paragraph(words, style) for style, words in told(bodies))


_ITEM = re.compile(r"\s*[-–—•*]\s+")


def _prose(text: str) -> Iterator[str]:
    """Paragraphs, and the items of lists that were kept with their dash."""
    for line in text.splitlines():
        if found := _ITEM.match(line):
            yield paragraph(line[found.end() :], "ListBullet")
        elif line.strip():
            yield paragraph(line.strip())


def _drawn(part: Part, width: int) -> str:
    """One table: its header repeated on each page, no row cut in two, named for those who listen to it."""
    widths = _widths(part, width)
    starts = [f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>' for one in widths]
    head = [f"{start}{paragraph(column.header, 'TableHead')}</w:tc>" for start, column in zip(starts, part.columns, strict=True)]
    starts = [f'{start}<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>' for start in starts]
    rows = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join([f"{start}{_runs(words)}</w:p></w:tc>" for start, words in zip(starts, line.cells, strict=True)])
        + "</w:tr>"
        for line in part.lines
    ]
    columns = ", ".join(column.header or _("sans titre") for column in part.columns)
    grid = "".join([f'<w:gridCol w:w="{one}"/>' for one in widths])
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escaped(part.heading)}"/>'
        f'<w:tblDescription w:val="{escaped(_("Une ligne par action; colonnes") + colon() + columns)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>{''.join(rows)}</w:tbl>"
    )


def _widths(part: Part, width: int) -> list[int]:
    """The width of the sheet shared out, the action first served."""
    weights = part.weights(_WEIGHTS)
    return [int(width * weight / sum(weights)) for weight in weights]
