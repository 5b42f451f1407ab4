"""What a convention says: its facts, read in the deposit, the norms frozen with it and the decision; its clauses; its instalments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Party
from ententes.awards.models import Project
from ententes.awards.queries.decided import Decision, decision
from ententes.ground.money import shares
from ententes.ground.wording import money, percent
from ententes.projects.queries.norms import Norms, instalments, norms_of, norms_on
from ententes.projects.states import Trigger

from ..models import GrantAgreement
from ..states import Side
from .clauses import filled


@dataclass(frozen=True, slots=True)
class Planned:
    """One instalment to come."""

    trigger: str
    share: int
    cents: int
    within_days: int | None


def norms_for(project: Project, found: Decision | None) -> Norms | None:
    """The norms frozen with the deposit; without a deposit, those in force on the day of the decision. One query at most."""
    if project.deposit is not None:
        return norms_of(project.deposit.data["norms"]) if project.deposit.data.get("norms") else None
    return norms_on(project.agreement, found.day) if found else None


def planned(cents: int, norms: Norms | None) -> list[Planned]:
    """The instalments of an aid under norms, to the cent; a single one, at the final report, where no norms say anything."""
    if norms is None:
        return [Planned(str(Trigger.FINAL), 10_000, cents, None)]
    given = instalments(norms)
    parts = shares(cents, [share for _key, share in given])
    days = {str(Trigger.SIGNED): norms.first_paid_within_days}
    return [Planned(key, share, part, days.get(key)) for (key, share), part in zip(given, parts, strict=True) if part]


def manager(project: Project) -> str:
    """Who manages the agreement; the agreement itself while nobody said. One query."""
    found = Party.objects.filter(agreement=project.agreement, is_manager=True, left_by=None).select_related("organisation").first()
    return found.organisation.name if found else project.agreement.title


def facts(convention: GrantAgreement) -> dict[str, Any]:
    """Everything a convention says beside its clauses, as plain values. A constant number of queries."""
    project = convention.project
    found = decision(project)
    norms = norms_for(project, found)
    said: Mapping[str, Any] = project.deposit.data if project.deposit else {}
    answers, budget = said.get("answers", {}), said.get("budget", {})
    kind = said.get("kind", "")
    signatories = convention.signatures.standing().select_related("resolution")
    return {
        "number": convention.number,
        "agreement": convention.agreement.title,
        "manager": manager(project),
        "promoter": {"name": project.promoter, "neq": said.get("neq", ""), "representative": answers.get("representative", "")},
        "project": {
            "title": project.title,
            "summary": project.summary,
            **{
                name: answers.get(name, "")
                for name in ("description", "need", "objectives", "begins", "ends", "milestones", "results", "visibility")
            },
        },
        "decision": {
            "body": found.resolution.body.name,
            "number": found.resolution.number,
            "taken_on": found.day.isoformat(),
            "conditions": found.conditions,
        }
        if found
        else {},
        "cents": convention.cents,
        "rate": norms.rates.get(kind) if norms else None,
        "norms": norms.as_data() if norms else None,
        "expenses": [
            {"post": one["post"], "cents": one["cents"], "kind": norms.kind_of(one["post"]) if norms else "admissible"}
            for one in budget.get("expenses", ())
        ],
        "instalments": [
            {"trigger": one.trigger, "share": one.share, "cents": one.cents, "within_days": one.within_days}
            for one in planned(convention.cents, norms)
        ],
        "signatories": [
            {
                "side": one.side,
                "name": one.name,
                "office": one.office,
                "authority": one.resolution.number if one.resolution else one.authority,
            }
            for one in sorted(signatories, key=lambda row: list(Side.values).index(row.side))
        ],
    }


def content(convention: GrantAgreement) -> dict[str, Any]:
    """The whole convention, its blanks filled; as it was frozen once it was sent."""
    if convention.sent_at is not None:
        return dict(convention.content)
    told = facts(convention)
    known = {
        "promoteur": told["promoter"]["name"],
        "gestionnaire": told["manager"],
        "entente": told["agreement"],
        "projet": told["project"]["title"],
        "aide": money(told["cents"]),
        "taux": percent(told["rate"]) if told["rate"] is not None else _("la part convenue"),
        "rapport": (told["norms"] or {}).get("final_report_days") or 60,
    }
    clauses = [{"title": one["title"], "text": filled(one["text"], known)} for one in convention.content["clauses"]]
    return {**told, "clauses": clauses, "visibility": filled(convention.content["visibility"], known)}


def usual_delay(convention: GrantAgreement, on: date) -> date | None:
    """The last day that the norms leave to sign after the decision; as many days from now where less than half would be left."""
    found = decision(convention.project)
    norms = norms_for(convention.project, found)
    if found is None or norms is None or norms.sign_within_days is None:
        return None
    delay = timedelta(days=norms.sign_within_days)
    last = found.day + delay
    return last if (last - on) * 2 >= delay else on + delay
