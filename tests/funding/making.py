"""What the tests of money begin with: partners, an allotment in force, and a resolution to commit by."""

from __future__ import annotations

from typing import Any

from ententes.agreements.models import Party
from ententes.decisions.models import Matter, Resolution
from ententes.exporting.frozen import copy_of
from ententes.funding import acts
from ententes.funding.models import Allotment, Contribution, Envelope, Use
from ententes.organisations.models import Organisation
from tests.cast import NOW, Cast
from tests.decisions.chains import resolve

YEAR = 2011


def make_party(cast: Cast, name: str, **facts: Any) -> Party:
    named = Organisation.objects.create(name=name)
    return Party.objects.create(agreement=cast.agreement, organisation=named, **{"is_signatory": True, "is_funder": True, **facts})


def promise(cast: Cast, party: Party, cents: int, year: int = YEAR, **facts: Any) -> Contribution:
    return acts.pledge(cast.agreement, party=party, year=year, cents=cents, by=cast.coordination, when=NOW, **facts)


def decided(cast: Cast) -> Resolution:
    made: Resolution = resolve(cast, None, cast.management)
    return made


def make_allotment(cast: Cast, lines: dict[str, int], year: int = YEAR) -> Allotment:
    """An allotment being written, with envelopes of these titles; an objective has the one of its title."""
    allotment = acts.begin(cast.agreement, year=year, by=cast.coordination, when=NOW)
    objectives = {one.title: one for one in cast.agreement.objectives.all()}
    for title, cents in lines.items():
        acts.set_line(allotment, objective=objectives.get(title), title=title, cents=cents, by=cast.coordination, when=NOW)
    return allotment


def adopt(cast: Cast, allotment: Allotment, act: Any = acts.propose) -> Matter:
    """Carry it through a chain of one body, which adopts the frozen copy."""
    from ententes.decisions import acts as decisions

    matter: Matter = act(allotment, by=cast.coordination, when=NOW, body=cast.management)
    matter.refresh_from_db()
    decisions.transmit(matter, copy=copy_of(matter), by=cast.coordination, when=NOW)
    resolve(cast, matter, cast.management)
    allotment.refresh_from_db()
    return matter


def make_envelope(cast: Cast, cents: int, title: str = "Nourrir", year: int = YEAR) -> Envelope:
    """An envelope to which an adopted allotment gives that much."""
    adopt(cast, make_allotment(cast, {title: cents}, year))
    return Envelope.objects.get(agreement=cast.agreement, year=year, title=title)


def make_use(cast: Cast, envelope: Envelope, title: str = "Le four communal", **facts: Any) -> Use:
    return acts.open_use(envelope, title=title, by=cast.coordination, when=NOW, **facts)


def ledger(cast: Cast) -> list[tuple[int, str, int]]:
    return list(cast.agreement.ledger_entries.order_by("number").values_list("number", "kind", "cents"))
