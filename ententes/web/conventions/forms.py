"""The forms of conventions: their clauses, who signs, a signature, an instalment, a payment."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.conventions.models import GrantSignature, Instalment
from ententes.conventions.states import Side
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.ground.money import MoneyField
from ententes.people.models import Person
from ententes.web.choosing import WhoForm
from ententes.web.days import day_field
from ententes.web.files import checked
from ententes.web.seen import SeenForm

MORE = 2
"""Empty clauses offered after those there are."""
LONG = forms.Textarea(attrs={"rows": 4})


class ClausesForm(SeenForm):
    """Clauses, each with its title; one emptied is taken away. `visibility` is the text of annex C."""

    visibility = forms.CharField(label=_("Annexe C. Visibilité"), widget=forms.Textarea(attrs={"rows": 4}), required=False)

    def __init__(self, content: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        clauses = content["clauses"]
        super().__init__(*args, initial=initial_of(content), **kwargs)
        sent = [name for name in self.data if name.startswith("title_")] if self.is_bound else []
        self.count = min(80, max(len(clauses) + MORE, len(sent)))
        for number in range(self.count):
            self.fields[f"title_{number}"] = forms.CharField(label=_("Titre"), max_length=300, required=False)
            self.fields[f"text_{number}"] = forms.CharField(label=_("Texte"), widget=LONG, required=False)
        self.initial["seen"] = self._mark()

    @property
    def pairs(self) -> list[tuple[int, Any, Any]]:
        return [(number + 1, self[f"title_{number}"], self[f"text_{number}"]) for number in range(self.count)]

    @property
    def content(self) -> dict[str, Any]:
        said = self.cleaned_data
        clauses = [{"title": said[f"title_{number}"], "text": said[f"text_{number}"]} for number in range(self.count)]
        return {"clauses": clauses, "visibility": said["visibility"]}


def initial_of(content: dict[str, Any]) -> dict[str, str]:
    """Clauses by the names of the form."""
    found = {"visibility": content["visibility"]}
    for number, one in enumerate(content["clauses"]):
        found |= {f"title_{number}": one["title"], f"text_{number}": one["text"]}
    return found


class ConventionForm(ClausesForm):
    """The clauses of one convention, and the day its project ends."""

    ends_on = day_field(label=_("Fin du projet"), required=False)

    def __init__(self, content: dict[str, Any], ends_on: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(content, *args, **kwargs)
        self.initial |= {"ends_on": ends_on}
        self.initial["seen"] = self._mark()


class SignatoryForm(WhoForm):
    """Who signs, in which office, by which resolution."""

    nobody_allowed = True
    office = forms.CharField(label=_("Fonction"), max_length=200)
    resolution = forms.ModelChoiceField(
        Resolution.objects.none(), label=_("Résolution de l’entente"), required=False, empty_label=_("Aucune : je note ses mots")
    )
    authority = forms.CharField(
        label=_("Mots de la résolution"),
        help_text=_("Comme « d’autoriser la présidence à signer la convention, résolution CA-2011-07 »."),
        widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000,
    )  # fmt: skip
    file = forms.FileField(label=_("Copie de la résolution"), required=False, max_length=255)

    def __init__(self, agreement: Agreement, reader: Any, side: str, writers: list[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(agreement, *args, **kwargs)
        choices = self.fields["known"].choices  # type: ignore[attr-defined]
        if side == Side.PROMOTER:
            del self.fields["resolution"]
            choices = [("", _("Quelqu’un d’autre, que voici")), *((one.pk, one.name) for one in writers)]
            self.fields["known"].choices = choices  # type: ignore[attr-defined]
        else:
            rows = Resolution.objects.open_to(reader).filter(agreement=agreement, outcome=Outcome.ADOPTED)
            self.fields["resolution"].queryset = rows  # type: ignore[attr-defined]
            self.fields["resolution"].label_from_instance = lambda one: f"{one.number} · {one.title}"  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("known") and not cleaned.get("email"):
            self.add_error("known", _("Choisissez qui signe, ou écrivez son nom et son adresse."))
        return cleaned


class SendForm(forms.Form):
    """Until when the promoter may sign."""

    sign_by = day_field(label=_("À signer au plus tard le"), required=False)


class SignForm(forms.Form):
    """A text that was read, and the word of whoever signs it."""

    confirmed = forms.BooleanField(
        label=_("J’ai lu le texte en entier, je suis autorisé à le signer, et je le signe"),
        error_messages={"required": _("Confirmez que vous avez lu le texte et que vous le signez.")},
    )
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)


class PaperForm(forms.Form):
    """A copy signed on paper, and the day it was."""

    signed_on = day_field(label=_("Signée le"))
    file = forms.FileField(label=_("Copie signée"), max_length=255, help_text=_("PDF ou image; 25 Mo au plus."))

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])


class WhyForm(forms.Form):
    """A reason, in words."""

    why = forms.CharField(label=_("Motif"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class MeetForm(forms.Form):
    """What shows that a condition is met, and since when."""

    met_on = day_field(label=_("Remplie le"))
    words = forms.CharField(
        label=_("Ce qui le montre"), help_text=_("Comme « rapport d’étape accepté le 12 mars »."),
        widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
    )  # fmt: skip
    file = forms.FileField(label=_("Pièce"), required=False, max_length=255)

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])


class PaymentForm(forms.Form):
    """A payment that was made."""

    cents = MoneyField(label=_("Montant"))
    paid_on = day_field(label=_("Versé le"))
    reference = forms.CharField(label=_("Numéro du chèque ou du virement"), max_length=100, required=False)
    file = forms.FileField(label=_("Pièce"), required=False, max_length=255)

    def __init__(self, instalment: Instalment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("cents", instalment.cents)

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])


def signatory_initial(found: GrantSignature | None, guess: str) -> dict[str, Any]:
    """What is recorded of a signatory, by the names of the form."""
    if found is None:
        return {"authority": guess}
    return {"known": found.person_id, "office": found.office, "authority": found.authority, "resolution": found.resolution_id}
