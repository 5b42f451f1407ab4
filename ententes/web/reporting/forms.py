"""The forms of conventions under way: a report with its real costs, what is expected, owed back, ended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.conventions.models import GrantAgreement, ProjectReport
from ententes.conventions.rules.reporting import LONGEST
from ententes.conventions.states import QUESTIONS, Report
from ententes.decisions.models import Resolution
from ententes.decisions.states import Outcome
from ententes.ground.money import MoneyField
from ententes.projects.states import SourceKind
from ententes.web.days import DAY
from ententes.web.files import checked
from ententes.web.seen import SeenForm

MORE = 3
"""Empty lines under those that were planned or written."""
PARTS = 6
"""Due dates of a schedule."""


class ReportForm(SeenForm):
    """What was done, and what it really cost: each planned post and source beside what was planned, and a few more."""

    own = MoneyField(label=lazy("Mise de fonds réelle, en argent"), required=False)
    in_kind = MoneyField(label=lazy("Mise de fonds réelle, en nature"), required=False)
    file = forms.FileField(label=lazy("Joindre une pièce"), required=False, max_length=255, help_text=lazy("25 Mo au plus."))

    def __init__(self, report: ProjectReport, *args: Any, **kwargs: Any) -> None:
        said = report.convention.project.deposit.data["budget"] if report.convention.project.deposit else {}
        self.planned_costs, self.planned_sources = list(said.get("expenses", ())), list(said.get("sources", ()))
        self.costs = merged([one["post"] for one in self.planned_costs], [one["post"] for one in report.costs.get("expenses", ())])
        self.sources = merged([one["kind"] for one in self.planned_sources], [one["kind"] for one in report.costs.get("sources", ())])
        super().__init__(*args, initial=shown(report), **kwargs)
        for name, label, needed in QUESTIONS:
            widget = forms.Textarea(attrs={"rows": 5})
            self.fields[name] = forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)
            if needed:
                self.fields[name].help_text = lazy("Nécessaire pour déposer.")
        for place in range(len(self.costs) + MORE):
            if place >= len(self.costs):
                self.fields[f"post_{place}"] = forms.CharField(label=_("Autre poste"), required=False, max_length=300)
            label = self.costs[place] if place < len(self.costs) else _("Coût réel")
            self.fields[f"cost_{place}"] = MoneyField(label=label, required=False)
        for place in range(len(self.sources) + MORE):
            if place >= len(self.sources):
                kinds = [("", _("choisir une sorte")), *SourceKind.choices]
                self.fields[f"kind_{place}"] = forms.ChoiceField(label=_("Autre source"), required=False, choices=kinds)
            label = str(SourceKind(self.sources[place]).label) if place < len(self.sources) else _("Montant réel")
            self.fields[f"source_{place}"] = MoneyField(label=label, required=False)
        self.initial["seen"] = self._mark()

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one, other in (("post", "cost"), ("kind", "source")):
            for name in [key for key in self.fields if key.startswith(f"{one}_")]:
                amount = name.replace(one, other)
                if cleaned.get(name) and not cleaned.get(amount) and amount not in self.errors:
                    self.add_error(amount, _("Dites combien."))
                if cleaned.get(amount) and not cleaned.get(name):
                    self.add_error(name, _("Dites à quoi va ce montant."))
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name, _label, _needed in QUESTIONS}

    @property
    def real(self) -> dict[str, Any]:
        """The real costs, as acts take them; what is nothing is left out."""
        read = self.cleaned_data
        posts = [one if place < len(self.costs) else "" for place, one in enumerate([*self.costs, *[""] * MORE])]
        kinds = [one if place < len(self.sources) else "" for place, one in enumerate([*self.sources, *[""] * MORE])]
        expenses = [
            {"post": post or read[f"post_{place}"], "cents": read[f"cost_{place}"]}
            for place, post in enumerate(posts)
            if read.get(f"cost_{place}") and (post or read.get(f"post_{place}"))
        ]
        sources = [
            {"kind": kind or read[f"kind_{place}"], "status": "confirmed", "words": "", "cents": read[f"source_{place}"]}
            for place, kind in enumerate(kinds)
            if read.get(f"source_{place}") and (kind or read.get(f"kind_{place}"))
        ]
        return {"expenses": expenses, "sources": sources, "own": read.get("own") or 0, "in_kind": read.get("in_kind") or 0}

    @property
    def cost_lines(self) -> list[tuple[Any, Any, int | None]]:
        """The post to write (None where it was planned), the amount, and what was planned."""
        planned = summed(self.planned_costs, "post")
        return [
            (None, self[f"cost_{place}"], planned.get(self.costs[place]))
            if place < len(self.costs)
            else (self[f"post_{place}"], self[f"cost_{place}"], None)
            for place in range(len(self.costs) + MORE)
        ]

    @property
    def source_lines(self) -> list[tuple[Any, Any, int | None]]:
        planned = summed(self.planned_sources, "kind")
        return [
            (None, self[f"source_{place}"], planned.get(self.sources[place]))
            if place < len(self.sources)
            else (self[f"kind_{place}"], self[f"source_{place}"], None)
            for place in range(len(self.sources) + MORE)
        ]


def merged(first: list[str], more: list[str]) -> list[str]:
    """Each name once, in order."""
    return list(dict.fromkeys([*first, *more]))


def summed(lines: list[Mapping[str, Any]], name: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for one in lines:
        found[one[name]] = found.get(one[name], 0) + int(one["cents"])
    return found


def shown(report: ProjectReport) -> dict[str, Any]:
    """A report as its form begins with it."""
    said = report.convention.project.deposit.data["budget"] if report.convention.project.deposit else {}
    real = report.costs
    found: dict[str, Any] = dict(report.answers) | {name: real.get(name) or None for name in ("own", "in_kind")}
    posts = merged([one["post"] for one in said.get("expenses", ())], [one["post"] for one in real.get("expenses", ())])
    kinds = merged([one["kind"] for one in said.get("sources", ())], [one["kind"] for one in real.get("sources", ())])
    costs, sources = summed(real.get("expenses", []), "post"), summed(real.get("sources", []), "kind")
    found |= {f"cost_{place}": costs.get(post) for place, post in enumerate(posts)}
    return found | {f"source_{place}": sources.get(kind) for place, kind in enumerate(kinds)}


class ExpectForm(forms.Form):
    """Which report is expected, and by when."""

    kind = forms.ChoiceField(label=lazy("Rapport"), choices=Report.choices, widget=forms.RadioSelect)
    due_on = forms.DateField(label=lazy("Attendu au plus tard le"), widget=DAY)


class WhyForm(forms.Form):
    """Why."""

    why = forms.CharField(label=lazy("Motif, que le promoteur lira"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class FindForm(forms.Form):
    """What is owed back, and why."""

    cents = MoneyField(label=lazy("Montant à récupérer"))
    reason = forms.CharField(label=lazy("Motif, que le promoteur lira"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DueForm(forms.Form):
    """By when it is asked for."""

    due_on = forms.DateField(label=lazy("À rembourser au plus tard le"), widget=DAY)


class ScheduleForm(forms.Form):
    """A few due dates and their amounts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(PARTS):
            number = {"number": place + 1}
            self.fields[f"day_{place}"] = forms.DateField(label=_("Échéance %(number)s") % number, required=False, widget=DAY)
            self.fields[f"cents_{place}"] = MoneyField(label=_("Montant de l’échéance %(number)s") % number, required=False)

    @property
    def parts(self) -> list[tuple[Any, int]]:
        read = self.cleaned_data
        found = [(read.get(f"day_{place}"), read.get(f"cents_{place}")) for place in range(PARTS)]
        return [(day, cents) for day, cents in found if day and cents]


class RepayForm(forms.Form):
    """When it came back, and what shows it."""

    received_on = forms.DateField(label=lazy("Reçu le"), widget=DAY)
    file = forms.FileField(label=lazy("Pièce"), required=False, max_length=255)

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])


class ResolutionForm(forms.Form):
    """The resolution by which a body does it."""

    resolution = forms.ModelChoiceField(label=lazy("Résolution"), queryset=Resolution.objects.none())

    def __init__(self, convention: GrantAgreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = convention.project.matter.stages.values("body") if convention.project.matter else []
        rows = Resolution.objects.filter(agreement=convention.agreement, outcome=Outcome.ADOPTED, body__in=bodies)
        self.fields["resolution"].queryset = rows.order_by("-taken_on", "-pk")  # type: ignore[attr-defined]
        self.fields["resolution"].label_from_instance = lambda one: f"{one.number} · {one.title}"  # type: ignore[attr-defined]


class TerminateForm(ResolutionForm):
    """The resolution that ends a convention early, why, and what is asked back."""

    because = forms.CharField(label=lazy("Motif, que le promoteur lira"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    recovered = MoneyField(label=lazy("À récupérer de ce qui est versé"), required=False)
    field_order = ("resolution", "because", "recovered")
