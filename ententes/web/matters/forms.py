"""The forms of matters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.decisions.models import Matter
from ententes.decisions.states import Kind
from ententes.plans.rules import news as rules
from ententes.web.seen import SeenForm

LONGEST = 20_000
REASONS = forms.Textarea(attrs={"rows": 4})


class OpenForm(forms.Form):
    """The title of a matter whose chain the mandates make."""

    title = forms.CharField(label=_("Titre du dossier"), max_length=300)


class QuestionForm(OpenForm):
    """A free question: its words, who decides, and who recommends before."""

    question = forms.CharField(label=_("Question posée"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Instance qui décide"), empty_label=_("Choisissez l’instance"))
    recommending = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        label=_("Instances qui recommandent d’abord"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Elles se prononcent dans cet ordre, avant celle qui décide."),
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("body", "recommending"):
            self.fields[name].queryset = agreement.bodies.filter(dissolved_on=None)  # type: ignore[attr-defined]


class RephraseForm(SeenForm):
    """Other words for a matter under way."""

    title = forms.CharField(label=_("Titre du dossier"), max_length=300)
    question = forms.CharField(label=_("Question posée"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}), required=False)

    def __init__(self, matter: Matter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].required = matter.kind == Kind.QUESTION
        if matter.kind != Kind.QUESTION:
            self.fields["question"].label = _("Ce qu’il faut en savoir")


class WithdrawForm(forms.Form):
    """Why a matter is taken back."""

    reasons = forms.CharField(label=_("Motifs"), max_length=5000, widget=REASONS, help_text=_("Les instances qui l’ont eu les liront."))


class SendOnForm(forms.Form):
    """Which body takes the place of one that is no more, and why."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Instance qui prend sa place"), empty_label=_("Choisissez l’instance"))
    reason = forms.CharField(label=_("Motif"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = agreement.bodies.filter(dissolved_on=None)  # type: ignore[attr-defined]


class ChoiceForm(forms.Form):
    """Which body takes a step of a chain, why, and by which resolution."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    verb = forms.CharField(max_length=12, widget=forms.HiddenInput)
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Instance"), empty_label=_("Choisissez l’instance"))
    reason = forms.CharField(label=_("Motif"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    resolution_words = forms.CharField(
        label=_("Résolution"), max_length=300, required=False, help_text=_("Si une instance l’a tranché : son numéro et sa date.")
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = agreement.bodies.filter(dissolved_on=None)  # type: ignore[attr-defined]


class PieceForm(forms.Form):
    """A document joined to a matter."""

    file = forms.FileField(
        label=_("Fichier"), help_text=_("PDF, Word, Excel, OpenDocument, image, texte ou CSV; 25 Mo au plus."), max_length=255
    )
    title = forms.CharField(label=_("Titre"), max_length=300, required=False, help_text=_("Vide : le nom du fichier."))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if reasons := list(rules.obstacles_to_attaching([file])):
            raise forms.ValidationError(reasons)
        return file


class InterestForm(forms.Form):
    """An interest: whose it is where the coordination writes it down, and its nature."""

    who = forms.TypedChoiceField(label=_("Qui s’est déclaré"), coerce=int)
    nature = forms.CharField(
        label=_("Nature de l’intérêt"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Par exemple « mon employeur soumissionne »."),
    )

    def __init__(self, people: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = people  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["who"].widget = forms.HiddenInput()
            self.fields["who"].initial = people[0][0]


class LiftForm(forms.Form):
    """Why an interest no longer stands."""

    because = forms.CharField(label=_("Pourquoi l’intérêt ne tient plus"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
