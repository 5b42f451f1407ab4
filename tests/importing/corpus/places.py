"""Three invented plans in French about a place: culture, forestry, recreation. Every organisation is invented."""

from __future__ import annotations

from .shapes import LEFT, H, I, P, T, Written


def culture() -> Written:
    """Pages on their side, one table an objective with the same header each time, columns in another order."""
    header = ["N°", "Indicateur", "Action", "Budget", "Responsable", "Échéance", "État", "Remarques"]
    return Written(
        "culture",
        [
            H(0, "Entente de développement culturel 2019-2022"),
            H(0, "Plan d’action triennal"),
            P("Ville de Port-aux-Érables, adopté le 14 janvier 2019"),
            H(1, "Préambule"),
            P(
                "La présente entente vise à soutenir la vie culturelle de Port-aux-Érables et à protéger son "
                "patrimoine. Elle lie la Ville de "
                "Port-aux-Érables et le ministère de la Culture."
            ),
            H(1, "Suivi de l’entente"),
            P(
                "Un comité de suivi est formé de deux représentants de la Ville et de deux représentants du ministère. "
                "Le comité de suivi doit :"
            ),
            I("Recommander l’affectation des sommes au conseil de ville;"),
            I("Évaluer la réalisation des actions;"),
            I("Produire le rapport annuel."),
            P("Le Conseil des arts de Port-aux-Érables (CAPE) collabore à la réalisation des actions qui touchent les artistes."),
            H(1, "Objectif 1 : Soutenir les artistes de la relève"),
            T(
                [
                    header,
                    [
                        "1.1",
                        "10 artistes soutenus par année",
                        "Offrir des bourses de création",
                        "30 000 $",
                        "CAPE",
                        "Mars 2020",
                        "En cours",
                        "Deux appels par année",
                    ],
                    [
                        "1.2",
                        "1 atelier ouvert",
                        "Aménager un atelier partagé dans l’ancienne gare",
                        "85 500 $",
                        "Ville",
                        "D’ici décembre 2021",
                        "À venir",
                        "",
                    ],
                    [
                        "1.3",
                        "",
                        "Jumeler artistes établis et artistes de la relève",
                        "",
                        "CAPE / Ville",
                        "En continu",
                        "",
                        "Selon les demandes",
                    ],
                ]
            ),
            H(1, "Objectif 2 : Transmettre le patrimoine"),
            T(
                [
                    header,
                    [
                        "2.1",
                        "Inventaire déposé",
                        "Réaliser l’inventaire du patrimoine bâti",
                        "42 000 $",
                        "Ville",
                        "2019-2020",
                        "Réalisée",
                        "",
                    ],
                    [
                        "2.2",
                        "6 capsules diffusées",
                        "Produire des capsules sur les métiers du port",
                        "12 750 $",
                        "Société d’histoire de l’Anse",
                        "Été 2020",
                        "Reportée",
                        "Manque de personnel",
                    ],
                ]
            ),
            H(1, "Objectif 3 : Rejoindre de nouveaux publics"),
            T(
                [
                    header,
                    [
                        "3.1",
                        "500 élèves",
                        "Offrir des sorties culturelles aux écoles",
                        "18 000 $",
                        "Ville",
                        "Automne 2019",
                        "En cours",
                        "",
                    ],
                    [
                        "3.2",
                        "",
                        "Étudier une carte d’accès à prix réduit",
                        "Aucun",
                        "Comité de suivi",
                        "À évaluer",
                        "",
                        "Décision attendue\nau plus tard en 2021",
                    ],
                ]
            ),
        ],
        action_column=2,
        landscape=True,
    )


def forestry() -> Written:
    """A long table that goes on over pages with its header repeated; the bodies told in prose."""
    works = [
        ("Cartographier les sentiers forestiers", "Groupement forestier des Buttes", "Printemps 2021", "1 carte"),
        ("Consulter les propriétaires de boisés", "Comité consultatif", "Été 2021", "40 propriétaires"),
        ("Former des équipes d’éclaircie", "École forestière du Nord", "Automne 2021", "2 équipes"),
        ("Restaurer les ponceaux du rang 4", "Municipalité de Sainte-Aulne", "D’ici novembre 2021", "5 ponceaux"),
        ("Planter des essences nobles", "Groupement forestier des Buttes", "Mai 2021", "20 000 plants"),
        ("Suivre l’état des plantations", "Groupement forestier des Buttes", "En continu", ""),
        ("Tenir un colloque sur la forêt privée", "Comité consultatif", "Octobre 2021", "120 personnes"),
        ("Publier un guide du propriétaire de boisé", "École forestière du Nord", "Hiver 2022", "500 exemplaires"),
        ("Mesurer le carbone des boisés", "École forestière du Nord", "À évaluer", ""),
    ]
    rows = [["Actions", "Responsables", "Échéancier", "Indicateurs de résultat"]]
    for turn, where in enumerate(("secteur Nord", "secteur Sud", "secteur de la rivière aux Aulnes", "secteur du lac Long"), 1):
        rows += [[f"{action} ({where})", who, when, measure] for action, who, when, measure in works]
        if turn == 2:
            rows.append(
                [
                    "Expérimenter un aménagement multiressource qui concilie la récolte, la faune, l’acériculture et l’accueil des "
                    "promeneurs dans un même boisé",
                    "Groupement forestier des Buttes / Comité consultatif",
                    "2021-2022",
                    "1 site pilote",
                ]
            )
    return Written(
        "foret",
        [
            H(0, "Plan d’action 2021-2022 de l’entente sur la forêt privée des Buttes"),
            P("Mars 2021"),
            H(1, "Contexte"),
            P(
                "L’entente sur la forêt privée des Buttes a été signée en 2020. Elle a pour objet de mettre en valeur "
                "les boisés privés de la "
                "région des Buttes. Le plan est proposé par le comité consultatif et adopté par le conseil d’administration de l’Agence "
                "forestière des Buttes, conformément à l’article 12 de l’entente."
            ),
            H(1, "Ceux qui y travaillent"),
            P(
                "Le comité consultatif est formé de sept propriétaires de boisés et d’un représentant de la Municipalité de Sainte-Aulne. "
                "Il propose le plan d’action et informe l’Agence forestière des Buttes de son avancement. Le Groupement forestier des "
                "Buttes réalise les travaux."
            ),
            I("Les travaux suivent le guide provincial de sylviculture."),
            I("Chaque propriétaire signe une convention."),
            H(1, "Actions retenues"),
            T(rows, widths=(5, 3, 2, 2)),
        ],
    )


def recreation() -> Written:
    """Pipe tables and five columns of years, sections as whole rows."""
    header = ["Actions", "Responsable(s)", "2020-2021", "2021-2022", "2022-2023", "2023-2024", "2024-2025"]
    whole = [LEFT] * 6
    return Written(
        "loisir",
        [
            H(0, "Entente de partenariat en loisir et en sport de la Côte-Blanche"),
            H(1, "Plan d’action 2020-2025"),
            P("Le comité de gestion est composé des maires de la Côte-Blanche et d’une personne de Loisir Côte-Blanche (LCB)."),
            P("Le comité de gestion a pour mandats de :"),
            I("Adopter le plan d’action quinquennal"),
            I("Choisir les projets soutenus"),
            I("Informer les municipalités chaque année"),
            H(1, "Tableau quinquennal"),
            T(
                [
                    header,
                    ["Objectif 1 – Rendre le sport accessible", *whole],
                    ["Prêter de l’équipement de plein air", "LCB", "Été 2020", "En continu", "En continu", "En continu", "En continu"],
                    [
                        "Offrir 12 bourses d’inscription par année",
                        "LCB / Fondation du Cap",
                        "Janvier 2021",
                        "Janvier 2022",
                        "À évaluer",
                        "",
                        "",
                    ],
                    ["Objectif 2 – Entretenir les lieux", *whole],
                    ["Inspecter les terrains de jeu", "Municipalités", "Mai 2020", "Mai 2021", "Mai 2022", "Mai 2023", "Mai 2024"],
                    ["Rénover l’aréna", "Comité de gestion", "", "Printemps 2021", "Automne 2022", "", ""],
                ]
            ),
            P("Les sommes sont confirmées chaque année par les parties."),
        ],
    )
