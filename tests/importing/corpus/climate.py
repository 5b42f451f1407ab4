"""A climate agreement in Markdown: pipe tables, five years."""

from __future__ import annotations

from .pieces import Heading, Items, Sample, Table, Text, Title

_HEADERS = ("Action", "Responsable", "Partenaires", "2025-2026", "2026-2027", "2027-2028", "2028-2029", "2029-2030")

CLIMATE = Sample(
    "plan-climat-2025-2030",
    "md",
    (
        Title("Entente intermunicipale pour le climat du Bas-Pays"),
        Heading("Plan d’action 2025-2030"),
        Text("Janvier 2025"),
        Heading("Contexte"),
        Text(
            "Quatre municipalités du Bas-Pays ont convenu de réduire leurs émissions et de s’adapter aux crues. L’entente est en vigueur "
            "du 1er avril 2025 au 31 mars 2030."
        ),
        Heading("Comité intermunicipal"),
        Text("Le comité intermunicipal est composé des quatre maires. Ses mandats sont les suivants :"),
        Items(("Adopter le plan d’action;", "Choisir les projets pilotes;", "Informer la population chaque année.")),
        Heading("Objectif 1 : Réduire les émissions"),
        Table(
            (
                _HEADERS,
                (
                    "Convertir la flotte municipale à l’électricité",
                    "Régie du Bas-Pays",
                    "Quatre municipalités",
                    "À évaluer",
                    "2 véhicules",
                    "En continu",
                    "En continu",
                    "Mars 2030",
                ),
                ("Isoler dix bâtiments publics", "Régie du Bas-Pays", "", "", "Été 2026", "Été 2027", "Été 2028", ""),
            )
        ),
        Heading("Objectif 2 : S’adapter aux crues"),
        Table(
            (
                _HEADERS,
                ("Cartographier les zones inondables", "Organisme de bassin", "Université", "Automne 2025", "Hiver 2027", "", "", ""),
                (
                    "Planter 5 000 arbres le long des rivières",
                    "Organisme de bassin",
                    "Écoles / Club des riverains",
                    "Printemps 2025",
                    "Printemps 2026",
                    "Printemps 2027",
                    "Printemps 2028",
                    "Printemps 2029",
                ),
            )
        ),
    ),
)
