"""The plan as CSV for programs: commas, UTF-8 with a byte order mark, days as 2011-11-23, and no cell that a spreadsheet would run.

Commas are what RFC 4180 and every library expect; a workbook for people is `xlsx`. Each line says of which plan, at which date and
under which filter it is, so that files can be put one after another.
"""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from .flat import Value, clean, flat
from .table import Table

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What opens a formula for some spreadsheet."""


def write(table: Table) -> bytes:
    """The table, a whole .csv."""
    plan = flat(table)
    about = [table.read.agreement.slug, table.read.plan.title, table.read.as_of, table.filter]
    made = io.StringIO(newline="")
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow([harmless(header) for header in (*plan.headers, _("Entente"), _("Plan"), _("État au"), _("Filtre"))])
    rows.writerows([[harmless(value) for value in (*row, *about)] for row in plan.rows])
    return made.getvalue().encode("utf-8-sig")


def harmless(value: Value) -> str:
    """A value as text; what would open a formula is preceded by an apostrophe."""
    if not value:
        return ""
    if not isinstance(value, str):
        return value.isoformat()
    words = clean(value)
    return f"'{words}" if words.lstrip(" \N{NO-BREAK SPACE}").startswith(_RUN) else words
