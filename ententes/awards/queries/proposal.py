"""A project as data and in sentences: what bodies receive of it, and what changed from one copy to the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from ententes.decisions.models import Matter, Resolution
from ententes.decisions.states import Outcome
from ententes.ground.wording import money, quoted
from ententes.projects.models import Deposit
from ententes.projects.queries.applications import offer_of, reckoned
from ententes.projects.queries.budget import Result
from ententes.projects.queries.norms import norms_of

from ..models import Project
from ..states import GRANTED, Reason, Verdict
from .analysis import analysis


def budget(deposit: Deposit | None) -> Result | None:
    """The budget of a deposit under the norms frozen with it; None for a project without one."""
    if deposit is None or not deposit.data["budget"].get("expenses"):
        return None
    norms = norms_of(deposit.data["norms"]) if deposit.data.get("norms") else None
    return reckoned(deposit.data["kind"], deposit.data["budget"], norms, offer_of(deposit.call))


@translation.override("fr")
def content(project: Project) -> dict[str, Any]:
    """The whole file of a project as plain values, in French: what is frozen and hashed. A dozen queries."""
    deposit, found = project.deposit, budget(project.deposit)
    matter = project.matter
    interests = matter.interests.filter(lifted_at=None).select_related("person").order_by("pk") if matter else ()
    return {
        "key": project.pk,
        "title": project.title,
        "promoter": project.promoter,
        "summary": project.summary,
        "territory": str(project.territory or ""),
        "objectives": [str(one) for one in project.objectives.all()],
        "actions": [{"key": one.pk, "code": one.code, "text": one.text} for one in project.actions.all()],
        "request": _request(deposit, found),
        "rules": [[rule.letter, rule.holds, rule.sentence] for rule in found.rules] if found else [],
        "analysis": analysis(deposit),
        "proposal": {
            "verdict": project.verdict,
            "aid": project.aid,
            "envelope": project.envelope_id,
            "envelope_title": str(project.envelope or ""),
            "year": project.agreement.fiscal_year(project.envelope.year).label if project.envelope else "",
            "conditions": project.conditions,
            "awaited": project.awaited,
            "reason": project.reason,
            "reasons": project.reasons,
        },
        "interests": [one.person.name for one in interests],
        "recommended": recommended(matter) if matter else [],
    }


def _request(deposit: Deposit | None, found: Result | None) -> dict[str, Any]:
    """What was asked for, under which receipt; nothing for a project without a call."""
    if deposit is None:
        return {}
    local = timezone.localtime(deposit.at)
    return {
        "receipt": deposit.receipt,
        "sha256": deposit.sha256,
        "at": local.isoformat(timespec="seconds"),
        "asked": deposit.data["budget"].get("asked", 0),
        "total": found.total if found else 0,
        "largest": found.largest if found else 0,
        "call": deposit.call.title,
    }


def recommended(matter: Matter) -> list[dict[str, Any]]:
    """What bodies resolved on a matter, in order, as plain values. One query."""
    rows = Resolution.objects.filter(matter=matter, outcome=Outcome.ADOPTED)
    return [_resolved(one) for one in rows.select_related("body").order_by("taken_at", "pk")]


def _resolved(one: Resolution) -> dict[str, Any]:
    return {
        "body": one.body.name,
        "number": one.number,
        "taken_on": one.taken_on.isoformat(),
        "resolved": one.resolved,
        "conditions": one.conditions,
        "votes": [one.votes_for, one.votes_against, one.abstentions],
        "dissents": list(one.dissents),
    }


def proposed(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The proposal of a copy, to read: each thing it says with its words."""
    said = data["proposal"]
    granted = said["verdict"] in GRANTED
    lines = [(_("Proposition"), str(Verdict(said["verdict"]).label).capitalize() if said["verdict"] else _("rien de proposé encore"))]
    if granted or said["aid"]:
        lines.append((_("Aide"), money(said["aid"])))
    if said["envelope_title"]:
        lines.append((_("Enveloppe"), f"{said['envelope_title']} ({said['year']})"))
    reason = str(Reason(said["reason"]).label) if said["reason"] else ""
    more = ((_("Conditions"), "conditions"), (_("Documents attendus"), "awaited"))
    lines += [(label, said[name]) for label, name in more if said[name]]
    if reason or said["reasons"]:
        lines.append((_("Motif"), " : ".join(filter(None, (reason.capitalize(), said["reasons"])))))
    return lines


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """What changed from one `content` to another, in sentences."""
    return list(_differences(before, after))


def _differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    named = (("title", _("Le titre")), ("promoter", _("Le promoteur")), ("summary", _("Le résumé")), ("territory", _("Le territoire")))
    for name, label in named:
        if before[name] != after[name]:
            yield _("%(what)s %(old)s devient %(new)s.") % {
                "what": label,
                "old": quoted(before[name] or _("rien")),
                "new": quoted(after[name] or _("rien")),
            }
    yield from retold(before, after, dict(proposed(before)), dict(proposed(after)))


def retold(before: Mapping[str, Any], after: Mapping[str, Any], old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    """What a project, or a change to one, says otherwise from one copy to another: its proposal (`old`, `new`: by label), its analysis,
    who withdrew, what was recommended.
    """
    for label in dict.fromkeys((*old, *new)):
        if old.get(label) != new.get(label):
            yield _("%(what)s : %(old)s devient %(new)s.") % {
                "what": label,
                "old": quoted(old.get(label) or _("rien")),
                "new": quoted(new.get(label) or _("rien")),
            }
    if before["analysis"] != after["analysis"]:
        yield _("L’analyse a changé.")
    for name in after["interests"]:
        if name not in before["interests"]:
            yield _("%(name)s s’est retiré de ce dossier.") % {"name": name}
    told = {one["number"] for one in before["recommended"]}
    for one in after["recommended"]:
        if one["number"] not in told:
            yield _("%(body)s a pris la résolution %(number)s.") % {"body": one["body"], "number": one["number"]}
