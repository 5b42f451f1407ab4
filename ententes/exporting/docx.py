"""The plan as a Word document in the shape of the table it was imported from, so that importing it again gives the same plan."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ententes.ground import prose
from ententes.ground.wording import colon, long_date

from .bodies import told
from .office import LETTER, MARGIN, bound, paragraph, runs
from .office import table as drawn
from .table import Part, Table

_WEIGHTS = {"action": 4.0, "responsible": 2.1, "collaborators": 2.0, "year": 1.4, "deadline": 1.4, "code": 0.7, "state": 2.6, "news": 3.6}


def write(table: Table) -> bytes:
    """The document, a whole .docx. The day, the filter and the page stand in its footer, out of the words of the plan."""
    sheet = LETTER if max((len(part.columns) for part in table.parts), default=0) <= 4 else LETTER[::-1]
    footer = [table.read.agreement.short_title, table.stamp]
    if table.filter:
        footer.append(_("Extrait") + colon() + table.filter)
    return bound(
        _blocks(table, sheet[0] - 2 * MARGIN),
        table.read.as_of,
        title=f"{table.read.agreement.title} – {table.read.plan.title}",
        subject=table.filter,
        footer=" · ".join(footer),
        sheet=sheet,
    )


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


def _prose(text: str) -> Iterator[str]:
    """Paragraphs, and the items of lists that were kept with their dash."""
    for listed, words in prose.lines(text):
        yield paragraph(words, "ListBullet" if listed else "")


def _drawn(part: Part, width: int) -> str:
    columns = ", ".join(column.header or _("sans titre") for column in part.columns)
    return drawn(
        [runs(column.header) for column in part.columns],
        ([runs(words) for words in line.cells] for line in part.lines),
        _widths(part, width),
        caption=part.heading,
        description=_("Une ligne par action; colonnes") + colon() + columns,
    )


def _widths(part: Part, width: int) -> list[int]:
    """The width of the sheet shared out, the action first served."""
    weights = part.weights(_WEIGHTS)
    return [int(width * weight / sum(weights)) for weight in weights]
