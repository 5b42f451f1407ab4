"""A culture agreement: one table an objective, headers repeated, columns in another order with indicator, budget, state and remarks."""

from __future__ import annotations

from .pieces import Heading, Items, Sample, Table, Text, Title

_HEADERS = ("No", "Responsable", "Action", "Indicateur", "Budget", "Échéance", "État", "Remarques")
_WIDTHS = (1, 3, 5, 3, 2, 2, 2, 3)

CULTURE = Sample(
    "plan-culture-2023-2024",
    "docx",
    (
        Title("ENTENTE DE DÉVELOPPEMENT CULTUREL\nMRC DU HAUT-PLATEAU"),
        Heading("Plan d’action 2023-2024"),
        Heading("Préambule"),
        Text(
            "La MRC du Haut-Plateau et le ministère de la Culture ont conclu une entente de développement culturel pour les années "
            "2023-2024 et 2024-2025. Elle vise à soutenir les artistes du territoire et à mettre en valeur le patrimoine."
        ),
        Heading("Comités"),
        Text(
            "Le comité culturel réunit la MRC du Haut-Plateau, Culture Haut-Plateau (CHP) et la Société d’histoire. "
            "Le comité culturel a le mandat de :"
        ),
        Items(
            (
                "Proposer le plan d’action au conseil de la MRC;",
                "Recommander les projets à soutenir;",
                "Assurer le suivi de l’entente.",
            )
        ),
        Text("Le conseil de la MRC a pour mandat de :"),
        Items(("Adopter le plan d’action et le bilan annuel;", "Décider des sommes accordées aux projets.")),
        Heading("Axe 1 : Soutenir les artistes"),
        Table(
            (
                _HEADERS,
                (
                    "1.1",
                    "CHP",
                    "Offrir une résidence de création dans chaque municipalité",
                    "6 résidences tenues",
                    "18 000 $",
                    "2023-10-31",
                    "En cours",
                    "Deux municipalités ont confirmé",
                ),
                (
                    "1.2",
                    "CHP, bibliothèques",
                    "Faire circuler une exposition d’artistes d’ici",
                    "1 exposition, 5 lieux",
                    "7 500 $",
                    "Printemps 2024",
                    "À venir",
                    "",
                ),
                (
                    "1.3",
                    "MRC",
                    "Publier un répertoire des artistes et des artisans",
                    "Répertoire en ligne",
                    "4 000 $",
                    "Été 2023",
                    "Réalisée",
                    "À mettre à jour chaque année",
                ),
            ),
            widths=_WIDTHS,
        ),
        Heading("Axe 2 : Mettre en valeur le patrimoine"),
        Table(
            (
                _HEADERS,
                (
                    "2.1",
                    "Société d’histoire",
                    "Numériser les fonds de photographies anciennes",
                    "2 000 photographies",
                    "12 000 $",
                    "En continu",
                    "En cours",
                    "",
                ),
                (
                    "2.2",
                    "MRC, Société d’histoire",
                    "Poser des panneaux d’interprétation dans trois villages",
                    "3 panneaux",
                    "9 000 $",
                    "Septembre 2023",
                    "Reportée",
                    "En attente des permis",
                ),
            ),
            widths=_WIDTHS,
        ),
        Heading("Axe 3 : Rejoindre les jeunes"),
        Table(
            (
                _HEADERS,
                (
                    "3.1",
                    "CHP / écoles",
                    "Organiser des ateliers d’artistes en classe",
                    "40 ateliers",
                    "10 000 $",
                    "Automne 2023",
                    "En cours",
                    "",
                ),
                (
                    "3.2",
                    "Maison des jeunes",
                    "Réaliser un court métrage avec la maison des jeunes",
                    "1 court métrage",
                    "À déterminer",
                    "Mars 2024",
                    "À venir",
                    "Selon le financement",
                ),
            ),
            widths=_WIDTHS,
        ),
    ),
    landscape=True,
)
