"""A Word document: its sheet, its paragraphs, its tables, and the parts of the file around them.

The parts are written as text, escaped piece by piece: a table of a thousand rows takes milliseconds this way, and seconds cell by
cell through a library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .package import escaped, frames, packed

LETTER = (12240, 15840)
"""A Letter sheet in twentieths of a point."""
MARGIN = 1080
_RUN = {
    "\n": "<w:r><w:br/></w:r>",
    "\t": "<w:r><w:tab/></w:r>",
}
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


def bound(
    body: Iterable[str],
    day: date,
    *,
    title: str,
    footer: str,
    subject: str = "",
    seal: str = "",
    sheet: tuple[int, int] = LETTER,
    numberings: str = "",
    relations: str = "",
) -> bytes:
    """The whole .docx, dated that day, so that the same document has the same bytes.

    What identifies this copy (`footer`, then `seal` on a line of its own) stands at the foot of every page, out of the words.
    `numberings` and `relations` are parts of XML that the body refers to.
    """
    width, height = sheet
    filled = {
        "title": escaped(title),
        "subject": escaped(subject),
        "language": "en-CA" if get_language() == "en" else "fr-CA",
        "stamp": f"{day.isoformat()}T00:00:00Z",
        "words": escaped(footer),
        "page": escaped(_("page")),
        "seal": paragraph(seal, "Footer") if seal else "",
        "right": str(width - 2 * MARGIN),
        "width": str(width),
        "height": str(height),
        "orientation": "landscape" if width > height else "portrait",
        "margin": str(MARGIN),
        "numberings": numberings,
        "relations": relations,
        "body": "".join(body),
    }
    return packed(((name, frame.format_map(filled)) for name, frame in _FRAMES.items()), day)


def runs(text: str, look: str = "") -> str:
    """The runs of a paragraph, `look` being their properties; line breaks and tabs stay inside it."""
    if "\n" not in text and "\t" not in text:
        return f'<w:r>{look}<w:t xml:space="preserve">{escaped(text)}</w:t></w:r>' if text else ""
    return "".join([_RUN.get(piece) or runs(piece, look) for piece in re.split(r"([\n\t])", text.replace("\r\n", "\n")) if piece])


def framed(content: str, style: str = "", also: str = "") -> str:
    """One paragraph of runs already made, in a style of the document; `also` are more properties of it."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p>{f'<w:pPr>{named}{also}</w:pPr>' if named or also else ''}{content}</w:p>"


def paragraph(text: str, style: str = "") -> str:
    """One paragraph in a style of the document."""
    return framed(runs(text), style)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], *, caption: str, description: str) -> str:
    """One table of runs already made: its header repeated on each page, no row cut in two, named for those who listen to it."""
    starts = [f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>' for one in widths]
    head = [f"{start}{framed(words, 'TableHead')}</w:tc>" for start, words in zip(starts, headers, strict=True)]
    starts = [f'{start}<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr>' for start in starts]
    lines = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join([f"{start}{words}</w:p></w:tc>" for start, words in zip(starts, cells, strict=True)])
        + "</w:tr>"
        for cells in rows
    ]
    grid = "".join([f'<w:gridCol w:w="{one}"/>' for one in widths])
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PlanTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escaped(caption)}"/><w:tblDescription w:val="{escaped(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(head)}</w:tr>{''.join(lines)}</w:tbl>"
    )
