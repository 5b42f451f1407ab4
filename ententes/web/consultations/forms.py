"""The forms of written resolutions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ententes.committees.models import Body
from ententes.decisions.models import Matter
from ententes.decisions.states import State
from ententes.meetings.models import Consent, Consultation
from ententes.people.models import Person
from ententes.web.days import DAY


class ConsultForm(forms.Form):
    """What is proposed in writing, in three fields, and until when it may be signed."""

    matter = forms.ModelChoiceField(
        Matter.objects.none(), label=_("Dossier"), required=False, empty_label=_("Aucun dossier : une résolution seule")
    )
    title = forms.CharField(label=pgettext_lazy("matter", "Objet"), max_length=300)
    whereas = forms.CharField(label=_("Considérant"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    resolved = forms.CharField(label=_("Il est résolu"), widget=forms.Textarea(attrs={"rows": 4}))
    conditions = forms.CharField(label=_("Conditions"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    closes_on = forms.DateField(label=_("À signer d’ici le"), widget=DAY)

    def __init__(self, body: Body, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        matters: Any = self.fields["matter"]
        matters.queryset = Matter.objects.seen_by(person).filter(agreement=body.agreement)  # the act says why another is refused
        before = matters.queryset.filter(state=State.BEFORE, stage__body=body)
        matters.choices = [("", matters.empty_label), *((one.pk, str(one)) for one in before)]


class WhyForm(forms.Form):
    """Why a consultation is called off."""

    why = forms.CharField(label=_("Motifs"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)


class PaperForm(forms.Form):
    """What a seat answered on paper."""

    seat = forms.ModelChoiceField(Consent.objects.none(), label=_("Siège"), empty_label=None)
    answer = forms.ChoiceField(
        label=_("Réponse reçue"), choices=[("sign", _("Signée")), ("refuse", _("Refusée"))], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Un mot"), help_text=_("Ce que le papier ajoute, et où il est gardé."), widget=forms.Textarea(attrs={"rows": 2}),
        required=False, max_length=2000,
    )  # fmt: skip

    def __init__(self, consultation: Consultation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = self.fields["seat"]
        seats.queryset = consultation.consents.filter(signed=None).select_related("term__person", "term__seat")  # type: ignore[attr-defined]
        seats.label_from_instance = lambda one: f"{one.term.seat.label}, {one.term.person.name}"  # type: ignore[attr-defined]


class ConsentForm(forms.Form):
    """Signed or refused, over a text that was read."""

    answer = forms.ChoiceField(
        label=_("Votre réponse"), choices=[("sign", _("Je signe cette résolution")), ("refuse", _("Je refuse : une rencontre décidera"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    read = forms.BooleanField(
        label=_("J’ai lu le texte ci-dessus en entier"), error_messages={"required": _("Dites que vous avez lu le texte en entier.")}
    )
    words = forms.CharField(label=_("Un mot"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000)
    sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)
