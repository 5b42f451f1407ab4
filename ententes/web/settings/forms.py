"""The forms of an agreement's settings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.states import Kind
from ententes.web.seen import SeenForm

MONTHS = [
    (1, _("janvier")), (2, _("février")), (3, _("mars")), (4, _("avril")), (5, _("mai")), (6, _("juin")),
    (7, _("juillet")), (8, _("août")), (9, _("septembre")), (10, _("octobre")), (11, _("novembre")), (12, _("décembre")),
]  # fmt: skip
SEASONS = (("printemps", _("printemps")), ("été", _("été")), ("automne", _("automne")), ("hiver", _("hiver")))


class TitlesForm(SeenForm):
    """How the agreement presents itself."""

    title = forms.CharField(label=_("Titre"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    short_title = forms.CharField(label=_("Titre court"), max_length=80, help_text=_("Celui du menu et des lettres."))
    region = forms.CharField(label=_("Région"), max_length=200, required=False)
    field = forms.CharField(label=_("Domaine"), max_length=200, required=False)
    purpose = forms.CharField(label=_("Objet"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    context = forms.CharField(label=_("Contexte"), widget=forms.Textarea(attrs={"rows": 4}), required=False)


def titles_of(agreement: Agreement) -> dict[str, Any]:
    """How the agreement presents itself now, by the names of the form."""
    return {name: getattr(agreement, name) for name in TitlesForm.base_fields if name != "seen"}


def calendar_of(agreement: Agreement) -> dict[str, Any]:
    """The calendar and the words of the agreement now, by the names of the form."""
    begins = {word: (month, day) for word, month, day in agreement.seasons}
    known: dict[str, Any] = {"fiscal_month": agreement.fiscal_month, "cadence": agreement.cadence}
    for number, (word, _label) in enumerate(SEASONS):
        known[f"month_{number}"], known[f"day_{number}"] = begins.get(word, (1, 1))
    return known | {f"kind_{kind}": agreement.vocabulary.get(kind, "") for kind in Kind.values}


class CalendarForm(SeenForm):
    """When the year and its seasons begin, how often news is expected, and what kinds of bodies are called."""

    fiscal_month = forms.TypedChoiceField(label=_("L’exercice commence en"), choices=MONTHS, coerce=int)
    cadence = forms.IntegerField(label=_("Mois entre deux nouvelles"), min_value=1, max_value=12)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=calendar_of(agreement), **kwargs)
        for number, (_word, label) in enumerate(SEASONS):
            self.fields[f"day_{number}"] = forms.IntegerField(
                label=_("Premier jour : %(season)s") % {"season": label}, min_value=1, max_value=31
            )
            self.fields[f"month_{number}"] = forms.TypedChoiceField(
                label=_("Mois : %(season)s") % {"season": label}, choices=MONTHS, coerce=int
            )
        for kind, label in Kind.choices:
            self.fields[f"kind_{kind}"] = forms.CharField(label=label, max_length=80, required=False)

    def seasons(self) -> list[tuple[str, int, int]]:
        said = self.cleaned_data
        return [(word, said[f"month_{number}"], said[f"day_{number}"]) for number, (word, _label) in enumerate(SEASONS)]

    def vocabulary(self) -> dict[str, str]:
        return {kind: " ".join(self.cleaned_data[f"kind_{kind}"].split()) for kind in Kind.values}
