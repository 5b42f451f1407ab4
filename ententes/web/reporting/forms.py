"""The forms of conventions under way: a report with its real costs, what is expected, owed back, ended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.conventions.models import GrantAgreement, ProjectReport
from ententes.conventions.rules.reporting import LONGEST, MOST_LINES
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
RESULT = ("indicator", "target", "value", "unit", "on")
"""What is said of a result."""


class FigureField(forms.CharField):
    """A number as people type it, « 1 234,5 »; its value is a plain decimal."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}), **options)

    def to_python(self, value: Any) -> Any:
        words = "".join(str(super().to_python(value) or "").split()).replace(",", ".").replace("−", "-")
        if words and not re.fullmatch(r"-?[0-9]{1,15}([.][0-9]{1,6})?", words):
            raise forms.ValidationError(_("Écrivez un nombre, comme « 12 » ou « 3,5 »."))
        return words


class ReportForm(SeenForm):
    """What was done, and what it really cost: each planned post and source beside what was planned, and lines to name oneself.

    Lines that were not planned carry their own name, so what somebody typed stays with it whatever another saves meanwhile.
    """

    own = MoneyField(label=lazy("Mise de fonds réelle, en argent"), required=False)
    in_kind = MoneyField(label=lazy("Mise de fonds réelle, en nature"), required=False)
    file = forms.FileField(label=lazy("Joindre une pièce"), required=False, max_length=255, help_text=lazy("25 Mo au plus."))
    drafted_at: datetime | None = None

    def __init__(self, report: ProjectReport, *args: Any, draft: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        self.posts, self.kinds = planned(report)
        super().__init__(*args, initial=shown(report), **kwargs)
        if draft is not None:
            self.initial.update({"seen": ""} | dict(draft))
        for name, label, needed in QUESTIONS:
            widget = forms.Textarea(attrs={"rows": 5})
            self.fields[name] = forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget)
            if needed:
                self.fields[name].help_text = lazy("Nécessaire pour déposer.")
        for place, post in enumerate(self.posts):
            self.fields[f"cost_{place}"] = MoneyField(label=post, required=False)
        self.results = self._more("indicator")
        for place in self.results:
            number = {"number": place + 1}
            self.fields[f"indicator_{place}"] = forms.CharField(label=_("Indicateur %(number)s") % number, required=False, max_length=300)
            self.fields[f"target_{place}"] = FigureField(label=_("Cible de l’indicateur %(number)s") % number, required=False)
            self.fields[f"value_{place}"] = FigureField(label=_("Valeur obtenue, indicateur %(number)s") % number, required=False)
            self.fields[f"unit_{place}"] = forms.CharField(
                label=_("Unité de l’indicateur %(number)s") % number, required=False, max_length=60
            )
            self.fields[f"on_{place}"] = forms.DateField(label=_("Jour de la valeur %(number)s") % number, required=False, widget=DAY)
        self.more_posts, self.more_kinds = self._more("post"), self._more("kind")
        for place in self.more_posts:
            self.fields[f"post_{place}"] = forms.CharField(label=_("Autre poste"), required=False, max_length=300)
            self.fields[f"more_{place}"] = MoneyField(label=_("Coût réel"), required=False)
        for place, kind in enumerate(self.kinds):
            self.fields[f"source_{place}"] = MoneyField(label=str(SourceKind(kind).label), required=False)
        for place in self.more_kinds:
            kinds = [("", _("choisir une sorte")), *SourceKind.choices]
            self.fields[f"kind_{place}"] = forms.ChoiceField(label=_("Autre source"), required=False, choices=kinds)
            self.fields[f"other_{place}"] = MoneyField(label=_("Montant réel"), required=False)

    def _more(self, name: str) -> range:
        """The lines to name: those recorded and a few empty ones, or as many as were sent or drafted."""
        recorded = sum(1 for key, words in self.initial.items() if words and re.fullmatch(rf"{name}_[0-9]{{1,3}}", key))
        sent = [int(key.partition("_")[2]) + 1 for key in {*self.data, *self.initial} if re.fullmatch(rf"{name}_[0-9]{{1,3}}", str(key))]
        return range(min(MOST_LINES, max(recorded + MORE, *sent, 0)))

    def clean_file(self) -> Any:
        return checked(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one, other in (("post", "more"), ("kind", "other")):
            for name in [key for key in self.fields if key.startswith(f"{one}_")]:
                amount = name.replace(one, other)
                if cleaned.get(name) and not cleaned.get(amount) and amount not in self.errors:
                    self.add_error(amount, _("Dites combien."))
                if cleaned.get(amount) and not cleaned.get(name):
                    self.add_error(name, _("Dites à quoi va ce montant."))
        for place in self.results:
            for name in ("indicator", "value", "on") if any(cleaned.get(f"{one}_{place}") for one in RESULT) else ():
                if not cleaned.get(f"{name}_{place}") and f"{name}_{place}" not in self.errors:
                    self.add_error(f"{name}_{place}", _("Un résultat a un indicateur, une valeur et un jour."))
        return cleaned

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data.get(name, "") for name, _label, _needed in QUESTIONS}

    @property
    def achieved(self) -> list[dict[str, str]]:
        """The results, as acts take them."""
        read = self.cleaned_data
        return [
            {name: str(read.get(f"{name}_{place}") or "").strip() for name in RESULT}
            for place in self.results
            if read.get(f"indicator_{place}")
        ]

    @property
    def real(self) -> dict[str, Any]:
        """The real costs, as acts take them; what is nothing is left out."""
        read = self.cleaned_data
        posts = [(post, read.get(f"cost_{place}")) for place, post in enumerate(self.posts)]
        posts += [(read.get(f"post_{place}"), read.get(f"more_{place}")) for place in self.more_posts]
        kinds = [(kind, read.get(f"source_{place}")) for place, kind in enumerate(self.kinds)]
        kinds += [(read.get(f"kind_{place}"), read.get(f"other_{place}")) for place in self.more_kinds]
        expenses = [{"post": post, "cents": cents} for post, cents in posts if post and cents]
        sources = [{"kind": kind, "status": "confirmed", "words": "", "cents": cents} for kind, cents in kinds if kind and cents]
        return {"expenses": expenses, "sources": sources, "own": read.get("own") or 0, "in_kind": read.get("in_kind") or 0}

    @property
    def cost_lines(self) -> list[tuple[Any, Any, int | None]]:
        """The post to write (None where it was planned), the amount, and what was planned."""
        found: list[tuple[Any, Any, int | None]] = [(None, self[f"cost_{place}"], cents) for place, cents in enumerate(self.posts.values())]
        return found + [(self[f"post_{place}"], self[f"more_{place}"], None) for place in self.more_posts]

    @property
    def source_lines(self) -> list[tuple[Any, Any, int | None]]:
        found: list[tuple[Any, Any, int | None]] = [
            (None, self[f"source_{place}"], cents) for place, cents in enumerate(self.kinds.values())
        ]
        return found + [(self[f"kind_{place}"], self[f"other_{place}"], None) for place in self.more_kinds]


def planned(report: ProjectReport) -> tuple[dict[str, int], dict[str, int]]:
    """The posts of expenses and the kinds of sources that were planned, each with its cents."""
    said = report.convention.project.deposit.data["budget"] if report.convention.project.deposit else {}
    return summed(said.get("expenses", ()), "post"), summed(said.get("sources", ()), "kind")


def summed(lines: Iterable[Mapping[str, Any]], name: str) -> dict[str, int]:
    """Each name once, in order, with the sum of its lines."""
    found: dict[str, int] = {}
    for one in lines:
        found[one[name]] = found.get(one[name], 0) + int(one["cents"])
    return found


def shown(report: ProjectReport) -> dict[str, Any]:
    """A report as its form begins with it."""
    real, (posts, kinds) = report.costs, planned(report)
    found: dict[str, Any] = dict(report.answers) | {name: real.get(name) or None for name in ("own", "in_kind")}
    for name, amount, more, known, lines in (
        ("post", "cost", "more", posts, summed(real.get("expenses", ()), "post")),
        ("kind", "source", "other", kinds, summed(real.get("sources", ()), "kind")),
    ):
        found |= {f"{amount}_{place}": lines.get(one) for place, one in enumerate(known)}
        for place, one in enumerate(one for one in lines if one not in known):
            found |= {f"{name}_{place}": one, f"{more}_{place}": lines[one]}
    for place, line in enumerate(report.results or expected(report)):
        found |= {f"{name}_{place}": line[name] for name in RESULT}
    return found


def expected(report: ProjectReport) -> list[dict[str, str]]:
    """The indicators of the report before, whose values are still to be said."""
    before = report.convention.reports.filter(position__lt=report.position).exclude(results=[]).order_by("position").last()
    return [one | {"value": "", "on": ""} for one in before.results] if before else []


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

    def __init__(self, convention: GrantAgreement, reader: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = convention.project.matter.stages.values("body") if convention.project.matter else []
        rows = Resolution.objects.open_to(reader).filter(agreement=convention.agreement, outcome=Outcome.ADOPTED, body__in=bodies)
        self.fields["resolution"].queryset = rows.order_by("-taken_on", "-pk")  # type: ignore[attr-defined]
        self.fields["resolution"].label_from_instance = lambda one: f"{one.number} · {one.title}"  # type: ignore[attr-defined]


class TerminateForm(ResolutionForm):
    """The resolution that ends a convention early, why, and what is asked back."""

    because = forms.CharField(label=lazy("Motif, que le promoteur lira"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    recovered = MoneyField(label=lazy("À récupérer de ce qui est versé"), required=False)
    field_order = ("resolution", "because", "recovered")
