"""A housing and mobility agreement in OpenDocument: cells merged downwards, three years, quarters."""

from __future__ import annotations

from .pieces import ABOVE, LEFT, Heading, Items, Sample, Table, Text, Title

HOUSING = Sample(
    "plan-habitation-mobilite-2024-2027",
    "odt",
    (
        Title("Entente de partenariat en habitation et en mobilité durable de l’agglomération de Belle-Anse"),
        Heading("Plan d’action 2024-2027"),
        Text("Mai 2024"),
        Heading("Mise en contexte"),
        Text(
            "L’entente, conclue le 18 janvier 2024 entre la Ville de Belle-Anse, la Société de transport de l’Anse (STA) et le "
            "Regroupement pour le logement, vise à loger plus de ménages près des services. L’article 4 institue le comité de coordination."
        ),
        Heading("Le comité de coordination"),
        Text("Le comité de coordination est composé d’une personne déléguée par chaque partenaire. Il a pour mandat de :"),
        Items(
            (
                "Adopter le plan d’action triennal;",
                "Déterminer les secteurs prioritaires;",
                "Valider et recommander le bilan annuel au conseil municipal.",
            )
        ),
        Heading("Les actions"),
        Table(
            (
                ("Axe", "Mesure", "Responsable", "Calendrier", LEFT, LEFT),
                (ABOVE, ABOVE, ABOVE, "2024-2025", "2025-2026", "2026-2027"),
                (
                    "Axe 1 – Habitation",
                    "Recenser les terrains propices au logement abordable",
                    "Ville de Belle-Anse",
                    "T1 2024-2025",
                    "",
                    "",
                ),
                (
                    ABOVE,
                    "Constituer une réserve foncière",
                    "Ville de Belle-Anse / Regroupement pour le logement",
                    "T3 2024-2025",
                    "En continu",
                    "En continu",
                ),
                (
                    ABOVE,
                    "Soutenir 2 projets de coopératives d’habitation annuellement",
                    "Regroupement pour le logement",
                    "Annuellement",
                    "Annuellement",
                    "Annuellement",
                ),
                ("Axe 2 – Mobilité", "Implanter un service de vélos en libre-service", "STA", "d’ici juin 2025", "En continu", "À évaluer"),
                (ABOVE, "Prolonger la ligne 4 jusqu’au parc industriel", "STA et Ville de Belle-Anse", "", "T2 2025-2026", ""),
                (ABOVE, "Sonder les usagers", "STA", "T4 2024-2025", "T4 2025-2026", "T4 2026-2027"),
            ),
            headers=2,
            widths=(3, 5, 3, 2, 2, 2),
        ),
    ),
)
