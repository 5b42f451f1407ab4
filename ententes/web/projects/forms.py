"""The forms of norms: each parameter of an allocation framework, as people type shares, amounts and names of posts."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.ground.money import MoneyField
from ententes.projects.queries.norms import Norms
from ententes.projects.states import ExpenseStart, Promoter, SourceKind, Trigger
from ententes.web.seen import SeenForm


class ShareField(forms.CharField):
    """A share as people type it, « 80 » or « 12,5 % »; its value is in hundredths of a percent, None where nothing is written."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> Any:
        words = "".join(str(super().to_python(value)).split()).removesuffix("%").replace(",", ".")
        if not words:
            return None
        if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,2})?", words):
            raise ValidationError(_("Écrivez une part de 0 à 100, comme « 80 » ou « 12,5 »."))
        whole, _point, rest = words.partition(".")
        share = int(whole) * 100 + int(rest.ljust(2, "0") or "0")
        if share > 10_000:
            raise ValidationError(_("Écrivez une part de 0 à 100, comme « 80 » ou « 12,5 »."))
        return share

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, rest = divmod(value, 100)
        return f"{whole},{rest:02d}".rstrip("0").rstrip(",")


class PostsField(forms.CharField):
    """Names of posts, one a line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 5}), **options)

    def to_python(self, value: Any) -> Any:
        found = (" ".join(line.split()) for line in str(super().to_python(value)).splitlines())
        return tuple(line for line in found if line)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, tuple) else value


class DaysField(forms.IntegerField):
    """So many days, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=0, max_value=3660, widget=forms.NumberInput(attrs={"class": "short"}), **options)


class NormsForm(SeenForm):
    """Every norm of an allocation framework. Promoters and kinds of sources have a field each, drawn in tables."""

    minimum = MoneyField(label=lazy("Aide minimale"), required=False)
    maximum = MoneyField(label=lazy("Aide maximale"), required=False)
    own_minimum = ShareField(label=lazy("Mise de fonds, en part du coût total"), help_text=lazy("En pourcentage; vide : aucune."))
    in_kind_most = ShareField(
        label=lazy("Part de cette mise de fonds qui peut être en nature"), help_text=lazy("En pourcentage; vide : toute la mise de fonds.")
    )
    posts = PostsField(label=lazy("Postes de dépenses admissibles"), help_text=lazy("Un par ligne."))
    administration_posts = PostsField(label=lazy("Postes d’administration"), help_text=lazy("Un par ligne; ils ont un plafond."))
    administration_cap = ShareField(
        label=lazy("Plafond de l’administration"), help_text=lazy("En pourcentage des autres dépenses admissibles; vide : aucun plafond.")
    )
    excluded_posts = PostsField(
        label=lazy("Postes non admissibles"), help_text=lazy("Un par ligne. Tout autre poste ne l’est pas non plus.")
    )
    expense_start = forms.ChoiceField(label=lazy("Une dépense compte depuis"), choices=ExpenseStart.choices, widget=forms.RadioSelect)
    signed = ShareField(label=lazy("Versé à la signature de la convention"), help_text=lazy("En pourcentage de l’aide."))
    interim = ShareField(
        label=lazy("Versé à l’acceptation du rapport d’étape"), help_text=lazy("En pourcentage; le reste vient avec le rapport final.")
    )
    first_paid_within_days = DaysField(label=lazy("Jours, de la signature au premier versement"))
    sign_within_days = DaysField(label=lazy("Jours, de la décision à la signature"))
    final_report_days = DaysField(label=lazy("Jours, de la fin du projet au rapport final"))
    transfer_free = ShareField(
        label=lazy("Passe d’un poste à l’autre sans autorisation"), help_text=lazy("En pourcentage du poste; vide : rien.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in Promoter.choices:
            self.fields[f"rate_{kind}"] = ShareField(label=_("Taux : %(kind)s") % {"kind": label})
            self.fields[f"stacking_{kind}"] = ShareField(label=_("Cumul : %(kind)s") % {"kind": label})
        for kind, label in SourceKind.choices:
            self.fields[f"weight_{kind}"] = ShareField(label=_("Compte dans le cumul : %(kind)s") % {"kind": label})

    def begin_with(self, norms: Norms) -> None:
        """Show other norms than those recorded, still answering to these."""
        self.initial["seen"] = self._mark()
        self.initial.update(shown(norms))

    @property
    def norms(self) -> Norms:
        """What the valid form says."""
        said = self.cleaned_data
        given: dict[str, Any] = {name: said[name] for name in PLAIN}
        given |= {name: self._shares(beginning, words) for name, (beginning, words) in SHARES.items()}
        return Norms(
            **given,
            own_minimum=said["own_minimum"] or 0,
            in_kind_most=10_000 if said["in_kind_most"] is None else said["in_kind_most"],
            transfer_free=said["transfer_free"] or 0,
            instalments={str(kind): said[str(kind)] for kind in (Trigger.SIGNED, Trigger.INTERIM) if said[str(kind)]},
        )

    def _shares(self, beginning: str, words: Any) -> dict[str, int]:
        given = {kind: self.cleaned_data[f"{beginning}_{kind}"] for kind in words.values}
        return {kind: share for kind, share in given.items() if share is not None}


PLAIN = (
    "minimum",
    "maximum",
    "posts",
    "administration_posts",
    "administration_cap",
    "excluded_posts",
    "expense_start",
    "first_paid_within_days",
    "sign_within_days",
    "final_report_days",
)
"""The fields that are parameters as they stand."""
SHARES: dict[str, tuple[str, Any]] = {"rates": ("rate", Promoter), "stacking": ("stacking", Promoter), "weights": ("weight", SourceKind)}
"""The parameters that have a field for each kind."""


def shown(norms: Norms) -> dict[str, Any]:
    """Norms as the form begins with them."""
    found: dict[str, Any] = {name: getattr(norms, name) for name in (*PLAIN, "own_minimum", "in_kind_most", "transfer_free")}
    found |= {kind: norms.instalments.get(kind) for kind in ("signed", "interim")}
    for name, (beginning, words) in SHARES.items():
        found |= {f"{beginning}_{kind}": getattr(norms, name).get(kind) for kind in words.values}
    return found
