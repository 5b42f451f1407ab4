"""Why a file cannot be read: a code and its values where it is read, a sentence for its sender where pages are made."""

from __future__ import annotations

from typing import Any


def N_(sentence: str) -> str:  # noqa: N802 — the name under which catalogues know a sentence translated elsewhere
    """The sentence itself, marked for translation: Django is not there where files are read."""
    return sentence


SENTENCES = {
    "empty": N_("« %(name)s » est vide. Choisissez le fichier qui contient le plan, puis envoyez-le de nouveau."),
    "too_large": N_("« %(name)s » dépasse 25 Mo. Retirez-en les images, ou n’envoyez que le plan d’action."),
    "nothing_to_read": N_("« %(name)s » ne contient aucun texte. Vérifiez que le plan s’y trouve, puis envoyez-le de nouveau."),
    "not_text": N_(
        "« %(name)s » n’est ni un document Word, Excel, LibreOffice ou PDF, ni un texte. Enregistrez le plan en .docx ou en .pdf."
    ),
    "too_many_rows": N_(
        "Le tableau qui commence à la ligne %(line)d de « %(name)s » a plus de %(most)d rangées. Divisez-le, "
        "ou n’envoyez que le plan d’action."
    ),
    "cell_too_long": N_(
        "Une cellule de « %(name)s », à la ligne %(line)d, a plus de %(most)d caractères. Raccourcissez-la, puis renvoyez."
    ),
    "too_many_blocks": N_("« %(name)s » a plus de %(most)d paragraphes. N’envoyez que la partie qui contient le plan d’action."),
    "cannot_start": N_("La lecture de « %(name)s » n’a pas pu commencer. Envoyez de nouveau le fichier dans quelques minutes."),
}
"""Each refusal in French. A module of a format adds its own to this table."""


class Unreadable(Exception):
    """A file that cannot be read. `code` and `params` cross the wall of the subprocess; the sentence is made on this side."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params

    def __str__(self) -> str:
        from django.utils.translation import gettext

        return gettext(SENTENCES[self.code]) % self.params
