"""Why a document could not be understood, in a sentence for the person who sent it."""

from __future__ import annotations

from collections.abc import Sequence

from ententes.ground.french import listing, shortened

from .wording import gettext, quoted


class NotUnderstood(Exception):
    """Nothing of a plan was recognised; `sentence` says what is missing and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def no_table() -> NotUnderstood:
    """The document has no table at all."""
    return NotUnderstood(
        gettext(
            "Ce document ne contient aucun tableau. Le plan d’action est lu dans un tableau qui a une ligne par action, avec une "
            "colonne pour "
            "l’action et une autre pour les responsables ou l’échéance. Ajoutez ce tableau, ou déposez le fichier qui le contient."
        )
    )


def no_action_column(headers: Sequence[str]) -> NotUnderstood:
    """The document has tables, but none says which column holds the actions."""
    seen = listing([quoted(shortened(header, 40)) for header in headers if header.strip()][:8])
    if not seen:
        return NotUnderstood(
            gettext(
                "Ce document contient des tableaux, mais leur première ligne est vide. Donnez un titre aux colonnes (par exemple "
                "« Actions », "
                "« Responsables » et « Échéance »), puis déposez le fichier de nouveau."
            )
        )
    return NotUnderstood(
        gettext(
            "Aucun tableau de ce document n’a de colonne d’actions reconnaissable. Les titres de colonnes lus sont : {headers}. Nommez "
            "« Actions » la colonne qui décrit les actions et « Responsables » ou « Échéance » une autre, puis "
            "déposez le fichier de nouveau."
        ).format(headers=seen)
    )


def no_action() -> NotUnderstood:
    """The columns are those of a plan, and no row stands under them."""
    return NotUnderstood(
        gettext(
            "Le tableau du plan d’action a ses titres de colonnes, mais aucune action dessous. Ajoutez au moins une ligne, "
            "puis déposez le fichier de nouveau."
        )
    )
