"""The form that files a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.plans.rules import news as rules


class DocumentForm(forms.Form):
    """A file, under a title. What it may be is what a note may carry."""

    file = forms.FileField(
        label=_("Fichier"), help_text=_("PDF, Word, Excel, OpenDocument, image, texte ou CSV; 25 Mo au plus."), max_length=255
    )
    title = forms.CharField(label=_("Titre"), max_length=300, required=False, help_text=_("Vide : le nom du fichier."))
    is_public = forms.BooleanField(label=_("Lisible par tous quand l’entente est publiée"), required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if reasons := list(rules.obstacles_to_attaching([file])):
            raise forms.ValidationError(reasons)
        return file
