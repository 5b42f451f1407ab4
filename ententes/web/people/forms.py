"""The forms of people and access."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.web.choosing import WhoForm


class CoordinatorForm(WhoForm):
    """Who joins the coordination, and from which day."""

    starts_on = forms.DateField(label=_("À partir du"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class PartyForm(forms.Form):
    """An organisation that takes part, and as what."""

    name = forms.CharField(label=_("Nom de l’organisme"), max_length=300)
    acronym = forms.CharField(label=_("Sigle"), max_length=40, required=False)
    is_signatory = forms.BooleanField(label=_("signataire"), required=False)
    is_funder = forms.BooleanField(label=_("partenaire financier"), required=False)
    is_manager = forms.BooleanField(label=_("gestionnaire"), required=False)


class EndForm(forms.Form):
    """The last day of a coordination."""

    ends_on = forms.DateField(label=_("Dernier jour"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
