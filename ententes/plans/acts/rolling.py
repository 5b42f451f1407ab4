"""How the next year's plan starts from this one: its second column becomes the first, and what must be decided is asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.queries import Capacity
from ententes.committees.states import Kind
from ententes.ground.act import Refused, hold, refuse_if
from ententes.ground.windows import window
from ententes.ground.years import FiscalYear

from ..models import Action, Plan, Section
from ..queries.seasons import starts
from ..rules import editing as rules
from .drafting import (
    ActionDraft,
    PointDraft,
    ResponsibilityDraft,
    ScheduleDraft,
    TargetDraft,
    add_actions,
    add_section,
    draft_plan,
    raise_points,
)


@transaction.atomic
def roll_over(plan: Plan, *, kept: Sequence[int], by: Capacity, when: datetime) -> Plan:
    """Record next year's draft, made of the sections of this plan and of the actions kept, each pointing at what it continues.

    The words of the next year become those of the first column and the following year is left blank; targets start again; nothing of
    the news comes along. Blank and « à évaluer » first columns raise points to clarify.
    """
    plan = hold(plan)
    refuse_if(rules.obstacles_to_preparing(plan, by=by, on=timezone.localdate(when)))
    refuse_if(rules.obstacles_to_rolling(plan, kept=kept))
    agreement = plan.agreement
    years = [year for year in plan.years if year > plan.year] or [plan.year + 1]
    # As many columns as before: the year after the last one is blank.
    years += [years[-1] + 1] if len(plan.years) > len(years) else []
    old, new = agreement.fiscal_year(plan.year).label, agreement.fiscal_year(plan.year + 1).label
    title = plan.title.replace(old, new) if old in plan.title else _("Plan d’action %(year)s") % {"year": new}
    following = draft_plan(agreement, title=title, year=plan.year + 1, years=years, previous=plan)
    sections = {one.pk: _continued(one, following, agreement, years) for one in plan.sections.all()}
    actions = list(
        plan.actions.filter(pk__in=kept, removed_at__isnull=True)
        .select_related("source_row")
        .prefetch_related("schedules", "targets", "responsibilities__body", "responsibilities__organisation")
        .order_by("section__position", "position", "pk")
    )
    made = add_actions(following, [_draft(one, sections[one.section_id], agreement, years) for one in actions])
    _ask_again(following, made, when)
    return following


@transaction.atomic
def begin(agreement: Agreement, *, by: Capacity, on: date) -> Plan:
    """Record an empty draft for the fiscal year of that day, of an agreement that has no plan."""
    agreement = hold(agreement)
    if agreement.plans.exists():
        raise Refused(_("Cette entente a déjà un plan."))
    year = FiscalYear.of(on, agreement.fiscal_month).start
    plan = Plan(agreement=agreement, year=year)
    refuse_if(rules.obstacles_to_preparing(plan, by=by, on=on))
    label = agreement.fiscal_year(year).label
    return draft_plan(agreement, title=_("Plan d’action %(year)s") % {"year": label}, year=year, years=[year, year + 1])


def _continued(section: Section, following: Plan, agreement: Agreement, years: Sequence[int]) -> Section:
    """The same section, its columns of years moved on."""
    columns: list[Mapping[str, Any]] = []
    left = list(years)
    for column in section.columns:
        if column.get("kind") == "year":
            if left:
                year = left.pop(0)
                columns.append({**column, "year": year, "header": agreement.fiscal_year(year).label})
        else:
            columns.append(column)
    columns += [{"kind": "year", "header": agreement.fiscal_year(year).label, "year": year} for year in left if section.columns]
    return add_section(
        following, title=section.title, code=section.code, heading=section.heading, objective=section.objective, columns=columns
    )


def _draft(action: Action, section: Section, agreement: Agreement, years: Sequence[int]) -> ActionDraft:
    words = {one.year: one.words for one in action.schedules.all()}
    month, seasons = agreement.fiscal_month, starts(agreement)
    return ActionDraft(
        section=section,
        text=action.text,
        code=action.code,
        source_row=action.source_row,
        continues=action,
        extras=action.extras,
        responsibilities=[
            ResponsibilityDraft(one.words, one.role, one.body, one.organisation, one.is_confirmed) for one in action.responsibilities.all()
        ],
        schedules=[
            ScheduleDraft(year, words.get(year, ""), window(words.get(year, ""), year, month=month, seasons=seasons)) for year in years
        ],
        targets=[TargetDraft(one.number, one.what, one.per, one.words) for one in action.targets.all()],
    )


@translation.override("fr")
def _ask_again(plan: Plan, actions: Sequence[Action], when: datetime) -> None:
    """The points that the first column raises: an action each up to three, together beyond, as when a document is read.

    The sentence kept is in French; pages make it again in the language of their reader.
    """
    first = {one.pk: one for one in actions}
    label = plan.agreement.fiscal_year(plan.year).label
    blank: list[Action] = []
    assessed: dict[str, list[Action]] = {}
    for action, words, kind in (
        Action.objects.filter(plan=plan, schedules__year=plan.year)
        .order_by("position", "pk")
        .values_list("pk", "schedules__words", "schedules__kind")
    ):
        if kind == "unspecified":
            blank.append(first[action])
        elif kind == "to_be_assessed":
            assessed.setdefault(words, []).append(first[action])
    proposer, adopter = _body(plan, Kind.FOLLOW_UP), _body(plan, Kind.MANAGEMENT)
    drafts = [
        PointDraft(
            kind="empty_cell",
            sentence=_blank_sentence(group, label),
            params={"column": label, "actions": [one.code for one in group]},
            plan=plan,
            action=group[0] if len(group) == 1 else None,
            settled_by=proposer or adopter,
        )
        for group in ([[one] for one in blank] if len(blank) <= 3 else [blank])
    ]
    drafts += [
        PointDraft(
            kind="to_be_assessed",
            sentence=_assessed_sentence(group, words, label),
            params={"actions": [one.code for one in group], "words": words, "column": label},
            plan=plan,
            action=group[0] if len(group) == 1 else None,
            settled_by=adopter or proposer,
        )
        for words, group in assessed.items()
    ]
    raise_points(plan.agreement, drafts, when=when)


def _body(plan: Plan, kind: Any) -> Body | None:
    return plan.agreement.bodies.filter(kind=kind).first()


def _blank_sentence(actions: Sequence[Action], label: str) -> str:
    return ngettext(
        "La colonne « %(column)s » est vide pour l’action %(actions)s. Est-elle terminée, à poursuivre ou à décider?",
        "La colonne « %(column)s » est vide pour %(count)d actions (%(actions)s). Sont-elles terminées, à poursuivre ou à décider?",
        len(actions),
    ) % {"column": label, "count": len(actions), "actions": ", ".join(one.code for one in actions)}


def _assessed_sentence(actions: Sequence[Action], words: str, label: str) -> str:
    return ngettext(
        "L’action %(actions)s est « %(words)s » pour %(column)s, sans qu’on sache qui décide, ni sur quoi.",
        "%(count)d actions (%(actions)s) sont « %(words)s » pour %(column)s, sans qu’on sache qui décide, ni sur quoi.",
        len(actions),
    ) % {"count": len(actions), "actions": ", ".join(one.code for one in actions), "words": words, "column": label}
