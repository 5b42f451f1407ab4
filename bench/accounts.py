"""The money of an agreement: a ledger of 200 000 entries read page by page, a statement, and one more commitment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.urls import reverse

from bench import world
from bench.measure import Line, median, milliseconds
from bench.pages import asking, signed_in
from ententes.agreements.models import Agreement
from ententes.committees.queries import Capacity, capacities
from ententes.decisions import acts as decisions
from ententes.decisions.acts.matters import freeze
from ententes.decisions.models import Matter, Resolution
from ententes.decisions.queries.chain import Link
from ententes.funding import acts
from ententes.funding.models import Allotment, Contribution, Envelope, LedgerEntry, Share, Use
from ententes.funding.queries.allotments import content
from ententes.organisations.models import Organisation

LONG = 200_000
NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = world.YEAR


def measures() -> Iterator[Line]:
    made = world.agreement(10, title="Entente qui compte")
    by = capacities(made.coordinations.get().person, made)[0]
    envelope, resolution = adopted(made, by)
    promised, uses = filled(made, envelope, by)
    cookie, handler = signed_in(by.person), WSGIHandler()
    places = {
        "« Argent »": reverse("funding", args=[made.slug]),
        "Ledger, first page": reverse("ledger", args=[made.slug]),
        "Ledger, page in its middle": f"{reverse('ledger', args=[made.slug])}?avant={LONG // 2}",
        "Page of one envelope": reverse("envelope", args=[made.slug, envelope.pk]),
        "Statement of a partner": reverse("statement", args=[made.slug, promised[0].party_id]),
    }
    for what, address in places.items():
        yield Line(f"{what}, {LONG} entries", milliseconds(median(asking(handler, address, cookie), 7)), "< 1 s")
    commit = median(lambda: acts.commit(uses[0], cents=100, resolution=resolution, by=by, when=NOW), 7)
    yield Line(f"Commit on an envelope and share it, {LONG} entries", milliseconds(commit), "< 1 s")


def adopted(made: Agreement, by: Capacity) -> tuple[Envelope, Resolution]:
    """An envelope of an allotment in force, and a resolution to commit by."""
    body = made.bodies.all()[0]
    allotment = acts.begin(made, year=YEAR, by=by, when=NOW)
    line = acts.set_line(allotment, title="Projets", cents=10**11, by=by, when=NOW)
    links = [Link(("adopt",), body)]
    matter = decisions.open_matter(made, kind="envelopes", title="Répartition", links=links, by=by, when=NOW)
    Matter.objects.filter(pk=matter.pk).update(state="settled", ended_at=NOW)
    Allotment.objects.filter(pk=allotment.pk).update(matter=matter)
    copy = decisions.Copy(data=content(allotment), content=b"%PDF-1.7", name="copie.pdf")
    freeze(matter, copy, by=by, when=NOW)
    facts: dict[str, Any] = {"title": "Engager", "resolved": "d’engager", "outcome": "adopted", "manner": "hands"}
    resolution = decisions.resolve(body, **facts, by=by, taken_on=NOW.date(), taken_at=NOW, when=NOW)
    return line.envelope, resolution


@transaction.atomic
def filled(made: Agreement, envelope: Envelope, by: Capacity) -> tuple[list[Contribution], list[Use]]:
    """Ten partners, a thousand uses, and the entries, of which half are shared."""
    promised = []
    for number in range(10):
        named = Organisation.objects.create(name=f"Partenaire {number}")
        party = made.parties.create(organisation=named, is_funder=True)
        promised.append(acts.pledge(made, party=party, year=YEAR, cents=10**10, by=by, when=NOW))
    uses = Use.objects.bulk_create(Use(envelope=envelope, title=f"Projet {number}", opened_at=NOW) for number in range(1000))
    ledger = acts.hold_ledger(made)
    told: dict[str, Any] = {"agreement": made, "year": YEAR, "cents": 5, "dated_on": NOW.date(), "person": by.person, "at": NOW}
    rows = []
    for number in range(LONG):
        kind = ("received", "reserved", "committed", "paid")[number % 4]
        about = {"contribution": promised[number % 10]} if kind == "received" else {"envelope": envelope, "use": uses[number % 1000]}
        rows.append(LedgerEntry(number=ledger.number + number + 1, kind=kind, **told, **about))
    made_rows = LedgerEntry.objects.bulk_create(rows, batch_size=2000)
    shared = [one for one in made_rows if one.kind in ("committed", "paid")]
    Share.objects.bulk_create(
        (Share(entry=one, contribution=promised[place % 10], cents=5) for place, one in enumerate(shared)), batch_size=5000
    )
    ledger.number += LONG
    ledger.save()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return promised, uses
