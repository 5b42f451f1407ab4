"""The forms of people and access."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.web.choosing import WhoForm


class CoordinatorForm(WhoForm):
    """Who joins the coordination, and from which day."""

    starts_on = forms.DateField(label=_("À partir du"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class EndForm(forms.Form):
    """The last day of a coordination."""

    ends_on = forms.DateField(label=_("Dernier jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
