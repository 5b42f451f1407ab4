"""What somebody asks of a document: which day, and with which columns."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.ground import clock
from ententes.web.days import DAY


class Wanted(forms.Form):
    """The day and the columns of a document. `chosen` says that the boxes were shown: without it, both columns come."""

    chosen = forms.BooleanField(required=False, widget=forms.HiddenInput)
    as_of = forms.DateField(label=_("État au"), required=False, widget=DAY)
    state = forms.BooleanField(label=_("Une colonne « État au … »"), required=False)
    news = forms.BooleanField(label=_("Une colonne « Dernière nouvelle »"), required=False)

    def clean_as_of(self) -> Any:
        day, today = self.cleaned_data["as_of"], clock.today()
        if day and day > today:
            raise forms.ValidationError(_("L’état ne peut pas être demandé à une date à venir."))
        return day or today

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("chosen"):
            cleaned |= {"state": True, "news": True}
        return cleaned
