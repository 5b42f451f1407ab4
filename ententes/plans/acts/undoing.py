"""How the sections of a draft are arranged, and how an edit is undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from ententes.committees.queries import Capacity
from ententes.ground.act import hold, refuse_if
from ententes.ground.french import fold, shortened

from ..models import Action, Edit, Plan, Point, Responsibility, Schedule, Section, Target
from ..rules import editing as rules
from ..states import EditKind
from .drafting import add_section
from .editing import _open, _recorded, _renumber


@transaction.atomic
def open_section(plan: Plan, *, title: str, by: Capacity, when: datetime) -> Section:
    """Record a new section at the end of the draft, with the columns of the others."""
    plan = _open(plan, by, when)
    refuse_if(rules.obstacles_to_titling(title))
    fellow = plan.sections.last()
    with _recorded(plan, EditKind.SECTION, [], by=by, when=when):
        title = shortened(title, 500)
        return add_section(plan, title=title, heading=title, code=_free_code(plan), columns=fellow.columns if fellow else _columns(plan))


@transaction.atomic
def rename_section(section: Section, *, title: str, by: Capacity, when: datetime) -> Edit | None:
    """Record another title of a section; the heading as written stays. None when it is the same."""
    plan = _open(section.plan, by, when)
    section = hold(section)
    refuse_if(rules.obstacles_to_titling(title))
    title = shortened(title, 500)
    if title == section.title:
        return None
    with _recorded(plan, EditKind.SECTION, [], by=by, when=when) as edits:
        Section.objects.filter(pk=section.pk).update(title=title)
    return edits[0]


@transaction.atomic
def move_section(section: Section, *, up: bool, by: Capacity, when: datetime) -> Edit | None:
    """Record that a section goes before the previous one or after the next one, with its actions; None when there is none."""
    plan = _open(section.plan, by, when)
    fellows = list(plan.sections.all())
    place = next(place for place, one in enumerate(fellows) if one.pk == section.pk)
    target = place - 1 if up else place + 1
    if not 0 <= target < len(fellows):
        return None
    fellows[place], fellows[target] = fellows[target], fellows[place]
    with _recorded(plan, EditKind.MOVE, [], by=by, when=when) as edits:
        for position, one in enumerate(fellows):
            Section.objects.filter(pk=one.pk).exclude(position=position).update(position=position)
        _renumber(plan, set())
    return edits[0]


@transaction.atomic
def drop_section(section: Section, *, by: Capacity, when: datetime) -> Edit:
    """Record that an empty section leaves the draft."""
    plan = _open(section.plan, by, when)
    refuse_if(rules.obstacles_to_dropping(section))
    with _recorded(plan, EditKind.SECTION, [], by=by, when=when) as edits:
        section.delete()
    return edits[0]


@transaction.atomic
def undo(edit: Edit, *, by: Capacity, when: datetime) -> Edit:
    """Put back what an edit changed, and record that it was undone. What it had created goes, as long as nothing hangs from it."""
    plan = _open(edit.plan, by, when)
    edit = hold(edit)
    edit.plan = plan
    refuse_if(rules.obstacles_to_undoing(edit))
    before, after = edit.before, edit.after
    for key, section in before["sections"].items():
        Section.objects.update_or_create(pk=int(key), defaults={"plan": plan, **section})
    for key, action in before["actions"].items():
        _restore(int(key), action)
    Action.objects.filter(pk__in=[int(key) for key in after["actions"] if key not in before["actions"]]).delete()
    places = {int(key): place for key, place in before["places"].items()}
    moved = []
    for one in Action.objects.filter(pk__in=places):
        one.section_id, one.code, one.position = places[one.pk]
        moved.append(one)
    Action.objects.bulk_update(moved, ["section", "code", "position"], batch_size=500)
    Section.objects.filter(pk__in=[int(key) for key in after["sections"] if key not in before["sections"]]).delete()
    edit.undone_at = when
    edit.save(update_fields=["undone_at"])
    return edit


def _restore(pk: int, kept: Mapping[str, Any]) -> None:
    parts = ("responsibilities", "schedules", "targets", "points", "removed_at")
    columns = {name: value for name, value in kept.items() if name not in parts}
    removed_at = datetime.fromisoformat(kept["removed_at"]) if kept["removed_at"] else None
    Action.objects.filter(pk=pk).update(folded=fold(kept["text"]), removed_at=removed_at, revision=F("revision") + 1, **columns)
    Responsibility.objects.filter(action=pk).delete()
    Responsibility.objects.bulk_create(
        Responsibility(action_id=pk, body_id=body, organisation_id=organisation, words=words, role=role, is_confirmed=sure, position=place)
        for place, (body, organisation, words, role, sure) in enumerate(kept["responsibilities"])
    )
    present = dict(Schedule.objects.filter(action=pk).values_list("year", "words"))
    # A schedule whose words did not change keeps its window: the calendar may have changed since.
    same = [year for year, words, *_days in kept["schedules"] if present.get(year) == words]
    Schedule.objects.filter(action=pk).exclude(year__in=same).delete()
    Schedule.objects.bulk_create(
        Schedule(action_id=pk, year=year, words=words, kind=kind, starts_on=_day(first), ends_on=_day(last), decide_by=_day(limit))
        for year, words, kind, first, last, limit in kept["schedules"]
        if year not in same
    )
    Target.objects.filter(action=pk).delete()
    Target.objects.bulk_create(
        Target(action_id=pk, number=number, what=what, per=per, words=words) for number, what, per, words in kept["targets"]
    )
    Point.objects.filter(pk__in=[one for (one,) in kept["points"]]).update(action=pk)


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _free_code(plan: Plan) -> str:
    taken = set(plan.sections.values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"S{number}") not in taken)


def _columns(plan: Plan) -> list[dict[str, Any]]:
    """The columns of a plan that no document gave."""
    years = [{"kind": "year", "header": plan.agreement.fiscal_year(year).label, "year": year} for year in plan.years]
    return [{"kind": "action", "header": "Actions"}, {"kind": "responsible", "header": "Responsables/collaborateurs"}, *years]


__all__ = ["drop_section", "move_section", "open_section", "rename_section", "undo"]
