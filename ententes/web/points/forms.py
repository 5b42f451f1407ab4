"""The forms of points to clarify."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    """What is settled, in which capacity, and by which resolution where one was taken."""

    text = forms.CharField(label=_("Ce qui est précisé"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000)
    resolution_words = forms.CharField(
        label=_("Résolution"), max_length=300, required=False, help_text=_("Si une instance l’a tranché : son numéro et sa date.")
    )
    capacity = forms.ChoiceField(label=_("À titre de"))

    def __init__(self, capacities: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["capacity"].choices = [(one.key, one.words) for one in capacities]  # type: ignore[attr-defined]


class DismissForm(SettleForm):
    """Why there is nothing to settle."""

    text = forms.CharField(label=_("Pourquoi"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5000, required=False)
    resolution_words = None  # type: ignore[assignment]
