"""The accounts of an agreement as tables that leave: a statement, the ledger, the payments to promoters; workbook, CSV, Word or PDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions.queries.listing import Paying
from ententes.funding.queries.ledger import Line
from ententes.funding.queries.statements import Statement
from ententes.ground.wording import long_date, money

from .csv import harmless
from .document import Made, typeset
from .text import Text, TextSection, TextTable
from .text import filename as named
from .xlsx import Amount, Value, book

ACCOUNT_FORMATS = ("xlsx", "csv", "pdf", "docx")
_KINDS = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}


@dataclass(frozen=True)
class Sheet:
    """Rows under headers; an `Amount` is cents."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[Value]]


def statement(agreement: Agreement, party: str, told: Statement, *, format: str, as_of: date) -> Made:
    """What a partner put in and what its money paid for. Raises KeyError for an unknown format."""
    title = _("Relevé de %(party)s") % {"party": party}
    label = {one.year: agreement.fiscal_year(one.year).label for one in told.years}
    years: list[list[Value]] = [
        [label[one.year], *map(Amount, (one.pledged, one.received, one.in_kind, one.committed, one.paid))] for one in told.years
    ]
    years.append([_("Total"), *map(Amount, (told.pledged, told.received, told.in_kind, told.committed, told.paid))])
    rows: list[list[Value]] = [
        [label[one.year], row.envelope, *map(Amount, (row.committed, row.paid, row.recovered, row.returned))]
        for one in told.years
        for row in one.rows
    ]
    in_all = (_("Exercice"), _("Promis"), _("Reçu"), _("Reçu en nature"), _("Part engagée"), _("Part versée"))
    used = (_("Exercice"), _("Enveloppe"), _("Part engagée"), _("Part versée"), _("Part récupérée"), _("Rendu"))
    return _made(agreement, title, [Sheet(_("Par exercice"), in_all, years), Sheet(_("Par enveloppe"), used, rows)], format, as_of)


def ledger(agreement: Agreement, lines: Iterable[Line], *, format: str, as_of: date, filter: str = "") -> Made:
    """The entries kept by a filter, in the order of their numbers."""
    headers = (
        _("N°"),
        _("Date"),
        _("Exercice"),
        _("Sorte"),
        _("Montant"),
        _("Concerne"),
        _("Libellé"),
        _("Corrige"),
        _("Par"),
        _("À titre de"),
    )
    rows: list[list[Value]] = [
        [
            str(one.number),
            one.dated_on,
            agreement.fiscal_year(one.year).label,
            one.kind_words,
            Amount(one.cents),
            one.about,
            one.words,
            str(one.corrects or ""),
            one.person,
            one.capacity,
        ]
        for one in lines
    ]
    made = _made(agreement, _("Livre de comptes"), [Sheet(_("Écritures"), headers, rows)], format, as_of, filter)
    return made._replace(filter=filter)


def payments(agreement: Agreement, rows: Iterable[Paying], *, format: str, as_of: date) -> Made:
    """The payments to promoters, entered or approved, for the accountant."""
    headers = (
        _("Convention"),
        _("Promoteur"),
        _("Projet"),
        _("Versement"),
        _("Condition"),
        _("Montant"),
        _("Versé le"),
        _("Numéro"),
        _("Saisi par"),
        _("Approuvé par"),
        _("Écriture"),
    )
    told: list[list[Value]] = [
        [
            str(one.number),
            one.promoter,
            one.title,
            str(one.position),
            one.trigger_words,
            Amount(one.payment["cents"]),
            one.payment["paid_on"],
            one.payment["reference"],
            one.payment["entered_by__name"],
            one.payment["approved_by__name"] or "",
            str(one.payment["entry__number"] or ""),
        ]
        for one in rows
        if one.payment
    ]
    return _made(agreement, _("Versements aux promoteurs"), [Sheet(_("Versements"), headers, told)], format, as_of)


def _made(agreement: Agreement, title: str, sheets: list[Sheet], format: str, as_of: date, filter: str = "") -> Made:
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
    made = io.StringIO(newline="")
    rows = csv.writer(made, lineterminator="\r\n")
    rows.writerow([harmless(header) for header in (*sheet.headers, _("Entente"))])
    for row in sheet.rows:
        rows.writerow([value.plain if isinstance(value, Amount) else harmless(value) for value in (*row, agreement.slug)])
    return made.getvalue().encode("utf-8-sig")


def _words(value: Value) -> str:
    if isinstance(value, Amount):
        return money(value.cents)
    return value.isoformat() if isinstance(value, date) else value or ""
