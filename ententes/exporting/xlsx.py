"""The plan as a workbook: one sheet to filter and sort, and for members the notes and the points to clarify.

Words are always written as words, never as formulas, numbers or links; days are real days. The parts are written as text, as for
Word: a third of the time a library takes for the same thousand rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ententes.ground.wording import colon

from .flat import Value as Flat
from .flat import flat
from .package import escaped, frames, packed
from .table import Table, status_label

LONGEST = 32_000
"""Characters of a cell; Excel takes 32 767."""
_WIDTHS = (12, 16, 34, 60)
_FIRST = date(1899, 12, 30)
"""Day 0 of a workbook."""
_HEAD = 4
"""The line of the headers: the title, what the sheet is of and an empty line come before."""
_TITLE, _ABOUT, _HEADER, _WORDS, _DAY, _AMOUNT = 1, 2, 3, 4, 5, 6
"""Places of the styles in `excel/styles.xml`."""
_FRAMES = frames(
    "excel",
    {
        "[Content_Types].xml": "content_types.xml",
        "_rels/.rels": "relations.xml",
        "docProps/core.xml": "core.xml",
        "docProps/app.xml": "app.xml",
        "xl/workbook.xml": "workbook.xml",
        "xl/_rels/workbook.xml.rels": "workbook_relations.xml",
        "xl/styles.xml": "styles.xml",
    },
)
_SHEET = frames("excel", {"sheet": "sheet.xml"})["sheet"]
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in cents: the one kind of cell that a workbook adds up."""

    cents: int

    @property
    def plain(self) -> str:
        """As programs read it: « 1234.56 »."""
        whole, rest = divmod(abs(self.cents), 100)
        return f"{'-' if self.cents < 0 else ''}{whole}.{rest:02d}"


Value = Flat | Amount
Sheet = tuple[str, Sequence[str], Sequence[Sequence[Value]]]
"""Its name, its headers and its rows."""


def write(table: Table) -> bytes:
    """The workbook, a whole .xlsx."""
    plan = flat(table)
    sheets: list[Sheet] = [(_("Plan"), plan.headers, plan.rows)]
    if not table.public:
        sheets += [_notes(table), _points(table)]
    about = [table.read.agreement.title, table.stamp]
    if table.filter:
        about.append(_("Extrait") + colon() + table.filter)
    named = f"{table.read.plan.title} – {table.read.agreement.title}"
    return book(table.read.plan.title, " · ".join(about), sheets, table.read.as_of, named=named, subject=table.filter)


def book(title: str, about: str, sheets: Sequence[Sheet], day: date, *, named: str = "", subject: str = "") -> bytes:
    """Any sheets as a whole .xlsx, each under the title and what it is of; `named` and `subject` are what the file says of itself."""
    numbered = list(enumerate(sheets, 1))
    filled = {
        "title": escaped(named or title),
        "subject": escaped(subject),
        "language": "en-CA" if get_language() == "en" else "fr-CA",
        "stamp": f"{day.isoformat()}T00:00:00Z",
        "overrides": "".join([f'<Override PartName="/xl/worksheets/sheet{place}.xml" ContentType="{_KIND}"/>' for place, _one in numbered]),
        "relations": "".join(
            [f'<Relationship Id="rId{place}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>' for place, _one in numbered]
        ),
        "sheets": "".join([f'<sheet name="{escaped(one[0])}" sheetId="{place}" r:id="rId{place}"/>' for place, one in numbered]),
        "names": "".join([_names(place - 1, one) for place, one in numbered]),
    }
    parts = [(name, frame.format_map(filled)) for name, frame in _FRAMES.items()]
    parts += [(f"xl/worksheets/sheet{place}.xml", _drawn(title, about, one, place == 1)) for place, one in numbered]
    return packed(parts, day)


def _notes(table: Table) -> Sheet:
    codes = {action.pk: action.code for action in table.read.actions}
    rows: list[list[Value]] = [
        [codes[note.action], note.dated_on, note.text, status_label(note.status), note.author] for note in table.read.notes
    ]
    return _("Notes"), [_("Code attribué"), _("Date"), _("Nouvelle"), _("État"), _("Par")], rows


def _points(table: Table) -> Sheet:
    rows: list[list[Value]] = [[point.sentence, point.settled_by, point.state, point.settlement] for point in table.read.points]
    return _("Points"), [_("Point à préciser"), _("Qui peut préciser"), _("État"), _("Précision")], rows


def _names(place: int, sheet: Sheet) -> str:
    """The lines printed on every page, and the range the filter works on."""
    name = f"'{escaped(sheet[0])}'"
    filtered = f"{name}!$A${_HEAD}:${_letters(len(sheet[1]) - 1)}${_HEAD + len(sheet[2])}"
    return (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">{filtered}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{name}!${_HEAD}:${_HEAD}</definedName>'
    )


def _drawn(title: str, about: str, sheet: Sheet, first: bool) -> str:
    """A sheet: what it is, then a header that stays in sight and filters, then its rows."""
    _name, headers, rows = sheet
    letters = [_letters(place) for place in range(len(headers))]
    lines = [
        _row(1, ["A"], [title], _TITLE),
        _row(2, ["A"], [about], _ABOUT),
        _row(_HEAD, letters, headers, _HEADER),
    ]
    lines += [_row(place, letters, row, _WORDS) for place, row in enumerate(rows, _HEAD + 1)]
    widths = enumerate([_width([row[place] for row in rows]) for place in range(len(headers))], 1)
    return _SHEET.format_map(
        {
            "corner": f"{letters[-1]}{_HEAD + len(rows)}",
            "selected": ' tabSelected="1"' if first else "",
            "columns": "".join([f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in widths]),
            "rows": "".join(lines),
        }
    )


def _row(place: int, letters: Sequence[str], values: Sequence[Value], style: int) -> str:
    cells = []
    for letter, value in zip(letters, values, strict=True):
        if isinstance(value, str):
            words = escaped(value if len(value) <= LONGEST else f"{value[:LONGEST]} […]")
            content = f' t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>' if words else "/>"
            cells.append(f'<c r="{letter}{place}" s="{style}"{content}')
        elif isinstance(value, Amount):
            cells.append(f'<c r="{letter}{place}" s="{_AMOUNT}"><v>{value.plain}</v></c>')
        elif value is None:
            cells.append(f'<c r="{letter}{place}" s="{style}"/>')
        else:
            cells.append(f'<c r="{letter}{place}" s="{_DAY}"><v>{(value - _FIRST).days}</v></c>')
    return f'<row r="{place}">{"".join(cells)}</row>'


def _letters(place: int) -> str:
    """The name of a column: A, B … Z, AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def _width(values: Sequence[Value]) -> int:
    longest = max((len(value) if isinstance(value, str) else 10 for value in values if value), default=8)
    return next((width for width in _WIDTHS if longest <= width), _WIDTHS[-1])
