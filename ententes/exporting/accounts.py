"""The accounts of an agreement as tables that leave: a statement, the ledger, the payments to promoters; workbook, CSV, Word or PDF."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.conventions.queries.listing import Paying
from ententes.funding.queries.ledger import Line
from ententes.funding.queries.statements import Statement

from .document import Made
from .sheets import Sheet, made
from .xlsx import Amount, Value

ACCOUNT_FORMATS = ("xlsx", "csv", "pdf", "docx")


def statement(agreement: Agreement, party: str, told: Statement, *, format: str, as_of: date) -> Made:
    """What a partner put in and what its money paid for. Raises KeyError for an unknown format."""
    title = _("Relevé du partenaire %(party)s") % {"party": party}
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
    return made(agreement, title, [Sheet(_("Par exercice"), in_all, years), Sheet(_("Par enveloppe"), used, rows)], format, as_of)


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
    found = made(agreement, _("Livre de comptes"), [Sheet(_("Écritures"), headers, rows)], format, as_of, filter)
    return found._replace(filter=filter)


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
    return made(agreement, _("Versements aux promoteurs"), [Sheet(_("Versements"), headers, told)], format, as_of)
