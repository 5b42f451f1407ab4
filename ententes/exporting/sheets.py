"""Tables that leave as they are: a workbook of several sheets, CSV for programs, or a document of tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.wording import long_date, money

from .csv import harmless
from .document import Made, typeset
from .text import Text, TextSection, TextTable
from .text import filename as named
from .xlsx import Amount, Value, book

SHEET_FORMATS = ("xlsx", "csv")
_KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True)
class Sheet:
    """Rows under headers; an `Amount` is cents."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]


def made(agreement: Agreement, title: str, sheets: list[Sheet], format: str, as_of: date, filter: str = "") -> Made:
    """The sheets as a workbook; their finest table as CSV; all of them as a Word or PDF document. Raises KeyError for another format."""
    name = f"{title} {as_of.isoformat()}"
    if format == "xlsx":
        about = [agreement.title, _("au %(day)s") % {"day": long_date(as_of)}, *([filter] if filter else [])]
        content = book(title, " · ".join(about), [(one.title, one.headers, one.rows) for one in sheets], as_of)
        return Made(content, named(name, format), _KINDS[format])
    if format == "csv":
        return Made(_csv(agreement, sheets), named(name, format), _KINDS[format])
    tables = [(one.title, TextTable(tuple(one.headers), tuple(tuple(map(_words, row)) for row in one.rows), one.title)) for one in sheets]
    text = Text(
        title=title,
        subtitle=agreement.title,
        day=as_of,
        meta=(_("au %(day)s") % {"day": long_date(as_of)}, *([filter] if filter else [])),
        sections=tuple(
            TextSection(heading, "" if table.rows else _("Rien encore."), (table,) if table.rows else ()) for heading, table in tables
        ),
        footer=title,
    )
    return typeset(text, format=format, name=name)


def _csv(agreement: Agreement, sheets: Sequence[Sheet]) -> bytes:
    """The last and finest table; amounts with a point, as programs read them."""
    sheet = next((one for one in reversed(sheets) if one.rows), sheets[0])
    written = io.StringIO(newline="")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([harmless(header) for header in (*sheet.headers, _("Entente"))])
    for row in sheet.rows:
        rows.writerow([value.plain if isinstance(value, Amount) else harmless(value) for value in (*row, agreement.slug)])
    return written.getvalue().encode("utf-8-sig")


def _words(value: Value) -> str:
    if isinstance(value, Amount):
        return money(value.cents)
    return value.isoformat() if isinstance(value, date) else value or ""
