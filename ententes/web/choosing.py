"""Choosing somebody: one of those the agreement knows, or somebody new by name and address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement
from ententes.committees.queries import people_of
from ententes.people import acts
from ententes.people.models import Person

T = TypeVar("T")


class WhoForm(forms.Form):
    """Somebody of the agreement, or a name and an address; `chosen()` gives the person, written in if need be."""

    known = forms.TypedChoiceField(label=_("Personne"), required=False, coerce=int, empty_value=None)
    name = forms.CharField(label=_("Nom"), max_length=150, required=False)
    email = forms.EmailField(label=_("Adresse courriel"), max_length=254, required=False)
    nobody_allowed = False

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = _("Personne") if self.nobody_allowed else _("Quelqu’un d’autre, que voici")
        self.fields["known"].choices = [("", nobody), *people_of(agreement)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        new = cleaned.get("name") or cleaned.get("email")
        if cleaned.get("known") and new:
            self.add_error("known", _("Choisissez quelqu’un dans la liste, ou écrivez son nom et son adresse; pas les deux."))
        if new and not self.errors and not (cleaned.get("name") and cleaned.get("email")):
            self.add_error("email" if cleaned.get("name") else "name", _("Il faut un nom et une adresse."))
        if not self.errors and not new and not cleaned.get("known") and not self.nobody_allowed:
            self.add_error("known", _("Choisissez quelqu’un dans la liste, ou écrivez son nom et son adresse."))
        return cleaned

    def chosen(self) -> Person | None:
        """The person, invited when new. Call it inside the transaction of the act."""
        if self.cleaned_data["known"]:
            return Person.objects.get(pk=self.cleaned_data["known"])
        if self.cleaned_data["email"]:
            return acts.invite(email=self.cleaned_data["email"], name=self.cleaned_data["name"])
        return None


class ContactForm(WhoForm):
    """The same, where nobody is an answer too."""

    nobody_allowed = True


def naming(form: WhoForm, act: Callable[[Person | None], T]) -> Callable[[], T]:
    """The act on whoever the form names, both in one transaction: nobody is written in by a refusal."""

    def both() -> T:
        with transaction.atomic():
            return act(form.chosen())

    return both
