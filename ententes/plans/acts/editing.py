"""How a draft plan is edited: each change is recorded with what was before and after, and can be undone, the last one first.

Codes are ours: they say where an action stands in its section. Two actions of one source row share its number (« O4.2a », « O4.2b »).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import fold, shortened
from ententes.ground.windows import Window, window

from ..models import Action, Edit, Plan, Point, Responsibility, Schedule, Section, Target
from ..queries import snapshots
from ..queries.seasons import starts
from ..rules import editing as rules
from ..rules.editing import Stale
from ..states import EditKind, Role
from .drafting import ActionDraft, ResponsibilityDraft, ScheduleDraft, TargetDraft, add_actions

Words = Mapping[int, str]
"""The words of a schedule, by the year of their column."""


@transaction.atomic
def add(
    section: Section,
    *,
    text: str,
    by: Capacity,
    when: datetime,
    responsibilities: Sequence[ResponsibilityDraft] = (),
    schedules: Words | None = None,
    targets: Sequence[TargetDraft] = (),
) -> Action:
    """Record a new action at the end of a section of the draft."""
    plan = _open(section.plan, by, when)
    refuse_if(rules.obstacles_to_wording(text))
    made: list[int] = []
    with _recorded(plan, EditKind.ADD, [], by=by, when=when, made=made):
        draft = ActionDraft(
            section=section,
            text=text.strip(),
            responsibilities=responsibilities,
            schedules=_schedules(plan, schedules or {}),
            targets=targets,
        )
        action = add_actions(plan, [draft])[0]
        made.append(action.pk)
        _renumber(plan, {section.pk})
    return Action.objects.get(pk=action.pk)


@transaction.atomic
def reword(
    action: Action,
    *,
    revision: int,
    text: str,
    responsibilities: Sequence[ResponsibilityDraft],
    schedules: Words,
    targets: Sequence[TargetDraft],
    by: Capacity,
    when: datetime,
) -> Edit | None:
    """Record new words, answerers, schedules or targets of an action; None when nothing differs. Raises `Stale` for a late revision.

    Windows are computed from the words that changed; a year that is not given keeps its own.
    """
    plan = _open(action.plan, by, when)
    action = _fresh(action, revision)
    refuse_if([*rules.obstacles_to_changing(action), *rules.obstacles_to_wording(text)])
    before = snapshots.state(plan, [action.pk])
    if action.text != text.strip():
        Action.objects.filter(pk=action.pk).update(text=text.strip(), folded=fold(text))
    _answer_for(action, responsibilities)
    _schedule(plan, action, schedules)
    _aim(action, targets)
    after = snapshots.state(plan, [action.pk])
    if before == after:
        return None
    return _record(plan, EditKind.REWORD, before, after, by=by, when=when)


@transaction.atomic
def move(action: Action, *, revision: int, up: bool, by: Capacity, when: datetime) -> Edit | None:
    """Record that an action goes before the previous one of its section, or after the next one; None when there is none."""
    plan = _open(action.plan, by, when)
    action = _fresh(action, revision)
    refuse_if(rules.obstacles_to_changing(action))
    fellows = list(plan.actions.filter(section=action.section_id, removed_at__isnull=True))
    place = next(place for place, one in enumerate(fellows) if one.pk == action.pk)
    target = place - 1 if up else place + 1
    if not 0 <= target < len(fellows):
        return None
    with _recorded(plan, EditKind.MOVE, [action.pk], by=by, when=when) as edits:
        other = fellows[target]
        Action.objects.filter(pk=action.pk).update(position=other.position)
        Action.objects.filter(pk=other.pk).update(position=action.position)
        _renumber(plan, {action.section_id})
    return edits[0]


@transaction.atomic
def move_to(action: Action, *, revision: int, section: Section, by: Capacity, when: datetime) -> Edit | None:
    """Record that an action goes to the end of another section; None when it is there already."""
    plan = _open(action.plan, by, when)
    action = _fresh(action, revision)
    refuse_if([*rules.obstacles_to_changing(action), *rules.obstacles_to_moving(action, section)])
    if section.pk == action.section_id:
        return None
    with _recorded(plan, EditKind.MOVE, [action.pk], by=by, when=when) as edits:
        last = plan.actions.aggregate(last=Max("position"))["last"]
        Action.objects.filter(pk=action.pk).update(section=section, position=last + 1)
        _renumber(plan, {action.section_id, section.pk})
    return edits[0]


@transaction.atomic
def split(action: Action, *, revision: int, first: str, second: str, by: Capacity, when: datetime) -> Action:
    """Record that one action is two: it keeps its news and takes the first words; a new one follows it with the second.

    Both keep the source row, the answerers and the schedules; a target goes with the words that say it.
    """
    plan = _open(action.plan, by, when)
    action = _fresh(action, revision)
    refuse_if([*rules.obstacles_to_changing(action), *rules.obstacles_to_wording(first), *rules.obstacles_to_wording(second)])
    made: list[int] = []
    with _recorded(plan, EditKind.SPLIT, [action.pk], by=by, when=when, made=made):
        targets = list(action.targets.all())
        leaving = [one for one in targets if _says(second, one) and not _says(first, one)]
        draft = ActionDraft(
            section=action.section,
            text=second.strip(),
            source_row=action.source_row,
            continues=action.continues,
            extras=action.extras,
            responsibilities=[_as_draft(one) for one in action.responsibilities.select_related("body", "organisation")],
            schedules=[ScheduleDraft(one.year, one.words, _window(one)) for one in action.schedules.all()],
            targets=[TargetDraft(one.number, one.what, one.per, one.words) for one in leaving],
        )
        other = add_actions(plan, [draft])[0]
        made.append(other.pk)
        action.targets.filter(pk__in=[one.pk for one in leaving]).delete()
        Action.objects.filter(pk=action.pk).update(text=first.strip(), folded=fold(first))
        followers = plan.actions.filter(position__gt=action.position, removed_at__isnull=True).exclude(pk=other.pk)
        followers.update(position=F("position") + 1)
        Action.objects.filter(pk=other.pk).update(position=action.position + 1)
        _renumber(plan, {action.section_id})
    return Action.objects.get(pk=other.pk)


@transaction.atomic
def merge(action: Action, *, revision: int, other: Action, other_revision: int, text: str, by: Capacity, when: datetime) -> Edit:
    """Record that two actions are one: it takes the words given, the answerers of both, and what the other said of years it left blank.

    The other is removed and points at it, so that both source rows stay known; its points to clarify follow.
    """
    plan = _open(action.plan, by, when)
    action, other = _fresh(action, revision), _fresh(other, other_revision)
    refuse_if([*rules.obstacles_to_merging(action, other), *rules.obstacles_to_wording(text)])
    with _recorded(plan, EditKind.MERGE, [action.pk, other.pk], by=by, when=when) as edits:
        mine = [_as_draft(one) for one in action.responsibilities.select_related("body", "organisation")]
        theirs = [_as_draft(one) for one in other.responsibilities.select_related("body", "organisation")]
        known = {_who(one) for one in mine}
        _answer_for(action, mine + [one for one in theirs if _who(one) not in known])
        own = {one.year: one for one in action.schedules.all()}
        for one in other.schedules.exclude(kind="unspecified"):
            if one.year not in own or own[one.year].kind == "unspecified":
                action.schedules.filter(year=one.year).delete()
                other.schedules.filter(pk=one.pk).update(action=action)
        other.targets.update(action=action)
        Point.objects.filter(action=other).update(action=action)
        extras = {**other.extras, **{key: words for key, words in action.extras.items() if words}}
        Action.objects.filter(pk=action.pk).update(text=text.strip(), folded=fold(text), extras=extras)
        Action.objects.filter(pk=other.pk).update(removed_at=when, merged_into=action)
        _renumber(plan, {action.section_id, other.section_id})
    return edits[0]


@transaction.atomic
def remove(action: Action, *, revision: int, by: Capacity, when: datetime) -> Edit:
    """Record that an action leaves the draft. Its row, its source and its notes stay."""
    plan = _open(action.plan, by, when)
    action = _fresh(action, revision)
    refuse_if(rules.obstacles_to_removing(action))
    with _recorded(plan, EditKind.REMOVE, [action.pk], by=by, when=when) as edits:
        Action.objects.filter(pk=action.pk).update(removed_at=when)
        _renumber(plan, {action.section_id})
    return edits[0]


def _open(plan: Plan, by: Capacity, when: datetime) -> Plan:
    """The plan, held: edits of one plan follow one another."""
    plan = hold(plan)
    refuse_if(rules.obstacles_to_editing(plan, by=by, on=timezone.localdate(when)))
    return plan


def _fresh(action: Action, revision: int) -> Action:
    action = hold(action)
    if action.revision != revision:
        raise Stale(action)
    return action


@contextmanager
def _recorded(
    plan: Plan, kind: Any, touched: Sequence[int], *, by: Capacity, when: datetime, made: Sequence[int] = ()
) -> Iterator[list[Edit]]:
    """Keep what the lines inside change. `made`: where they write the keys of the actions they create."""
    before = snapshots.state(plan, touched)
    edits: list[Edit] = []
    yield edits
    edits.append(_record(plan, kind, before, snapshots.state(plan, [*touched, *made]), by=by, when=when))


def _record(plan: Plan, kind: Any, before: snapshots.State, after: snapshots.State, *, by: Capacity, when: datetime) -> Edit:
    was, now = snapshots.changes(before, after)
    Action.objects.filter(pk__in=[int(key) for key in was["actions"]]).update(revision=F("revision") + 1)
    return Edit.objects.create(plan=plan, kind=kind, before=was, after=now, coordination=by.coordination, at=when)


def _renumber(plan: Plan, sections: set[int]) -> None:
    """Positions without gaps, and the codes of the sections that changed."""
    rows = list(plan.actions.filter(removed_at__isnull=True).select_related("section").order_by("section__position", "position", "pk"))
    moved = []
    for position, action in enumerate(rows):
        if action.position != position:
            action.position = position
            moved.append(action)
    Action.objects.bulk_update(moved, ["position"], batch_size=500)
    coded = []
    for _section, fellows in groupby([one for one in rows if one.section_id in sections], key=lambda one: one.section_id):
        for number, (_row, same) in enumerate(groupby(fellows, key=lambda one: one.source_row_id or -one.pk), 1):
            actions = list(same)
            for place, action in enumerate(actions):
                code = f"{action.section.code}.{number}{_letter(place) if len(actions) > 1 else ''}"[:16]
                if action.code != code:
                    action.code = code
                    coded.append(action)
    Action.objects.bulk_update(coded, ["code"], batch_size=500)


def _letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"z{place - 25}"


def _schedules(plan: Plan, words: Words) -> list[ScheduleDraft]:
    month, seasons = plan.agreement.fiscal_month, starts(plan.agreement)
    said = {year: shortened(words.get(year, ""), 300) for year in plan.years}
    return [ScheduleDraft(year, one, window(one, year, month=month, seasons=seasons)) for year, one in said.items()]


def _schedule(plan: Plan, action: Action, words: Words) -> None:
    own = {one.year: one for one in action.schedules.all()}
    for draft in _schedules(plan, words):
        if draft.year not in words or (draft.year in own and own[draft.year].words == draft.words):
            continue
        action.schedules.filter(year=draft.year).delete()
        found = draft.window
        Schedule.objects.create(
            action=action,
            year=draft.year,
            words=draft.words,
            kind=found.kind,
            starts_on=found.starts_on,
            ends_on=found.ends_on,
            decide_by=found.decide_by,
        )


def _window(schedule: Schedule) -> Window:
    return Window(schedule.kind, schedule.starts_on, schedule.ends_on, schedule.decide_by)


def _as_draft(one: Responsibility) -> ResponsibilityDraft:
    return ResponsibilityDraft(one.words, one.role, one.body, one.organisation, one.is_confirmed)


def _who(one: ResponsibilityDraft) -> tuple[int | None, int | None, str]:
    body, organisation = one.body.pk if one.body else None, one.organisation.pk if one.organisation else None
    return body, organisation, "" if body or organisation else fold(one.words)


def _answer_for(action: Action, drafts: Sequence[ResponsibilityDraft]) -> None:
    """The answerers, written again when one of them differs."""
    present = [_as_draft(one) for one in action.responsibilities.select_related("body", "organisation")]
    if present == list(drafts):
        return
    action.responsibilities.all().delete()
    Responsibility.objects.bulk_create(
        Responsibility(
            action=action,
            body=one.body,
            organisation=one.organisation,
            words=one.words,
            role=one.role or Role.LEAD,
            is_confirmed=one.is_confirmed,
            position=position,
        )
        for position, one in enumerate(drafts)
    )


def _aim(action: Action, drafts: Sequence[TargetDraft]) -> None:
    present = [TargetDraft(one.number, one.what, one.per, one.words) for one in action.targets.all()]
    if present == list(drafts):
        return
    action.targets.all().delete()
    Target.objects.bulk_create(
        Target(action=action, number=one.number, what=shortened(one.what, 300), per=one.per, words=one.words) for one in drafts
    )


def _says(text: str, target: Target) -> bool:
    """Whether the text says the target, by its own words or by what it counts."""
    return fold(target.words or target.what) in fold(text)
