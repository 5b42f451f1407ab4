"""The forms of analysis: a grid with its blocks, the notes of one analyst, what a session agrees on, an opinion."""

from __future__ import annotations

import re
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.awards.queries.aided import Aided
from ententes.ground.wording import half_points
from ententes.scoring.models import Consensus, Grid, Sheet
from ententes.scoring.queries.grids import MOST_BLOCKS, Block, Criterion, Scale, lettered
from ententes.scoring.rules import analyses as preparing
from ententes.scoring.rules import grids as rules
from ententes.scoring.rules import opinions, scores
from ententes.scoring.states import HIGHEST, Tie
from ententes.web.days import DAY
from ententes.web.seen import SeenForm

BLANKS = 2
"""Empty lines under those that are filled."""


def _lines(pattern: str, given: Mapping[str, Any], sent: Any, blanks: int, most: int) -> int:
    """How many lines to show: those recorded and a few empty ones, or as many as were sent."""
    known = [int(found[1]) + 1 for key in given if (found := re.fullmatch(pattern, str(key)))]
    typed = [int(found[1]) + 1 for key in sent or () if (found := re.fullmatch(pattern, str(key)))]
    return min(most, max(typed) if typed else max(known, default=0) + blanks)


class GridForm(SeenForm):
    """A grid: blocks with their minimum, criteria with their weight and guide, thresholds, and what settles ties."""

    title = forms.CharField(label=lazy("Titre de la grille"), max_length=rules.TITLE)
    threshold = forms.IntegerField(label=lazy("Seuil, sur 100"), min_value=0, max_value=100)
    wide = forms.IntegerField(
        label=lazy("Écart à motiver"),
        min_value=0,
        max_value=5,
        help_text=lazy("Quand les notes d’un critère s’écartent de plus de ces points, la séance dit pourquoi elle retient la sienne."),
    )
    first_tie = forms.ChoiceField(label=lazy("À note égale, d’abord"), required=False)
    second_tie = forms.ChoiceField(
        label=lazy("Puis"),
        required=False,
        help_text=lazy("L’ordre de dépôt vient toujours en dernier : deux demandes n’ont jamais le même rang."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data or None
        self.sizes: list[int] = []
        choices = [
            ("", _("aucune règle")),
            *((f"block:{one}", _("la meilleure note au bloc %(letter)s") % {"letter": one}) for one in ascii_uppercase),
        ]
        choices.append(("territory:", str(Tie("territory").label)))
        for name in ("first_tie", "second_tie"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for place in range(_lines(r"block_([0-9]{1,2})", self.initial, sent, 1, MOST_BLOCKS)):
            number = {"letter": ascii_uppercase[place]}
            self.fields[f"block_{place}"] = forms.CharField(
                label=_("Nom du bloc %(letter)s") % number, required=False, max_length=rules.TITLE
            )
            self.fields[f"minimum_{place}"] = forms.IntegerField(
                label=_("Minimum du bloc %(letter)s, en %% de son poids") % number, required=False, min_value=0, max_value=100
            )
            size = _lines(rf"criterion_{place}_([0-9]{{1,2}})", self.initial, sent, BLANKS, rules.MOST_CRITERIA)
            self.sizes.append(size)
            for line in range(size):
                named = {"key": f"{ascii_uppercase[place]}{line + 1}"}
                self.fields[f"criterion_{place}_{line}"] = forms.CharField(
                    label=_("Critère %(key)s") % named, required=False, max_length=rules.TITLE
                )
                self.fields[f"weight_{place}_{line}"] = forms.IntegerField(
                    label=_("Poids du critère %(key)s") % named, required=False, min_value=1, max_value=100
                )
                self.fields[f"guide_{place}_{line}"] = forms.CharField(
                    label=_("Guide du critère %(key)s, de 0 à 5") % named,
                    required=False,
                    max_length=rules.GUIDE,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )
        self.initial["seen"] = self._mark()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for place, size in enumerate(self.sizes):
            named = [line for line in range(size) if cleaned.get(f"criterion_{place}_{line}")]
            if named and not cleaned.get(f"block_{place}") and f"block_{place}" not in self.errors:
                self.add_error(f"block_{place}", _("Nommez ce bloc : il a des critères."))
            for line in range(size):
                weight = f"weight_{place}_{line}"
                if line in named and cleaned.get(weight) is None and weight not in self.errors:
                    self.add_error(weight, _("Donnez le poids de ce critère."))
                if line not in named and cleaned.get(weight) is not None:
                    self.add_error(f"criterion_{place}_{line}", _("Nommez le critère de ce poids."))
        return cleaned

    @property
    def scale(self) -> Scale:
        """What the form says, its empty lines left out."""
        read = self.cleaned_data
        blocks = []
        for place, size in enumerate(self.sizes):
            criteria = tuple(
                Criterion(read[f"criterion_{place}_{line}"], read[f"weight_{place}_{line}"], read.get(f"guide_{place}_{line}") or "")
                for line in range(size)
                if read.get(f"criterion_{place}_{line}")
            )
            if read.get(f"block_{place}"):
                blocks.append(Block(read[f"block_{place}"], criteria, read.get(f"minimum_{place}") or 0))
        ties = [one.partition(":")[::2] for name in ("first_tie", "second_tie") if (one := read.get(name))]
        return lettered(Scale(tuple(blocks), read["threshold"], read["wide"], tuple(ties)))


def shown_scale(title: str, scale: Scale) -> dict[str, Any]:
    """A grid as its form begins with it."""
    ties = [f"{kind}:{letter}" for kind, letter in scale.ties] + ["", ""]
    found: dict[str, Any] = {"title": title, "threshold": scale.threshold, "wide": scale.wide, "first_tie": ties[0], "second_tie": ties[1]}
    for place, block in enumerate(scale.blocks):
        found |= {f"block_{place}": block.title, f"minimum_{place}": block.minimum}
        for line, one in enumerate(block.criteria):
            found |= {f"criterion_{place}_{line}": one.title, f"weight_{place}_{line}": one.weight, f"guide_{place}_{line}": one.guide}
    return found


class MarksForm(SeenForm):
    """A note and words for each criterion of a grid; then words for the whole."""

    def __init__(self, scale: Scale, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = scale.blocks
        notes = [("", _("pas encore")), *((str(half), half_points(half)) for half in range(HIGHEST + 1))]
        self._keys = [one.key for one in scale.criteria]
        for one in scale.criteria:
            named = {"key": one.key, "title": one.title}
            self.fields[f"note_{one.key}"] = forms.TypedChoiceField(
                label=_("Note, %(key)s %(title)s") % named, choices=notes, required=False, coerce=int, empty_value=None
            )
            self.fields[f"words_{one.key}"] = forms.CharField(
                label=_("Commentaire, %(key)s %(title)s") % named,
                required=False,
                max_length=2 * scores.COMMENT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.fields["whole"] = forms.CharField(
            label=self.whole_label, required=False, max_length=2 * scores.REASONS, widget=forms.Textarea(attrs={"rows": 5})
        )
        self.initial["seen"] = self._mark()

    whole_label: Any = lazy("Commentaire d’ensemble")

    @property
    def marks(self) -> dict[str, dict[str, Any]]:
        read = self.cleaned_data
        return {key: {"half": read[f"note_{key}"], "words": read[f"words_{key}"].strip()} for key in self._keys}


class SessionForm(MarksForm):
    """What a session agrees on; the reason of a change where a consensus stands already."""

    whole_label = lazy("Motifs de la note")

    def __init__(self, scale: Scale, *args: Any, aided: Aided | None = None, again: bool = False, **kwargs: Any) -> None:
        super().__init__(scale, *args, **kwargs)
        if aided is not None:
            self.fields["first_aid"] = forms.BooleanField(
                label=_("Le territoire du projet n’a encore rien reçu de l’entente"),
                required=False,
                help_text=_("%(computed)s La grille départage ainsi deux notes égales.") % {"computed": aided.words},
            )
            self.fields["correction"] = forms.CharField(
                label=_("Pourquoi la séance dit autre chose que ce qui est calculé du territoire"),
                required=False,
                max_length=preparing.REASON,
            )
            self.initial.setdefault("first_aid", bool(aided.first))
        if again:
            self.fields["because"] = forms.CharField(label=_("Pourquoi la note consignée est remplacée"), max_length=preparing.REASON)
        self.initial["seen"] = self._mark()


def shown_marks(found: Sheet | Consensus | None) -> dict[str, Any]:
    """Notes as their form begins with them."""
    if found is None:
        return {}
    whole = found.words if isinstance(found, Sheet) else found.reasons
    shown: dict[str, Any] = {"whole": whole}
    for key, one in found.marks.items():
        shown |= {f"note_{key}": "" if one["half"] is None else one["half"], f"words_{key}": one["words"]}
    if isinstance(found, Consensus):
        shown |= {"first_aid": found.first_aid, "correction": found.first_aid_because}
    return shown


class InterestForm(forms.Form):
    """The nature of an interest."""

    nature = forms.CharField(label=lazy("Nature de l’intérêt"), max_length=preparing.NATURE, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=lazy("Motif"), max_length=preparing.REASON, widget=forms.Textarea(attrs={"rows": 2}))


class AnalysisForm(SeenForm):
    """By which body where the call names none, with which grid, by when."""

    body = forms.ChoiceField(label=lazy("Instance qui analyse"), required=False)
    grid = forms.ChoiceField(label=lazy("Grille"))
    due_on = forms.DateField(label=lazy("Notes individuelles attendues le"), widget=DAY)
    session_on = forms.DateField(label=lazy("Séance le"), required=False, widget=DAY)

    def __init__(self, grids: list[Grid], bodies: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(str(one.pk), _("%(title)s, version %(version)s") % {"title": one.title, "version": one.version}) for one in grids]
        self.fields["grid"].choices = labels  # type: ignore[attr-defined]
        if bodies:
            choices = [("", _("à choisir")), *((str(pk), name) for pk, name in bodies)]
            self.fields["body"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["body"]
        self.initial["seen"] = self._mark()


class AssignForm(forms.Form):
    """Which files go to which analyst."""

    term = forms.ChoiceField(label=lazy("À qui"))
    deposits = forms.MultipleChoiceField(label=lazy("Demandes à lui confier"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, terms: list[tuple[int, str]], deposits: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].choices = [(str(pk), name) for pk, name in terms]  # type: ignore[attr-defined]
        self.fields["deposits"].choices = [(str(pk), title) for pk, title in deposits]  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """Whom to ask outside, what, and by when."""

    name = forms.CharField(label=lazy("Nom de la personne"), max_length=opinions.NAME)
    email = forms.EmailField(label=lazy("Adresse courriel"), max_length=254)
    question = forms.CharField(label=lazy("Ce qui est demandé"), max_length=opinions.QUESTION, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = forms.DateField(label=lazy("D’ici le"), widget=DAY)
    language = forms.ChoiceField(
        label=lazy("Langue de la lettre"),
        choices=settings.LANGUAGES,
        required=False,
        help_text=lazy("Celle de son compte l’emporte, si cette personne en a un."),
    )

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or "fr"


class AnswerForm(forms.Form):
    """An opinion."""

    answer = forms.CharField(label=lazy("Votre avis"), max_length=2 * scores.REASONS, widget=forms.Textarea(attrs={"rows": 12}))
