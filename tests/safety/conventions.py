"""Conventions in the world that is attacked: one to draw up, one written, one sent, one lapsed, one in default, one in force and paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from ententes.agreements.models import Agreement, Party
from ententes.awards.models import Project
from ententes.awards.queries import proposal
from ententes.committees import acts as committees
from ententes.committees.models import Body, Finance
from ententes.committees.queries import Capacity
from ententes.conventions import acts
from ententes.conventions.models import GrantAgreement
from ententes.conventions.queries import signing
from ententes.decisions.models import Matter, Resolution, Stage, Step, Version
from ententes.documents import acts as documents
from ententes.funding import acts as funding
from ententes.funding.models import Envelope, Use
from tests.cast import NOW, TODAY

Parts = dict[str, Any]
DAY = TODAY.isoformat()
AID = 100_000


def furnish(agreement: Agreement, body: Body, party: Party, coordination: Capacity, outsider: Any) -> tuple[Parts, dict[str, Parts]]:
    """The parts of addresses, and those that some routes need of their own. The coordination has the hat of finance as well."""
    facts: Parts = {"by": coordination, "when": NOW}
    hat = {"person": coordination.person, "organisation": party.organisation, "starts_on": TODAY, "by": coordination}
    committees.name_finance(agreement, **hat)
    clerk = Capacity(agreement, finance=Finance.objects.filter(agreement=agreement).exclude(person=coordination.person)[0])
    made = [_project(agreement, body, coordination, f"{title} de {agreement.slug}") for title in TITLES]
    to_draw_up, *others = made
    written, late, lapsed, failing, running, taken_back = (_convention(one, outsider, coordination) for one in others)
    early = NOW - timedelta(days=20)
    for one, last, when in ((late, 30, NOW), (lapsed, -1, early), (failing, 30, early), (running, 30, early), (taken_back, 30, NOW)):
        acts.send(one, printed=lambda data: b"%PDF-1.7 convention", by=coordination, when=when, sign_by=TODAY + timedelta(days=last))
        one.refresh_from_db()
    for one in (failing, running):
        for side in ("promoter", "manager"):
            acts.file_paper(one.signatures.get(side=side), copy=one.file, signed_on=TODAY - timedelta(days=2), **facts)
    recall = acts.recall(taken_back, reason="Une faute.", **facts)
    acts.declare_default(failing, reason="Rien n’est remis.", **facts)
    first, second, third = _instalments(running, coordination)
    payment = acts.enter_payment(first, cents=10_000, paid_on=TODAY, by=clerk, when=NOW)
    token = signing.path(late.signatures.get(side="promoter")).split("/")[-2]
    ours = {
        "convention": running.pk,
        "side": "promoter",
        "instalment": third.pk,
        "payment": payment.pk,
        "sent_sha256": late.sha256,
        "convention_token": token,
        "recall": recall.pk,
    }
    needed: dict[str, Parts] = {
        name: {"convention": written.pk} for name in ("convention_reword", "convention_signatory", "convention_send")
    }
    needed |= {"convention_paper": {"convention": late.pk}, "own_convention_sign": {"convention": late.pk}}
    needed |= {"convention_recall": {"convention": late.pk}}
    needed |= {"convention_recalled": {"convention": taken_back.pk, "recall": recall.pk, "what": "texte"}}
    needed |= {"convention_draw_up": {"project": to_draw_up.pk}}
    needed |= {"convention_release": {"convention": lapsed.pk}, "convention_default_lift": {"convention": failing.pk}}
    needed |= {"payment_enter": {"instalment": second.pk}, "convention_export": {"format": "docx"}, "payments_export": {"format": "csv"}}
    needed |= {name: {"token": token} for name in ("convention_link", "convention_link_file")}
    return ours, needed


TITLES = ("À rédiger", "En rédaction", "Transmise", "Caduque", "En défaut", "En vigueur", "Reprise")


def _project(agreement: Agreement, body: Body, coordination: Capacity, title: str) -> Project:
    """A project as a body decided it, with its money committed."""
    envelope, _new = Envelope.objects.get_or_create(agreement=agreement, year=2011, title=f"Projets de {agreement.slug}")
    held = coordination.coordination
    matter = Matter.objects.create(
        agreement=agreement, kind="project", title=title, state="settled", opened_by=held, opened_at=NOW, ended_at=NOW
    )
    stage = Stage.objects.create(matter=matter, position=0, body=body, verbs=["decide"])
    named = {"title": title, "promoter": f"Four de {agreement.slug}", "verdict": "grant", "aid": AID, "envelope": envelope}
    project = Project.objects.create(agreement=agreement, matter=matter, begun_at=NOW, **named)
    file = documents.keep(content=title.encode(), name="projet.pdf", media_type="application/pdf", by=None, when=NOW)
    said = {"data": proposal.content(project), "file": file, "sha256": "0" * 64, "frozen_at": NOW}
    version = Version.objects.create(matter=matter, number=1, **said)
    facts = {"outcome": "adopted", "manner": "hands", "taken_on": TODAY, "taken_at": NOW - timedelta(days=30), "recorded_by": "x"}
    resolution = Resolution.objects.create(
        agreement=agreement,
        body=body,
        number=f"P-{matter.pk}",
        matter=matter,
        stage=stage,
        version=version,
        title=title,
        resolved="d’accepter",
        **facts,
    )
    person = coordination.person
    Step.objects.create(
        matter=matter, stage=stage, move="pass", version=version, resolution=resolution, person=person, capacity="x", at=NOW
    )
    use = Use.objects.create(envelope=envelope, title=title, matter=matter, opened_at=NOW)
    with transaction.atomic():
        entry: Parts = {"kind": "committed", "year": 2011, "cents": AID, "dated_on": TODAY, "by": coordination, "when": NOW}
        funding.append(funding.hold_ledger(agreement), **entry, shared=[(None, AID)], envelope=envelope, use=use, resolution=resolution)
    project.use = use
    project.save(update_fields=["use"])
    return project


def _convention(project: Project, outsider: Any, coordination: Capacity) -> GrantAgreement:
    facts: Parts = {"by": coordination, "when": NOW}
    made = acts.draw_up(project, **facts)
    file = documents.keep(content=b"resolution", name="resolution.txt", media_type="text/plain", by=None, when=NOW)
    signs = {"person": outsider, "name": outsider.name, "office": "présidence", "authority": "CA-7", "authority_file": file}
    acts.name_signatory(made, side="promoter", **signs, **facts)
    resolution = Resolution.objects.filter(matter=project.matter)[0]
    acts.name_signatory(made, side="manager", person=None, name="Direction", office="direction", resolution=resolution, **facts)
    return made


def _instalments(convention: GrantAgreement, coordination: Capacity) -> list[Any]:
    """Three of them: paid for by a payment to approve, due, and still waiting for its condition."""
    only = convention.instalments.get()
    cut = {"convention": convention, "trigger": "final", "share": 0}
    rows = [only, *(convention.instalments.create(position=rank, cents=1_000, **cut) for rank in (2, 3))]
    for one in rows[:2]:
        acts.meet(one, met_on=TODAY, words="Reçu.", by=coordination, when=NOW)
    return rows


FORMS: dict[str, Callable[[Any], Parts]] = {
    "convention_draw_up": lambda w: {},
    "convention_clauses": lambda w: {"title_0": "Objet", "text_0": "Pour {promoteur}.", "visibility": "Au four."},
    "convention_reword": lambda w: {"title_0": "Objet", "text_0": "Pour {promoteur}.", "visibility": "Au four."},
    "convention_signatory": lambda w: {
        "name": "Signataire",
        "email": "signataire@exemple.test",
        "office": "présidence",
        "authority": "CA-8",
    },
    "convention_send": lambda w: {"sign_by": (TODAY + timedelta(days=20)).isoformat()},
    "convention_export": lambda w: {},
    "convention_paper": lambda w: {"signed_on": DAY, "file": SimpleUploadedFile("signee.txt", b"signee", "text/plain")},
    "convention_recall": lambda w: {"why": "Une faute."},
    "convention_release": lambda w: {},
    "convention_default": lambda w: {"why": "Rien n’est remis."},
    "convention_default_lift": lambda w: {"why": "Tout est remis."},
    "instalment_meet": lambda w: {"met_on": DAY, "words": "Rapport accepté."},
    "payment_enter": lambda w: {"cents": "10", "paid_on": DAY, "reference": "C-99"},
    "payment_approve": lambda w: {},
    "payment_refuse": lambda w: {"why": "Un zéro de trop."},
    "payments_export": lambda w: {},
    "own_convention_sign": lambda w: {"confirmed": "on", "sha256": w.ours["sent_sha256"]},
    "convention_link": lambda w: {"confirmed": "on", "sha256": w.ours["sent_sha256"]},
}
