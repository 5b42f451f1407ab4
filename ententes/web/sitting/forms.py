"""The form of a motion: its three fields, who moves and seconds, how the body was asked and what was counted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.committees.models import Term
from ententes.decisions.models import Resolution
from ententes.meetings.models import Motion
from ententes.meetings.states import Choice

from .showing import manners, matter_moves

_COUNT = {"required": False, "min_value": 0, "max_value": 999}
COUNTED = ("for", "against", "abstain")


class MotionForm(forms.Form):
    """Everything is kept as typed, half filled too: what stands in the way of recording is said when it is read back."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Objet"), max_length=300, required=False)
    whereas = forms.CharField(label=_("Considérant"), required=False, max_length=20_000)
    resolved = forms.CharField(label=_("Il est résolu"), required=False, max_length=20_000)
    conditions = forms.CharField(label=_("Conditions"), required=False, max_length=20_000)
    move = forms.ChoiceField(label=_("Ce que l’instance fait du dossier"), required=False)
    mover = forms.ModelChoiceField(Term.objects.none(), label=_("Proposée par"), required=False)
    seconder = forms.ModelChoiceField(Term.objects.none(), label=_("Appuyée par"), required=False)
    amends = forms.ModelChoiceField(Resolution.objects.none(), label=_("Elle modifie"), required=False)
    repeals = forms.ModelChoiceField(Resolution.objects.none(), label=_("Elle abroge"), required=False)
    manner = forms.ChoiceField(label=_("Manière"), required=False)
    count_for = forms.IntegerField(label=_("Pour"), **_COUNT)
    count_against = forms.IntegerField(label=_("Contre"), **_COUNT)
    count_abstain = forms.IntegerField(label=_("Abstentions"), **_COUNT)
    casting = forms.ChoiceField(label=_("La présidence tranche"), required=False)
    dissents = forms.ModelMultipleChoiceField(Term.objects.none(), label=_("Dissidences, sur demande"), required=False)
    at = forms.CharField(label=_("Prise à"), required=False, max_length=10)

    def __init__(self, motion: Motion, *args: Any, **kwargs: Any) -> None:
        self.motion = motion
        super().__init__(*args, **kwargs)
        terms = Term.objects.filter(seat__body=motion.item.meeting.body).select_related("person", "seat")
        for name in ("mover", "seconder", "dissents"):
            self.fields[name].queryset = terms  # type: ignore[attr-defined]
        for name in ("amends", "repeals"):
            self.fields[name].queryset = Resolution.objects.standing(motion.item.meeting.body)  # type: ignore[attr-defined]
        self.fields["move"].choices = [("", ""), *matter_moves()]  # type: ignore[attr-defined]
        self.fields["manner"].choices = manners()  # type: ignore[attr-defined]
        self.fields["casting"].choices = [("", ""), (Choice.FOR, ""), (Choice.AGAINST, "")]  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        """The fields of the motion as acts take them. What a frozen form did not send keeps its value."""
        said = self.cleaned_data
        sent = {name for name in self.fields if name in self.data}
        kept = ("title", "whereas", "resolved", "conditions", "move", "mover", "seconder", "amends", "repeals")
        found = {name: said[name] for name in kept if name in sent}
        found |= {name: value.replace("\r\n", "\n").strip() for name, value in found.items() if isinstance(value, str)}
        if said["manner"]:
            found["manner"] = said["manner"]
        return found | {"counted": self._counted()}

    def _counted(self) -> dict[str, Any]:
        said = self.cleaned_data
        kept: dict[str, Any] = {name: said[f"count_{name}"] for name in COUNTED if said[f"count_{name}"] is not None}
        calls = {key.removeprefix("call_"): value for key, value in self.data.items() if key.startswith("call_") and value in Choice.values}
        kept |= {"by_name": {key: value for key, value in calls.items() if key.isdecimal() and len(key) < 18}} if calls else {}
        kept |= {"casting": said["casting"]} if said["casting"] else {}
        kept |= {"dissents": [term.pk for term in said["dissents"]]} if said["dissents"] else {}
        return kept | ({"at": said["at"]} if said["at"].strip() else {})


def shown(motion: Motion) -> dict[str, Any]:
    """What the fields of a motion hold, by the names of the form."""
    kept = motion.counted
    values: dict[str, Any] = {name: getattr(motion, name) for name in ("title", "whereas", "resolved", "conditions", "move", "manner")}
    values |= {"revision": motion.revision, "mover": motion.mover_id or "", "seconder": motion.seconder_id or ""}
    values |= {"amends": motion.amends_id or "", "repeals": motion.repeals_id or ""}
    values |= {f"count_{name}": kept.get(name, "") for name in COUNTED}
    calls = {int(key): value for key, value in kept.get("by_name", {}).items()}
    return values | {"calls": calls, "casting": kept.get("casting", ""), "dissents": kept.get("dissents", []), "at": kept.get("at", "")}


def typed(form: MotionForm) -> dict[str, Any]:
    """The same, of what was sent in a form that could not be kept."""
    values: dict[str, Any] = {name: form.data.get(name, "") for name in form.fields if name != "dissents"}
    calls = {int(key[5:]): value for key, value in form.data.items() if key.startswith("call_") and key[5:].isdecimal()}
    keys = [int(one) for one in form.data.getlist("dissents") if one.isdecimal()]
    return values | {"calls": calls, "dissents": keys}
