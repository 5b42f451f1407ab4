"""The forms of frameworks: a new text, its title, a file, a section."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from ententes.documents.queries import media_type
from ententes.frameworks import rules
from ententes.frameworks.states import Kind
from ententes.importing.formats.refusals import Unreadable
from ententes.importing.sectioning import Sections, read_sections

ACCEPTED = ".docx,.odt,.txt,.md,.pdf"


class ReadableFile(forms.FileField):
    """A document that has titles and paragraphs. Its value is the file; `found` reads it."""

    def __init__(self, **options: Any) -> None:
        options["help_text"] = lazy("Word, OpenDocument, PDF, Markdown ou texte. Ses titres deviennent des sections.")
        super().__init__(label=lazy("Fichier"), max_length=255, widget=forms.FileInput(attrs={"accept": ACCEPTED}), **options)


class _Reading(forms.Form):
    """A form with a file, read when it is sent: `title` and `sections` are what was found, `media_type` what it is."""

    file_title = ""
    sections: Sections | None = None
    media_type = ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("Ce fichier dépasse la limite de %(limit)s Mo.") % {"limit": settings.UPLOAD_LIMIT // 1024**2})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            with path.open("wb") as held:
                for piece in file.chunks():
                    held.write(piece)
            try:
                self.file_title, self.sections = read_sections(path, file.name)
            except Unreadable as refused:
                raise forms.ValidationError(str(refused)) from None
        file.seek(0)
        self.media_type = media_type(file.read(4096), file.name)
        file.seek(0)
        if reasons := list(rules.obstacles_to_bringing_in(self.sections)):
            raise forms.ValidationError(reasons)
        return file


class BeginForm(_Reading):
    """A new text: its kind, its title, and the file it comes from, if any."""

    kind = forms.ChoiceField(label=lazy("Nature"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=lazy("Titre"), max_length=rules.TITLE, required=False, help_text=lazy("Vide : celui du fichier, ou le nom usuel.")
    )
    file = ReadableFile(required=False)

    def __init__(self, kinds: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = [(kind, str(Kind(kind).label)) for kind in kinds]
        self.fields["kind"].choices = [(kind, label[:1].upper() + label[1:]) for kind, label in labels]  # type: ignore[attr-defined]

    @property
    def entitled(self) -> str:
        """The title given, else that of the file, else what such a text is called."""
        usual = str(Kind(self.cleaned_data["kind"]).label)
        return self.cleaned_data["title"] or self.file_title or usual[:1].upper() + usual[1:]


class BringForm(_Reading):
    """The file whose text takes the place of the present one."""

    file = ReadableFile()


class TitleForm(forms.Form):
    """The title of a text or of a section."""

    title = forms.CharField(label=lazy("Titre"), max_length=rules.TITLE)


class SectionForm(TitleForm):
    """A section, with the revision that was shown. The longest text is refused by the rules, in a sentence."""

    text = forms.CharField(
        label=lazy("Texte"),
        required=False,
        strip=False,
        max_length=4 * rules.LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=lazy(
            "Un **gras**, un *italique*, une liste à tirets ou à numéros, un [lien](https://…), « ### » devant un sous-titre,"
            " et des tableaux entre barres « | »."
        ),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    by = forms.CharField(required=False, max_length=40)
