"""What an edit changed, said so that a person can read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement
from ententes.ground.french import shortened
from ententes.organisations.models import Organisation
from ententes.plans.acts import ResponsibilityDraft, TargetDraft
from ententes.plans.models import Action, Plan
from ententes.plans.states import EditKind, Per, Role

Line = tuple[str, str, str]
"""What, before, after."""


def differences(
    plan: Plan, text: str, answerers: Sequence[ResponsibilityDraft], saved: Action, targets: Sequence[TargetDraft], mine: Mapping[str, Any]
) -> list[Line]:
    """Where what somebody sends differs from what is saved: the label, the saved words, theirs."""
    said = {one.year: one.words for one in saved.schedules.all()}
    lines = [(_("Libellé"), text, mine["text"])]
    lines.append((_("Qui en répond"), _answering(answerers), _answering(mine["responsibilities"])))
    lines += [(plan.agreement.fiscal_year(year).label, said.get(year, ""), mine["schedules"][year]) for year in plan.years]
    lines.append((_("Cibles"), _aiming(targets), _aiming(mine["targets"])))
    return [line for line in lines if line[1] != line[2]]


def _answering(rows: Iterable[ResponsibilityDraft]) -> str:
    return "; ".join(
        _answerer(one.body.name if one.body else str(one.organisation or one.words), one.role, one.is_confirmed) for one in rows
    )


def _answerer(name: str, role: str, confirmed: bool) -> str:
    sure = _("confirmé") if confirmed else _("à confirmer")
    return f"{name} ({Role(role).label}, {sure})"


def _aiming(rows: Iterable[TargetDraft]) -> str:
    return "; ".join(f"{one.number} {one.what} ({Per(one.per).label})" for one in rows)


class Teller:
    """Says edits of one agreement, with the names of its bodies and organisations. Two queries."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.bodies = dict(agreement.bodies.values_list("pk", "name"))
        named = Organisation.objects.filter(responsibilities__action__plan__agreement=agreement)
        self.organisations = {pk: acronym or name for pk, name, acronym in named.distinct().values_list("pk", "name", "acronym")}

    def lines(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Line]:
        """Every difference between two states of an edit: of the actions it touched, of their places, of the sections."""
        lines: list[Line] = []
        for key in {**before["actions"], **after["actions"]}:
            lines += self._of_action(before["actions"].get(key), after["actions"].get(key))
        sections = {**before["sections"], **after["sections"]}
        for key in sections:
            was, now = before["sections"].get(key), after["sections"].get(key)
            if (was or {}).get("title") != (now or {}).get("title"):
                lines.append((_("Section"), was["title"] if was else "", now["title"] if now else ""))
        return lines

    def _of_action(self, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> list[Line]:
        gone = now is None or (now["removed_at"] and not (was and was["removed_at"]))
        if was is None or gone:
            shown = now if was is None else was
            assert shown is not None
            words = f"{shown['code']} {shown['text']}"
            return [(_("Action"), "" if was is None else words, words if was is None else "")]
        assert now is not None
        lines: list[Line] = []
        if was["text"] != now["text"]:
            lines.append((_("Libellé"), was["text"], now["text"]))
        if was["responsibilities"] != now["responsibilities"]:
            lines.append((_("Qui en répond"), self._who(was), self._who(now)))
        years = {row[0]: row[1] for row in was["schedules"]}, {row[0]: row[1] for row in now["schedules"]}
        for year in sorted({**years[0], **years[1]}):
            if years[0].get(year, "") != years[1].get(year, ""):
                lines.append((self.agreement.fiscal_year(year).label, years[0].get(year, ""), years[1].get(year, "")))
        if was["targets"] != now["targets"]:
            lines.append((_("Cibles"), _counted(was), _counted(now)))
        if (was["section_id"], was["code"]) != (now["section_id"], now["code"]):
            lines.append((_("Code"), was["code"], now["code"]))
        return lines

    def _who(self, action: Mapping[str, Any]) -> str:
        return "; ".join(
            _answerer(self.bodies.get(body) or self.organisations.get(organisation) or words, role, sure)
            for body, organisation, words, role, sure in action["responsibilities"]
        )


def _counted(action: Mapping[str, Any]) -> str:
    return "; ".join(f"{number} {what} ({Per(per).label})" for number, what, per, _words in action["targets"])


def headline(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """One edit in a few words: « Nouveau libellé : O1.2 Tenir la table »."""
    label = str(EditKind(kind).label)
    label = label[:1].upper() + label[1:]
    actions = before["actions"] or after["actions"]
    if not actions:
        titles = [one["title"] for one in {**before["sections"], **after["sections"]}.values()]
        about = titles[0] if titles else ""
    else:
        first = next(iter(actions.values()))
        about = f"{first['code']} {first['text']}"
    return _("%(what)s : %(about)s") % {"what": label, "about": shortened(about, 90)} if about else label
