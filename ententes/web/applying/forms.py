"""The forms of whoever applies: an address to begin with, an enterprise, the questions of each part, a budget."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.ground.money import MoneyField
from ententes.ground.wording import figure
from ententes.projects.queries.norms import Norms
from ententes.projects.rules import applications as rules
from ententes.projects.rules import completions
from ententes.projects.states import FIELDS, PieceKind, Promoter, SourceKind, SourceStatus
from ententes.web.seen import SeenForm

BLANKS = 3
"""Empty lines under those that are filled."""


class SignUpForm(forms.Form):
    """Who begins an application. A code goes to the address; nothing else is needed."""

    name = forms.CharField(label=lazy("Votre nom"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(label=lazy("Votre adresse courriel"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class BeginForm(forms.Form):
    """The enterprise that applies, and for what."""

    promoter = forms.CharField(label=lazy("Nom de l’organisme"), max_length=rules.NAME)
    kind = forms.ChoiceField(label=lazy("Sorte de promoteur"), choices=Promoter.choices, widget=forms.RadioSelect)
    neq = forms.CharField(
        label=lazy("Numéro d’entreprise du Québec (NEQ)"), required=False, max_length=20, help_text=lazy("10 chiffres, si vous en avez un.")
    )
    title = forms.CharField(label=lazy("Titre du projet"), max_length=rules.NAME)

    def clean_neq(self) -> str:
        return "".join(self.cleaned_data["neq"].split())


class AnswersForm(SeenForm):
    """The questions of one part. What a deposit needs (`needed`) may stay empty until then, and is not said to be optional."""

    def __init__(self, section: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, most, needed in FIELDS[section]:
            widget = forms.TextInput() if most <= 300 else forms.Textarea(attrs={"rows": 8 if most > 3000 else 4})
            hint = _("%(most)s caractères au plus.") % {"most": figure(most)} + (" " + _("Nécessaire au dépôt.") if needed else "")
            self.fields[name] = forms.CharField(label=label, required=False, max_length=2 * most, widget=widget, help_text=hint)
            self.fields[name].needed = needed  # type: ignore[attr-defined]

    @property
    def answers(self) -> dict[str, str]:
        return {name: words for name, words in self.cleaned_data.items() if name != "seen"}


class LetterForm(forms.Form):
    """A letter of intent."""

    text = forms.CharField(
        label=lazy("Votre lettre d’intention"),
        max_length=2 * rules.LETTER,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=lazy("Ce que serait le projet, pour qui, où, avec qui, pour environ combien. 5000 caractères au plus."),
    )


class ColleagueForm(forms.Form):
    """Somebody else of the enterprise."""

    name = forms.CharField(label=lazy("Nom"), max_length=150)
    email = forms.EmailField(label=lazy("Adresse courriel"), max_length=254)


class PieceForm(forms.Form):
    """A file to join, and what it is."""

    kind = forms.ChoiceField(label=lazy("Nature de la pièce"), choices=[("", lazy("choisir")), *PieceKind.choices])
    file = forms.FileField(
        label=lazy("Fichier"), help_text=lazy("PDF, Word, Excel, OpenDocument, image, texte ou CSV; 25 Mo au plus."), max_length=255
    )


class CompletionForm(forms.Form):
    """What completes a deposit: words, and a few files."""

    FILES = 5
    words = forms.CharField(
        label=lazy("Votre réponse"), required=False, max_length=completions.WORDS, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(self.FILES):
            number = {"number": place + 1}
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=_("Nature de la pièce %(number)s") % number, required=False, choices=[("", _("choisir")), *PieceKind.choices]
            )
            self.fields[f"file_{place}"] = forms.FileField(label=_("Fichier %(number)s") % number, required=False, max_length=255)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each file."""
        return [(self[f"kind_{place}"], self[f"file_{place}"]) for place in range(self.FILES)]

    @property
    def given(self) -> list[tuple[str, Any]]:
        """The files given, each with its kind."""
        said = self.cleaned_data
        return [(said[f"kind_{place}"], said[f"file_{place}"]) for place in range(self.FILES) if said[f"file_{place}"]]


class BudgetForm(SeenForm):
    """Expenses by post, sources by kind and status, what the promoter brings, what is asked."""

    own = MoneyField(label=lazy("Mise de fonds en argent"), required=False)
    in_kind = MoneyField(label=lazy("Mise de fonds en nature, à sa valeur"), required=False)
    asked = MoneyField(label=lazy("Aide demandée à l’entente"), required=False)

    def __init__(self, norms: Norms | None, *args: Any, typed: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(typed or {})  # a draft comes before the lines: it may have more of them
        given = self.initial
        self.expenses = self._lines("post", given)
        self.sources = self._lines("source", given)
        posts = [*norms.posts, *norms.administration_posts, *norms.excluded_posts] if norms else []
        for place in range(self.expenses):
            kept = str(given.get(f"post_{place}") or "")
            known = posts if not kept or kept in posts else [kept, *posts]
            label = _("Poste de la dépense %(number)s") % {"number": place + 1}
            if norms:
                choices = [("", _("choisir un poste")), *((one, one) for one in known)]
                self.fields[f"post_{place}"] = forms.ChoiceField(label=label, required=False, choices=choices)
            else:
                self.fields[f"post_{place}"] = forms.CharField(label=label, required=False, max_length=rules.NAME)
            self.fields[f"cost_{place}"] = MoneyField(label=_("Coût de la dépense %(number)s") % {"number": place + 1}, required=False)
        for place in range(self.sources):
            number = {"number": place + 1}
            kinds = [("", _("choisir une sorte")), *SourceKind.choices]
            self.fields[f"source_{place}"] = forms.ChoiceField(
                label=_("Sorte de la source %(number)s") % number, required=False, choices=kinds
            )
            self.fields[f"status_{place}"] = forms.ChoiceField(
                label=_("Statut de la source %(number)s") % number, required=False, choices=SourceStatus.choices
            )
            self.fields[f"words_{place}"] = forms.CharField(
                label=_("Nom de la source %(number)s") % number, required=False, max_length=rules.NAME
            )
            self.fields[f"amount_{place}"] = MoneyField(label=_("Montant de la source %(number)s") % number, required=False)

    def _lines(self, name: str, given: Mapping[str, Any]) -> int:
        """How many lines to show: those recorded and a few empty ones, or as many as were sent."""
        recorded = sum(1 for key in given if re.fullmatch(rf"{name}_[0-9]+", key))
        sent = [int(found[1]) for key in self.data if (found := re.fullmatch(rf"{name}_([0-9]{{1,3}})", str(key)))]
        return min(rules.MOST_LINES, max(recorded + BLANKS, *(one + 1 for one in sent), 0)) if sent else recorded + BLANKS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place in range(self.expenses):
            self._whole(f"post_{place}", f"cost_{place}", _("Dites combien coûte ce poste."), _("Dites à quel poste va ce coût."))
        for place in range(self.sources):
            self._whole(
                f"source_{place}",
                f"amount_{place}",
                _("Dites combien vient de cette source."),
                _("Dites de quelle sorte est cette source."),
            )
        return cleaned

    def _whole(self, name: str, amount: str, without: str, alone: str) -> None:
        if name in self.errors or amount in self.errors:
            return
        if self.cleaned_data.get(name) and self.cleaned_data.get(amount) is None:
            self.add_error(amount, without)
        if not self.cleaned_data.get(name) and self.cleaned_data.get(amount):
            self.add_error(name, alone)

    @property
    def said(self) -> dict[str, Any]:
        """What can be read of the form, as acts take it; lines that are not whole are left out."""
        read = getattr(self, "cleaned_data", {})
        expenses = [
            {"post": read[f"post_{place}"], "cents": read[f"cost_{place}"]}
            for place in range(self.expenses)
            if read.get(f"post_{place}") and read.get(f"cost_{place}") is not None
        ]
        sources = [
            {
                "kind": read[f"source_{place}"],
                "status": read.get(f"status_{place}") or str(SourceStatus.EXPECTED),
                "words": read.get(f"words_{place}") or "",
                "cents": read[f"amount_{place}"],
            }
            for place in range(self.sources)
            if read.get(f"source_{place}") and read.get(f"amount_{place}") is not None
        ]
        return {"expenses": expenses, "sources": sources, **{name: read.get(name) or 0 for name in ("own", "in_kind", "asked")}}


def shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """A budget as its form begins with it."""
    found: dict[str, Any] = {name: said.get(name) or None for name in ("own", "in_kind", "asked")}
    for place, one in enumerate(said.get("expenses", ())):
        found |= {f"post_{place}": one["post"], f"cost_{place}": one["cents"]}
    for place, one in enumerate(said.get("sources", ())):
        found |= {f"source_{place}": one["kind"], f"status_{place}": one["status"], f"words_{place}": one["words"]}
        found[f"amount_{place}"] = one["cents"]
    return found
