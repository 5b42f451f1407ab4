"""One table per action, standing on its side: labels in the first column, words in the second."""

import pytest

from ententes.importing.tree import Heading, Place
from ententes.importing.understanding import understand
from ententes.importing.understanding.columns import column
from ententes.importing.understanding.refusal import NotUnderstood

from .trees import of_blocks, table

FICHE = table(["Fiche action n° 1", "Créer un guichet"], ["Pilote", "Ville"], ["Partenaires", "CCAS, SIAO"], ["Calendrier", "Mai 2024"])


def _told(reading):
    return [
        (one.text, [(who.words, who.role) for who in one.responsibilities], [said.words for said in one.schedules])
        for one in reading.actions
    ]


WHO = [("Ville", "lead"), ("CCAS", "collaborator"), ("SIAO", "collaborator")]


def test_a_table_of_labels_and_words_is_one_action_under_the_title_above_it():
    reading = understand(of_blocks(Heading("Axe 2 : Accueillir", 2, Place(1)), FICHE))
    assert _told(reading) == [("Créer un guichet", WHO, ["Mai 2024"])]
    assert [(one.number, one.title) for one in reading.sections] == [(2, "Accueillir")]


def test_the_title_of_a_fiche_is_its_action_where_no_label_tells_it():
    titled = [Heading("Axe 2 : Accueillir", 2, Place(1)), Heading("Action 2.1 – Créer un guichet", 3, Place(2))]
    reading = understand(of_blocks(*titled, table(["Chef de file", "Ville"], ["Partenaires", "CCAS, SIAO"], ["Échéance", "Mai 2024"])))
    assert _told(reading) == [("Créer un guichet", WHO, ["Mai 2024"])]
    assert [one.title for one in reading.sections] == ["Accueillir"]


def test_one_table_may_hold_several_fiches():
    rows = [[cell.text for cell in row.cells] for row in FICHE.rows]
    reading = understand(of_blocks(table(*rows, ["Fiche action n° 2", "Former 60 agents"], ["Pilote", "CCAS"], ["Calendrier", "2025"])))
    assert [(one.text, one.responsibilities[0].words) for one in reading.actions] == [
        ("Créer un guichet", "Ville"),
        ("Former 60 agents", "CCAS"),
    ]


def test_a_table_of_labels_without_an_action_is_no_fiche():
    PLAN = table(["Actions", "Responsable", "Échéance"], ["Tenir un forum", "MRC", "Automne 2024"])
    reading = understand(of_blocks(PLAN, table(["Nom", "Entente"], ["Responsable", "MRC"], ["Date", "Mai 2024"])))
    assert [one.text for one in reading.actions] == ["Tenir un forum"]


def test_who_leads_and_who_helps_have_many_names():
    leads = ("Chef de file", "Porté par", "Pilotage", "Maîtrise d’ouvrage", "Personne-ressource", "Service", "Department")
    helps = ("With", "Avec", "Acteurs associés")
    assert {one: column(one).kind for one in (*leads, *helps)} == dict.fromkeys(leads, "lead") | dict.fromkeys(helps, "collaborators")


@pytest.mark.parametrize("project", ["", "La fête des voisins"])
def test_a_form_about_a_project_is_no_fiche(project):
    form = table(["Nom du projet", project], ["Responsable", "Maison de quartier"], ["Date de début", "Juin 2024"], ["Montant", "2 000 $"])
    with pytest.raises(NotUnderstood):
        understand(of_blocks(form))
