"""Two people at one form: the second is told what the first saved, and nothing is overwritten unread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django import forms
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from ententes.ground.act import hold
from ententes.ground.wording import colon, quoted

from .pages import attempt

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class SeenForm(forms.Form):
    """A form that changes something that exists. `seen` is the mark of what its author was shown; templates draw it hidden."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput(attrs={"id": False}))
    overtaken = False
    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self._mark

    def _mark(self) -> str:
        values = [(name, str(self._now(name))) for name in self.fields if name != "seen"]
        return hashlib.sha256(repr(sorted(values)).encode()).hexdigest()[:32]

    def _now(self, name: str) -> Any:
        return self.fields[name].prepare_value(self.get_initial_for_field(self.fields[name], name)) or ""

    def compare(self, now: Mapping[str, Any]) -> bool:
        """Whether what is recorded now is what was shown; if not, the form says what it has become and asks again."""
        self.initial.update(now)
        sent = self.data.get(self.add_prefix("seen"), "")
        self.overtaken = bool(sent) and sent != self._mark()
        if self.overtaken:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self._mark()
            changed = [name for name in self.fields if name != "seen" and self[name]._has_changed()]
            others = "; ".join(f"{self.fields[name].label}{colon()}{quoted(self._told(name))}" for name in changed)
            self.add_error(
                None,
                _(
                    "Quelqu’un d’autre a enregistré entre-temps. Ce qui est enregistré : %(others)s."
                    " Vos mots sont gardés ci-dessous; enregistrez-les de nouveau pour remplacer les siens."
                )
                % {"others": others or _("la même chose que vous")},
            )
        return not self.overtaken

    def _told(self, name: str) -> str:
        """What is recorded in a field, as a person reads it."""
        value = self._now(name)
        known = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        return known.get(str(value), str(value))

    @property
    def refused_status(self) -> int:
        """409 for a form that was overtaken, 422 for any other that cannot be kept."""
        return 409 if self.overtaken else 422


def change(form: SeenForm, row: M, shown: Callable[[M], Mapping[str, Any]], act: Callable[[], T]) -> T | None:
    """`attempt` the act of a valid form on a row nobody else can change meanwhile, unless it became other than what was shown."""
    with transaction.atomic():
        return attempt(form, act) if form.compare(shown(hold(row))) else None
