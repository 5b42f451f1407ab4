"""What changed from one frozen plan to the next, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ententes.ground.french import shortened
from ententes.ground.wording import quoted

Actions = dict[int, tuple[dict[str, Any], dict[str, Any]]]


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """The changes of a plan, action by action in the order of the later one; an action is the same by its key, whatever its code."""
    return [*_titles(before, after), *_sections(before, after), *_actions(before, after)]


def _titles(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    if before["plan"]["title"] != after["plan"]["title"]:
        yield _("Le titre %(old)s devient %(new)s.") % {"old": quoted(before["plan"]["title"]), "new": quoted(after["plan"]["title"])}


def _sections(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = ({one["key"]: one["title"] for one in plan["sections"]} for plan in (before, after))
    for key, title in new.items():
        if key not in old:
            yield _("La section %(title)s est ajoutée.") % {"title": quoted(title)}
        elif old[key] != title:
            yield _("La section %(old)s devient %(new)s.") % {"old": quoted(old[key]), "new": quoted(title)}
    for key, title in old.items():
        if key not in new:
            yield _("La section %(title)s est retirée.") % {"title": quoted(title)}


def _by_key(plan: Mapping[str, Any]) -> Actions:
    return {action["key"]: (action, section) for section in plan["sections"] for action in section["actions"]}


def _actions(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    old, new = _by_key(before), _by_key(after)
    for key, (action, section) in new.items():
        if key not in old:
            yield _("L’action %(code)s est ajoutée : %(text)s.") % {"code": action["code"], "text": quoted(action["text"])}
        else:
            yield from _changed(*old[key], action, section)
    for key, (action, _section) in old.items():
        if key not in new:
            yield _("L’action %(code)s est retirée : %(text)s.") % {
                "code": action["code"],
                "text": quoted(shortened(action["text"], 200)),
            }


def _changed(old: dict[str, Any], was_in: dict[str, Any], new: dict[str, Any], is_in: dict[str, Any]) -> Iterator[str]:
    code = new["code"]
    if old["text"] != new["text"]:
        yield _("Action %(code)s : %(old)s devient %(new)s.") % {"code": code, "old": quoted(old["text"]), "new": quoted(new["text"])}
    if was_in["key"] != is_in["key"]:
        yield _("L’action %(code)s passe de la section %(old)s à la section %(new)s.") % {
            "code": code,
            "old": quoted(was_in["title"]),
            "new": quoted(is_in["title"]),
        }
    if _who(old) != _who(new):
        yield _("Action %(code)s, responsables : %(old)s devient %(new)s.") % {"code": code, "old": _who(old), "new": _who(new)}
    for year in dict.fromkeys([*old["schedules"], *new["schedules"]]):
        words = [plan["schedules"].get(year, {}).get("words", "") for plan in (old, new)]
        if words[0] != words[1]:
            said = [quoted(one) if one else _("une case vide") for one in words]
            yield _("Action %(code)s, %(year)s : %(old)s devient %(new)s.") % {"code": code, "year": year, "old": said[0], "new": said[1]}
    if old["targets"] != new["targets"]:
        counted = [", ".join(f"{one['number']} {one['what']}" for one in plan["targets"]) or _("aucune") for plan in (old, new)]
        yield _("Action %(code)s, cibles : %(old)s devient %(new)s.") % {"code": code, "old": counted[0], "new": counted[1]}


def _who(action: dict[str, Any]) -> str:
    names = [one["words"] or one["body"] or one["organisation"] for one in action["responsible"]]
    return quoted(" · ".join(dict.fromkeys(names))) if names else _("personne")
