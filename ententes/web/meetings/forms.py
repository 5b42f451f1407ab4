"""The forms of meetings to come."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.agreements.models import Agreement
from ententes.meetings.models import Meeting
from ententes.meetings.rules.before import LONGEST
from ententes.meetings.states import Every, Purpose, Reply
from ententes.web.choosing import WhoForm
from ententes.web.days import DAY

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def span_of(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """Two local hours of a day; an end before the start is on the next day."""
    first = timezone.make_aware(datetime.combine(day, starts))
    last = timezone.make_aware(datetime.combine(day + timedelta(days=ends <= starts), ends))
    return first, last


class WhenForm(forms.Form):
    """When and where."""

    day = forms.DateField(label=gettext_lazy("Jour"), widget=DAY)
    starts = forms.TimeField(label=gettext_lazy("De"), widget=HOUR)
    ends = forms.TimeField(label=gettext_lazy("À"), widget=HOUR)
    place = forms.CharField(label=gettext_lazy("Lieu"), max_length=300, required=False)
    link = forms.URLField(label=gettext_lazy("Lien pour participer à distance"), max_length=500, required=False, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            starts_at, ends_at = span_of(cleaned["day"], cleaned["starts"], cleaned["ends"])
            if ends_at - starts_at > LONGEST:
                self.add_error("ends", _("La rencontre finit après avoir commencé, et dans les douze heures."))
        return cleaned

    @property
    def moments(self) -> dict[str, Any]:
        """What acts take: two moments, a place and a link."""
        given = self.cleaned_data
        starts_at, ends_at = span_of(given["day"], given["starts"], given["ends"])
        return {"starts_at": starts_at, "ends_at": ends_at, "place": given["place"], "link": given["link"]}


class PlanForm(WhenForm):
    """A meeting, or a series of them."""

    is_special = forms.BooleanField(
        label=gettext_lazy("Extraordinaire : l’avis est plus court, et elle s’en tient à son ordre du jour"), required=False
    )
    afterwards = forms.BooleanField(label=gettext_lazy("Elle a déjà eu lieu : je la consigne d’après le papier"), required=False)
    every = forms.ChoiceField(
        label=gettext_lazy("Répéter"), choices=[("", gettext_lazy("Une seule rencontre")), *Every.choices], required=False
    )
    times = forms.IntegerField(label=gettext_lazy("Nombre de rencontres de la série"), required=False, min_value=2, max_value=24)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("every") and not cleaned.get("times") and "times" not in self.errors:
            self.add_error("times", _("Dites combien de rencontres compte la série."))
        if cleaned.get("every") and (cleaned.get("is_special") or cleaned.get("afterwards")):
            self.add_error("every", _("Une série ne compte que des rencontres ordinaires à venir."))
        return cleaned


class MoveForm(WhenForm):
    """Another time or place, and why."""

    why = forms.CharField(
        label=gettext_lazy("Motif"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Il va dans la lettre à ceux qui sont convoqués."),
    )
    shortness = forms.CharField(
        label=gettext_lazy("Motif d’un avis plus court"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def shown(meeting: Meeting) -> dict[str, Any]:
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        return {
            "day": starts.date(),
            "starts": starts.time(),
            "ends": ends.time(),
            "place": meeting.place,
            "link": meeting.link,
            "revision": meeting.revision,
        }


class CancelForm(forms.Form):
    """Why a meeting is not held."""

    why = forms.CharField(label=gettext_lazy("Motif"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class CallForm(forms.Form):
    """Why the notice is shorter, where it is."""

    shortness = forms.CharField(
        label=gettext_lazy("Motif d’un avis plus court"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("La lettre et le procès-verbal le diront."),
    )


class ItemForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=gettext_lazy("Titre"), max_length=300)
    purpose = forms.ChoiceField(label=gettext_lazy("Pour"), choices=Purpose.choices, initial=Purpose.DISCUSS)
    estimate = forms.IntegerField(label=gettext_lazy("Durée prévue, en minutes"), required=False, min_value=1, max_value=720)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class JoinForm(forms.Form):
    """A document to join."""

    file = forms.FileField(label=gettext_lazy("Fichier"))
    title = forms.CharField(
        label=gettext_lazy("Titre"), max_length=300, required=False, help_text=gettext_lazy("Sans titre, c’est le nom du fichier.")
    )


class GuestForm(WhoForm):
    """Somebody who does not sit."""

    def __init__(self, agreement: Agreement, *args: Any, **kwargs: Any) -> None:
        super().__init__(agreement, *args, prefix="guest", **kwargs)


class ReplyForm(forms.Form):
    """Whether somebody comes, and a word."""

    reply = forms.ChoiceField(label=gettext_lazy("Votre réponse"), choices=Reply.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=gettext_lazy("Un mot"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000)

    def __init__(self, *args: Any, offered: list[Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered is not None:
            self.fields["reply"].choices = [(str(one), one.label[:1].upper() + one.label[1:]) for one in offered]  # type: ignore[attr-defined]


class InterestForm(forms.Form):
    """In which matter of the agenda, and of what nature."""

    item = forms.TypedChoiceField(label=gettext_lazy("Dossier"), coerce=int)
    nature = forms.CharField(label=gettext_lazy("Nature de l’intérêt"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000)

    def __init__(self, items: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]


class DatesForm(forms.Form):
    """What the meeting is about, until when to answer, and up to six dates."""

    ROWS = 6
    title = forms.CharField(label=gettext_lazy("Objet"), max_length=300, help_text=gettext_lazy("Par exemple « rencontre d’automne »."))
    closes_on = forms.DateField(label=gettext_lazy("Réponses attendues d’ici le"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(self.ROWS):
            named = {"number": row + 1}
            self.fields[f"day_{row}"] = forms.DateField(label=_("Jour %(number)s") % named, widget=DAY, required=False)
            self.fields[f"starts_{row}"] = forms.TimeField(label=_("De (date %(number)s)") % named, widget=HOUR, required=False)
            self.fields[f"ends_{row}"] = forms.TimeField(label=_("À (date %(number)s)") % named, widget=HOUR, required=False)

    def rows(self) -> list[list[Any]]:
        """The three fields of each date."""
        return [[self[f"{name}_{row}"] for name in ("day", "starts", "ends")] for row in range(self.ROWS)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        options = []
        for row in range(self.ROWS):
            given = [cleaned.get(f"{name}_{row}") for name in ("day", "starts", "ends")]
            if all(one is not None for one in given):
                options.append(span_of(*given))  # type: ignore[arg-type]
            elif any(one is not None for one in given):
                self.add_error(f"day_{row}", _("Une date proposée a un jour, une heure de début et une heure de fin."))
        cleaned["options"] = options
        return cleaned


class ChoiceForm(forms.Form):
    """Which date is kept, and where."""

    option = forms.IntegerField(widget=forms.HiddenInput)
    place = forms.CharField(label=gettext_lazy("Lieu"), max_length=300, required=False)
    link = forms.URLField(label=gettext_lazy("Lien pour participer à distance"), max_length=500, required=False, assume_scheme="https")


class SuitsForm(forms.Form):
    """Which dates suit somebody."""

    choices = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Ces dates me conviennent"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label=gettext_lazy("Un mot"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000)

    def __init__(self, options: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["choices"].choices = options  # type: ignore[attr-defined]
