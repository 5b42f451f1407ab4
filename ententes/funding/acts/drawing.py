"""What envelopes are drawn on for: reserved, recommended, committed, paid, justified, recovered, given back, carried over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.decisions.models import Matter, Resolution
from ententes.documents.models import File
from ententes.ground.act import refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Territory

from .. import rules
from ..models import Contribution, Envelope, Ledger, LedgerEntry, Use
from ..queries import figures
from ..queries.figures import Figures
from ..queries.sharing import divided, naming
from ..states import SHARED, Kind
from .closing import following_of, hold_envelope, pass_on
from .ledger import append, hold_ledger


@transaction.atomic
def open_use(
    envelope: Envelope,
    *,
    title: str,
    by: Capacity,
    when: datetime,
    territory: Territory | None = None,
    meant: Iterable[Contribution] = (),
    matter: Matter | None = None,
) -> Use:
    """Record what an envelope will be drawn on for, and the matter that decides of it where there is one.

    `meant` are the contributions promised for it, besides those that name it in the same words: they bear it first. For a matter, it is
    opened by whoever records what a body resolves.
    """
    if matter is None:
        refuse_if(rules.obstacles_to_keeping(envelope.agreement, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_titling(title))
    facts = {"title": shortened(title.strip(), 300), "territory": territory, "matter": matter, "opened_at": when}
    use = Use.objects.create(envelope=envelope, **facts)
    use.meant.set([*(one.pk for one in meant), *naming(envelope.agreement, title, envelope.year)])
    return use


@transaction.atomic
def reserve(use: Use, *, cents: int, by: Capacity, when: datetime, words: str = "") -> LedgerEntry:
    """Set money of the envelope aside for a use, before any body speaks of it."""
    return _drawn(use, Kind.RESERVED, cents, by, when, words=words)


@transaction.atomic
def recommend(use: Use, *, cents: int, resolution: Resolution, by: Capacity, when: datetime, words: str = "") -> LedgerEntry:
    """Record what a resolution recommends for a use. What was reserved for it is taken first."""
    refuse_if(rules.obstacles_to_resolving(use, resolution))
    return _drawn(use, Kind.RECOMMENDED, cents, by, when, words=words, before=(Kind.RESERVED,), resolution=resolution)


@transaction.atomic
def commit(use: Use, *, cents: int, resolution: Resolution, by: Capacity, when: datetime, words: str = "") -> LedgerEntry:
    """Record what a resolution commits to a use, shared among the partners that bear it; what was set aside for it is taken first.

    The envelope is held: commitments made at one moment never exceed it.
    """
    refuse_if(rules.obstacles_to_resolving(use, resolution, firm=True))
    before = (Kind.RECOMMENDED, Kind.RESERVED)
    return _drawn(use, Kind.COMMITTED, cents, by, when, words=words, before=before, resolution=resolution)


@transaction.atomic
def pay(use: Use, *, cents: int, paid_on: date, by: Capacity, when: datetime, words: str = "", evidence: File | None = None) -> LedgerEntry:
    """Record what was paid of a commitment, with the file that shows it where there is one. Whoever enters it is written beside it."""
    return _told(use, Kind.PAID, cents, paid_on, by, when, words=words, file=evidence)


@transaction.atomic
def disburse(use: Use, *, cents: int, paid_on: date, evidence: File | None, by: Capacity, when: datetime, words: str = "") -> LedgerEntry:
    """Record a payment that no convention carries: with what shows it, by somebody else than whoever wrote the commitment."""
    use.envelope = hold_envelope(use.envelope)
    short = figures.short_of(use.envelope)
    refuse_if(rules.obstacles_to_disbursing(use, shown=evidence is not None, short=short, by=by))
    return pay(use, cents=cents, paid_on=paid_on, by=by, when=when, words=words, evidence=evidence)


@transaction.atomic
def justify(
    use: Use, *, cents: int, justified_on: date, by: Capacity, when: datetime, words: str = "", evidence: File | None = None
) -> LedgerEntry:
    """Record what was shown to have been spent of what was paid."""
    return _told(use, Kind.JUSTIFIED, cents, justified_on, by, when, words=words, file=evidence)


@transaction.atomic
def recover(
    use: Use, *, cents: int, recovered_on: date, by: Capacity, when: datetime, words: str = "", evidence: File | None = None
) -> LedgerEntry:
    """Record what came back of what was paid: the envelope has it again."""
    return _told(use, Kind.RECOVERED, cents, recovered_on, by, when, words=words, file=evidence)


@transaction.atomic
def release(
    use: Use, *, kind: str, cents: int, words: str, by: Capacity, when: datetime, resolution: Resolution | None = None
) -> LedgerEntry:
    """Give back to the envelope what was reserved, recommended or committed to a use, and not paid."""
    ledger, so_far = _held(use, cents, by, when, resolution)
    refuse_if(rules.obstacles_to_releasing(use, kind=kind, cents=cents, figures=so_far, words=words))
    return _added(ledger, use, kind, -cents, timezone.localdate(when), by, when, words=words, resolution=resolution)


@transaction.atomic
def carry_over(envelope: Envelope, *, by: Capacity, when: datetime, words: str = "") -> Envelope:
    """Carry what is left in an envelope of a year that is over to that of the next year; return the latter."""
    following = following_of(envelope, envelope.year + 1)
    held = {one.pk: hold_envelope(one) for one in sorted((envelope, following), key=lambda one: one.pk)}
    ledger, on = hold_ledger(envelope.agreement), timezone.localdate(when)
    so_far = figures.of_envelope(held[envelope.pk])
    refuse_if(rules.obstacles_to_keeping(envelope.agreement, by=by, on=on))
    refuse_if(rules.obstacles_to_year(envelope.agreement, envelope.year + 1, on=on))
    refuse_if(rules.obstacles_to_carrying(envelope, figures=so_far, on=on))
    facts: dict[str, Any] = {"kind": Kind.CARRIED, "dated_on": on, "by": by, "when": when, "words": words}
    append(ledger, **facts, year=envelope.year, cents=-so_far.available, envelope=envelope)
    append(ledger, **facts, year=following.year, cents=so_far.available, envelope=following)
    return following


def _held(use: Use, cents: int, by: Capacity, when: datetime, resolution: Resolution | None = None) -> tuple[Ledger, Figures]:
    """The envelope and the ledger held, in that order, and the figures of the use as they stand then.

    What a resolution on the matter of the use makes of its money is written by whoever records it.
    """
    use.envelope = hold_envelope(use.envelope)
    ledger = hold_ledger(use.envelope.agreement)
    if resolution is None or use.matter_id is None or not rules.speaks_of(use, resolution):
        refuse_if(rules.obstacles_to_keeping(use.envelope.agreement, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_amount(cents))
    return ledger, figures.of_use(use)


def _drawn(
    use: Use, kind: Any, cents: int, by: Capacity, when: datetime, *, words: str, before: Iterable[Any] = (), **about: Any
) -> LedgerEntry:
    ledger, so_far = _held(use, cents, by, when, about.get("resolution"))
    taken: dict[Any, int] = {}
    for one in before:
        taken[one] = min(getattr(so_far, one), cents - sum(taken.values()))
    envelope = use.envelope
    short = figures.short_of(envelope)
    more = cents - sum(taken.values())
    firm = cents if kind == Kind.COMMITTED else 0
    refuse_if(rules.obstacles_to_drawing(envelope, more=more, firm=firm, figures=figures.of_envelope(envelope), short=short))
    on = timezone.localdate(when)
    for one, part in taken.items():
        if part:
            _added(ledger, use, one, -part, on, by, when, words=words, **about)
    return _added(ledger, use, kind, cents, on, by, when, words=words, **about)


def _told(use: Use, kind: Any, cents: int, dated_on: date, by: Capacity, when: datetime, **about: Any) -> LedgerEntry:
    ledger, so_far = _held(use, cents, by, when)
    refuse_if(rules.obstacles_to_dating(dated_on, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_figures(so_far + Figures(**{str(kind): cents})))
    return _added(ledger, use, kind, cents, dated_on, by, when, **about)


def _added(ledger: Ledger, use: Use, kind: Any, cents: int, dated_on: date, by: Capacity, when: datetime, **about: Any) -> LedgerEntry:
    shared = divided(use, kind, cents, ledger.sharing) if kind in SHARED else ()
    facts = {"kind": kind, "year": use.envelope.year, "cents": cents, "dated_on": dated_on}
    entry = append(ledger, **facts, by=by, when=when, shared=shared, envelope=use.envelope, use=use, **about)
    pass_on(ledger, use.envelope, by=by, when=when)
    return entry
