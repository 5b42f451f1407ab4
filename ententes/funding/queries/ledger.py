"""The ledger as lines to read: filtered, a page at a time by the number of its last line, with what each one corrects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.decisions.models import Interest

from ..models import LedgerEntry
from ..states import Kind

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What is kept: a kind, a year, a party, an envelope; 0 or nothing for all."""

    kind: str = ""
    year: int = 0
    party: int = 0
    envelope: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> LedgerFilters:
        """From an address; what is not known is left out."""
        kind = query.get("sorte", "")
        return cls(kind if kind in Kind.values else "", *(_number(query.get(name, "")) for name in ("exercice", "partie", "enveloppe")))

    @property
    def columns(self) -> dict[str, Any]:
        names = {"kind": self.kind, "year": self.year, "contribution__party": self.party, "envelope": self.envelope}
        return {name: value for name, value in names.items() if value}

    @property
    def query(self) -> dict[str, str]:
        names = {"sorte": self.kind, "exercice": self.year, "partie": self.party, "enveloppe": self.envelope}
        return {name: str(value) for name, value in names.items() if value}


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, as a light row."""

    pk: int
    number: int
    kind: str
    year: int
    cents: int
    dated_on: date
    words: str
    party: str
    envelope: str
    use: str
    corrects: int | None
    person: str
    capacity: str
    at: datetime
    has_file: bool
    corrected: bool

    @property
    def kind_words(self) -> str:
        label = str(Kind(self.kind).label)
        return label[:1].upper() + label[1:]

    @property
    def about(self) -> str:
        return " · ".join(one for one in (self.party, self.envelope, self.use) if one)

    @property
    def inside(self) -> str:
        """What it is about, for whoever reads one envelope."""
        return self.use or self.party


_COLUMNS = ("pk", "number", "kind", "year", "cents", "dated_on", "words", "contribution__party__organisation__name", "envelope__title")
_MORE = ("use__title", "corrects__number", "person__name", "capacity", "at", "file")


def lines(rows: QuerySet[LedgerEntry]) -> list[Line]:
    """Entries as lines. One query."""
    told = rows.annotate(corrected=Exists(LedgerEntry.objects.filter(corrects=OuterRef("pk"))))
    rows_read = told.values_list(*_COLUMNS, *_MORE, "corrected")
    read = [(*row[:6], *(one or "" for one in row[6:10]), *row[10:14], row[14] is not None, row[15]) for row in rows_read]
    return [Line(*one) for one in read]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """The latest lines under a number, the number to go on from (0 at the end), and the sums of everything kept, by kind."""

    lines: list[Line]
    after: int
    sums: list[tuple[str, str, int]]


def kept_by(agreement: Agreement, filters: LedgerFilters, person: Any) -> QuerySet[LedgerEntry]:
    """The entries that a filter keeps, of those that a person may read."""
    return LedgerEntry.objects.seen_by(person).filter(agreement=agreement, **filters.columns)


def hides(agreement: Agreement, person: Any) -> bool:
    """Whether an interest that the person declared keeps entries from them. One query."""
    return agreement.ledger_entries.filter(use__matter__in=Interest.objects.closing(person)).exists()


def page(agreement: Agreement, filters: LedgerFilters, person: Any, before: int = 0) -> LedgerPage:
    """Two queries, whatever the number of entries."""
    kept = kept_by(agreement, filters, person)
    shown = lines((kept.filter(number__lt=before) if before else kept).order_by("-number")[: PER_PAGE + 1])
    sums = {kind: int(cents) for kind, cents in kept.order_by().values_list("kind").annotate(cents=Sum("cents"))}
    told = [(kind, str(label), sums[kind]) for kind, label in Kind.choices if kind in sums]
    more = len(shown) > PER_PAGE
    return LedgerPage(shown[:PER_PAGE], shown[PER_PAGE - 1].number if more else 0, told)


def words_of(agreement: Agreement, filters: LedgerFilters) -> str:
    """The filter in words, for what leaves. Two queries at most."""
    said = []
    if filters.kind:
        said.append(str(Kind(filters.kind).label))
    if filters.year:
        said.append(_("exercice %(year)s") % {"year": agreement.fiscal_year(filters.year).label})
    if filters.party:
        said += [str(one) for one in agreement.parties.filter(pk=filters.party).select_related("organisation")]
    if filters.envelope:
        said += agreement.envelopes.filter(pk=filters.envelope).values_list("title", flat=True)
    return ", ".join(said)


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
