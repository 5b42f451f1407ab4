"""The clauses of a convention: an example to begin with, those an agreement wrote, and their blanks filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ententes.agreements.models import Agreement

from ..models import StandardClauses

Clause = dict[str, str]
"""`title` and `text`, in the Markdown subset of documents."""

BLANKS = ("promoteur", "gestionnaire", "entente", "projet", "aide", "taux", "rapport")
"""What clauses may leave to be filled between braces, as « {promoteur} »."""


def example() -> dict[str, Any]:
    """Clauses to begin with, said to be an example to validate: they are not the law, and no agreement is bound by them."""
    return {"clauses": [{"title": title, "text": text} for title, text in _example()], "visibility": _visibility()}


def _example() -> Iterable[tuple[str, str]]:
    yield (
        _("Objet"),
        _(
            "La présente convention fixe à quelles conditions {gestionnaire} verse à {promoteur} une aide pour le projet"
            " décrit à l’annexe A."
        ),
    )
    yield (
        _("Aide"),
        _(
            "L’aide est d’au plus {aide} et ne couvre que les dépenses admissibles de l’annexe B, à {taux} au plus."
            " Elle est réduite si les dépenses réelles sont moindres."
        ),
    )
    yield (
        _("Versements"),
        _("L’aide est versée selon le calendrier de l’annexe B, chaque fois que la condition d’un versement est remplie et constatée."),
    )
    yield (
        _("Obligations du promoteur"),
        _("{promoteur} s’engage à :")
        + "\n\n"
        + _(
            "- réaliser le projet tel qu’il est décrit;\n"
            "- tenir pour le projet une comptabilité distincte et garder les pièces sept ans;\n"
            "- accorder ses contrats avec équité, et par appel d’offres quand ses règles l’exigent;\n"
            "- donner accès à ses livres et à ses lieux pour vérification;\n"
            "- tenir les assurances qui conviennent et respecter les lois et règlements."
        ),
    )
    yield (
        _("Reddition de comptes"),
        _(
            "{promoteur} remet un rapport d’étape quand l’annexe B en demande un, et un rapport final dans les {rapport}"
            " jours de la fin du projet."
        ),
    )
    yield _("Visibilité"), _("{promoteur} fait connaître l’appui reçu comme le dit l’annexe C.")
    yield (
        _("Modifications"),
        _("Toute modification se demande par écrit avant d’avoir lieu. Ce qui change le texte de la convention fait l’objet d’un avenant."),
    )
    yield _("Conflits d’intérêts"), _("{promoteur} évite tout conflit d’intérêts et déclare sans délai celui qui surviendrait.")
    yield (
        _("Confidentialité et renseignements"),
        _(
            "Chacun protège les renseignements personnels et confidentiels qu’il reçoit."
            " Les renseignements sur l’aide peuvent être communiqués selon les lois sur l’accès aux documents."
        ),
    )
    yield (
        _("Propriété intellectuelle"),
        _(
            "{promoteur} garde ses droits et permet à {gestionnaire} de diffuser, sans frais ni limite de temps, les"
            " rapports qu’il lui remet."
        ),
    )
    yield _("Cession"), _("Les droits et obligations de la convention ne se cèdent pas sans l’accord écrit de {gestionnaire}.")
    yield (
        _("Disponibilité des crédits"),
        _("Les versements se font sous réserve des crédits disponibles; {gestionnaire} avise {promoteur} dès que la réserve est invoquée."),
    )
    yield (
        _("Défauts et sanctions"),
        _(
            "En cas de défaut, après un avis écrit, {gestionnaire} peut suspendre les versements, réduire l’aide, résilier la convention"
            " ou réclamer les sommes versées."
        ),
    )
    yield (
        _("Durée"),
        _(
            "La convention est en vigueur à la dernière signature et prend fin à l’acceptation du rapport final; les"
            " obligations qui durent par nature subsistent."
        ),
    )
    yield _("Avis"), _("Tout avis est donné par écrit, y compris par courriel, aux personnes qui signent.")


def _visibility() -> str:
    return _(
        "{promoteur} mentionne, dans ses communications sur le projet, que celui-ci est réalisé grâce à l’appui financier"
        " de l’entente « {entente} », et invite {gestionnaire} aux événements qui le soulignent."
    )


def standard(agreement: Agreement) -> tuple[int, dict[str, Any]]:
    """The version that serves now and what it says; 0 and the example while the agreement has none. One query."""
    found = StandardClauses.objects.filter(agreement=agreement).first()
    return (found.number, found.content) if found else (0, example())


def strange(words: str) -> list[str]:
    """The blanks of a text that nothing fills."""
    return [one for one in re.findall(r"{([^{}]*)}", words) if one not in BLANKS]


def filled(words: str, known: Mapping[str, Any]) -> str:
    """The text with its blanks filled."""
    return re.sub(r"{(\w+)}", lambda found: str(known.get(found.group(1), found.group(0))), words)
