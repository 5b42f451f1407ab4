"""The forms of bodies, seats and terms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.models import Body
from ententes.committees.states import Kind, Role
from ententes.organisations.models import Organisation
from ententes.web.choosing import ContactForm as AnyContactForm
from ententes.web.choosing import WhoForm
from ententes.web.seen import SeenForm

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class BodyForm(SeenForm):
    """What a body is called, what it is for, and under what it stands."""

    name = forms.CharField(label=_("Nom"), max_length=200)
    acronym = forms.CharField(label=_("Sigle"), max_length=20, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=Kind.choices)
    parent = forms.ModelChoiceField(Body.objects.none(), label=_("Relève de"), required=False, empty_label=_("Aucune autre instance"))
    host = forms.ModelChoiceField(Organisation.objects.none(), label=_("Hôte"), required=False, empty_label=_("Aucun organisme"))
    composition = forms.CharField(label=_("Composition"), widget=forms.Textarea(attrs={"rows": 3}), required=False)

    def __init__(self, agreement: Agreement, *args: Any, body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = agreement.bodies.exclude(pk=body.pk if body else None)  # type: ignore[attr-defined]
        self.fields["host"].queryset = Organisation.objects.filter(parties__agreement=agreement)  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """A seat: its name, who designates its holder, whether it votes."""

    label = forms.CharField(label=_("Siège"), max_length=200)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Désigné par"), required=False, empty_label=_("Aucun organisme en particulier")
    )
    votes = forms.BooleanField(label=_("Ce siège vote"), required=False, initial=True)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.filter(parties__agreement=agreement)  # type: ignore[attr-defined]


class TermForm(WhoForm):
    """Who holds a seat, since when, by which act of designation."""

    role = forms.ChoiceField(label=_("À titre de"), choices=Role.choices, initial=Role.HOLDER)
    starts_on = forms.DateField(label=_("À partir du"), widget=DAY)
    source = forms.CharField(
        label=_("Acte de désignation"), max_length=300, required=False, help_text=_("Par exemple « résolution 2011-04 du conseil ».")
    )


class EndForm(forms.Form):
    """The last day of something held."""

    ends_on = forms.DateField(label=_("Dernier jour"), widget=DAY)


class ContactForm(AnyContactForm):
    """Who receives the letters of a body, and how often news is expected of it."""

    cadence = forms.IntegerField(label=_("Mois entre deux nouvelles"), min_value=1, max_value=12, required=False)
