"""Why a file cannot be read: a code and its values where it is read, a sentence for its sender where pages are made."""

from __future__ import annotations

import re
import unicodedata
from typing import Any


def N_(sentence: str) -> str:  # noqa: N802 — the name under which catalogues know a sentence translated elsewhere
    """The sentence itself, marked for translation: Django is not there where files are read."""
    return sentence


SENTENCES = {
    "empty": N_("« %(name)s » est vide. Choisissez le fichier qui contient le plan, puis envoyez-le de nouveau."),
    "too_large": N_("« %(name)s » dépasse 25 Mo. Retirez-en les images, ou n’envoyez que le plan d’action."),
    "nothing_to_read": N_("« %(name)s » ne contient aucun texte. Vérifiez que le plan s’y trouve, puis envoyez-le de nouveau."),
    "not_text": N_(
        "« %(name)s » n’est ni un document Word, Excel, LibreOffice ou PDF, ni un texte. Enregistrez le plan en .docx ou en .pdf."
    ),
    "too_many_rows": N_(
        "Le tableau qui commence à la ligne %(line)s de « %(name)s » a plus de %(most)s rangées. Divisez-le, "
        "ou n’envoyez que le plan d’action."
    ),
    "cell_too_long": N_(
        "Une cellule de « %(name)s », à la ligne %(line)s, a plus de %(most)s caractères. Raccourcissez-la, puis renvoyez."
    ),
    "too_many_blocks": N_("« %(name)s » a plus de %(most)s paragraphes. N’envoyez que la partie qui contient le plan d’action."),
    "not_docx": N_(
        "« %(name)s » porte le nom d’un document, mais n’en contient pas. Ouvrez-le dans Word ou LibreOffice, enregistrez-le "
        "de nouveau en .docx, puis envoyez-le."
    ),
    "not_xlsx": N_("« %(name)s » n’est pas un classeur Excel. Ouvrez-le, enregistrez-le de nouveau en .xlsx, puis envoyez-le."),
    "not_pdf": N_("« %(name)s » n’est pas un PDF. Ouvrez le document d’origine, enregistrez-le en .docx ou en .pdf, puis envoyez-le."),
    "not_odt": N_("« %(name)s » n’est pas un texte LibreOffice. Ouvrez-le, enregistrez-le de nouveau en .odt, puis envoyez-le."),
    "presentation": N_("« %(name)s » est une présentation. Envoyez le plan en .docx, .xlsx, .odt ou .pdf."),
    "spreadsheet_ods": N_("« %(name)s » est un classeur LibreOffice (.ods). Enregistrez-le en .xlsx, puis envoyez-le."),
    "drawing": N_("« %(name)s » n’est pas un texte. Envoyez le plan en .docx, .xlsx, .odt ou .pdf."),
    "archive": N_("« %(name)s » est une archive compressée. Sortez-en le plan, puis envoyez-le seul."),
    "damaged": N_("« %(name)s » est abîmé ou incomplet. Ouvrez-le, enregistrez-le de nouveau, puis renvoyez-le."),
    "broken": N_(
        "« %(name)s » n’a pas pu être lu jusqu’au bout. Ouvrez-le, enregistrez-le de nouveau ou dans un autre format, puis renvoyez-le."
    ),
    "encrypted": N_("« %(name)s » est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis envoyez-la."),
    "legacy_doc": N_(
        "« %(name)s » est un ancien document Word (.doc). Ouvrez-le dans Word ou LibreOffice, enregistrez-le en .docx, puis envoyez-le."
    ),
    "legacy_xls": N_(
        "« %(name)s » est un ancien classeur Excel (.xls). Ouvrez-le dans Excel ou LibreOffice, enregistrez-le en .xlsx, puis envoyez-le."
    ),
    "legacy": N_("« %(name)s » est dans un ancien format d’Office. Ouvrez-le, enregistrez-le en .docx ou en .xlsx, puis envoyez-le."),
    "macros": N_("« %(name)s » contient des macros. Enregistrez-en une copie sans macro (.docx ou .xlsx), puis envoyez-la."),
    "rtf": N_("« %(name)s » est en format RTF. Ouvrez-le, enregistrez-le en .docx, puis envoyez-le."),
    "html": N_("« %(name)s » est une page Web. Ouvrez-la dans Word ou LibreOffice, enregistrez-la en .docx, puis envoyez-la."),
    "image": N_("« %(name)s » est une image. Envoyez le document d’où elle vient, en .docx, .xlsx, .odt ou .pdf."),
    "too_many_entries": N_(
        "« %(name)s » renferme %(count)s fichiers, plus que les %(most)s permis. "
        "Enregistrez-le de nouveau sans ses images, puis renvoyez-le."
    ),
    "bomb": N_("« %(name)s » prend trop de place une fois décompressé. N’envoyez que le plan d’action, sans images."),
    "lying_sizes": N_(
        "« %(name)s » annonce une taille qui n’est pas la sienne et n’a pas été ouvert. Enregistrez-le de nouveau, puis renvoyez-le."
    ),
    "strange_names": N_(
        "« %(name)s » renferme des fichiers dont le nom sort de leur dossier et n’a pas été ouvert. "
        "Enregistrez-le de nouveau, puis renvoyez-le."
    ),
    "entities": N_(
        "« %(name)s » renferme des entités XML, qu’aucun traitement de texte n’écrit, et n’a pas été ouvert. "
        "Enregistrez-le de nouveau dans Word ou LibreOffice, puis renvoyez-le."
    ),
    "too_many_pages": N_("« %(name)s » a %(count)s pages, plus que les %(most)s permises. N’envoyez que les pages du plan d’action."),
    "scanned": N_(
        "« %(name)s » est une image de document : aucun texte ne peut y être lu. Envoyez le fichier d’origine (.docx, .xlsx, .odt), "
        "ou passez-le d’abord à la reconnaissance de caractères."
    ),
    "too_long": N_("La lecture de « %(name)s » a pris trop de temps et a été arrêtée. N’envoyez que le plan d’action."),
    "too_much": N_("La lecture de « %(name)s » a demandé trop de mémoire et a été arrêtée. N’envoyez que le plan d’action, sans images."),
    "cannot_start": N_("La lecture de « %(name)s » n’a pas pu commencer. Envoyez de nouveau le fichier dans quelques minutes."),
}
"""Each refusal in French. A module of a format adds its own to this table."""


class Unreadable(Exception):
    """A file that cannot be read. `code` and `params` cross the wall of the subprocess; the sentence is made on this side."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params

    def __str__(self) -> str:
        from django.utils.translation import gettext

        from ententes.ground.wording import figure

        said = {key: figure(value) if isinstance(value, int) else value for key, value in self.params.items()}
        return gettext(SENTENCES[self.code]) % (said | {"name": shown_name(str(self.params.get("name", "")))})


def shown_name(name: str) -> str:
    """The name of a file as a sentence may hold it: without folders, control characters or marks of direction, and not for ever."""
    last = re.split(r"[\\/]", name)[-1]
    plain = " ".join("".join(sign for sign in last if unicodedata.category(sign)[0] != "C" or sign.isspace()).split())
    return plain if len(plain) <= 80 else f"{plain[:60]}…{plain[-15:]}"
