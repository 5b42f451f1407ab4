"""The forms of a draft plan: one action with those who answer for it, its schedules and its targets; two texts; a title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.agreements.models import Agreement
from ententes.organisations.models import Organisation
from ententes.plans.acts import ResponsibilityDraft, TargetDraft
from ententes.plans.models import Action, Plan, Section
from ententes.plans.rules.editing import LONGEST
from ententes.plans.states import Per, Role
from ententes.web.seen import SeenForm

BLANK_ROWS = 2
MOST_ROWS = 30
AS_WRITTEN = "w"
"""Somebody the document names, that is neither a body nor an organisation here."""


class Answerers:
    """The bodies and organisations of an agreement that may answer for an action. Two queries."""

    def __init__(self, agreement: Agreement) -> None:
        self.bodies = {one.pk: one for one in agreement.bodies.all()}
        named = Organisation.objects.filter(parties__agreement=agreement) | Organisation.objects.filter(
            responsibilities__action__plan__agreement=agreement
        )
        self.organisations = {one.pk: one for one in named.distinct()}

    def choices(self) -> list[Any]:
        bodies = [(f"b{pk}", one.name) for pk, one in self.bodies.items()]
        organisations = [(f"o{pk}", one.name) for pk, one in self.organisations.items()]
        groups = [(_("Instances"), bodies), (_("Organismes"), organisations)]
        return [("", _("Aucun")), *[group for group in groups if group[1]]]

    def drafted(self, key: str, role: str, confirmed: bool, kept: ResponsibilityDraft | None) -> ResponsibilityDraft:
        """The responsibility a row says. One that names the same keeps the words of the document, its body and its organisation."""
        if kept and key == self.key(kept):
            return ResponsibilityDraft(kept.words, role, kept.body, kept.organisation, confirmed)
        if key.startswith("b"):
            body = self.bodies[int(key[1:])]
            return ResponsibilityDraft(body.name, role, body, None, confirmed)
        organisation = self.organisations[int(key[1:])]
        return ResponsibilityDraft(organisation.name, role, None, organisation, confirmed)

    @staticmethod
    def key(one: ResponsibilityDraft) -> str:
        return f"b{one.body.pk}" if one.body else f"o{one.organisation.pk}" if one.organisation else AS_WRITTEN


class ActionForm(forms.Form):
    """One action. Rows of answerers and targets are numbered; two blank ones are always there."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=gettext_lazy("Libellé"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, plan: Plan, answerers: Answerers, action: Action | None, data: Any = None, section: str = "") -> None:
        self.plan, self.answerers, self.action = plan, answerers, action
        self.kept = [
            ResponsibilityDraft(one.words, one.role, one.body, one.organisation, one.is_confirmed)
            for one in (action.responsibilities.select_related("body", "organisation") if action else [])
        ]
        self.targets = [TargetDraft(one.number, one.what, one.per, one.words) for one in (action.targets.all() if action else [])]
        said = {one.year: one.words for one in action.schedules.all()} if action else {}
        initial: dict[str, Any] = {"revision": action.revision, "text": action.text} if action else {"section": section}
        initial |= {f"words_{year}": said.get(year, "") for year in plan.years}
        super().__init__(data, initial=initial)
        if action is None:
            choices = [(str(pk), title) for pk, title in plan.sections.values_list("pk", "title")]
            self.fields["section"] = forms.ChoiceField(label=_("Objectif ou section"), choices=choices)
        for year in plan.years:
            label = plan.agreement.fiscal_year(year).label
            self.fields[f"words_{year}"] = forms.CharField(label=label, max_length=300, required=False)
        self._add_rows("who", len(self.kept), self._who)
        self._add_rows("target", len(self.targets), self._target)

    def _add_rows(self, name: str, known: int, add: Any) -> None:
        """As many rows as the action has and two blank ones, or as many as came."""
        count = known + BLANK_ROWS
        if self.is_bound:
            sent = [key.partition("_")[2] for key in self.data if key.startswith(f"{name}_")]
            count = max(
                [count, *[int(one) + 1 for one in sent if one.isascii() and one.isdigit() and len(one) < 4 and int(one) < MOST_ROWS]]
            )
        for number in range(count):
            add(number)

    def _who(self, number: int) -> None:
        kept = self.kept[number] if number < len(self.kept) else None
        key = Answerers.key(kept) if kept else ""
        choices = self.answerers.choices()
        if key == AS_WRITTEN and kept:
            choices.insert(1, (AS_WRITTEN, _("« %(words)s », tel qu’écrit") % {"words": kept.words}))
        role = kept.role if kept else (Role.COLLABORATOR if self.kept or number else Role.LEAD)
        self.fields[f"who_{number}"] = forms.ChoiceField(label=_("Qui"), choices=choices, initial=key, required=False)
        self.fields[f"role_{number}"] = forms.ChoiceField(label=_("À titre de"), choices=Role.choices, initial=role, required=False)
        self.fields[f"sure_{number}"] = forms.BooleanField(label=_("Confirmé"), initial=bool(kept and kept.is_confirmed), required=False)

    def _target(self, number: int) -> None:
        kept = self.targets[number] if number < len(self.targets) else None
        self.fields[f"target_{number}"] = forms.IntegerField(
            label=_("Nombre"), min_value=1, max_value=1_000_000, required=False, initial=kept.number if kept else None
        )
        self.fields[f"what_{number}"] = forms.CharField(label=_("Quoi"), max_length=300, required=False, initial=kept.what if kept else "")
        self.fields[f"per_{number}"] = forms.ChoiceField(
            label=_("Période"), choices=Per.choices, required=False, initial=kept.per if kept else Per.UNSTATED
        )

    def rows(self, *names: str) -> list[list[Any]]:
        """The bound fields of numbered rows, for the template."""
        numbers = [key.partition("_")[2] for key in self.fields if key.startswith(f"{names[0]}_")]
        return [[self[f"{name}_{number}"] for name in names] for number in numbers if number.isdigit()]

    def who_rows(self) -> list[tuple[str, list[Any]]]:
        """The rows of answerers, each after the words of the document where it has some."""
        return [
            (self.kept[number].words if number < len(self.kept) else "", row) for number, row in enumerate(self.rows("who", "role", "sure"))
        ]

    def target_rows(self) -> list[list[Any]]:
        return self.rows("target", "what", "per")

    def word_fields(self) -> list[Any]:
        return [self[f"words_{year}"] for year in self.plan.years]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(MOST_ROWS):
            count, what = cleaned.get(f"target_{number}"), cleaned.get(f"what_{number}")
            if bool(count) != bool(what) and f"target_{number}" in self.fields and f"target_{number}" not in self.errors:
                self.add_error(f"target_{number}" if what else f"what_{number}", _("Une cible a un nombre et dit ce qu’on compte."))
        return cleaned

    def details(self) -> dict[str, Any]:
        """What the form says, as the acts take it."""
        cleaned = self.cleaned_data
        who = []
        for number in range(MOST_ROWS):
            if key := cleaned.get(f"who_{number}"):
                kept = self.kept[number] if number < len(self.kept) else None
                role = cleaned.get(f"role_{number}") or str(Role.LEAD)
                who.append(self.answerers.drafted(key, role, bool(cleaned.get(f"sure_{number}")), kept))
        targets = []
        for number in range(MOST_ROWS):
            if (count := cleaned.get(f"target_{number}")) and (what := cleaned.get(f"what_{number}")):
                kept_target = self.targets[number] if number < len(self.targets) else None
                per = cleaned.get(f"per_{number}") or str(Per.UNSTATED)
                same = kept_target is not None and (count, what) == (kept_target.number, kept_target.what)
                targets.append(TargetDraft(count, what, per, kept_target.words if same and kept_target else ""))
        return {
            "text": cleaned["text"],
            "responsibilities": who,
            "schedules": {year: cleaned.get(f"words_{year}", "") for year in self.plan.years},
            "targets": targets,
        }


class SplitForm(forms.Form):
    """The words of the two actions."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    first = forms.CharField(label=gettext_lazy("Première action"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))
    second = forms.CharField(label=gettext_lazy("Deuxième action"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class MergeForm(forms.Form):
    """The words of the one action that two become."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    other = forms.IntegerField(widget=forms.HiddenInput)
    other_revision = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=gettext_lazy("Libellé de l’action unie"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))


class TitleForm(SeenForm):
    """The title of a section."""

    title = forms.CharField(label=gettext_lazy("Titre de la section"), max_length=500)


class KeptForm(forms.Form):
    """The actions that the next year's plan takes."""

    kept = forms.TypedMultipleChoiceField(coerce=int, required=False, label=gettext_lazy("Actions reprises"))

    def __init__(self, pks: Iterable[int], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kept"].choices = [(pk, str(pk)) for pk in pks]  # type: ignore[attr-defined]


def halves(text: str) -> tuple[str, str]:
    """A proposal for splitting: at the middle-most end of sentence, semicolon or « et », when there is one."""
    for mark in (". ", "; ", " et "):
        if mark in text.strip():
            pieces = text.strip().split(mark)
            middle = min(range(1, len(pieces)), key=lambda at: abs(len(mark.join(pieces[:at])) - len(text) / 2))
            second = mark.join(pieces[middle:]).strip()
            return mark.join(pieces[:middle]).strip(), second[:1].upper() + second[1:]
    return text, ""


def section_of(plan: Plan, pk: str) -> Section:
    return plan.sections.get(pk=int(pk))
