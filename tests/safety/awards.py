"""Projects in the world that is attacked: one being proposed, others decided, an announcement to come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ententes.agreements.models import Agreement
from ententes.awards import acts
from ententes.awards.models import Project
from ententes.awards.queries.proposal import content
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.acts import Copy
from ententes.decisions.queries.chain import Link
from ententes.funding.models import Allotment, Envelope
from ententes.plans.models import Action
from ententes.projects import acts as projects
from ententes.projects.models import Deposit
from tests.cast import NOW, TODAY
from tests.projects.making import complete

Parts = dict[str, Any]
DAY = (TODAY + timedelta(days=9)).isoformat()
HUNDRED = 10_000


def furnish(agreement: Agreement, body: Body, action: Action, coordination: Capacity, outsider: Any) -> tuple[Parts, dict[str, Parts]]:
    """What addresses name, and what some routes need in its place."""
    by: Parts = {"by": coordination, "when": NOW}
    envelope = _envelope(agreement, body, coordination)
    written = _born(agreement, "Four proposé", action, by)
    acts.propose(written, verdict="grant", aid=HUNDRED, envelope=envelope, **by)
    waiting, told, announced, free = (
        _decided(_born(agreement, f"Four {name}", action, by), body, by, verdict, envelope)
        for name, verdict in (("en attente", "pending"), ("dit", "grant"), ("annoncé", "grant"), ("libre", "grant"))
    )
    deposit, later = _deposit(agreement, by, outsider, "Un four"), _deposit(agreement, by, outsider, "Un autre four")
    Project.objects.filter(pk=told.pk).update(deposit=deposit)
    coming = _born(agreement, "Four à venir", action, by)
    acts.propose(coming, verdict="grant", aid=HUNDRED, envelope=envelope, **by)
    Project.objects.filter(pk=coming.pk).update(matter=_opened(agreement, "project", coming.title, body, by))
    scenario = acts.combine(body, title="Un seul four", words="", lines={coming.pk: HUNDRED}, **by)
    announcement = acts.announce(
        agreement, title=f"Annonce de {agreement.slug}", words="", projects=[announced], public_at=NOW + timedelta(days=3), **by
    )
    ours = {"project": written.pk, "announcement": announcement.pk, "granted": free.pk, "action_served": action.pk}
    return {**ours, "scenario": scenario.pk, "coming": coming.pk}, {
        **{name: {"format": "xlsx"} for name in ("project_packet_export", "project_board_export")},
        "project_begin": {"deposit": later.pk},
        "project_complete": {"project": waiting.pk},
        "project_tell": {"project": told.pk},
        "funded_export": {"format": "json"},
    }


def _born(agreement: Agreement, title: str, action: Action, by: Parts) -> Project:
    return acts.bear(agreement, title=f"{title} de {agreement.slug}", promoter="Le four", summary="Cuire.", actions=[action], **by)


def _envelope(agreement: Agreement, body: Body, coordination: Capacity) -> Envelope:
    """One with enough, in an allotment said to be adopted."""
    envelope = Envelope.objects.create(agreement=agreement, year=2009, title=f"Fours de {agreement.slug}")
    matter = _opened(agreement, "envelopes", "Répartition 2009", body, {"by": coordination, "when": NOW})
    Allotment.objects.create(agreement=agreement, year=2009, matter=matter, begun_at=NOW)
    data = {"lines": [{"key": envelope.pk, "title": envelope.title, "cents": 100 * HUNDRED, "words": ""}], "total": 100 * HUNDRED}
    _resolved(matter, body, Copy(data=data, content=b"%PDF-1.7 une", name="copie.pdf"), {"by": coordination, "when": NOW})
    return envelope


def _opened(agreement: Agreement, kind: str, title: str, body: Body, by: Parts) -> Any:
    return decisions.open_matter(agreement, kind=kind, title=title, links=[Link(("decide",), body)], **by)


def _resolved(matter: Any, body: Body, copy: Copy, by: Parts) -> None:
    decisions.transmit(matter, copy=copy, **by)
    said = {"outcome": "adopted", "manner": "hands", "votes": (3, 0, 0), "taken_on": TODAY, "taken_at": NOW, "move": "pass"}
    decisions.resolve(body, title=matter.title, resolved="d’accepter", matter=matter, **said, **by)


def _decided(project: Project, body: Body, by: Parts, verdict: str, envelope: Envelope) -> Project:
    """A project that the body alone decided."""
    awaited = "Le bail" if verdict == "pending" else ""
    acts.propose(project, verdict=verdict, aid=HUNDRED, envelope=envelope, awaited=awaited, **by)
    matter = _opened(project.agreement, "project", project.title, body, by)
    Project.objects.filter(pk=project.pk).update(matter=matter)
    project = Project.objects.get(pk=project.pk)
    _resolved(matter, body, Copy(data=content(project), content=b"%PDF-1.7 deux", name="copie.pdf"), by)
    return project


def _deposit(agreement: Agreement, by: Parts, outsider: Any, title: str) -> Deposit:
    """An admissible application that no project carries."""
    facts = {"words": "Des fours.", "opens_at": NOW - timedelta(days=1), "waived_because": "Le cadre vient."}
    call = projects.publish(projects.draft(agreement, title=f"Appel aux fours de {agreement.slug}", **facts, **by), **by)
    named = {"promoter": f"{title} de {agreement.slug}", "neq": "", "kind": "nonprofit", "title": title}
    made = projects.begin(call, **named, person=outsider, when=NOW)
    complete(made, outsider)
    deposit = projects.deposit(made, printed=lambda data, number: b"%PDF-1.7 une demande", person=outsider, when=NOW)
    deposit.verdicts.create(admissible=True, checked=[], person=by["by"].person, capacity="coordination", at=NOW)
    return deposit


FORMS: dict[str, Callable[[Any], Parts]] = {
    "project_begin": lambda w: {"actions": [w.ours["action_served"]]},
    "project_bear": lambda w: {"title": "Un moulin", "promoter": "Le moulin", "actions": [w.ours["action_served"]]},
    "project_describe": lambda w: {"summary": "Moudre", "actions": [w.ours["action_served"]]},
    "project_propose": lambda w: {"verdict": "refuse", "reason": "exhausted", "reasons": "Rien ne reste."},
    "project_open": lambda w: {},
    "project_complete": lambda w: {"received_on": TODAY.isoformat()},
    "project_tell": lambda w: {"recourse": "Écrivez-nous.", "then": "send"},
    "project_announce": lambda w: {"title": "Des fours", "projects": [w.ours["granted"]], "public_on": DAY, "public_hour": "10:00"},
    "project_announcement_postpone": lambda w: {"public_on": DAY, "public_hour": "10:00"},
    "project_packet_export": lambda w: {},
    "project_board_export": lambda w: {},
    "project_combine": lambda w: {"title": "Deux fours", f"aid_{w.ours['coming']}": "50"},
    "project_scenario_drop": lambda w: {},
    "project_announcement_cancel": lambda w: {"because": "Trop tôt."},
}
"""For each route of projects that is posted to, a form that does something where it may."""
