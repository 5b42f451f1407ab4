"""What partners promise and bring, what the money earns and costs, and how any entry is corrected by a later one."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from ententes.agreements.models import Agreement, Amendment, Clause, Objective, Party
from ententes.committees.queries import Capacity
from ententes.documents.models import File
from ententes.ground.act import refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Territory

from .. import rules
from ..models import Contribution, Envelope, Ledger, LedgerEntry
from ..queries import figures
from ..queries.figures import Figures
from ..queries.sharing import divided, named
from ..states import OF_USES, SHARED, Kind, Nature
from .closing import hold_envelope, pass_on, pass_on_outside
from .ledger import append, hold_ledger


@transaction.atomic
def settle_accounts(agreement: Agreement, *, sharing: str, administration_cap: int | None, by: Capacity, when: datetime) -> Ledger:
    """Record how sums are shared among partners from now on, and the cap of administration, in hundredths of a percent."""
    ledger = hold_ledger(agreement)
    refuse_if(rules.obstacles_to_keeping(agreement, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_settings(sharing=sharing, administration_cap=administration_cap))
    ledger.sharing, ledger.administration_cap = sharing, administration_cap
    ledger.save(update_fields=["sharing", "administration_cap"])
    return ledger


@transaction.atomic
def pledge(
    agreement: Agreement,
    *,
    party: Party,
    year: int,
    cents: int,
    by: Capacity,
    when: datetime,
    nature: str = str(Nature.MONEY),
    objective: Objective | None = None,
    territory: Territory | None = None,
    project: str = "",
    due_on: date | None = None,
    words: str = "",
    clause: Clause | None = None,
    amendment: Amendment | None = None,
) -> Contribution:
    """Record what a party promises for a year, with its first entry. A promise of more is another contribution."""
    ledger, on = hold_ledger(agreement), timezone.localdate(when)
    earmarks = {"objective": objective, "clause": clause, "amendment": amendment}
    refuse_if(rules.obstacles_to_pledging(agreement, party=party, year=year, cents=cents, nature=nature, by=by, on=on, **earmarks))
    contribution = Contribution.objects.create(
        agreement=agreement,
        party=party,
        year=year,
        nature=nature,
        territory=territory,
        project=shortened(project.strip(), 300),
        due_on=due_on,
        words=words.strip(),
        recorded_at=when,
        **earmarks,
    )
    contribution.meant_for.set(named(agreement, contribution.project, year))
    about = {"contribution": contribution, "amendment": amendment}
    append(ledger, kind=Kind.PLEDGED, year=year, cents=cents, dated_on=on, by=by, when=when, words=words, **about)
    return contribution


@transaction.atomic
def receive(
    contribution: Contribution,
    *,
    cents: int,
    received_on: date,
    by: Capacity,
    when: datetime,
    words: str = "",
    evidence: File | None = None,
) -> LedgerEntry:
    """Record that a partner brought all or part of what it promised, with the file that shows it where there is one."""
    ledger, on = hold_ledger(contribution.agreement), timezone.localdate(when)
    so_far = figures.of_contribution(contribution)
    refuse_if(rules.obstacles_to_receiving(contribution, cents=cents, figures=so_far, dated_on=received_on, by=by, on=on))
    facts = {"kind": Kind.RECEIVED, "year": contribution.year, "cents": cents, "dated_on": received_on, "words": words}
    return append(ledger, **facts, by=by, when=when, contribution=contribution, file=evidence)


@transaction.atomic
def cancel_contribution(contribution: Contribution, *, amendment: Amendment, words: str, by: Capacity, when: datetime) -> LedgerEntry:
    """Record that an amendment takes back what was promised and not received. What it bears of commitments stays told."""
    ledger, on = hold_ledger(contribution.agreement), timezone.localdate(when)
    so_far = figures.of_contribution(contribution)
    refuse_if(rules.obstacles_to_cancelling(contribution, amendment=amendment, figures=so_far, words=words, by=by, on=on))
    first = contribution.entries.filter(kind=Kind.PLEDGED).first()
    facts = {"kind": Kind.PLEDGED, "year": contribution.year, "cents": so_far.received - so_far.pledged, "dated_on": amendment.in_force_on}
    entry = append(ledger, **facts, by=by, when=when, words=words, contribution=contribution, amendment=amendment, corrects=first)
    pass_on_outside(ledger, contribution.year, by=by, when=when)
    return entry


@transaction.atomic
def add_interest(
    agreement: Agreement,
    *,
    year: int,
    cents: int,
    dated_on: date,
    by: Capacity,
    when: datetime,
    words: str = "",
    evidence: File | None = None,
) -> LedgerEntry:
    """Record what the money of a year earned."""
    ledger, on = hold_ledger(agreement), timezone.localdate(when)
    _refuse_fact(agreement, year, cents, dated_on, by, on)
    return append(ledger, kind=Kind.INTEREST, year=year, cents=cents, dated_on=dated_on, by=by, when=when, words=words, file=evidence)


@transaction.atomic
def charge_administration(
    agreement: Agreement,
    *,
    year: int,
    cents: int,
    dated_on: date,
    by: Capacity,
    when: datetime,
    words: str = "",
    evidence: File | None = None,
) -> LedgerEntry:
    """Record what managing the money of a year cost, under the cap of the agreement."""
    ledger, on = hold_ledger(agreement), timezone.localdate(when)
    _refuse_fact(agreement, year, cents, dated_on, by, on)
    so_far = figures.of_year(agreement, year)
    refuse_if(rules.obstacles_to_charging(agreement, ledger, charged=so_far.administration + cents, base=so_far.pledged))
    return append(ledger, kind=Kind.ADMINISTRATION, year=year, cents=cents, dated_on=dated_on, by=by, when=when, words=words, file=evidence)


def _refuse_fact(agreement: Agreement, year: int, cents: int, dated_on: date, by: Capacity, on: date) -> None:
    refuse_if(
        [
            *rules.obstacles_to_keeping(agreement, by=by, on=on),
            *rules.obstacles_to_amount(cents),
            *rules.obstacles_to_dating(dated_on, on=on),
            *rules.obstacles_to_year(agreement, year, on=on),
        ]
    )


@transaction.atomic
def correct(entry: LedgerEntry, *, cents: int, words: str, by: Capacity, when: datetime) -> LedgerEntry:
    """Record what an entry should have said, by a later one that points at it and bears the difference.

    `cents` is the right amount, zero where nothing happened. What the correction would make impossible is refused.
    """
    envelope = hold_envelope(entry.envelope) if entry.envelope else None
    ledger, on = hold_ledger(entry.agreement), timezone.localdate(when)
    present = entry.cents + (entry.corrections.aggregate(sum=Sum("cents"))["sum"] or 0)
    refuse_if(rules.obstacles_to_correcting(entry, cents=cents, present=present, words=words, by=by, on=on))
    refuse_if(_spoiled(entry, envelope, cents - present, ledger))
    use, delta = entry.use, cents - present
    shared = divided(use, entry.kind, delta, ledger.sharing) if use and entry.kind in SHARED else ()
    about = {"contribution": entry.contribution, "envelope": envelope, "use": use, "corrects": entry}
    facts = {"kind": entry.kind, "year": entry.year, "cents": delta, "dated_on": entry.dated_on, "words": words}
    made = append(ledger, **facts, by=by, when=when, shared=shared, **about)
    if envelope:
        pass_on(ledger, envelope, by=by, when=when)
    pass_on_outside(ledger, entry.year, by=by, when=when)
    return made


def _spoiled(entry: LedgerEntry, envelope: Envelope | None, delta: int, ledger: Ledger) -> list[str]:
    """What a correction of so many cents would break."""
    change = Figures(**{str(entry.kind): delta})
    found: list[str] = []
    if entry.contribution:
        found += rules.obstacles_to_figures(figures.of_contribution(entry.contribution) + change)
    if entry.use and envelope:
        found += rules.obstacles_to_figures(figures.of_use(entry.use) + change)
        if entry.kind in OF_USES and (more := change.engaged) > 0:
            short = figures.short_of(envelope) if entry.kind != Kind.RECOVERED else []
            found += rules.obstacles_to_drawing(envelope, more=more, figures=figures.of_envelope(envelope), short=short)
    if entry.kind == Kind.ADMINISTRATION and delta > 0:
        so_far = figures.of_year(entry.agreement, entry.year)
        found += rules.obstacles_to_charging(entry.agreement, ledger, charged=so_far.administration + delta, base=so_far.pledged)
    return found
