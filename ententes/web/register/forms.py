"""The form that sends an extract."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import people_of
from ententes.people.models import Person


class DeliverForm(forms.Form):
    """To whom of the agreement the extract goes: the addressee of the mandate is proposed."""

    to = forms.TypedChoiceField(label=_("À qui"), coerce=lambda pk: Person.objects.get(pk=pk))

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choisir une personne")), *people_of(agreement)]  # type: ignore[attr-defined]
