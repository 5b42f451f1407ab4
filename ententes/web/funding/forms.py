"""The forms of money: a contribution, a receipt, a correction, what the money earns and costs, a line of an allotment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Amendment
from ententes.funding.models import Ledger
from ententes.funding.rules import WORDS
from ententes.funding.states import Nature, Sharing
from ententes.ground.money import MoneyField
from ententes.organisations.models import Territory
from ententes.plans.rules import news
from ententes.web.days import day_field


class EvidenceForm(forms.Form):
    """A form that may carry a file that shows what it says. The file is distrusted as any other."""

    file = forms.FileField(
        label=_("Pièce"),
        required=False,
        max_length=255,
        help_text=_("Avis de dépôt, relevé ou lettre; 25 Mo au plus."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (reasons := list(news.obstacles_to_attaching([file]))):
            raise forms.ValidationError(reasons)
        return file


class PledgeForm(forms.Form):
    """What a party promises for one year."""

    party = forms.ModelChoiceField(label=_("Partie"), queryset=None)
    year = forms.TypedChoiceField(label=_("Exercice"), coerce=int)
    cents = MoneyField(label=_("Montant"), help_text=_("Comme « 1 234,56 $ ». En nature : la valeur convenue."))
    nature = forms.ChoiceField(label=_("Nature"), choices=Nature.choices, widget=forms.RadioSelect, initial=Nature.MONEY)
    due_on = day_field(label=_("Attendue le"), required=False)
    objective = forms.ModelChoiceField(label=_("Pour l’objectif"), queryset=None, required=False)
    territory = forms.ModelChoiceField(label=_("Pour le territoire"), queryset=Territory.objects.all(), required=False)
    project = forms.CharField(label=_("Pour le projet"), max_length=300, required=False, help_text=_("Les mots du partenaire."))
    clause = forms.ModelChoiceField(label=_("Article"), queryset=None, required=False)
    amendment = forms.ModelChoiceField(label=_("Avenant"), queryset=None, required=False)
    words = forms.CharField(label=_("Mots de la source"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, agreement: Agreement, years: Iterable[int], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parties: Any = self.fields["party"]
        parties.queryset = agreement.parties.on(today).select_related("organisation").order_by("-is_funder", "pk")
        self.fields["year"].choices = [(year, agreement.fiscal_year(year).label) for year in years]  # type: ignore[attr-defined]
        for name, rows in (("objective", agreement.objectives), ("clause", agreement.clauses), ("amendment", agreement.amendments)):
            self.fields[name].queryset = rows.all()  # type: ignore[attr-defined]


class OneResolution(forms.ModelChoiceField):
    """A resolution by its number and its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} – {obj.title}"


class EarmarkForm(EvidenceForm):
    """What a contribution is meant for from now on, and the act that says so."""

    objective = forms.ModelChoiceField(label=_("Pour l’objectif"), queryset=None, required=False)
    territory = forms.ModelChoiceField(label=_("Pour le territoire"), queryset=Territory.objects.all(), required=False)
    project = forms.CharField(
        label=_("Pour le projet"), max_length=300, required=False, help_text=_("Le titre de l’affectation qu’elle porte d’abord.")
    )
    changed_on = day_field(label=_("En date du"))
    amendment = forms.ModelChoiceField(label=_("Avenant"), queryset=None, required=False)
    resolution = OneResolution(label=_("Résolution"), queryset=None, required=False)
    words = forms.CharField(label=_("Motif"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("objective", "territory", "project", "changed_on", "amendment", "resolution", "file", "words")

    def __init__(self, agreement: Agreement, readable: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("objective", agreement.objectives), ("amendment", agreement.amendments)):
            self.fields[name].queryset = rows.all()  # type: ignore[attr-defined]
        self.fields["resolution"].queryset = readable  # type: ignore[attr-defined]
        self.fields["file"].label = _("Lettre du partenaire")


class UseForm(forms.Form):
    """What an envelope will be drawn on for."""

    title = forms.CharField(label=_("Affectation"), max_length=300)
    territory = forms.ModelChoiceField(label=_("Territoire"), queryset=Territory.objects.all(), required=False)


ENTERED = (
    ("reserve", _("Réserver une somme")),
    ("recommend", _("Recommander une somme, par résolution")),
    ("commit", _("Engager une somme, par résolution")),
    ("pay", _("Inscrire un versement, avec sa pièce")),
    ("justify", _("Inscrire une dépense justifiée")),
    ("recover", _("Inscrire une somme récupérée")),
    ("unreserve", _("Libérer ce qui est réservé")),
    ("unrecommend", _("Libérer ce qui est recommandé")),
    ("uncommit", _("Libérer ce qui est engagé et non versé")),
)


class UseFactForm(EvidenceForm):
    """What happens to the money of a use."""

    what = forms.ChoiceField(label=_("Ce qui arrive"), choices=ENTERED, widget=forms.RadioSelect)
    cents = MoneyField(label=_("Montant"))
    dated_on = day_field(label=_("En date du"))
    resolution = OneResolution(label=_("Résolution"), queryset=None, required=False)
    words = forms.CharField(label=_("Libellé ou motif"), max_length=WORDS, required=False)
    field_order = ("what", "cents", "dated_on", "resolution", "file", "words")

    def __init__(self, readable: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = readable  # type: ignore[attr-defined]


class ReceiveForm(EvidenceForm):
    """What a partner brought."""

    cents = MoneyField(label=_("Montant reçu"))
    received_on = day_field(label=_("Reçu le"))
    words = forms.CharField(label=_("Libellé"), max_length=WORDS, required=False)
    field_order = ("cents", "received_on", "words", "file")


class FactForm(EvidenceForm):
    """What the money of a year earned, or what managing it cost."""

    year = forms.TypedChoiceField(label=_("Exercice"), coerce=int)
    cents = MoneyField(label=_("Montant"))
    dated_on = day_field(label=_("En date du"))
    words = forms.CharField(label=_("Libellé"), max_length=WORDS, required=False)
    field_order = ("year", "cents", "dated_on", "words", "file")

    def __init__(self, agreement: Agreement, years: Iterable[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, agreement.fiscal_year(year).label) for year in years]  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """The amendment that takes back what was promised, and why."""

    amendment = forms.ModelChoiceField(label=_("Avenant"), queryset=Amendment.objects.none())
    words = forms.CharField(label=_("Motif"), max_length=WORDS)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amendment"].queryset = agreement.amendments.all()  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """What an entry should have said, and why."""

    cents = MoneyField(label=_("Montant juste"), help_text=_("Zéro si rien n’a eu lieu. L’écriture reste; une autre porte la différence."))
    words = forms.CharField(label=_("Motif"), max_length=WORDS)


class RulesForm(forms.Form):
    """How sums are shared among partners, and the cap of administration in percent."""

    sharing = forms.ChoiceField(label=_("L’argent sans destination est partagé"), choices=Sharing.choices, widget=forms.RadioSelect)
    cap = forms.DecimalField(
        label=_("Plafond des frais d’administration, en %"),
        max_digits=5,
        decimal_places=2,
        min_value=0,
        max_value=100,
        required=False,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        help_text=_("Du total promis en argent pour l’exercice. Vide : aucuns frais ne se prélèvent."),
    )

    @classmethod
    def of(cls, ledger: Ledger | None, *args: Any) -> RulesForm:
        cap = ledger.administration_cap if ledger else None
        sharing = ledger.sharing if ledger else Sharing.PROPORTION
        return cls(*args, initial={"sharing": sharing, "cap": None if cap is None else f"{cap / 100:g}".replace(".", ",")})

    @property
    def hundredths(self) -> int | None:
        cap = self.cleaned_data["cap"]
        return None if cap is None else int(cap * 100)


class LineForm(forms.Form):
    """What an envelope is given: that of an objective, or one with a title of its own."""

    objective = forms.ModelChoiceField(label=_("Objectif"), queryset=None, required=False, empty_label=_("Autre enveloppe"))
    title = forms.CharField(label=_("Titre d’une autre enveloppe"), max_length=300, required=False)
    cents = MoneyField(label=_("Montant"))
    words = forms.CharField(label=_("Précision"), max_length=WORDS, required=False)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["objective"].queryset = agreement.objectives.all()  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Why something is said."""

    reason = forms.CharField(label=_("Motif"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
