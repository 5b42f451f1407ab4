"""A food agreement: one table, objectives merged down its first column, all deadlines in one column."""

from __future__ import annotations

from .pieces import ABOVE, Heading, Items, Sample, Table, Text, Title

FOOD = Sample(
    "plan-bioalimentaire-2022-2023",
    "docx",
    (
        Title("Entente sectorielle de développement bioalimentaire de la région des Trois-Vallées"),
        Heading("Plan d’action 2022-2023"),
        Text("Adopté le 14 avril 2022"),
        Heading("Contexte"),
        Text(
            "L’Entente sectorielle de développement bioalimentaire, signée en mars 2021 pour une durée de trois ans, a pour objet de "
            "rapprocher les producteurs, les transformateurs et les mangeurs de la région des Trois-Vallées. L’article 6 de l’entente "
            "prévoit que le comité directeur adopte chaque année un plan d’action."
        ),
        Heading("Gouvernance"),
        Heading("Comité directeur", 2),
        Text(
            "Le comité directeur est composé d’un représentant de la Table agroalimentaire des Trois-Vallées (TATV), "
            "d’un représentant de la MRC des Érables et d’un représentant du Syndicat des maraîchers."
        ),
        Text("Le comité directeur a pour mandat de :"),
        Items(
            (
                "Adopter le plan d’action annuel;",
                "Approuver les projets soumis par le comité technique;",
                "Adopter le rapport annuel de l’entente.",
            )
        ),
        Heading("Comité technique", 2),
        Text("Les mandats du comité technique sont les suivants :"),
        Items(
            (
                "Proposer le plan d’action au comité directeur;",
                "Analyser les projets et les recommander au comité directeur;",
                "Préparer le rapport annuel.",
            )
        ),
        Heading("Plan d’action"),
        Table(
            (
                ("Objectif", "Action", "Responsable", "Partenaires", "Échéancier"),
                (
                    "1. Accroître l’offre de produits locaux",
                    "Dresser la liste des producteurs qui vendent à la ferme",
                    "TATV",
                    "MRC des Érables",
                    "Juin 2022",
                ),
                (ABOVE, "Ouvrir trois points de chute de paniers", "Syndicat des maraîchers", "TATV, Marché des Moulins", "Automne 2022"),
                (ABOVE, "Animer la page des marchés publics", "TATV", "", "En continu"),
                (
                    "2. Réduire le gaspillage alimentaire",
                    "Mettre en place une table de glanage",
                    "Moisson des Vallées",
                    "Syndicat des maraîchers / TATV",
                    "D’ici septembre 2022",
                ),
                (ABOVE, "Former 20 bénévoles à la conservation des aliments", "Moisson des Vallées", "Cégep des Érables", "Hiver 2023"),
                (
                    "3. Faire connaître les métiers de l’agriculture",
                    "Tenir une journée portes ouvertes dans cinq fermes",
                    "Syndicat des maraîchers",
                    "Centre de services scolaire des Vallées",
                    "Septembre 2022",
                ),
                (ABOVE, "Produire le bilan de l’entente", "Comité technique", "Comité directeur", "Mars 2023"),
            ),
            widths=(3, 5, 3, 3, 2),
        ),
        Text("Ce plan d’action pourra être révisé par le comité directeur en cours d’année."),
    ),
)
