"""The form in which news is written, on the page of an action and behind the link of a letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ententes.plans.rules.news import LONGEST
from ententes.plans.states import MEANINGS, Status


class NoteForm(forms.Form):
    """A dated text and, where it changes, a status. The rules say the rest; the files are read apart (`files_of`)."""

    text = forms.CharField(
        label=gettext_lazy("Nouvelle"),
        error_messages={"required": gettext_lazy("Une nouvelle ne peut pas être vide.")},
        strip=True,
        required=False,
        max_length=2 * LONGEST,
    )
    status = forms.ChoiceField(label=gettext_lazy("État de l’action"), choices=[("", ""), *Status.choices], required=False)
    dated_on = forms.DateField(label=gettext_lazy("Date de la nouvelle"))
    by = forms.CharField(required=False, max_length=40)
    on_behalf_of = forms.CharField(label=gettext_lazy("Au nom de"), required=False, max_length=300)

    @property
    def values(self) -> dict[str, str]:
        """What is shown in each field: what was typed, or what the form began with."""
        return {name: str(self[name].value() or "") for name in self.fields}

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """The errors as `components/forms.html` lists them: the field, and the sentence."""
        found = [("", sentence) for sentence in self.non_field_errors()]
        return found + [(f"id_{name}", sentence) for name in self.fields for sentence in self.errors.get(name, ())]


def beginning(today: date, typed: Mapping[str, str] | None = None, **fields: str) -> NoteForm:
    """An empty form dated today, with what was already typed."""
    given = {key: value for key, value in (typed or {}).items() if key in NoteForm.base_fields}
    return NoteForm(initial={"dated_on": today.isoformat(), **fields, **given})


def files_of(request: Any) -> list[UploadedFile]:
    """The files that came with a form; a field left empty sends none."""
    return request.FILES.getlist("files")


def status_choices(current: str) -> list[tuple[str, str, str]]:
    """The statuses with the sentence that defines each, the first one changing nothing."""
    known = Status(current)
    same = (_("Inchangé"), _("L’action reste « %(state)s ».") % {"state": known.label})
    return [
        ("", *same),
        *((str(state), _first_upper(state.label), str(MEANINGS[state])) for state in Status.__members__.values() if state != known),
    ]


def _first_upper(words: Any) -> str:
    return str(words)[:1].upper() + str(words)[1:]


def whom(names: Sequence[str]) -> list[tuple[str, str]]:
    """For whom the coordination may write: itself first."""
    return [("", _("la coordination elle-même")), *((name, name) for name in names)]
