"""The form of an amendment: its words, and each of its effects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ententes.agreements.models import Agreement, Party
from ententes.committees.models import Body, Mandate
from ententes.decisions.acts import MandateGiven
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.ground import clock
from ententes.ground.wording import colon
from ententes.ground.years import FiscalYear
from ententes.importing.tree import Place
from ententes.importing.understanding.mandates import mandate_of
from ententes.plans.rules import news as rules
from ententes.web.days import DAY

VERBS = [
    ("", _("Le lire dans le texte")),
    ("propose", _("proposer")),
    ("collaborate", _("collaborer")),
    ("adopt", _("adopter")),
    ("determine", _("déterminer")),
    ("choose", _("choisir")),
    ("validate", _("valider")),
    ("recommend", _("recommander")),
    ("decide", _("décider")),
    ("ensure", _("assurer")),
    ("inform", _("informer")),
]
SUBJECTS = [
    ("", _("Le lire dans le texte")),
    ("plan", _("le plan d’action")),
    ("evaluation_framework", _("le cadre d’évaluation")),
    ("allocation_framework", _("le cadre d’allocation des sommes")),
    ("communication_protocol", _("le protocole de communication")),
    ("report", _("un rapport")),
    ("project", _("un projet")),
    ("training_body", _("le choix d’un organisme de formation")),
    ("other", _("autre chose")),
]
GIVEN = 3
"""How many mandates one form gives; a longer amendment gives the others in a second one of the same day."""


class ManyParties(forms.ModelMultipleChoiceField):
    """Parties by the whole name of their organisation."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.organisation.name)


class ManyMandates(forms.ModelMultipleChoiceField):
    """Mandates under the name of their body."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.body.name}{colon()}{obj.words}"


class OneResolution(forms.ModelChoiceField):
    """A resolution by its number and its title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.number} – {obj.title}"


class AmendmentForm(forms.Form):
    """An amendment and its effects: the term, who joins, who leaves, mandates ended and given."""

    number = forms.CharField(label=_("Numéro"), max_length=20)
    title = forms.CharField(label=_("Objet"), max_length=300)
    in_force_on = forms.DateField(
        label=_("En vigueur le"), widget=DAY, help_text=_("Ses effets commencent ce jour-là; avant, rien ne change.")
    )
    words = forms.CharField(label=_("Texte"), widget=forms.Textarea(attrs={"rows": 6}), required=False)
    file = forms.FileField(label=_("Document signé"), required=False, max_length=255)
    resolution = OneResolution(
        Resolution.objects.none(), label=_("Résolution qui l’adopte"), required=False, empty_label=_("Aucune, ou elle n’est pas ici")
    )
    last_year = forms.TypedChoiceField(label=_("Dernière année"), coerce=int, empty_value=None, required=False)
    joining = forms.CharField(
        label=_("Se joignent à l’entente"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=3000,
        help_text=_("Les organismes qui la signent à leur tour, un par ligne."),
    )
    leaving = ManyParties(
        Party.objects.none(),
        label=_("Quittent l’entente"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Cet organisme n’est pas partenaire de l’entente, ou la quitte déjà.")},
    )
    ended = ManyMandates(
        Mandate.objects.none(),
        label=_("Mandats qui prennent fin"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("La veille du jour où l’avenant entre en vigueur. Un mandat qui change prend fin ici, et est donné plus bas."),
        error_messages={"invalid_choice": _("Ce mandat prend déjà fin, ou n’est pas de cette entente.")},
    )
    confirmed = forms.BooleanField(
        label=_("Les parties ont signé cet avenant tel qu’il est écrit ici"),
        help_text=_("Il est inscrit au registre et ne se modifie plus : un autre avenant le change."),
    )

    def __init__(self, agreement: Agreement, reader: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        start = FiscalYear.of(clock.today(), agreement.fiscal_month).start
        first = start if agreement.first_year is None else agreement.first_year
        years = range(first, max(first, start) + 16)
        fields["last_year"].choices = [("", _("La même")), *((year, agreement.fiscal_year(year).label) for year in years)]
        fields["resolution"].queryset = Resolution.objects.open_to(reader).filter(agreement=agreement, outcome=Outcome.ADOPTED)
        fields["leaving"].queryset = (
            agreement.parties.filter(left_by=None).select_related("organisation").order_by("organisation__name", "pk")
        )
        standing = Mandate.objects.filter(body__agreement=agreement, ends_on=None).select_related("body")
        fields["ended"].queryset = standing.order_by("body__position", "body", "position", "pk")
        bodies = agreement.bodies.filter(dissolved_on=None)
        self.addressees: dict[str, Any] = {
            **{f"body-{one.pk}": one for one in agreement.bodies.all()},
            **{f"organisation-{one.organisation_id}": one.organisation for one in fields["leaving"].queryset},
        }
        addressed = [("", _("Personne en particulier")), *((key, str(one.name)) for key, one in self.addressees.items())]
        for number in range(GIVEN):
            fields[f"body_{number}"] = forms.ModelChoiceField(
                bodies,
                label=_("Instance"),
                required=False,
                empty_label=_("Aucune"),
                error_messages={"invalid_choice": _("Cette instance n’est pas de l’entente, ou n’existe plus.")},
            )
            fields[f"words_{number}"] = forms.CharField(
                label=_("Mandat, tel qu’écrit"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
            )
            fields[f"verb_{number}"] = forms.ChoiceField(label=_("Ce qu’elle fait"), choices=VERBS, required=False)
            fields[f"kind_{number}"] = forms.ChoiceField(label=_("De quoi"), choices=SUBJECTS, required=False)
            fields[f"addressee_{number}"] = forms.ChoiceField(label=_("Auprès de qui"), choices=addressed, required=False)
        self.empty = [name for name in ("leaving", "ended", "resolution") if not fields[name].queryset]
        """The fields that have nothing to offer: not drawn, but what is sent in them is still answered."""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and (reasons := list(rules.obstacles_to_attaching([file]))):
            raise forms.ValidationError(reasons)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(GIVEN):
            if bool(cleaned.get(f"body_{number}")) != bool((cleaned.get(f"words_{number}") or "").strip()):
                self.add_error(f"words_{number}", _("Un mandat est celui d’une instance, et il est écrit : il faut les deux."))
        return cleaned

    def mandates(self) -> list[list[forms.BoundField]]:
        """The fields of each mandate given."""
        return [[self[f"{name}_{number}"] for name in ("body", "words", "verb", "kind", "addressee")] for number in range(GIVEN)]

    def facts(self) -> dict[str, Any]:
        """What the act takes, but for the file."""
        said = self.cleaned_data
        plain = {name: said.get(name) for name in ("number", "title", "words", "in_force_on", "last_year", "resolution")}
        return plain | {
            "joining": [line for line in said["joining"].splitlines() if line.strip()],
            "leaving": list(said.get("leaving", ())),
            "ended": list(said.get("ended", ())),
            "given": [self._given(number) for number in range(GIVEN) if said[f"body_{number}"]],
        }

    def _given(self, number: int) -> MandateGiven:
        """A mandate, read in its words as an imported one is where the form says nothing."""
        said = self.cleaned_data
        words, verb, kind = said[f"words_{number}"], said[f"verb_{number}"], said[f"kind_{number}"]
        read = mandate_of(words, Place(1))
        to = self.addressees.get(said[f"addressee_{number}"])
        return MandateGiven(
            body=said[f"body_{number}"],
            words=read.words if read else words,
            verbs=[verb] if verb else read.verbs if read else (),
            subject=read.subject if read else "",
            subject_kind=kind or (read.subject_kind if read else ""),
            addressee=to.name if to else read.addressee if read else "",
            addressee_body=to if isinstance(to, Body) else None,
            addressee_organisation=None if isinstance(to, Body) else to,
        )
