"""The forms of whoever examines applications: each point of the checklist, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.projects.queries.admissibility import Checked
from ententes.projects.rules import admissibility as rules
from ententes.projects.states import Inadmissible, Reply, Section
from ententes.web.days import DAY
from ententes.web.seen import SeenForm

AS_COMPUTED = "computed"
"""The answer of who leaves a point to its computing."""


class ChecksForm(SeenForm):
    """Every point of a checklist: an answer, the evidence in words, a file. A computed point may be left to its computing."""

    def __init__(self, found: Sequence[Checked], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = shown(found)
        super().__init__(*args, **kwargs)
        self.points = found
        for one in found:
            key = one.point.key
            choices = [(AS_COMPUTED, _("comme calculé"))] if one.point.test and one.computed is not None else []
            self.fields[f"reply_{key}"] = forms.ChoiceField(
                label=one.point.words, required=False, choices=[*choices, *Reply.choices], widget=forms.RadioSelect
            )
            label = _("Pourquoi autrement que calculé") if choices else _("Preuve, en mots")
            self.fields[f"words_{key}"] = forms.CharField(
                label=label, required=False, max_length=rules.WORDS, widget=forms.Textarea(attrs={"rows": 1})
            )
            self.fields[f"file_{key}"] = forms.FileField(label=_("Preuve, en fichier"), required=False, max_length=255)

    @property
    def changed(self) -> list[dict[str, Any]]:
        """The points that were answered otherwise than they stand, as acts take them."""
        said = self.cleaned_data
        found = []
        for one in self.points:
            key = one.point.key
            reply = said[f"reply_{key}"]
            given = {
                "point": key,
                "reply": "" if reply == AS_COMPUTED else reply,
                "words": said[f"words_{key}"].strip(),
                "file": said[f"file_{key}"],
            }
            if given["file"] or (given["reply"], given["words"]) != (one.said, one.words):
                found.append(given)
        return found


def shown(found: Sequence[Checked]) -> dict[str, Any]:
    """The points as the form begins with them."""
    replies = {f"reply_{one.point.key}": one.said or (AS_COMPUTED if one.computed is not None else "") for one in found}
    return replies | {f"words_{one.point.key}": one.words for one in found}


class VerdictForm(forms.Form):
    """Admissible or not; a no has its reasons and what the promoter can do."""

    admissible = forms.ChoiceField(
        label=lazy("La demande est"),
        choices=[("yes", lazy("admissible")), ("no", lazy("non admissible"))],
        widget=forms.RadioSelect,
    )
    codes = forms.MultipleChoiceField(
        label=lazy("Motifs d’un refus"), required=False, choices=Inadmissible.choices, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=lazy("Motif, en mots"),
        required=False,
        max_length=rules.WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Le promoteur le lira."),
    )
    recourse = forms.CharField(
        label=lazy("Ce que le promoteur peut faire s’il n’est pas d’accord"),
        required=False,
        max_length=rules.WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial=lazy("répondez à cette lettre et dites pourquoi; votre demande sera examinée de nouveau."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What acts take: reasons only with a no."""
        given = self.cleaned_data
        if given["admissible"] == "yes":
            return {"admissible": True}
        return {"admissible": False, **{name: given[name] for name in ("codes", "words", "recourse")}}


class AskForm(forms.Form):
    """What a promoter is asked to add, which parts may be written again, and by when."""

    words = forms.CharField(
        label=lazy("Ce qui manque"),
        max_length=rules.WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Le promoteur le lira dans sa lettre."),
    )
    sections = forms.MultipleChoiceField(
        label=lazy("Parties qui peuvent être corrigées"), required=False, choices=Section.choices, widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=lazy("Attendu jusqu’au"),
        widget=DAY,
        help_text=lazy("Ce jour inclus. Le promoteur répond même si l’appel est fermé; deux rappels au plus lui sont écrits."),
    )


class LetterForm(forms.Form):
    """Whether an application goes on after its letter of intent."""

    answer = forms.ChoiceField(
        label=lazy("La demande"),
        choices=[("yes", lazy("se poursuit : le promoteur peut l’écrire")), ("no", lazy("est hors de l’objet de l’appel"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=lazy("Motif, ou conseil"),
        required=False,
        max_length=rules.WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("Le promoteur le lira."),
    )

    @property
    def said(self) -> dict[str, Any]:
        """What acts take."""
        return {"goes_on": self.cleaned_data["answer"] == "yes", "reason": self.cleaned_data["reason"]}
