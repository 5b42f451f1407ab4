"""What other people's documents taught: shapes that a plan takes, each as small as it can be, with what a careful person reads in it."""

from datetime import date

from ententes.importing.tree import Heading, Item, Paragraph, Place
from ententes.importing.understanding import understand
from ententes.importing.understanding.printed import printed

from .trees import of_blocks, table, typed

PLAN = table(["Actions", "Responsable", "Échéance"], ["Tenir un forum", "MRC", "Automne 2024"])


def test_deliverables_with_an_owner_and_a_timeline_are_actions():
    reading = understand(
        of_blocks(
            table(["#", "Deliverables", "Owner", "Timeline"], ["1.1", "Open 3 fridges", "Lead: LFB\nPartners: County, YMCA", "Q3 2025"])
        )
    )
    assert [(one.text, one.extras) for one in reading.actions] == [("Open 3 fridges", {"#": "1.1"})]
    assert [(one.words, one.role) for one in reading.actions[0].responsibilities] == [
        ("LFB", "lead"),
        ("County", "collaborator"),
        ("YMCA", "collaborator"),
    ]
    assert reading.actions[0].schedules[0].window.starts_on == date(2025, 7, 1)


def test_titles_that_hold_the_title_of_a_section_are_kept_with_its_actions():
    reading = understand(
        of_blocks(
            table(
                ["Actions", "Responsable", "Échéance"],
                *[[words] * 3 for words in ("Volet 1 – Habitation", "Axe 1.1 – Logements")],
                ["Adapter 20 logements", "MRC", "Mai 2024"],
                ["Axe 1.2 – Quartiers"] * 3,
                ["Planter des arbres", "MRC", "Mai 2024"],
                *[[words] * 3 for words in ("Volet 2 – Transport", "Axe 2.1 – Autobus")],
                ["Former 10 chauffeurs", "MRC", "Mai 2024"],
                merged=tuple((row, place) for row in (1, 2, 4, 6, 7) for place in (1, 2)),
            )
        )
    )
    assert [(one.title, action.extras) for one in reading.sections for action in reading.actions if action.section == one.key] == [
        ("Logements", {"Volet": "Volet 1 – Habitation"}),
        ("Quartiers", {"Volet": "Volet 1 – Habitation"}),
        ("Autobus", {"Volet": "Volet 2 – Transport"}),
    ]


def test_two_plans_in_one_document_keep_their_years_and_their_sections_apart():
    reading = understand(
        typed(
            """# Entente de développement culturel – Ville de Val-Bleu

## Plan d’action 2024

| Objectif | Moyens | Responsable | Échéance |
|---|---|---|---|
| A. Lecture | Offrir l’heure du conte | Bibliothèque | Automne |

## Plan d’action 2025

| Objectif | Moyens | Responsable | Échéance |
|---|---|---|---|
| A. Lecture | Créer un club de lecture | Bibliothèque | Hiver |
""",
            format="md",
        )
    )
    assert printed(reading)["agreement"]["years"] == ["2024", "2025"]
    assert [one.title for one in reading.sections] == ["A. Lecture", "A. Lecture"]
    assert [(one.extras["Plan"], one.schedules[0].window.starts_on) for one in reading.actions] == [
        ("Plan d’action 2024", date(2024, 9, 1)),
        ("Plan d’action 2025", date(2025, 1, 1)),
    ]


def test_a_committee_made_of_somebody_has_a_list_of_mandates_all_the_same():
    items = [Item(words, 0, Place(at)) for at, words in enumerate(("proposer un plan d’action;", "informer la population."), 2)]
    lead = Paragraph("Le comité de suivi (CS), formé des organismes du milieu, a pour rôle de :", Place(1))
    body = understand(of_blocks(lead, *items, PLAN)).bodies[0]
    assert (body.name, body.acronym, body.composition) == ("Comité de suivi", "CS", "organismes du milieu")
    assert [one.verbs for one in body.mandates] == [["propose"], ["inform"]]


def test_items_under_the_name_of_a_body_are_its_mandates():
    items = [("**Comité de travail sur les livres**", 0), ("proposer des activités", 1), ("évaluer les résultats", 1)]
    reading = understand(of_blocks(*(Item(words, level, Place(at)) for at, (words, level) in enumerate(items, 1)), PLAN))
    assert [(one.name, [mandate.words for mandate in one.mandates]) for one in reading.bodies] == [
        ("Comité de travail sur les livres", ["proposer des activités", "évaluer les résultats"])
    ]


def test_what_stands_under_a_mandate_is_kept_unread():
    items = [("Adopter le plan", 0), ("avant le 31 mars", 1), ("Choisir les projets", 0)]
    blocks = [
        Heading("Mandats du comité directeur", 1, Place(1)),
        *(Item(words, level, Place(at)) for at, (words, level) in enumerate(items, 2)),
    ]
    reading = understand(of_blocks(*blocks, PLAN))
    assert [one.words for one in reading.bodies[0].mandates] == ["Adopter le plan", "Choisir les projets"]
    assert [one.words for one in reading.unread] == ["avant le 31 mars"]


def test_a_table_of_acronyms_introduces_them():
    letters = table(["Sigle", "Nom"], ["OHV", "Office d’habitation de la Vallée"])
    plan = table(["Actions", "Responsable", "Échéance"], ["Tenir un forum", "OHV", "Automne 2024"])
    reading = understand(of_blocks(letters, plan))
    assert [(one.name, one.acronym) for one in reading.organisations] == [("Office d’habitation de la Vallée", "OHV")]
    assert "acronym_not_introduced" not in [one.kind for one in reading.points]


def test_the_date_of_a_document_may_stand_in_a_table_of_its_first_page():
    cover = table(["Version du :", "2025-01-20"], ["Préparé par :", "Unité régionale de loisir (URL)"])
    reading = understand(of_blocks(Heading("Plan d’action 2025", 0, Place(1)), cover, PLAN))
    assert reading.agreement.dated_on == date(2025, 1, 20)
    assert [one.acronym for one in reading.organisations][:1] == ["URL"]


def test_equal_cells_of_a_table_not_understood_are_both_kept():
    reading = understand(
        typed(
            """Actions\tResponsable\tÉchéance
Tenir un forum\tMRC\tMai 2024

Partenaire\t2024\t2025\tTotal
MRC\t25 000 $\t25 000 $\t50 000 $
"""
        )
    )
    assert [one.words for one in reading.unread] == ["Partenaire | 2024 | 2025 | Total", "MRC | 25 000 $ | 25 000 $ | 50 000 $"]


def test_a_name_in_capitals_takes_the_case_of_the_sentences():
    reading = understand(
        typed(
            """MRC DES GRANDS-PINS

COMITÉ DE GESTION

Le comité de gestion est formé de la MRC des Grands-Pins.

Actions\tResponsable\tÉchéance
Tenir un forum\tMRC\tMai 2024
"""
        )
    )
    assert (reading.bodies[0].name, reading.agreement.region) == ("Comité de gestion", "MRC des Grands-Pins")


def test_a_column_of_priorities_holds_sections_unless_it_only_ranks():
    ranked, titled = (
        understand(
            of_blocks(
                table(
                    ["Priorité", "Actions", "Responsable", "Échéance"],
                    [first, "Tenir un forum", "MRC", "Mai 2024"],
                    [second, "Former 10 bénévoles", "MRC", "Juin 2024"],
                )
            )
        )
        for first, second in (("Haute", "Basse"), ("Accueil", "Emploi"))
    )
    assert [one.extras for one in ranked.actions] == [{"Priorité": "Haute"}, {"Priorité": "Basse"}]
    assert [one.title for one in titled.sections] == ["Accueil", "Emploi"]


def test_a_target_told_by_the_action_and_by_its_indicator_is_one():
    reading = understand(
        of_blocks(table(["Actions", "Responsable", "Échéance", "Cible"], ["Adapter 20 logements", "MRC", "2025", "20 logements adaptés"]))
    )
    assert [(one.number, one.what) for one in reading.actions[0].targets] == [(20, "logements")]


def test_the_field_of_an_agreement_is_whole():
    title = Heading("Entente sectorielle pour l’adaptation des services aux personnes aînées de la région des Lacs", 0, Place(1))
    agreement = understand(of_blocks(title, PLAN)).agreement
    assert (agreement.field, agreement.region) == ("adaptation des services aux personnes aînées", "Lacs")


def test_a_deadline_may_cover_several_years_of_the_plan():
    plan = table(["Actions", "Responsable", "Échéance"], ["Tenir un forum", "MRC", "Années 1 et 2"])
    schedule = understand(of_blocks(Heading("Plan d’action 2024-2027", 0, Place(1)), plan)).actions[0].schedules[0]
    assert (schedule.window.kind, schedule.window.starts_on, schedule.window.ends_on) == ("range", date(2024, 4, 1), date(2026, 3, 31))


HEADS = ["Actions", "Responsable", "Échéance"]


def bodies_of(*words: str) -> dict[str, tuple[str, str, list[list[str]]]]:
    """Each body that these paragraphs (titles where they open with #) name: its parent, its composition, the verbs of its mandates."""
    blocks = [
        Heading(text[2:], 1, Place(at))
        if text.startswith("# ")
        else Item(text[2:], 0, Place(at))
        if text.startswith("- ")
        else Paragraph(text, Place(at))
        for at, text in enumerate(words, 10)
    ]
    reading = understand(of_blocks(*blocks, PLAN))
    names = {one.key: one.name for one in reading.bodies}
    return {one.name: (names.get(one.parent, ""), one.composition, [mandate.verbs for mandate in one.mandates]) for one in reading.bodies}


def test_a_body_that_reports_to_another_has_it_as_parent():
    assert bodies_of("# Comité directeur", "# Comité jeunesse", "Le comité jeunesse relève du comité directeur.") == {
        "Comité directeur": ("", "", []),
        "Comité jeunesse": ("Comité directeur", "", []),
    }


def test_the_composition_of_a_body_may_stand_on_the_line_of_its_title():
    assert bodies_of("# Comité directeur", "Composition : préfet de la MRC, deux élus (maires)") == {
        "Comité directeur": ("", "préfet de la MRC, deux élus (maires)", [])
    }


def test_english_committees_have_their_whole_names_and_their_powers_may_be_gerunds():
    assert bodies_of(
        "The Steering Committee shall approve the plan and recommend budgets to County Council.",
        "The Technical Working Group (TWG) reports to the Steering Committee. It is responsible for:",
        "- Proposing projects",
        "- Advising the Steering Committee on sites",
    ) == {
        "Steering Committee": ("", "", [["adopt"], ["recommend"]]),
        "County Council": ("", "", []),
        "Technical Working Group": ("Steering Committee", "", [["propose"], ["recommend"]]),
    }


def test_the_name_before_an_acronym_begins_at_its_institution():
    reading = understand(of_blocks(Paragraph("La directrice du ministère de l’Immigration (MIFI) y siège.", Place(9)), PLAN))
    assert [(one.name, one.acronym) for one in reading.organisations][:1] == [("ministère de l’Immigration", "MIFI")]


def test_whoever_has_the_responsibility_leads():
    plan = table(HEADS, ["Accueillir les familles", "Comité d’accueil, sous la responsabilité de l’organisme Accueil Plaine", "2024"])
    assert [(one.words, one.role) for one in understand(of_blocks(plan)).actions[0].responsibilities] == [
        ("Accueil Plaine", "lead"),
        ("Comité d’accueil", "collaborator"),
    ]


def test_roles_in_brackets_leave_nothing_to_ask():
    plan = table(HEADS, ["Offrir un atelier", "SADC (responsable), CLE (collaborateur)", "2024"])
    assert "several_leads" not in [one.kind for one in understand(of_blocks(plan)).points]


def test_headers_on_two_lines_are_one_title_of_column():
    reading = understand(of_blocks(table([*HEADS, "Indicateur\nCible"], ["Publier un guide", "MRC", "2024", "5,000 exemplaires"])))
    assert reading.actions[0].extras == {"Indicateur Cible": "5,000 exemplaires"}
    assert [(one.number, one.what) for one in reading.actions[0].targets] == [(5000, "exemplaires")]


def test_what_a_sentence_says_a_body_does_is_its_mandate_where_no_list_says_it():
    assert bodies_of(
        "Le comité directeur adopte le plan d’action et recommande les projets au conseil de la MRC.",
        "The Management Committee approves the work plan and allocates the budget.",
        "Le comité de suivi a adopté son plan de travail en mai.",
        "# Comité technique",
        "Le comité technique assure le suivi. Ses mandats sont :",
        "- proposer le plan",
    ) == {
        "Comité technique": ("", "", [["propose"]]),
        "Comité directeur": ("", "", [["adopt"], ["recommend"]]),
        "Conseil de la MRC": ("", "", []),
        "Management Committee": ("", "", [["adopt"], ["decide"]]),
        "Comité de suivi": ("", "", []),
    }


def test_an_addressee_has_its_whole_name():
    mandates = (
        understand(of_blocks(Paragraph("Le comité directeur informe l’Agence forestière des Buttes de son avancement.", Place(9)), PLAN))
        .bodies[0]
        .mandates
    )
    assert [(one.addressee, one.subject) for one in mandates] == [("Agence forestière des Buttes", "son avancement")]


def test_a_title_may_give_its_years_one_by_one():
    reading = understand(of_blocks(Heading("Work plan FY 2024-25 and 2025-26", 0, Place(9)), PLAN))
    assert printed(reading)["agreement"]["years"] == ["2024-2025", "2025-2026"]


def test_a_cell_of_text_may_hold_a_line_break():
    reading = understand(
        typed(
            """Quoi\tQui\tQuand
Ouvrir une cuisine\tTQS\tMai 2024
Tenir des ateliers\tMaison du Parc
des Pins\tjuillet 2024
"""
        )
    )
    assert [(one.text, one.responsibilities[0].words) for one in reading.actions][-1] == ("Tenir des ateliers", "Maison du Parc des Pins")
