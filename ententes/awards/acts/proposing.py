"""How a project comes before the bodies: begun from a deposit or from the plan, proposed, and its matter opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement, Objective
from ententes.committees.queries import Capacity
from ententes.decisions import acts as decisions
from ententes.decisions.models import Matter
from ententes.decisions.queries.chain import chain_of
from ententes.decisions.states import ENDED, Kind
from ententes.funding.models import Envelope
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import shortened
from ententes.organisations.models import Territory
from ententes.plans.models import Action
from ententes.plans.queries.powers import in_current_plan
from ententes.projects.models import Deposit

from .. import rules
from ..models import Project
from ..queries import decided, proposal
from ..queries.withdrawn import concerned
from ..states import GRANTED, Verdict


@transaction.atomic
def begin(
    deposit: Deposit,
    *,
    by: Capacity,
    when: datetime,
    actions: Sequence[Action] = (),
    objectives: Sequence[Objective] = (),
    territory: Territory | None = None,
) -> Project:
    """Record that an admissible deposit becomes a project to put before the bodies."""
    application = hold(deposit.application)
    deposit.application = application
    agreement = deposit.call.agreement
    refuse_if(rules.obstacles_to_beginning(deposit, by=by))
    refuse_if(rules.obstacles_to_hanging(agreement, actions=actions, objectives=objectives, territory=territory))
    said = deposit.data
    project = Project.objects.create(
        agreement=agreement,
        deposit=deposit,
        title=shortened(said["title"], 300),
        promoter=shortened(said["promoter"], 300),
        summary=said["answers"].get("summary", ""),
        territory=territory,
        begun_at=when,
    )
    return _hung(project, actions, objectives)


@transaction.atomic
def bear(
    agreement: Agreement,
    *,
    title: str,
    promoter: str,
    summary: str,
    actions: Sequence[Action],
    by: Capacity,
    when: datetime,
    objectives: Sequence[Objective] = (),
    territory: Territory | None = None,
) -> Project:
    """Record a project born of the plan, without a call: the actions it carries out, and who carries it."""
    refuse_if(rules.obstacles_to_bearing(agreement, title=title, promoter=promoter, actions=actions, by=by))
    refuse_if(rules.obstacles_to_hanging(agreement, actions=actions, objectives=objectives, territory=territory))
    facts = {"title": shortened(title.strip(), 300), "promoter": shortened(promoter.strip(), 300), "summary": summary.strip()}
    return _hung(Project.objects.create(agreement=agreement, **facts, territory=territory, begun_at=when), actions, objectives)


@transaction.atomic
def describe(
    project: Project,
    *,
    actions: Sequence[Action],
    objectives: Sequence[Objective],
    territory: Territory | None,
    summary: str,
    by: Capacity,
) -> Project:
    """Record what a project serves, where, and its summary, until its matter ends."""
    project = hold(project)
    refuse_if(rules.obstacles_to_describing(project, by=by))
    refuse_if(rules.obstacles_to_hanging(project.agreement, actions=actions, objectives=objectives, territory=territory))
    project.territory, project.summary = territory, summary.strip()
    project.save(update_fields=["territory", "summary"])
    return _hung(project, actions, objectives)


def _hung(project: Project, actions: Sequence[Action], objectives: Sequence[Objective]) -> Project:
    """The project under its actions, and under their objectives with those that are named."""
    project.actions.set(actions)
    project.objectives.set({*objectives, *(one.section.objective for one in actions if one.section.objective)})
    return project


@transaction.atomic
def propose(
    project: Project,
    *,
    verdict: str,
    by: Capacity,
    when: datetime,
    aid: int = 0,
    envelope: Envelope | None = None,
    conditions: str = "",
    awaited: str = "",
    reason: str = "",
    reasons: str = "",
) -> Project:
    """Record what a body is asked to resolve about a project. What a body has already received stays as it was."""
    project = hold(project)
    granted = verdict in GRANTED
    said = {
        "verdict": verdict,
        "aid": aid if granted or verdict == Verdict.WAIT else 0,
        "envelope": envelope if granted or verdict == Verdict.WAIT else None,
        "conditions": conditions.strip() if granted else "",
        "awaited": awaited.strip() if verdict == Verdict.PENDING else "",
        "reason": "" if granted else reason,
        "reasons": "" if granted else reasons.strip(),
    }
    refuse_if(rules.obstacles_to_proposing(project, **said, found=proposal.budget(project.deposit), by=by))  # type: ignore[arg-type]
    for name, value in said.items():
        setattr(project, name, value)
    project.save(update_fields=list(said))
    return project


@transaction.atomic
def open_matter(project: Project, *, by: Capacity, when: datetime) -> Matter:
    """Open the matter that carries a project, by the chain of the mandates; whoever has an interest in it is withdrawn at once."""
    project = hold(project)
    refuse_if(rules.obstacles_to_opening(project, by=by))
    agreement, kind, on = project.agreement, str(Kind.PROJECT), timezone.localdate(when)
    links = chain_of(agreement, kind, on, in_current_plan(agreement, on).get(kind, ()))
    title = _("%(title)s – %(promoter)s") % {"title": project.title, "promoter": project.promoter}
    matter = decisions.open_matter(agreement, kind=kind, title=title, links=links, by=by, when=when)
    project.matter = matter
    project.save(update_fields=["matter"])
    withdraw_concerned(project, when=when)
    return matter


@transaction.atomic
def withdraw_concerned(project: Project, *, when: datetime) -> int:
    """Withdraw from the matter of a project whoever writes its application or declared an interest in it since; return how many."""
    matter = project.matter
    if matter is None or matter.state in ENDED:
        return 0
    gone = set(matter.interests.filter(lifted_at=None).values_list("person", flat=True))
    found = [one for one in concerned(project, timezone.localdate(when)) if one[0].pk not in gone]
    for person, nature, declared_by in found:
        decisions.declare_interest(matter, person=person, nature=nature, declared_by=declared_by, when=when)
    return len(found)


@transaction.atomic
def complete(project: Project, *, received_on: date, by: Capacity, when: datetime) -> Project:
    """Record that the documents the decision awaits were received: it is firm from then on."""
    project = hold(project)
    found = decided.decision(project)
    refuse_if(rules.obstacles_to_completing(project, found, on=timezone.localdate(when), received_on=received_on, by=by))
    project.completed_on, project.completed_at, project.completed_by = received_on, when, by.recorded[:300]
    project.save(update_fields=["completed_on", "completed_at", "completed_by"])
    return project
