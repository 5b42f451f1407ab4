"""The forms of projects before the bodies: what they serve, what is proposed, what is told and announced."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from ententes.agreements.models import Agreement
from ententes.awards.models import Project
from ententes.awards.states import Reason, Verdict
from ententes.funding.models import Envelope
from ententes.ground.french import shortened
from ententes.ground.money import MoneyField
from ententes.organisations.models import Territory
from ententes.plans.models import Action
from ententes.projects.queries.calls import NoSuchHour, instant
from ententes.web.days import DAY
from ententes.web.seen import SeenForm

LONGEST = 10_000
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ServingForm(SeenForm):
    """What a project serves, and where."""

    summary = forms.CharField(
        label=lazy("Résumé, que tous liront une fois le projet annoncé"), required=False, max_length=500, widget=area(4)
    )
    territory = forms.ModelChoiceField(label=lazy("Territoire"), queryset=Territory.objects.all(), required=False)
    objectives = forms.MultipleChoiceField(label=lazy("Objectifs"), required=False, widget=forms.CheckboxSelectMultiple)
    actions = forms.MultipleChoiceField(label=lazy("Actions du plan"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._objectives = {str(one.pk): one for one in agreement.objectives.all()}
        rows = Action.objects.filter(plan__agreement=agreement, removed_at=None).select_related("plan", "section__objective")
        self._actions = {str(one.pk): one for one in rows.order_by("-plan__year", "plan", "position")}
        self.fields["objectives"].choices = [(key, str(one)) for key, one in self._objectives.items()]  # type: ignore[attr-defined]
        grouped: dict[str, list[tuple[str, str]]] = {}
        for key, one in self._actions.items():
            grouped.setdefault(one.plan.title, []).append((key, f"{one.code} {shortened(one.text, 110)}"))
        self.fields["actions"].choices = list(grouped.items())  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        """What acts take."""
        given = self.cleaned_data
        return {
            **({"summary": given["summary"]} if "summary" in given else {}),
            "territory": given["territory"],
            "objectives": [self._objectives[key] for key in given["objectives"]],
            "actions": [self._actions[key] for key in given["actions"]],
        }


class BearForm(ServingForm):
    """A project born of the plan, without a call."""

    title = forms.CharField(label=lazy("Titre du projet"), max_length=300)
    promoter = forms.CharField(label=lazy("Qui le porte"), max_length=300)
    field_order = ("title", "promoter", "summary", "territory", "actions", "objectives")

    @property
    def said(self) -> dict[str, Any]:
        return super().said | {"title": self.cleaned_data["title"], "promoter": self.cleaned_data["promoter"]}


def serving(project: Project) -> dict[str, Any]:
    """What a project serves, as its form begins with it."""
    return {
        "summary": project.summary,
        "territory": project.territory_id,
        "objectives": [str(pk) for pk in project.objectives.order_by("pk").values_list("pk", flat=True)],
        "actions": [str(pk) for pk in project.actions.order_by("pk").values_list("pk", flat=True)],
    }


class ProposalForm(SeenForm):
    """What a body is asked to resolve about a project."""

    verdict = forms.ChoiceField(label=lazy("Proposition"), choices=Verdict.choices, widget=forms.RadioSelect)
    aid = MoneyField(label=lazy("Aide"), required=False, help_text=lazy("Comme « 1 234,56 $ »."))
    envelope = forms.ModelChoiceField(label=lazy("Enveloppe"), queryset=Envelope.objects.none(), required=False)
    conditions = forms.CharField(label=lazy("Conditions"), required=False, max_length=LONGEST, widget=area(3))
    awaited = forms.CharField(label=lazy("Documents attendus"), required=False, max_length=LONGEST, widget=area(3))
    reason = forms.ChoiceField(label=lazy("Motif d’un refus ou d’une attente"), required=False, choices=[("", ""), *Reason.choices])
    reasons = forms.CharField(
        label=lazy("Motif, en mots"), required=False, max_length=LONGEST, widget=area(3), help_text=lazy("Le promoteur les lira.")
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        envelopes: Any = self.fields["envelope"]
        envelopes.queryset = agreement.envelopes.all()
        envelopes.label_from_instance = lambda one: f"{one.title} ({agreement.fiscal_year(one.year).label})"

    @property
    def said(self) -> dict[str, Any]:
        names = ("verdict", "envelope", "conditions", "awaited", "reason", "reasons")
        return {name: self.cleaned_data[name] for name in names} | {"aid": self.cleaned_data["aid"] or 0}


def proposed(project: Project) -> dict[str, Any]:
    """The proposal of a project, as its form begins with it."""
    names = ("verdict", "conditions", "awaited", "reason", "reasons")
    return {name: getattr(project, name) for name in names} | {"aid": project.aid or None, "envelope": project.envelope_id}


class ReceivedForm(forms.Form):
    """When the awaited documents were received."""

    received_on = forms.DateField(label=lazy("Documents reçus le"), widget=DAY)


class LetterForm(forms.Form):
    """The recourse that a promoter has."""

    recourse = forms.CharField(
        label=lazy("Recours"),
        required=False,
        max_length=2000,
        widget=area(3),
        help_text=lazy("À qui s’adresser, comment et d’ici quand; obligatoire pour un refus ou une attente."),
    )


class InstantForm(forms.Form):
    """An instant to come."""

    public_on = forms.DateField(label=lazy("Publique le"), widget=DAY)
    public_hour = forms.TimeField(label=lazy("Heure"), widget=HOUR, help_text=lazy("Avant cette heure, rien n’est public."))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, at = cleaned.get("public_on"), cleaned.get("public_hour")
        if isinstance(at, time) and day is not None:
            try:
                cleaned["public_at"] = instant(day, at)
            except NoSuchHour as wrong:
                self.add_error("public_hour", str(wrong))
        return cleaned


def at(moment: datetime) -> dict[str, Any]:
    """An instant as its form begins with it."""
    local = timezone.localtime(moment)
    return {"public_on": local.date(), "public_hour": local.time()}


class AnnounceForm(InstantForm):
    """Projects made known together."""

    title = forms.CharField(label=lazy("Titre de l’annonce"), max_length=300)
    words = forms.CharField(label=lazy("Texte"), required=False, max_length=LONGEST, widget=area(5))
    projects = forms.MultipleChoiceField(label=lazy("Projets accordés"), widget=forms.CheckboxSelectMultiple)
    field_order = ("title", "projects", "words", "public_on", "public_hour")

    def __init__(self, projects: dict[str, Project], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._projects = projects
        self.fields["projects"].choices = [(key, f"{one.title} – {one.promoter}") for key, one in projects.items()]  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        names = ("title", "words", "public_at")
        return {name: given[name] for name in names} | {"projects": [self._projects[key] for key in given["projects"]]}


class BecauseForm(forms.Form):
    """Why something is called off."""

    because = forms.CharField(label=lazy("Motif"), max_length=2000, widget=area(2))
