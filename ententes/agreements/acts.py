"""What happens to agreements: they are opened, given clauses, objectives, parties and documents, and withdrawn with their import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from ententes.documents.models import File
from ententes.ground.french import shortened
from ententes.organisations.models import Organisation

from . import queries
from .models import Agreement, Clause, Filing, Objective, Party


@transaction.atomic
def open_agreement(
    *,
    title: str,
    when: datetime,
    short_title: str = "",
    region: str = "",
    field: str = "",
    context: str = "",
    purpose: str = "",
    signed: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
    fiscal_month: int = 4,
) -> Agreement:
    """Record a new agreement, private, under an address of its own. Years are the calendar years in which fiscal years start."""
    title, region, field = shortened(title, 400), shortened(region, 200), shortened(field, 200)
    short = shortened(short_title, 80) or queries.short_title(title, field, region)
    return Agreement.objects.create(
        slug=_free_slug(short),
        title=title,
        short_title=short,
        region=region,
        field=field,
        context=context,
        purpose=purpose,
        signed=shortened(signed, 200),
        first_year=first_year,
        last_year=last_year,
        fiscal_month=fiscal_month,
        opened_at=when,
    )


def _free_slug(words: str) -> str:
    base = slugify(words)[:70].strip("-") or "entente"
    taken = set(Agreement.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 2) if (slug := base if number == 1 else f"{base}-{number}") not in taken)


@transaction.atomic
def add_clause(agreement: Agreement, *, number: str, words: str = "") -> Clause:
    """Record an article; without its words it is a placeholder."""
    return Clause.objects.create(agreement=agreement, number=shortened(number, 20), words=words)


@transaction.atomic
def add_objective(agreement: Agreement, *, number: int, title: str) -> Objective:
    """Record one of the objectives the agreement pursues."""
    return Objective.objects.create(agreement=agreement, number=number, title=shortened(title, 500))


@transaction.atomic
def add_party(
    agreement: Agreement, *, organisation: Organisation, is_signatory: bool = False, is_funder: bool = False, is_manager: bool = False
) -> Party:
    """Record an organisation's place in the agreement. An organisation already there keeps what it was and gains what is said."""
    party, new = Party.objects.get_or_create(
        agreement=agreement,
        organisation=organisation,
        defaults={"is_signatory": is_signatory, "is_funder": is_funder, "is_manager": is_manager},
    )
    if not new and (is_signatory or is_funder or is_manager):
        party.is_signatory, party.is_funder = party.is_signatory or is_signatory, party.is_funder or is_funder
        party.is_manager = party.is_manager or is_manager
        party.save(update_fields=["is_signatory", "is_funder", "is_manager"])
    return party


@transaction.atomic
def file_document(agreement: Agreement, *, file: File, title: str, is_public: bool = False) -> Filing:
    """File a document under the agreement. Filed again, it keeps its place and its title."""
    filing, _ = Filing.objects.get_or_create(
        agreement=agreement, file=file, defaults={"title": shortened(title, 300), "is_public": is_public}
    )
    return filing


@transaction.atomic
def withdraw_agreement(agreement: Agreement) -> None:
    """Remove an agreement on which nothing was built, with its clauses, parties, objectives and filings; files stay kept.

    Its plans and bodies must have been withdrawn first: the database refuses otherwise.
    """
    agreement.filings.all().delete()
    agreement.delete()


@transaction.atomic
def withdraw_parts(
    agreement: Agreement, *, clauses: Iterable[int], objectives: Iterable[int], parties: Iterable[int], filings: Iterable[int]
) -> None:
    """Remove from an agreement what an undone import had added to it, by primary keys."""
    agreement.clauses.filter(pk__in=list(clauses)).delete()
    agreement.objectives.filter(pk__in=list(objectives)).delete()
    agreement.parties.filter(pk__in=list(parties)).delete()
    agreement.filings.filter(pk__in=list(filings)).delete()
