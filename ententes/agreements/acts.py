"""What happens to agreements: they are opened, given clauses, objectives, parties and documents, and withdrawn with their import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ententes.documents.models import File
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.acts import name_organisation
from ententes.organisations.models import Organisation

from . import queries, rules
from .models import Agreement, Amendment, Clause, Export, Filing, Objective, Party


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
    agreement: Agreement,
    *,
    organisation: Organisation,
    is_signatory: bool = False,
    is_funder: bool = False,
    is_manager: bool = False,
    joined_by: Amendment | None = None,
) -> Party:
    """Record an organisation's place in the agreement. An organisation already there keeps what it was and gains what is said."""
    party, new = Party.objects.get_or_create(
        agreement=agreement,
        organisation=organisation,
        defaults={"is_signatory": is_signatory, "is_funder": is_funder, "is_manager": is_manager, "joined_by": joined_by},
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


@transaction.atomic
def publish(agreement: Agreement) -> Agreement:
    """Show the agreement to everybody: its home, its plan, its bodies, and the documents marked public."""
    agreement = hold(agreement)
    refuse_if(rules.obstacles_to_publishing(agreement))
    agreement.is_public = True
    agreement.save(update_fields=["is_public"])
    return agreement


@transaction.atomic
def withdraw_from_public(agreement: Agreement) -> Agreement:
    """Show the agreement to its members only."""
    agreement = hold(agreement)
    agreement.is_public = False
    agreement.save(update_fields=["is_public"])
    return agreement


@transaction.atomic
def change_settings(
    agreement: Agreement, *, fiscal_month: int, cadence: int, seasons: Sequence[Sequence[Any]], vocabulary: Mapping[str, str]
) -> Agreement:
    """Record when the year and its seasons begin, how often news is expected, and what bodies are called here.

    The windows of schedules follow from the calendar: `plans.change_calendar` calls this and draws them again.
    """
    agreement = hold(agreement)
    refuse_if(rules.obstacles_to_settings(fiscal_month=fiscal_month, cadence=cadence, seasons=seasons))
    agreement.fiscal_month, agreement.cadence = fiscal_month, cadence
    agreement.seasons = [list(season) for season in seasons]
    agreement.vocabulary = {kind: words for kind, words in vocabulary.items() if words}
    agreement.save(update_fields=["fiscal_month", "cadence", "seasons", "vocabulary"])
    return agreement


@transaction.atomic
def entitle(agreement: Agreement, *, title: str, short_title: str, region: str, field: str, context: str, purpose: str) -> Agreement:
    """Record how the agreement presents itself. Its address does not move, since letters carry it."""
    agreement = hold(agreement)
    agreement.title, agreement.region, agreement.field = shortened(title, 400), shortened(region, 200), shortened(field, 200)
    agreement.short_title = shortened(short_title, 80) or queries.short_title(agreement.title, agreement.field, agreement.region)
    agreement.context, agreement.purpose = context.strip(), purpose.strip()
    agreement.save(update_fields=["title", "short_title", "region", "field", "context", "purpose"])
    return agreement


@transaction.atomic
def name_party(agreement: Agreement, *, name: str, acronym: str = "", **place: Any) -> Party:
    """Record an organisation that the document did not name, and its place in the agreement, as `add_party` takes it."""
    agreement = hold(agreement)
    refuse_if(rules.obstacles_to_naming_party(agreement, name=name, acronym=acronym))
    named = name_organisation(name=name.strip(), acronym=acronym.strip())
    return add_party(agreement, organisation=named, **place)


@transaction.atomic
def amend(amendment: Amendment, *, joining: Sequence[str] = (), leaving: Sequence[Party] = ()) -> Amendment:
    """Record an amendment with its effects on the term and the parties, from its first day on. Whoever joins, named, signs.

    It is an official act: `decisions.amend` calls this, and records with it the mandates given and ended.
    """
    agreement = hold(amendment.agreement)
    refuse_if(rules.obstacles_to_amending(amendment, joining=joining, leaving=leaving))
    amendment.save(force_insert=True)
    for name in joining:
        named = name_organisation(name=name)
        Party.objects.create(agreement=agreement, organisation=named, is_signatory=True, joined_by=amendment)
    agreement.parties.filter(pk__in=[party.pk for party in leaving]).update(left_by=amendment)
    return amendment


@transaction.atomic
def mark_party(party: Party, *, is_signatory: bool, is_funder: bool, is_manager: bool) -> Party:
    """Record whether a party signs, funds and manages: three things, none of which implies another."""
    party = hold(party)
    party.is_signatory, party.is_funder, party.is_manager = is_signatory, is_funder, is_manager
    party.save(update_fields=["is_signatory", "is_funder", "is_manager"])
    return party


@transaction.atomic
def choose_party_contact(party: Party, *, person: Any) -> Party:
    """Record who is written to about the actions an organisation leads itself; nobody, with None."""
    party = hold(party)
    party.contact = person
    party.save(update_fields=["contact"])
    return party


@transaction.atomic
def show_document(filing: Filing, *, is_public: bool) -> Filing:
    """Show a filed document to everybody, or to members only."""
    filing = hold(filing)
    filing.is_public = is_public
    filing.save(update_fields=["is_public"])
    return filing


@transaction.atomic
def unfile_document(filing: Filing) -> None:
    """Take a document out of the agreement's documents. Its bytes stay kept."""
    hold(filing).delete()


@transaction.atomic
def record_export(agreement: Agreement, *, by: Any, what: str, format: str, filter: str, sha256: str, when: datetime) -> Export:
    """Record that a list left the product: who took it, what, in which format, with which filter, and the hash of its bytes."""
    return Export.objects.create(
        agreement=agreement, person=by, what=shortened(what, 200), format=format[:10], filter=shortened(filter, 300), sha256=sha256, at=when
    )
