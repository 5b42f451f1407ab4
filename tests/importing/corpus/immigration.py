"""An immigration agreement kept in a workbook: one sheet of presentation, then one sheet an objective."""

from __future__ import annotations

from .pieces import Heading, Items, Sample, Sheet, Table, Text, Title

_HEADERS = ("Actions", "Porteur", "Collaborateurs", "2024-2025", "2025-2026")

IMMIGRATION = Sample(
    "plan-immigration-2024-2026",
    "xlsx",
    (
        Sheet("Présentation"),
        Title("Entente spécifique en immigration – région de la Rivière-aux-Aulnes"),
        Heading("Plan d’action 2024-2026"),
        Text(
            "L’entente a pour objet de favoriser l’attraction, l’accueil et la rétention des personnes immigrantes dans la région de la "
            "Rivière-aux-Aulnes. Le comité de pilotage est composé des signataires de l’entente."
        ),
        Text("Le comité de pilotage a pour mandats de :"),
        Items(
            (
                "Adopter le plan d’action;",
                "Recommander les projets au conseil d’administration de Région en accueil;",
                "Valider le rapport annuel.",
            )
        ),
        Sheet("Objectif 1"),
        Heading("Objectif 1 – Attirer des personnes immigrantes dans la région"),
        Table(
            (
                _HEADERS,
                (
                    "Participer à trois salons de l’emploi à Montréal",
                    "Région en accueil",
                    "Chambre de commerce",
                    "Automne 2024",
                    "Automne 2025",
                ),
                ("Produire une trousse de promotion de la région", "Chambre de commerce", "Région en accueil", "Printemps 2024", ""),
                ("Accompagner les employeurs dans le recrutement", "Carrefour emploi", "", "En continu", "En continu"),
            )
        ),
        Sheet("Objectif 2"),
        Heading("Objectif 2 – Accueillir les familles"),
        Table(
            (
                _HEADERS,
                ("Jumeler 25 familles avec des bénévoles", "Région en accueil", "Maison de la famille", "En continu", "À évaluer"),
                (
                    "Offrir des séances d’information sur le logement",
                    "Office d’habitation",
                    "Région en accueil",
                    "2 fois par année",
                    "2 fois par année",
                ),
                ("Traduire le guide d’accueil en quatre langues", "Région en accueil", "Cégep", "Janvier 2025", ""),
            )
        ),
        Sheet("Objectif 3"),
        Heading("Objectif 3 – Favoriser le vivre-ensemble"),
        Table(
            (
                _HEADERS,
                ("Tenir une fête interculturelle", "Ville des Aulnes", "Région en accueil / Maison de la famille", "Été 2024", "Été 2025"),
                ("Former les équipes municipales à la diversité", "Ville des Aulnes", "", "Hiver 2025", "En continu"),
            )
        ),
    ),
)
