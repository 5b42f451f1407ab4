"""The forms of people and access."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Party
from ententes.organisations.models import Organisation
from ententes.web.choosing import WhoForm
from ententes.web.days import DAY


class CoordinatorForm(WhoForm):
    """Who joins the coordination, and from which day."""

    starts_on = forms.DateField(label=_("À partir du"), widget=DAY)


class FinanceForm(WhoForm):
    """Who joins the finances, of which managing organisation, from which day."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisme gestionnaire"), empty_label=None)
    starts_on = forms.DateField(label=_("À partir du"), widget=DAY)
    source = forms.CharField(label=_("Acte de désignation"), max_length=300, required=False)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(agreement, *args, **{"auto_id": "finance_%s", **kwargs})
        managers = Organisation.objects.filter(parties__agreement=agreement, parties__is_manager=True)
        self.fields["organisation"].queryset = managers  # type: ignore[attr-defined]


class PartyForm(forms.Form):
    """An organisation that takes part, and as what."""

    name = forms.CharField(label=_("Nom de l’organisme"), max_length=300)
    acronym = forms.CharField(label=_("Sigle"), max_length=40, required=False)
    is_signatory = forms.BooleanField(label=_("signataire"), required=False)
    is_funder = forms.BooleanField(label=_("partenaire financier"), required=False)
    is_manager = forms.BooleanField(label=_("gestionnaire"), required=False)


class EndForm(forms.Form):
    """The last day of a coordination, or of somebody at the finances."""

    ends_on = forms.DateField(label=_("Dernier jour"), widget=DAY)


class RenameForm(forms.Form):
    """The new name of an organisation, and until when it bore the former one."""

    name = forms.CharField(label=_("Nouveau nom"), max_length=300)
    acronym = forms.CharField(label=_("Nouveau sigle"), max_length=40, required=False)
    until = forms.DateField(label=_("Dernier jour de l’ancien nom"), widget=DAY)


class MergeForm(forms.Form):
    """The organisation that a partner became part of: another partner, or one that is named here."""

    known = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Fusionné à"), required=False, empty_label=_("Un autre organisme, que voici")
    )
    name = forms.CharField(label=_("Nom"), max_length=300, required=False)
    acronym = forms.CharField(label=_("Sigle"), max_length=40, required=False)
    on = forms.DateField(label=_("Le"), widget=DAY)

    def __init__(self, agreement: Agreement, party: Party, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Organisation.objects.filter(parties__agreement=agreement).exclude(pk=party.organisation_id)
        self.fields["known"].queryset = others  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("known")) == bool(cleaned.get("name", "").strip()):
            self.add_error("known", _("Choisissez un organisme dans la liste, ou écrivez son nom; pas les deux."))
        return cleaned


class DissolveForm(forms.Form):
    """The last day of an organisation."""

    on = forms.DateField(label=_("Dissous le"), widget=DAY)
