"""One plan or one text, one format, one day: the bytes of the document, its name and its media type."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from django.utils.text import slugify

from ententes.agreements.models import Agreement
from ententes.plans.models import Plan
from ententes.plans.queries import listing
from ententes.plans.queries.filters import Filters

from . import csv, docx, json, pdf, text_docx, text_pdf, xlsx
from .reading import read
from .table import table
from .text import Text
from .text import filename as text_filename

_WRITERS = {
    "docx": (docx.write, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (pdf.write, "application/pdf"),
    "xlsx": (xlsx.write, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv.write, "text/csv; charset=utf-8"),
    "json": (json.write, "application/json"),
}
FORMATS = tuple(_WRITERS)
_TEXT_WRITERS = {"docx": text_docx.write, "pdf": text_pdf.write}
TEXT_FORMATS = tuple(_TEXT_WRITERS)


class Made(NamedTuple):
    """A document: its bytes, the name to save it under (plain ASCII), its media type, and in words which actions it keeps."""

    content: bytes
    filename: str
    media_type: str
    filter: str = ""


def export(
    agreement: Agreement,
    plan: Plan,
    *,
    format: str,
    as_of: date,
    filters: Filters | None = None,
    state: bool = True,
    news: bool = True,
    audience: Literal["public", "members"] = "members",
) -> Made:
    """The plan as known at the end of the day `as_of`, under a filter. The public never gets the words of a note.

    Raises KeyError for an unknown format. The number of queries depends on what is asked, never on the number of actions.
    """
    write, media_type = _WRITERS[format]
    plan.agreement = agreement
    public = audience == "public"
    words, keep = "", None
    if filters is not None and filters.narrow:
        found = listing.rows(plan, filters, today=as_of, members=not public)
        if words := found.words:
            keep = {row.pk for part in found.parts for row in part.rows}
    plain = read(plan, as_of=as_of, keep=keep, everything=not public and format in ("xlsx", "json"))
    content = write(table(plain, filter=words, state=state, news=news, public=public))
    return Made(content, filename(agreement, plan, as_of, format), media_type, words)


def typeset(text: Text, *, format: str, name: str) -> Made:
    """A text in sections as Word or PDF, under a file name made of `name`. Raises KeyError for an unknown format."""
    return Made(_TEXT_WRITERS[format](text), text_filename(name, format), _WRITERS[format][1])


def filename(agreement: Agreement, plan: Plan, as_of: date, format: str) -> str:
    """`plan-2011-2012-economie-sociale-2011-11-23.docx`: letters, digits and hyphens only."""
    year = agreement.fiscal_year(plan.year).label
    return f"plan-{year}-{slugify(agreement.slug)[:60]}-{as_of.isoformat()}.{format}"
