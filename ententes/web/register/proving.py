"""« Vérifier un extrait » : anybody who holds a certified extract asks whether the register says the same."""

from __future__ import annotations

from typing import Any

from allauth.core import ratelimit
from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.decisions.queries.entries import SHORTEST, proof
from ententes.web.pages import page


class CheckForm(forms.Form):
    """The number of a resolution and the beginning of its hash, as an extract prints them."""

    numero = forms.CharField(label=gettext_lazy("Numéro de la résolution"), max_length=60)
    empreinte = forms.CharField(
        label=gettext_lazy("Empreinte de l’inscription"),
        max_length=100,
        help_text=gettext_lazy("Les 12 premiers caractères suffisent; les 64 prouvent davantage."),
    )

    def clean_empreinte(self) -> str:
        prefix = "".join(str(self.cleaned_data["empreinte"]).split()).lower()
        if len(prefix) < SHORTEST or len(prefix) > 64 or not all(one in "0123456789abcdef" for one in prefix):
            raise forms.ValidationError(
                _("Une empreinte s’écrit de chiffres et de lettres de a à f; il en faut au moins %(least)s.") % {"least": SHORTEST}
            )
        return prefix


def check(request: Any) -> HttpResponse:
    """The form, and what the register answers: number, body, day and « concorde », or that nothing matches. Attempts are counted."""
    if request.method != "POST":
        return page(
            request, "register/check.html", form=CheckForm(initial={"numero": request.GET.get("numero", "")[:60]}), asked=False, proof=None
        )
    form = CheckForm(request.POST)
    if not ratelimit.consume(request, action="extract_check"):
        form.add_error(None, _("Trop de demandes à la fois : attendez un peu, puis recommencez."))
        return page(request, "register/check.html", 429, form=form, asked=False, proof=None)
    if not form.is_valid():
        return page(request, "register/check.html", 422, form=form, asked=False, proof=None)
    return page(
        request, "register/check.html", form=form, asked=True, proof=proof(form.cleaned_data["numero"], form.cleaned_data["empreinte"])
    )
