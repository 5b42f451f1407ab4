"""Five thousand projects before a body: the board by step, the packet with its combinations, and the same as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.db.models import Max
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import world
from bench.accounts import adopted
from bench.measure import Line, median, milliseconds
from bench.pages import asking, signed_in
from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.awards.queries.packet import packet
from ententes.awards.queries.proposal import content
from ententes.committees.models import Body
from ententes.committees.queries import Capacity, capacities
from ententes.decisions.models import Matter, Stage, Step, Version
from ententes.documents import acts as documents
from ententes.exporting.packet import export
from ententes.funding.models import Envelope

MANY = 5_000
NOW = datetime.now(UTC).replace(microsecond=0)


def measures() -> Iterator[Line]:
    made = world.agreement(10, title="Entente qui choisit")
    by = capacities(made.coordinations.get().person, made)[0]
    envelope, _resolution = adopted(made, by)
    body = made.bodies.all()[0]
    filled(made, body, envelope, by, 10)
    few = asked(body, by)
    filled(made, body, envelope, by, MANY)
    cookie, handler = signed_in(by.person), WSGIHandler()
    yield Line(f"Queries of a packet, {MANY} projects beside ten", f"{asked(body, by)} / {few}", "equal")
    for what, address in {
        "Board of projects": reverse("project_board", args=[made.slug]),
        "Packet of a body": reverse("project_packet", args=[made.slug, body.pk]),
    }.items():
        yield Line(f"{what}, {MANY} projects", milliseconds(median(asking(handler, address, cookie), 5)), "")
    leaving = median(lambda: export(packet(body, by.person), format="xlsx", as_of=NOW.date()), 1)
    yield Line(f"Packet as a workbook, {MANY} projects", milliseconds(leaving), "")


def asked(body: Body, by: Capacity) -> int:
    with CaptureQueriesContext(connection) as seen:
        packet(body, by.person)
    return len(seen)


@transaction.atomic
def filled(made: Agreement, body: Body, envelope: Envelope, by: Capacity, many: int) -> None:
    """Projects that were transmitted to the body, each with its frozen copy."""
    before = Matter.objects.aggregate(last=Max("pk"))["last"] or 0
    facts: dict[str, Any] = {"agreement": made, "kind": "project", "state": "before", "opened_by": by.coordination, "opened_at": NOW}
    Matter.objects.bulk_create(Matter(title=f"Projet {number}", **facts) for number in range(many))
    matters = list(Matter.objects.filter(pk__gt=before).order_by("pk"))
    Stage.objects.bulk_create(Stage(matter=one, position=0, body=body, verbs=["decide"]) for one in matters)
    stages = {one.matter_id: one for one in Stage.objects.filter(matter__pk__gt=before)}
    for one in matters:
        one.stage = stages[one.pk]
    Matter.objects.bulk_update(matters, ["stage"], batch_size=500)
    said = {"agreement": made, "promoter": "Le four", "summary": "Cuire.", "verdict": "grant", "aid": 500_000, "envelope": envelope}
    Project.objects.bulk_create(Project(title=one.title, matter=one, begun_at=NOW, **said) for one in matters)
    first = Project.objects.select_related("agreement", "envelope").filter(matter=matters[0]).get()
    data = content(first)
    file = documents.keep(content=b"%PDF-1.7", name="copie.pdf", media_type="application/pdf", by=by.person, when=NOW)
    Version.objects.bulk_create(
        (Version(matter=one, number=1, data=data | {"title": one.title}, file=file, sha256="", frozen_at=NOW) for one in matters),
        batch_size=1000,
    )
    Step.objects.bulk_create(
        (Step(matter=one, stage=one.stage, move="transmit", person=by.person, capacity="", at=NOW) for one in matters), batch_size=1000
    )
