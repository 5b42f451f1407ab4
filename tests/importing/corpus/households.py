"""Three invented plans in French that help people live: food, immigration, housing. Every organisation is invented."""

from __future__ import annotations

from .shapes import UP, H, I, P, T, Written


def food() -> Written:
    """One table for the whole plan: objectives as a merged first column, one column of deadlines."""
    return Written(
        "alimentation",
        [
            H(0, "Plan d’action 2022-2023"),
            P("Entente sectorielle de développement en alimentation de la région des Trois-Lacs"),
            P("Juin 2022"),
            H(1, "Contexte"),
            P(
                "L’Entente sectorielle de développement en alimentation de la région des Trois-Lacs a été signée en "
                "mars 2022. Elle a pour but "
                "de soutenir l’accès de toutes et de tous à des aliments sains produits dans la région. Conformément à l’article 6 de "
                "l’entente, le comité directeur adopte le plan d’action que la Table de concertation lui propose."
            ),
            H(1, "Gouvernance"),
            H(2, "Le comité directeur"),
            P(
                "Le comité directeur est composé d’un représentant de la MRC des Trois-Lacs, d’un représentant de la "
                "Table bioalimentaire des "
                "Trois-Lacs (TBTL) et d’un représentant de la Caisse d’économie du Lac. Il a pour mandats de :"
            ),
            I("Adopter le plan d’action et ses modifications;"),
            I("Approuver les projets qui reçoivent plus de 10 000 $;"),
            I("Valider le bilan annuel et le recommander au conseil de la MRC."),
            H(2, "Le comité terrain"),
            P(
                "Le comité terrain (CT) regroupe les organismes communautaires qui distribuent des aliments. Ses "
                "mandats sont les suivants :"
            ),
            I("Proposer le plan d’action au comité directeur;"),
            I("Informer le comité directeur de l’avancement des actions;"),
            I("Réaliser toute autre tâche confiée par le comité directeur."),
            H(1, "Actions"),
            T(
                [
                    ["Objectif", "Action", "Responsable", "Partenaires", "Échéancier"],
                    [
                        "1. Rapprocher les fermes et les cuisines",
                        "Dresser la liste des fermes qui vendent en gros",
                        "TBTL",
                        "Coopérative Les Rangs",
                        "Septembre 2022",
                    ],
                    [UP, "Organiser 4 visites de fermes", "Comité terrain", "TBTL et Coopérative Les Rangs", "D’ici octobre 2022"],
                    [UP, "Négocier un tarif de livraison commun", "TBTL", "", "Hiver 2023"],
                    [
                        "2. Réduire le gaspillage",
                        "Installer 3 frigos partagés",
                        "Comité terrain",
                        "Maison de quartier du Phare",
                        "15 novembre 2022",
                    ],
                    [UP, "Former les bénévoles à la transformation des surplus", "Maison de quartier du Phare", "CT", "En continu"],
                    [
                        "3. Faire connaître l’entente",
                        "Publier une carte des points de service",
                        "MRC des Trois-Lacs",
                        "TBTL",
                        "Printemps 2023",
                    ],
                    [UP, "Présenter le bilan aux conseils municipaux", "Comité directeur", "MRC des Trois-Lacs", "Annuellement"],
                    [UP, "Évaluer l’entente et décider de la suite", "Comité directeur", "", "À déterminer"],
                ]
            ),
        ],
        action_column=1,
    )


def immigration() -> Written:
    """A workbook: a sheet that presents, then one sheet an objective with lines above its table."""
    header = ["Moyens d’action", "Porteur", "Collaborateurs", "2023-2024", "2024-2025", "Cible"]
    return Written(
        "immigration",
        [
            H(0, "Plan d’action 2023-2025 en matière d’immigration"),
            P("Entente pour l’accueil et l’intégration des personnes immigrantes, MRC du Haut-Plateau"),
            P(
                "Le comité de coordination assure le suivi du plan. Il est composé de la MRC du Haut-Plateau et de "
                "Accueil Haut-Plateau (AHP)."
            ),
            P("Mandats du comité de coordination :"),
            I("Proposer le plan d’action au conseil de la MRC"),
            I("Assurer la mise en œuvre des actions"),
            I("Informer le conseil de la MRC deux fois par année"),
            H(1, "1. Attirer"),
            P("Objectif 1 : Faire connaître la région aux personnes immigrantes"),
            T(
                [
                    header,
                    [
                        "Participer à 3 salons de l’emploi",
                        "AHP",
                        "Chambre de commerce du Plateau",
                        "Automne 2023",
                        "En continu",
                        "3 par année",
                    ],
                    ["Traduire le site Web d’accueil", "MRC du Haut-Plateau", "AHP", "Mars 2024", "", "4 langues"],
                ]
            ),
            H(1, "2. Accueillir"),
            P("Objectif 2 : Accueillir les familles à leur arrivée"),
            T(
                [
                    header,
                    [
                        "Offrir un service de jumelage",
                        "AHP",
                        "Municipalités / Centre des Cèdres",
                        "En continu",
                        "En continu",
                        "25 jumelages",
                    ],
                    ["Organiser une fête des voisins", "Municipalités", "AHP", "Juin 2023", "Juin 2024", ""],
                    ["Remettre une trousse d’accueil", "MRC du Haut-Plateau", "", "Septembre 2023", "À évaluer", "100 trousses"],
                ]
            ),
            H(1, "3. Intégrer"),
            P("Objectif 3 : Soutenir l’intégration en emploi"),
            T(
                [
                    header,
                    [
                        "Former les employeurs à la gestion de la diversité",
                        "Chambre de commerce du Plateau",
                        "AHP",
                        "Hiver 2024",
                        "Hiver 2025",
                        "2 formations",
                    ],
                    ["Soutenir la francisation en milieu de travail", "Centre des Cèdres", "AHP", "En continu", "En continu", ""],
                ]
            ),
        ],
    )


def housing() -> Written:
    """Objectives merged downwards in the first column, three columns of years, quarters and « d’ici »."""
    header = ["Axes", "Actions à réaliser", "Responsables", "2024-2025", "2025-2026", "2026-2027"]
    return Written(
        "habitation",
        [
            H(0, "Plan d’action 2024-2027"),
            H(0, "Entente de partenariat en habitation de la Vallée-Claire"),
            P("Adopté le 3 avril 2024"),
            H(1, "Mise en contexte"),
            P(
                "L’Entente de partenariat en habitation de la Vallée-Claire a pour objet d’accroître le nombre de logements abordables. "
                "Elle est conclue pour trois ans, de 2024 à 2027."
            ),
            H(1, "Les instances"),
            H(2, "Comité de pilotage"),
            P("Le comité de pilotage a les mandats suivants :"),
            I("Adopter le plan d’action;"),
            I("Déterminer les critères de choix des projets;"),
            I("Recommander les projets à la MRC de la Vallée-Claire."),
            H(2, "Comité technique"),
            P("Le comité technique est formé de l’Office d’habitation de la Vallée (OHV) et de la MRC de la Vallée-Claire. Ses mandats :"),
            I("Analyser les projets;"),
            I("Proposer un outil de suivi des logements."),
            H(1, "Tableau des actions"),
            T(
                [
                    header,
                    [
                        "Axe 1 – Connaître les besoins",
                        "Réaliser un portrait des besoins en logement",
                        "Comité technique",
                        "T1 2024-2025",
                        "",
                        "T4 2026-2027",
                    ],
                    [UP, "Tenir 6 consultations publiques", "OHV", "T2 2024-2025", "En continu", ""],
                    [
                        "Axe 2 – Construire",
                        "Créer une réserve de terrains",
                        "MRC de la Vallée-Claire",
                        "d’ici juin 2025",
                        "En continu",
                        "En continu",
                    ],
                    [
                        UP,
                        "Accompagner 4 projets de coopératives",
                        "OHV / Fédération des toits partagés",
                        "Automne 2024",
                        "En continu",
                        "À évaluer",
                    ],
                    [UP, "Adopter un règlement type sur les logements accessoires", "Comité de pilotage", UP, "T3 2025-2026", ""],
                    [
                        "Axe 3 – Conserver",
                        "Dresser la liste des immeubles à rénover",
                        "OHV",
                        "Du 1er mai au 30 septembre 2024",
                        "",
                        "",
                    ],
                ]
            ),
        ],
        action_column=1,
    )
