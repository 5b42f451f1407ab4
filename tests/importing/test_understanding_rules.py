"""The rules one by one, on cases that no document of the corpus holds."""

import pytest

from ententes.ground.mandates import subject_kind, verb_of
from ententes.importing.reading import Reading
from ententes.importing.tree import Heading, Paragraph, Place
from ententes.importing.understanding import understand
from ententes.importing.understanding.belonging import created_body
from ententes.importing.understanding.columns import column
from ententes.importing.understanding.mandates import inline_mandates, mandate_of
from ententes.importing.understanding.naming import abbreviates, body_name, introduced, kind_of
from ententes.importing.understanding.registry import Registry
from ententes.importing.understanding.responsibilities import read_responsibilities, split_names
from ententes.importing.understanding.splitting import actions_in
from ententes.importing.understanding.targets import targets_in

from .trees import of_blocks, table, typed

HERE = Place(1)
TITLE = Heading("Plan d'action 2011-2012", 0, HERE)


def plan(*rows: list[str], merged: tuple[tuple[int, int], ...] = ()) -> Reading:
    return understand(of_blocks(TITLE, table(*rows, merged=merged)))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        *[(one, "action") for one in ("Actions", "Moyens d'action", "Mesures", "Activités", "Task", "Ce que nous allons faire : actions")],
        *[
            (one, "lead")
            for one in ("Responsable(s)", "Porteur", "Lead", "Qui?", "Responsable de l'action", "Resp.", "Organisme responsable")
        ],
        *[(one, "collaborators") for one in ("Collaborateurs", "Partenaires impliqués", "Partners", "Supporting partners", "Avec qui")],
        *[
            (one, "year")
            for one in ("2011-2012", "2011/12", "2024", "An 1", "Année 1 (2024-2025)", "T1", "Échéancier 2011-2012", "FY2023-24", "Avril")
        ],
        *[(one, "deadline") for one in ("Échéancier", "Échéance", "Deadline", "Target date", "Quand", "Date de fin", "2024-2027")],
        *[(one, "indicator") for one in ("Indicateurs", "Cible 2024", "Résultats attendus", "Mesures de succès", "Performance indicators")],
        *[(one, "budget") for one in ("Budget 2024-2025", "Coût ($)", "Ressources financières")],
        *[(one, "section") for one in ("Objectif", "Axe / objectif", "Orientations", "Goal")],
        *[(one, "state") for one in ("État au 31 mars 2012", "Statut", "Suivi")],
        *[(one, "number") for one in ("N°", "No", "#", "Code")],
        *[(one, "remarks") for one in ("Remarques", "Commentaires", "Notes")],
        *[(one, "other") for one in ("Nom", "Téléphone", "", "12 mars 2024")],
    ],
)
def test_a_header_says_what_its_column_holds(header, kind):
    assert column(header).kind == kind


@pytest.mark.parametrize(
    ("cell", "actions"),
    [
        ("Tenir un forum à un niveau régional Réaliser 5 rencontres", ["Tenir un forum à un niveau régional", "Réaliser 5 rencontres"]),
        ("Organiser un forum. Diffuser les actes.", ["Organiser un forum.", "Diffuser les actes."]),
        ("- Organiser un forum\n- Diffuser les actes", ["Organiser un forum", "Diffuser les actes"]),
        ("Organiser un forum\nDiffuser les actes", ["Organiser un forum", "Diffuser les actes"]),
        ("1) Organiser un forum 2) Diffuser les actes", ["Organiser un forum", "Diffuser les actes"]),
        ("Organiser un forum; Diffuser les actes", ["Organiser un forum", "Diffuser les actes"]),
        ("Hire a coordinator\nOrganize two workshops", ["Hire a coordinator", "Organize two workshops"]),
        ("Organiser un forum :\n- réserver la salle\n- inviter", ["Organiser un forum : - réserver la salle - inviter"]),
        ("Réaliser une campagne dans la\nrégion", ["Réaliser une campagne dans la région"]),
        ("Soutenir le programme Développer le Nord", ["Soutenir le programme Développer le Nord"]),
        ("Élaborer un guide. Le diffuser", ["Élaborer un guide. Le diffuser"]),
        ("1.1.2 Élaborer une politique", ["1.1.2 Élaborer une politique"]),
        ("Mise en place d'un comité", ["Mise en place d'un comité"]),
        ("Appuyer la Ville de Québec (Organiser un colloque)", ["Appuyer la Ville de Québec (Organiser un colloque)"]),
        ("", []),
    ],
)
def test_a_cell_holds_one_action_or_several(cell, actions):
    assert actions_in(cell) == actions


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("Réaliser 5 rencontres du comité", [(5, "rencontres du comité", "unstated")]),
        ("Tenir au moins deux ateliers par année", [(2, "ateliers", "year")]),
        ("10 capsules", [(10, "capsules", "unstated")]),
        ("Former 1 500 participants d'ici 2025", [(1500, "participants", "once")]),
        ("Hold 4 workshops per year", [(4, "workshops", "year")]),
        ("Recruter cinq (5) nouveaux membres", [(5, "nouveaux membres", "unstated")]),
        ("Produire 3 capsules et 2 balados", [(3, "capsules", "unstated"), (2, "balados", "unstated")]),
        ("Engager une personne", []),
        ("Rencontrer les cinq territoires", []),
        ("Hausse de 10 % en 2012", []),
        ("Investir 10 000 $ sur 12 mois", []),
        ("Appliquer l'article 10 à la phase 2", []),
        ("Rejoindre les 18 à 35 ans", []),
    ],
)
def test_counted_targets(words, targets):
    assert [(one.number, one.what, one.per) for one in targets_in(words)] == targets


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Comité de gestion / CRÉ/ PRESCN", ["Comité de gestion", "CRÉ", "PRESCN"]),
        ("PRESCN (CF) et le Forum jeunesse (CJ)", ["PRESCN (CF)", "le Forum jeunesse (CJ)"]),
        ("ministère de la Culture et des Communications", ["ministère de la Culture et des Communications"]),
        ("Comité emploi et formation", ["Comité emploi et formation"]),
        ("CSMO-ÉSAC, MRC et CLD", ["CSMO-ÉSAC", "MRC", "CLD"]),
        ("MRC de Bellechasse et MRC de Montmagny", ["MRC de Bellechasse", "MRC de Montmagny"]),
        ("Chambre de commerce et d'industrie", ["Chambre de commerce et d'industrie"]),
        (
            "ministère de l'Agriculture, des Pêcheries et de l'Alimentation",
            ["ministère de l'Agriculture, des Pêcheries et de l'Alimentation"],
        ),
        ("Ville; CLD\nUPA", ["Ville", "CLD", "UPA"]),
        ("City of Sutton and Town of Brome", ["City of Sutton", "Town of Brome"]),
        ("Comité de suivi et comité de gestion", ["Comité de suivi", "comité de gestion"]),
        ("MRC (service de la culture et du loisir)", ["MRC (service de la culture et du loisir)"]),
    ],
)
def test_names_are_split_where_a_new_one_begins(cell, names):
    assert split_names(cell, Registry()) == names


@pytest.mark.parametrize(
    ("cell", "roles"),
    [
        ("MRC / CLD", [("MRC", "lead"), ("CLD", "collaborator")]),
        ("Responsable : MRC\nPartenaires : CLD, UPA", [("MRC", "lead"), ("CLD", "collaborator"), ("UPA", "collaborator")]),
        ("CLD (collaboration), MRC (responsable)", [("CLD", "collaborator"), ("MRC", "lead")]),
        ("CDC, en collaboration avec la Ville de Lévis", [("CDC", "lead"), ("Ville de Lévis", "collaborator")]),
        ("Coordonnatrice", [("Coordonnatrice", "lead")]),
        ("À déterminer", []),
        ("—", []),
    ],
)
def test_the_first_name_leads_unless_the_words_say_otherwise(cell, roles):
    read = read_responsibilities([(cell, "lead", True)], Registry(), HERE)
    assert [(one.words, one.role) for one in read] == roles


def test_a_role_is_neither_a_body_nor_an_organisation():
    registry = Registry()
    read_responsibilities([("Coordonnatrice / tous les partenaires / Mme Tremblay", "lead", True)], registry, HERE)
    assert (registry.bodies, registry.organisations) == ([], [])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Le comité de suivi", "Comité de suivi"),
        ("2.1 Mandat du comité directeur", "Comité directeur"),
        ("Le comité analyse (ca);", "Comité analyse"),
        ("Le comité de gestion de l'entente", "Comité de gestion"),
        ("Steering Committee", "Steering Committee"),
        ("Les comités de l'entente", ""),
        ("Inform the Steering Committee of progress", ""),
        ("Comité sectoriel de la main-d'œuvre", ""),
        ("Actions", ""),
    ],
)
def test_a_title_names_one_body_or_none(title, name):
    assert body_name(title) == name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Comité directeur", "management"),
        ("Comité de pilotage", "management"),
        ("Steering committee", "management"),
        ("Comité consultatif", "follow_up"),
        ("Comité technique", "follow_up"),
        ("Advisory committee", "follow_up"),
        ("Groupe de travail sur l'emploi", "working"),
        ("Comité jeunesse", "youth"),
        ("Comité exécutif de la CRÉ", "executive"),
        ("Conseil de la MRC", "board"),
        ("Conseil d'administration", "board"),
        ("Comité de sélection", "selection"),
        ("Table des partenaires", "assembly"),
        ("Comité logistique", "other"),
    ],
)
def test_the_kind_of_a_body_is_in_its_name(name, kind):
    assert kind_of(name) == kind


def test_acronyms_are_told_by_the_letters_of_their_name():
    assert abbreviates("PRESCN", "Pôle régional d'économie sociale de la Capitale-Nationale")
    assert abbreviates("MAPAQ", "ministère de l'Agriculture, des Pêcheries et de l'Alimentation")
    assert not abbreviates("CJ", "Forum jeunesse")
    assert introduced("Les membres du Pôle régional d'économie sociale (PRES) et la Table des préfets (TP)") == [
        (15, "Pôle régional d'économie sociale", "PRES"),
        (61, "Table des préfets", "TP"),
    ]


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("Mettre sur pied un comité jeunesse", "Comité jeunesse"),
        ("1.1 Créer un comité d'accueil afin de recevoir les familles", "Comité d'accueil"),
        ("Set up an advisory committee", "Advisory committee"),
        ("Mettre sur pied un événement", ""),
        ("Rencontrer le comité jeunesse", ""),
    ],
)
def test_an_action_may_set_up_a_body(action, body):
    assert created_body(action) == body


def test_a_mandate_keeps_its_words_and_gives_its_verbs_its_subject_and_its_addressee():
    one = mandate_of("Valider et recommander à la CRÉ l'adoption des rapports annuels;", HERE)
    assert one is not None
    assert (one.words, one.verbs) == ("Valider et recommander à la CRÉ l'adoption des rapports annuels", ["validate", "recommend"])
    assert (one.subject, one.subject_kind, one.addressee) == ("l'adoption des rapports annuels", "report", "CRÉ")
    other = mandate_of("Analyser les projets et les recommander au conseil de la MRC", HERE)
    assert other is not None
    assert (other.verbs, other.subject_kind, other.addressee) == (["ensure", "recommend"], "project", "conseil de la MRC")


def test_mandates_strung_in_one_sentence_are_told_apart():
    said = "Il a pour mandat d'adopter le plan d'action, de recommander les projets au conseil de la MRC et de valider le rapport annuel."
    assert inline_mandates(said) == [
        "Adopter le plan d'action",
        "Recommander les projets au conseil de la MRC",
        "Valider le rapport annuel",
    ]


def test_the_closed_set_of_verbs_knows_its_forms():
    assert [verb_of(one) for one in ("Adopter", "adopte", "choisit", "adopts", "recommandent", "jongler")] == [
        "adopt",
        "adopt",
        "choose",
        "adopt",
        "recommend",
        "",
    ]


def test_the_subject_of_a_mandate_is_the_first_thing_it_names():
    assert subject_kind("le cadre de référence sur l'allocation des sommes") == "allocation_framework"
    assert subject_kind("les projets selon le cadre d'évaluation") == "project"
    assert subject_kind("the annual report") == "report"
    assert subject_kind("la mobilisation") == "other"


def test_ticks_under_quarters_make_one_window():
    reading = plan(
        ["Actions", "Responsable", "2011-2012", "2011-2012", "2011-2012", "2011-2012"],
        ["Actions", "Responsable", "T1", "T2", "T3", "T4"],
        ["Tenir un forum", "MRC", "", "X", "X", ""],
        merged=((0, 3), (0, 4), (0, 5), (1, 0), (1, 1)),
    )
    schedule = reading.actions[0].schedules[0]
    assert (schedule.words, schedule.window.kind) == ("T2, T3", "range")
    assert (str(schedule.window.starts_on), str(schedule.window.ends_on)) == ("2011-07-01", "2011-12-31")


def test_a_header_repeated_in_the_middle_is_no_action():
    header = ["Actions", "Responsable", "2011-2012"]
    reading = plan(header, ["Tenir un forum", "MRC", "Mars"], header, ["Publier un guide", "CLD", "Mai"])
    assert [one.text for one in reading.actions] == ["Tenir un forum", "Publier un guide"]


def test_a_row_merged_across_is_a_section_and_a_total_is_kept_unread():
    reading = plan(
        ["Actions", "Responsable", "2011-2012", "Coût"],
        ["Objectif 2 : Former", "Objectif 2 : Former", "Objectif 2 : Former", "Objectif 2 : Former"],
        ["Tenir un forum", "MRC", "Mars", "500 $"],
        ["Total", "", "", "500 $"],
        merged=((1, 1), (1, 2), (1, 3)),
    )
    assert [(one.number, one.title) for one in reading.sections] == [(2, "Former")]
    assert reading.actions[0].extras == {"Coût": "500 $"}
    assert [one.words for one in reading.unread] == ["Total | 500 $"]


def test_an_action_merged_downwards_gathers_its_rows():
    reading = plan(
        ["Actions", "Responsable", "2011-2012"],
        ["Tenir un forum", "MRC", "Mars"],
        ["Tenir un forum", "CLD", "Mars"],
        merged=((2, 0),),
    )
    assert [[one.words for one in action.responsibilities] for action in reading.actions] == [["MRC", "CLD"]]
    assert len(reading.rows) == 2


def test_a_sentence_cut_by_a_page_is_put_back():
    reading = plan(["Actions", "Responsable", "2011-2012"], ["Tenir un forum sur la", "MRC", ""], ["relève agricole", "", "Mars"])
    assert [(one.text, one.schedules[0].words) for one in reading.actions] == [("Tenir un forum sur la relève agricole", "Mars")]


def test_a_start_and_an_end_make_one_window():
    reading = plan(["Actions", "Responsable", "Début", "Fin"], ["Tenir un forum", "MRC", "2011-05-01", "Juin 2011"])
    schedule = reading.actions[0].schedules[0]
    assert (schedule.words, str(schedule.window.starts_on), str(schedule.window.ends_on)) == (
        "2011-05-01 – Juin 2011",
        "2011-05-01",
        "2011-06-30",
    )


def test_columns_headed_by_names_say_who_by_their_marks():
    reading = plan(
        ["Actions", "MRC", "CLD", "Échéance"], ["Tenir un forum", "C", "R", "Mars 2012"], ["Publier un guide", "X", "", "Mai 2011"]
    )
    assert [[(one.words, one.role) for one in action.responsibilities] for action in reading.actions] == [
        [("MRC", "collaborator"), ("CLD", "lead")],
        [("MRC", "lead")],
    ]


def test_a_table_without_headers_is_read_by_its_content():
    reading = understand(
        of_blocks(TITLE, table(["Organiser un gala", "Comité gala", "Mai 2011"], ["Publier un bilan", "MRC", "Mars 2012"]))
    )
    assert [(one.text, one.responsibilities[0].words, one.schedules[0].words) for one in reading.actions] == [
        ("Organiser un gala", "Comité gala", "Mai 2011"),
        ("Publier un bilan", "MRC", "Mars 2012"),
    ]


def test_a_table_of_bodies_gives_their_composition_and_mandates():
    reading = understand(
        of_blocks(
            TITLE,
            table(
                ["Instance", "Composition", "Mandat"],
                ["Comité technique (COTECH)", "Les services", "Proposer le plan d'action\nValider le bilan"],
            ),
            table(["Actions", "Responsable", "2011-2012"], ["Tenir un forum", "COTECH", "Mars"]),
        )
    )
    body = reading.bodies[0]
    assert (body.name, body.acronym, body.composition) == ("Comité technique", "COTECH", "Les services")
    assert [one.verbs for one in body.mandates] == [["propose"], ["validate"]]
    assert reading.actions[0].responsibilities[0].body == body.key
    assert reading.unread == []


def test_money_by_year_is_a_budget_and_no_schedule():
    reading = plan(["Actions", "Responsable", "2011-2012", "Échéance"], ["Tenir un forum", "MRC", "5 000 $", "Mars 2012"])
    assert [one.words for one in reading.actions[0].schedules] == ["Mars 2012"]
    assert reading.actions[0].extras == {"2011-2012": "5 000 $"}


def test_calendar_years_begin_in_january():
    reading = understand(
        of_blocks(Heading("Plan d'action 2024", 0, HERE), table(["Actions", "Responsable", "2024"], ["Tenir un forum", "MRC", "Mars"]))
    )
    assert reading.agreement.year_month == 1
    assert str(reading.actions[0].schedules[0].window.starts_on) == "2024-03-01"


def test_objectives_numbered_inside_an_axis_keep_their_number_in_codes():
    reading = understand(
        typed(
            "Plan d'action 2011-2012\n\nObjectif 1.1 – Accueillir\nActions\tQui\tQuand\nTenir un forum\tMRC\tMars 2012\n\n"
            "Objectif 2.1 – Attirer\nActions\tQui\tQuand\nPublier un guide\tMRC\tMai 2011\n"
        )
    )
    assert [(one.number, one.title) for one in reading.sections] == [(1, "Accueillir"), (2, "Attirer")]
    assert [one.code for one in reading.actions] == ["O1.1.1", "O2.1.1"]


def test_one_city_of_the_text_is_the_city_of_the_cells():
    reading = understand(
        of_blocks(
            TITLE,
            Paragraph("La présente entente lie la Ville de Port-aux-Érables et le ministère de la Culture.", HERE),
            table(["Actions", "Responsable", "2011-2012"], ["Tenir un forum", "Ville", "Mars"]),
        )
    )
    assert [(one.name, one.aliases) for one in reading.organisations] == [("Ville de Port-aux-Érables", ["Ville"])]


def test_the_text_of_an_article_fills_its_clause():
    reading = understand(
        of_blocks(
            TITLE,
            Paragraph("Conformément aux articles 3 et 4 de l'entente et à l'article 126 de la Loi sur les compétences municipales.", HERE),
            Heading("Article 4 – Durée", 1, HERE),
            Paragraph("L'entente dure trois ans.", HERE),
            Heading("Actions", 1, HERE),
            table(["Actions", "Responsable", "2011-2012"], ["Tenir un forum", "MRC", "Mars"]),
        )
    )
    assert [(one.number, one.words) for one in reading.clauses] == [("3", ""), ("4", "Durée\nL'entente dure trois ans.")]
