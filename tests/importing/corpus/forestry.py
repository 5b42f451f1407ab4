"""A forestry and youth agreement in PDF: a long table over several pages, bodies told in prose."""

from __future__ import annotations

from .pieces import Heading, Sample, Table, Text, Title

_ACTIONS = (
    ("Dresser l’inventaire des métiers de la forêt en demande dans la région", "Comité main-d’œuvre", "Juin 2025"),
    ("Visiter les écoles secondaires avec la forêt roulante", "Association forestière du Nord-Est", "Automne 2025"),
    ("Offrir cinquante stages d’un jour en usine", "Comité main-d’œuvre / Association forestière du Nord-Est", "Hiver 2026"),
    ("Tenir un camp d’été sur les métiers de la forêt", "Maison des jeunes du Lac", "Été 2025"),
    ("Produire des capsules vidéo avec de jeunes travailleurs et travailleuses", "Comité communication", "Septembre 2025"),
    ("Créer une bourse pour les études en foresterie", "Coopérative des bois", "À évaluer"),
    ("Former les contremaîtres à l’accueil de la relève", "Comité main-d’œuvre", "En continu"),
    ("Mettre sur pied un réseau de mentors", "Association forestière du Nord-Est", "Novembre 2025"),
    ("Aménager une forêt d’enseignement près de l’école polyvalente", "Coopérative des bois", "D’ici mars 2026"),
    ("Publier un bulletin trimestriel destiné aux partenaires de l’entente", "Comité communication", "Chaque trimestre"),
)

FORESTRY = Sample(
    "plan-releve-forestiere-2025-2026",
    "pdf",
    (
        Title("Entente pour la relève forestière du Nord-Est"),
        Heading("Plan d’action 2025-2026"),
        Text("Avril 2025"),
        Heading("Contexte"),
        Text(
            "L’entente pour la relève forestière du Nord-Est a été signée en 2024 par la MRC du Lac, la Coopérative des bois et "
            "l’Association forestière du Nord-Est. Elle a pour objet d’attirer les jeunes vers les métiers de la forêt et de les y garder."
        ),
        Heading("Gouvernance"),
        Text(
            "Le comité de gestion réunit les signataires de l’entente; il adopte le plan d’action et recommande les projets "
            "à la MRC du Lac. Le comité main-d’œuvre, "
            "animé par la Coopérative des bois, propose le plan d’action et prépare le rapport annuel. "
            "Le comité communication, animé par l’Association forestière du Nord-Est, détermine les outils de promotion."
        ),
        Heading("Objectif 1 – Faire connaître les métiers"),
        Table((("Action", "Responsables", "Échéance"), *_ACTIONS[:5]), widths=(5, 4, 2)),
        Heading("Objectif 2 – Accueillir et garder la relève"),
        Table(
            (
                ("Action", "Responsables", "Échéance"),
                *_ACTIONS[5:],
                *(
                    (
                        f"Tenir la rencontre no {n} du réseau de mentors dans une municipalité du Lac",
                        "Comité main-d’œuvre",
                        f"Semaine {n}",
                    )
                    for n in range(1, 41)
                ),
            ),
            widths=(5, 4, 2),
        ),
    ),
)
