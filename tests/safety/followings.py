"""Conventions under way in the world that is attacked: reports in several states, sums owed back, one convention that may be closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.conventions import acts
from ententes.conventions.models import ChangeRequest, GrantAgreement, ProjectReport
from ententes.decisions.models import Resolution
from ententes.documents import acts as documents
from ententes.funding import acts as funding
from tests.cast import NOW, TODAY

from . import conventions

Parts = dict[str, Any]
LATER = (TODAY + timedelta(days=30)).isoformat()
ANSWERS = {"done": "Le four est bâti.", "results": "Deux cents pains."}


def furnish(agreement: Agreement, body: Body, coordination: Capacity, outsider: Any, running: int) -> tuple[Parts, dict[str, Parts]]:
    """The parts of addresses, and those that some routes need of their own."""
    by: Parts = {"by": coordination, "when": NOW}
    convention = GrantAgreement.objects.get(pk=running)
    use = convention.project.use
    assert use is not None
    with transaction.atomic():
        facts: Parts = {"kind": "paid", "year": 2011, "cents": 900, "dated_on": TODAY, "shared": [(None, 900)]}
        funding.append(funding.hold_ledger(agreement), **facts, **by, envelope=use.envelope, use=use)
    waiting, begun, read = (acts.expect_report(convention, kind="interim", due_on=TODAY, **by) for _place in range(3))
    file = documents.keep(content=b"facture", name="facture.txt", media_type="text/plain", by=outsider, when=NOW)
    piece = acts.join_report_piece(read, file=file, title="Facture", person=outsider, when=NOW)
    for one in (begun, read):
        acts.write_report(one, answers=ANSWERS, costs={}, person=outsider, when=NOW)
    acts.deposit_report(ProjectReport.objects.get(pk=read.pk), person=outsider, when=NOW)
    found = acts.find_recovery(convention, cents=300, reason="Trop versé", **by)
    claimed = acts.find_recovery(convention, cents=200, reason="Trop versé", **by)
    acts.claim(claimed, due_on=TODAY, **by)
    resolution = Resolution.objects.filter(body=body, outcome="adopted", matter=convention.project.matter)[0]
    over, spare = (_running(agreement, body, coordination, outsider, f"{title} de {agreement.slug}") for title in ("Finie", "À finir"))
    acts.terminate(over, because="Dissous.", resolution=resolution, **by)
    early: Parts = {"kind": "scope", "words": "Un autre four", "details": {}, "person": outsider, "when": NOW - timedelta(days=40)}
    signing, to_send = (_accepted(spare, resolution, early) for _place in range(2))
    acts.send_addendum(signing, printed=lambda data: b"%PDF-1.7 avenant", **by)
    signing.refresh_from_db()
    change, changed = (
        acts.ask_change(convention, **early),
        _running(agreement, body, coordination, outsider, f"À changer de {agreement.slug}"),
    )
    to_put = acts.ask_change(changed, **{**early, "kind": "date", "details": {"ends_on": LATER}})
    acts.analyse_change(to_put, analysis="C’est raisonnable.", proposed="accepted", **by)
    moved: Parts = {"kind": "posts", "words": "Du bois", "details": {"from": "Four", "to": "Bois", "cents": 0}}
    small = ChangeRequest.objects.create(convention=changed, number=2, person=outsider, asked_at=NOW, **moved)
    ours = {
        "change": change.pk,
        "change_sha256": signing.sha256,
        "report": read.pk,
        "piece": piece.pk,
        "recovery": claimed.pk,
        "repayment": claimed.repayments.get().pk,
        "follow_resolution": resolution.pk,
    }
    needed = {
        "change_put": {"change": to_put.pk},
        "change_decide": {"change": small.pk},
        "change_send": {"change": to_send.pk},
        "own_change_ask": {"convention": spare.pk},
        **{name: {"change": signing.pk} for name in ("change_paper", "change_file", "own_change_sign", "own_change_file")},
        "report_waive": {"report": waiting.pk},
        "own_report": {"report": begun.pk},
        "own_report_draft": {"report": begun.pk},
        "own_report_deposit": {"report": begun.pk},
        "recovery_claim": {"recovery": found.pk},
        "convention_terminate": {"convention": spare.pk},
        "convention_close": {"convention": over.pk},
    }
    return ours, needed


def _accepted(convention: GrantAgreement, resolution: Resolution, early: Parts) -> ChangeRequest:
    """A request that a resolution settled."""
    change = acts.ask_change(convention, **early)
    change.outcome, change.decided_at, change.decided_by, change.resolution = "accepted", NOW, resolution.body.name, resolution
    change.save()
    return change


def _running(agreement: Agreement, body: Body, coordination: Capacity, outsider: Any, title: str) -> GrantAgreement:
    """A convention signed on paper by both, of which nothing is paid."""
    early = NOW - timedelta(days=20)
    made = conventions._convention(conventions._project(agreement, body, coordination, title), outsider, coordination)
    last = TODAY + timedelta(days=30)
    acts.send(made, printed=lambda data: b"%PDF-1.7 convention", by=coordination, when=early, sign_by=last)
    made.refresh_from_db()
    for side in ("promoter", "manager"):
        facts: Parts = {"copy": made.file, "signed_on": TODAY - timedelta(days=2), "by": coordination, "when": NOW}
        acts.file_paper(made.signatures.get(side=side), **facts)
    return GrantAgreement.objects.get(pk=made.pk)


FORMS: dict[str, Callable[[Any], Parts]] = {
    "report_expect": lambda w: {"kind": "interim", "due_on": LATER},
    "report_accept": lambda w: {},
    "report_return": lambda w: {"why": "Il manque les photos."},
    "report_waive": lambda w: {"why": "Le projet est court."},
    "recovery_find": lambda w: {"cents": "1", "reason": "Trop versé"},
    "recovery_claim": lambda w: {"due_on": LATER},
    "recovery_schedule": lambda w: {"day_0": LATER, "cents_0": "2"},
    "recovery_write_off": lambda w: {"resolution": w.ours["follow_resolution"]},
    "repayment_repay": lambda w: {"received_on": TODAY.isoformat()},
    "convention_terminate": lambda w: {"resolution": w.ours["follow_resolution"], "because": "Le promoteur est dissous."},
    "convention_close": lambda w: {},
    "own_report": lambda w: {"done": "Le four chauffe.", "results": "Trois cents pains."},
    "own_report_draft": lambda w: {"done": "Le four"},
    "own_report_deposit": lambda w: {},
    "own_change_ask": lambda w: {"kind": "scope", "words": "Un autre four"},
    "own_change_withdraw": lambda w: {},
    "own_change_sign": lambda w: {"confirmed": "1", "sha256": w.ours["change_sha256"]},
    "change_analyse": lambda w: {"analysis": "C’est raisonnable."},
    "change_put": lambda w: {},
    "change_decide": lambda w: {"outcome": "accepted"},
    "change_send": lambda w: {},
    "change_paper": lambda w: {"file": SimpleUploadedFile("avenant.txt", b"signe", "text/plain")},
}
