"""What a draft plan is at one moment, as plain values: what an edit keeps of before and after, and what undoing it compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from ..models import Action, Plan, Point, Responsibility, Schedule, Section, Target

State = dict[str, dict[str, Any]]
"""`actions`: whole actions by key · `places`: section, code and position of every action · `sections`: every section. Keys are texts,
since that is what JSON gives back."""

_ACTION = ("section_id", "code", "text", "position", "extras", "source_row_id", "continues_id", "merged_into_id")
_SECTION = ("code", "title", "heading", "position", "objective_id", "columns")
_RESPONSIBILITY = ("body_id", "organisation_id", "words", "role", "is_confirmed")
_SCHEDULE = ("year", "words", "kind", "starts_on", "ends_on", "decide_by")
_TARGET = ("number", "what", "per", "words")


def state(plan: Plan, touched: Iterable[int]) -> State:
    """The state of a plan, with the whole of the actions touched. Six queries at most."""
    return {"actions": whole(touched), "places": _places(plan), "sections": _sections(plan)}


def whole(actions: Iterable[int]) -> dict[str, Any]:
    """Everything an edit may change of these actions; never their status nor their notes."""
    pks = list(actions)
    found: dict[str, Any] = {}
    if not pks:
        return found
    for row in Action.objects.filter(pk__in=pks).values("pk", "removed_at", *_ACTION):
        pk, removed_at = row.pop("pk"), row.pop("removed_at")
        found[str(pk)] = row | {"removed_at": removed_at.isoformat() if removed_at else None}
    parts: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("responsibilities", Responsibility, _RESPONSIBILITY),
        ("schedules", Schedule, _SCHEDULE),
        ("targets", Target, _TARGET),
        ("points", Point, ("pk",)),
    )
    for name, model, columns in parts:
        listed: defaultdict[int, list[list[Any]]] = defaultdict(list)
        for action, *values in model.objects.filter(action__in=pks).values_list("action_id", *columns):
            listed[action].append([one.isoformat() if hasattr(one, "isoformat") else one for one in values])
        for pk in pks:
            found[str(pk)][name] = listed[pk]
    return found


def _places(plan: Plan) -> dict[str, Any]:
    rows = plan.actions.filter(removed_at__isnull=True).values_list("pk", "section_id", "code", "position")
    return {str(pk): [section, code, position] for pk, section, code, position in rows}


def _sections(plan: Plan) -> dict[str, Any]:
    return {str(row.pop("pk")): row for row in Section.objects.filter(plan=plan).values("pk", *_SECTION)}


def changes(before: State, after: State) -> tuple[State, State]:
    """What differs between two states, as it was and as it is."""
    kept: tuple[State, State] = ({}, {})
    for part in ("actions", "places", "sections"):
        differing = [key for key in {**before[part], **after[part]} if before[part].get(key) != after[part].get(key)]
        for side, source in zip(kept, (before, after), strict=True):
            side[part] = {key: source[part][key] for key in differing if key in source[part]}
    return kept


def still(plan: Plan, expected: Mapping[str, Any]) -> bool:
    """Whether what an edit left is still what the plan holds. Windows are not compared: a change of calendar computes them again."""
    present = state(plan, map(int, expected["actions"]))
    same_actions = all(_comparable(present["actions"].get(key)) == _comparable(kept) for key, kept in expected["actions"].items())
    return same_actions and all(present[part].get(key) == kept for part in ("places", "sections") for key, kept in expected[part].items())


def _comparable(action: Any) -> Any:
    if action is None:
        return None
    return {key: value for key, value in action.items() if key not in ("points", "schedules")} | {
        "schedules": [one[:2] for one in action["schedules"]]
    }
