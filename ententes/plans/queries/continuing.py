"""What of a plan would go into the next year's, and why: a proposal that the coordination reviews."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..models import Plan, Schedule
from ..states import Status


@dataclass(slots=True)
class Proposal:
    """One action: what the plan says of next year (`words`, `kind`), whether it would be kept, and why when that is not plain."""

    pk: int
    code: str
    text: str
    status: str
    words: str
    kind: str
    kept: bool
    reason: str


@dataclass(slots=True)
class Group:
    """The proposals of one section."""

    title: str
    rows: list[Proposal] = field(default_factory=list)


def proposals(plan: Plan) -> list[Group]:
    """Each action of the plan, by section, with what is proposed for the next year. Three queries."""
    next_year = plan.year + 1
    label = plan.agreement.fiscal_year(next_year).label
    said = {
        action: (words, kind)
        for action, words, kind in Schedule.objects.filter(action__plan=plan, year=next_year).values_list("action_id", "words", "kind")
    }
    rows: defaultdict[int, list[Proposal]] = defaultdict(list)
    for pk, section, code, text, status in plan.actions.filter(removed_at__isnull=True).values_list(
        "pk", "section_id", "code", "text", "status"
    ):
        words, kind = said.get(pk, ("", "unspecified"))
        kept, reason = _proposed(status, words, kind, label)
        rows[section].append(Proposal(pk, code, text, status, words, kind, kept, reason))
    return [Group(title, rows[pk]) for pk, title in plan.sections.values_list("pk", "title") if rows[pk]]


def _proposed(status: str, words: str, kind: str, label: str) -> tuple[bool, str]:
    if status == Status.ABANDONED:
        return False, _("Abandonnée : elle n’est pas reprise.")
    if kind == "to_be_assessed":
        return True, _("« %(words)s » : reprise en attendant la décision.") % {"words": words}
    if status == Status.DONE and kind == "unspecified":
        return False, _("Réalisée, et le plan ne dit rien de %(year)s.") % {"year": label}
    if status == Status.DONE:
        return True, _("Réalisée, mais le plan prévoit « %(words)s » en %(year)s.") % {"words": words, "year": label}
    if status == Status.PARTLY_DONE:
        return True, _("Réalisée en partie : le reste est à décider.")
    if status == Status.POSTPONED:
        return True, _("Reportée.")
    return True, _("Le plan ne dit rien de %(year)s : une échéance est à préciser.") % {"year": label} if kind == "unspecified" else ""
