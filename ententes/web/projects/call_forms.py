"""The forms of calls: their words and dates, a later end, why one is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from itertools import count
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.agreements.models import Agreement
from ententes.funding.models import Envelope
from ententes.ground.money import MoneyField
from ententes.projects.models import Call
from ententes.projects.queries.admissibility import Point
from ententes.projects.queries.calls import LAST, NoSuchHour, end_of, instant
from ententes.projects.rules import calls as rules
from ententes.projects.rules.admissibility import POINT
from ententes.projects.states import Computed
from ententes.web.days import DAY
from ententes.web.seen import SeenForm

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
INCLUDED = lazy("Vide : jusqu’à la fin de ce jour. Avec une heure, ce qui arrive à cette heure juste est reçu, pas un instant plus tard.")


def _moment(form: forms.Form, day: str, hour: str, absent: time | None) -> datetime | None:
    """The instant of two fields; without an hour, that of `absent`, or the end of the day."""
    on, at = form.cleaned_data.get(day), form.cleaned_data.get(hour)
    if on is None:
        return None
    try:
        if at is None and absent is None:
            return end_of(on)
        return instant(on, at or absent or LAST)
    except NoSuchHour as wrong:
        form.add_error(hour, str(wrong))
        return None


class EndForm(forms.Form):
    """Until when a call receives."""

    closes_on = forms.DateField(label=lazy("Reçoit jusqu’au"), widget=DAY)
    closes_hour = forms.TimeField(label=lazy("Heure"), required=False, widget=HOUR, help_text=INCLUDED)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["closes_at"] = _moment(self, "closes_on", "closes_hour", None)
        return cleaned


class ProlongForm(EndForm):
    """A later end, and why."""

    reason = forms.CharField(label=lazy("Motif"), max_length=rules.REASON, widget=forms.Textarea(attrs={"rows": 2}))


class CancelForm(forms.Form):
    """Why a call is cancelled."""

    reason = forms.CharField(label=lazy("Motif"), max_length=rules.REASON, widget=forms.Textarea(attrs={"rows": 2}))


class CallForm(SeenForm):
    """A call as it is being prepared."""

    title = forms.CharField(label=lazy("Titre"), max_length=rules.TITLE)
    words = forms.CharField(
        label=lazy("Texte de l’appel, que tous liront"),
        required=False,
        max_length=2 * rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=lazy("Un **gras**, un *italique*, une liste à tirets, un [lien](https://…), « ### » devant un sous-titre."),
    )
    envelopes = forms.MultipleChoiceField(label=lazy("Enveloppes"), required=False, widget=forms.CheckboxSelectMultiple)
    offered = MoneyField(
        label=lazy("Somme offerte en tout"),
        required=False,
        help_text=lazy("Tous la liront. Vide : l’appel n’annonce aucune somme."),
    )
    each = MoneyField(label=lazy("Aide maximale par projet"), required=False, help_text=lazy("Sous celle des normes, s’il y a lieu."))
    opens_on = forms.DateField(label=lazy("Ouvre le"), widget=DAY)
    opens_hour = forms.TimeField(label=lazy("Heure d’ouverture"), required=False, widget=HOUR, help_text=lazy("Vide : dès minuit."))
    continuous = forms.BooleanField(label=lazy("En continu : l’appel n’a pas de date de fermeture"), required=False)
    closes_on = forms.DateField(label=lazy("Reçoit jusqu’au"), required=False, widget=DAY)
    closes_hour = forms.TimeField(label=lazy("Heure de fermeture"), required=False, widget=HOUR, help_text=INCLUDED)
    wants_letter = forms.BooleanField(label=lazy("Une lettre d’intention vient d’abord"), required=False)
    analysed_by = forms.ChoiceField(label=lazy("Instance qui analyse"), required=False)
    waived_because = forms.CharField(
        label=lazy("Motif d’une ouverture avant que des normes soient en vigueur"),
        required=False,
        max_length=rules.REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=lazy("À n’écrire que par exception : tous le liront sur la page de l’appel."),
    )

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._envelopes = {str(one.pk): one for one in agreement.envelopes.all()}
        self._bodies = {str(one.pk): one for one in agreement.bodies.filter(dissolved_on=None)}
        labels = [(key, f"{one.title} ({agreement.fiscal_year(one.year).label})") for key, one in self._envelopes.items()]
        self.fields["envelopes"].choices = labels  # type: ignore[attr-defined]
        bodies = [("", _("à préciser")), *((key, one.name) for key, one in self._bodies.items())]
        self.fields["analysed_by"].choices = bodies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["opens_at"] = _moment(self, "opens_on", "opens_hour", time())
        cleaned["closes_at"] = None if cleaned.get("continuous") else _moment(self, "closes_on", "closes_hour", None)
        if not cleaned.get("continuous") and not cleaned.get("closes_on") and "closes_on" not in self.errors:
            self.add_error("closes_on", _("Donnez la date de fermeture, ou dites que l’appel est continu."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What acts take."""
        given = self.cleaned_data
        names = ("title", "words", "offered", "each", "opens_at", "closes_at", "wants_letter", "waived_because")
        plain = {name: given[name] for name in names}
        envelopes: list[Envelope] = [self._envelopes[key] for key in given["envelopes"]]
        return plain | {"envelopes": envelopes, "analysed_by": self._bodies.get(given["analysed_by"])}


def shown(call: Call) -> dict[str, Any]:
    """A call as its form begins with it."""
    opens = timezone.localtime(call.opens_at)
    closes = timezone.localtime(call.closes_at) if call.closes_at else None
    return {
        "title": call.title,
        "words": call.words,
        "envelopes": [str(pk) for pk in call.envelopes.values_list("pk", flat=True)],
        "offered": call.offered,
        "each": call.each,
        "opens_on": opens.date(),
        "opens_hour": opens.time() if opens.time() != time() else None,
        "continuous": closes is None,
        "closes_on": closes.date() if closes else None,
        "closes_hour": closes.time() if closes and closes.time() != LAST else None,
        "wants_letter": call.wants_letter,
        "analysed_by": str(call.analysed_by_id or ""),
        "waived_because": call.waived_because,
    }


class ChecklistForm(SeenForm):
    """The points of a checklist, each with what computes it; a point whose words are erased goes, new ones have empty lines."""

    BLANKS = 3

    def __init__(self, found: Sequence[Point], *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = listed(found)
        super().__init__(*args, **kwargs)
        self.before = found
        for place in range(len(found) + self.BLANKS):
            number = {"number": place + 1}
            self.fields[f"words_{place}"] = forms.CharField(label=_("Point %(number)s") % number, required=False, max_length=POINT)
            choices = [("", _("à vérifier à la main")), *Computed.choices]
            self.fields[f"test_{place}"] = forms.ChoiceField(
                label=_("Calcul du point %(number)s") % number, required=False, choices=choices
            )

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The two fields of each point."""
        return [(self[f"words_{place}"], self[f"test_{place}"]) for place in range(len(self.before) + self.BLANKS)]

    @property
    def said(self) -> list[Point]:
        """The points, those that were there under the names they had."""
        used = {one.key for one in self.before}
        fresh = (f"p{number}" for number in count(1) if f"p{number}" not in used)
        found = []
        for place in range(len(self.before) + self.BLANKS):
            if words := self.cleaned_data[f"words_{place}"].strip():
                key = self.before[place].key if place < len(self.before) else next(fresh)
                found.append(Point(key, words, self.cleaned_data[f"test_{place}"]))
        return found


def listed(found: Sequence[Point]) -> dict[str, Any]:
    """A checklist as its form begins with it."""
    words = {f"words_{place}": one.words for place, one in enumerate(found)}
    return words | {f"test_{place}": one.test for place, one in enumerate(found)}
